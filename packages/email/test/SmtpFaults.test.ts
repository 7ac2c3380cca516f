/** Every fault of the delivery table against a server that commits it: the outcome, and that no second copy goes. */
import { assert, describe, it } from "@effect/vitest"
import type { DeliveryOutcome } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import { courier, impatient, login, scripted } from "./Couriers.ts"
import { handOver } from "./Messages.ts"
import { hangUp, lastly, pipelining, reset, say, type Script, silence, trickle, write } from "./ScriptedServer.ts"

type Expected = Partial<DeliveryOutcome.DeliveryOutcome> & { readonly _tag: DeliveryOutcome.DeliveryOutcome["_tag"] }

const recipient = { _tag: "Refused", scope: "recipient" } as const
const soft = { ...recipient, retryable: true, hard: false } as const
const hard = { ...recipient, retryable: false, hard: true } as const
const sender = { _tag: "Refused", scope: "sender", retryable: false, hard: false } as const
const host = { _tag: "Refused", scope: "host", retryable: false, hard: false } as const
const template = { _tag: "Refused", scope: "message", retryable: false, hard: false } as const
const notAccepted = { _tag: "NotAccepted" } as const
const unknown = { _tag: "Indeterminate" } as const

/** What the server does first, then properly; what is expected of the first message; how often its body was taken. */
const faults: ReadonlyArray<readonly [name: string, script: Script, expected: Expected, bodies: number]> = [
  ["421 as greeting", { greeting: say("421 4.3.2 closing") }, notAccepted, 0],
  ["421 4.7.0 as greeting", { greeting: say("421 4.7.0 too many connections") }, notAccepted, 0],
  ["no greeting", { greeting: silence }, notAccepted, 0],
  ["a trickled greeting", { greeting: trickle }, notAccepted, 0],
  ["FIN instead of a greeting", { greeting: hangUp }, notAccepted, 0],
  ["RST instead of a greeting", { greeting: reset }, notAccepted, 0],
  ["554 as greeting", { greeting: say("554 5.3.2 no service here") }, host, 0],
  ["FIN on MAIL", { MAIL: hangUp }, notAccepted, 0],
  ["RST on MAIL", { MAIL: reset }, notAccepted, 0],
  ["silence on MAIL", { MAIL: silence }, notAccepted, 0],
  ["garbage on MAIL", { MAIL: say("what?") }, notAccepted, 0],
  ["a trickled answer to MAIL", { MAIL: trickle }, notAccepted, 0],
  ["FIN on DATA", { DATA: hangUp }, notAccepted, 0],
  ["RST on DATA", { DATA: reset }, notAccepted, 0],
  ["silence on DATA", { DATA: silence }, notAccepted, 0],
  ["a cut-off 550 on RCPT", { RCPT: lastly("550 5.1.1 no su") }, notAccepted, 0],
  ["530 on MAIL", { MAIL: say("530 5.7.0 must issue STARTTLS first") }, host, 0],
  ["450 on MAIL", { MAIL: say("450 4.3.0 try again") }, soft, 0],
  ["5.1.8 on MAIL", { MAIL: say("553 5.1.8 sender domain does not exist") }, sender, 0],
  ["450 on RCPT", { RCPT: say("450 4.2.0 greylisted") }, soft, 0],
  ["451 on RCPT", { RCPT: say("451 try again later") }, soft, 0],
  ["452 on RCPT", { RCPT: say("452 4.2.2 mailbox full") }, soft, 0],
  ["552 on RCPT", { RCPT: say("552 mailbox full") }, soft, 0],
  ["5.2.2 on RCPT", { RCPT: say("552 5.2.2 over quota") }, soft, 0],
  ...["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"].map(
    (code) => [`${code} on RCPT`, { RCPT: say(`550 ${code} no mailbox`) }, { ...hard, enhancedCode: code }, 0] as const
  ),
  ["5.1.1 after the dot", { message: say("550 5.1.1 no mailbox") }, hard, 1],
  ...["5.7.1", "5.7.25", "5.7.26", "5.7.515"].map(
    (code) => [`${code} on RCPT`, { RCPT: say(`550 ${code} not you`) }, { ...sender, enhancedCode: code }, 0] as const
  ),
  ["5.7.1 after the dot", { message: say("554 5.7.1 spam") }, sender, 1],
  [
    "421 4.7.x on RCPT",
    { RCPT: (socket) => socket.end("421 4.7.28 rate limited\r\n") },
    { ...soft, enhancedCode: "4.7.28" },
    0
  ],
  ["421 4.7.x after the dot", { message: (socket) => socket.end("421 4.7.0 rate limited\r\n") }, soft, 1],
  ["421 on RCPT", { RCPT: (socket) => socket.end("421 closing\r\n") }, notAccepted, 0],
  ["5.3.4 on MAIL", { MAIL: say("552 5.3.4 too big") }, template, 0],
  ["552 after the dot", { message: say("552 message size exceeds the limit") }, template, 1],
  ["5.6.0 after the dot", { message: say("554 5.6.0 broken MIME") }, template, 1],
  ["550 without enhanced code", { RCPT: say("550 no") }, soft, 0],
  ["451 after the dot", { message: say("451 4.3.0 local error") }, soft, 1],
  ["FIN after the dot", { message: [hangUp, say("250 ok")] }, unknown, 1],
  ["RST after the dot", { message: [reset, say("250 ok")] }, unknown, 1],
  ["silence after the dot", { message: [silence, say("250 ok")] }, unknown, 1],
  ["a trickled answer after the dot", { message: [trickle, say("250 ok")] }, unknown, 1],
  ["garbage after the dot", { message: [say("it is done"), say("250 ok")] }, unknown, 1],
  ["a 2xx that is no reply after the dot", { message: [say("2ok"), say("250 ok")] }, unknown, 1],
  ["354 after the dot", { message: [say("354 go on"), say("250 ok")] }, unknown, 1],
  ["250 without line end after the dot", { message: [lastly("250"), say("250 ok")] }, unknown, 1],
  ["250 without line end, then silence", { message: [write("250 ok"), say("250 ok")] }, unknown, 1],
  ["a cut-off 550 after the dot", { message: [lastly("550 5.1.1 no su"), say("250 ok")] }, unknown, 1],
  ["250 and then a drop", { message: [lastly("250 2.0.0 queued\r\n"), say("250 ok")] }, { _tag: "Accepted" }, 1]
]

describe.concurrent("SmtpCourier against a misbehaving relay", () => {
  for (const [name, script, expected, bodies] of faults)
    for (const [way, offered] of [
      ["one by one", {}],
      ["pipelined", pipelining]
    ] as const)
      it.live(`answers ${expected._tag} to ${name}, ${way}, and sends no second copy`, () =>
        Effect.gen(function* () {
          const server = yield* scripted({ ...offered, ...script })
          const isWaiting = /silence|no greeting|trickled/u.test(name)
          const post = yield* courier(server.port, isWaiting ? { timeouts: impatient } : {})
          const outcome = yield* post.deliver(handOver())
          assert.deepInclude(outcome, expected)
          // Whatever a pool would do behind our back it does before or while the next message goes.
          yield* post.deliver(handOver({ messageId: "m2@mail.example.com" }))
          assert.lengthOf(
            server.messages.filter((id) => id.startsWith("m1.")),
            bodies
          )
        })
      )

  it.live("does not accept when nothing listens", () =>
    Effect.gen(function* () {
      const server = yield* scripted()
      yield* Effect.promise(server.stop)
      const post = yield* courier(server.port)
      const outcome = yield* post.deliver(handOver())
      assert.strictEqual(outcome._tag, "NotAccepted")
      assert.include(JSON.stringify(outcome), "ECONNREFUSED")
    })
  )

  it.live("does not accept when the relay's name does not resolve", () =>
    Effect.gen(function* () {
      const post = yield* courier(25, { relay: { host: "relay.invalid", port: 25, secure: false } })
      const outcome = yield* post.deliver(handOver({ class: "service" }))
      assert.strictEqual(outcome._tag, "NotAccepted")
    })
  )

  for (const reply of ["535 5.7.8 bad credentials", "530 5.7.0 authentication required"])
    it.live(`refuses for the host when the login gets ${reply.slice(0, 3)}`, () =>
      Effect.gen(function* () {
        const server = yield* scripted({ AUTH: say(reply) })
        const relay = { host: "127.0.0.1", port: server.port, secure: false, login: login("robot", "hush-hush") }
        const post = yield* courier(server.port, { relay })
        const outcome = yield* post.deliver(handOver())
        assert.deepInclude(outcome, host)
        assert.notInclude(JSON.stringify(outcome), "hush")
        assert.lengthOf(server.messages, 0)
      })
    )

  it.live("waits with 454 at the login", () =>
    Effect.gen(function* () {
      const server = yield* scripted({ AUTH: say("454 4.7.0 temporary failure") })
      const relay = { host: "127.0.0.1", port: server.port, secure: false, login: login("robot", "hush-hush") }
      const post = yield* courier(server.port, { relay })
      assert.strictEqual((yield* post.deliver(handOver()))._tag, "NotAccepted")
    })
  )

  it.live("tries 503 once more on a new connection", () =>
    Effect.gen(function* () {
      const server = yield* scripted({ MAIL: [say("503 5.5.1 bad sequence"), say("250 ok")] })
      const post = yield* courier(server.port)
      assert.strictEqual((yield* post.deliver(handOver()))._tag, "Accepted")
      assert.strictEqual(server.connections(), 2)
      assert.lengthOf(server.messages, 1)
    })
  )

  it.live("refuses for the host when 503 comes twice", () =>
    Effect.gen(function* () {
      const server = yield* scripted({ MAIL: say("503 5.5.1 bad sequence") })
      const post = yield* courier(server.port)
      assert.deepInclude(yield* post.deliver(handOver()), host)
      assert.strictEqual(server.connections(), 2)
    })
  )

  it.live("gives an unexplained refusal three attempts", () =>
    Effect.gen(function* () {
      const server = yield* scripted({ RCPT: say("550 no") })
      const post = yield* courier(server.port)
      const outcomes = yield* Effect.forEach([1, 2, 3], (attempt) => post.deliver(handOver({}, attempt)))
      assert.deepStrictEqual(
        outcomes.map((outcome) => outcome._tag === "Refused" && outcome.retryable),
        [true, true, false]
      )
    })
  )

  it.live("keeps the recipient's address out of the outcome", () =>
    Effect.gen(function* () {
      const server = yield* scripted({ RCPT: say("550 5.1.1 <anna.berg@example.org>: unknown, anna.berg@example.org") })
      const post = yield* courier(server.port)
      const outcome = yield* post.deliver(handOver())
      assert.notInclude(JSON.stringify(outcome), "anna")
      assert.include(JSON.stringify(outcome), "[address]")
    })
  )
})
