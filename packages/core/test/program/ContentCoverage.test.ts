import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Expression from "../../src/kernel/Expression.ts"
import * as ContentCoverage from "../../src/program/ContentCoverage.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as ContentRules from "../../src/program/ContentRules.ts"
import { standard } from "../../src/program/Policy.ts"
import { withVariants } from "./ProgramSample.ts"

const coverageOf = (variants: ReadonlyArray<object>): ContentCoverage.SlotCoverage => {
  const [coverage] = ContentCoverage.of(withVariants(variants))
  return coverage ?? assert.fail("the program has a slot")
}
const neverOf = (variants: ReadonlyArray<object>) =>
  coverageOf(variants).never.map(({ behind, variantId }) => [variantId, ...behind])
const findingsOf = (variants: ReadonlyArray<object>) =>
  ContentCoverage.check(withVariants(variants)).map(({ message, place, rule, severity }) => [
    severity,
    rule,
    place?.field,
    message
  ])
const rows = ({ cells }: ContentCoverage.SlotCoverage) =>
  cells.map(({ at, chosen, count, fallback }) => `${at.join(" × ")} (${count}): ${chosen.join(", ")} ${fallback}`)

describe("ContentCoverage: the matrix", () => {
  it("shows for each role and tier that the rules tell apart what may be chosen", () => {
    const coverage = coverageOf([
      { id: "board", when: '"decision maker" in contact.roles && account.tier == "one-to-one"', priority: 2 },
      { id: "key", when: 'account.tier in ["one-to-one", "one-to-few"]', priority: 1 },
      { id: "user", when: '"user" in contact.roles && account.silenceDays > 30' }
    ])
    assert.deepStrictEqual(
      coverage.axes.map(({ name, path }) => [name, path]),
      [
        ["role", "contact.roles"],
        ["tier", "account.tier"]
      ]
    )
    assert.deepStrictEqual(rows(coverage), [
      "none × one-to-one (1): key never",
      "none × one-to-few (1): key never",
      "none × any other (2):  always",
      "none × unknown (1):  always",
      "decision maker × one-to-one (1): board never",
      "decision maker × one-to-few (1): key never",
      "decision maker × any other (2):  always",
      "decision maker × unknown (1):  always",
      "user × one-to-one (1): key never",
      "user × one-to-few (1): key never",
      "user × any other (2): user sometimes",
      "user × unknown (1): user sometimes",
      "any other × one-to-one (7): key never",
      "any other × one-to-few (7): key never",
      "any other × any other (14):  always",
      "any other × unknown (7):  always"
    ])
    // 10 kinds of contact × 5 of tiers; the fallback alone is left for 9 × 3 of them.
    assert.strictEqual(coverage.covered, 23 / 50)
    assert.isTrue(coverage.isExact)
  })

  it("takes industries from the rules, and has no axis that no rule looks at", () => {
    const coverage = coverageOf([{ id: "mills", when: 'account.industry == "paper" && contact.language == "en"' }])
    assert.deepStrictEqual(rows(coverage), [
      "paper (1): mills sometimes",
      "any other (1):  always",
      "unknown (1):  always"
    ])
    assert.deepStrictEqual(rows(coverageOf([{ id: "ru", when: 'contact.language == "ru"' }])), [" (1): ru sometimes"])
    assert.deepStrictEqual(rows(coverageOf([])), [" (1):  always"])
  })

  it("takes the values that the host says a fact has", () => {
    const program = withVariants([
      { id: "paper", when: 'account.industry == "paper"' },
      { id: "rest", when: 'account.industry == "papre"' }
    ])
    const [coverage] = ContentCoverage.of(program, { "account.industry": ["paper", "pulp", "print"] })
    assert.deepStrictEqual(coverage === undefined ? [] : rows(coverage), [
      "paper (1): paper never",
      "any other (2):  always",
      "unknown (1):  always"
    ])
    assert.deepStrictEqual(
      coverage?.never.map(({ variantId }) => variantId),
      ["rest"]
    )
  })

  it("has journey stages as a side, as the policy names them", () => {
    const program = withVariants([{ id: "close", when: 'account.stage in ["consideration", "decision"]' }])
    const stages = { "account.stage": standard.journey.stages.map(({ id }) => id) }
    const [coverage] = ContentCoverage.of(program, stages)
    assert.deepStrictEqual(coverage?.axes, [
      { name: "stage", path: "account.stage", values: ["consideration", "decision", "any other", "unknown"] }
    ])
    assert.strictEqual(coverage?.covered, 2 / 6)
  })

  it("says which combinations have only the fallback", () => {
    assert.deepStrictEqual(findingsOf([{ id: "top", when: 'account.tier == "one-to-one"' }]), [
      [
        "info",
        "program/only-fallback",
        "slots.body",
        "program retain, slot body: variants cover 20 % of tier; only the fallback is left for any other; unknown"
      ]
    ])
    assert.deepStrictEqual(findingsOf([{ id: "ru", when: 'contact.language == "ru"' }]), [])
    assert.deepStrictEqual(findingsOf([]), [])
  })
})

describe("ContentCoverage: variants that are never chosen", () => {
  it("finds rules that never hold", () => {
    const dead = [
      'account.abc == "A" && account.abc == "B"',
      'account.tier == "gold"',
      '"user" in contact.roles && size(contact.roles) == 0',
      "account.silenceDays > 60 && account.silenceDays < 60",
      "account.silenceDays > 60 && account.silenceDays <= 60.0",
      "account.isKey && !account.isKey",
      "contact.hasAddress ? false : contact.hasAddress",
      'has(account.tier) && account.tier != "none" && !(account.tier in ["one-to-one", "one-to-few", "one-to-many"])',
      'account.attributes.plan == "gold" && account.attributes.plan == "silver"',
      'contact.roles.exists(r, r == "user") && !("user" in contact.roles)',
      'account.tier.startsWith("two")',
      "false && account.silenceDays > group.silenceDays"
    ]
    for (const when of dead) assert.deepStrictEqual(neverOf([{ id: "a", when }]), [["a"]], when)
  })

  it("keeps quiet about rules that may hold", () => {
    const alive = [
      'account.abc == "A" || account.abc == "B"',
      '"user" in contact.roles && "champion" in contact.roles',
      '"user" in contact.roles && contact.roles.exists(r, r != "user")',
      "account.silenceDays > 60 && account.silenceDays < 61",
      "account.silenceDays > 2.0 * account.usualIntervalDays && account.silenceDays < 45",
      'account.name.startsWith("North") && account.name.contains("Ltd") && account.name != "North"',
      'account.tier.startsWith("one-to-") && account.tier.endsWith("few")',
      "!has(account.tier) && !has(account.abc)",
      'account.attributes.plan == "gold" || account.attributes.seats > 5 || account.attributes.vip',
      "size(contact.roles) > 3",
      '!contact.roles.all(r, r == "user")',
      'contact.country == account.country && contact.country == "DE" && account.country == "FR"',
      'contact.locale < "m" && contact.locale > "a"',
      "true"
    ]
    for (const when of alive) assert.deepStrictEqual(neverOf([{ id: "a", when }]), [], when)
  })

  it("finds variants that others of higher priority always beat, one alone or several together", () => {
    assert.deepStrictEqual(
      neverOf([
        { id: "few", when: 'account.abc == "A" && contact.hasAddress' },
        { id: "many", when: 'account.abc == "A" || account.abc == "B"', priority: 1 }
      ]),
      [["few", "many"]]
    )
    assert.deepStrictEqual(
      neverOf([
        { id: "with", when: "contact.hasAddress", priority: 5 },
        { id: "without", when: "!contact.hasAddress", priority: 4 },
        { id: "late", when: "account.isKey", priority: 3 }
      ]),
      [["late", "with", "without"]]
    )
    // Unknown is not "no": where nobody knows, the lower one has its turn.
    assert.deepStrictEqual(
      neverOf([
        { id: "yes", when: "account.isKey", priority: 1 },
        { id: "no", when: "!account.isKey", priority: 1 },
        { id: "rest" }
      ]),
      []
    )
  })

  it("names them with their path, once", () => {
    assert.deepStrictEqual(
      findingsOf([
        { id: "dead", when: 'account.abc == "A" && account.abc == "B"' },
        { id: "all", when: "contact.hasAddress || !contact.hasAddress", priority: 1 },
        { id: "late", when: "account.isKey" },
        { id: "same", when: "contact.hasAddress || !contact.hasAddress" }
      ]),
      [
        [
          "warning",
          "program/dead-variant",
          "slots.body.variants[0].when",
          "program retain, slot body, variant dead: is never chosen: its rule never holds"
        ],
        [
          "warning",
          "program/shadowed-variant",
          "slots.body.variants[2]",
          "program retain, slot body, variant late: is never chosen: whenever its rule holds, variant all of higher priority holds too"
        ]
      ]
    )
  })

  it("says so when there are too many situations, and still finds what few rules show", () => {
    const facts = ["abc", "xyz", "tier", "status", "lossBand", "qualification", "source", "cell"]
    const many = facts.map((fact, at) => ({
      id: `v${at}`,
      when: `account.${fact} in ["A", "X", "one-to-one", "customer", "steady", "qualified", "web", "AX"] && group.share > 0.${at + 1}`,
      priority: at
    }))
    const variants = [
      ...many,
      { id: "dead", when: 'account.abc == "A" && account.abc == "B"' },
      { id: "shadow", when: 'account.source == "web" && group.share > 0.8 && contact.hasAddress' }
    ]
    const coverage = coverageOf(variants)
    assert.isFalse(coverage.isExact)
    assert.deepStrictEqual(
      coverage.never.map(({ behind, variantId }) => [variantId, ...behind]),
      [["dead"], ["shadow", "v6"]]
    )
    const sampled = ContentCoverage.check(withVariants(variants)).find(
      ({ rule }) => rule === "program/coverage-sampled"
    )
    assert.match(
      sampled?.message ?? "",
      /its rules tell [\d.]+ (?:thousand|million) situations apart, too many to try all: pairs of facts were tried$/u
    )
  })

  it("looks through twenty variants in some milliseconds", () => {
    const roles = ["champion", "user", "decision maker"]
    const tiers = ["one-to-one", "one-to-few", "one-to-many"]
    const variants = Array.from({ length: 20 }, (_, at) => ({
      id: `v${at}`,
      when: `"${roles[at % 3] ?? ""}" in contact.roles && account.tier == "${tiers[Math.floor(at / 3) % 3] ?? ""}" && account.silenceDays > ${at}`,
      priority: at
    }))
    const coverage = coverageOf(variants)
    assert.isTrue(coverage.isExact)
    // 15 sets of roles and none, 5 tiers, 42 spans of silence and unknown.
    assert.isAtMost(coverage.situations * 20, 100_000)
  })
})

describe("ContentCoverage: laws", () => {
  const atoms = [
    'account.abc == "A"',
    'account.abc in ["A", "B"]',
    "account.silenceDays > 30",
    "account.silenceDays < 30",
    'has(account.tier) && account.tier == "one-to-one"',
    '"champion" in contact.roles',
    "size(contact.roles) == 0",
    "account.silenceDays > account.usualIntervalDays"
  ] as const
  const Drawn = Schema.Struct({
    left: Schema.Literals(atoms),
    join: Schema.Literals(["&&", "||", "&& !", "|| !"]),
    right: Schema.Literals(atoms),
    priority: Schema.Literals([0, 1, 2])
  })
  const Known = Schema.Struct({
    abc: Schema.NullOr(Schema.Literals(["A", "B", "C"])),
    tier: Schema.NullOr(Schema.Literals(["one-to-one", "none"])),
    silenceDays: Schema.NullOr(Schema.Literals([0, 29.5, 30, 31, 90])),
    usualIntervalDays: Schema.NullOr(Schema.Literals([10, 45])),
    roles: Schema.Array(Schema.Literals(["champion", "user", "legal"])).check(Schema.isMaxLength(2))
  })

  it.prop(
    "what is chosen for any facts is in its cell, and is never called never chosen",
    [
      Arbitrary.schema(Schema.Array(Drawn).check(Schema.isMaxLength(4))),
      Arbitrary.schema(Schema.Array(Known).check(Schema.isMinLength(4), Schema.isMaxLength(8)))
    ],
    ([drawn, situations]) => {
      const variants = drawn.map(({ join, left, priority, right }, at) => ({
        id: `v${at}`,
        when: `(${left}) ${join} (${right})`.replace("! (", "!("),
        priority
      }))
      const program = withVariants(variants)
      const [coverage] = ContentCoverage.of(program)
      const slot = Definition.compile(program).program?.slots.get("body")
      if (coverage === undefined || slot === undefined) return assert.fail("the program compiles")
      const never = new Set(coverage.never.map(({ variantId }) => variantId))
      for (const { roles, ...account } of situations) {
        const facts: Expression.Facts = { account, group: {}, contact: { roles } }
        const { variantId } = ContentRules.pick(slot, facts, "key")
        assert.isFalse(never.has(variantId))
        if (variantId !== "fallback")
          assert.isTrue(coverage.cells.some(({ chosen }) => roles.length > 1 || chosen.includes(variantId)))
        else if (roles.length < 2) assert.isTrue(coverage.cells.some(({ fallback }) => fallback !== "never"))
      }
    }
  )
})
