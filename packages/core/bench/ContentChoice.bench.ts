/**
 * Content choice: 50 rules over 100,000 contacts. Floor: the same rules, in the same order, evaluated by the CEL library
 * called bare. Peer: json-rules-engine with the same rules as its JSON, stopped at the first that holds, over a fiftieth
 * of the contacts. Run: `node --conditions=@market-of-one/source packages/core/bench/ContentChoice.bench.ts [contacts]`.
 * Prints choices a second and their ratio to the faster bare CEL and to json-rules-engine, median of seven interleaved
 * runs; all agree on every choice.
 */
import { Environment } from "@marcbachmann/cel-js"
import * as Schema from "effect/Schema"
import { Engine, type ConditionProperties, type TopLevelCondition } from "json-rules-engine"
import * as Expression from "../src/kernel/Expression.ts"
import * as ContentRules from "../src/program/ContentRules.ts"
import { ContentSlot } from "../src/program/Program.ts"
import { contactRules, list } from "../src/program/RuleFacts.ts"

const industries = ["machines", "food", "chemicals", "logistics", "energy", "retail", "health", "media"] as const
const roles = ["economic buyer", "champion", "user", "technical evaluator", "procurement"] as const
const at = <A>(all: readonly [A, ...ReadonlyArray<A>], index: number): A => all[index % all.length] ?? all[0]

/** 50 rules of the kinds that people write: class, industry, role, silence, country. */
const variants = Array.from({ length: 50 }, (_, index) => ({
  id: `v${index}`,
  priority: 100 - index,
  template: `t${index}`,
  when: at(
    [
      `account.abc == "${at(["A", "B", "C"], index)}" && account.industry == "${at(industries, index)}"`,
      `"${at(roles, index)}" in contact.roles && account.silenceDays > ${20 + index}.0`,
      `account.country in ["DE", "AT"] && account.tier == "one-to-one" && contact.level == "head"`,
      `account.share >= 0.${10 + index} || account.openComplaints > ${index}.0`
    ],
    index
  )
}))

/** Facts of fictional contacts; every seventh account has no class. */
const factsOf = (index: number): Expression.Facts => ({
  account: {
    ...(index % 7 === 0 ? {} : { abc: at(["A", "B", "C"], index) }),
    industry: at(industries, index * 3),
    country: at(["DE", "FR", "AT", "JP"], index),
    tier: at(["one-to-one", "one-to-few", "one-to-many"], index * 5),
    silenceDays: (index * 13) % 90,
    share: (index % 40) / 100,
    openComplaints: index % 3,
    attributes: {}
  },
  group: { attributes: {} },
  contact: { roles: [at(roles, index * 7)], level: at(["board", "head", "specialist"], index), attributes: {} }
})

const slotOf = (): ContentRules.CompiledSlot => {
  const slot = Schema.decodeUnknownSync(ContentSlot)({ variants, fallback: { template: "general" } })
  const rules = new Map<string, Expression.Compiled>()
  for (const { id, when } of slot.variants) {
    const { compiled, problems } = Expression.compile(contactRules, when ?? "")
    if (compiled === null) throw new Error(problems.map(({ message }) => message).join("; "))
    rules.set(id, compiled)
  }
  return ContentRules.makeSlot("body", slot, rules)
}

/** The library as its own documentation shows it: parsed once, called with plain facts; typed fields, or untyped maps. */
const bareOf = (typed: boolean) => {
  const cel = new Environment()
  for (const name of ["account", "group", "contact"]) {
    const fields = list.filter(({ path }) => path.startsWith(`${name}.`))
    const schema = fields.map(({ path, type }) => [
      path.slice(name.length + 1),
      type === "map" ? "map<string, dyn>" : type
    ])
    cel.registerVariable(typed ? { name, schema: Object.fromEntries(schema) } : { name, type: "map" })
  }
  const rules = variants.map(({ id, when }) => ({ id, rule: cel.parse(when) }))
  for (const { rule } of rules) rule.check()
  return (facts: Expression.Facts): string => {
    for (const { id, rule } of rules) {
      try {
        if (rule(facts) === true) return id
      } catch {
        // An unknown fact: the rule does not choose.
      }
    }
    return "fallback"
  }
}

/** The conditions of `variants` once more, as json-rules-engine writes them; facts stand flat, which it reads fastest. */
const conditionsOf = (index: number): TopLevelCondition => {
  const is = (fact: string, operator: string, value: ConditionProperties["value"]) => ({ fact, operator, value })
  const kinds: readonly [TopLevelCondition, ...ReadonlyArray<TopLevelCondition>] = [
    {
      all: [
        is("account.abc", "equal", at(["A", "B", "C"], index)),
        is("account.industry", "equal", at(industries, index))
      ]
    },
    {
      all: [is("contact.roles", "contains", at(roles, index)), is("account.silenceDays", "greaterThan", 20 + index)]
    },
    {
      all: [
        is("account.country", "in", ["DE", "AT"]),
        is("account.tier", "equal", "one-to-one"),
        is("contact.level", "equal", "head")
      ]
    },
    {
      any: [
        is("account.share", "greaterThanInclusive", Number(`0.${10 + index}`)),
        is("account.openComplaints", "greaterThan", index)
      ]
    }
  ]
  return at(kinds, index)
}

const engineOf = (): ((facts: Expression.Facts) => Promise<string>) => {
  const engine = new Engine([], { allowUndefinedFacts: true })
  for (const [index, { id, priority }] of variants.entries()) {
    engine.addRule({ conditions: conditionsOf(index), event: { type: id }, priority })
  }
  engine.on("success", () => {
    engine.stop()
  })
  return async (facts) => {
    const flat = Object.entries(facts).flatMap(([name, fields]) =>
      Object.entries(fields as object).map(([field, value]) => [`${name}.${field}`, value])
    )
    const { events } = await engine.run(Object.fromEntries(flat))
    return events[0]?.type ?? "fallback"
  }
}

const secondsOf = (work: () => void): number => {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}
const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const contacts = Number(process.argv[2] ?? 100_000)
const all = Array.from({ length: contacts }, (_, index) => factsOf(index))
const slot = slotOf()
const peers = { typed: bareOf(true), untyped: bareOf(false) }
const pick = (facts: Expression.Facts, index: number) => ContentRules.pick(slot, facts, String(index)).variantId
const differing = all.filter((facts, index) => Object.values(peers).some((peer) => peer(facts) !== pick(facts, index)))
if (differing.length > 0) throw new Error(`${differing.length} choices differ from bare CEL`)
const engine = engineOf()
const sample = all.slice(0, Math.ceil(contacts / 50))
for (const [index, facts] of sample.entries()) {
  const choice = await engine(facts)
  if (choice !== pick(facts, index)) throw new Error(`json-rules-engine chooses ${choice}, not ${pick(facts, index)}`)
}
const position = new Map(variants.map(({ id }, index) => [id, index + 1]))
const looks =
  all.reduce((sum, facts, index) => sum + (position.get(pick(facts, index)) ?? variants.length), 0) / contacts

const jobs = {
  "CEL bare, typed": (facts: Expression.Facts) => peers.typed(facts),
  "CEL bare, untyped": (facts: Expression.Facts) => peers.untyped(facts),
  ours: pick,
  "ours, with trace": (facts: Expression.Facts, index: number) =>
    ContentRules.choose(slot, facts, String(index)).variantId
}
const runs: Array<ReadonlyArray<number>> = []
const engineRuns: Array<number> = []
for (let round = 0; round < 7; round += 1) {
  runs.push(Object.values(jobs).map((job) => secondsOf(() => all.forEach(job))))
  const start = performance.now()
  for (const facts of sample) await engine(facts)
  engineRuns.push((performance.now() - start) / 1000)
}
const engineRate = sample.length / median(engineRuns)
const rates = Object.keys(jobs).map((name, job) => ({
  name,
  rate: contacts / median(runs.map((run) => run[job] ?? 0))
}))
const floor = Math.max(...rates.slice(0, 2).map(({ rate }) => rate))
console.log(`content choice, ${variants.length} rules (${looks.toFixed(1)} looked at on average), ${contacts} contacts`)
for (const { name, rate } of [{ name: "json-rules-engine", rate: engineRate }, ...rates]) {
  const ratios = `${(rate / floor).toFixed(2)} of the faster bare CEL, ${(rate / engineRate).toFixed(0)} × json-rules-engine`
  console.log(`  ${name.padEnd(20)}${Math.round(rate)} choices/s   ${ratios}`)
}
