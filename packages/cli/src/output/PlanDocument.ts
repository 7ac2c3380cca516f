/**
 * The document that `abm plan` and `abm run` print under `--json`: its published schema, a result in its words, and the
 * way back from a plan that was kept. `decisions` and `totals` of a plan are those of the run that follows it.
 */
import { Calendar, Event, type Plan, PlanOutlook, ProgramReport, type TouchFates } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as DecisionView from "./DecisionView.ts"
import * as PlanDiffDocument from "./PlanDiffDocument.ts"

/** The version of the document: another one is not compared with this one. */
export const version = 1

const Text = Schema.String
const shownInstant = Schema.NullOr(Text)

/** One decision: its group, its place in the group's journal, when, what, and what belongs to its type. */
export const Decision = Schema.StructWithRest(Schema.Struct({ group: Text, seq: Schema.Int, at: Text, type: Text }), [
  Schema.Record(Text, Schema.Json)
])

const { approvals, holds, voices, ...counted } = PlanOutlook.PlanOutlook.fields

/** The outlook: the calendar by week, holds, voices, load, words that will be asked, accounts nobody speaks to. */
export const Outlook = Schema.Struct({
  ...counted,
  holds: Schema.Array(Schema.Struct({ ...holds.value.fields, until: shownInstant })),
  voices: Schema.Array(Schema.Struct({ ...voices.value.fields, until: shownInstant })),
  approvals: Schema.Array(Schema.Struct({ ...approvals.value.fields, at: Text }))
})

/** The document. Instants are ISO 8601 in UTC; `against` is there where it was asked for. */
export const PlanDocument = Schema.Struct({
  decisions: Schema.Array(Decision),
  totals: ProgramReport.Totals,
  version: Schema.Literal(version),
  outlook: Outlook,
  against: Schema.optionalKey(PlanDiffDocument.PlanDiffDocument)
})
export type PlanDocument = typeof PlanDocument.Type

const show = (at: Calendar.Instant | null): string | null => (at === null ? null : Calendar.showInstant(at))

/** What is printed of a result and its outlook. */
export const encode = (
  result: Plan.RunResult,
  outlook: PlanOutlook.PlanOutlook,
  against?: PlanDiffDocument.PlanDiffDocument
) => ({
  decisions: result.decisions.map(DecisionView.show),
  totals: result.totals,
  version,
  outlook: {
    ...outlook,
    holds: outlook.holds.map((one) => ({ ...one, until: show(one.until) })),
    voices: outlook.voices.map((one) => ({ ...one, until: show(one.until) })),
    approvals: outlook.approvals.map((one) => ({ ...one, at: Calendar.showInstant(one.at) }))
  },
  ...(against === undefined ? {} : { against })
})

/** Why a text is no plan that can be compared. */
export interface Unreadable {
  readonly message: string
  readonly advice: string
}

const Kept = Schema.Struct({ version: Schema.optionalKey(Schema.Unknown), decisions: Schema.Array(Decision) })
const decodeKept = Schema.decodeUnknownOption(Kept)
const decodeDecision = Schema.decodeUnknownExit(Event.Decision)
const keepAgain = "keep it anew: `abm plan --json > plan.json`"

/** The decisions of a plan that was kept as `abm plan --json` printed it. */
export const decode = (text: string): Effect.Effect<ReadonlyArray<TouchFates.Decided>, Unreadable> =>
  Effect.gen(function* () {
    const parsed = yield* Effect.try({
      try: (): unknown => JSON.parse(text),
      catch: (): Unreadable => ({ message: "is no JSON", advice: keepAgain })
    })
    const kept = decodeKept(parsed)
    if (Option.isNone(kept))
      return yield* Effect.fail({ message: "holds no plan", advice: "name a file that `abm plan --json` printed" })
    if (kept.value.version !== version)
      return yield* Effect.fail({ message: "was kept by another version of abm", advice: keepAgain })
    const decisions: Array<TouchFates.Decided> = []
    for (const [place, shown] of kept.value.decisions.entries()) {
      const at = Calendar.parseInstant(shown.at)
      const event = decodeDecision(DecisionView.eventOf(shown))
      if (at === undefined || Exit.isFailure(event))
        return yield* Effect.fail({
          message: `holds a decision that cannot be read: number ${place + 1}, "${shown.type}" of group ${shown.group}`,
          advice: keepAgain
        })
      decisions.push({ groupId: shown.group, at, event: event.value })
    }
    return decisions
  })
