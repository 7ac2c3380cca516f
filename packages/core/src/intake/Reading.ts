/**
 * Cells into values: where a column stands, which spellings mean "nothing", ids as text, and the settling of columns
 * whose values could be read in two ways. Shared by the intake of every record.
 */
import type * as Finding from "../kernel/Finding.ts"
import * as Money from "../kernel/Money.ts"
import * as Nearest from "../kernel/Nearest.ts"
import type * as Csv from "./Csv.ts"
import * as Dates from "./Dates.ts"

/** Which column of the source gives which field: `{ account: "customer_id" }`. */
export type Columns<Field extends string> = Readonly<Partial<Record<Field, string>>>

/** Where the column of each field stands, from 0; a field without a column is absent. */
export type Places<Field extends string> = Readonly<Partial<Record<Field, number>>>

/** The column or name that a misspelt one most likely means; undefined when none is near. */
export const nearest = (name: string, candidates: ReadonlyArray<string>): string | undefined =>
  Nearest.nearest(name, candidates)

const columnError = (
  file: string | undefined,
  header: Csv.Header,
  field: string,
  rule: string,
  message: string,
  advice: string
): Finding.Finding => ({
  severity: "error",
  rule,
  message,
  advice,
  place: { ...(file === undefined ? {} : { file }), line: header.line, field }
})

/** Finds the column of each field in the header, or says which is missing or stands there twice. */
export const locate = <Field extends string>(
  header: Csv.Header,
  columns: Columns<Field>,
  file?: string
): { readonly places: Places<Field>; readonly findings: ReadonlyArray<Finding.Finding> } => {
  const places: Partial<Record<Field, number>> = {}
  const findings: Array<Finding.Finding> = []
  for (const field of Object.keys(columns) as Array<Field>) {
    const name = columns[field]?.trim()
    if (name === undefined) continue
    const at = header.names.indexOf(name)
    if (at < 0) {
      const near = nearest(name, header.names)
      const advice = near === undefined ? `the header names: ${header.names.join(", ")}` : `did you mean "${near}"?`
      const message = `there is no column "${name}" for ${field}`
      findings.push(columnError(file, header, field, "import/no-column", message, advice))
    } else if (header.names.lastIndexOf(name) !== at) {
      const message = `the header has "${name}" more than once, and ${field} is read from it`
      findings.push(columnError(file, header, field, "import/twice-in-header", message, "rename one of the columns"))
    } else places[field] = at
  }
  return { places, findings }
}

/** Spellings that mean "nothing" in a source, beside the empty cell: `["-", "n/a", "NULL"]`; compared trimmed. */
export type Blanks = ReadonlySet<string>

/** The spellings of a source. */
export const blanks = (spellings: ReadonlyArray<string> = []): Blanks =>
  new Set(["", ...spellings.map((s) => s.trim())])

/** The trimmed text of a cell; undefined when it is blank. */
export const text = (cell: string | undefined, blank: Blanks): string | undefined => {
  const trimmed = cell === undefined ? "" : cell.trim()
  return trimmed === "" || blank.has(trimmed) ? undefined : trimmed
}

/** A number in scientific notation, as a spreadsheet leaves it where a long id stood: `1.78501E+11`. */
export const isScientific = (id: string): boolean => /^[+-]?(?:\d[.,]\d+e[+-]?\d+|\d+e\+\d+)$/iu.test(id)

/** What `isScientific` means, for the reader of a finding. */
export const scientificId = "the id is in scientific notation: the file was opened and saved by a spreadsheet"

/** The same of a phone number. */
export const scientificPhone =
  "the phone number is in scientific notation: the file was opened and saved by a spreadsheet"

/** Ids that end in `.0` although the same id without it stands in the data: `17850.0` beside `17850`. */
export const decimalTwins = (ids: Iterable<string>): ReadonlyArray<readonly [twin: string, id: string]> => {
  const known = new Set(ids)
  const twins: Array<readonly [string, string]> = []
  for (const id of known) {
    const plain = /^(\d+)\.0+$/u.exec(id)?.[1]
    if (plain !== undefined && known.has(plain)) twins.push([id, plain])
  }
  return twins.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** A cell and the line it stands on. */
export interface Cell {
  readonly line: number
  readonly value: string
}

/** What the cells of a column say about how it is written. */
export type Settlement<Choice> =
  /** Nothing depends on it: no cell, or all read the same either way. */
  | { readonly state: "free" }
  /** One reading, and the first cell that has no other. */
  | { readonly state: "settled"; readonly choice: Choice; readonly by: Cell }
  /** At least this cell has two readings and none decides. */
  | { readonly state: "open"; readonly at: Cell }
  /** Cells decide for different readings. */
  | { readonly state: "torn"; readonly between: ReadonlyArray<readonly [choice: Choice, cell: Cell]> }

/** Collects cells of one column until it is settled. */
export interface Settler<Choice> {
  /** Takes note of a cell; whether the settlement may have changed by it. */
  readonly see: (value: string, line: number) => boolean
  readonly result: () => Settlement<Choice>
}

/** A settler; `readingsOf` gives the choices a cell could have, and `differ` whether its readings differ. */
const settler = <Choice extends string>(
  readingsOf: (value: string) => { readonly choices: ReadonlyArray<Choice>; readonly differ: boolean }
): Settler<Choice> => {
  const deciding = new Map<Choice, Cell>()
  let open: Cell | undefined
  return {
    see: (value, line) => {
      const { choices, differ } = readingsOf(value)
      const [only] = choices
      if (only !== undefined && choices.length === 1) {
        if (deciding.has(only)) return false
        deciding.set(only, { line, value })
        return true
      }
      if (!differ || open !== undefined) return false
      open = { line, value }
      return true
    },
    result: () => {
      if (deciding.size > 1) return { state: "torn", between: [...deciding] }
      for (const [choice, by] of deciding) return { state: "settled", choice, by }
      return open === undefined ? { state: "free" } : { state: "open", at: open }
    }
  }
}

/** Settles the order of day and month of a date column. */
export const dateSettler = (): Settler<Dates.Order> =>
  settler((value) => {
    const choices = Dates.ordersOf(value)
    return {
      choices,
      differ: choices.length === 2 && Dates.ordered("dd/MM/yyyy")(value) !== Dates.ordered("MM/dd/yyyy")(value)
    }
  })

/** Settles the decimal sign of an amount column. */
export const decimalSettler = (currency: Money.Currency): Settler<"." | ","> =>
  settler((value) => {
    const point = Money.parseMinor(value, currency, { decimal: "." })
    const comma = Money.parseMinor(value, currency, { decimal: "," })
    const choices: Array<"." | ","> = []
    if (typeof point === "number") choices.push(".")
    if (typeof comma === "number") choices.push(",")
    return { choices, differ: choices.length === 2 && point !== comma }
  })

/** The rule of the question that no row has decided between two readings. */
export const undecided = "import/two-readings"

const quoted = (cell: Cell): string => `line ${cell.line} ("${cell.value.trim()}")`

/** The question that an unsettled column leaves to its owner; undefined when nothing is open. */
export const question = <Choice extends string>(
  settlement: Settlement<Choice>,
  option: "decimal" | "dateFormat",
  place: Finding.Place
): Finding.Finding | undefined => {
  const examples = option === "decimal" ? `"." or ","` : "dd/MM/yyyy or MM/dd/yyyy"
  const advice = `declare \`${option}\`: ${examples}`
  if (settlement.state === "open") {
    const message = `${quoted(settlement.at)} has two readings and no row decides between them`
    return {
      severity: "error",
      rule: undecided,
      message,
      advice,
      place: { ...place, line: settlement.at.line }
    }
  }
  if (settlement.state === "torn") {
    const sides = settlement.between.map(([choice, cell]) => `${quoted(cell)} can only be ${choice}`).join(", ")
    const message = `the column is written in two ways: ${sides}`
    return { severity: "error", rule: "import/two-notations", message, advice, place }
  }
  return undefined
}
