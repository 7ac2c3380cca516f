import { assert, describe, it } from "@effect/vitest"
import { DeliveryOutcome } from "@market-of-one/core"
import * as Schema from "effect/Schema"
import * as SmtpAnswer from "../src/SmtpAnswer.ts"
import * as SmtpReply from "../src/SmtpReply.ts"

const stages: ReadonlyArray<SmtpAnswer.Stage> = [
  "local",
  "connect",
  "greeting",
  "hello",
  "tls",
  "login",
  "sender",
  "recipient",
  "data",
  "message"
]
const answer = (
  stage: SmtpAnswer.Stage,
  response: string,
  rest: Partial<Omit<SmtpAnswer.Answer, "reply">> = {}
): SmtpAnswer.Answer => {
  const reply = SmtpReply.parse(response)
  return { stage, bodyRead: stage === "message", attempt: 1, ...(reply === undefined ? {} : { reply }), ...rest }
}

/** The rules as examples, in the order of the table. */
const table: ReadonlyArray<readonly [rule: string, answer: SmtpAnswer.Answer, shown: string]> = [
  ["accepted", answer("message", "250 2.0.0 queued"), "Accepted"],
  ["unanswered-after-body", answer("message", "", { fault: "ETIMEDOUT" }), "Indeterminate"],
  ["unanswered-after-body", answer("connect", "", { bodyRead: true, fault: "ECONNRESET" }), "Indeterminate"],
  ["unanswered-after-body", answer("message", "354 go on"), "Indeterminate"],
  ["unmade", answer("local", "", { fault: "EENVELOPE" }), "Refused message final"],
  ["untrusted", answer("tls", "", { fault: "DEPTH_ZERO_SELF_SIGNED_CERT" }), "Refused host final"],
  ["untrusted", answer("connect", "", { fault: "ERR_TLS_CERT_ALTNAME_INVALID" }), "Refused host final"],
  ["no-way-to-log-in", answer("login", "", { fault: "EAUTH" }), "Refused host final"],
  ["unanswered", answer("connect", "", { fault: "ECONNREFUSED" }), "NotAccepted"],
  ["unanswered", answer("connect", "", { fault: "EDNS" }), "NotAccepted"],
  ["unanswered", answer("tls", "", { fault: "ECONNRESET" }), "NotAccepted"],
  ["unanswered", answer("data", "", { fault: "ECONNECTION" }), "NotAccepted"],
  ["relay-refuses", answer("greeting", "554 no service"), "Refused host final"],
  ["relay-refuses", answer("login", "535 5.7.8 bad credentials"), "Refused host final"],
  ["relay-refuses", answer("tls", "502 5.5.1 no TLS"), "Refused host final"],
  ["relay-busy", answer("greeting", "421 closing"), "NotAccepted"],
  ["relay-busy", answer("login", "454 4.7.0 temporary"), "NotAccepted"],
  ["login-required", answer("sender", "530 5.7.0 log in first"), "Refused host final"],
  ["throttled", answer("recipient", "421 4.7.0 slow down"), "Refused recipient retry"],
  ["throttled", answer("recipient", "450 4.7.1 slow down"), "Refused recipient retry"],
  ["closing", answer("sender", "421 4.3.2 closing"), "NotAccepted"],
  ["closing", answer("message", "421 closing"), "NotAccepted"],
  ["policy", answer("recipient", "550 5.7.1 not you"), "Refused sender final"],
  ["policy", answer("message", "550 5.7.26 unauthenticated"), "Refused sender final"],
  ["protocol-for-recipient", answer("recipient", "550 5.5.0 mailbox unavailable"), "Refused recipient final"],
  ["protocol", answer("recipient", "503 bad sequence"), "Refused host final"],
  ["protocol", answer("data", "554 5.5.1 no valid recipients"), "Refused host final"],
  ["no-mailbox", answer("recipient", "550 5.1.1 unknown"), "Refused recipient hard"],
  ["no-mailbox", answer("message", "550 5.1.10 unknown"), "Refused recipient hard"],
  ["sender-address", answer("recipient", "553 5.1.8 bad sender"), "Refused sender final"],
  ["sender-address", answer("sender", "550 5.1.1 unknown"), "Refused sender final"],
  ["mailbox-full", answer("recipient", "452 4.2.2 full"), "Refused recipient retry"],
  ["mailbox-full", answer("recipient", "552 5.2.2 full"), "Refused recipient retry"],
  ["mailbox-full", answer("recipient", "552 5.2.2 full", { attempt: 3 }), "Refused recipient final"],
  ["mailbox-full", answer("message", "552 exceeded storage allocation"), "Refused recipient retry"],
  ["message-refused", answer("message", "552 too large"), "Refused message final"],
  ["message-refused", answer("sender", "552 5.3.4 too large"), "Refused message final"],
  ["message-refused", answer("message", "554 5.6.3 conversion"), "Refused message final"],
  ["try-later", answer("recipient", "450 4.2.0 greylisted"), "Refused recipient retry"],
  ["try-later", answer("sender", "451 local error"), "Refused recipient retry"],
  ["try-later", answer("recipient", "450 5.1.1 classes disagree"), "Refused recipient retry"],
  ["unexplained", answer("recipient", "550 no"), "Refused recipient retry"],
  ["unexplained", answer("recipient", "550 no", { attempt: 3 }), "Refused recipient final"],
  ["unexplained", answer("recipient", "550 5.4.1 access denied"), "Refused recipient retry"]
]

const show = (outcome: DeliveryOutcome.DeliveryOutcome): string =>
  outcome._tag === "Refused"
    ? `Refused ${outcome.scope} ${outcome.hard ? "hard" : outcome.retryable ? "retry" : "final"}`
    : outcome._tag

/** Every kind of answer: stages, phases, codes with and without enhanced codes, faults, attempts. */
const everyAnswer: ReadonlyArray<SmtpAnswer.Answer> = stages.flatMap((stage) =>
  [false, true].flatMap((bodyRead) =>
    [1, 3].flatMap((attempt) => [
      ...["ECONNECTION", "ETIMEDOUT", "EAUTH", "CERT_HAS_EXPIRED", "EENVELOPE"].map((fault) =>
        answer(stage, "", { bodyRead, attempt, fault })
      ),
      ...[200, 250, 354, 421, 450, 451, 452, 454, 500, 501, 502, 503, 530, 535, 550, 551, 552, 553, 554, 599].flatMap(
        (code) =>
          [
            "",
            ...[1, 2, 3, 4, 5, 6, 7].flatMap((subject) => [0, 1, 2, 3, 4, 8, 10, 26].map((n) => `.${subject}.${n}`))
          ].map((rest) =>
            answer(stage, `${code}${rest === "" ? "" : ` ${String(code)[0]}${rest}`} words`, { bodyRead, attempt })
          )
      )
    ])
  )
)

describe("SmtpAnswer", () => {
  for (const [rule, given, shown] of table)
    it(`${rule}: ${given.stage} ${given.reply === undefined ? given.fault : SmtpReply.show(given.reply)} is ${shown}`, () => {
      const decided = SmtpAnswer.classify(given)
      assert.strictEqual(decided.rule, rule)
      assert.strictEqual(show(decided.outcome), shown)
    })

  it("shows every rule, in the order of the table", () => {
    assert.deepStrictEqual(
      [...new Set(table.map(([rule]) => rule))],
      SmtpAnswer.rules.map((rule) => rule.id)
    )
  })

  it("decides every answer by a rule, with a valid outcome", () => {
    const isOutcome = Schema.is(DeliveryOutcome.DeliveryOutcome)
    for (const given of everyAnswer) {
      const { rule, outcome } = SmtpAnswer.classify(given)
      assert.notStrictEqual(rule, "none")
      assert.isTrue(isOutcome(outcome), rule)
    }
  })

  it("leaves no rule without an answer of its own", () => {
    const used = new Set(everyAnswer.map((given) => SmtpAnswer.classify(given).rule))
    assert.deepStrictEqual(
      SmtpAnswer.rules.map((rule) => rule.id).filter((id) => !used.has(id)),
      []
    )
  })

  it("suppresses only on the listed codes, never on 5.7.x", () => {
    for (const given of everyAnswer) {
      const { outcome } = SmtpAnswer.classify(given)
      if (outcome._tag !== "Refused" || !outcome.hard) continue
      assert.strictEqual(outcome.scope, "recipient")
      assert.include(SmtpAnswer.noMailboxCodes, outcome.enhancedCode)
    }
  })

  it("never says that a message may go again once its body left without an answer", () => {
    for (const given of everyAnswer.filter(({ bodyRead, reply }) => bodyRead && (reply?.code ?? 0) < 400)) {
      assert.include(["Accepted", "Indeterminate"], SmtpAnswer.classify(given).outcome._tag)
    }
  })

  const errors: ReadonlyArray<readonly [object, boolean, SmtpAnswer.Stage, number | undefined]> = [
    [{ code: "EPROTOCOL", command: "CONN", response: "554 no" }, false, "greeting", 554],
    [{ code: "ESOCKET", originalCode: "ECONNREFUSED", command: "CONN" }, false, "connect", undefined],
    [{ code: "ECONNECTION", command: "EHLO", response: "421 closing" }, false, "hello", 421],
    [{ code: "ETLS", command: "STARTTLS", response: "454 later" }, false, "tls", 454],
    [{ code: "ETLS", originalCode: "CERT_HAS_EXPIRED", command: "CONN" }, false, "tls", undefined],
    [{ code: "EAUTH", command: "AUTH PLAIN", response: "535 no" }, false, "login", 535],
    [{ code: "EAUTH", command: "API" }, false, "login", undefined],
    [{ code: "EENVELOPE", command: "MAIL FROM", response: "550 no" }, false, "sender", 550],
    [{ code: "EMESSAGE", command: "MAIL FROM" }, false, "local", undefined],
    [{ code: "EENVELOPE", command: "RCPT TO", response: "550 no" }, false, "recipient", 550],
    [{ code: "EENVELOPE", command: "DATA", response: "451 no" }, false, "data", 451],
    [{ code: "EMESSAGE", command: "DATA", response: "554 no" }, true, "message", 554],
    [{ code: "EENVELOPE", command: "API" }, false, "local", undefined],
    [{ code: "ECONNECTION", command: "API" }, false, "connect", undefined],
    [{ code: "ECONNECTION", command: "CONN", response: "421 4.7.0 slow" }, false, "recipient", 421],
    [{ code: "ECONNECTION", command: "CONN", response: "421 4.7.0 sl" }, true, "connect", undefined],
    [{ code: "ECONNECTION", command: "CONN", response: "550 5.1.1 no" }, false, "connect", undefined],
    [new Error("anything"), false, "connect", undefined]
  ]
  for (const [error, bodyRead, stage, code] of errors)
    it(`reads ${JSON.stringify(error)} as ${stage} ${code ?? "without a reply"}`, () => {
      const read = SmtpAnswer.fromError(error, bodyRead, 2)
      assert.strictEqual(read.stage, stage)
      assert.strictEqual(read.reply?.code, code)
      assert.strictEqual(read.bodyRead, bodyRead)
      assert.strictEqual(read.attempt, 2)
    })
})
