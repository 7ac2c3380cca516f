/**
 * Guard rails: why a touch is held. One table in order of precedence: what is for good, what waits for a person, what
 * waits for a time. The first row that holds is the primary reason; all others are listed after it.
 * Source: docs/explanation/guards.md.
 */
import type { Account } from "../account/Account.ts"
import type { Case } from "../account/Case.ts"
import * as Consent from "../account/Consent.ts"
import type { Hold } from "../account/Hold.ts"
import type { GroupContact } from "../account/Records.ts"
import type { Suppression } from "../account/Suppression.ts"
import type { Opening, Window } from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import * as Caps from "./Caps.ts"
import type { Policy } from "./Policy.ts"

/** How a hold ends: never, by a person's act, or by time. */
export type GuardClass = "for good" | "until a person acts" | "until a time"

/** Everything that the guard rails look at for one touch. */
export interface GuardFacts {
  readonly horizon: Horizon
  readonly policy: Policy
  readonly market: AccountMarket
  readonly account: Account
  /** Undefined when the contact is no longer among the group's records. */
  readonly contact: GroupContact | undefined
  /** Every contact that is this person, told by the mailbox; at least the one written to. */
  readonly contactIds: ReadonlyArray<string>
  /** The person's consents from records and journal. */
  readonly consents: ReadonlyArray<Consent.Consent>
  readonly suppression: Suppression | undefined
  /** The message waits in the queue for an address that the contact no longer has. */
  readonly addressChanged: boolean
  /** When the person replied within this enrolment's life, if so. */
  readonly repliedAt: Instant | undefined
  /** Another contact with the same mailbox already has this touch. */
  readonly sameMailbox: boolean
  readonly holdout: boolean
  readonly programEnded: boolean
  readonly holds: ReadonlyArray<Hold>
  /** Why sending is paused for this program, sender, relay or template. */
  readonly paused: string | undefined
  /** Whether another message to this person is on its way. */
  readonly inFlight: boolean
  /** Messages of the group that count for caps, without the one in question. */
  readonly counted: ReadonlyArray<Caps.Counted>
  readonly topic: string
  readonly class: "promotional" | "service"
  /** The touch's own window, if it has one; else the policy's holds. */
  readonly window: Window | undefined
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

type Found = ReturnType<GuardRule["check"]>

const asked = ({ account, contactIds, counted, horizon, policy }: GuardFacts): Caps.Asked => ({
  counted,
  recipient: { accountId: account.id, contactIds },
  policy,
  now: horizon.now
})

const contactCap = (facts: GuardFacts): Found => {
  const over = Caps.ofContact(asked(facts))
  if (over === undefined) return undefined
  const { per24Hours, per7Days } = facts.policy.contactCap
  return {
    evidence: {
      "policy.contactCap.per24Hours": per24Hours,
      "policy.contactCap.per7Days": per7Days,
      "contact.messages7Days": over.messages7Days
    },
    until: over.until
  }
}

const accountCap = (facts: GuardFacts): Found => {
  const over = Caps.ofAccount(asked(facts))
  if (over === undefined) return undefined
  const { per7Days, personsPer24Hours } = facts.policy.accountCap
  return {
    evidence: {
      "policy.accountCap.personsPer24Hours": personsPer24Hours,
      "policy.accountCap.per7Days": per7Days,
      "account.messages7Days": over.messages7Days
    },
    until: over.until
  }
}

const stagger = (facts: GuardFacts): Found => {
  const until = Caps.staggeredUntil(asked(facts))
  return until === undefined ? undefined : { evidence: { "policy.staggerMinutes": facts.policy.staggerMinutes }, until }
}

/** Whether a case is open now; both its opening and its end are watched. */
const isOpen = (one: Case, horizon: Horizon): boolean =>
  horizon.passed(one.openedAt) && !(one.closedAt !== undefined && horizon.passed(one.closedAt))

const openComplaint = ({ account, horizon, market, policy }: GuardFacts): Found => {
  const key = market.segment?.isKey === true
  for (const one of RecordIndex.of(market.records).cases) {
    if ((one.kind !== "complaint" && one.kind !== "dispute") || !isOpen(one, horizon)) continue
    // A case of which it is not known whose it is may be this account's.
    const mine = one.accountId === undefined || one.accountId === account.id
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

const legalClaim = (facts: GuardFacts): Found => {
  const { cases } = RecordIndex.of(facts.market.records)
  const claim = cases.find((one) => one.kind === "legal claim" && isOpen(one, facts.horizon))
  return claim === undefined ? heldBy("legal")(facts) : { evidence: { "case.id": claim.id, "case.kind": claim.kind } }
}

const brokenPromise = ({ horizon, market }: GuardFacts): Found => {
  for (const one of RecordIndex.of(market.records).commitments) {
    if (!horizon.passed(one.dueAt)) continue
    if (one.keptAt !== undefined && horizon.passed(one.keptAt)) continue
    if (one.settled !== undefined && horizon.passed(one.settled.at)) continue
    return { evidence: { "promise.id": one.id, "promise.account": one.accountId, "promise.madeBy": one.madeBy } }
  }
  return undefined
}

const endOf = (hold: Hold): number => hold.until ?? Number.POSITIVE_INFINITY

/** The hold of a kind that ends last, of those that cover the account; one without an end ends last of all. */
const heldBy =
  (kind: Hold["kind"]) =>
  ({ account, holds, horizon }: GuardFacts): Found => {
    let found: Hold | undefined
    for (const hold of holds) {
      if (hold.kind !== kind || (hold.accountId !== undefined && hold.accountId !== account.id)) continue
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

const consent = ({ consents, topic }: GuardFacts) => Consent.statusFor(consents, topic)

const shut = (why: "holiday" | "weekend" | "window") => (facts: GuardFacts) => {
  const { opening, policy, window } = facts
  if (opening.open || opening.why !== why) return undefined
  const { from, to } = window ?? policy.window
  return {
    evidence: { [window === undefined ? "policy.window" : "touch.window"]: `${from}-${to}` },
    until: opening.next
  }
}

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
  row("suppressed", "for good", true, "guard rails", ({ suppression }) =>
    suppression === undefined
      ? undefined
      : { evidence: { "suppression.reason": suppression.reason, "suppression.source": suppression.source } }
  ),
  row("unsubscribed", "for good", false, "consent is a person's", (facts) => {
    const found = consent(facts)
    return found?.status === "withdrawn"
      ? { evidence: { "consent.topic": found.topic, "consent.source": found.source } }
      : undefined
  }),
  row("no-consent", "for good", false, "unknown is not consent", (facts) =>
    facts.contact !== undefined && consent(facts) === undefined
      ? { evidence: { "consent.topic": facts.topic, "consent.status": null } }
      : undefined
  ),
  row("invalid-address", "for good", true, "guard rails", ({ addressChanged, contact }) => {
    if (contact === undefined) return undefined
    if (contact.addressHash === null)
      return { evidence: { "contact.email": contact.email === undefined ? null : "not valid" } }
    return addressChanged ? { evidence: { "contact.email": "changed since the message was queued" } } : undefined
  }),
  row("left-company", "for good", true, "guard rails", ({ contact, horizon }) => {
    if (contact === undefined) return { evidence: { contact: null } }
    return contact.leftAt !== undefined && horizon.passed(contact.leftAt)
      ? { evidence: { "contact.hasLeft": true } }
      : undefined
  }),
  row("replied", "for good", true, "a human reply ends the sequence for that person", ({ repliedAt }) =>
    repliedAt === undefined ? undefined : { evidence: { "contact.replied": true } }
  ),
  row("same-mailbox", "for good", true, "one mailbox under two contacts gets one message", ({ sameMailbox }) =>
    sameMailbox ? { evidence: { "contact.sharesMailbox": true } } : undefined
  ),
  row("holdout", "for good", true, "measurement by holdout", ({ holdout }) =>
    holdout ? { evidence: { "enrolment.holdout": true } } : undefined
  ),
  row("program-ended", "for good", true, "guard rails", ({ programEnded }) =>
    programEnded ? { evidence: { "program.ended": true } } : undefined
  ),
  row("legal-claim", "until a person acts", false, "guard rails", legalClaim),
  row("sales-hold", "until a person acts", false, "guard rails", heldBy("sales")),
  row("negotiation", "until a person acts", false, "a person's hold", heldBy("negotiation")),
  row("open-complaint", "until a person acts", false, "guard rails", openComplaint),
  row("broken-promise", "until a person acts", false, "guard rails", brokenPromise),
  row("paused", "until a person acts", true, "a refused sender, host or template pauses", ({ paused }) =>
    paused === undefined ? undefined : { evidence: { "pause.reason": paused } }
  ),
  row("in-flight", "until a time", true, "one touch per contact per tick", ({ inFlight }) =>
    inFlight ? { evidence: { "contact.messageOnItsWay": true } } : undefined
  ),
  row("account-cap", "until a time", false, "guard rails", accountCap),
  row("contact-cap", "until a time", false, "guard rails", contactCap),
  row("stagger", "until a time", false, "guard rails", stagger),
  row("holiday", "until a time", true, "guard rails", shut("holiday")),
  row("weekend", "until a time", true, "guard rails", shut("weekend")),
  row("window", "until a time", true, "guard rails", shut("window"))
]

const classes = new Map(rules.map((rule) => [rule.id, rule.class]))

/** The class of a rule by its id; undefined for an id that the table does not have. */
export const classOf = (rule: string): GuardClass | undefined => classes.get(rule)

const heldAt = (place: number, facts: GuardFacts): Held | undefined => {
  const rule = rules[place]
  if (rule === undefined || (facts.class === "service" && !rule.service)) return undefined
  const found = rule.check(facts)
  return found && { rule: rule.id, class: rule.class, evidence: found.evidence, until: found.until ?? null }
}

/** The first reason that holds, and where it stands in the table. Its end is watched: no other reason can end it sooner. */
const first = (facts: GuardFacts): { readonly place: number; readonly held: Held } | undefined => {
  for (let place = 0; place < rules.length; place += 1) {
    const held = heldAt(place, facts)
    if (held === undefined) continue
    if (held.until !== null) facts.horizon.watch(held.until)
    return { place, held }
  }
  return undefined
}

/** The primary reason; undefined when the touch may go. */
export const primary = (facts: GuardFacts): Held | undefined => first(facts)?.held

/** All reasons that hold, in order of precedence; after one that is for good nothing else matters. */
export const check = (facts: GuardFacts): ReadonlyArray<Held> => {
  const found = first(facts)
  if (found === undefined) return []
  if (found.held.class === "for good") return [found.held]
  const later = rules.slice(found.place + 1).flatMap((_, index) => heldAt(found.place + 1 + index, facts) ?? [])
  return [found.held, ...later]
}

const calendarRules: ReadonlySet<string> = new Set(["holiday", "weekend", "window"])

/** Whether two reasons are the same hold: holiday, weekend and window are one, told by when it ends. */
export const isSameHold = (rule: string, until: Instant | null, other: Held): boolean =>
  until === other.until && (rule === other.rule || (calendarRules.has(rule) && calendarRules.has(other.rule)))
