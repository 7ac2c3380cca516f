/**
 * Which column gives which field. Declared columns are found by their exact names; without a declaration a column is
 * taken when its name is the field's own, in any case and with any signs between the words: `account_id`, `Account ID`.
 */
import type * as Finding from "../kernel/Finding.ts"
import type * as Csv from "./Csv.ts"
import type { Field } from "./Field.ts"
import { folded } from "./Field.ts"
import type { RecordKind } from "./RecordKind.ts"
import { nearest } from "./Reading.ts"
import type { ColumnReading, Source } from "./Source.ts"

/** A field with its place in the row, from 0, or with the value that all rows have; and how the source writes it. */
export interface Located {
  readonly field: Field
  readonly name: string
  readonly place?: number
  readonly constant?: string
  readonly reading: Omit<ColumnReading, "column">
}

/** What the columns of a file give. */
export interface Headers {
  readonly located: ReadonlyArray<Located>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** Read beside the fields of every kind: what amounts of the row are in, and when the row last changed. */
const beside: ReadonlyArray<Field> = [
  { name: "currency", type: "currency" },
  { name: "updatedAt", type: "instant" }
]

const attribute = (name: string): Field => ({ name: `attributes.${name}`, type: "text" })

/** All fields that a file of the kind may give, attributes aside. */
const fieldsOf = (kind: RecordKind): ReadonlyArray<Field> => [
  ...kind.fields,
  ...beside.filter((one) => kind.fields.every((field) => field.name !== one.name))
]

/** The field that a declaration names; an id may be named without its `Id`: `account` for `accountId`. */
const declared = (kind: RecordKind, name: string): Field | undefined => {
  if (kind.hasAttributes && name.startsWith("attributes.")) return attribute(name.slice("attributes.".length))
  const known = fieldsOf(kind)
  return (
    known.find((field) => field.name === name) ??
    known.find((field) => field.name === `${name}Id`) ??
    known.find((field) => (field.aliases ?? []).includes(name))
  )
}

const typed = (field: Field, source: Source, reading: Omit<ColumnReading, "column">): Field => {
  if (!field.name.startsWith("attributes.")) return field
  const type = reading.type ?? source.attributes?.[field.name.slice("attributes.".length)] ?? "text"
  return { ...field, type: type === "boolean" ? "truth" : type }
}

const fromDeclaration = (header: Csv.Header, kind: RecordKind, source: Source, file: string): Headers => {
  const located: Array<Located> = []
  const findings: Array<Finding.Finding> = []
  const say = (rule: string, message: string, advice: string, field: string) =>
    findings.push({ severity: "error", rule, message, advice, place: { file, line: header.line, field } })
  for (const [key, column] of Object.entries(source.columns ?? {})) {
    const field = declared(kind, key)
    if (field === undefined) {
      const candidates = fieldsOf(kind).map((one) => one.name)
      const near = nearest(key, candidates)
      const advice = near === undefined ? `the fields are ${candidates.join(", ")}` : `did you mean "${near}"?`
      say("import/unknown-field", `a ${kind.singular} has no field "${key}"`, advice, key)
      continue
    }
    const values = source.values?.[key]
    if (typeof column === "object" && "value" in column) {
      located.push({ field: typed(field, source, {}), name: field.name, constant: column.value, reading: {} })
      continue
    }
    const { column: name, ...own } = typeof column === "string" ? { column } : column
    const reading = values === undefined || own.values !== undefined ? own : { ...own, values }
    const place = header.names.indexOf(name.trim())
    if (place < 0) {
      const near = nearest(name, header.names)
      const advice = near === undefined ? `the header names: ${header.names.join(", ")}` : `did you mean "${near}"?`
      say("import/no-column", `there is no column "${name}" for ${field.name}`, advice, field.name)
    } else if (header.names.lastIndexOf(name.trim()) !== place) {
      const message = `the header has "${name}" more than once, and ${field.name} is read from it`
      say("import/twice-in-header", message, "rename one of the columns", field.name)
    } else located.push({ field: typed(field, source, reading), name: field.name, place, reading })
  }
  return { located, findings }
}

/** Names under which a field's column is found: its own, without its `Id`, its aliases. */
const spellings = (field: Field): ReadonlySet<string> =>
  new Set([field.name, field.name.replace(/Id$/u, ""), ...(field.aliases ?? [])].map(folded))

const fromNames = (header: Csv.Header, kind: RecordKind, source: Source): Headers => {
  const located = new Map<string, Located>()
  const claimed = new Set<number>()
  const take = (field: Field, place: number) => {
    const values = source.values?.[field.name]
    const reading = values === undefined ? {} : { values }
    located.set(field.name, { field: typed(field, source, reading), name: field.name, place, reading })
    claimed.add(place)
  }
  const own = folded(`${kind.singular}Id`)
  const all = fieldsOf(kind)
  const match = (skipOwn: boolean) => {
    for (const [place, name] of header.names.entries()) {
      if (claimed.has(place) || (skipOwn && folded(name) === own)) continue
      const free = all.filter((field) => !located.has(field.name))
      const field =
        free.find((one) => folded(one.name) === folded(name)) ?? free.find((one) => spellings(one).has(folded(name)))
      if (field !== undefined) take(field, place)
    }
  }
  match(true)
  // `account_id` is the account's own id. Only orders go without one, and then `order_id` groups their lines.
  const id = kind.fields.find((field) => field.name === "id")
  const place = header.names.findIndex((name) => folded(name) === own)
  const rival =
    kind.identity !== undefined && all.some((field) => folded(field.name) === own && !located.has(field.name))
  if (id !== undefined && place >= 0 && !located.has("id") && !rival) take(id, place)
  match(false)
  if (kind.hasAttributes) {
    for (const [place, name] of header.names.entries()) {
      if (!claimed.has(place) && name !== "") take(attribute(name.replace(/^attributes?[._ ]/u, "")), place)
    }
  }
  return { located: [...located.values()], findings: [] }
}

/** Finds the columns of a file. */
export const locate = (header: Csv.Header, kind: RecordKind, source: Source, file: string): Headers =>
  source.columns === undefined ? fromNames(header, kind, source) : fromDeclaration(header, kind, source, file)
