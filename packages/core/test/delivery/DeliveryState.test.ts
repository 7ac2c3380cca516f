import { assert, describe, expect, it } from "@effect/vitest"
import { instant } from "../../src/kernel/Calendar.ts"
import * as DeliveryState from "../../src/delivery/DeliveryState.ts"
import * as Retry from "../../src/delivery/Retry.ts"

const minute = (minutes: number) => instant(Date.UTC(2026, 9, 1, 9) + minutes * 60_000)
const now = minute(10)
const retry = Retry.standard

const message = (
  state: DeliveryState.DeliveryState,
  more: Partial<DeliveryState.Message> = {}
): DeliveryState.Message => {
  const begun = state !== "queued"
  return {
    messageId: "m1",
    groupId: "north",
    accountId: "arrow",
    contactId: "anna",
    programId: "spare-parts",
    version: "v1",
    enrolmentId: "e1",
    playId: "first-order",
    touchId: "hello",
    addressHash: "h1",
    topic: "news",
    class: "promotional",
    slot: "body",
    variantId: "a",
    templateId: "hello.hbs",
    sender: "manager",
    offerEndsOn: null,
    state,
    notBefore: minute(0),
    notAfter: minute(600),
    attempt: begun ? 1 : 0,
    date: begun ? minute(5) : null,
    handedAt: begun ? minute(5) : null,
    runner: state === "handing" ? "runner" : null,
    reason: null,
    ...more
  }
}

const answers: Readonly<Record<string, Extract<DeliveryState.Cause, { _tag: "Answered" }>["outcome"]>> = {
  accepted: { _tag: "Accepted", response: "250 ok" },
  "not accepted": { _tag: "NotAccepted", cause: "connection refused" },
  indeterminate: { _tag: "Indeterminate", cause: "no answer after the dot" },
  unsendable: { _tag: "Unsendable", cause: "no text part" },
  ...Object.fromEntries(
    (["recipient", "message", "sender", "host"] as const).flatMap((scope) =>
      [true, false].map((retryable) => [
        `refused ${scope}, ${retryable ? "for now" : "for good"}`,
        { _tag: "Refused" as const, scope, retryable, hard: scope === "recipient" && !retryable, text: "no" }
      ])
    )
  ),
  "refused recipient, for good, not hard": {
    _tag: "Refused",
    scope: "recipient",
    retryable: false,
    hard: false,
    text: "no"
  }
}

const causes: Readonly<Record<string, DeliveryState.Cause>> = {
  deferred: { _tag: "Deferred", notBefore: minute(60), notAfter: minute(120), reason: "window" },
  withdrawn: { _tag: "Withdrawn", reason: "replied" },
  handed: { _tag: "Handed", runner: "runner", now },
  ...Object.fromEntries(
    Object.entries(answers).map(([name, outcome]) => [
      `answered: ${name}`,
      { _tag: "Answered" as const, attempt: 1, outcome, now, retry }
    ])
  ),
  "answered, another attempt: accepted": {
    _tag: "Answered",
    attempt: 2,
    outcome: { _tag: "Accepted", response: "250 ok" },
    now,
    retry
  },
  "runner died": { _tag: "RunnerDied" },
  "evidence: delivered": { _tag: "Evidence", delivered: true, reason: "replied" },
  "evidence: not delivered": { _tag: "Evidence", delivered: false, reason: "bounced" },
  "resolved: delivered": { _tag: "Resolved", as: "delivered", by: "anna" },
  "resolved: resend": { _tag: "Resolved", as: "resend", by: "anna" },
  "resolved: drop": { _tag: "Resolved", as: "drop", by: "anna" }
}

const show = (
  before: DeliveryState.Message,
  { changed, message: after, pause, suppress }: DeliveryState.Step
): string => {
  if (!changed) return "–"
  const fields = Object.entries(after).flatMap(([name, value]) =>
    name !== "state" && value !== before[name as keyof DeliveryState.Message]
      ? [
          `${name}=${typeof value === "number" && value > 1_000 ? `+${(value - minute(0)) / 60_000}min` : String(value)}`
        ]
      : []
  )
  const more = [...(suppress ? ["suppress"] : []), ...(pause === null ? [] : [`pause ${pause.scope} ${pause.id}`])]
  return [after.state, ...fields, ...more].join("; ")
}

const decidedMeanwhile = (name: "withdrawn" | "deferred") =>
  DeliveryState.apply(message("handing"), causes[name] ?? { _tag: "RunnerDied" }).message

const rows: ReadonlyArray<readonly [title: string, before: DeliveryState.Message]> = [
  ...DeliveryState.DeliveryState.literals.map((state) => [state, message(state)] as const),
  ["handing, withdrawn meanwhile", decidedMeanwhile("withdrawn")],
  ["handing, deferred meanwhile", decidedMeanwhile("deferred")]
]

const ends: ReadonlyArray<DeliveryState.DeliveryState> = ["accepted", "refused", "failed", "withdrawn"]

describe("DeliveryState", () => {
  it("every state under every cause", async () => {
    const lines = rows.flatMap(([title, before]) => [
      `${title}:`,
      ...Object.entries(causes).map(([name, cause]) => {
        return `  ${name.padEnd(50)} ${show(before, DeliveryState.apply(before, cause))}`
      })
    ])
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("DeliveryState.golden.txt")
  })

  it("an end is left by nothing", () => {
    for (const state of ends)
      for (const cause of Object.values(causes)) {
        const before = message(state)
        assert.strictEqual(DeliveryState.apply(before, cause).message, before)
      }
  })

  it("nothing but a hand-over leads to handing, and nothing but handing to unknown", () => {
    for (const state of DeliveryState.DeliveryState.literals)
      for (const cause of Object.values(causes)) {
        const before = message(state)
        const after = DeliveryState.apply(before, cause)
        if (!after.changed) continue
        if (after.message.state === "handing" && state !== "handing") assert.strictEqual(cause._tag, "Handed")
        if (after.message.state === "unknown") assert.strictEqual(state, "handing")
        assert.isAtMost(after.message.attempt, before.attempt + (cause._tag === "Handed" ? 1 : 0))
      }
  })

  it("the date of the first hand-over stays", () => {
    const again = DeliveryState.apply(message("queued", { attempt: 1, date: minute(1) }), {
      _tag: "Handed",
      runner: "r",
      now
    })
    assert.deepInclude(again.message, { attempt: 2, date: minute(1), handedAt: now })
  })

  const retried = (row: Partial<DeliveryState.Message>, outcome = answers["not accepted"]) =>
    DeliveryState.apply(message("handing", row), {
      _tag: "Answered",
      attempt: row.attempt ?? 1,
      outcome: outcome ?? assert.fail("no outcome"),
      now,
      retry
    }).message

  it("a retry after the end of the slot waits in the queue for the next decision", () => {
    for (const notAfter of [minute(12), minute(15), minute(16)])
      assert.deepInclude(retried({ notAfter }), { state: "queued", notBefore: minute(15), notAfter })
  })

  it("no tries left, or none within 48 hours of the first, ends in failed", () => {
    assert.strictEqual(retried({ attempt: retry.attempts }).state, "failed")
    const date = instant(now - retry.giveUpAfterMinutes * 60_000)
    assert.strictEqual(retried({ date }).state, "failed")
    assert.strictEqual(retried({ date: instant(date + 5 * 60_000) }).state, "queued")
  })

  it("no reason holds an address, whatever the relay says", () => {
    const text = "450 <anna@arrow.example>: try again, anna@arrow.example; see postmaster@relay.example"
    const said: ReadonlyArray<Extract<DeliveryState.Cause, { _tag: "Answered" }>["outcome"]> = [
      { _tag: "Accepted", response: text },
      { _tag: "NotAccepted", cause: text },
      { _tag: "Indeterminate", cause: text },
      { _tag: "Unsendable", cause: text },
      ...(["recipient", "message", "sender", "host"] as const).flatMap((scope) =>
        [true, false].map((retryable) => ({ _tag: "Refused" as const, scope, retryable, hard: false, text }))
      )
    ]
    for (const outcome of said)
      for (const attempt of [1, retry.attempts]) {
        const { reason } = retried({ attempt }, outcome)
        assert.include(reason, "(address)")
        assert.notInclude(reason, "@")
      }
  })
})
