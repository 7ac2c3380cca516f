/**
 * Fit: how well an account suits us, as declared rules with points. The points of the rules that hold add up to the
 * score, and the explanation is that sum: nothing else is in it. A rule that cannot be answered adds nothing and is
 * named, with the facts that are missing.
 */
import * as Schema from "effect/Schema"
import type { Account } from "../account/Account.ts"
import * as Expression from "../kernel/Expression.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as AccountFacts from "./AccountFacts.ts"

/** One rule: whole points, below zero for what speaks against. */
export const Rule = Schema.Struct({
  id: Schema.NonEmptyString.annotate({ description: "the name of the rule in explanations" }),
  when: Schema.NonEmptyString.annotate({ description: "a rule over `account` as the CRM describes it" }),
  points: Schema.Int.annotate({ description: "what the rule adds when it holds; below zero speaks against" })
})
export type Rule = typeof Rule.Type

/** A rule that may be asked. */
export interface CompiledRule extends Rule {
  readonly compiled: Expression.Compiled
}

/** What one rule said. `points` is what it added: 0 unless the answer is yes. */
export interface Part {
  readonly id: string
  readonly answer: Expression.Answer
  readonly points: number
  /** What it would add. */
  readonly of: number
  /** Facts that are missing; empty unless the answer is unknown. */
  readonly unknown: ReadonlyArray<string>
}

/** The score of an account: the sum of the points of its parts. */
export interface Fit {
  readonly points: number
  /** The most that all rules together could give. */
  readonly most: number
  /** The share of the rules' weight (points without their sign) that could be answered, 0 to 1. */
  readonly confidence: number
  readonly parts: ReadonlyArray<Part>
}

/** A finding about a rule, with the place inside it: the index of the rule and the offset in its text. */
export interface RuleFinding extends Finding.Finding {
  readonly index: number
  readonly offset?: number
}

/** Compiles rules; the ones with an error are left out and found. */
export const compile = (
  rules: ReadonlyArray<Rule>
): { readonly rules: ReadonlyArray<CompiledRule>; readonly findings: ReadonlyArray<RuleFinding> } => {
  const compiled: Array<CompiledRule> = []
  const findings: Array<RuleFinding> = []
  const ids = new Set<string>()
  rules.forEach((rule, index) => {
    if (ids.has(rule.id)) {
      const message = `two rules of fit are called ${rule.id}`
      findings.push({ severity: "error", rule: "fit/twice", message, advice: "give one of them another id", index })
    }
    ids.add(rule.id)
    const made = Expression.compile(AccountFacts.rules, rule.when)
    findings.push(
      ...made.problems.map(({ advice, message, offset, rule, severity }) => ({
        severity,
        rule,
        message,
        ...(advice === undefined ? {} : { advice }),
        index,
        offset
      }))
    )
    if (made.compiled !== null) compiled.push({ ...rule, compiled: made.compiled })
  })
  return { rules: compiled, findings }
}

/** Scores an account. */
export const score = (rules: ReadonlyArray<CompiledRule>, account: Account): Fit => {
  const facts = AccountFacts.of(account)
  const parts = rules.map(({ compiled, id, points }): Part => {
    const { answer, unknown } = Expression.explain(compiled, facts)
    return { id, answer, points: answer === "yes" ? points : 0, of: points, unknown }
  })
  const weight = (chosen: ReadonlyArray<Part>): number => chosen.reduce((sum, part) => sum + Math.abs(part.of), 0)
  const all = weight(parts)
  return {
    points: parts.reduce((sum, part) => sum + part.points, 0),
    most: parts.reduce((sum, part) => sum + Math.max(0, part.of), 0),
    confidence: all === 0 ? 0 : weight(parts.filter(({ answer }) => answer !== "unknown")) / all,
    parts
  }
}

/** The sum in words: `40 of 70: chemicals +40, large +0 (account.employees unknown)`. */
export const explain = ({ most, parts, points }: Fit): string => {
  const said = parts.map(({ answer, id, points, unknown }) => {
    const signed = points < 0 ? String(points) : `+${points}`
    return answer === "unknown" ? `${id} +0 (${unknown.join(", ")} unknown)` : `${id} ${signed}`
  })
  return `${points} of ${most}${said.length === 0 ? "" : `: ${said.join(", ")}`}`
}
