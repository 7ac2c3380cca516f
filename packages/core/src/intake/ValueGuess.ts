/**
 * What values of a column probably mean, and which of them a value map leaves to its `"*"`. For proposals, which a person
 * looks at; nothing of it happens at run time.
 */
import type * as Csv from "./Csv.ts"
import { folded } from "./Field.ts"
import type { Located } from "./Headers.ts"
import type { ColumnReading } from "./Source.ts"

/** Values that are shown before the rest is counted. */
const mostShown = 8

const won = new Set(["won", "closedwon", "gewonnen", "выиграна", "выиграно", "успешно"])
const lost = new Set(["lost", "closedlost", "verloren", "проиграна", "проиграно", "отказ"])

const valuesOf = (table: Csv.Table, place: number): ReadonlyArray<string> => [
  ...new Set(table.rows.map(({ cells }) => (cells[place] ?? "").trim()).filter((value) => value !== ""))
]

/** The column whose values say that a deal is won or lost, with what each means; all others are open deals. */
export const outcome = (table: Csv.Table): ColumnReading | undefined => {
  for (const [place, column] of table.header.names.entries()) {
    const values = valuesOf(table, place)
    const wins = values.filter((value) => won.has(folded(value)))
    const losses = values.filter((value) => lost.has(folded(value)))
    if (wins.length === 0 || losses.length === 0) continue
    const meanings = [...wins.map((value) => [value, "won"]), ...losses.map((value) => [value, "lost"])]
    return { column, values: { ...Object.fromEntries(meanings), "*": "open" } }
  }
  return undefined
}

/** Values that a map leaves to its `"*"`, shown; undefined when it has none or leaves none. */
export const others = (table: Csv.Table, { name, place, reading }: Located): string | undefined => {
  const { values } = reading
  const rest = values?.["*"]
  if (values === undefined || rest === undefined || place === undefined) return undefined
  const left = valuesOf(table, place).filter((value) => !Object.hasOwn(values, value))
  if (left.length === 0) return undefined
  const more = left.length > mostShown ? ` and ${left.length - mostShown} more` : ""
  const meaning = rest === "" ? "nothing" : rest
  return `${name} is ${meaning} for ${left.slice(0, mostShown).join(", ")}${more}`
}
