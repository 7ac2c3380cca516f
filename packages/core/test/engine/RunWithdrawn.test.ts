/** What a person says in one group holds for the person's mailbox in every other, also in one imported later. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Activity } from "../../src/account/Activity.ts"
import type { Consent } from "../../src/account/Consent.ts"
import type { GroupRecords } from "../../src/account/Records.ts"
import { Courier, type HandOver } from "../../src/delivery/Courier.ts"
import type { DeliveryOutcome } from "../../src/delivery/DeliveryOutcome.ts"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Addressing from "../../src/engine/Addressing.ts"
import { createEngine } from "../../src/engine/Engine.ts"
import * as Plan from "../../src/engine/Plan.ts"
import * as Runner from "../../src/engine/Runner.ts"
import { Setup } from "../../src/engine/Setup.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import type { Input } from "../../src/journal/Event.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store, type Told } from "../../src/journal/Store.ts"
import { Renderer } from "../../src/message/Renderer.ts"
import * as Definition from "../../src/program/Definition.ts"
import { account, at, contact, program, records, wideOpen, zone } from "./Life.ts"

const arrow = records()
/** The same mailbox under another contact, of another group. */
const annaAtBolt = (more: ReadonlyArray<Consent> = []) => {
  const { consent } = contact("anna")
  return contact("anna-b", "bolt", { addressHash: "hash of anna", consent: [...consent, ...more] })
}
const bolt = (more?: ReadonlyArray<Consent>): GroupRecords =>
  records({ groupId: "bolt", name: "Bolt", accounts: [account("bolt")], contacts: [annaAtBolt(more)] })

const accepted: DeliveryOutcome = { _tag: "Accepted", response: "250" }
type Answer = (one: HandOver) => DeliveryOutcome

/** Accounts stay inside, whoever says no: what holds each touch is seen, and not that the account has left. */
const staying = program({ play: { exits: [] } })

const setup = {
  definitions: Definition.collect([staying]),
  policy: wideOpen,
  retry: Retry.standard,
  sender: { name: "S", email: "s@s.example", postalAddress: "1 Quay", company: "S" },
  unsubscribe: { mailto: "u@s.example" },
  locale: "en",
  segmentOf: () => null
}
const rendered = (templateId: string) => ({
  templateId,
  templateHash: "1",
  locale: "en",
  subject: "s",
  html: "<p>h</p>",
  text: "1 Quay mailto:u@s.example"
})
const ports = (groups: ReadonlyArray<GroupRecords>) =>
  Layer.mergeAll(
    RecordsInMemory.layer(groups),
    Layer.succeed(Setup, setup),
    Layer.succeed(Renderer, {
      render: (templateId: string) => Effect.succeed(rendered(templateId))
    })
  )
const courier = (deliver: Answer) =>
  Layer.succeed(Courier, {
    mode: "rehearsal" as const,
    connections: 1,
    deliver: (one) => Effect.sync(() => deliver(one))
  })

const did = (kind: Activity["kind"], when: string, more: Partial<Activity> = {}): Told => ({
  groupId: "arrow",
  at: at(when),
  input: { _tag: "ActivityRecorded", activity: { kind, contactId: "anna", at: at(when), ...more } }
})
const changed = (
  when: string,
  more: Partial<Consent> & { readonly contactId?: string; readonly groupId?: string }
): Told => {
  const { contactId = "anna", groupId = "arrow", ...own } = more
  const consent = {
    topic: "news",
    purpose: "marketing",
    basis: "consent",
    status: "withdrawn",
    source: "letter"
  } as const
  const input: Input = { _tag: "ConsentChanged", contactId, consent: { ...consent, at: at(when), ...own } }
  return { groupId, at: at(when), input }
}

const fates = ({ decisions }: Plan.RunResult): ReadonlyArray<string> =>
  decisions.flatMap(({ event }) => {
    if (event._tag === "MessageQueued") return [`${event.touchId} ${event.contactId}`]
    if (event._tag === "TouchSkipped" || event._tag === "MessageWithdrawn")
      return [`${event.touchId} ${event.contactId}: ${event.reason}`]
    return []
  })

const span = { from: at("2026-03-09T00:00"), until: at("2026-03-20T00:00") }
const planned = (told: ReadonlyArray<Told>, groups: ReadonlyArray<GroupRecords> = [arrow, bolt()]) =>
  Effect.map(Plan.plan({ ...span, known: { told, suppressions: [] } }), fates).pipe(Effect.provide(ports(groups)))

/** The same run in two parts, with what is told recorded in between. */
const ran = (told: ReadonlyArray<Told>, deliver: Answer = () => accepted, groups = [arrow, bolt()]) =>
  Effect.gen(function* () {
    const [first] = told
    const middle = first?.at ?? span.until
    yield* Runner.runVirtual({ from: span.from, until: middle })
    yield* (yield* Store).record(yield* Addressing.complete(told))
    yield* Runner.runVirtual({ from: middle, until: span.until })
    return fates(yield* Plan.result)
  }).pipe(Effect.provide([ports(groups), courier(deliver), MemoryStore.layer({ mode: "rehearsal" })]))

const both = ["t1 anna", "t1 anna-b"]
const table: ReadonlyArray<readonly [name: string, told: Told]> = [
  ["an unsubscribe", did("unsubscribed", "2026-03-10T01:00")],
  ["an unsubscribe from the topic", did("unsubscribed", "2026-03-10T01:00", { topic: "news" })],
  ["a consent withdrawn", changed("2026-03-10T01:00", {})],
  ["a consent to everything withdrawn", changed("2026-03-10T01:00", { topic: "*", purpose: "*" })]
]

describe("a withdrawal in one group", () => {
  for (const [name, told] of table)
    it.effect(`reaches the same mailbox in another: ${name}`, () =>
      Effect.gen(function* () {
        const expected = [...both, "t2 anna: unsubscribed", "t2 anna-b: unsubscribed"]
        assert.deepStrictEqual(yield* planned([told]), expected)
        assert.deepStrictEqual(yield* ran([told]), expected)
      })
    )

  it.effect("reaches nobody when it is of another topic or purpose, or speaks for the account", () =>
    Effect.gen(function* () {
      const account: Told = changed("2026-03-10T01:00", {})
      const forAll: Told = { ...account, input: { ...account.input, scope: "account" } as Input }
      for (const told of [
        did("unsubscribed", "2026-03-10T01:00", { topic: "events" }),
        changed("2026-03-10T01:00", { purpose: "billing" })
      ])
        assert.deepStrictEqual(yield* planned([told]), [...both, "t2 anna", "t2 anna-b"])
      assert.deepStrictEqual(yield* planned([forAll]), [...both, "t2 anna: unsubscribed", "t2 anna-b"])
    })
  )

  it.effect("stops what is queued already in another", () =>
    Effect.gen(function* () {
      let refusals = 0
      const once: Answer = ({ message }) =>
        message.to.name !== "anna-b" || (refusals += 1) > 1 ? accepted : { _tag: "NotAccepted", cause: "busy" }
      const told = did("unsubscribed", "2026-03-09T00:01")
      assert.deepStrictEqual(yield* ran([told], once), [
        ...both,
        "t1 anna-b: unsubscribed",
        "t2 anna: unsubscribed",
        "t2 anna-b: unsubscribed"
      ])
      assert.strictEqual(refusals, 1)
    })
  )

  it.effect("reaches a group that is imported later", () =>
    Effect.gen(function* () {
      const told = did("unsubscribed", "2026-03-08T01:00")
      const from = at("2026-03-10T00:00")
      const later = Effect.gen(function* () {
        const first = Effect.gen(function* () {
          yield* (yield* Store).record(yield* Addressing.complete([told]))
          yield* Runner.runVirtual({ from: span.from, until: from })
        })
        yield* Effect.provide(first, ports([arrow]))
        yield* Effect.provide(Runner.runVirtual({ from, until: span.until }), ports([arrow, bolt()]))
        return fates(yield* Plan.result)
      })
      const kept = Layer.merge(
        courier(() => accepted),
        MemoryStore.layer({ mode: "rehearsal" })
      )
      assert.deepStrictEqual(yield* Effect.provide(later, kept), [
        "t1 anna: unsubscribed",
        "t1 anna-b: unsubscribed",
        "t2 anna: unsubscribed",
        "t2 anna-b: unsubscribed"
      ])
    })
  )

  it.effect("is lifted for a record by its own later dated consent, and by no other", () =>
    Effect.gen(function* () {
      const told = [did("unsubscribed", "2026-03-10T01:00")]
      const again = { topic: "news", purpose: "marketing", basis: "consent", status: "given", source: "form" } as const
      const consents = (consent: Consent) => planned(told, [arrow, bolt([consent])])
      const silent = [...both, "t2 anna: unsubscribed", "t2 anna-b: unsubscribed"]
      assert.deepStrictEqual(yield* consents({ ...again, at: at("2026-03-10T00:59") }), silent)
      assert.deepStrictEqual(yield* consents(again), silent)
      const later = [...both, "t2 anna: unsubscribed", "t2 anna-b"]
      assert.deepStrictEqual(yield* consents({ ...again, at: at("2026-03-10T01:01") }), later)
      const toldAgain = changed("2026-03-10T02:00", { contactId: "anna-b", groupId: "bolt", status: "given" })
      assert.deepStrictEqual(yield* planned([...told, toldAgain]), later)
      assert.deepStrictEqual(yield* ran([...told, toldAgain]), later)
    })
  )
})

describe("what is told of a contact alone", () => {
  it("a hard bounce or a complaint suppresses the address wherever it stands", async () => {
    for (const one of [did("bounced", "2026-03-10T01:00", { hard: true }), did("complained", "2026-03-10T01:00")]) {
      const sent: Array<string> = []
      const engine = createEngine({
        groups: [arrow, bolt()],
        programs: [staying.program],
        policy: { window: wideOpen.window, timeZone: zone("UTC") },
        sender: setup.sender,
        unsubscribe: setup.unsubscribe,
        render: (templateId) => ({ ...rendered(templateId), html: '<p>1 Quay <a href="mailto:u@s.example">u</a></p>' }),
        courier: {
          mode: "rehearsal",
          deliver: ({ message }) => {
            sent.push(message.to.name)
            return accepted
          }
        }
      })
      await engine.rehearse({ from: "2026-03-09", until: "2026-03-10" })
      await engine.record([one])
      const { totals } = await engine.rehearse({ from: "2026-03-10", until: "2026-03-20" })
      assert.deepStrictEqual(sent.toSorted(), ["anna", "anna-b"])
      assert.deepStrictEqual(totals.reasons.skipped, { suppressed: 2 })
      await engine.close()
    }
  })
})
