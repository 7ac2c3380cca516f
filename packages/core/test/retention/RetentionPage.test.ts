/** The explanation of the retention wing names every rule of the code with its source. */
import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { signals } from "../../src/retention/CausesSignals.ts"
import { atRiskRules, lostRules } from "../../src/retention/ChurnRules.ts"
import * as Health from "../../src/retention/Health.ts"
import { standard } from "../../src/retention/RetentionPolicy.ts"

const page = readFileSync(join(import.meta.dirname, "../../../../docs/explanation/retention.md"), "utf8")
const rows = page.split("\n").filter((line) => line.startsWith("|") && line.includes("`"))
const starting = (text: string) => rows.filter((line) => line.startsWith(text))

describe("the explanation of loss and return", () => {
  it("has the rules of clients at risk and lost, with source and days, in their order", () => {
    const told = [...atRiskRules, ...lostRules].map(
      ({ id, source, withinBusinessDays }) => `| \`${id}\` | ${source} | ${withinBusinessDays} |`
    )
    const places = told.map((text) => page.indexOf(text))
    assert.notInclude(places, -1)
    assert.deepStrictEqual(
      places,
      places.toSorted((a, b) => a - b)
    )
  })

  it("has the parts of health with their weights", () => {
    for (const { id, source } of Health.rules)
      assert.lengthOf(starting(`| \`${id}\` | ${source} | ${standard.health[id]} |`), 1, id)
  })

  it("has the signals of causes, each under its cause", () => {
    let cause = ""
    for (const signal of signals) {
      const head = signal.cause === cause ? "" : `${signal.cause} `
      assert.lengthOf(starting(`| ${head}| \`${signal.id}\` | ${signal.source} |`), 1, signal.id)
      cause = signal.cause
    }
  })
})
