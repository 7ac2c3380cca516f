/** What a store's runs did otherwise than a plan that was kept, each with the input that it comes from. */
import { Calendar, Event, PlanCauses, PlanDiff, Store, type TouchFates } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as PlanDiffDocument from "../output/PlanDiffDocument.ts"

/** Times that are nearer than an hour are as planned: a run takes its time to send. */
const toleranceMillis = 3_600_000

/** How far the runs have come: now in a live store; the last decision in a rehearsal, whose clock is its own. */
const asOf = (mode: "live" | "rehearsal", entries: ReadonlyArray<Event.Entry>, now: Calendar.Instant) =>
  mode === "live" ? now : Calendar.instant(entries.reduce((last, { at }) => Math.max(last, at), 0))

/** Compares the store with the plan as far as the runs have come. */
export const find = (
  file: string,
  plan: ReadonlyArray<TouchFates.Decided>,
  now: Calendar.Instant
): Effect.Effect<PlanDiffDocument.PlanDiffDocument, Store.StoreError, Store.Store> =>
  Effect.gen(function* () {
    const store = yield* Store.Store
    const entries = yield* store.decisions
    const done = entries.flatMap(({ at, event, groupId }) => (Event.isDecision(event) ? [{ at, event, groupId }] : []))
    const planned = PlanDiff.upTo(plan, asOf(store.mode, entries, now))
    const diff = PlanDiff.compare(planned, done, { toleranceMillis })
    const groups = new Set(diff.changes.flatMap(({ after, before }) => (after ?? before)?.groupId ?? []))
    const journals = new Map<string, ReadonlyArray<Event.Entry>>()
    for (const groupId of groups) journals.set(groupId, yield* store.journal(groupId))
    const causes = diff.changes.map((change) => {
      const journal = journals.get((change.after ?? change.before)?.groupId ?? "") ?? []
      return PlanCauses.find(change, { journal, grounds: diff.grounds })
    })
    return PlanDiffDocument.encode(file, diff, causes)
  })
