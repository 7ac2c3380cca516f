/** Random rules over random facts: CEL's own evaluator says what they mean, and nothing makes ours throw. */
import { assert, describe, it } from "@effect/vitest"
import { Environment as Cel, EvaluationError } from "@marcbachmann/cel-js"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Expression from "../../src/kernel/Expression.ts"

const optional = { optional: true, description: "" } as const
const fields = {
  abc: { type: "string", ...optional },
  tier: { type: "string", ...optional },
  share: { type: "double", ...optional },
  days: { type: "double", ...optional },
  isKey: { type: "bool", ...optional },
  types: { type: "list<string>", ...optional },
  attributes: { type: "map", description: "" }
} as const
const environment = Expression.environment({ account: { description: "the account", fields } })
const cel = new Cel().registerVariable({
  name: "account",
  schema: Object.fromEntries(
    Object.entries(fields).map(([name, { type }]) => [name, type === "map" ? "map<string, dyn>" : type])
  )
})

/** A small generator of numbers, so that a failing rule is named by its seed alone (Steele and Vigna, 2014). */
const randomOf = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below
  }
}
type Random = ReturnType<typeof randomOf>
const one = <A>(random: Random, all: readonly [A, ...ReadonlyArray<A>]): A => all[random(all.length)] ?? all[0]

const text = (random: Random, locals: ReadonlyArray<string>): string =>
  one(random, ["account.abc", "account.tier", '"A"', '"B"', "account.abc + account.tier", locals[0] ?? '"A"'])
const number = (random: Random): string =>
  one(random, [
    "account.share",
    "account.days",
    "1",
    "2.5",
    "account.days / 2",
    "account.share * 3 - 1",
    "-account.days",
    "size(account.types)"
  ])
const list = (random: Random): string =>
  one(random, [
    "account.types",
    '["A", account.tier]',
    "[]",
    'account.types.filter(t, t != "A")',
    'account.types.map(t, t + "B")'
  ])

/** A rule that the type checker takes, about `depth` operators deep. */
const rule = (random: Random, depth: number, locals: ReadonlyArray<string> = []): string => {
  const inner = (more: ReadonlyArray<string> = locals): string => rule(random, depth - 1, more)
  if (depth === 0 || random(6) === 0) {
    return one<() => string>(random, [
      () => `${text(random, locals)} ${one(random, ["==", "!=", "<", ">="])} ${text(random, locals)}`,
      () => `${number(random)} ${one(random, ["==", "!=", "<", ">="])} ${number(random)}`,
      () => `${text(random, locals)} in ${list(random)}`,
      () => `account.days in [1, 2.5]`,
      () => `account.days in [1, 3]`,
      () => `has(account.${one(random, ["abc", "tier", "share", "isKey", "attributes.plan"])})`,
      () => one(random, ["true", "false", "account.isKey"]),
      () => `account.attributes.plan ${one(random, ["==", "!=", "<"])} "A"`,
      () => `account.attributes.seats ${one(random, ["<", ">="])} 2.0`,
      () => "account.attributes.flag",
      () => `"plan" in account.attributes`,
      () => `account.tier.${one(random, ["contains", "startsWith", "endsWith"])}(${text(random, locals)})`,
      () => `${list(random)} == ${list(random)}`
    ])()
  }
  return one<() => string>(random, [
    () => `(${inner()} && ${inner()})`,
    () => `(${inner()} || ${inner()})`,
    () => `!(${inner()})`,
    () => `(${inner()} ? ${inner()} : ${inner()})`,
    () =>
      locals.length > 0 ? inner() : `account.types.${one(random, ["exists", "all", "exists_one"])}(v, ${inner(["v"])})`
  ])()
}

const factsOf = (random: Random): Expression.Facts => {
  const account: Record<string, unknown> = {}
  const maybe = (name: string, make: () => unknown) => {
    if (random(3) > 0) account[name] = make()
  }
  const word = () => one(random, ["A", "B", "AB", ""])
  maybe("abc", word)
  maybe("tier", word)
  maybe("share", () => one(random, [0, 0.5, 1, 2.5]))
  maybe("days", () => one(random, [0, 1, 2.5, 7]))
  maybe("isKey", () => random(2) === 0)
  maybe("types", () => Array.from({ length: random(4) }, word))
  const attributes: Record<string, unknown> = {}
  if (random(2) === 0) attributes["plan"] = one<unknown>(random, ["A", "B", 3, true])
  if (random(2) === 0) attributes["seats"] = one<unknown>(random, [1, 2, 2.5, "many"])
  if (random(2) === 0) attributes["flag"] = one<unknown>(random, [true, false, "yes"])
  return { account: { ...account, attributes } }
}

/** The same rule with every number a double, which CEL does not mix with whole ones. */
const strict = (source: string): string =>
  source.replaceAll(/(?<![\w.])\d+(?![\w.])/gu, "$&.0").replaceAll(/size\([^()]*\)/gu, "double($&)")

/** CEL's own answer: an error, such as a missing key, is what we call unknown. */
const ofCel = (source: string, facts: Expression.Facts): Expression.Answer => {
  const parsed = cel.parse(strict(source))
  assert.isTrue(parsed.check().valid, strict(source))
  try {
    const value: unknown = parsed(facts)
    return value === true ? "yes" : value === false ? "no" : "unknown"
  } catch (error) {
    if (error instanceof EvaluationError) return "unknown"
    throw error
  }
}

const seed = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 31 })))
const anything = Arbitrary.schema(
  Schema.Record(Schema.String, Schema.Union([Schema.Json, Schema.Array(Schema.Json), Schema.Undefined]))
)
const runs = { arbitrary: { runs: 400 } }

describe("Expression laws", () => {
  it.prop(
    "answers as CEL's own evaluator does",
    [seed],
    ([start]) => {
      const random = randomOf(start)
      const source = rule(random, 4)
      const { compiled, problems } = Expression.compile(environment, source)
      if (compiled === null) return assert.fail(`${source}: ${problems.map(({ message }) => message).join("; ")}`)
      for (let round = 0; round < 5; round += 1) {
        const facts = factsOf(random)
        assert.strictEqual(
          Expression.test(compiled, facts),
          ofCel(source, facts),
          `${source} over ${JSON.stringify(facts)}`
        )
      }
    },
    runs
  )

  it.prop(
    "explains the answer that it gives, and blames a fact exactly when there is one to blame",
    [seed],
    ([start]) => {
      const random = randomOf(start)
      const source = rule(random, 4)
      const { compiled } = Expression.compile(environment, source)
      if (compiled === null) return assert.fail(source)
      const facts = factsOf(random)
      const { answer, unknown, evidence } = Expression.explain(compiled, facts)
      assert.strictEqual(answer, Expression.test(compiled, facts))
      assert.strictEqual(unknown.length > 0, answer === "unknown", source)
      for (const path of unknown) assert.isTrue(path in evidence, `${path} is in the evidence of ${source}`)
    },
    runs
  )

  it.prop(
    "is total: facts of any shape give an answer",
    [seed, anything],
    ([start, account]) => {
      const source = rule(randomOf(start), 4)
      const { compiled } = Expression.compile(environment, source)
      if (compiled === null) return assert.fail(source)
      const names = ["abc", "tier", "share", "days", "isKey", "types", "attributes"]
      const values = Object.values(account)
      const odd = Object.fromEntries(names.map((name, at) => [name, values[at % Math.max(1, values.length)]]))
      for (const facts of [{ account: odd }, { account }, {}]) {
        assert.include(["yes", "no", "unknown"], Expression.test(compiled, facts))
        assert.include(["yes", "no", "unknown"], Expression.explain(compiled, facts).answer)
      }
    },
    runs
  )

  it.prop("finds a problem or compiles, whatever the text", [Arbitrary.schema(Schema.String)], ([source]) => {
    const { compiled, problems } = Expression.compile(environment, source)
    assert.isTrue(compiled !== null || problems.some(({ severity }) => severity === "error"))
  })
})
