/** The work of `abm test`. */
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Cases from "../session/Cases.ts"
import * as JUnit from "../view/JUnit.ts"
import * as TestView from "../view/TestView.ts"
import * as TestCaseFile from "../workspace/TestCaseFile.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly files: ReadonlyArray<string>
  readonly format: "text" | "json" | "junit"
  readonly leastCoverage: number | undefined
}

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`

/** Why the command does not end well, if it does not. */
const shortfall = (
  { coverage, findings, percent, results }: Cases.Outcome,
  least: number | undefined
): Failure.Failure | undefined => {
  const missing = findings.find(({ rule }) => rule === TestCaseFile.missing)
  if (missing !== undefined) return Failure.usage(missing.message, missing.advice)
  const failed = results.filter(({ misses }) => misses.length > 0).length
  if (findings.length > 0)
    return Failure.refused(
      `${many(findings.length, "error")} in test cases${failed === 0 ? "" : `, and ${many(failed, "case")} failed`}`,
      "a file with an error is not run"
    )
  if (failed > 0) return Failure.refused(`${many(failed, "case")} of ${results.length} failed`)
  if (least === undefined || percent >= least) return undefined
  const untried = coverage.filter((point) => !point.isCovered)
  return Failure.refused(
    `the cases try ${percent} % of ${many(coverage.length, "point")}, less than ${least} %`,
    `not tried: ${untried.map(TestView.pointName).join("; ")}`
  )
}

/** Runs cases and shows what came of them. */
export const run = Effect.fn("test.run")(function* (given: Given) {
  const { directory, files, format, leastCoverage } = given
  if (leastCoverage !== undefined && (leastCoverage < 0 || leastCoverage > 100))
    return yield* Failure.usage(`--min-coverage ${leastCoverage} is no percentage`, "give a number from 0 to 100")
  const screen = yield* Output.screen
  const outcome = yield* Cases.run({ directory, files, env: process.env }, (result) =>
    format === "text" ? Output.stdout(TestView.result(result, screen)) : Effect.void
  )
  if (outcome.files.length === 0)
    return yield* Failure.refused(
      "there are no test cases",
      "state some in tests/*.yaml: `abm init DIR` makes a workspace that has three"
    )
  if (format === "json") yield* Output.json(TestView.document(outcome))
  else if (format === "junit") yield* Output.stdout(JUnit.make(outcome))
  else yield* Output.stdout(TestView.summary(outcome, screen))
  const short = shortfall(outcome, leastCoverage)
  if (short !== undefined) return yield* short
})
