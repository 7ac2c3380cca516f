/** Accounts inside a program keep its version when the file changes, also when the host no longer has the old one. */
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
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { instantOf, type Day, type Zone } from "../../src/kernel/Calendar.ts"
import { Renderer } from "../../src/message/Renderer.ts"
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
