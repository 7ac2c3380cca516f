/** The guard rails that look at records and holds of the group, one function each. Source: docs/explanation/guards.md. */
import type { Case } from "../account/Case.ts"
import type { Hold } from "../account/Hold.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import * as KeyStatus from "../market/KeyStatus.ts"
import * as PromiseFact from "../market/PromiseFact.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { Found, GuardFacts } from "./GuardFacts.ts"

/** Whether a case is open now; both its opening and its end are watched. */
const isOpen = (one: Case, horizon: Horizon): boolean =>
  horizon.passed(one.openedAt) && !(one.closedAt !== undefined && horizon.passed(one.closedAt))

/** What a person's hold is looked for in. */
type Holding = Pick<GuardFacts, "account" | "holds" | "horizon">

/** What a negotiation is looked for in. */
export type Negotiating = Holding & Pick<GuardFacts, "calendar" | "market" | "policy">

/** A complaint or dispute that holds promotion: in the whole group when it is grave or the group is key. */
export const openComplaint = ({ account, horizon, market, policy }: GuardFacts): Found => {
  let key: boolean | undefined
  for (const one of RecordIndex.of(market.records).cases) {
    if ((one.kind !== "complaint" && one.kind !== "dispute") || !isOpen(one, horizon)) continue
    // A case of which it is not known whose it is may be this account's.
    const mine = one.accountId === undefined || one.accountId === account.id
    key ??= KeyStatus.of(market, horizon.passed) === true
    if (!mine && !key && !policy.groupWideComplaints.includes(one.severity)) continue
    return {
      evidence: {
        "case.id": one.id,
        "case.kind": one.kind,
        "case.severity": one.severity,
        "case.account": one.accountId ?? null,
        "group.isKey": key
      }
    }
  }
  return undefined
}

/** A legal claim, or a hold that says so. */
export const legalClaim = (facts: GuardFacts): Found => {
  const { cases } = RecordIndex.of(facts.market.records)
  const claim = cases.find((one) => one.kind === "legal claim" && isOpen(one, facts.horizon))
  return claim === undefined ? heldBy("legal")(facts) : { evidence: { "case.id": claim.id, "case.kind": claim.kind } }
}

/** A promise past its time that is neither kept, as its fact says, nor settled. */
export const brokenPromise = ({ horizon, market }: GuardFacts): Found => {
  const one = RecordIndex.of(market.records).commitments.find((each) =>
    PromiseFact.isBroken(each, market.records, horizon.passed)
  )
  return one === undefined
    ? undefined
    : {
        evidence: {
          "promise.id": one.id,
          "promise.account": one.accountId,
          "promise.madeBy": one.madeBy,
          ...(one.fact === undefined ? {} : { "promise.fact": one.fact })
        }
      }
}

const endOf = (hold: Hold): number => hold.until ?? Number.POSITIVE_INFINITY

/** The hold of a kind that ends last, of those that cover the account now; one without an end ends last of all. */
export const heldBy =
  (kind: Hold["kind"]) =>
  ({ account, holds, horizon }: Holding): Found => {
    let found: Hold | undefined
    for (const hold of holds) {
      if (hold.kind !== kind || (hold.accountId !== undefined && hold.accountId !== account.id)) continue
      if (!horizon.passed(hold.placedAt)) continue
      if (hold.until !== undefined && horizon.passed(hold.until)) continue
      if (found === undefined || endOf(hold) > endOf(found)) found = hold
    }
    return found === undefined
      ? undefined
      : {
          evidence: { "hold.id": found.id, "hold.by": found.by, "hold.reason": found.reason },
          until: found.until ?? null
        }
  }

const normal = (stage: string): string => stage.trim().toLowerCase()

const inNegotiationStage = ({ account, market, policy }: Negotiating): Found => {
  for (const one of market.records.opportunities) {
    if (one.outcome !== "open" || one.stage === undefined) continue
    const stage = normal(one.stage)
    if (!policy.negotiationStages.some((named) => normal(named) === stage)) continue
    if (one.accountId !== undefined && one.accountId !== account.id) continue
    return { evidence: { "opportunity.id": one.id, "opportunity.stage": one.stage ?? null } }
  }
  return undefined
}

const plannedNegotiation = ({ account, calendar, horizon, market, policy }: Negotiating): Found => {
  for (const one of market.records.interactions) {
    if (one.kind !== "negotiation" || one.status !== "planned" || one.accountId !== account.id) continue
    if (one.plannedAt === undefined) continue
    const day = BusinessCalendar.subtractBusinessDays(
      Calendar.dayOf(one.plannedAt, calendar.zone),
      policy.negotiationBusinessDays,
      calendar.holidays
    )
    const until = Calendar.instantOf(
      Calendar.addDays(Calendar.dayOf(one.plannedAt, calendar.zone), 1),
      0,
      calendar.zone
    )
    if (!horizon.passed(Calendar.instantOf(day, 0, calendar.zone)) || horizon.passed(until)) continue
    return { evidence: { "interaction.id": one.id, "interaction.kind": one.kind, "interaction.by": one.by }, until }
  }
  return undefined
}

/** A person's hold, a deal in a stage of negotiation, or a negotiation planned within the policy's business days. */
export const negotiation = (facts: Negotiating): Found =>
  heldBy("negotiation")(facts) ?? inNegotiationStage(facts) ?? plannedNegotiation(facts)
