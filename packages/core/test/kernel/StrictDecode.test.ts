import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as StrictDecode from "../../src/kernel/StrictDecode.ts"

const Entry = Schema.Union([Schema.Literals(["once", "always"]), Schema.Struct({ everyDays: Schema.Int })])
const Plan = Schema.Struct({
  name: Schema.NonEmptyString,
  entry: Schema.optionalKey(Entry),
  steps: Schema.Array(Schema.Struct({ id: Schema.String }))
})

const told = (value: unknown): ReadonlyArray<string> => {
  const decoded = StrictDecode.decode(Plan, value)
  if (decoded.ok) return []
  return decoded.misses.map((miss) =>
    [StrictDecode.showPath(miss.path), StrictDecode.sentence(miss, "the plan"), miss.advice ?? ""].join(" | ")
  )
}

describe("StrictDecode", () => {
  it("gives the value where nothing is wrong", () => {
    const plan = { name: "A", entry: { everyDays: 3 }, steps: [{ id: "one" }] }
    assert.deepStrictEqual(StrictDecode.decode(Plan, plan), { ok: true, value: plan })
  })

  it("tells everything at once, each with its path", () => {
    assert.deepStrictEqual(told({ nam: "A", steps: [{ id: "one" }, { id: 2 }] }), [
      'nam | unknown key "nam" | did you mean "name"?',
      'name | "name" is missing | ',
      "steps[1].id | id: expected string | "
    ])
  })

  it("of a union tells what is wrong with the member that was meant", () => {
    assert.deepStrictEqual(told({ name: "A", steps: [], entry: { everyDays: "3" } }), [
      "entry.everyDays | everyDays: expected number | "
    ])
  })

  it("names the keys that there are where no one is near", () => {
    assert.deepStrictEqual(told({ name: "A", steps: [], colour: "red" }), [
      'colour | unknown key "colour" | known here: name, entry, steps'
    ])
  })

  it("says of a value that is no object that it is none", () => {
    assert.match(told(7)[0] ?? "", /^ \| the plan: expected object/u)
  })
})
