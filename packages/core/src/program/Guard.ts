/**
 * Guard rails: why a touch is held. One table in order of precedence: what is for good, what waits for a person, what
 * waits for a time. The first row that holds is the primary reason; all others are listed after it.
 * Source: domain page, section 5.
 */
import type { Account } from "../account/Account.ts"
import { normalEmail } from "../account/Contact.ts"
import * as Consent from "../account/Consent.ts"
import type { Hold } from "../account/Hold.ts"
import type { GroupContact } from "../account/Records.ts"
import type { Suppression } from "../account/Suppression.ts"
import type { Opening } from "../kernel/BusinessCalendar.ts"
import { dayMillis, instant, type Instant } from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import type { Policy } from "./Policy.ts"

/** How a hold ends: never, by a person's act, or by time. */
export type GuardClass = "for good" | "until a person acts" | "until a time"

/** A message that counts for caps: to whom, of which account, when. */
export interface Counted {
  readonly messageId: string
  readonly contactId: string
  readonly accountId: string
  readonly at: Instant
}

/** Everything that the guard rails look at for one touch. */
export interface GuardFacts {
  readonly horizon: Horizon
  readonly policy: Policy
  readonly market: AccountMarket
  readonly account: Account
  /** Undefined when the contact is no longer among the group's records. */
  readonly contact: GroupContact | undefined
  /** The contact's consents from records and journal. */
  readonly consents: ReadonlyArray<Consent.Consent>
  readonly suppression: Suppression | undefined
  /** When the contact replied within this enrolment's life, if so. */
  readonly repliedAt: Instant | undefined
  /** Another contact with the same mailbox already has this touch. */
  readonly sameMailbox: boolean
  readonly holdout: boolean
  readonly programEnded: boolean
  readonly holds: ReadonlyArray<Hold>
  /** Why sending is paused for this program, sender, relay or template. */
  readonly paused: string | undefined
  /** Whether an earlier message to this contact is still on its way. */
  readonly inFlight: boolean
  /** Messages of the group that count for caps, without the one in question. */
  readonly counted: ReadonlyArray<Counted>
  readonly topic: string
  readonly class: "promotional" | "service"
  readonly opening: Opening
}

/** Why a touch may not go. */
export interface Held {
  readonly rule: string
  readonly class: GuardClass
  readonly evidence: Evidence
  /** Null when not known: a person or an event ends it. */
  readonly until: Instant | null
}

/** One row of the table. `check` gives evidence when the rule holds. */
export interface GuardRule {
  readonly id: string
  readonly class: GuardClass
  /** Service messages are looked at too; other rows concern promotion only. */
  readonly service: boolean
  readonly source: string
  readonly check: (facts: GuardFacts) => { readonly evidence: Evidence; readonly until?: Instant | null } | undefined
}

/** When the n-th newest of sorted instants leaves a rolling window, so that one more fits below the cap. */
const roomAt = (
  times: ReadonlyArray<Instant>,
  cap: number,
  windowMillis: number,
  now: Instant
): Instant | undefined => {
  const inside = times.filter((at) => at > now - windowMillis).toSorted((a, b) => a - b)
  const blocking = inside[inside.length - cap]
  return blocking === undefined ? undefined : instant(blocking + windowMillis)
}

const latest = (...instants: ReadonlyArray<Instant | undefined>): Instant | undefined => {
  const known = instants.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : instant(Math.max(...known))
}

const contactCap = ({ contact, counted, horizon, policy }: GuardFacts) => {
  const times = counted.filter((one) => one.contactId === contact?.id).map((one) => one.at)
  const day = roomAt(times, policy.contactCap.per24Hours, dayMillis, horizon.now)
  const week = roomAt(times, policy.contactCap.per7Days, 7 * dayMillis, horizon.now)
  const until = latest(day, week)
  return until === undefined
    ? undefined
    : {
        evidence: {
          "policy.contactCap.per24Hours": policy.contactCap.per24Hours,
          "policy.contactCap.per7Days": policy.contactCap.per7Days,
          "contact.messages7Days": times.filter((at) => at > horizon.now - 7 * dayMillis).length
        },
        until
      }
}

/** When fewer than the cap's number of other persons were written to within 24 hours. */
const personsRoomAt = (
  counted: ReadonlyArray<Counted>,
  contactId: string | undefined,
  cap: number,
  now: Instant
): Instant | undefined => {
  const newest = new Map<string, Instant>()
  for (const one of counted)
    if (one.at > now - dayMillis && (newest.get(one.contactId) ?? one.at) <= one.at) newest.set(one.contactId, one.at)
  if (contactId !== undefined && newest.has(contactId)) return undefined
  return roomAt([...newest.values()], cap, dayMillis, now)
}

const accountCap = ({ account, contact, counted, horizon, policy }: GuardFacts) => {
  const cap = policy.accountCap
  const ours = cap.count === "group" ? counted : counted.filter((one) => one.accountId === account.id)
  const persons = personsRoomAt(ours, contact?.id, cap.personsPer24Hours, horizon.now)
  const week = roomAt(
    ours.map((one) => one.at),
    cap.per7Days,
    7 * dayMillis,
    horizon.now
  )
  const until = latest(persons, week)
  return until === undefined
    ? undefined
    : {
        evidence: {
          "policy.accountCap.personsPer24Hours": cap.personsPer24Hours,
          "policy.accountCap.per7Days": cap.per7Days,
          "account.messages7Days": ours.filter((one) => one.at > horizon.now - 7 * dayMillis).length
        },
        until
      }
}

const stagger = ({ account, contact, counted, horizon, policy }: GuardFacts) => {
  let last = Number.NEGATIVE_INFINITY
  for (const one of counted)
    if (one.accountId === account.id && one.contactId !== contact?.id && one.at > last) last = one.at
  const until = instant(last + policy.staggerMinutes * 60_000)
  return last === Number.NEGATIVE_INFINITY || until <= horizon.now
    ? undefined
    : { evidence: { "policy.staggerMinutes": policy.staggerMinutes }, until }
}

const openComplaint = ({ account, horizon, market, policy }: GuardFacts) => {
  const key = market.segment?.isKey === true
  for (const one of market.records.cases.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (one.kind !== "complaint" && one.kind !== "dispute") continue
    if (!horizon.passed(one.openedAt)) continue
    if (one.closedAt !== undefined && horizon.passed(one.closedAt)) continue
    const groupWide = key || policy.groupWideComplaints.includes(one.severity)
    if (!groupWide && one.accountId !== account.id) continue
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

const legalClaim = ({ holds, account, horizon, market }: GuardFacts) => {
  const claim = market.records.cases.find(
    (one) =>
      one.kind === "legal claim" &&
      horizon.passed(one.openedAt) &&
      !(one.closedAt !== undefined && horizon.passed(one.closedAt))
  )
  return claim === undefined
    ? heldBy("legal")({ holds, account, horizon })
    : { evidence: { "case.id": claim.id, "case.kind": claim.kind } }
}

const brokenPromise = ({ horizon, market }: GuardFacts) => {
  for (const one of market.records.commitments.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (!horizon.passed(one.dueAt)) continue
    if (one.keptAt !== undefined && horizon.passed(one.keptAt)) continue
    if (one.settled !== undefined && horizon.passed(one.settled.at)) continue
    return { evidence: { "promise.id": one.id, "promise.account": one.accountId, "promise.madeBy": one.madeBy } }
  }
  return undefined
}

const heldBy =
  (kind: Hold["kind"]) =>
  ({ account, holds, horizon }: Pick<GuardFacts, "account" | "holds" | "horizon">) => {
    const found = holds.find(
      (hold) =>
        hold.kind === kind &&
        (hold.accountId === undefined || hold.accountId === account.id) &&
        !(hold.until !== undefined && horizon.passed(hold.until))
    )
    return found === undefined
      ? undefined
      : {
          evidence: { "hold.id": found.id, "hold.by": found.by, "hold.reason": found.reason },
          until: found.until ?? null
        }
  }

const consent = ({ consents, topic }: GuardFacts) => Consent.statusFor(consents, topic)

const shut = (why: "holiday" | "weekend" | "window") => (facts: GuardFacts) =>
  !facts.opening.open && facts.opening.why === why
    ? {
        evidence: { "policy.window": `${facts.policy.window.from}-${facts.policy.window.to}` },
        until: facts.opening.next
      }
    : undefined

const row = (
  id: string,
  klass: GuardClass,
  service: boolean,
  source: string,
  check: GuardRule["check"]
): GuardRule => ({
  id,
  class: klass,
  service,
  source,
  check
})

/** The table, in order of precedence. */
export const rules: ReadonlyArray<GuardRule> = [
  row("suppressed", "for good", true, "domain 5", ({ suppression }) =>
    suppression === undefined
      ? undefined
      : { evidence: { "suppression.reason": suppression.reason, "suppression.source": suppression.source } }
  ),
  row("unsubscribed", "for good", false, "domain 1, consent", (facts) => {
    const found = consent(facts)
    return found?.status === "withdrawn"
      ? { evidence: { "consent.topic": found.topic, "consent.source": found.source } }
      : undefined
  }),
  row("no-consent", "for good", false, "domain 5: unknown is not consent", (facts) =>
    consent(facts) === undefined ? { evidence: { "consent.topic": facts.topic, "consent.status": null } } : undefined
  ),
  row("invalid-address", "for good", true, "domain 5", ({ contact }) =>
    contact !== undefined && normalEmail(contact.email) === undefined
      ? { evidence: { "contact.email": contact.email === undefined ? null : "not valid" } }
      : undefined
  ),
  row("left-company", "for good", true, "domain 5", ({ contact, horizon }) => {
    if (contact === undefined) return { evidence: { contact: null } }
    return contact.leftAt !== undefined && horizon.passed(contact.leftAt)
      ? { evidence: { "contact.hasLeft": true } }
      : undefined
  }),
  row("replied", "for good", true, "domain 9: a human reply ends the sequence for that person", ({ repliedAt }) =>
    repliedAt === undefined ? undefined : { evidence: { "contact.replied": true } }
  ),
  row(
    "same-mailbox",
    "for good",
    true,
    "architecture: one mailbox under two contacts gets one message",
    ({ sameMailbox }) => (sameMailbox ? { evidence: { "contact.sharesMailbox": true } } : undefined)
  ),
  row("holdout", "for good", true, "domain 8", ({ holdout }) =>
    holdout ? { evidence: { "enrolment.holdout": true } } : undefined
  ),
  row("program-ended", "for good", true, "domain 5", ({ programEnded }) =>
    programEnded ? { evidence: { "program.ended": true } } : undefined
  ),
  row("legal-claim", "until a person acts", false, "domain 5", legalClaim),
  row("sales-hold", "until a person acts", false, "domain 5", heldBy("sales")),
  row("negotiation", "until a person acts", false, "domain 5: a person's hold", heldBy("negotiation")),
  row("open-complaint", "until a person acts", false, "domain 5", openComplaint),
  row("broken-promise", "until a person acts", false, "domain 5", brokenPromise),
  row("paused", "until a person acts", true, "architecture: a refused sender, host or template pauses", ({ paused }) =>
    paused === undefined ? undefined : { evidence: { "pause.reason": paused } }
  ),
  row("in-flight", "until a time", true, "architecture: one touch per contact per tick", ({ inFlight }) =>
    inFlight ? { evidence: { "contact.messageOnItsWay": true } } : undefined
  ),
  row("account-cap", "until a time", false, "domain 5", accountCap),
  row("contact-cap", "until a time", false, "domain 5", contactCap),
  row("stagger", "until a time", false, "domain 5", stagger),
  row("holiday", "until a time", true, "domain 5", shut("holiday")),
  row("weekend", "until a time", true, "domain 5", shut("weekend")),
  row("window", "until a time", true, "domain 5", shut("window"))
]

const classes = new Map(rules.map((rule) => [rule.id, rule.class]))

/** The class of a rule by its id; undefined for an id that the table does not have. */
export const classOf = (rule: string): GuardClass | undefined => classes.get(rule)

/** All reasons that hold, in order of precedence; empty when the touch may go. Ends by time are watched. */
export const check = (facts: GuardFacts): ReadonlyArray<Held> => {
  const held: Array<Held> = []
  for (const rule of rules) {
    if (facts.class === "service" && !rule.service) continue
    const found = rule.check(facts)
    if (found === undefined) continue
    const until = found.until ?? null
    if (until !== null) facts.horizon.watch(until)
    held.push({ rule: rule.id, class: rule.class, evidence: found.evidence, until })
    // Nothing after a reason that is for good can matter.
    if (rule.class === "for good") break
  }
  return held
}

const calendarRules: ReadonlySet<string> = new Set(["holiday", "weekend", "window"])

/** Whether two reasons are the same hold: holiday, weekend and window are one, told by when it ends. */
export const isSameHold = (rule: string, until: Instant | null, other: Held): boolean =>
  until === other.until && (rule === other.rule || (calendarRules.has(rule) && calendarRules.has(other.rule)))
