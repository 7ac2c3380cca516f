import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Expression from "../../src/kernel/Expression.ts"
import * as ContentRules from "../../src/program/ContentRules.ts"
import * as Program from "../../src/program/Program.ts"
import { contactRules } from "../../src/program/RuleFacts.ts"

type VariantSource = typeof Program.Variant.Encoded

const slotOf = (variants: ReadonlyArray<VariantSource>): ContentRules.CompiledSlot => {
  const slot = Schema.decodeUnknownSync(Program.ContentSlot)({ variants, fallback: { template: "general" } })
  const rules = slot.variants.flatMap(({ id, when }) => {
    const { compiled } = when === undefined ? { compiled: null } : Expression.compile(contactRules, when)
    return compiled === null ? [] : [[id, compiled] as const]
  })
  return ContentRules.makeSlot("body", slot, new Map(rules))
}

const facts: Expression.Facts = {
  account: { abc: "A", silenceDays: 40, attributes: {} },
  group: {},
  contact: { roles: ["champion"], attributes: {} }
}
const keys = Array.from({ length: 6000 }, (_, at) => `program/slot/contact-${at}`)
const countOf = (slot: ContentRules.CompiledSlot, id: string): number =>
  keys.filter((key) => ContentRules.pick(slot, facts, key).variantId === id).length

const five = slotOf([
  { id: "best", when: 'account.tier == "one-to-one"', priority: 9, template: "t-best" },
  { id: "quiet", when: "account.silenceDays > 30", priority: 5, template: "t-quiet" },
  { id: "small", when: 'account.abc == "C"', priority: 5, template: "t-small" },
  { id: "any", priority: 1, template: "t-any" }
])

describe("ContentRules", () => {
  it("takes the highest priority whose rule holds and says why, and why not the others", () => {
    assert.deepStrictEqual(ContentRules.choose(five, facts, "k"), {
      variantId: "quiet",
      templateId: "t-quiet",
      trace: [
        '"quiet" is chosen: its rule holds: account.silenceDays is 40',
        '"best" is not chosen, since its rule cannot be answered: account.tier is unknown',
        '"small" does not fit: account.abc is "A"',
        'not looked at, since their priority is lower: "any"'
      ]
    })
  })

  it("takes the fallback when nothing fits, also when it cannot know", () => {
    const slot = slotOf([
      { id: "quiet", when: "account.usualIntervalDays > 3 && account.share > 0.1", template: "q" },
      { id: "small", when: 'account.abc == "C"', template: "s" }
    ])
    assert.deepStrictEqual(ContentRules.choose(slot, facts, "k"), {
      variantId: "fallback",
      templateId: "general",
      trace: [
        '"fallback" is chosen as the fallback: no variant fits',
        '"quiet" is not chosen, since its rule cannot be answered: account.usualIntervalDays, account.share unknown',
        '"small" does not fit: account.abc is "A"'
      ]
    })
    assert.deepStrictEqual(ContentRules.choose(slotOf([]), facts, "k").trace, [
      '"fallback" is chosen as the fallback: the slot has no variants'
    ])
  })

  it("draws among equals and names those that fitted too", () => {
    const slot = slotOf([
      { id: "a", weight: 3, template: "ta" },
      { id: "b", when: 'account.abc == "A"', weight: 1, template: "tb" }
    ])
    const [key] = keys.filter((one) => ContentRules.pick(slot, facts, one).variantId === "b")
    assert.deepStrictEqual(ContentRules.choose(slot, facts, key ?? "").trace, [
      '"b" is chosen: its rule holds: account.abc is "A"',
      '"a" fits too, and was not drawn (weight 3 of 4)'
    ])
  })

  it("draws in proportion to the weights", () => {
    // 6,000 draws: five standard deviations are at most 194.
    const slot = slotOf([
      { id: "one", weight: 1, template: "t" },
      { id: "two", weight: 2, template: "t" },
      { id: "three", weight: 3, template: "t" }
    ])
    assert.closeTo(countOf(slot, "one"), 1000, 194)
    assert.closeTo(countOf(slot, "two"), 2000, 194)
    assert.closeTo(countOf(slot, "three"), 3000, 194)
  })

  it("moves only those who had a variant when it is taken away", () => {
    const before = slotOf(["a", "b", "c"].map((id) => ({ id, template: id })))
    const after = slotOf(["a", "c"].map((id) => ({ id, template: id })))
    for (const key of keys.slice(0, 500)) {
      const had = ContentRules.pick(before, facts, key).variantId
      if (had !== "b") assert.strictEqual(ContentRules.pick(after, facts, key).variantId, had)
    }
  })

  it.prop(
    "gives the same answer with and without a trace, again and again, in any order of variants",
    [
      Arbitrary.array(
        Arbitrary.schema(
          Schema.Struct({
            when: Schema.Literals([
              "account.silenceDays > 30",
              'account.abc == "C"',
              'account.tier == "one-to-one"',
              'has(account.tier) || "champion" in contact.roles'
            ]),
            priority: Schema.Literals([0, 1, 2]),
            weight: Schema.Literals([1, 5])
          })
        )
      ),
      Arbitrary.schema(Schema.String)
    ],
    ([drawn, key]) => {
      const variants = drawn.map((one, at) => ({ ...one, id: `v${at}`, template: `t${at}` }))
      const slot = slotOf(variants)
      const chosen = ContentRules.pick(slot, facts, key)
      const { trace, ...traced } = ContentRules.choose(slot, facts, key)
      assert.deepStrictEqual(traced, chosen)
      for (const { id } of variants)
        assert.isTrue(
          trace.some((sentence) => sentence.includes(`"${id}"`)),
          id
        )
      assert.deepStrictEqual(ContentRules.pick(slotOf(variants.toReversed()), facts, key), chosen)
      assert.deepStrictEqual(ContentRules.choose(slotOf(variants.toReversed()), facts, key).trace, trace)
    }
  )
})
