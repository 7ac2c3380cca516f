import { assert, describe, it } from "@effect/vitest"
import { Finding } from "@market-of-one/core"
import { Config } from "../../src/workspace/Config.ts"
import * as StrictDecode from "../../src/workspace/StrictDecode.ts"
import * as YamlFile from "../../src/workspace/YamlFile.ts"

const sender = `sender:
  name: N
  company: N
  email: news@own.example
  postalAddress: Street 1
  unsubscribe: stop@own.example
`
const good = `currency: EUR\ntimeZone: Europe/Berlin\n${sender}`

const said = (text: string): ReadonlyArray<string> => {
  const parsed = YamlFile.parse(text, "abm.yaml")
  if (!parsed.ok) throw new Error("not YAML")
  const decoded = StrictDecode.decode(Config, parsed.yaml, "workspace/config")
  if (decoded.ok) return []
  return decoded.findings.map((one) =>
    [Finding.showPlace(one.place), one.message, one.advice].filter((part) => part !== undefined).join(" | ")
  )
}

describe("abm.yaml", () => {
  it("needs currency, zone and sender; the rest has defaults", () => {
    assert.deepStrictEqual(said(good), [])
    const parsed = YamlFile.parse(good, "abm.yaml")
    const decoded = parsed.ok ? StrictDecode.decode(Config, parsed.yaml, "workspace/config") : undefined
    assert.isTrue(decoded?.ok)
    if (decoded?.ok) {
      assert.include(decoded.value, { locale: "en", store: ".abm/state.db", courier: "capture" })
      assert.deepStrictEqual(decoded.value.policy.contactCap, { per24Hours: 1, per7Days: 3 })
    }
  })

  const cases: ReadonlyArray<readonly [name: string, text: string, expected: ReadonlyArray<string>]> = [
    [
      "an unknown key is an error at the key, with the name that was meant",
      `${good}polcy: {}\n`,
      ['abm.yaml:9:1 | unknown key "polcy" | did you mean "policy"?']
    ],
    [
      "an unknown key deep inside a source",
      `${good}sources:\n  orders:\n    file: a.csv\n    colums: {}\n`,
      ['abm.yaml:12:5 | unknown key "colums" | did you mean "columns"?']
    ],
    [
      "an unknown key of a column's reading",
      `${good}sources:\n  orders:\n    file: a.csv\n    columns:\n      date: { column: d, dateFromat: dd.MM.yyyy }\n`,
      ['abm.yaml:13:26 | unknown key "dateFromat" | did you mean "dateFormat"?']
    ],
    [
      "a rate of tax that is none",
      `${good}sources:\n  orders:\n    file: a.csv\n    tax: { amounts: included, rate: 20% }\n`,
      ['abm.yaml:12:37 | rate: expected a percentage above 0, such as 20 or "5.5"']
    ],
    [
      "an unknown kind of record",
      `${good}sources:\n  order: { file: a.csv }\n`,
      ['abm.yaml:10:3 | unknown key "order" | did you mean "orders"?']
    ],
    [
      "a missing key is shown where it belongs",
      `timeZone: Europe/Berlin\n${sender}`,
      ['abm.yaml:1:1 | "currency" is missing']
    ],
    [
      "a wrong value says what was expected",
      good.replace("EUR", "EURO"),
      ['abm.yaml:1:11 | "EURO" is not a currency code of ISO 4217, such as EUR']
    ],
    [
      "a password in the store is refused",
      `${good}store: postgres://user:secret@host/db\n`,
      ["abm.yaml:9:8 | store: a store with a password comes from ABM_STORE"]
    ]
  ]
  for (const [name, text, expected] of cases) it(name, () => assert.deepStrictEqual(said(text), expected))

  it("everything wrong is said at once, in the order of the file", () => {
    const lines = said("currency: X\nlocale: de\nfoo: 1\n")
    assert.strictEqual(lines.length, 5)
  })
})
