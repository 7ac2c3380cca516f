/** What `abm.yaml` says of the managers' desk and of where links lead. */
import { assert, describe, it } from "@effect/vitest"
import { DeskPolicy } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as SampleWorkspace from "../SampleWorkspace.ts"
import * as Workspace from "../../src/workspace/Workspace.ts"

/** The configuration of the sample with lines added, or the first thing that is wrong with it. */
const configOf = (lines: string) =>
  Workspace.config(
    SampleWorkspace.folder({ "abm.yaml": `${SampleWorkspace.files["abm.yaml"] ?? ""}\n${lines}\n` })
  ).pipe(Effect.match({ onSuccess: (config) => config, onFailure: ({ message }) => message }))

describe("desk in abm.yaml", () => {
  it.effect("is the standard unless said, and a cell may ask for nothing", () =>
    Effect.gen(function* () {
      const standard = yield* configOf("")
      const own = yield* configOf("desk: { cadence: { AX: 5, CX: none }, linkDays: 3 }")
      if (typeof standard === "string" || typeof own === "string") return assert.fail("one is refused")
      assert.deepStrictEqual(standard.desk, DeskPolicy.standard)
      assert.deepStrictEqual(own.desk, {
        ...DeskPolicy.standard,
        cadence: { ...DeskPolicy.standard.cadence, AX: 5, CX: "none" },
        linkDays: 3
      })
    })
  )

  for (const bad of [
    "{ cadence: { AX: 0 } }",
    "{ cadence: { AX: never } }",
    "{ cadence: { DX: 7 } }",
    "{ linkDays: 0 }"
  ])
    it.effect(`is refused as ${bad}`, () =>
      Effect.gen(function* () {
        assert.isString(yield* configOf(`desk: ${bad}`))
      })
    )
})

describe("links in abm.yaml", () => {
  for (const good of [
    "https://desk.example.com",
    "https://example.com/abm/",
    "http://127.0.0.1:8787",
    "http://[::1]:8787"
  ])
    it.effect(`may lead to ${good}`, () =>
      Effect.gen(function* () {
        const config = yield* configOf(`links: "${good}"`)
        assert.strictEqual(typeof config === "string" ? config : config.links, good)
      })
    )

  // The address of a link is the right to act: it may not travel in the clear.
  for (const bad of ["http://desk.example.com", "https://desk.example.com/?a=b", "ftp://desk.example.com", "desk"])
    it.effect(`may not lead to ${bad}`, () =>
      Effect.gen(function* () {
        assert.include(yield* configOf(`links: "${bad}"`), "expected an address such as https://desk.example.com")
      })
    )
})
