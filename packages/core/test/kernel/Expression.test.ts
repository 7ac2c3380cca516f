import { assert, describe, it } from "@effect/vitest"
import * as Expression from "../../src/kernel/Expression.ts"

const optional = { optional: true } as const
const environment = Expression.environment({
  account: {
    description: "the account",
    fields: {
      abc: { type: "string", description: "class", values: ["A", "B", "C"], ...optional },
      tier: { type: "string", description: "tier", ...optional },
      silenceDays: { type: "double", description: "days", ...optional },
      isKey: { type: "bool", description: "key", ...optional },
      attributes: { type: "map", description: "the source's own" }
    }
  },
  contact: {
    description: "the contact",
    fields: {
      roles: { type: "list<string>", description: "roles", ...optional },
      tier: { type: "string", description: "tier", ...optional },
      level: { type: "string", description: "level", ...optional }
    }
  }
})

const facts: Expression.Facts = {
  account: { abc: "A", silenceDays: 31, isKey: true, attributes: { seats: 5, plan: "gold", vip: "yes", empty: null } },
  contact: { roles: ["champion", "user"], level: "head" }
}

const compiled = (source: string): Expression.Compiled => {
  const { compiled: rule, problems } = Expression.compile(environment, source)
  if (rule === null) throw new Error(`${source}: ${problems.map(({ message }) => message).join("; ")}`)
  return rule
}
const explain = (source: string) => Expression.explain(compiled(source), facts)

describe("Expression: answers", () => {
  it("answers with yes, no, or unknown and the facts to blame", () => {
    // `account.tier` and `contact.tier` are unknown. Answers are CEL's, with its errors told as unknown.
    const table: ReadonlyArray<readonly [source: string, answer: Expression.Answer, ...blamed: ReadonlyArray<string>]> =
      [
        // comparisons
        ['account.abc == "A"', "yes"],
        ['account.abc != "A"', "no"],
        ['account.tier == "x"', "unknown", "account.tier"],
        ['account.tier != "x"', "unknown", "account.tier"],
        ["account.tier == contact.tier", "unknown", "account.tier", "contact.tier"],
        ['account.abc < "B"', "yes"],
        ['account.tier < "B"', "unknown", "account.tier"],
        ['"A" == account.abc', "yes"],
        ['"x" == account.tier', "unknown", "account.tier"],
        ["account.isKey", "yes"],
        ["!account.isKey", "no"],
        ['!(account.tier == "x")', "unknown", "account.tier"],
        // and
        ['account.tier == "x" && account.abc == "A"', "unknown", "account.tier"],
        ['account.tier == "x" && account.abc == "B"', "no"],
        ['account.abc == "B" && account.tier == "x"', "no"],
        ['account.abc == "A" && account.tier == "x"', "unknown", "account.tier"],
        // or
        ['account.tier == "x" || account.abc == "A"', "yes"],
        ['account.abc == "A" || account.tier == "x"', "yes"],
        ['account.tier == "x" || account.abc == "B"', "unknown", "account.tier"],
        ['account.tier == "x" || contact.tier == "x"', "unknown", "account.tier", "contact.tier"],
        // only what leaves it open is to blame
        ['(account.tier == "x" && account.abc == "B") || contact.tier == "x"', "unknown", "contact.tier"],
        ['(account.tier == "x" || account.abc == "A") && contact.tier == "x"', "unknown", "contact.tier"],
        // presence
        ["has(account.abc)", "yes"],
        ["has(account.tier)", "no"],
        ["!has(account.tier)", "yes"],
        ['has(account.tier) && account.tier == "x"', "no"],
        ['!has(account.tier) || account.tier == "x"', "yes"],
        ["has(account.attributes.plan)", "yes"],
        ["has(account.attributes.nope)", "no"],
        ["has(account.attributes.empty)", "no"],
        // conditions
        ['account.isKey ? account.abc == "A" : account.tier == "x"', "yes"],
        ['account.tier == "x" ? true : true', "unknown", "account.tier"],
        // lists
        ['"champion" in contact.roles', "yes"],
        ['"legal" in contact.roles', "no"],
        ['account.abc in ["A", "B"]', "yes"],
        ['account.tier in ["A", "B"]', "unknown", "account.tier"],
        ["account.abc in [account.tier, account.abc]", "unknown", "account.tier"],
        ['contact.roles == ["champion", "user"]', "yes"],
        ["size(contact.roles) == 2", "yes"],
        ["contact.roles.size() > 2", "no"],
        ['contact.roles[0] == "champion"', "yes"],
        ['contact.roles[7] == "champion"', "unknown", "contact.roles.7"],
        ['contact.roles.exists(role, role == "user")', "yes"],
        ["contact.roles.exists(role, role == account.tier)", "unknown", "account.tier"],
        ['contact.roles.exists(role, role == account.tier || role == "user")', "yes"],
        ['contact.roles.all(role, role != "legal")', "yes"],
        ['contact.roles.all(role, role == account.tier && role == "user")', "no"],
        ["contact.roles.all(role, role == account.tier)", "unknown", "account.tier"],
        ['contact.roles.exists_one(role, role.startsWith("c"))', "yes"],
        ['contact.roles.filter(role, role != "user").size() == 1', "yes"],
        ['contact.roles.map(role, role + "s") == ["champions", "users"]', "yes"],
        ['contact.roles.map(role, role != "user", role) == ["champion"]', "yes"],
        ["contact.roles.all(a, contact.roles.exists(b, a == b))", "yes"],
        // attributes
        ['account.attributes.plan == "gold"', "yes"],
        ['account.attributes["plan"] == "gold"', "yes"],
        ["account.attributes[account.abc] == 1", "unknown", "account.attributes.A"],
        ["account.attributes.seats > 3", "yes"],
        ["account.attributes.seats == 5", "yes"],
        ["account.attributes.nope == 5", "unknown", "account.attributes.nope"],
        ['"plan" in account.attributes', "yes"],
        ['"constructor" in account.attributes', "no"],
        ['account.attributes.constructor == "x"', "unknown", "account.attributes.constructor"],
        ["account.attributes.plan == 5", "no"],
        ["account.attributes.plan > 3", "unknown", "account.attributes.plan"],
        ["account.attributes.vip", "unknown", "account.attributes.vip"],
        ["account.attributes.vip && account.isKey", "unknown", "account.attributes.vip"],
        ["account.attributes.vip || account.isKey", "yes"],
        // text
        ['contact.level.upperAscii().startsWith("HE")', "yes"],
        ['contact.level.contains("ea") && contact.level.endsWith("d")', "yes"],
        ['account.tier.contains("x")', "unknown", "account.tier"]
      ]
    for (const [source, answer, ...unknown] of table) {
      const explained = explain(source)
      assert.deepStrictEqual([explained.answer, ...explained.unknown], [answer, ...unknown], source)
      assert.strictEqual(Expression.test(compiled(source), facts), answer, source)
    }
  })

  it("lets whole numbers and doubles meet in every operator", () => {
    const table = [
      "account.silenceDays == 31",
      "31 == account.silenceDays",
      "account.silenceDays != 30",
      "account.silenceDays > 30",
      "30 < account.silenceDays",
      "account.silenceDays >= 31.0",
      "account.silenceDays in [30, 31]",
      "account.silenceDays in [30.5, 31]",
      "account.silenceDays + 1 == 32",
      "1 + account.silenceDays == 32.0",
      "account.silenceDays * 2 - 2 == 60",
      "account.silenceDays / 2 == 15.5",
      "-account.silenceDays == -31",
      "size(contact.roles) * 1.5 == 3"
    ]
    for (const source of table) assert.strictEqual(explain(source).answer, "yes", source)
  })

  it("keeps whole division between whole numbers, as CEL does", () => {
    assert.strictEqual(explain("7 / 2 == 3 && -7 / 2 == -3 && 7 % 2 == 1").answer, "yes")
    assert.strictEqual(explain("7.0 / 2 == 3.5").answer, "yes")
    assert.strictEqual(explain("size(contact.roles) / 0 == 1").answer, "unknown")
  })
})

describe("Expression: evidence", () => {
  it("names the facts that were looked at, with values, and null for those missing", () => {
    const table: ReadonlyArray<readonly [string, Expression.Evidence]> = [
      ['account.abc == "A" && account.silenceDays > 30', { "account.abc": "A", "account.silenceDays": 31 }],
      ['account.abc == "B" && account.silenceDays > 30', { "account.abc": "A" }],
      ["has(account.tier)", { "account.tier": null }],
      ['"champion" in contact.roles', { "contact.roles": ["champion", "user"] }],
      ['"plan" in account.attributes', { "account.attributes.plan": "gold" }],
      ['account.attributes[contact.level] == "x"', { "contact.level": "head", "account.attributes.head": null }],
      ["1 == 1", {}]
    ]
    for (const [source, evidence] of table) assert.deepStrictEqual(explain(source).evidence, evidence, source)
  })

  it("says which facts a rule may look at", () => {
    const { facts: paths } = compiled(
      'account.abc == "A" || (account.abc == "B" && contact.roles.exists(r, r == account.tier))'
    )
    assert.deepStrictEqual(paths, ["account.abc", "contact.roles", "account.tier"])
  })
})

const first = (source: string) => {
  const { compiled: rule, problems } = Expression.compile(environment, source)
  const [problem] = problems
  return problem === undefined
    ? []
    : [rule === null, problem.rule, `${problem.line}:${problem.column}`, problem.message, problem.advice]
}

describe("Expression: problems", () => {
  it("names the nearest declared fact at the exact column", () => {
    const rule = "rule/unknown-field"
    const table = [
      ['account.teir == "x"', "1:9", "account.teir is not a declared fact", "did you mean account.tier?"],
      [
        'account.abc == "A" &&\n  account.isKy',
        "2:11",
        "account.isKy is not a declared fact",
        "did you mean account.isKey?"
      ],
      ['acount.tier == "x"', "1:1", "acount is not known here", "did you mean account?"],
      ['level == "head"', "1:1", "level is not known here", "did you mean contact.level?"],
      ['tier == "x"', "1:1", "tier is not known here", "did you mean account.tier or contact.tier?"],
      ['account.level == "head"', "1:9", "account.level is not a declared fact", "did you mean contact.level?"],
      ["has(account.teir)", "1:13", "account.teir is not a declared fact", "did you mean account.tier?"],
      ['account["teir"] == "x"', "1:1", "account.teir is not a declared fact", "did you mean account.tier?"],
      [
        "account.revenue > 3",
        "1:9",
        "account.revenue is not a declared fact",
        "account has abc, tier, silenceDays, isKey, attributes; what your data brings beyond is under account.attributes"
      ],
      ["account.abc == A", "1:16", "A is not known here", "a rule here looks at account, contact; write text in quotes"]
    ] as const
    for (const [source, at, message, advice] of table) {
      assert.deepStrictEqual(first(source), [true, rule, at, message, advice], source)
    }
  })

  it("finds every unknown name at once", () => {
    const { problems } = Expression.compile(
      environment,
      "account.a1 == contact.b2 || has(account.c3) || d4.startWith(e5)"
    )
    assert.deepStrictEqual(
      problems.map(({ offset }) => offset),
      [8, 22, 40, 50]
    )
  })

  it("says in words what does not fit", () => {
    const table = [
      ["account.tier = 3", "rule/syntax", "1:14", "= does not belong here", "write =="],
      ['account.tier == "x" and account.isKey', "rule/syntax", "1:21", "and does not belong here", "write &&"],
      ["account.tier == “x”", "rule/syntax", "1:17", "“ is not a quote that rules know", 'use straight quotes: "A"'],
      ["account.silenceDays >", "rule/syntax", "1:22", "the rule ends too early", "finish it, or close what is open"],
      ["(account.isKey", "rule/syntax", "1:15", "the rule ends too early", "finish it, or close what is open"],
      ["", "rule/syntax", "1:1", "the rule ends too early", "finish it, or close what is open"],
      [
        "account.tier == 3",
        "rule/wrong-type",
        "1:1",
        "== does not go between text and a number",
        "text stands in quotes, numbers stand without"
      ],
      [
        "account.isKey && account.silenceDays",
        "rule/wrong-type",
        "1:1",
        "&& and || go between yes and no, and one side is a number",
        "compare each fact with something, such as account.silenceDays > 30"
      ],
      [
        "account.tier == null",
        "rule/wrong-type",
        "1:1",
        "== does not go between text and null",
        "ask whether a fact is known with has(account.tier)"
      ],
      [
        "account.attributes.plan.name == 3",
        "rule/wrong-type",
        "1:25",
        "account.attributes.plan holds one value and has nothing inside",
        "use account.attributes.plan itself"
      ],
      [
        "account.tier",
        "rule/not-boolean",
        "1:1",
        "a rule answers yes or no, and this is text",
        'compare it: account.tier == "…"'
      ],
      [
        "account",
        "rule/not-supported",
        "1:1",
        "account alone is not a fact",
        "name one of its facts, such as account.abc"
      ],
      [
        'account.tier.startWith("x")',
        "rule/unknown-function",
        "1:14",
        "startWith is not a function that rules offer",
        "did you mean startsWith?"
      ]
    ] as const
    for (const [source, ...expected] of table) assert.deepStrictEqual(first(source), [true, ...expected], source)
  })

  it("refuses what has no bound: patterns, deep nesting, endless text", () => {
    const deep = "contact.roles.all(a, contact.roles.all(b, contact.roles.all(c, a == c)))"
    assert.deepStrictEqual(first('account.tier.matches("(a+)+b")').slice(0, 2), [true, "rule/unknown-function"])
    assert.deepStrictEqual(first(deep).slice(0, 3), [true, "rule/not-supported", "1:57"])
    assert.deepStrictEqual(first("contact.roles.all(a, contact.roles.all(a, true))").slice(0, 3), [
      true,
      "rule/not-supported",
      "1:40"
    ])
    assert.deepStrictEqual(first(`${"(".repeat(60)}true${")".repeat(60)}`).slice(0, 2), [true, "rule/syntax"])
    assert.deepStrictEqual(first(`account.tier == "${"x".repeat(4000)}"`).slice(0, 2), [true, "rule/syntax"])
    assert.deepStrictEqual(first("9007199254740993 == 1").slice(0, 2), [true, "rule/not-supported"])
  })

  it("warns of a text that a fact never has, and compiles all the same", () => {
    assert.deepStrictEqual(first('account.abc == "a"'), [
      false,
      "rule/unknown-value",
      "1:16",
      'account.abc is never "a"',
      'did you mean "A"?'
    ])
    assert.deepStrictEqual(first('account.abc in ["A", "gold"]').slice(0, 3), [false, "rule/unknown-value", "1:22"])
    assert.deepStrictEqual(first('account.abc in ["A", "B"]'), [])
  })

  it("lists what is declared", () => {
    const [abc] = Expression.listOf(environment.declaration)
    assert.deepStrictEqual(abc, {
      path: "account.abc",
      type: "string",
      optional: true,
      description: "class",
      values: ["A", "B", "C"]
    })
  })
})
