/**
 * The five mistakes of a manager, warned of before they happen: being late, conflict, poor knowledge of the client, an
 * unprepared negotiation, poor product knowledge. Rules over plain values; what is unknown warns of nothing, but what
 * nobody has marked as done is not done. Source: docs/explanation/account-market.md (mistakes).
 */
import * as ConflictChecks from "./ConflictChecks.ts"
import * as LatenessChecks from "./LatenessChecks.ts"
import * as Mistake from "./Mistake.ts"
import * as PreparationChecks from "./PreparationChecks.ts"

/**
 * All warnings that have begun by `until`, the most urgent first. Total; the order of what is given is irrelevant. What
 * is past warns of nothing: it is a broken promise, or an anomaly.
 */
export const check = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const until = input.until ?? input.now
  return [...ConflictChecks.of(input), ...LatenessChecks.of(input), ...PreparationChecks.of(input)]
    .filter((warning) => warning.from <= until)
    .map((warning) => ({ warning, key: JSON.stringify(warning.because) }))
    .toSorted(
      (a, b) =>
        a.warning.by - b.warning.by ||
        Mistake.ids.indexOf(a.warning.mistake) - Mistake.ids.indexOf(b.warning.mistake) ||
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
    )
    .map(({ warning }) => warning)
}
