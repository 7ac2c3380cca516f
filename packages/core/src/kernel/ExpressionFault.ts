/** Says in plain words what CEL's parser and type checker object to. */
import type { ParseError } from "@marcbachmann/cel-js"
import { type Problem, problemAt } from "./ExpressionCheck.ts"

/** What the two kinds of error have in common, as CEL throws and returns them. */
export type CelFault = Pick<ParseError, "code" | "summary" | "range">

const words: Readonly<Record<string, string>> = {
  string: "text",
  double: "a number",
  int: "a number",
  bool: "yes or no",
  null: "null",
  "list<string>": "a list of texts",
  "list<int>": "a list of numbers",
  "list<double>": "a list of numbers",
  "list<dyn>": "a list",
  list: "a list"
}

/** A CEL type in words. */
const typeInWords = (type: string): string => words[type] ?? type.replace(/^\$/u, "")

const wordOperators: Readonly<Record<string, string>> = {
  and: "&&",
  or: "||",
  not: "!",
  "=": "==",
  "&": "&&",
  "|": "||"
}

/** A problem for an error of the parser. */
export const syntax = (source: string, fault: CelFault): Problem => {
  const start = Math.min(fault.range?.start ?? 0, source.length)
  const token = source.slice(start, Math.max(fault.range?.end ?? start, start + 1)).trim()
  const rule = "rule/syntax"
  if (/[“”„‘’«»]/u.test(token)) {
    return problemAt(source, start, {
      rule,
      message: `${token} is not a quote that rules know`,
      advice: 'use straight quotes: "A"'
    })
  }
  const operator = wordOperators[token.toLowerCase()]
  if (operator !== undefined) {
    return problemAt(source, start, { rule, message: `${token} does not belong here`, advice: `write ${operator}` })
  }
  if (start >= source.length || fault.summary.endsWith("got EOF") || fault.summary.endsWith(": EOF")) {
    return problemAt(source, start, {
      rule,
      message: "the rule ends too early",
      advice: "finish it, or close what is open"
    })
  }
  const message =
    fault.code === "unexpected_character" || fault.code === "unexpected_token"
      ? `${token} does not belong here`
      : fault.summary.charAt(0).toLowerCase() + fault.summary.slice(1)
  return problemAt(source, start, {
    rule,
    message,
    advice: 'a rule reads like account.abc == "A" && account.silenceDays > 30'
  })
}

const overload = /^no such overload: (.*?) (==|!=|<=|>=|<|>|in|\+|-|\*|\/|%) (.*)$/u
const unaryOverload = /^no such overload: ([!-])(.*)$/u
const logicalOperand = /^Logical operator requires bool operands, got '(.*)'$/u
const callOverload = /^found no matching overload for '(?:(.*)\.)?(\w+)\((.*)\)'$/u

const explainTypes = (summary: string): { readonly message: string; readonly advice: string } => {
  const [, left, operator, right] = overload.exec(summary) ?? []
  if (left !== undefined && operator !== undefined && right !== undefined) {
    const message = `${operator} does not go between ${typeInWords(left)} and ${typeInWords(right)}`
    if (left === "null" || right === "null")
      return { message, advice: "ask whether a fact is known with has(account.tier)" }
    if (right.startsWith("list") && operator !== "in") return { message, advice: 'ask `"champion" in contact.roles`' }
    if (operator === "%") return { message: "% goes between whole numbers only", advice: "compare with < or > instead" }
    const oneIsText = left === "string" || right === "string"
    return { message, advice: oneIsText ? "text stands in quotes, numbers stand without" : "compare like with like" }
  }
  const [, sign, operand] = unaryOverload.exec(summary) ?? []
  if (sign !== undefined && operand !== undefined) {
    return {
      message: `${sign} does not go before ${typeInWords(operand)}`,
      advice: "! turns yes into no; - goes before numbers"
    }
  }
  const [, receiver, name, args] = callOverload.exec(summary) ?? []
  if (name !== undefined) {
    const given = (args ?? "")
      .split(", ")
      .filter((type) => type !== "")
      .map(typeInWords)
    const on = receiver === undefined ? "" : ` of ${typeInWords(receiver)}`
    return {
      message: `${name}${on} does not take ${given.join(" and ") || "nothing"}`,
      advice: 'text goes with text: account.name.startsWith("North")'
    }
  }
  const [, side] = logicalOperand.exec(summary) ?? []
  const message =
    side === undefined
      ? summary.charAt(0).toLowerCase() + summary.slice(1)
      : `&& and || go between yes and no, and one side is ${typeInWords(side)}`
  return { message, advice: "compare each fact with something, such as account.silenceDays > 30" }
}

/** A problem for an error of the type checker. */
export const wrongType = (source: string, fault: CelFault): Problem =>
  problemAt(source, fault.range?.start ?? 0, { rule: "rule/wrong-type", ...explainTypes(fault.summary) })

/** A problem for a rule that does not answer yes or no. */
export const notBoolean = (source: string, type: string): Problem =>
  problemAt(source, 0, {
    rule: "rule/not-boolean",
    message: `a rule answers yes or no, and this is ${typeInWords(type)}`,
    advice: type === "string" ? `compare it: ${source.trim()} == "…"` : "compare it with something"
  })
