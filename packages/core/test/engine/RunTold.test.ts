/** What is told at a later instant is heard when the clock gets there, and not before. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { Courier } from "../../src/delivery/Courier.ts"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Plan from "../../src/engine/Plan.ts"
import * as Runner from "../../src/engine/Runner.ts"
import { Setup } from "../../src/engine/Setup.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import type { Input } from "../../src/journal/Event.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store, type Told } from "../../src/journal/Store.ts"
import { dayOf, instantOf, type Day, type Zone } from "../../src/kernel/Calendar.ts"
import { Renderer } from "../../src/message/Renderer.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as Policy from "../../src/program/Policy.ts"
import { Program } from "../../src/program/Program.ts"
import * as Scenario from "./Scenario.ts"

const zone = "UTC" as Zone
const at = (day: string, minute = 0) => instantOf(day as Day, minute, zone)

const touch = { to: 'contact.name != ""', slot: "main" }
const { program } = Definition.compile(
  Schema.decodeUnknownSync(Program)({
    id: "weekly",
    name: "Weekly",
    objective: "expand",
    topic: "news",
    audience: 'account.name != ""',
    plays: [
      {
        id: "play",
        touches: [
          { ...touch, id: "one" },
          { ...touch, id: "two", after: "1 week" },
          { ...touch, id: "three", after: "1 week" }
        ]
      }
    ],
    slots: { main: { fallback: { template: "main" } } }
  })
)

const { market } = Scenario.world(Scenario.random(4))
const [account] = market.records.accounts
const [someone] = market.records.contacts
if (program === null || account === undefined || someone === undefined) throw new Error("no world")
const contactId = someone.id
const group = {
  ...market.records,
  cases: [],
  commitments: [],
  accounts: [account],
  contacts: [
    {
      ...someone,
      accountId: account.id,
      email: "a@g.example",
      addressHash: "a",
      timeZone: zone,
      consent: [
        { topic: "news", purpose: "marketing", basis: "consent" as const, status: "given" as const, source: "form" }
      ]
    }
  ]
}

const ports = Layer.mergeAll(
  MemoryStore.layer({ mode: "rehearsal" }),
  RecordsInMemory.layer([group]),
  Layer.succeed(Setup, {
    definitions: Definition.collect([program]),
    policy: Policy.standard,
    retry: Retry.standard,
    sender: { name: "S", email: "s@s.example", postalAddress: "1 Quay", company: "S" },
    unsubscribe: { mailto: "u@s.example" },
    locale: "en",
    segmentOf: () => null
  }),
  Layer.succeed(Renderer, {
    render: (templateId: string) =>
      Effect.succeed({ templateId, templateHash: "1", locale: "en", subject: "s", html: "<p>h</p>", text: "1 Quay" })
  }),
  Layer.succeed(Courier, {
    mode: "rehearsal" as const,
    connections: 1,
    deliver: () => Effect.succeed({ _tag: "Accepted" as const, response: "250" })
  })
)

const tell = (day: string, input: Input, minute = 0): Told => ({
  groupId: group.groupId,
  at: at(day, minute),
  input
})
const replied = (day: string): Told =>
  tell(day, { _tag: "ActivityRecorded", activity: { kind: "replied", contactId, at: at(day) } })

/** The touches sent from Monday the 2nd of March on, each with its day, and the days on which inputs were heard. */
const run = (told: ReadonlyArray<Told>, until = "2026-04-01") =>
  Effect.gen(function* () {
    yield* Runner.runVirtual({ from: at("2026-03-02"), until: at(until), known: { told, suppressions: [] } })
    const { decisions } = yield* Plan.result
    const journal = yield* (yield* Store).journal(group.groupId)
    return {
      queued: decisions.flatMap(({ at: when, event }) =>
        event._tag === "MessageQueued" ? [`${event.touchId} ${dayOf(when, zone)}`] : []
      ),
      heard: journal.flatMap(({ at: when, event }) =>
        event._tag === "ActivityRecorded" || event._tag === "HoldPlaced" || event._tag === "HoldReleased"
          ? [`${event._tag} ${dayOf(when, zone)}`]
          : []
      )
    }
  }).pipe(Effect.provide(ports))

describe("a virtual run that is told something later", () => {
  it.effect("sends three touches a week apart when nobody says anything", () =>
    Effect.gen(function* () {
      const { queued } = yield* run([])
      assert.deepStrictEqual(queued, ["one 2026-03-02", "two 2026-03-09", "three 2026-03-16"])
    })
  )

  it.effect("stops at a reply on its day, and what was due before has gone", () =>
    Effect.gen(function* () {
      const { heard, queued } = yield* run([replied("2026-03-11")])
      assert.deepStrictEqual(queued, ["one 2026-03-02", "two 2026-03-09"])
      assert.deepStrictEqual(heard, ["ActivityRecorded 2026-03-11"])
    })
  )

  it.effect("hears them in the order of their instants, in whatever order they are given", () =>
    Effect.gen(function* () {
      const hold = { id: "h", kind: "sales" as const, reason: "talks", by: "anna", placedAt: at("2026-03-08") }
      const placed = tell("2026-03-08", { _tag: "HoldPlaced", hold })
      const released = tell("2026-03-10", { _tag: "HoldReleased", by: "anna" }, 600)
      const one = yield* run([released, placed])
      assert.deepStrictEqual(one.heard, ["HoldPlaced 2026-03-08", "HoldReleased 2026-03-10"])
      assert.deepStrictEqual(one.queued, ["one 2026-03-02", "two 2026-03-10", "three 2026-03-17"])
      assert.deepStrictEqual(yield* run([placed, released]), one)
    })
  )

  it.effect("does not hear what is told when it is over, and waits for what is told after the last touch", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* run([replied("2026-03-11")], "2026-03-11")).heard, [])
      assert.deepStrictEqual((yield* run([replied("2026-03-30")])).heard, ["ActivityRecorded 2026-03-30"])
    })
  )
})
