/** A small fictional portfolio with a journal that holds every kind of event: what the tests of this package look at. */
import { Calendar, Facts, GroupState, Portfolio, ProgramReport, type Event, type Money } from "@market-of-one/core"
import type { Report } from "../src/index.ts"

const currency: Money.Currency = "EUR"
const day = (text: string): Calendar.Day => text as Calendar.Day

/** An instant from ISO text in UTC. */
export const at = (text: string): Calendar.Instant => {
  const instant = Calendar.parseInstant(text)
  if (instant === undefined) throw new RangeError(`${text} is not an instant`)
  return instant
}

/** So many orders of an amount, one a month, from a month on. */
const monthly = (account: string | undefined, euros: number, from: string, months: number): ReadonlyArray<Facts.Row> =>
  Array.from({ length: months }, (_, month) => ({
    account,
    day: Calendar.dayNumber(Calendar.addMonths(day(from), month)),
    minor: euros * 100
  }))

const facts = Facts.ofRows(
  [
    ...monthly("ACC-1", 9000, "2024-10-05", 24),
    ...monthly("ACC-2", 2000, "2024-10-12", 21),
    ...monthly("ACC-2", 1500, "2025-10-19", 9),
    ...monthly("ACC-3", 600, "2025-11-03", 4),
    ...monthly("ACC-4", 300, "2026-08-20", 1),
    ...monthly("ACC-5", 800, "2024-10-02", 6),
    ...monthly(undefined, 250, "2026-01-15", 3)
  ],
  currency
)

/** The analysis of the sample's orders, by the core itself. */
const portfolio: Portfolio.Portfolio = Portfolio.analyze(facts, {
  today: day("2026-10-01"),
  facts: {
    profiles: [
      { account: "ACC-1", since: day("2019-03-01"), isNamed: true },
      {
        account: "ACC-2",
        since: day("2021-06-01"),
        keyByHand: { is: true, by: "KAM-2", at: day("2026-02-03"), reason: "opens the east" }
      },
      { account: "ACC-4", budgetMinor: 9_000_000 }
    ]
  }
})

const touch = (contactId: string, accountId: string, touchId = "invite") => ({
  enrolmentId: `enrolment-${accountId}`,
  programId: "expand",
  playId: "sensors",
  touchId,
  accountId,
  contactId
})
const now = at("2026-10-01T07:00:00Z")
const later = (minutes: number): Calendar.Instant => Calendar.instant(now + minutes * 60_000)

const queued = (place: ReturnType<typeof touch>, messageId: string): Event.Event => ({
  _tag: "MessageQueued",
  ...place,
  due: now,
  messageId,
  version: "0f3a",
  addressHash: "hash",
  topic: "product-news",
  class: "promotional",
  slot: "invite",
  variantId: "chemicals",
  templateId: "sensors.en",
  sender: "manager",
  notBefore: now,
  notAfter: later(540),
  trace: [
    '"chemicals" is chosen: its rule holds: account.industry is "chemicals"',
    '"general" was not looked at: its priority 0 is lower'
  ]
})
const settled = (
  messageId: string,
  state: Extract<Event.Event, { _tag: "MessageSettled" }>["state"],
  reason: string | null
): Event.Event => ({ _tag: "MessageSettled", messageId, attempt: 1, state, handedAt: later(1), reason })
const enrolled = (accountId: string, holdout = false): Event.Event => ({
  _tag: "Enrolled",
  enrolmentId: `enrolment-${accountId}`,
  programId: "expand",
  version: "0f3a",
  playId: "sensors",
  accountId,
  occurrence: 1,
  holdout,
  evidence: { "account.abc": "A", "account.isKey": true, "account.tier": null }
})

const held = (
  contactId: string,
  accountId: string,
  rule: string,
  evidence: Event.Evidence,
  more: Partial<Extract<Event.Event, { _tag: "TouchHeld" }>> = {}
): Event.Event => ({
  _tag: "TouchHeld",
  ...touch(contactId, accountId),
  due: now,
  rule,
  evidence,
  others: [],
  until: null,
  ...more
})

type Told = readonly [minutes: number, event: Event.Event]

const groups: Readonly<Record<string, ReadonlyArray<Told>>> = {
  "ACC-1": [
    [0, { _tag: "FactsImported", revision: "9f4c21d0ab77e5" }],
    [0, { _tag: "Ticked", now, factsRevision: "9f4c21d0ab77e5", hashes: { engine: "1" } }],
    [0, enrolled("ACC-1")],
    [
      0,
      { _tag: "StepOpened", enrolmentId: "enrolment-ACC-1", touchId: "invite", members: ["CON-1", "CON-2", "CON-3"] }
    ],
    [0, queued(touch("CON-1", "ACC-1"), "m1@example.com")],
    [
      0,
      held("CON-2", "ACC-1", "stagger", { "policy.staggerMinutes": 30 }, { others: ["account-cap"], until: later(30) })
    ],
    [
      0,
      {
        _tag: "TouchSkipped",
        ...touch("CON-3", "ACC-1"),
        reason: "no-consent",
        evidence: { "consent.topic": "product-news", "consent.status": null }
      }
    ],
    [1, settled("m1@example.com", "accepted", "250 2.0.0 queued")],
    [30, queued(touch("CON-2", "ACC-1"), "m2@example.com")],
    [
      30,
      {
        _tag: "MessageDeferred",
        ...touch("CON-2", "ACC-1"),
        messageId: "m2@example.com",
        rule: "sales-hold",
        evidence: { "hold.id": "H-1", "hold.by": "KAM-2", "hold.reason": "price talks" },
        until: null,
        notBefore: null,
        notAfter: null
      }
    ],
    [31, { _tag: "HoldReleased", holdId: "H-1", by: "KAM-2" }],
    [
      31,
      {
        _tag: "MessageDeferred",
        ...touch("CON-2", "ACC-1"),
        messageId: "m2@example.com",
        rule: "released",
        evidence: {},
        until: null,
        notBefore: later(31),
        notAfter: later(540)
      }
    ],
    [32, settled("m2@example.com", "unknown", null)],
    [
      60,
      {
        _tag: "ActivityRecorded",
        activity: { kind: "replied", contactId: "CON-1", at: later(60), messageId: "m1@example.com" }
      }
    ],
    [
      90,
      {
        _tag: "Exited",
        enrolmentId: "enrolment-ACC-1",
        programId: "expand",
        accountId: "ACC-1",
        reason: "goal met",
        evidence: { "account.openOpportunities": 1 }
      }
    ]
  ],
  "ACC-2": [
    [
      0,
      {
        _tag: "HoldPlaced",
        hold: { id: "H-2", kind: "sales", accountId: "ACC-2", reason: "price talks", by: "KAM-2", placedAt: now }
      }
    ],
    [0, enrolled("ACC-2")],
    [0, { _tag: "StepOpened", enrolmentId: "enrolment-ACC-2", touchId: "invite", members: ["CON-4", "CON-5"] }],
    [
      0,
      held("CON-4", "ACC-2", "open-complaint", {
        "case.id": "CAS-071",
        "case.kind": "complaint",
        "case.severity": "high",
        "case.account": "ACC-2",
        "group.isKey": true
      })
    ],
    [0, queued(touch("CON-5", "ACC-2"), "m5@example.com")],
    [1, settled("m5@example.com", "refused", "550 5.1.1 no such user (address)")]
  ],
  "ACC-3": [
    [0, enrolled("ACC-3", true)],
    [
      0,
      { _tag: "TouchSkipped", ...touch("CON-6", "ACC-3"), reason: "holdout", evidence: { "enrolment.holdout": true } }
    ]
  ]
}

/** The journal of all groups. */
export const journal: ReadonlyArray<Event.Entry> = Object.entries(groups).flatMap(([groupId, told]) =>
  told.map(([minutes, event], index) => ({ groupId, seq: index + 1, at: later(minutes), event }))
)

/** The closing numbers of a journal, by the core itself. */
export const totalsOf = (entries: ReadonlyArray<Event.Entry>): ProgramReport.Totals =>
  ProgramReport.count(
    [...Map.groupBy(entries, ({ groupId }) => groupId).values()]
      .map((one) => one.reduce(GroupState.evolve, GroupState.empty))
      .flatMap((state) => Object.values(state.enrolments))
  )

/** Names of the sample; fictional. */
export const names = {
  accounts: {
    "ACC-1": "Norvik Chemie",
    "ACC-2": "Ostermark Papier",
    "ACC-3": "Lunden Foods",
    "ACC-4": "Brightwater",
    "ACC-5": "Kaltenmoor"
  },
  contacts: {
    "CON-1": "Ada Brook",
    "CON-2": "Ivo Lenz",
    "CON-3": "Mara Quist",
    "CON-4": "Пётр Ильин",
    "CON-5": "Noa Weiss",
    "CON-6": "Per Holm"
  },
  programs: { expand: "Sensors for key accounts" },
  people: { "KAM-2": "Jonas Ahrendt" }
} as const

const silence = (lastPurchaseOn: string, days: number, usualDays: number | null, isBorrowed = false) => ({
  lastPurchaseOn: day(lastPurchaseOn),
  days,
  usualDays,
  isBorrowed
})
const profile = (id: keyof typeof names.accounts, more: Partial<Report.AccountProfile>): Report.AccountProfile => ({
  id,
  name: names.accounts[id],
  groupId: id,
  silence: null,
  openComplaints: [],
  brokenPromises: [],
  ...more
})

/** The input of the sample page. */
export const input: Report.ReportInput = {
  title: "Sample workspace (fictional)",
  locale: "en",
  timeZone: "Europe/Berlin",
  asOf: day("2026-10-01"),
  portfolio,
  rows: { read: 71, accepted: 67, rejected: 4 },
  profiles: [
    profile("ACC-1", { manager: "Jonas Ahrendt", silence: silence("2026-09-05", 26, 30) }),
    profile("ACC-2", {
      silence: silence("2026-06-19", 104, 30),
      openComplaints: [
        {
          id: "CAS-071",
          kind: "complaint",
          topic: "Seals fail after a week",
          severity: "high",
          openedAt: at("2026-09-20T08:00:00Z")
        }
      ],
      brokenPromises: [
        { id: "PRM-1", text: "Send the test certificates", dueAt: at("2026-09-11T15:00:00Z"), madeBy: "KAM-2" }
      ]
    }),
    profile("ACC-3", { silence: silence("2026-02-03", 240, 31, true) }),
    profile("ACC-4", { silence: silence("2026-08-20", 42, null) }),
    profile("ACC-5", { silence: silence("2025-03-02", 578, 31) })
  ],
  programs: [{ id: "expand", name: "Sensors for key accounts", objective: "expand" }],
  totals: totalsOf(journal),
  journal,
  names,
  findings: [
    {
      severity: "error",
      rule: "import/total-row",
      message: "a row without id and date holds the column's sum",
      advice: "it was left out; nothing to do",
      place: { file: "data/orders.csv", line: 71, field: "amount" }
    }
  ],
  files: [{ path: ".abm/rejects/orders.csv", about: "rows of orders.csv that could not be read", rows: 4 }]
}
