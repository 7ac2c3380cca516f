import { assert, describe, it } from "@effect/vitest"
import { Courier, type DeliveryOutcome } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Ref from "effect/Ref"
import * as Scope from "effect/Scope"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import PostalMime from "postal-mime"
import * as SmtpCourier from "../src/SmtpCourier.ts"
import { courier, login, scripted, sink, timeouts } from "./Couriers.ts"
import { handOver } from "./Messages.ts"
import { say, silence } from "./ScriptedServer.ts"

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "sink-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

describe("SmtpCourier", () => {
  it.live("hands a message to a real server, as it was composed, and keeps its answer", () =>
    Effect.gen(function* () {
      const file = join(yield* folder, "ids")
      const server = yield* sink({ file })
      const post = yield* courier(server.port)
      const outcome = yield* post.deliver(handOver())
      assert.strictEqual(outcome._tag, "Accepted")
      assert.lengthOf(server.received, 1)
      const [got] = server.received
      assert.strictEqual(got?.from, "news@example.com")
      assert.deepStrictEqual(got?.recipients, ["anna.berg@example.org"])
      assert.strictEqual(readFileSync(file, "utf8"), "m1.4f2a@mail.example.com\n")
      const email = yield* Effect.promise(() => PostalMime.parse(got?.raw ?? ""))
      assert.strictEqual(email.subject, "Bearings for line 3")
      assert.strictEqual(email.text?.trimEnd(), "Dear Anna, the bearings are here.\n\n.\nA line with one dot above.")
      assert.isFalse(email.headers.some(({ key }) => key === "dkim-signature" || key === "x-mailer"))
      assert.lengthOf(
        email.headers.filter(({ key }) => key === "list-unsubscribe"),
        1
      )
    })
  )

  it.live("writes an internationalised domain in its ASCII form", () =>
    Effect.gen(function* () {
      const server = yield* scripted()
      const post = yield* courier(server.port)
      const outcome = yield* post.deliver(handOver({ to: { name: "Анна", address: "Anna@bücher.example" } }))
      assert.strictEqual(outcome._tag, "Accepted")
      assert.include(server.commands, "RCPT TO:<Anna@xn--bcher-kva.example>")
    })
  )

  it.live("hands over to one recipient whatever the name says", () =>
    Effect.gen(function* () {
      const server = yield* sink()
      const post = yield* courier(server.port)
      const names = [
        "Bob <evil@example.com>, <u@example.com>",
        "Bob\r\nRCPT TO:<evil@example.com>",
        "Bob\u2028x",
        "\u202Eevil",
        "x".repeat(10_000)
      ]
      yield* Effect.forEach(names, (name, index) =>
        post.deliver(
          handOver({ messageId: `n${index}@mail.example.com`, to: { name, address: "anna.berg@example.org" } })
        )
      )
      assert.lengthOf(server.received, names.length)
      for (const { recipients, raw } of server.received) {
        assert.deepStrictEqual(recipients, ["anna.berg@example.org"])
        const email = yield* Effect.promise(() => PostalMime.parse(raw))
        assert.lengthOf(email.to ?? [], 1)
      }
    })
  )

  it.live("carries many messages over few connections", () =>
    Effect.gen(function* () {
      const server = yield* scripted()
      const post = yield* courier(server.port, { connections: 3 })
      assert.strictEqual(post.connections, 3)
      const ids = Array.from({ length: 60 }, (_, index) => `b${index}@mail.example.com`)
      const outcomes = yield* Effect.forEach(ids, (messageId) => post.deliver(handOver({ messageId })), {
        concurrency: 20
      })
      assert.isTrue(outcomes.every(({ _tag }) => _tag === "Accepted"))
      assert.deepStrictEqual(server.messages.toSorted(), ids.toSorted())
      assert.isAtMost(server.connections(), 3)
    })
  )

  it.live("logs in, and refuses for the host with a wrong password, which it does not repeat", () =>
    Effect.gen(function* () {
      const server = yield* sink({ login: { user: "robot", password: "right-one" } })
      const relay = { host: "127.0.0.1", port: server.port, secure: false }
      const good = yield* courier(server.port, { relay: { ...relay, login: login("robot", "right-one") } })
      const bad = yield* courier(server.port, { relay: { ...relay, login: login("robot", "wrong-one") } })
      assert.strictEqual((yield* good.deliver(handOver()))._tag, "Accepted")
      const outcome = yield* bad.deliver(handOver())
      assert.deepInclude(outcome, { _tag: "Refused", scope: "host", retryable: false })
      assert.notInclude(JSON.stringify(outcome), "wrong-one")
      assert.lengthOf(server.received, 1)
    })
  )

  it.live("refuses promotional mail to a relay elsewhere without one-click unsubscribe, asking nobody", () =>
    Effect.gen(function* () {
      const post = yield* SmtpCourier.make({ relay: { host: "relay.invalid", port: 25, secure: false }, timeouts })
      const outcome = yield* post.deliver(handOver())
      assert.deepInclude(outcome, { _tag: "Refused", scope: "sender", retryable: false, hard: false })
      assert.include(JSON.stringify(outcome), "one-click")
    })
  )

  it.live("refuses a name that is no address, asking nobody", () =>
    Effect.gen(function* () {
      const server = yield* scripted()
      const post = yield* courier(server.port)
      const outcome = yield* post.deliver(handOver({ to: { name: "A", address: "a@example.org>, <evil@example.com" } }))
      assert.deepInclude(outcome, { _tag: "Refused", scope: "recipient", retryable: false, hard: false })
      assert.strictEqual(server.connections(), 0)
    })
  )

  it.effect("rehearses only with a relay on this machine", () =>
    Effect.gen(function* () {
      const remote = { host: "relay.example.com", port: 25, secure: false }
      const error = yield* Effect.flip(SmtpCourier.make({ relay: remote, mode: "rehearsal" }))
      assert.strictEqual(error._tag, "RelayNotAllowed")
      assert.isFalse(error.retryable)
      const local = yield* SmtpCourier.make({ relay: { ...remote, host: "localhost" }, mode: "rehearsal" })
      assert.strictEqual(local.mode, "rehearsal")
      assert.strictEqual((yield* SmtpCourier.make({ relay: remote })).mode, "live")
    })
  )

  it.live("is a layer for the port", () =>
    Effect.gen(function* () {
      const server = yield* sink()
      const relay = { host: "127.0.0.1", port: server.port, secure: false }
      const outcome = yield* Courier.Courier.use((post) => post.deliver(handOver())).pipe(
        Effect.provide(SmtpCourier.layer({ relay, timeouts }))
      )
      assert.strictEqual(outcome._tag, "Accepted")
    })
  )
})

/** Delivers as the sender does, without letting go of the outcome, and interrupts when the server has reached a point. */
const interrupted = (point: "MAIL" | "message", behave: "silent" | "slow") =>
  Effect.gen(function* () {
    const answer = Promise.withResolvers<void>()
    const late = (socket: Parameters<typeof silence>[0]) => {
      void answer.promise.then(() => say("250 2.0.0 ok")(socket))
    }
    const server = yield* scripted({ [point]: behave === "silent" ? silence : late })
    const post = yield* courier(server.port, {
      timeouts: { ...timeouts, drainMillis: behave === "silent" ? 50 : 10_000 }
    })
    const seen = yield* Ref.make<DeliveryOutcome.DeliveryOutcome | undefined>(undefined)
    const fiber = yield* Effect.forkChild(
      Effect.uninterruptible(Effect.flatMap(post.deliver(handOver()), (outcome) => Ref.set(seen, outcome)))
    )
    yield* Effect.promise(() => server.reached(point))
    const stopping = yield* Effect.forkChild(Fiber.interrupt(fiber), { startImmediately: true })
    answer.resolve()
    yield* Fiber.join(stopping)
    return { outcome: yield* Ref.get(seen), server }
  })

describe("SmtpCourier interrupted", () => {
  it.live("has not accepted while nothing has left", () =>
    Effect.gen(function* () {
      const { outcome, server } = yield* interrupted("MAIL", "silent")
      assert.strictEqual(outcome?._tag, "NotAccepted")
      assert.lengthOf(server.messages, 0)
    })
  )

  it.live("does not know after the dot without an answer", () =>
    Effect.gen(function* () {
      const { outcome, server } = yield* interrupted("message", "silent")
      assert.strictEqual(outcome?._tag, "Indeterminate")
      assert.lengthOf(server.messages, 1)
    })
  )

  it.live("still hears an answer that comes in time", () =>
    Effect.gen(function* () {
      const { outcome } = yield* interrupted("message", "slow")
      assert.strictEqual(outcome?._tag, "Accepted")
    })
  )

  it.live("says what it knows when its scope closes", () =>
    Effect.gen(function* () {
      const server = yield* scripted({ message: silence })
      const scope = yield* Scope.make()
      const post = yield* Scope.provide(courier(server.port), scope)
      const fiber = yield* Effect.forkChild(post.deliver(handOver()))
      yield* Effect.promise(() => server.reached("message"))
      yield* Scope.close(scope, Exit.void)
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "Indeterminate")
      assert.strictEqual((yield* post.deliver(handOver({ messageId: "m2@mail.example.com" })))._tag, "NotAccepted")
      assert.lengthOf(server.messages, 1)
    })
  )
})
