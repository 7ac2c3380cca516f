/** Accounts inside a program keep its version when the file changes, also when the host no longer has the old one. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { Courier } from "../../src/delivery/Courier.ts"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Plan from "../../src/engine/Plan.ts"
import * as Runner from "../../src/engine/Runner.ts"
import * as StoredVersions from "../../src/engine/StoredVersions.ts"
import { Setup } from "../../src/engine/Setup.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import * as CanonicalJson from "../../src/kernel/CanonicalJson.ts"
import { instantOf, type Day, type Zone } from "../../src/kernel/Calendar.ts"
import { Renderer } from "../../src/message/Renderer.ts"
import type { EnrolmentState } from "../../src/program/Enrolment.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as Policy from "../../src/program/Policy.ts"
import { Program } from "../../src/program/Program.ts"
import * as Scenario from "./Scenario.ts"

const at = (day: string) => instantOf(day as Day, 0, "UTC" as Zone)

/** A program of two touches a week apart; the second one's template tells the versions apart. */
const version = (second: string): Definition.CompiledProgram => {
  const touch = { to: 'contact.kind == "person"', slot: "first" }
  const { program } = Definition.compile(
    Schema.decodeUnknownSync(Program)({
      id: "hello",
      name: "Hello",
      objective: "expand",
      topic: "news",
      audience: 'account.name != ""',
      plays: [
        {
          id: "play",
          touches: [
            { ...touch, id: "one" },
            { ...touch, id: "two", after: "1 week", slot: "second" }
          ]
        }
      ],
      slots: { first: { fallback: { template: "first" } }, second: { fallback: { template: second } } }
    })
  )
  if (program === null) throw new Error("the program has errors")
  return program
}

const { market } = Scenario.world(Scenario.random(4))
const group = {
  ...market.records,
  cases: [],
  commitments: [],
  contacts: market.records.contacts.slice(0, 1).map((contact) => ({
    ...contact,
    kind: "person" as const,
    email: "a@g.example",
    consent: [
      { topic: "news", purpose: "marketing", basis: "consent" as const, status: "given" as const, source: "form" }
    ]
  }))
}

const run = (program: Definition.CompiledProgram, from: string, until: string) =>
  Runner.runVirtual({ from: at(from), until: at(until) }).pipe(
    Effect.provideService(Setup, {
      definitions: Definition.collect([program]),
      policy: Policy.standard,
      retry: Retry.standard,
      sender: { name: "S", email: "s@s.example", postalAddress: "1 Quay", company: "S" },
      unsubscribe: { mailto: "u@s.example" },
      locale: "en",
      segmentOf: () => null
    })
  )

const ports = Layer.mergeAll(
  MemoryStore.layer({ mode: "rehearsal" }),
  RecordsInMemory.layer([group]),
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

describe("versions that cannot be used", () => {
  const enrolment = (accountId: string, usedVersion: string, isOver = false): EnrolmentState => ({
    enrolmentId: accountId,
    programId: "hello",
    version: usedVersion,
    playId: "play",
    accountId,
    occurrence: 1,
    holdout: false,
    enteredAt: at("2026-03-02"),
    opened: {},
    touches: {},
    exited: isOver ? { reason: "completed", at: at("2026-03-03") } : null
  })

  it("are named with who is inside and why; those that the host has or the store brings back are not", () => {
    const current = version("second-new")
    const older = version("second-old")
    const broken = { ...older.program, audience: "account.noSuchFact" }
    const setup = { definitions: Definition.collect([current]), policy: Policy.standard }
    const stored = new Map([
      [older.version, CanonicalJson.encode(older.program)],
      ["broken", CanonicalJson.encode(broken)],
      ["torn", "{"]
    ])
    const enrolments = [
      enrolment("b", "broken"),
      enrolment("a", "broken"),
      enrolment("left", "broken", true),
      enrolment("c", current.version),
      enrolment("d", older.version),
      enrolment("e", "never seen"),
      enrolment("f", "torn")
    ]
    const found = StoredVersions.stuck(enrolments, stored, setup)
    assert.deepStrictEqual(
      found.map(({ accountIds, programId, version: of }) => [programId, of, accountIds]),
      [
        ["hello", "broken", ["a", "b"]],
        ["hello", "never seen", ["e"]],
        ["hello", "torn", ["f"]]
      ]
    )
    assert.include(found[0]?.why, "noSuchFact")
    assert.strictEqual(found[1]?.why, "the store does not have it")
    assert.include(found[2]?.why, "a stored definition cannot be read")
  })
})

describe("stored versions", () => {
  it.effect("an account that entered by the first version gets the first version's second touch", () =>
    Effect.gen(function* () {
      yield* run(version("second-old"), "2026-03-02", "2026-03-04")
      yield* run(version("second-new"), "2026-03-04", "2026-03-31")
      const { decisions } = yield* Plan.result
      const templates = decisions.flatMap(({ event }) => (event._tag === "MessageQueued" ? [event.templateId] : []))
      assert.deepStrictEqual(templates, ["first", "second-old"])
    }).pipe(Effect.provide(ports))
  )
})
