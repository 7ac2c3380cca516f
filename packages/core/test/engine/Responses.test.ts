/** Responses are drawn at the declared rates, the same ones for the same seed, and a plan hears them as a run would. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Plan from "../../src/engine/Plan.ts"
import * as Responses from "../../src/engine/Responses.ts"
import { Setup } from "../../src/engine/Setup.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import { dayMillis, instant } from "../../src/kernel/Calendar.ts"
import * as CanonicalJson from "../../src/kernel/CanonicalJson.ts"
import { Renderer } from "../../src/message/Renderer.ts"
import * as Scenario from "./Scenario.ts"

const none: Responses.Rates = { reply: 0, outOfOffice: 0, softBounce: 0, hardBounce: 0, unsubscribe: 0 }
const handedAt = Scenario.start
const kindOf = ({ input }: ReturnType<typeof Responses.draw>[number]): string =>
  input._tag === "ActivityRecorded"
    ? `${input.activity.hard === true ? "hard " : ""}${input.activity.kind}`
    : input._tag
const drawn = (rates: Partial<Responses.Rates>, count: number, seed = 1) =>
  Array.from({ length: count }, (_, index) =>
    Responses.draw({ groupId: "g", contactId: "c", messageId: `m${index}@v.example` }, handedAt, {
      seed,
      rates: { ...none, ...rates }
    })
  )

describe("responses", () => {
  it("come at their rates", () => {
    const cases: ReadonlyArray<readonly [keyof Responses.Rates, string]> = [
      ["reply", "replied"],
      ["outOfOffice", "out of office"],
      ["softBounce", "bounced"],
      ["hardBounce", "hard bounced"],
      ["unsubscribe", "unsubscribed"]
    ]
    for (const [rate, kind] of cases) {
      const found = drawn({ [rate]: 0.1 }, 4000).flat()
      assert.deepStrictEqual([...new Set(found.map(kindOf))], [kind])
      assert.closeTo(found.length / 4000, 0.1, 0.015, kind)
      for (const one of found) {
        const waited = one.at - handedAt
        assert.isTrue(waited >= 60_000 && waited <= 3 * dayMillis, `${kind} after ${waited} ms`)
      }
    }
  })

  it("to what bounced there are none", () => {
    const all = { reply: 1, outOfOffice: 1, unsubscribe: 1 }
    assert.deepStrictEqual(
      drawn({ ...all, hardBounce: 1 }, 1)
        .flat()
        .map(kindOf),
      ["hard bounced"]
    )
    assert.deepStrictEqual(
      drawn({ ...all, softBounce: 1 }, 1)
        .flat()
        .map(kindOf),
      ["bounced"]
    )
    assert.deepStrictEqual(drawn(all, 1).flat().map(kindOf), ["out of office", "replied", "unsubscribed"])
  })

  it("of one kind stay when the rate of another changes, and are others for another seed", () => {
    const replies = drawn({ reply: 0.2 }, 500).flat()
    const beside = drawn({ reply: 0.2, unsubscribe: 0.5 }, 500).flat()
    assert.deepStrictEqual(
      beside.filter((one) => kindOf(one) === "replied"),
      replies
    )
    assert.notDeepEqual(drawn({ reply: 0.2 }, 500, 2).flat(), replies)
  })

  it("are assumed at the rates that the reference names", () => {
    assert.deepStrictEqual(Responses.standard, {
      reply: 0.02,
      outOfOffice: 0.03,
      softBounce: 0.01,
      hardBounce: 0.005,
      unsubscribe: 0.003
    })
    assert.throws(() => Schema.decodeUnknownSync(Responses.Rates)({ reply: 2 }))
  })
})

/** Several groups under the programs and the policy of the first. */
const worlds = Array.from({ length: 4 }, (_, index) => Scenario.world(Scenario.random(20 + index), `g${index}`, true))
const world = worlds[0] ?? Scenario.world(Scenario.random(20))
const ports = Layer.mergeAll(
  RecordsInMemory.layer(worlds.map(({ market }) => market.records)),
  Layer.succeed(Setup, {
    definitions: world.definitions,
    policy: world.policy,
    retry: Retry.standard,
    sender: { name: "S", email: "s@s.example", postalAddress: "1 Quay", company: "S" },
    unsubscribe: { mailto: "u@s.example" },
    locale: "en",
    segmentOf: (groupId) => worlds.find(({ market }) => market.records.groupId === groupId)?.market.segment ?? null
  }),
  Layer.succeed(Renderer, {
    render: (templateId: string) =>
      Effect.succeed({
        templateId,
        templateHash: "1",
        locale: "en",
        subject: "s",
        html: "<p>1 Quay</p>",
        text: "1 Quay"
      })
  })
)
const planned = (responses?: Responses.Draw) =>
  Effect.map(
    Plan.plan({
      from: Scenario.start,
      until: instant(Scenario.start + 40 * dayMillis),
      ...(responses === undefined ? {} : { responses })
    }).pipe(Effect.provide(ports)),
    (result) => ({ text: CanonicalJson.encode(result.decisions), totals: result.totals })
  )

describe("a plan with responses", () => {
  it.effect("is the plan without them where every rate is nought", () =>
    Effect.gen(function* () {
      const without = yield* planned()
      assert.isAbove(without.totals.sent, 0)
      assert.deepStrictEqual(yield* planned({ seed: 3, rates: none }), without)
    })
  )

  it.effect("is the same again for the same seed, and another one than without", () =>
    Effect.gen(function* () {
      const rates = { ...none, reply: 0.5, unsubscribe: 0.3 }
      const once = yield* planned({ seed: 3, rates })
      assert.deepStrictEqual(yield* planned({ seed: 3, rates }), once)
      assert.notStrictEqual(once.text, (yield* planned()).text)
    })
  )

  it.effect("writes nobody again who says no", () =>
    Effect.gen(function* () {
      const { totals } = yield* planned({ seed: 1, rates: { ...none, unsubscribe: 1 } })
      assert.isAbove(totals.reasons.skipped["unsubscribed"] ?? 0, 0)
    })
  )
})
