/** A run that did otherwise than its plan: each difference has the input it comes from, by table. */
import { assert, describe, it } from "@effect/vitest"
import type { Decision, Entry, Event } from "../../src/journal/Event.ts"
import { instant, type Instant } from "../../src/kernel/Calendar.ts"
import * as PlanCauses from "../../src/measurement/PlanCauses.ts"
import * as PlanDiff from "../../src/measurement/PlanDiff.ts"
import * as Enrolment from "../../src/program/Enrolment.ts"

const at = (hours: number): Instant => instant(Date.UTC(2026, 9, 5) + hours * 3_600_000)
const touch = (touchId: string) => ({
  enrolmentId: "e1",
  programId: "grow",
  playId: "main",
  touchId,
  accountId: "arrow",
  contactId: "anna"
})
const queued = (touchId: string, hours: number): Decision => ({
  _tag: "MessageQueued",
  ...touch(touchId),
  due: at(0),
  messageId: `m-${touchId}`,
  version: "v1",
  addressHash: "h",
  topic: "news",
  class: "promotional",
  slot: "main",
  variantId: "a",
  templateId: "main.a",
  sender: "program",
  notBefore: at(hours),
  notAfter: at(hours + 8),
  trace: []
})
const held = (touchId: string, rule: string): Decision => ({
  _tag: "TouchHeld",
  ...touch(touchId),
  due: at(0),
  rule,
  evidence: {},
  others: [],
  until: null
})
const skipped = (touchId: string, reason: string): Decision => ({
  _tag: "TouchSkipped",
  ...touch(touchId),
  reason,
  evidence: {}
})
const imported = (revision: string): Event => ({ _tag: "FactsImported", revision })
const settled = (touchId: string, more: Partial<Extract<Event, { _tag: "MessageSettled" }>> = {}): Event => ({
  _tag: "MessageSettled",
  messageId: `m-${touchId}`,
  attempt: 1,
  state: "accepted",
  handedAt: at(9),
  reason: null,
  ...more
})
const did = (kind: "replied" | "bounced" | "unsubscribed", contactId = "anna", hard?: boolean): Event => ({
  _tag: "ActivityRecorded",
  activity: { kind, contactId, at: at(10), ...(hard === undefined ? {} : { hard }) }
})
const heldBy = (by: string): Event => ({
  _tag: "HoldPlaced",
  hold: { id: "h1", kind: "sales", accountId: "arrow", reason: "price talks", by, placedAt: at(1) }
})
const task: Event = {
  _tag: "TaskCreated",
  taskId: "call-1",
  kind: "call",
  accountId: "arrow",
  contactIds: [],
  enrolmentId: "e1",
  touchId: "call",
  ownerId: "mia",
  followers: [],
  text: "call",
  dueAt: at(9),
  acceptBy: null,
  evidence: {}
}
const journal = (...events: ReadonlyArray<Event>): ReadonlyArray<Entry> =>
  [imported("r1"), ...events].map((event, index) => ({ groupId: "g", seq: index + 1, at: at(index), event }))

const isDecision = (event: Event): event is Decision => "touchId" in event || event._tag === "TaskCreated"

/** The causes of all differences between what was planned and a journal. */
const causes = (
  planned: ReadonlyArray<Decision>,
  events: ReadonlyArray<Event>,
  grounds: PlanDiff.Grounds = { hashes: [], groups: [] }
): ReadonlyArray<string> => {
  const of = (decisions: ReadonlyArray<Event>) =>
    decisions.filter(isDecision).map((event) => ({ groupId: "g", at: at(0), event }))
  const { changes } = PlanDiff.compare(of(planned), of(events))
  return changes.map((change) => {
    const cause = PlanCauses.find(change, { journal: journal(...events), grounds })
    return `${cause.kind}: ${cause.says}`
  })
}

const one = [queued("one", 9)]
const two = [queued("one", 9), queued("two", 33)]

describe("a run that did otherwise than its plan", () => {
  it("did so by an input, which is named", () => {
    const approvalId = Enrolment.approvalIdOf("e1", "one")
    const table: ReadonlyArray<readonly [string, ReadonlyArray<Decision>, ReadonlyArray<Event>, string]> = [
      [
        "a refusal of the first message stops the second",
        two,
        [queued("one", 9), settled("one", { state: "refused", reason: "550" }), skipped("two", "suppressed")],
        "outcome: refused: 550"
      ],
      [
        "a hard bounce heard later",
        two,
        [queued("one", 9), settled("one"), did("bounced", "anna", true), skipped("two", "suppressed")],
        "outcome: hard bounce of anna"
      ],
      [
        "a first message that took three attempts moves the second",
        two,
        [queued("one", 9), settled("one", { attempt: 3 }), queued("two", 57)],
        "retry: accepted at attempt 3"
      ],
      [
        "a reply",
        two,
        [queued("one", 9), settled("one"), did("replied"), skipped("two", "replied")],
        "client: anna replied"
      ],
      [
        "a colleague's reply",
        two,
        [queued("one", 9), did("replied", "ben"), imported("r2"), held("two", "reply-waiting")],
        "client: ben replied"
      ],
      ["an unsubscribe", one, [did("unsubscribed"), skipped("one", "unsubscribed")], "client: anna unsubscribed"],
      [
        "records with a complaint, though a hold was placed as well",
        one,
        [heldBy("mia"), imported("r2"), held("one", "open-complaint")],
        "import: records at revision r2"
      ],
      [
        "a hold, though records came later",
        one,
        [heldBy("mia"), imported("r2"), held("one", "sales-hold")],
        "person: hold by mia: price talks"
      ],
      ["a word that nobody gave", one, [held("one", "awaiting-approval")], `awaited: word ${approvalId} was not given`],
      [
        "a word that was given late",
        one,
        [held("one", "awaiting-approval"), { _tag: "ApprovalGiven", approvalId, by: "mia" }, queued("one", 33)],
        "person: approved by mia"
      ],
      ["a task that nobody did", two, [queued("one", 9), settled("one"), task], "awaited: call-1 is not done"],
      [
        "a reply that the plan drew and nobody gave",
        [queued("one", 9), skipped("two", "replied")],
        [queued("one", 9), settled("one"), queued("two", 33)],
        "awaited: what the plan reckoned with did not come: replied"
      ],
      [
        "a store that no run has gone on with",
        one,
        [{ _tag: "TaskAccepted", taskId: "other", by: "mia" }],
        "late: no run has looked at the group since it would have been due"
      ],
      [
        "a hold that came when it should have gone already",
        [queued("one", 0)],
        [heldBy("mia")],
        "late: no run has looked at the group since it would have been due"
      ],
      [
        "a task of something else is no cause",
        one,
        [{ _tag: "TaskClosed", taskId: "other", by: "mia", outcome: "done" }, queued("one", 33)],
        "late: nothing was told: the run looked at another time than the plan"
      ],
      [
        "what came after the decision is not its cause",
        one,
        [held("one", "no-consent"), did("replied")],
        "late: nothing was told: the run looked at another time than the plan"
      ]
    ]
    for (const [name, planned, events, expected] of table) assert.include(causes(planned, events), expected, name)
  })

  it("did so by other rules or other records, where nothing was told", () => {
    const events = [skipped("one", "no-consent")]
    assert.deepStrictEqual(causes(one, events, { hashes: ["policy"], groups: ["g"] }), ["rules: other policy"])
    assert.deepStrictEqual(causes(one, events, { hashes: [], groups: ["g"] }), [
      "import: the records are others than the plan's"
    ])
  })
})
