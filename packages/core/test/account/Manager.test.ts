import { assert, describe, it } from "@effect/vitest"
import * as Manager from "../../src/account/Manager.ts"
import { instant, type Instant } from "../../src/kernel/Calendar.ts"

const skills = { languages: [], industries: [], products: [] }
const person = (id: string, managerId?: string, left = false): Manager.Manager => ({
  id,
  name: id,
  skills,
  ...(managerId === undefined ? {} : { managerId }),
  ...(left ? { leftAt: instant(1) } : {})
})
const passed = (at: Instant): boolean => at <= 5

const table: ReadonlyArray<
  readonly [what: string, all: ReadonlyArray<Manager.Manager>, superior: string | null, above: string | null]
> = [
  ["the superior who is here", [person("boss", "head"), person("head")], "boss", "boss"],
  ["the next one up of one who left", [person("boss", "head", true), person("head")], "head", "head"],
  ["one of whom nothing is known", [], "boss", "boss"],
  ["one up of whom nothing is known", [person("boss", "head", true)], "head", "head"],
  ["the deputy where all superiors left", [person("boss", undefined, true), person("deputy")], null, "deputy"],
  [
    "nobody where the deputy left too",
    [person("boss", undefined, true), person("deputy", undefined, true)],
    null,
    null
  ],
  ["nobody where it comes back to the manager", [person("boss", "mia", true), person("deputy")], null, "deputy"],
  ["nobody in a circle of those who left", [person("boss", "head", true), person("head", "boss", true)], null, "deputy"]
]

describe("who is above a manager", () => {
  it.each(table)("is %s", (_, all, superior, above) => {
    const known = (id: string) => all.find((one) => one.id === id)
    const manager = { id: "mia", managerId: "boss", deputyId: "deputy" }
    assert.strictEqual(Manager.superiorOf(manager, known, passed), superior)
    assert.strictEqual(Manager.aboveOf(manager, known, passed), above)
  })

  it("is nobody for who has neither superior nor deputy", () => {
    assert.isNull(Manager.superiorOf({ id: "mia" }, () => undefined, passed))
    assert.isNull(Manager.aboveOf({ id: "mia" }, () => undefined, passed))
  })
})
