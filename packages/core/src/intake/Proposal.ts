/**
 * A proposal how to read a file, made by looking at it once: encoding, delimiter, header, decimal sign, order of dates,
 * kind of records, columns. A person looks at it and keeps it as a declaration. What the file leaves open is a question,
 * with the row that shows it; it is never answered by a guess.
 */
import { TextDecoder } from "node:util"
import type * as Finding from "../kernel/Finding.ts"
import type * as Money from "../kernel/Money.ts"
import * as Csv from "./Csv.ts"
import type { Encoding } from "./Encoding.ts"
import type { Field } from "./Field.ts"
import * as Headers from "./Headers.ts"
import * as KindGuess from "./KindGuess.ts"
import * as NotationGuess from "./NotationGuess.ts"
import * as Presets from "./Presets.ts"
import * as Reading from "./Reading.ts"
import { kinds, type KindName, type RecordKind } from "./RecordKind.ts"
import * as Sniff from "./Sniff.ts"
import type { Column, PresetName, Source } from "./Source.ts"
import * as ValueGuess from "./ValueGuess.ts"

/** What is said beforehand; it wins over what the file shows. */
export interface Given {
  /** The name of the file, as findings and the declaration show it. */
  readonly file: string
  /** The reporting currency. */
  readonly currency: Money.Currency
  readonly kind?: KindName | undefined
  readonly preset?: PresetName | undefined
  readonly encoding?: Encoding | undefined
  readonly delimiter?: string | undefined
  readonly headerLine?: number | undefined
  readonly sheet?: string | undefined
  readonly rows?: string | undefined
  /** Columns by field, beside those that are found. */
  readonly columns?: Readonly<Record<string, string>> | undefined
  readonly decimal?: "." | "," | undefined
  readonly dateFormat?: string | undefined
  /** The currency of the file's amounts. */
  readonly amountsIn?: Money.Currency | undefined
}

/** One part of the notation: what it is and by what that is known. */
export interface Part {
  readonly part:
    | "encoding"
    | "delimiter"
    | "header"
    | "dates"
    | "decimal"
    | "thousands"
    | "currency"
    | "kind"
    | "values"
  readonly value: string
  readonly because: string
}

/** One column of the file. `field` is absent where nothing is read from it. */
export interface ProposedColumn {
  readonly column: string
  /** Its number, from 1. */
  readonly place: number
  readonly fields: ReadonlyArray<string>
  /** The first three values that differ, with their lines. */
  readonly samples: ReadonlyArray<Reading.Cell>
}

/** How a file is to be read. With questions open the source is not complete. */
export interface Proposal {
  readonly file: string
  readonly kind: KindName | null
  readonly preset: PresetName | null
  readonly rows: number
  readonly parts: ReadonlyArray<Part>
  readonly columns: ReadonlyArray<ProposedColumn>
  /** Columns from which nothing is read. */
  readonly unmapped: ReadonlyArray<string>
  readonly questions: ReadonlyArray<Finding.Finding>
  /** What to put under `sources` in abm.yaml; null where nothing can be read. */
  readonly source: Source | null
  readonly table: Csv.Table | null
}

/** Spellings of nothing that people use. */
const blanks = ["-", "–", "—", "n/a", "N/A", "#N/A", "NULL", "null", "none", "нет данных"]

const sampled = 3

const samplesOf = (table: Csv.Table, place: number): ReadonlyArray<Reading.Cell> => {
  const found = new Map<string, Reading.Cell>()
  for (const { cells, line } of table.rows) {
    const value = (cells[place] ?? "").trim()
    if (value !== "" && !found.has(value)) found.set(value, { line, value })
    if (found.size === sampled) break
  }
  return [...found.values()]
}

const proposedColumn = (
  table: Csv.Table,
  column: string,
  place: number,
  fields: ReadonlyArray<string>
): ProposedColumn => ({ column, place: place + 1, fields, samples: samplesOf(table, place) })

/** Cells of a column that are text and say something. */
const cellsOf = (table: Csv.Table, place: number, blank: Reading.Blanks): ReadonlyArray<Reading.Cell> =>
  table.rows.flatMap(({ cells, exact, fault, line }) => {
    const value = Reading.text(cells[place], blank)
    return value === undefined || fault !== undefined || exact?.has(place) === true ? [] : [{ line, value }]
  })

const isDate = ({ type }: Field): boolean => type === "day" || type === "instant" || type === "deadline"

const nothing = (given: Given, parts: ReadonlyArray<Part>, questions: ReadonlyArray<Finding.Finding>): Proposal => ({
  file: given.file,
  kind: null,
  preset: null,
  rows: 0,
  parts,
  columns: [],
  unmapped: [],
  questions,
  source: null,
  table: null
})

const kindQuestion = (given: Given, header: Csv.Header, best: ReadonlyArray<KindGuess.KindGuess>): Finding.Finding => {
  const likely = best.slice(0, 3).map(({ kind }) => kind)
  const message = `the columns (${header.names.join(", ")}) fit ${likely.join(", ")} about as well`
  const place = { file: given.file, line: header.line }
  return {
    severity: "error",
    rule: "import/kind",
    message,
    advice: `name the kind: --as ${likely[0] ?? "orders"}`,
    place
  }
}

/** Spellings of nothing in columns that are to be read as something. */
const blankOf = (table: Csv.Table, located: ReadonlyArray<Headers.Located>): ReadonlyArray<string> => {
  const places = located.filter(({ field }) => field.type !== "text").map(({ place }) => place)
  const found = blanks.filter((spelling) =>
    table.rows.some(({ cells }) => places.some((place) => place !== undefined && cells[place]?.trim() === spelling))
  )
  return found
}

interface Read {
  readonly parts: ReadonlyArray<Part>
  readonly questions: ReadonlyArray<Finding.Finding>
  readonly declaration: Partial<Source>
  readonly columns: Readonly<Record<string, Column>>
}

/** How dates are written: one format for the file where all columns have it, else one for each column. */
const readDates = (
  table: Csv.Table,
  located: ReadonlyArray<Headers.Located>,
  given: Given,
  blank: Reading.Blanks
): Read => {
  const columns = located.flatMap(({ field, name, place }) => {
    const cells = place === undefined || !isDate(field) ? [] : cellsOf(table, place, blank)
    return cells.length === 0 || place === undefined ? [] : [{ name, place, cells }]
  })
  if (columns.length === 0) return { parts: [], questions: [], declaration: {}, columns: {} }
  if (given.dateFormat !== undefined) {
    const part: Part = { part: "dates", value: given.dateFormat, because: "it was said" }
    return { parts: [part], questions: [], declaration: { dateFormat: given.dateFormat }, columns: {} }
  }
  const guesses = columns.map((column) => ({
    ...column,
    guess: NotationGuess.dates(column.cells, { file: given.file, field: column.name })
  }))
  // Columns of one file are written alike: a row of one decides for the others.
  const decided = guesses.find(({ guess }) => guess.value !== undefined)?.guess
  const settled = guesses.map((column) =>
    column.guess.question?.rule === Reading.undecided && decided !== undefined ? { ...column, guess: decided } : column
  )
  const formats = new Set(settled.map(({ guess }) => guess.value))
  const questions = settled.flatMap(({ guess }) => guess.question ?? [])
  const parts = [...new Map(settled.map(({ guess }) => [guess.value ?? guess.because, guess])).values()].flatMap(
    ({ because, question, value }): ReadonlyArray<Part> =>
      question === undefined ? [{ part: "dates", value: value ?? "as they stand", because }] : []
  )
  const [format] = formats
  if (formats.size === 1) {
    return { parts, questions, declaration: format === undefined ? {} : { dateFormat: format }, columns: {} }
  }
  const own = settled.flatMap(({ guess, name, place }) =>
    guess.value === undefined ? [] : [[name, { column: table.header.names[place] ?? "", dateFormat: guess.value }]]
  )
  return { parts, questions, declaration: {}, columns: Object.fromEntries(own) }
}

/** How amounts are written, and in which currency. */
const readAmounts = (
  table: Csv.Table,
  located: ReadonlyArray<Headers.Located>,
  given: Given,
  blank: Reading.Blanks
): Read => {
  const places = located.flatMap(({ field, place }) => (field.type === "money" && place !== undefined ? [place] : []))
  const cells = places.flatMap((place) => cellsOf(table, place, blank)).toSorted((a, b) => a.line - b.line)
  if (places.length === 0) return { parts: [], questions: [], declaration: {}, columns: {} }
  const parts: Array<Part> = []
  const hasCurrency = located.some(({ name }) => name === "currency")
  const inName = places.flatMap((place) => NotationGuess.currencyInName(table.header.names[place] ?? "") ?? [])[0]
  const named: { readonly value?: Money.Currency; readonly because: string } | undefined = hasCurrency
    ? undefined
    : inName === undefined
      ? NotationGuess.currency(cells)
      : { value: inName.currency, because: "the name of the column ends with it" }
  const currency = given.amountsIn ?? named?.value ?? given.currency
  if (given.amountsIn !== undefined) parts.push({ part: "currency", value: currency, because: "it was said" })
  else if (hasCurrency) parts.push({ part: "currency", value: "by row", because: "a column names it" })
  else
    parts.push({
      part: "currency",
      value: currency,
      because: named?.because ?? "it is the reporting currency, and no row names another"
    })
  const declaration: { -readonly [K in keyof Source]?: Source[K] } =
    !hasCurrency && currency !== given.currency ? { currency } : {}
  if (given.decimal !== undefined) {
    parts.push({ part: "decimal", value: given.decimal, because: "it was said" })
    return { parts, questions: [], declaration: { ...declaration, decimal: given.decimal }, columns: {} }
  }
  const guess = NotationGuess.amounts(cells, currency, { file: given.file })
  if (guess.question !== undefined) return { parts, questions: [guess.question], declaration, columns: {} }
  const { value } = guess
  if (value === undefined) parts.push({ part: "decimal", value: "either", because: guess.because })
  else {
    parts.push({ part: "decimal", value: value.decimal, because: guess.because })
    declaration.decimal = value.decimal
    if (value.thousands !== undefined) {
      const shown = value.thousands === " " ? "space" : value.thousands
      parts.push({ part: "thousands", value: shown, because: "no cell has another sign between thousands" })
      declaration.thousands = value.thousands
    }
  }
  return { parts, questions: [], declaration, columns: {} }
}

/** The same question, with the flag that answers it. */
const answerable = (finding: Finding.Finding): Finding.Finding =>
  finding.rule === "import/no-column" && finding.advice?.startsWith("name its column") === true
    ? { ...finding, advice: `name its column: --columns ${finding.place?.field ?? ""}=…` }
    : finding

/** A proposal for rows that have been read: the kind, the columns, the notation. `parts` say how they were read. */
export const ofTable = (
  table: Csv.Table,
  given: Given,
  how: ReadonlyArray<Part>,
  written: Partial<Source>
): Proposal => {
  const { header } = table
  const best = KindGuess.guesses(header, given.file, { kind: given.kind, preset: given.preset })
  const [top, next] = best
  const isTie = next !== undefined && next.kind !== top?.kind && next.score > (top?.score ?? 0) - 1
  if (top === undefined || (given.kind === undefined && (top.score <= 0 || isTie))) {
    const columns = header.names.map((column, place) => proposedColumn(table, column, place, []))
    const open = nothing(given, how, [kindQuestion(given, header, best)])
    return { ...open, rows: table.rows.length, columns, table }
  }

  const { kind, preset } = top
  const record: RecordKind = kinds[kind]
  const renamed: Record<string, Column> = { ...KindGuess.declared(header, kind, preset), ...given.columns }
  const base: Source = { file: given.file, ...(preset === undefined ? {} : { preset }), ...written }
  const columnsOf = (): Headers.Headers => Headers.locate(header, kind, { ...base, columns: renamed }, given.file)
  // A company's list without ids: its names are all that others refer to.
  const hasId = columnsOf().located.some(({ name }) => name === "id")
  const nameAt = columnsOf().located.find(({ name }) => name === "name")?.place
  if (!hasId && record.identity === undefined && kind === "accounts" && nameAt !== undefined)
    renamed["id"] = header.names[nameAt] ?? ""

  const isDecided = columnsOf().located.some(({ name }) => name === "outcome")
  const outcome = kind === "opportunities" && !isDecided ? ValueGuess.outcome(table) : undefined
  if (outcome !== undefined) renamed["outcome"] = outcome

  const headers = columnsOf()
  const meanings = headers.located.flatMap((one): ReadonlyArray<Part> => {
    const value = ValueGuess.others(table, one)
    const column = header.names[one.place ?? -1] ?? ""
    return value === undefined ? [] : [{ part: "values", value, because: `no other meaning of "${column}" is known` }]
  })
  const blank = blankOf(table, headers.located)
  const spellings = Reading.blanks(blank)
  const known = Presets.kindOf(preset, kind)?.reading
  const ownDates = readDates(table, headers.located, given, spellings)
  const ownAmounts = readAmounts(table, headers.located, given, spellings)
  // What rows leave open the program that wrote them may have settled; where they say something else they are right.
  const isIso = ownDates.parts.some(({ because }) => because === NotationGuess.allIso)
  const dates =
    known?.dateFormat === undefined
      ? ownDates
      : { ...ownDates, questions: [], declaration: isIso ? { dateFormat: "yyyy-MM-dd" } : ownDates.declaration }
  const amounts = known?.decimal === undefined ? ownAmounts : { ...ownAmounts, questions: [] }
  const columns = { ...renamed, ...dates.columns }
  const own: Source = {
    ...base,
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
    ...dates.declaration,
    ...amounts.declaration,
    ...(blank.length === 0 ? {} : { blank })
  }
  const isKnown = (key: string, value: unknown): boolean =>
    known !== undefined && Object.entries(known).some(([name, one]) => name === key && one === value)
  const source = Object.fromEntries(Object.entries(own).filter(([key, value]) => !isKnown(key, value))) as Source

  const fieldsAt = (place: number): ReadonlyArray<string> =>
    headers.located.filter((one) => one.place === place || one.also?.includes(place) === true).map(({ name }) => name)
  const proposed = header.names.map((column, place) => proposedColumn(table, column, place, fieldsAt(place)))
  return {
    file: given.file,
    kind,
    preset: preset ?? null,
    rows: table.rows.length,
    parts: [
      ...how,
      { part: "kind", value: kind, because: given.kind === undefined ? top.because : "it was said" },
      ...dates.parts,
      ...amounts.parts,
      ...meanings
    ],
    columns: proposed,
    unmapped: headers.unread.map((place) => header.names[place] ?? ""),
    questions: [...headers.findings.map(answerable), ...dates.questions, ...amounts.questions],
    source,
    table
  }
}

const isTable = (parsed: Csv.Table | Finding.Finding): parsed is Csv.Table => "rows" in parsed

const isOpen = <A>(sniffed: Sniff.Sniffed<A>): sniffed is { readonly question: Finding.Finding } =>
  "question" in sniffed

/** A proposal for a file of delimited text. */
export const ofBytes = (bytes: Uint8Array, given: Given): Proposal => {
  const found =
    given.encoding === undefined ? Sniff.encoding(bytes, given.file) : { value: given.encoding, because: "it was said" }
  if (isOpen(found)) return nothing(given, [], [found.question])
  const parts: Array<Part> = [{ part: "encoding", value: found.value, because: found.because }]
  const text = new TextDecoder(found.value).decode(bytes)
  const layout = Sniff.layout(text, given.file, given)
  if (isOpen(layout)) return nothing(given, parts, [layout.question])
  const { delimiter, headerLine } = layout.value
  const sign = delimiter === "\t" ? "tab" : delimiter
  parts.push({ part: "delimiter", value: sign, because: layout.because })
  parts.push({ part: "header", value: `line ${headerLine}`, because: layout.because })
  const parsed = Csv.parse(text, { delimiter, headerLine, file: given.file })
  if (!isTable(parsed)) return nothing(given, parts, [parsed])
  // What the file says by itself is not declared: a mark, UTF-8, a header in the first line that names its delimiter.
  const alone = Csv.parse(text.slice(0, 1 << 16), { file: given.file })
  const isPlain = isTable(alone) && alone.header.line === headerLine && alone.header.delimiter === delimiter
  const hasMark = found.because.includes("mark")
  return ofTable(parsed, given, parts, {
    ...(found.value === "utf-8" || hasMark ? {} : { encoding: found.value }),
    ...(isPlain ? {} : { delimiter, headerLine })
  })
}
