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
export const show = ({ at, event, groupId, seq }: Plan.Decided): ShownDecision => {
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

/** The event of a shown decision, not yet checked: what is no instant where one should be stays as it is. */
export const eventOf = ({ at: _at, group: _group, seq: _seq, type, ...fields }: ShownDecision): unknown => ({
  _tag: type,
  ...Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      instants.has(name) && typeof value === "string" ? (Calendar.parseInstant(value) ?? value) : value
    ])
  )
})
