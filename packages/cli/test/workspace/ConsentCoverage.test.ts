import { afterAll, assert, describe, it } from "@effect/vitest"
import { Calendar } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as SampleContent from "../../src/sample/SampleContent.ts"
import * as SampleData from "../../src/sample/SampleData.ts"
import * as Session from "../../src/session/Session.ts"
import * as ConsentCoverage from "../../src/workspace/ConsentCoverage.ts"

const base = mkdtempSync(join(tmpdir(), "consent-"))
afterAll(() => rmSync(base, { recursive: true }))

const check = (name: string, change: (contacts: string) => string) =>
  Effect.gen(function* () {
    const directory = join(base, name)
    for (const [path, text] of Object.entries({ ...SampleContent.files(), ...SampleData.files() })) {
      mkdirSync(dirname(join(directory, path)), { recursive: true })
      writeFileSync(join(directory, path), path === "data/contacts.csv" ? change(text) : text)
    }
    const now = Calendar.instantOf("2026-10-01" as Calendar.Day, 0, "Europe/Berlin" as Calendar.Zone)
    const { groups, segments, workspace } = yield* Session.load({ directory, env: {}, now })
    const markets = groups.map((records) => ({ records, segment: segments.get(records.groupId) ?? null }))
    return ConsentCoverage.check(workspace.programs, markets)
  })

describe("known consent", () => {
  it.effect("a workspace with consent columns gives no warning", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* check("known", (text) => text), [])
    })
  )
  it.effect("an audience of which more than half have no known consent is a warning that names the setting", () =>
    Effect.gen(function* () {
      const [warning] = yield* check("unknown", (text) => text.replaceAll(",given,", ",,"))
      assert.strictEqual(warning?.rule, "program/consent-unknown")
      assert.strictEqual(warning?.place?.file, "programs/keep-in-touch.yaml")
      assert.include(warning?.advice, "sources.contacts")
    })
  )
  it.effect("a withdrawal is an answer: it is no unknown consent", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* check("withdrawn", (text) => text.replaceAll(",given,", ",withdrawn,")), [])
    })
  )
  it.effect("consent for another purpose than marketing is a warning that names the map under values", () =>
    Effect.gen(function* () {
      const found = yield* check("purpose", (text) =>
        text
          .replace("consent_topic", "consent_topic,consent_purpose")
          .replaceAll(/,(news),/gu, ",$1,,")
          .replace(",news,,", ",news,billing,")
      )
      assert.deepStrictEqual(
        found.map(({ rule }) => rule),
        ["contacts/consent-purpose"]
      )
      assert.include(found[0]?.message, 'consent of 1 contact is given for the purpose "billing"')
      assert.include(found[0]?.advice, "consent.purpose")
    })
  )
})
