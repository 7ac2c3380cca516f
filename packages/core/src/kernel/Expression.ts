/**
 * Rules that people write: CEL over declared facts, checked before they run, answered with yes, no or unknown. CEL's
 * own parser and type checker decide what a rule means; a missing fact makes the answer unknown unless `&&`, `||`, `all`
 * or `exists` are decided without it, and `has(account.tier)` asks for presence. Whole numbers and doubles meet freely.
 */
import * as CelJs from "@marcbachmann/cel-js"
import { type Environment } from "./Declaration.ts"
import { check, type Problem, problemAt } from "./ExpressionCheck.ts"
import { build } from "./ExpressionCode.ts"
import { notBoolean, syntax, wrongType } from "./ExpressionFault.ts"
import { pathsIn } from "./ExpressionPaths.ts"
import { type Code, type Evidence, type Facts, type Seen } from "./ExpressionSight.ts"

export { environment, listOf } from "./Declaration.ts"
export type { DeclaredFact, Declaration, Environment, Field, FieldType, Variable } from "./Declaration.ts"
export type { Problem } from "./ExpressionCheck.ts"
export type { Evidence, Facts } from "./ExpressionSight.ts"

/** What a rule says of facts. `unknown` is neither yes nor no: whoever needs a yes does not have one. */
export type Answer = "yes" | "no" | "unknown"

/** A rule that passed every check. `facts` are the paths that it may look at. */
export interface Compiled {
  readonly source: string
  readonly facts: ReadonlyArray<string>
  readonly code: Code
}

/** An answer with its reasons. `unknown` names the facts to blame, and is empty unless the answer is unknown. */
export interface Explanation {
  readonly answer: Answer
  readonly unknown: ReadonlyArray<string>
  /** The facts that were looked at, with their values; null when missing. */
  readonly evidence: Evidence
}

/** A compiled rule, or null when a problem is an error. */
export interface Compilation {
  readonly compiled: Compiled | null
  readonly problems: ReadonlyArray<Problem>
}

const failed = (problems: ReadonlyArray<Problem>): Compilation => ({ compiled: null, problems })
const maxLength = 4000

/** Checks and compiles a rule. All unknown names are found at once; a type error is found when names are right. */
export const compile = (environment: Environment, source: string): Compilation => {
  if (source.length > maxLength) {
    const message = `a rule of ${source.length} characters is too long`
    return failed([problemAt(source, 0, { rule: "rule/syntax", message, advice: `stay below ${maxLength}` })])
  }
  let parsed: CelJs.ParseResult
  try {
    parsed = environment.cel.parse(source)
  } catch (fault) {
    if (fault instanceof CelJs.ParseError) return failed([syntax(source, fault)])
    throw fault
  }
  const problems = check(parsed.ast, source, environment.declaration)
  if (problems.some(({ severity }) => severity === "error")) return failed(problems)
  const { valid, type, error } = parsed.check()
  if (error !== undefined) return failed([...problems, wrongType(source, error)])
  if (!valid || (type !== "bool" && type !== "dyn")) return failed([...problems, notBoolean(source, type ?? "nothing")])
  return {
    compiled: { source, facts: pathsIn(parsed.ast, new Set()), code: build(parsed.ast, new Map()) },
    problems
  }
}

const answerOf = (value: unknown): Answer => (value === true ? "yes" : value === false ? "no" : "unknown")

/** The answer alone: what hot loops call. Never throws, whatever the facts are. */
export const test = (rule: Compiled, facts: Facts): Answer => answerOf(rule.code(facts, null))

/** The answer with the facts behind it: those looked at, and those to blame when it is unknown. */
export const explain = (rule: Compiled, facts: Facts): Explanation => {
  const seen: Seen = { evidence: {}, unknown: [] }
  const answer = answerOf(rule.code(facts, seen))
  if (answer !== "unknown") return { answer, unknown: [], evidence: seen.evidence }
  const blamed = seen.unknown.length === 0 ? Object.keys(seen.evidence) : seen.unknown
  return { answer, unknown: [...new Set(blamed)], evidence: seen.evidence }
}
