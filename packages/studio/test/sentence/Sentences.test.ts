import { AnomalyText, type Calendar, Event, Guard } from "@market-of-one/core"
import { assert, describe, expect, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Sentences } from "../../src/index.ts"
import * as Reasons from "../../src/sentence/Reasons.ts"
import { at, input, journal, names } from "../Sample.ts"

const told = at("2026-05-12T07:00:00Z")
const until = at("2026-05-19T07:00:00Z")
const touch = {
  enrolmentId: "e1",
  programId: "expand",
  playId: "sensors",
  touchId: "invite",
  accountId: "ACC-1",
  contactId: "CON-2"
}
const consent = { topic: "product-news", purpose: "marketing", basis: "consent", source: "web form" } as const
const hold = { id: "H-1", kind: "sales", reason: "price talks", by: "KAM-2", placedAt: told } as const
const settled = (
  state: Extract<Event.Event, { _tag: "MessageSettled" }>["state"],
  reason: string | null = null
): Event.Event => ({
  _tag: "MessageSettled",
  messageId: "m1",
  attempt: 1,
  state,
  handedAt: told,
  reason
})
const activity = (more: Partial<Extract<Event.Event, { _tag: "ActivityRecorded" }>["activity"]>): Event.Event => ({
  _tag: "ActivityRecorded",
  activity: { kind: "opened", contactId: "CON-1", at: told, ...more }
})

/** One of every event, and of every branch within. */
const task = {
  _tag: "TaskCreated",
  taskId: "task-1",
  kind: "reply",
  accountId: "ACC-1",
  contactIds: ["CON-1"],
  ownerId: "KAM-2",
  followers: ["KAM-2"],
  text: "answer the reply",
  dueAt: null,
  acceptBy: null,
  evidence: {}
} as const
const offer = {
  _tag: "OfferMade",
  offerId: "offer-1",
  accountId: "ACC-1",
  noticeId: "N-1",
  rung: "discount",
  terms: "25 % for a year",
  discountPercent: 25,
  endsAt: until,
  remindAt: null,
  approvalOf: null,
  approvalId: null,
  evidence: {}
} as const

const move = { accountId: "ACC-2", from: "ACC-2", to: "ACC-1", contactIds: ["CON-2"], noticeIds: [] }

const events: ReadonlyArray<Event.Event> = [
  { _tag: "FactsImported", revision: "9f4c21d0ab77e5" },
  { _tag: "AccountMoved", ...move, carried: null },
  { _tag: "AccountMoved", ...move, carried: { holds: [hold] } },
  { _tag: "AccountMoved", ...move, into: "ACC-1", carried: null },
  { _tag: "AccountMoved", ...move, into: "ACC-1", carried: {} },
  activity({}),
  activity({ kind: "clicked" }),
  activity({ kind: "replied" }),
  activity({ kind: "out of office" }),
  activity({ kind: "out of office", until }),
  activity({ kind: "unsubscribed" }),
  activity({ kind: "unsubscribed", topic: "product-news" }),
  activity({ kind: "bounced", hard: true }),
  activity({ kind: "bounced" }),
  activity({ kind: "complained" }),
  { _tag: "ConsentChanged", contactId: "CON-1", consent: { ...consent, status: "given" } },
  {
    _tag: "ConsentChanged",
    contactId: "CON-1",
    consent: { ...consent, status: "withdrawn", topic: "*" },
    scope: "account"
  },
  { _tag: "ConsentChanged", contactId: "CON-1", consent: { ...consent, status: "unknown" }, scope: "person" },
  { _tag: "HoldPlaced", hold },
  { _tag: "HoldPlaced", hold: { ...hold, accountId: "ACC-1", until } },
  { _tag: "HoldReleased", holdId: "H-1", by: "KAM-2" },
  { _tag: "HoldReleased", accountId: "ACC-1", by: "KAM-2" },
  { _tag: "HoldReleased", by: "KAM-2" },
  { _tag: "EnrolmentAborted", enrolmentId: "e1", by: "KAM-2" },
  { _tag: "EnrolmentAborted", enrolmentId: "never heard of", by: "KAM-2" },
  { _tag: "EnrolmentMigrated", enrolmentId: "e1", version: "v2", by: "KAM-2" },
  { _tag: "EnrolmentMigrated", enrolmentId: "never heard of", version: "v2", by: "KAM-2" },
  {
    _tag: "GatePassed",
    enrolmentId: "e1",
    programId: "expand",
    accountId: "ACC-1",
    touchId: "proof",
    by: "event",
    evidence: { "wait.event": "reply" }
  },
  {
    _tag: "GatePassed",
    enrolmentId: "e1",
    programId: "expand",
    accountId: "ACC-1",
    touchId: "proof",
    by: "timeout",
    evidence: {}
  },
  {
    _tag: "GatePassed",
    enrolmentId: "e1",
    programId: "expand",
    accountId: "ACC-1",
    touchId: "proof",
    by: "gate",
    evidence: {}
  },
  {
    _tag: "ApprovalRequested",
    approvalId: "word-1",
    enrolmentId: "e1",
    programId: "expand",
    touchId: "proof",
    accountId: "ACC-1",
    of: "KAM-2"
  },
  {
    _tag: "ApprovalRequested",
    approvalId: "word-1",
    enrolmentId: "e1",
    programId: "expand",
    touchId: "proof",
    accountId: "ACC-1",
    of: null
  },
  {
    _tag: "ApprovalRequested",
    approvalId: "word-2",
    enrolmentId: "e1",
    programId: "expand",
    touchId: "call",
    accountId: "ACC-1",
    of: "KAM-2",
    asks: "Offer the frame contract."
  },
  {
    _tag: "StepOpened",
    enrolmentId: "e1",
    touchId: "call",
    members: [],
    reason: "approval-refused",
    evidence: { "approval.by": "KAM-2", "approval.reason": "too soon" }
  },
  { _tag: "ApprovalGiven", approvalId: "word-1", by: "KAM-2" },
  { _tag: "ApprovalRefused", approvalId: "word-1", by: "KAM-2", reason: "talks first" },
  { ...task, dueAt: until },
  { ...task, accountId: null, contactIds: [], ownerId: null },
  { _tag: "TaskAccepted", taskId: "task-1", by: "KAM-2" },
  { _tag: "TaskClosed", taskId: "task-1", by: "KAM-2", outcome: "done", note: "meets us on Friday" },
  { _tag: "TaskClosed", taskId: "task-1", by: "KAM-2", outcome: "dismissed" },
  { _tag: "TaskEscalated", taskId: "task-1", to: "KAM-2", reason: "overdue" },
  { _tag: "TaskEscalated", taskId: "task-1", to: null, reason: "not accepted" },
  {
    _tag: "TaskHandedOver",
    taskId: "task-1",
    from: null,
    to: "KAM-2",
    acceptBy: until,
    reason: "somebody is named now"
  },
  { _tag: "TaskWithdrawn", taskId: "task-1", reason: "what was noticed is over" },
  {
    _tag: "SignalRaised",
    key: "unanswered C-1",
    kind: "unanswered",
    accountId: "ACC-1",
    subjectId: "C-1",
    severity: "high",
    evidence: { "case.kind": "complaint" }
  },
  { _tag: "SignalEnded", key: "unanswered C-1", kind: "unanswered" },
  { _tag: "StageChanged", accountId: "ACC-1", from: null, to: "engagement", evidence: {} },
  { ...offer },
  { ...offer, approvalOf: "KAM-2", approvalId: "word-2" },
  { _tag: "OfferAnswered", offerId: "offer-1", answer: "accepted", by: "KAM-2" },
  { _tag: "OfferAnswered", offerId: "offer-1", answer: "declined", by: "KAM-2" },
  { _tag: "ExitAnswered", noticeId: "N-1", answers: { reason: "price", competitor: "Northwind" }, by: "KAM-2" },
  { _tag: "BriefRead", accountId: "ACC-1", by: "KAM-2", producedAt: until },
  { _tag: "MessageResolved", messageId: "m1", as: "delivered", by: "KAM-2" },
  { _tag: "MessageResolved", messageId: "m1", as: "resend", by: "KAM-2" },
  { _tag: "MessageResolved", messageId: "never heard of", as: "drop", by: "policy" },
  settled("accepted", "250 2.0.0 queued"),
  settled("refused", "550 5.1.1 no such user (address)"),
  settled("failed", "relay not reached (given up after attempt 9)"),
  settled("withdrawn"),
  settled("unknown"),
  settled("queued"),
  settled("handing"),
  { _tag: "Ticked", now: told, factsRevision: "9f4c21d0ab77e5", hashes: {} },
  {
    _tag: "Enrolled",
    enrolmentId: "e1",
    programId: "expand",
    version: "v",
    playId: "sensors",
    accountId: "ACC-1",
    occurrence: 1,
    holdout: false,
    evidence: {
      "account.abc": "A",
      "account.isKey": true,
      "account.tier": null,
      "account.types": ["expert", "breadwinner"]
    }
  },
  {
    _tag: "Enrolled",
    enrolmentId: "e1",
    programId: "expand",
    version: "v",
    playId: "sensors",
    accountId: "ACC-1",
    occurrence: 1,
    holdout: true,
    evidence: {}
  },
  { _tag: "StepOpened", enrolmentId: "e1", touchId: "invite", members: ["CON-1", "CON-2", "CON-3"] },
  { _tag: "StepOpened", enrolmentId: "e1", touchId: "invite", members: [] },
  {
    _tag: "TouchHeld",
    ...touch,
    due: told,
    rule: "open-complaint",
    evidence: { "case.id": "CAS-071", "case.kind": "complaint", "case.severity": "high" },
    others: ["weekend", "window"],
    until: null
  },
  {
    _tag: "TouchHeld",
    ...touch,
    due: told,
    rule: "sales-hold",
    evidence: { "hold.id": "H-1", "hold.by": "KAM-2", "hold.reason": "{brace}" },
    others: [],
    until
  },
  {
    _tag: "TouchHeld",
    ...touch,
    due: told,
    rule: "a rule of the host",
    evidence: { "order.total": 1234.5, "order.open": false },
    others: [],
    until: null
  },
  {
    _tag: "TouchSkipped",
    ...touch,
    reason: "no-consent",
    evidence: { "consent.topic": "product-news", "consent.status": null }
  },
  { _tag: "TouchSkipped", ...touch, reason: "aborted by KAM-2", evidence: {} },
  {
    _tag: "MessageQueued",
    ...touch,
    due: told,
    messageId: "m1",
    version: "v",
    addressHash: "h",
    topic: "t",
    class: "promotional",
    slot: "invite",
    variantId: "chemicals",
    templateId: "sensors.en",
    sender: "program",
    notBefore: told,
    notAfter: until,
    trace: ['"chemicals" is chosen: its rule holds: account.industry is "chemicals"']
  },
  {
    _tag: "MessageQueued",
    ...touch,
    due: told,
    messageId: "m1",
    version: "v",
    addressHash: "h",
    topic: "t",
    class: "service",
    ground: { is: "promise: the new sensor", evidence: { "promise.id": "P-1", "promise.madeBy": "KAM-2" } },
    slot: "invite",
    variantId: "chemicals",
    templateId: "sensors.en",
    sender: "program",
    notBefore: told,
    notAfter: until,
    trace: []
  },
  {
    _tag: "MessageQueued",
    ...touch,
    due: told,
    messageId: "m1",
    version: "v",
    addressHash: "h",
    topic: "t",
    class: "promotional",
    slot: "invite",
    variantId: "chemicals",
    templateId: "sensors.en",
    sender: "program",
    notBefore: told,
    notAfter: until,
    offer: {
      offerId: "offer-2",
      id: "autumn",
      kind: "discount",
      title: "10 % off filters",
      percent: 10,
      endsOn: "2026-06-11" as Calendar.Day,
      endsAt: until
    },
    trace: []
  },
  {
    _tag: "TouchHeld",
    ...touch,
    due: told,
    rule: "margin-floor",
    evidence: {
      "offer.id": "autumn",
      "account.marginPercent": 35,
      "offer.marginAfterPercent": 27.7,
      "offer.marginFloorPercent": 30
    },
    others: [],
    until: null
  },
  { _tag: "TouchSkipped", ...touch, reason: "not-eligible", evidence: { "offer.id": "autumn", "account.abc": null } },
  {
    _tag: "MessageDeferred",
    ...touch,
    messageId: "m1",
    rule: "broken-promise",
    evidence: { "promise.id": "PRM-1" },
    until: null,
    notBefore: null,
    notAfter: null
  },
  {
    _tag: "MessageDeferred",
    ...touch,
    messageId: "m1",
    rule: "released",
    evidence: {},
    until: null,
    notBefore: told,
    notAfter: until
  },
  {
    _tag: "MessageWithdrawn",
    ...touch,
    messageId: "m1",
    reason: "too-late",
    evidence: { "touch.deadlineBusinessDays": 3 }
  },
  {
    _tag: "Exited",
    enrolmentId: "e1",
    programId: "expand",
    accountId: "ACC-1",
    reason: "goal met",
    evidence: { "account.openOpportunities": 1 }
  },
  { _tag: "Exited", enrolmentId: "e1", programId: "expand", accountId: "ACC-1", reason: "completed", evidence: {} },
  {
    _tag: "Exited",
    enrolmentId: "e1",
    programId: "expand",
    accountId: "ACC-1",
    reason: "opted-out",
    evidence: { "consent.topic": "news", "consent.withdrawnBy": ["CON-2"] }
  },
  {
    _tag: "Exited",
    enrolmentId: "e1",
    programId: "expand",
    accountId: "ACC-1",
    reason: "negotiation",
    evidence: { "opportunity.id": "OPP-1", "opportunity.stage": "contract" }
  },
  {
    _tag: "Exited",
    enrolmentId: "e1",
    programId: "expand",
    accountId: "ACC-1",
    reason: "lost",
    evidence: { "account.status": "lost" }
  }
]

const known: Sentences.Names = {
  ...names,
  messages: { m1: { contactId: "CON-2", touchId: "invite" } },
  enrolments: { e1: { accountId: "ACC-1", programId: "expand" } }
}
const english: Sentences.Context = { locale: "en", timeZone: "Europe/London", names: known }
const russian: Sentences.Context = { locale: "ru", timeZone: "Europe/Moscow", names: known }
const lines = (context: Sentences.Context) =>
  `${events.map((event, index) => Sentences.line({ groupId: "ACC-1", seq: index + 1, at: told, event }, context)).join("\n")}\n`

describe("Sentences", () => {
  it("say what a task asks for and why a word is asked, in either language", () => {
    const of = (locale: Sentences.Locale) => ({ locale, timeZone: "UTC", names })
    const offer = { kind: "offer", evidence: { "offer.id": "offer-1" } } as const
    const tasks = [
      { ...offer, text: "offer it and write down the answer: discount: 20 %" },
      { ...offer, text: "remind the client that these terms end on 2027-03-09: discount: 20 %" },
      { ...offer, text: "offer it and write down the answer: better-fitting plan: A-1: to be found" },
      { ...offer, text: "offer it and write down the answer: tea: 2 cups" },
      { ...offer, text: "offer a cup of tea" },
      { kind: "reply", evidence: {}, text: "answer the reply" },
      { kind: "call", evidence: {}, text: "Call them." }
    ] as const
    assert.deepStrictEqual(
      tasks.map((one) => Sentences.taskText(one, of("ru"))),
      [
        "сделать предложение и записать ответ: скидка: 20 %",
        "напомнить клиенту, что условия действуют до 9 мар. 2027: скидка: 20 %",
        "сделать предложение и записать ответ: более подходящий тариф: A-1: подобрать",
        "сделать предложение и записать ответ: tea: 2 cups",
        "offer a cup of tea",
        "ответить на письмо",
        "Call them."
      ]
    )
    assert.strictEqual(Sentences.taskText(tasks[0], of("en")), tasks[0].text)
    const words: ReadonlyArray<Sentences.WordTold> = [
      { role: "superior" },
      { role: "manager", why: { "offer.id": "trip" } },
      { why: { "offer.id": "trip", "account.marginPercent": null } },
      { why: { "margin/floor": "keeps it", "approval/above": "boss has to approve: no powers" } },
      {}
    ]
    assert.deepStrictEqual(
      words.map((one) => Sentences.askedBecause(one, of("en"))),
      [
        "the step asks for the superior's word",
        "the offer trip asks for it",
        "the margin that the offer trip leaves is not known",
        "boss has to approve: no powers",
        ""
      ]
    )
    assert.strictEqual(Sentences.askedBecause({ role: "manager" }, of("ru")), "шаг требует согласия менеджера")
  })

  it("tells every event that the journal knows", () => {
    const tags = Event.Event.members.map((member) => member.fields._tag.schema.literal)
    assert.sameMembers([...new Set(events.map(({ _tag }) => _tag))], [...tags])
    for (const event of events) assert.isTrue(Schema.is(Event.Event)(event), JSON.stringify(event))
  })

  it("says in English what its golden says", async () => {
    await expect(lines(english)).toMatchFileSnapshot("../goldens/sentences.en.txt")
  })

  it("says in Russian what its golden says", async () => {
    await expect(lines(russian)).toMatchFileSnapshot("../goldens/sentences.ru.txt")
  })

  it("says when, what, why and what ends it", () => {
    const event = events.find(({ _tag }) => _tag === "TouchHeld")
    assert.isDefined(event)
    assert.strictEqual(
      Sentences.line({ groupId: "ACC-1", seq: 1, at: told, event }, english),
      "12 May 2026 08:00 — “invite” to Ivo Lenz held: open complaint CAS-071 (high); until someone closes it; also: weekend, outside the window"
    )
  })

  it("tells dates, money and the deal of a negotiation in words, and a step that is a task as one", () => {
    const say = (event: Event.Event, more: Sentences.Names = {}) =>
      Sentences.sentence(event, { ...english, names: { ...known, ...more } })
    const held = { _tag: "TouchHeld", ...touch, due: told, others: [], until: null } as const
    const deal = { "opportunity.id": "OPP-1", "opportunity.stage": "negotiation" }
    const budget = { "program.spentMinor": 40_000, "program.budgetMinor": 50_000 }
    assert.strictEqual(
      say({ ...held, rule: "negotiation", evidence: deal }),
      "“invite” to Ivo Lenz held: negotiation: OPP-1 is in stage negotiation; until it is over or released"
    )
    assert.include(
      say({ ...held, rule: "budget", evidence: budget }, { currency: "EUR" }),
      "€400.00 of €500.00 are spent"
    )
    const overdue = { "promise.dueAt": until, "promise.text": "the test report" }
    const raised = { key: "promise-overdue P-1", kind: "promise-overdue", subjectId: "P-1", accountId: "ACC-1" }
    const signal: Event.Event = { _tag: "SignalRaised", ...raised, severity: "high", evidence: overdue }
    assert.include(say(signal), "promise P-1 was due 19 May 2026 08:00 and is not kept: the test report")
    const asked: Event.Event = { ...task, kind: "anomaly", signalKey: raised.key, evidence: overdue }
    assert.include(
      Sentences.sentence(asked, russian),
      "обещание P-1 просрочено с 19 мая 2026 10:00: the test report: выполнить"
    )
    const opened: Event.Event = { _tag: "StepOpened", enrolmentId: "e1", touchId: "call", members: [] }
    const step: Event.Event = { ...task, enrolmentId: "e1", touchId: "call" }
    const learned = Sentences.learn([{ groupId: "ACC-1", seq: 1, at: told, event: step }])
    assert.strictEqual(say(opened, learned), "touch “call” opened as a task")
  })

  it("tells an id without a name as the id", () => {
    const bare: Sentences.Context = { locale: "en", timeZone: "UTC" }
    assert.strictEqual(Sentences.sentence(activity({ contactId: "constructor" }), bare), "constructor opened a message")
  })

  it("learns from the journal to whom a message goes and of whom an enrolment is", () => {
    const learned = Sentences.learn(journal, input.names)
    assert.deepStrictEqual(learned.messages?.["m5@example.com"], { contactId: "CON-5", touchId: "invite" })
    assert.deepStrictEqual(learned.enrolments?.["enrolment-ACC-3"], { accountId: "ACC-3", programId: "expand" })
  })

  it("has words for everything that should not be", () => {
    for (const rule of AnomalyText.rules) assert.isTrue(Reasons.isKnown(rule), rule)
  })

  it("has words for every guard rail of the core", () => {
    for (const { id, class: ends } of Guard.rules) {
      assert.isTrue(Reasons.isKnown(id), id)
      if (ends === "until a person acts") {
        for (const context of [english, russian]) {
          const event: Event.Event = {
            _tag: "TouchHeld",
            ...touch,
            due: told,
            rule: id,
            evidence: {},
            others: [],
            until: null
          }
          assert.match(Sentences.sentence(event, context), /; (?:until|пока) /u, id)
        }
      }
    }
  })
})
