/**
 * What a rule may not say: names that are not declared, functions that are not offered, texts that a fact never has. The
 * walk finds all of them, with the nearest name; types are left to CEL's own checker, which stops at the first.
 */
import type { ASTNode } from "@marcbachmann/cel-js"
import { type Declaration, fieldOf } from "./Declaration.ts"
import { calls, macros, methods } from "./ExpressionMacros.ts"
import { partsOf, pathOf } from "./ExpressionPaths.ts"
import { nearest } from "./Nearest.ts"

/** What is wrong with a rule, and where in its text: `offset` counts characters from 0, `line` and `column` from 1. */
export interface Problem {
  readonly severity: "error" | "warning"
  readonly rule:
    | "rule/syntax"
    | "rule/unknown-field"
    | "rule/unknown-function"
    | "rule/unknown-value"
    | "rule/not-supported"
    | "rule/wrong-type"
    | "rule/not-boolean"
  readonly message: string
  readonly advice?: string
  readonly offset: number
  readonly line: number
  readonly column: number
}

/** A problem at an offset of the rule's text. */
export const problemAt = (
  source: string,
  offset: number,
  problem: Pick<Problem, "rule" | "message"> & { readonly advice?: string; readonly severity?: "warning" }
): Problem => {
  const before = source.slice(0, offset)
  return {
    severity: "error",
    ...problem,
    offset,
    line: before.split("\n").length,
    column: offset - before.lastIndexOf("\n")
  }
}

interface Walk {
  readonly source: string
  readonly declaration: Declaration
  readonly found: Array<Problem>
}

const maxNesting = 2
const macroNames = [...new Set(Object.keys(macros).map((key) => key.slice(0, key.indexOf("/"))))]
const functionNames = ["has", ...Object.keys(calls), ...Object.keys(methods), ...macroNames]
const offered = `a rule may use ${[...new Set(functionNames)].join(", ")}`

const report = (walk: Walk, offset: number, problem: Parameters<typeof problemAt>[2]): void => {
  walk.found.push(problemAt(walk.source, offset, problem))
}

/** Where the name itself stands: a field after its dot, anything else at its beginning. */
const placeOf = (node: ASTNode): number => (node.op === "." ? node.pos : node.start)

const meant = (names: ReadonlyArray<string>): string =>
  names.length === 0 ? "" : `did you mean ${names.slice(0, 2).join(" or ")}?`

const unknownVariable = (walk: Walk, name: string, node: ASTNode): void => {
  const variables = Object.keys(walk.declaration)
  const near = nearest(name, variables)
  const owners = variables.filter((variable) => fieldOf(walk.declaration, variable, name) !== undefined)
  const names = near === undefined ? owners.map((owner) => `${owner}.${name}`) : [near]
  const advice = meant(names) || `a rule here looks at ${variables.join(", ")}; write text in quotes`
  report(walk, node.start, { rule: "rule/unknown-field", message: `${name} is not known here`, advice })
}

const unknownField = (walk: Walk, variable: string, field: string, node: ASTNode): void => {
  const fields = walk.declaration[variable]?.fields ?? {}
  const near = nearest(field, Object.keys(fields))
  const others = Object.keys(walk.declaration).filter((other) => fieldOf(walk.declaration, other, field) !== undefined)
  const names = near === undefined ? others.map((other) => `${other}.${field}`) : [`${variable}.${near}`]
  const map = Object.keys(fields).find((name) => fields[name]?.type === "map")
  const own = map === undefined ? "" : `; what your data brings beyond is under ${variable}.${map}`
  report(walk, placeOf(node), {
    rule: "rule/unknown-field",
    message: `${variable}.${field} is not a declared fact`,
    advice: meant(names) || `${variable} has ${Object.keys(fields).join(", ")}${own}`
  })
}

const checkPath = (walk: Walk, path: ReadonlyArray<string>, node: ASTNode): void => {
  const [variable = "", field] = path
  if (!Object.hasOwn(walk.declaration, variable)) {
    let first = node
    while (first.op === "." || first.op === "[]") first = first.args[0]
    return unknownVariable(walk, variable, first)
  }
  if (field === undefined) {
    const example = Object.keys(walk.declaration[variable]?.fields ?? {})[0] ?? ""
    const problem = { rule: "rule/not-supported", message: `${variable} alone is not a fact` } as const
    return report(walk, node.start, { ...problem, advice: `name one of its facts, such as ${variable}.${example}` })
  }
  let owner = node
  for (let left = path.length; left > 2 && (owner.op === "." || owner.op === "[]"); left -= 1) owner = owner.args[0]
  const declared = fieldOf(walk.declaration, variable, field)
  if (declared === undefined) return unknownField(walk, variable, field, owner)
  if (path.length > (declared.type === "map" ? 3 : 2)) {
    const name = path.slice(0, -1).join(".")
    const problem = { rule: "rule/wrong-type", message: `${name} holds one value and has nothing inside` } as const
    report(walk, placeOf(node), { ...problem, advice: `use ${name} itself` })
  }
}

const texts = (node: ASTNode): ReadonlyArray<{ readonly text: string; readonly node: ASTNode }> => {
  if (node.op === "list") return node.args.flatMap(texts)
  return node.op === "value" && typeof node.args === "string" ? [{ text: node.args, node }] : []
}

/** `account.tier == "one-to-won"`: a text that the fact never has, so that the comparison says nothing. */
const checkValues = (walk: Walk, fact: ASTNode, other: ASTNode, locals: ReadonlySet<string>): void => {
  const path = pathOf(fact, locals)
  const [variable, name] = path ?? []
  if (path?.length !== 2 || variable === undefined || name === undefined) return
  const { values } = fieldOf(walk.declaration, variable, name) ?? {}
  for (const { text, node } of values === undefined ? [] : texts(other)) {
    if (values === undefined || values.includes(text)) continue
    const near = nearest(text, values)
    report(walk, node.start, {
      severity: "warning",
      rule: "rule/unknown-value",
      message: `${variable}.${name} is never "${text}"`,
      advice:
        near === undefined
          ? `it is one of ${values.map((value) => `"${value}"`).join(", ")}`
          : `did you mean "${near}"?`
    })
  }
}

const unknownFunction = (walk: Walk, name: string, offset: number): void => {
  const near = nearest(name, functionNames)
  const what = { rule: "rule/unknown-function", message: `${name} is not a function that rules offer` } as const
  report(walk, offset, { ...what, advice: near === undefined ? offered : `did you mean ${near}?` })
}

const visitCall = (walk: Walk, node: ASTNode & { readonly op: "call" }, locals: ReadonlySet<string>): void => {
  const [name, args] = node.args
  if (name === "has") {
    const [asked] = args
    const path = asked?.op === "." ? pathOf(asked, locals) : null
    if (asked !== undefined && path !== null) return checkPath(walk, path, asked)
    const problem = { rule: "rule/not-supported", message: "has() asks whether one fact is known" } as const
    return report(walk, node.start, { ...problem, advice: "write has(account.tier)" })
  }
  if (!Object.hasOwn(calls, name)) return unknownFunction(walk, name, node.start)
  for (const arg of args) visit(walk, arg, locals)
}

const visitMethod = (walk: Walk, node: ASTNode & { readonly op: "rcall" }, locals: ReadonlySet<string>): void => {
  const [name, receiver, args] = node.args
  const [variable, ...steps] = args
  const nameAt = walk.source.indexOf(name, receiver.end)
  if (Object.hasOwn(macros, `${name}/${args.length}`) && variable?.op === "id") {
    if (locals.size >= maxNesting) {
      const problem = { rule: "rule/not-supported", message: `${name} is nested too deeply` } as const
      report(walk, nameAt, { ...problem, advice: `lists are walked at most ${maxNesting} deep` })
    }
    if (locals.has(variable.args) || Object.hasOwn(walk.declaration, variable.args)) {
      const problem = { rule: "rule/not-supported", message: `the name ${variable.args} is already taken` } as const
      report(walk, variable.start, { ...problem, advice: "choose another name for the items of the list" })
    }
    visit(walk, receiver, locals)
    for (const step of steps) visit(walk, step, new Set([...locals, variable.args]))
    return
  }
  if (!Object.hasOwn(methods, name)) return unknownFunction(walk, name, nameAt)
  for (const part of [receiver, ...args]) visit(walk, part, locals)
}

const visitValue = (walk: Walk, node: ASTNode & { readonly op: "value" }): void => {
  const { args: value } = node
  if (typeof value === "bigint" && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)) {
    const problem = { rule: "rule/not-supported", message: `${value} is too large for a number` } as const
    report(walk, node.start, { ...problem, advice: "stay below 2^53" })
  } else if (typeof value === "object" && value !== null) {
    const problem = { rule: "rule/not-supported", message: "rules have no bytes and no unsigned numbers" } as const
    report(walk, node.start, { ...problem, advice: "write plain text in quotes, or a plain number" })
  }
}

const visit = (walk: Walk, node: ASTNode, locals: ReadonlySet<string>): void => {
  const path = pathOf(node, locals)
  if (path !== null) return checkPath(walk, path, node)
  if (node.op === "value") return visitValue(walk, node)
  if (node.op === "call") return visitCall(walk, node, locals)
  if (node.op === "rcall") return visitMethod(walk, node, locals)
  if (node.op === "map") {
    return report(walk, node.start, { rule: "rule/not-supported", message: "rules make no maps", advice: "use a list" })
  }
  if (node.op === "==" || node.op === "!=" || node.op === "in") {
    checkValues(walk, node.args[0], node.args[1], locals)
    checkValues(walk, node.args[1], node.args[0], locals)
  }
  for (const part of partsOf(node)) visit(walk, part, locals)
}

/** All names, functions and texts of a parsed rule that are not as declared; empty is good. */
export const check = (node: ASTNode, source: string, declaration: Declaration): ReadonlyArray<Problem> => {
  const walk: Walk = { source, declaration, found: [] }
  visit(walk, node, new Set())
  return walk.found
}
