/** Decisions as JSON for people and machines: instants in ISO 8601, ids as they are. */
import { Calendar, type Plan } from "@market-of-one/core"

const instants = new Set(["now", "due", "until", "notBefore", "notAfter"])

/** One decision of the contract's `decisions` array. */
export interface ShownDecision {
  readonly group: string
  readonly seq: number
  readonly at: string
  readonly type: string
  readonly [field: string]: unknown
}

/** The decision with its instants written out. */
const show = ({ at, event, groupId, seq }: Plan.Decided): ShownDecision => {
  const { _tag, ...fields } = event
  return {
    group: groupId,
    seq,
    at: Calendar.showInstant(at),
    type: _tag,
    ...Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        instants.has(name) && typeof value === "number" ? Calendar.showInstant(Calendar.instant(value)) : value
      ])
    )
  }
}

/** The document that `plan` and `run` print under `--json`. */
export const document = (
  result: Plan.RunResult
): { readonly decisions: ReadonlyArray<ShownDecision>; readonly totals: Plan.RunResult["totals"] } => ({
  decisions: result.decisions.map(show),
  totals: result.totals
})
