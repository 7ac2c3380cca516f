/**
 * Guard rails: why a touch is held. One table in order of precedence: what is for good, what waits for a person, what
 * waits for a time. The first row that holds is the primary reason; all others are listed after it.
 * Source: docs/explanation/guards.md.
 */
import * as Consent from "../account/Consent.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as Caps from "./Caps.ts"
import * as GuardChecks from "./GuardChecks.ts"
import type { Found, GuardClass, GuardFacts, GuardRule, Held } from "./GuardFacts.ts"
import type { OfferReason } from "./Offer.ts"

export type { Approval, GuardClass, GuardFacts, GuardRule, Held } from "./GuardFacts.ts"

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
      "contact.messages7Days": over.messages7Days,
      ...(over.sales7Days === 0 ? {} : { "contact.salesTouches7Days": over.sales7Days })
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
      "account.messages7Days": over.messages7Days,
      ...(over.sales7Days === 0 ? {} : { "account.salesTouches7Days": over.sales7Days })
    },
    until: over.until
  }
}

const stagger = (facts: GuardFacts): Found => {
  const until = Caps.staggeredUntil(asked(facts))
  return until === undefined ? undefined : { evidence: { "policy.staggerMinutes": facts.policy.staggerMinutes }, until }
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

/** What may hold a touch for its offer. */
const ofOffer = (id: OfferReason, klass: GuardClass): GuardRule =>
  row(id, klass, true, "an offer's terms", ({ offer }) => {
    const evidence = offer?.[id]
    return evidence && { evidence }
  })

/** The table, in order of precedence. */
export const rules: ReadonlyArray<GuardRule> = [
  row("erased", "for good", true, "guard rails", ({ suppression }) =>
    suppression?.reason === "erased" ? { evidence: { "suppression.source": suppression.source } } : undefined
  ),
  row("suppressed", "for good", true, "guard rails", ({ suppression }) =>
    suppression === undefined || suppression.reason === "erased"
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
  row("competitor-domain", "for good", true, "guard rails", ({ contact }) =>
    contact?.exclusion === "competitor" ? { evidence: { "contact.domain": "a competitor's" } } : undefined
  ),
  row("own-domain", "for good", true, "guard rails", ({ contact }) =>
    contact?.exclusion === "own" || contact?.exclusion === "vendor"
      ? { evidence: { "contact.domain": contact.exclusion === "own" ? "our own" : "a vendor's" } }
      : undefined
  ),
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
  row("approval-refused", "for good", true, "a person's word", ({ approval }) =>
    approval?.answer?.given === false
      ? { evidence: { "approval.by": approval.answer.by, "approval.reason": approval.answer.reason ?? null } }
      : undefined
  ),
  row("program-ended", "for good", true, "guard rails", ({ programEnded }) =>
    programEnded ? { evidence: { "program.ended": true } } : undefined
  ),
  ofOffer("not-eligible", "for good"),
  ofOffer("offer-ended", "for good"),
  ofOffer("offer-answered", "for good"),
  ofOffer("better-offer", "for good"),
  ofOffer("gift-limit", "for good"),
  row("legal-claim", "until a person acts", false, "guard rails", GuardChecks.legalClaim),
  row("sales-hold", "until a person acts", false, "guard rails", GuardChecks.heldBy("sales")),
  row("negotiation", "until a person acts", false, "guard rails", GuardChecks.negotiation),
  row("reply-waiting", "until a person acts", false, "a reply pauses the account until it is answered", (facts) =>
    facts.replyWaiting === undefined
      ? undefined
      : { evidence: { "task.id": facts.replyWaiting.taskId, "contact.id": facts.replyWaiting.contactId } }
  ),
  row("open-complaint", "until a person acts", false, "guard rails", GuardChecks.openComplaint),
  row("broken-promise", "until a person acts", false, "guard rails", GuardChecks.brokenPromise),
  row("no-ground", "until a person acts", true, "a service message needs a promise, case, contract or law", (facts) =>
    facts.ground === undefined || facts.ground.evidence !== null
      ? undefined
      : { evidence: { "touch.ground": facts.ground.is } }
  ),
  row("awaiting-approval", "until a person acts", true, "a person's word", ({ approval }) =>
    approval === undefined || approval.answer !== null
      ? undefined
      : { evidence: { "approval.of": approval.of, ...approval.why } }
  ),
  row("budget", "until a person acts", true, "guard rails", ({ overBudget }) =>
    overBudget === undefined
      ? undefined
      : {
          evidence: {
            "program.budgetMinor": overBudget.limitMinor,
            "program.spentMinor": overBudget.spentMinor,
            "touch.costMinor": overBudget.costMinor
          }
        }
  ),
  ofOffer("margin-floor", "until a person acts"),
  row("missing-content", "until a person acts", true, "guard rails", ({ missingTemplate }) =>
    missingTemplate === undefined ? undefined : { evidence: { "template.id": missingTemplate } }
  ),
  row("paused", "until a person acts", true, "a refused sender, host or template pauses", ({ paused }) =>
    paused === undefined ? undefined : { evidence: { "pause.reason": paused } }
  ),
  row("in-flight", "until a time", true, "one touch per contact per tick", ({ inFlight }) =>
    inFlight ? { evidence: { "contact.messageOnItsWay": true } } : undefined
  ),
  row("out-of-office", "until a time", false, "out of office until the stated return and the days after it", (facts) =>
    facts.awayUntil === undefined ? undefined : { evidence: { "contact.isAway": true }, until: facts.awayUntil }
  ),
  row("soft-bounce-rest", "until a time", true, "an address that bounces softly again and again rests", (facts) =>
    facts.restUntil === undefined ? undefined : { evidence: { "contact.addressRests": true }, until: facts.restUntil }
  ),
  row("account-cap", "until a time", false, "guard rails", accountCap),
  row("contact-cap", "until a time", false, "guard rails", contactCap),
  row("another-program", "until a time", false, "one voice per account", ({ speaker }) =>
    speaker === undefined ? undefined : { evidence: { "speaker.program": speaker.programId }, until: speaker.until }
  ),
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

/** Nobody acts, yet it may be long: the person is away, the address rests, another program has the word. */
const longRules: ReadonlySet<string> = new Set(["out-of-office", "soft-bounce-rest", "another-program"])

/** Whether the deadline of a touch stands still under a reason. Under caps, stagger, windows and other mail it runs. */
export const stopsDeadline = (rule: string): boolean =>
  classes.get(rule) === "until a person acts" || longRules.has(rule)

const longPlaces = rules.flatMap(({ id }, place) => (longRules.has(id) ? [place] : []))

/** The reason under which the deadline stands still: the primary one, or one beneath it. */
export const stoppedBy = (facts: GuardFacts, held: Held | undefined): string | undefined => {
  if (held === undefined || stopsDeadline(held.rule)) return held?.rule
  for (const place of longPlaces) {
    const beneath = heldAt(place, facts)
    if (beneath !== undefined) return beneath.rule
  }
  return undefined
}

const calendarRules: ReadonlySet<string> = new Set(["holiday", "weekend", "window"])

/** Whether two reasons are the same hold: holiday, weekend and window are one, told by when it ends. */
export const isSameHold = (rule: string, until: Instant | null, other: Held): boolean =>
  until === other.until && (rule === other.rule || (calendarRules.has(rule) && calendarRules.has(other.rule)))
