import { assert, describe, expect, it } from "@effect/vitest"
import * as GroupState from "../../src/engine/GroupState.ts"
import { Event } from "../../src/journal/Event.ts"
import { dayMillis, instant, type Instant } from "../../src/kernel/Calendar.ts"
import type { TouchState } from "../../src/program/Enrolment.ts"
import * as WorkEvents from "./WorkEvents.ts"

const { minute, now, show } = WorkEvents

const place = {
  enrolmentId: "e1",
  programId: "care",
  playId: "main",
  touchId: "t1",
  accountId: "arrow",
  contactId: "anna"
}
const messageId = "m1@vendor.example"
const message = { addressHash: "h1", templateId: "main.en" }

/** The touch in every state that it can be in. */
const touches: Readonly<Record<string, TouchState | undefined>> = {
  "not yet due": undefined,
  "held by a person": { status: "held", at: minute(5), deadlineFrom: minute(0), rule: "sales-hold", until: null },
  "held for a time": { status: "held", at: minute(5), deadlineFrom: minute(0), rule: "window", until: minute(90) },
  "queued in a slot": {
    status: "queued",
    at: minute(5),
    deadlineFrom: minute(0),
    messageId,
    message,
    notAfter: minute(500)
  },
  "queued, held by a person": {
    status: "queued",
    at: minute(5),
    deadlineFrom: minute(0),
    messageId,
    message,
    rule: "sales-hold",
    until: null,
    notAfter: null
  },
  sent: { status: "sent", at: minute(6), deadlineFrom: minute(0), messageId, message },
  skipped: { status: "skipped", at: minute(6), deadlineFrom: minute(0), messageId, message, rule: "replied" },
  refused: { status: "refused", at: minute(6), deadlineFrom: minute(0), messageId, message, rule: "no such mailbox" },
  failed: { status: "failed", at: minute(6), deadlineFrom: minute(0), messageId, message, rule: "no body" },
  unknown: { status: "unknown", at: minute(6), deadlineFrom: minute(0), messageId, message, rule: "no answer" }
}

const settled = (state: "accepted" | "refused" | "failed" | "withdrawn" | "unknown"): Event => ({
  _tag: "MessageSettled",
  messageId,
  attempt: 1,
  state,
  handedAt: state === "failed" || state === "withdrawn" ? null : minute(59),
  reason: state === "accepted" ? null : "as told"
})
const activity = (kind: "bounced" | "replied" | "unsubscribed" | "complained" | "opened", hard?: boolean): Event => ({
  _tag: "ActivityRecorded",
  activity: { kind, contactId: "anna", at: minute(58), messageId, ...(hard === undefined ? {} : { hard }) }
})
const resolved = (as: "delivered" | "resend" | "drop"): Event => ({ _tag: "MessageResolved", messageId, as, by: "mia" })

const events: Readonly<Record<string, Event>> = {
  "held by a person": {
    _tag: "TouchHeld",
    ...place,
    due: minute(1),
    rule: "open-complaint",
    evidence: {},
    others: [],
    until: null
  },
  "held for a time": {
    _tag: "TouchHeld",
    ...place,
    due: minute(1),
    rule: "weekend",
    evidence: {},
    others: [],
    until: minute(99)
  },
  skipped: { _tag: "TouchSkipped", ...place, reason: "too-late", evidence: {} },
  queued: {
    _tag: "MessageQueued",
    ...place,
    due: minute(1),
    messageId,
    version: "v1",
    addressHash: "h1",
    topic: "news",
    class: "promotional",
    slot: "main",
    variantId: "fallback",
    templateId: "main.en",
    sender: "program",
    notBefore: now,
    notAfter: minute(500),
    trace: []
  },
  "deferred, held": {
    _tag: "MessageDeferred",
    ...place,
    messageId,
    rule: "window",
    evidence: {},
    until: minute(99),
    notBefore: null,
    notAfter: null
  },
  "deferred, released": {
    _tag: "MessageDeferred",
    ...place,
    messageId,
    rule: "released",
    evidence: {},
    until: null,
    notBefore: now,
    notAfter: minute(600)
  },
  withdrawn: { _tag: "MessageWithdrawn", ...place, messageId, reason: "replied", evidence: {} },
  "settled: accepted": settled("accepted"),
  "settled: refused": settled("refused"),
  "settled: failed": settled("failed"),
  "settled: withdrawn": settled("withdrawn"),
  "settled: unknown": settled("unknown"),
  "resolved: delivered": resolved("delivered"),
  "resolved: resend": resolved("resend"),
  "resolved: drop": resolved("drop"),
  "bounced hard": activity("bounced", true),
  "bounced soft": activity("bounced", false),
  replied: activity("replied"),
  unsubscribed: activity("unsubscribed"),
  complained: activity("complained"),
  opened: activity("opened")
}

/** An enrolment with the touch in a state; queued, sent and unknown messages are counted. */
const stateWith = (touch: TouchState | undefined): GroupState.GroupState => ({
  ...GroupState.empty,
  seq: 9,
  enrolments: {
    e1: {
      enrolmentId: "e1",
      programId: "care",
      version: "v1",
      playId: "main",
      accountId: "arrow",
      occurrence: 1,
      holdout: false,
      enteredAt: minute(0),
      opened: { t1: { at: minute(0), members: ["anna"] } },
      touches: touch === undefined ? {} : { t1: { anna: touch } },
      exited: null
    }
  },
  counted:
    touch !== undefined && ["sent", "unknown"].includes(touch.status)
      ? [{ messageId, contactId: "anna", accountId: "arrow", at: minute(6) }]
      : touch?.status === "queued" && touch.notAfter !== null
        ? [{ messageId, contactId: "anna", accountId: "arrow", at: minute(5) }]
        : []
})

const told = (state: GroupState.GroupState, event: Event, at: Instant = now) =>
  GroupState.evolve(state, { seq: state.seq + 1, at, event })
const touchOf = (state: GroupState.GroupState) => state.enrolments["e1"]?.touches["t1"]?.["anna"]

const describeTouch = (before: GroupState.GroupState, after: GroupState.GroupState): string => {
  const touch = touchOf(after)
  const counted = after.counted.map((one) => `counted ${show(one.at)}`)
  if (touch === touchOf(before) && before.counted === after.counted) return "–"
  if (touch === undefined) return touchOf(before) === undefined ? "–" : ["gone", ...counted].join("; ")
  return [
    `${touch.status} ${show(touch.at)}`,
    `deadline from ${show(touch.deadlineFrom)}`,
    ...(touch.spokenAt === undefined ? [] : [`spoken ${show(touch.spokenAt)}`]),
    ...(touch.rule === undefined ? [] : [touch.rule]),
    ...(touch.until === undefined || touch.until === null ? [] : [`until ${show(touch.until)}`]),
    ...(touch.notAfter === undefined
      ? []
      : [touch.notAfter === null ? "no slot" : `slot until ${show(touch.notAfter)}`]),
    ...counted
  ].join("; ")
}

describe("the state of a group", () => {
  it("every state of a touch under every event", async () => {
    const lines = Object.entries(touches).flatMap(([name, touch]) => [
      `${name}:`,
      ...Object.entries({ ...events, ...WorkEvents.events }).map(([what, event]) => {
        const before = stateWith(touch)
        return `  ${what.padEnd(22)} ${describeTouch(before, told(before, event))}`
      })
    ])
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("GroupState.golden.txt")
  })

  it("every kind of event is among them", () => {
    const told = [...Object.values(events), ...Object.values(WorkEvents.events)].map(({ _tag }) => _tag)
    const kinds = Event.members.map(({ fields }) => fields._tag.schema.literal)
    assert.deepStrictEqual([...new Set(told)].toSorted(), kinds.toSorted())
  })

  it("keeps what the message was queued with through all that becomes of it", () => {
    for (const [what, event] of Object.entries(events)) {
      if (event._tag === "TouchHeld" || event._tag === "TouchSkipped") continue
      assert.deepStrictEqual(touchOf(told(stateWith(touches["queued in a slot"]), event))?.message, message, what)
    }
  })

  it("passes over events that name what it does not know", () => {
    for (const [what, event] of Object.entries(events)) {
      // What a person did is kept, whoever it was.
      const kept = { replies: {}, consents: {}, counted: [], absences: {}, softBounces: {}, activities: [] }
      const after = { ...told(GroupState.empty, event), ...kept }
      assert.deepStrictEqual(after, { ...GroupState.empty, seq: GroupState.empty.seq + 1 }, what)
    }
  })

  it("forgets after seven days what no cap asks for", () => {
    const before = stateWith(touches["sent"])
    const ticked = (at: Instant): Event => ({ _tag: "Ticked", now: at, factsRevision: "r1", hashes: {} })
    assert.lengthOf(told(before, ticked(instant(minute(6) + 7 * dayMillis - 1))).counted, 1)
    assert.lengthOf(told(before, ticked(instant(minute(6) + 7 * dayMillis))).counted, 0)
  })

  it("replaces a hold that is placed again, and releases by id, by account, or all", () => {
    const hold = (id: string, accountId?: string): Event => ({
      _tag: "HoldPlaced",
      hold: {
        id,
        kind: "sales",
        reason: "talks",
        by: "mia",
        placedAt: now,
        ...(accountId === undefined ? {} : { accountId })
      }
    })
    const placed = [hold("a", "arrow"), hold("b", "bolt"), hold("c"), hold("a", "arrow")].reduce(
      (state, event) => told(state, event),
      GroupState.empty
    )
    const left = (event: Event) => told(placed, event).holds.map((one) => one.id)
    assert.deepStrictEqual(
      placed.holds.map((one) => one.id),
      ["b", "c", "a"]
    )
    assert.deepStrictEqual(left({ _tag: "HoldReleased", holdId: "c", by: "mia" }), ["b", "a"])
    assert.deepStrictEqual(left({ _tag: "HoldReleased", accountId: "arrow", by: "mia" }), ["b", "c"])
    assert.deepStrictEqual(left({ _tag: "HoldReleased", by: "mia" }), [])
  })

  it("releases holds of sales, or those of the kind that is named: never what a lawyer holds by the way", () => {
    const kinds = ["sales", "negotiation", "legal"] as const
    const placed = kinds.reduce(
      (state, kind) =>
        told(state, { _tag: "HoldPlaced", hold: { id: kind, kind, reason: "r", by: "mia", placedAt: now } }),
      GroupState.empty
    )
    const left = (more: Partial<Extract<Event, { _tag: "HoldReleased" }>>) =>
      told(placed, { _tag: "HoldReleased", by: "mia", ...more }).holds.map(({ id }) => id)
    assert.deepStrictEqual(left({}), ["negotiation", "legal"])
    assert.deepStrictEqual(left({ kind: "legal" }), ["sales", "negotiation"])
    assert.deepStrictEqual(left({ holdId: "legal" }), ["sales", "negotiation"])
    assert.deepStrictEqual(left({ kind: "negotiation", accountId: "arrow" }), [...kinds])
  })

  it("dates a word that came without a date by when it was told", () => {
    const consent = {
      topic: "news",
      purpose: "marketing",
      basis: "consent",
      status: "withdrawn",
      source: "call"
    } as const
    const person = told(GroupState.empty, { _tag: "ConsentChanged", contactId: "anna", consent })
    assert.deepStrictEqual(person.consents["anna"], [{ ...consent, at: now }])
    const all = told(GroupState.empty, { _tag: "ConsentChanged", contactId: "anna", consent, scope: "account" })
    assert.deepStrictEqual(all.accountConsents, [{ contactId: "anna", consent: { ...consent, at: now } }])
  })

  it("takes an unsubscribe for its topic, and a complaint for every topic", () => {
    const unsubscribed = (topic?: string): Event => ({
      _tag: "ActivityRecorded",
      activity: { kind: "unsubscribed", contactId: "anna", at: now, ...(topic === undefined ? {} : { topic }) }
    })
    const topics = (event: Event) => told(GroupState.empty, event).consents["anna"]?.map((one) => one.topic)
    assert.deepStrictEqual(topics(unsubscribed("news")), ["news"])
    assert.deepStrictEqual(topics(unsubscribed()), ["*"])
    assert.deepStrictEqual(topics(activity("complained")), ["*"])
  })

  it("keeps the latest reply, in whatever order they are told", () => {
    const reply = (at: Instant): Event => ({
      _tag: "ActivityRecorded",
      activity: { kind: "replied", contactId: "anna", at }
    })
    const both = told(told(GroupState.empty, reply(minute(9))), reply(minute(3)))
    assert.deepStrictEqual(both.replies, { anna: minute(9) })
  })

  it("ends an enrolment once: the first reason stands", () => {
    const aborted = told(stateWith(undefined), { _tag: "EnrolmentAborted", enrolmentId: "e1", by: "mia" })
    const exited: Event = {
      _tag: "Exited",
      enrolmentId: "e1",
      programId: "care",
      accountId: "arrow",
      reason: "completed",
      evidence: {}
    }
    assert.deepStrictEqual(told(aborted, exited, minute(99)).enrolments["e1"]?.exited, {
      reason: "aborted by mia",
      at: now
    })
  })
})
