/** One step away from what is written: of a rule, a number, a wait, a day, a word of a list, a part that may be left out. */
import { Calendar } from "@market-of-one/core"
import type { Step, StepsOf } from "./Mutant.ts"

const said = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))
const changed = (from: unknown, to: unknown): Step => ({ from: said(from), to: said(to), value: to })
const without = (value: unknown): Step => ({
  from: typeof value === "object" ? "all of it" : said(value),
  to: "",
  value: undefined
})

/** The next word of the list in which a word stands; a rule that names none of its list would be refused. */
const lists: ReadonlyArray<ReadonlyArray<string>> = [
  ["A", "B", "C"],
  ["ru", "en"],
  ["person", "mailbox"],
  ["customer", "lapsed", "lost", "regained", "prospect"],
  ["breadwinner", "image-maker", "expert", "promising"],
  [
    "decision maker",
    "economic buyer",
    "procurement",
    "user",
    "champion",
    "technical evaluator",
    "legal",
    "gatekeeper",
    "influencer"
  ]
]
const nextOf = (word: string): string => {
  const list = lists.find((one) => one.includes(word)) ?? []
  return list[(list.indexOf(word) + 1) % list.length] ?? `${word} of old`
}

const operators: Readonly<Record<string, string>> = {
  "==": "!=",
  "!=": "==",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "&&": "||",
  "||": "&&",
  "!": ""
}
const token = /"[^"]*"|[=!<>]=|[<>!]|&&|\|\||(?<![\w.])\d+(?:\.\d+)?/gu

const ofToken = (word: string): ReadonlyArray<string> => {
  if (word.startsWith('"')) return [`"${nextOf(word.slice(1, -1))}"`]
  const operator = operators[word]
  if (operator !== undefined) return [operator]
  return [1, -1].map((by) => (Number(word) + by).toFixed(word.includes(".") ? 1 : 0))
}

/** A rule with each of its signs, words and numbers changed, and the whole turned round. */
export const ofRule = (rule: string): ReadonlyArray<Step> => [
  { from: "yes", to: "no", value: `!(${rule})` },
  ...[...rule.matchAll(token)].flatMap(({ 0: word, index }) =>
    ofToken(word).map((to) => ({
      from: rule.slice(index, index + 40),
      to: `${to}${rule.slice(index + word.length, index + 40)}`,
      value: rule.slice(0, index) + to + rule.slice(index + word.length)
    }))
  )
]

/** A number one step up and one down. */
export const ofNumber =
  (...steps: ReadonlyArray<number>) =>
  (value: unknown): ReadonlyArray<Step> =>
    steps.map((step) => changed(value, Number((Number(value) + step).toFixed(4))))

/** An amount by half and by double. */
export const ofAmount = (value: unknown): ReadonlyArray<Step> => [
  changed(value, Math.floor(Number(value) / 2)),
  changed(value, Number(value) * 2)
]

/** A day later and a day earlier. */
export const ofDay = (value: unknown): ReadonlyArray<Step> =>
  [1, -1].map((by) => changed(value, Calendar.addDays(String(value) as Calendar.Day, by)))

/** One unit more and one less. */
export const ofWait = (value: unknown): ReadonlyArray<Step> => {
  const [count = "", ...unit] = String(value).split(" ")
  return [1, -1].flatMap((by) =>
    Number(count) + by < 1 ? [] : [changed(value, [Number(count) + by, ...unit].join(" "))]
  )
}

/** Each other word that may stand there. */
export const ofWord =
  (...words: ReadonlyArray<unknown>) =>
  (value: unknown): ReadonlyArray<Step> =>
    words.filter((word) => word !== value).map((word) => changed(value, word))

/** Other words in the place of these. */
export const ofText = (value: unknown): ReadonlyArray<Step> => [changed(value, `another ${String(value)}`)]

/** Left out. */
export const left = (value: unknown): ReadonlyArray<Step> => [without(value)]

/** Several ways for one value. */
export const all =
  (...steps: ReadonlyArray<(value: unknown) => ReadonlyArray<Step>>) =>
  (value: unknown): ReadonlyArray<Step> =>
    steps.flatMap((step) => step(value))

/** Changes by the name of the key; the items of a list go by the name of the list and `[]`. */
export const byKey =
  (table: Readonly<Record<string, (value: unknown) => ReadonlyArray<Step>>>): StepsOf =>
  (value, path) => {
    const last = path.at(-1)
    const key = typeof last === "number" ? `${path.at(-2)}[]` : last
    const steps = table[[path.at(-2), key].join(".")] ?? table[key ?? ""]
    return steps?.(value) ?? []
  }
