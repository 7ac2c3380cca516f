/** The work of `abm plan`. */
import { resolve } from "node:path"
import { Calendar, Plan, PlanDiff, type TouchFates } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as PlanDiffDocument from "../output/PlanDiffDocument.ts"
import * as PlanDocument from "../output/PlanDocument.ts"
import * as KeptPlan from "../session/KeptPlan.ts"
import * as Names from "../session/Names.ts"
import * as PlanRender from "../session/PlanRender.ts"
import * as PlanResponses from "../session/PlanResponses.ts"
import * as PlanSetting from "../session/PlanSetting.ts"
import * as Ports from "../session/Ports.ts"
import * as Said from "../session/Said.ts"
import * as Session from "../session/Session.ts"
import * as Span from "../session/Span.ts"
import * as Local from "../view/Local.ts"
import * as PlanDiffView from "../view/PlanDiffView.ts"
import * as PlanView from "../view/PlanView.ts"
import * as Progress from "../view/Progress.ts"
import * as RunView from "../view/RunView.ts"

/** What the flags say. */
export interface Given extends PlanResponses.Given {
  readonly directory: string
  readonly from: string | undefined
  readonly until: string | undefined
  readonly render: string | undefined
  readonly against: string | undefined
  readonly failOnChange: boolean
  readonly json: boolean
}

/** A day by which clients are judged that is not the first of the plan is told: silence, risk and segments depend on it. */
const titleOf = (given: Given, { from, until }: Span.Span, { asOf, groups, setup }: Session.Session): string => {
  const zone = setup.policy.timeZone
  const judged = asOf === Calendar.dayOf(from, zone) ? "" : `; clients are judged as of ${asOf}`
  const title = `Plan from ${Local.moment(from, zone)} until ${Local.moment(until, zone)}: ${groups.length} groups, nothing sent${judged}`
  return given.responses === "none" ? title : `${title}; responses are drawn by seed ${given.seed}`
}

/** Says where the two plans are of other times: nearly everything then differs, and not because anything was changed. */
const tellOtherSpan = (file: string, kept: ReadonlyArray<TouchFates.Decided>, span: Span.Span): Effect.Effect<void> => {
  if (kept.every(({ at }) => at >= span.from && at < span.until)) return Effect.void
  return Output.stderr(
    `abm: ${file} is of another time than this plan: plan with the --from and --until with which it was kept\n`
  )
}

/** Plans. */
export const run = Effect.fn("plan.run")(function* (given: Given) {
  const { against: file, directory } = given
  if (given.failOnChange && file === undefined)
    return yield* Failure.usage(
      "--fail-on-change goes with --against",
      "name a plan that was kept: --against plan.json --fail-on-change"
    )
  const responses = yield* PlanResponses.read(given)
  const kept = file === undefined ? undefined : yield* KeptPlan.read(directory, file)
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const session = yield* Session.open({ directory, asOf: Span.beginning(given.from), env: process.env, now })
  const zone = session.setup.policy.timeZone
  const { from, until } = yield* Span.make(given, zone, now)
  const known = yield* Said.read(session, directory, process.env, from)
  const progress = yield* Progress.ofPlan(!given.json)
  const { planned, report } = progress
  const span = { from, until, known, report, planned, ...(responses === undefined ? {} : { responses }) }
  if (kept !== undefined) yield* tellOtherSpan(file ?? "", kept, span)
  const planning =
    given.render === undefined ? Plan.plan(span) : PlanRender.into(span, resolve(directory, given.render), session)
  const result = yield* planning.pipe(
    Effect.provide(Session.ports(session)),
    Ports.orFail,
    Effect.ensuring(progress.end)
  )
  const outlook = PlanSetting.outlook(session, result, PlanSetting.daysOf(span, zone))
  const against =
    kept === undefined ? undefined : PlanDiffDocument.encode(file ?? "", PlanDiff.compare(kept, result.decisions))
  if (given.json) yield* Output.json(PlanDocument.encode(result, outlook, against))
  else {
    const screen = yield* Output.screen
    const title = titleOf(given, span, session)
    const names = Names.of(session.workspace, [])
    const warnings = RunView.consentWarnings(result)
    yield* Output.stdout(PlanView.make({ title, result, outlook, zone, names, warnings }, screen))
    if (against !== undefined)
      yield* Output.stdout(
        [...PlanDiffView.lines(against, `Against ${against.plan}`, { ...screen, zone }), ""].join("\n")
      )
  }
  if (given.failOnChange && against !== undefined && !PlanDiff.isSame(against))
    return yield* Failure.refused(
      `the plan is not the one of ${against.plan}: ${PlanDiffView.counted(against)}`,
      "if that is meant, keep the new one in its place: `abm plan --json > plan.json`, with the same --from and --until"
    )
})
