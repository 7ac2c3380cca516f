/**
 * The test cases of a workspace, run: each as a rehearsal of its own group on the virtual clock, over a store in memory.
 * Nothing is sent, and nothing is written.
 */
import { Calendar, type Finding } from "@market-of-one/core"
import { Sentences } from "@market-of-one/studio"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as StatementInput from "../input/StatementInput.ts"
import * as TestCaseFile from "../workspace/TestCaseFile.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import * as CaseFacts from "./CaseFacts.ts"
import * as CaseRun from "./CaseRun.ts"
import * as CaseVerdict from "./CaseVerdict.ts"
import * as Names from "./Names.ts"
import * as RuleCoverage from "./RuleCoverage.ts"
import * as Session from "./Session.ts"

/** Which cases: of a workspace, all or those of named files. */
export interface Options {
  readonly directory: string
  /** Files of cases; none are all of `tests/`. */
  readonly files?: ReadonlyArray<string>
  readonly env: NodeJS.ProcessEnv
}

/** One case that was run. */
export interface Result {
  readonly name: string
  readonly place: Finding.Place
  /** What does not hold; none is a case that passed. */
  readonly misses: ReadonlyArray<CaseVerdict.Miss>
  /** What happened, in sentences; empty where the case passed. */
  readonly trace: ReadonlyArray<string>
  readonly millis: number
}

/** All cases that were run, what is wrong with the others, and what was tried. */
export interface Outcome {
  readonly files: ReadonlyArray<string>
  readonly results: ReadonlyArray<Result>
  readonly findings: ReadonlyArray<Finding.Finding>
  readonly coverage: ReadonlyArray<RuleCoverage.Point>
  /** Whole percent of the points that were tried, rounded down. */
  readonly percent: number
}

const groundOf = (workspace: Workspace, env: NodeJS.ProcessEnv, now: Calendar.Instant): CaseFacts.Ground => {
  const sessions = new Map<Calendar.Day, Session.Session>()
  const sessionOf = (day: Calendar.Day): Session.Session => {
    const known = sessions.get(day) ?? Session.ofWorkspace(workspace, { asOf: day, env, now })
    sessions.set(day, known)
    return known
  }
  const directory = StatementInput.directoryOf(workspace.records, Session.addressKey(workspace, env))
  return {
    sessionOf,
    groupsOf: (book, at) => Session.groupsOf(workspace, book, { at, env }),
    directory,
    zone: workspace.policy.timeZone
  }
}

const resultOf = Effect.fnUntraced(function* (ready: CaseFacts.Ready, coverage: RuleCoverage.RuleCoverage) {
  const { placed, session } = ready
  const { test, yaml } = placed
  const { config, policy } = session.workspace
  const begun = yield* Clock.currentTimeMillis
  const ran = yield* CaseRun.run(ready)
  coverage.heard(ran)
  const misses = CaseVerdict.judge(test.expect, test.for, ran, policy.timeZone)
  const context: Sentences.Context = {
    locale: config.locale,
    timeZone: policy.timeZone,
    names: Names.of(session.workspace, ran.journal)
  }
  const trace = misses.length === 0 ? [] : CaseVerdict.trace(test.for, ran)
  const result: Result = {
    name: test.name,
    place: yaml.placeOf([...placed.path, "name"]),
    misses,
    trace: trace.map((entry) => Sentences.line(entry, context)),
    millis: (yield* Clock.currentTimeMillis) - begun
  }
  return result
})

/** Runs cases; `report` hears each one that ended. A workspace with errors is refused, as a plan would be. */
export const run = Effect.fn("Cases.run")(function* (
  options: Options,
  report: (result: Result) => Effect.Effect<void> = () => Effect.void
) {
  const { directory, env, files = [] } = options
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const { workspace } = yield* Session.open({ directory, env, now })
  const coverage = RuleCoverage.make(workspace.programs)
  const read = TestCaseFile.read(workspace.folder, files, workspace)
  const ground = groundOf({ ...workspace, programs: coverage.programs }, env, now)
  const made = read.cases.map((placed) => CaseFacts.make(placed, ground))
  const results: Array<Result> = []
  for (const one of made) {
    if (!one.ok) continue
    const result = yield* resultOf(one.ready, coverage)
    results.push(result)
    yield* report(result)
  }
  const points = coverage.points()
  const outcome: Outcome = {
    files: read.files,
    results,
    findings: [...read.findings, ...made.flatMap((one) => (one.ok ? [] : one.findings))],
    coverage: points,
    percent: RuleCoverage.percentOf(points)
  }
  return outcome
})
