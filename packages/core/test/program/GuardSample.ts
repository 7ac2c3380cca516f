/** Facts for which no guard rail holds, and for each row of the table what makes it hold. All names are invented. */
import type { Account } from "../../src/account/Account.ts"
import type { Case } from "../../src/account/Case.ts"
import type { Commitment } from "../../src/account/Commitment.ts"
import type { Consent } from "../../src/account/Consent.ts"
import type { Hold } from "../../src/account/Hold.ts"
import type { GroupContact, GroupRecords } from "../../src/account/Records.ts"
import { instant, parseInstant, type Instant, type Zone } from "../../src/kernel/Calendar.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import type { AccountMarket, Segment } from "../../src/market/AccountMarket.ts"
import type { Counted } from "../../src/program/Caps.ts"
import type { GuardFacts } from "../../src/program/Guard.ts"
import * as Policy from "../../src/program/Policy.ts"

/** The instant that ISO 8601 text says. */
const at = (text: string): Instant => {
  const parsed = parseInstant(text)
  if (parsed === undefined) throw new Error(`${text} is no instant`)
  return parsed
}

/** Wednesday, ten o'clock. */
export const now = at("2026-03-11T10:00:00Z")
export const hours = (count: number): Instant => instant(now + count * 3_600_000)

export const arrow: Account = { id: "arrow", name: "Arrow Works", domains: [], attributes: {} }
export const given: Consent = { topic: "news", purpose: "marketing", basis: "consent", status: "given", source: "form" }
export const anna: GroupContact = {
  id: "anna",
  accountId: "arrow",
  affiliations: [],
  kind: "person",
  name: "Anna Example",
  email: "anna@arrow.example",
  roles: ["champion"],
  consent: [given],
  attributes: {},
  addressHash: "hash of anna"
}

const records: GroupRecords = {
  groupId: "arrow",
  revision: "r1",
  name: "Arrow Works",
  manager: null,
  accounts: [arrow, { ...arrow, id: "bolt", name: "Bolt Works", parentId: "arrow" }],
  contacts: [anna],
  opportunities: [],
  cases: [],
  commitments: [],
  interactions: [],
  assets: [],
  departures: []
}

/** A segment of which nothing is known. */
export const segment: Segment = {
  abc: null,
  xyz: null,
  isKey: null,
  keyScore: null,
  keyConfidence: null,
  types: [],
  tier: null,
  measure: null,
  share: null,
  firstOrderOn: null,
  lastOrderOn: null,
  silenceDays: null,
  usualIntervalDays: null
}

/** The group's market with other records. */
export const market = (more: Partial<GroupRecords> = {}, isKey: boolean | null = null): AccountMarket => ({
  records: { ...records, ...more },
  segment: { ...segment, isKey }
})

/** Facts for which nothing holds, with others in their place. The horizon is fresh. */
export const facts = (more: Partial<GuardFacts> = {}): GuardFacts => ({
  horizon: Horizon.make(now),
  policy: Policy.standard,
  market: market(),
  account: arrow,
  contact: anna,
  contactIds: ["anna"],
  consents: [given],
  suppression: undefined,
  addressChanged: false,
  repliedAt: undefined,
  sameMailbox: false,
  holdout: false,
  programEnded: false,
  holds: [],
  calendar: { zone: "UTC" as Zone, holidays: new Set() },
  replyWaiting: undefined,
  approval: undefined,
  overBudget: undefined,
  ground: undefined,
  offer: undefined,
  missingTemplate: undefined,
  awayUntil: undefined,
  restUntil: undefined,
  speaker: undefined,
  paused: undefined,
  inFlight: false,
  counted: [],
  topic: "news",
  class: "promotional",
  window: undefined,
  opening: { open: true, until: hours(8) },
  ...more
})

export const complaint = (more: Partial<Case> = {}): Case => ({
  id: "c1",
  accountId: "arrow",
  kind: "complaint",
  topic: "late delivery",
  severity: "low",
  openedAt: hours(-48),
  reopenedAt: [],
  ...more
})

export const promise = (more: Partial<Commitment> = {}): Commitment => ({
  id: "p1",
  accountId: "bolt",
  text: "a new pump",
  madeAt: hours(-96),
  dueAt: hours(-24),
  madeBy: "mia",
  ...more
})

export const hold = (more: Partial<Hold> = {}): Hold => ({
  id: "h1",
  kind: "sales",
  reason: "talks",
  by: "mia",
  placedAt: hours(-1),
  ...more
})

/** A message to a person of an account, so many hours before now. */
export const sent = (contactId: string, hoursAgo: number, accountId = "arrow"): Counted => ({
  messageId: `${contactId} ${hoursAgo}`,
  contactId,
  accountId,
  at: hours(-hoursAgo)
})

/** For every rule: what makes it, and nothing else, hold. */
export const rows: Readonly<Record<string, Partial<GuardFacts>>> = {
  erased: { suppression: { addressHash: "hash of anna", reason: "erased", at: hours(-9), source: "request" } },
  suppressed: { suppression: { addressHash: "hash of anna", reason: "hard bounce", at: hours(-9), source: "relay" } },
  unsubscribed: { consents: [{ ...given, status: "withdrawn", source: "link" }] },
  "no-consent": { consents: [] },
  "invalid-address": { contact: { ...anna, email: "anna at arrow", addressHash: null } },
  "competitor-domain": { contact: { ...anna, exclusion: "competitor" } },
  "own-domain": { contact: { ...anna, exclusion: "own" } },
  "left-company": { contact: { ...anna, leftAt: hours(-1) } },
  replied: { repliedAt: hours(-1) },
  "same-mailbox": { sameMailbox: true },
  holdout: { holdout: true },
  "approval-refused": { approval: { of: "mia", answer: { given: false, by: "mia", reason: "not now" } } },
  "program-ended": { programEnded: true },
  "not-eligible": { offer: { "not-eligible": { "offer.id": "autumn", "account.abc": null } } },
  "offer-ended": { offer: { "offer-ended": { "offer.id": "autumn", "offer.endsOn": "2026-03-10" } } },
  "offer-answered": { offer: { "offer-answered": { "offer.id": "autumn", "offer.answer": "declined" } } },
  "better-offer": { offer: { "better-offer": { "offer.id": "autumn", "better.id": "offer-1" } } },
  "gift-limit": { offer: { "gift-limit": { "offer.id": "clock", "gift.refused": "above what is left" } } },
  "legal-claim": { market: market({ cases: [complaint({ kind: "legal claim", accountId: "bolt" })] }) },
  "sales-hold": { holds: [hold({ until: hours(5) })] },
  negotiation: { holds: [hold({ kind: "negotiation" })] },
  "reply-waiting": { replyWaiting: { taskId: "task-1", contactId: "ben" } },
  "open-complaint": { market: market({ cases: [complaint()] }) },
  "broken-promise": { market: market({ commitments: [promise()] }) },
  "no-ground": { ground: { is: "promise", evidence: null } },
  "awaiting-approval": { approval: { of: "mia", answer: null } },
  budget: { overBudget: { limitMinor: 1_000, spentMinor: 900, costMinor: 150 } },
  "margin-floor": { offer: { "margin-floor": { "offer.id": "autumn", "offer.marginAfterPercent": 11.1 } } },
  "missing-content": { missingTemplate: "offer.en" },
  paused: { paused: "the relay refuses the sender" },
  "in-flight": { inFlight: true },
  "out-of-office": { awayUntil: hours(72) },
  "soft-bounce-rest": { restUntil: hours(240) },
  "another-program": { speaker: { programId: "renewal", until: hours(120) } },
  "account-cap": { counted: [sent("ben", 2), sent("cara", 3), sent("dora", 4)] },
  "contact-cap": { counted: [sent("anna", 20)] },
  stagger: { counted: [sent("ben", 0.25)] },
  holiday: { opening: { open: false, why: "holiday", next: hours(23) } },
  weekend: { opening: { open: false, why: "weekend", next: hours(47) } },
  window: { opening: { open: false, why: "window", next: hours(2) } }
}
