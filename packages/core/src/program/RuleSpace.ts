/**
 * All situations that a few rules can tell apart: for each fact that they ask about the values that matter, with
 * "unknown" where it may be, and for each question that values cannot settle every answer. What no situation does, no
 * account or contact will ever do; a space too large to walk is tried by pairs of facts, which proves nothing.
 */
import type { Environment, Facts } from "../kernel/Expression.ts"
import * as RuleAtoms from "./RuleAtoms.ts"

/** One value of a fact; `label` is the value itself, `any other` for those that no rule names, or `unknown`. */
export interface Value {
  readonly value: unknown
  readonly label: string
  /** How many declared values it stands for; 1 where values are not declared. */
  readonly count: number
}

/** One fact, or one free question, with the values that matter. */
export interface Dimension {
  /** The path of the fact; the text of a free question. */
  readonly path: string
  readonly variable: string
  readonly field: string
  readonly key: string | null
  readonly values: ReadonlyArray<Value>
  /** Whether the values stand for all that there are. */
  readonly isComplete: boolean
}

/** The situations of some rules; `questions` are in the order of the rules. */
export interface RuleSpace {
  readonly dimensions: ReadonlyArray<Dimension>
  readonly questions: ReadonlyArray<RuleAtoms.Question>
  /** How many situations there are. */
  readonly size: number
}

const unknown: Value = { value: undefined, label: "unknown", count: 1 }
/** A text that no source has. */
const otherText = "\u0000other"
/** From so many named items of a list on, only few sets of them are tried. */
const mostItems = 9

const plain = (value: string | number | boolean): Value => ({ value, label: String(value), count: 1 })

const textsOf = ({ declared, isWhole, literals }: RuleAtoms.Asked): ReadonlyArray<Value> => {
  const named = [...literals].filter((one) => typeof one === "string")
  const { values } = declared
  if (values === undefined) return [...named.map(plain), { value: otherText, label: "any other", count: 1 }]
  const others = isWhole ? [] : values.filter((value) => !literals.has(value))
  const kept = values.filter((value) => isWhole || literals.has(value)).map(plain)
  return others.length === 0 ? kept : [...kept, { value: others[0], label: "any other", count: others.length }]
}

/** Each named number, one between two neighbours, one below and one above all. */
const numbersOf = (literals: ReadonlySet<unknown>): ReadonlyArray<Value> => {
  const named = [...literals].filter((one) => typeof one === "number").toSorted((a, b) => a - b)
  const [least] = named
  if (least === undefined) return [plain(0)]
  const above = named.map((one, at) => {
    const next = named[at + 1]
    return next === undefined ? one + 1 : (one + next) / 2
  })
  return [least - 1, ...named.flatMap((one, at) => [one, above[at] ?? one])].map(plain)
}

const setsOf = (items: ReadonlyArray<Value>): ReadonlyArray<ReadonlyArray<Value>> => {
  if (items.length > mostItems) {
    const pairs = items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other]))
    return [[], ...items.map((one) => [one]), ...pairs, items]
  }
  return items.reduce<ReadonlyArray<ReadonlyArray<Value>>>(
    (sets, item) => [...sets, ...sets.map((set) => [...set, item])],
    [[]]
  )
}

const listsOf = (asked: RuleAtoms.Asked): ReadonlyArray<Value> =>
  setsOf(textsOf(asked)).map((set) => ({
    value: set.map(({ value }) => value),
    label: set.length === 0 ? "none" : set.map(({ label }) => label).join(" + "),
    count: set.length === 1 ? (set[0]?.count ?? 1) : 1
  }))

const valuesOf = (asked: RuleAtoms.Asked): ReadonlyArray<Value> => {
  const { declared, literals } = asked
  const maybe = declared.optional === true || declared.type === "map" ? [unknown] : []
  switch (declared.type) {
    case "bool":
      return [plain(true), plain(false), ...maybe]
    case "string":
      return [...textsOf(asked), ...maybe]
    case "double":
      return [...numbersOf(literals), ...maybe]
    case "list<string>":
      return [...listsOf(asked), ...maybe]
    case "map":
      return [
        ...textsOf(asked),
        ...([...literals].some((one) => typeof one === "number") ? numbersOf(literals) : []),
        ...([...literals].some((one) => typeof one === "boolean") ? [plain(true), plain(false)] : []),
        ...maybe
      ]
  }
}

const dimensionOf = (asked: RuleAtoms.Asked): Dimension => {
  const { declared, field, key, path, variable } = asked
  const isComplete = declared.type !== "list<string>" || textsOf(asked).length <= mostItems
  return { path, variable, field, key, values: valuesOf(asked), isComplete }
}

const ofFree = (text: string): Dimension => ({
  path: text,
  variable: RuleAtoms.free,
  field: text,
  key: null,
  values: [plain(true), plain(false), unknown],
  isComplete: true
})

/** The situations that rules can tell apart; rules that do not compile in the environment are not for this. */
export const of = (
  environment: Environment,
  rules: ReadonlyArray<string>,
  known?: RuleAtoms.KnownValues
): RuleSpace => {
  const questions = rules.map((rule) => RuleAtoms.of(environment, rule, known))
  const asked = new Map<string, RuleAtoms.Asked>()
  for (const one of questions.flatMap((question) => question.asked)) {
    const before = asked.get(one.path)
    const literals = new Set([...(before?.literals ?? []), ...one.literals])
    asked.set(one.path, { ...one, literals, isWhole: one.isWhole || before?.isWhole === true })
  }
  const free = new Set(questions.flatMap((question) => question.free))
  const dimensions = [...[...asked.values()].map(dimensionOf), ...[...free].map(ofFree)]
  return { dimensions, questions, size: dimensions.reduce((size, { values }) => size * values.length, 1) }
}

/** Facts that are changed in place from one situation to the next. */
const blank = (dimensions: ReadonlyArray<Dimension>) => {
  const facts: Record<string, Record<string, unknown>> = {}
  const maps = new Map<Dimension, Record<string, unknown>>()
  for (const one of dimensions) {
    const fields = (facts[one.variable] ??= {})
    if (one.key === null) maps.set(one, fields)
    else maps.set(one, (fields[one.field] ??= {}) as Record<string, unknown>)
  }
  const put = (one: Dimension, { value }: Value): void => {
    const fields = maps.get(one)
    if (fields !== undefined) fields[one.key ?? one.field] = value
  }
  return { facts: facts as Facts, put }
}

/** The place of a situation: for each dimension the index of its value. */
export type Situation = ReadonlyArray<number>

const everySituation = function* (dimensions: ReadonlyArray<Dimension>): Generator<Situation> {
  const at = dimensions.map(() => 0)
  for (;;) {
    yield at
    let turn = dimensions.length - 1
    for (; turn >= 0; turn -= 1) {
      const next = (at[turn] ?? 0) + 1
      if (next < (dimensions[turn]?.values.length ?? 0)) {
        at[turn] = next
        break
      }
      at[turn] = 0
    }
    if (turn < 0) return
  }
}

/** Each pair of values of two facts at least once; the other facts turn over meanwhile. */
const everyPair = function* (dimensions: ReadonlyArray<Dimension>): Generator<Situation> {
  let turn = 0
  for (const [one, { values }] of dimensions.entries()) {
    for (const [other, { values: others }] of dimensions.entries()) {
      if (other <= one) continue
      for (const first of values.keys()) {
        for (const second of others.keys()) {
          turn += 1
          yield dimensions.map((dimension, at) =>
            at === one ? first : at === other ? second : (turn * (at + 1)) % dimension.values.length
          )
        }
      }
    }
  }
}

/** What is seen in one situation: the answers of the rules in their order, and where it lies. */
export type See = (answers: ReadonlyArray<boolean | undefined>, situation: Situation) => void

/**
 * Walks all situations when there are at most `most`, else some for each pair of facts. Says whether it saw all there
 * are: only then does something that was not seen not exist.
 */
export const walk = ({ dimensions, questions, size }: RuleSpace, most: number, see: See): boolean => {
  const { facts, put } = blank(dimensions)
  const isAll = size <= most
  for (const situation of isAll ? everySituation(dimensions) : everyPair(dimensions)) {
    for (const [at, dimension] of dimensions.entries()) {
      const value = dimension.values[situation[at] ?? 0]
      if (value !== undefined) put(dimension, value)
    }
    see(
      questions.map(({ answer }) => answer(facts)),
      situation
    )
  }
  return isAll && dimensions.every(({ isComplete }) => isComplete)
}
