import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Arbitrary from "effect/Arbitrary"
import { ContactRole } from "../../src/account/Contact.ts"
import * as RoleVerdict from "../../src/account/RoleVerdict.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const said = Schema.Struct({
  role: ContactRole,
  verdict: RoleVerdict.RoleStanding,
  by: Schema.Literals(["ann", "ben"]),
  at: Schema.Literals([0, 1, 2])
})
const given = { all: Arbitrary.array(Arbitrary.schema(said)), recorded: Arbitrary.array(Arbitrary.schema(ContactRole)) }
const wordsOf = (all: ReadonlyArray<typeof said.Type>): ReadonlyArray<RoleVerdict.Word> =>
  all.map((one) => ({ ...one, contactId: "C-1", at: Calendar.instant(one.at) }))

describe("words on roles", () => {
  it.prop("say the same in any order of lines, and said twice", given, ({ all, recorded }) => {
    const words = wordsOf(all)
    const roles = [...new Set(recorded)]
    const expected = RoleVerdict.applied(roles, words)
    assert.deepStrictEqual(RoleVerdict.applied(roles, words.toReversed()), expected)
    assert.deepStrictEqual(RoleVerdict.applied(roles, [...words, ...words]), expected)
    assert.deepStrictEqual(RoleVerdict.applied(expected, words), expected)
  })

  it.prop(
    "leave in a role whose last word is confirmed and out any other; the rest stays",
    given,
    ({ all, recorded }) => {
      const words = wordsOf(all)
      const last = RoleVerdict.latest(words)
      const seen = RoleVerdict.applied(recorded, words)
      for (const role of ContactRole.literals) {
        const word = last.get(role)
        assert.strictEqual(
          seen.includes(role),
          word === undefined ? recorded.includes(role) : word.verdict === "confirmed"
        )
      }
    }
  )

  const word = { contactId: "C-1", role: "champion", by: "ann", at: Calendar.instant(1) } as const
  it("of one moment: what takes a role away outweighs what gives it", () => {
    const both = [{ ...word, verdict: "dismissed" } as const, { ...word, verdict: "confirmed" } as const]
    assert.deepStrictEqual(RoleVerdict.applied(["champion"], both), [])
  })
})
