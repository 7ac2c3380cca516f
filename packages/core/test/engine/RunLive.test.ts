/** Live runs on a clock that the test holds: dead runners, silent relays, clocks that are wrong. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { Courier, type HandOver } from "../../src/delivery/Courier.ts"
import type { DeliveryOutcome } from "../../src/delivery/DeliveryOutcome.ts"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Runner from "../../src/engine/Runner.ts"
import { Setup } from "../../src/engine/Setup.ts"
import * as Ticker from "../../src/engine/Ticker.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store, StoreError } from "../../src/journal/Store.ts"
import { instant, type Instant } from "../../src/kernel/Calendar.ts"
import { Renderer } from "../../src/message/Renderer.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as Life from "./Life.ts"

const start = Life.at("2026-10-05T09:00")
const second = 1_000
const minute = 60 * second
const names = ["anna", "boris", "clara", "dmitri", "eva", "fyodor"]

/** One account with six people, each of whom is to get one message at once. */
const host = Layer.mergeAll(
  RecordsInMemory.layer([Life.records({ contacts: names.map((name) => Life.contact(name)) })]),
  Layer.succeed(Setup, {
    definitions: Definition.collect([Life.program({}, [{}])]),
    policy: Life.wideOpen,
    retry: Retry.standard,
    sender: { name: "Vendor", email: "news@vendor.example", postalAddress: "1 Street", company: "Vendor" },
    unsubscribe: { mailto: "unsubscribe@vendor.example" },
    locale: "en",
    segmentOf: () => null
  }),
  Layer.succeed(Renderer, {
    render: (templateId) =>
      Effect.succeed({
        templateId,
        templateHash: "h",
        locale: "en",
        subject: "Hello",
        html: "<p>1 Street</p>",
        text: "1 Street"
      })
  })
)

const accepted: DeliveryOutcome = { _tag: "Accepted", response: "250 ok" }
const notAccepted: DeliveryOutcome = { _tag: "NotAccepted", cause: "connection refused" }

/** A relay that answers as told, and remembers what it was asked. */
const relay = (answer: () => DeliveryOutcome, millis = 0) => {
  const asked: Array<string> = []
  const deliver = ({ message }: HandOver) =>
    Effect.gen(function* () {
      asked.push(message.messageId)
      yield* Effect.sleep(millis)
      return answer()
    })
  return { asked, layer: Layer.succeed(Courier, { mode: "live" as const, connections: 1, deliver }) }
}

const states = Effect.gen(function* () {
  const messages = yield* (yield* Store).messages()
  return messages.map((message) => message.state).toSorted()
})
const all = (state: string): ReadonlyArray<string> => names.map(() => state)

/** Runs in the background; answers its end and what it said. */
const begin = Effect.fnUntraced(function* (once: boolean, runner = "here") {
  const said: Array<Runner.Progress> = []
  const report = (progress: Runner.Progress) => Effect.sync(() => void said.push(progress))
  const fiber = yield* Effect.forkChild(Runner.runLive({ runner, once, report }))
  yield* Effect.yieldNow
  return { fiber, said }
})

const live = MemoryStore.layer({ mode: "live" })
const world = <A, E>(
  body: Effect.Effect<A, E, Runner.Needs>,
  courier: Layer.Layer<Courier>,
  store: Layer.Layer<Store> = live
): Effect.Effect<A, E> =>
  Effect.andThen(TestClock.setTime(start), body).pipe(Effect.provide(Layer.mergeAll(host, courier, store)))

describe("a live run", () => {
  it.effect("with once is done when everything due has gone", () => {
    const { asked, layer } = relay(() => accepted)
    return world(
      Effect.gen(function* () {
        const { fiber } = yield* begin(true)
        yield* TestClock.adjust(minute)
        assert.deepStrictEqual(yield* Fiber.join(fiber), { _tag: "Done" })
        assert.deepStrictEqual(yield* states, all("accepted"))
        assert.lengthOf(asked, names.length)
      }),
      layer
    )
  })

  it.effect("with once stays until what a dead runner was handing over is known to be unknown", () => {
    const { asked, layer } = relay(() => accepted)
    return world(
      Effect.gen(function* () {
        const store = yield* Store
        yield* Runner.importFacts(start)
        yield* Ticker.tick("arrow", start)
        const [first] = yield* store.ready(start, 1)
        assert.isDefined(first)
        yield* store.heartbeat("dead", start)
        yield* store.hand(first === undefined ? [] : [first], "dead", start)
        const { fiber, said } = yield* begin(true)
        yield* TestClock.adjust(60 * second)
        assert.isUndefined(fiber.pollUnsafe())
        assert.deepStrictEqual(
          said.filter((one) => one._tag === "Awaiting"),
          [{ _tag: "Awaiting", messages: 1 }]
        )
        yield* TestClock.adjust(10 * second)
        assert.deepStrictEqual(yield* Fiber.join(fiber), { _tag: "Done" })
        assert.deepStrictEqual(yield* states, [...all("accepted").slice(1), "unknown"])
        assert.notInclude(asked, first?.messageId)
      }),
      layer
    )
  })

  it.effect("with once asks a silent relay three times, spares all other messages, and says so", () => {
    const { asked, layer } = relay(() => notAccepted)
    return world(
      Effect.gen(function* () {
        const { fiber } = yield* begin(true)
        yield* TestClock.adjust(minute)
        assert.deepStrictEqual(yield* Fiber.join(fiber), { _tag: "RelaySilent", cause: "connection refused" })
        assert.lengthOf(asked, 3)
        assert.strictEqual(new Set(asked).size, 1)
        const messages = yield* (yield* Store).messages()
        assert.deepStrictEqual(
          messages.filter((one) => one.attempt > 0).map((one) => one.attempt),
          [1]
        )
        assert.deepStrictEqual(yield* states, all("queued"))
      }),
      layer
    )
  })

  it.effect("lets a silent relay rest, asks again with one message, and goes on when it answers", () => {
    let isSilent = true
    const { asked, layer } = relay(() => (isSilent ? notAccepted : accepted))
    return world(
      Effect.gen(function* () {
        const { fiber, said } = yield* begin(false)
        yield* TestClock.adjust(10 * second)
        assert.lengthOf(asked, 3)
        yield* TestClock.adjust(10 * second)
        assert.lengthOf(asked, 4, "one question after the rest of 15 seconds")
        assert.lengthOf(
          said.filter((one) => one._tag === "RelaySilent"),
          2
        )
        isSilent = false
        yield* TestClock.adjust(minute)
        assert.deepStrictEqual(yield* states, [...all("accepted").slice(2), "queued", "queued"])
        yield* TestClock.adjust(5 * minute)
        assert.deepStrictEqual(yield* states, all("accepted"), "those that were tried had their turn later")
        yield* Fiber.interrupt(fiber)
      }),
      layer
    )
  })

  it.effect("goes on living after a heartbeat that failed", () => {
    const { layer } = relay(() => accepted, 4 * second)
    let beats = 0
    const busy = new StoreError({ reason: "busy", message: "busy", retryable: true })
    const flaky = Layer.effect(
      Store,
      Effect.map(MemoryStore.make({ mode: "live" }), (store) =>
        Store.of({
          ...store,
          heartbeat: (runner, now) =>
            Effect.suspend(() => {
              beats += 1
              return beats === 2 || beats === 3 ? Effect.fail(busy) : store.heartbeat(runner, now)
            })
        })
      )
    )
    return world(
      Effect.gen(function* () {
        const { fiber } = yield* begin(true)
        yield* TestClock.adjust(2 * minute)
        assert.deepStrictEqual(yield* Fiber.join(fiber), { _tag: "Done" })
        assert.deepStrictEqual(yield* states, all("accepted"))
      }),
      layer,
      flaky
    )
  })

  const decidedAhead = (ahead: number) =>
    Effect.gen(function* () {
      yield* Runner.importFacts(start)
      const at: Instant = instant(start + ahead)
      yield* Ticker.tick("arrow", at)
      return at
    })

  it.effect("sends nothing while the clock is more than five minutes behind the last decision", () => {
    const { asked, layer } = relay(() => accepted)
    return world(
      Effect.gen(function* () {
        const decidedAt = yield* decidedAhead(6 * minute)
        const once = yield* begin(true, "once")
        assert.deepStrictEqual(yield* Fiber.join(once.fiber), { _tag: "ClockBehind", millis: 6 * minute, decidedAt })
        const { fiber, said } = yield* begin(false)
        yield* TestClock.adjust(30 * second)
        assert.lengthOf(asked, 0)
        assert.lengthOf(
          said.filter((one) => one._tag === "ClockBehind"),
          1
        )
        yield* TestClock.adjust(minute)
        assert.deepStrictEqual(yield* states, all("accepted"), "the clock has caught up")
        yield* Fiber.interrupt(fiber)
      }),
      layer
    )
  })

  it.effect("never hands over earlier than the last decision", () => {
    const { layer } = relay(() => accepted)
    return world(
      Effect.gen(function* () {
        const decidedAt = yield* decidedAhead(4 * minute)
        const { fiber } = yield* begin(true)
        yield* TestClock.adjust(minute)
        assert.deepStrictEqual(yield* Fiber.join(fiber), { _tag: "Done" })
        for (const message of yield* (yield* Store).messages()) assert.strictEqual(message.handedAt, decidedAt)
      }),
      layer
    )
  })

  it.effect("ends what is on its way when it is interrupted", () => {
    const { asked, layer } = relay(() => accepted, 10 * second)
    return world(
      Effect.gen(function* () {
        const { fiber } = yield* begin(false)
        yield* TestClock.adjust(15 * second)
        const stopping = yield* Effect.forkChild(Fiber.interrupt(fiber))
        yield* TestClock.adjust(10 * second)
        yield* Fiber.join(stopping)
        assert.lengthOf(asked, 2)
        assert.deepStrictEqual(yield* states, ["accepted", "accepted", ...all("queued").slice(2)])
      }),
      layer
    )
  })
})
