/**
 * Which column gives which field. Declared columns come first, then those that the preset of the source knows, then
 * those whose names are the field's own, in any case and with any signs between the words: `account_id`, `Account ID`.
 * What no field claims becomes an attribute where the kind has them.
 */
import type * as Finding from "../kernel/Finding.ts"
import type * as Csv from "./Csv.ts"
import type { Field } from "./Field.ts"
import { folded } from "./Field.ts"
import * as Presets from "./Presets.ts"
import { kinds, requiredOf, type KindName, type RecordKind } from "./RecordKind.ts"
import { nearest } from "./Reading.ts"
import type { Column, ColumnReading, Source } from "./Source.ts"

/** A field with its place in the row, from 0, or with the value that all rows have; and how the source writes it. */
export interface Located {
  readonly field: Field
  readonly name: string
  readonly place?: number
  /** Further places whose cells belong to the same value: the last name after the first. */
  readonly also?: ReadonlyArray<number>
  readonly constant?: string
  readonly reading: Omit<ColumnReading, "column">
}

/** What the columns of a file give. `unread` are the places of columns that give nothing. */
export interface Headers {
  readonly located: ReadonlyArray<Located>
  readonly unread: ReadonlyArray<number>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** Read beside the fields of every kind: what amounts of the row are in, and when the row last changed. */
const beside: ReadonlyArray<Field> = [
  { name: "currency", type: "currency" },
  { name: "updatedAt", type: "instant" }
]

/** A dot in the column's name, as nested JSON has it, would make a record of the attribute. */
const attribute = (name: string): Field => ({ name: `attributes.${name.replaceAll(".", "_")}`, type: "text" })

/** All fields that a file of the kind may give, attributes aside. */
const fieldsOf = (kind: Pick<RecordKind, "fields">): ReadonlyArray<Field> => [
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

/** Names under which a field's column is found: its own, without its `Id`, its aliases. */
const spellings = (field: Field): ReadonlySet<string> =>
  new Set([field.name, field.name.replace(/Id$/u, ""), ...(field.aliases ?? [])].map(folded))

/** The search for the columns of one file: fields taken, places claimed, what was wrong. */
const search = (header: Csv.Header, kind: RecordKind, source: Source, file: string) => {
  const located = new Map<string, Located>()
  const claimed = new Set<number>()
  const findings: Array<Finding.Finding> = []
  const say = (rule: string, message: string, advice: string, field?: string) =>
    findings.push({
      severity: "error",
      rule,
      message,
      advice,
      place: { file, line: header.line, ...(field === undefined ? {} : { field }) }
    })
  const hint = (name: string): string => {
    const near = nearest(name, header.names)
    return near === undefined ? `the header names: ${header.names.join(", ")}` : `did you mean "${near}"?`
  }
  const unknown = (key: string): void => {
    const candidates = fieldsOf(kind).map((one) => one.name)
    const near = nearest(key, candidates)
    const advice = near === undefined ? `the fields are ${candidates.join(", ")}` : `did you mean "${near}"?`
    say("import/unknown-field", `a ${kind.singular} has no field "${key}"`, advice, key)
  }
  const isTwice = (place: number): boolean => {
    const name = header.names[place] ?? ""
    return header.names.indexOf(name) !== header.names.lastIndexOf(name)
  }
  const put = (field: Field, places: ReadonlyArray<number>, own: Omit<ColumnReading, "column">): void => {
    const values = own.values ?? source.values?.[field.name]
    const reading = values === undefined ? own : { ...own, values }
    const [place, ...also] = places
    const twice = places.find(isTwice)
    for (const one of places) claimed.add(one)
    if (twice !== undefined) {
      const message = `the header has "${header.names[twice] ?? ""}" more than once, and ${field.name} is read from it`
      say("import/twice-in-header", message, "rename one of the columns", field.name)
    }
    located.set(field.name, {
      field: typed(field, source, reading),
      name: field.name,
      reading,
      ...(place === undefined ? {} : { place }),
      ...(also.length === 0 ? {} : { also })
    })
  }
  const putConstant = (field: Field, constant: string): void => {
    located.set(field.name, { field: typed(field, source, {}), name: field.name, constant, reading: {} })
  }
  return { located, claimed, findings, say, hint, unknown, put, putConstant }
}

type Search = ReturnType<typeof search>

/** The columns of a declaration by name, with their own reading. */
const columnsOf = (column: Exclude<Column, { readonly value: string }>) => {
  if (typeof column === "string") return { names: [column], reading: {} }
  if ("join" in column) return { names: column.join, reading: {} }
  const { column: name, ...reading } = column
  return { names: [name], reading }
}

const takeDeclared = (found: Search, header: Csv.Header, kind: RecordKind, source: Source): void => {
  for (const key of Object.keys(source.values ?? {})) if (declared(kind, key) === undefined) found.unknown(key)
  for (const name of source.ignore ?? []) {
    const places = header.names.flatMap((one, place) => (one === name.trim() ? [place] : []))
    for (const place of places) found.claimed.add(place)
    if (places.length === 0)
      found.say("import/no-column", `there is no column "${name}" to be ignored`, found.hint(name))
  }
  for (const [key, column] of Object.entries(source.columns ?? {})) {
    const field = declared(kind, key)
    if (field === undefined) found.unknown(key)
    else if (typeof column === "object" && "value" in column) found.putConstant(field, column.value)
    else {
      const { names, reading } = columnsOf(column)
      const missing = names.filter((name) => !header.names.includes(name.trim()))
      for (const name of missing)
        found.say("import/no-column", `there is no column "${name}" for ${field.name}`, found.hint(name), field.name)
      const values = source.values?.[key]
      const own = values === undefined ? reading : { values, ...reading }
      if (missing.length === 0)
        found.put(
          field,
          names.map((name) => header.names.indexOf(name.trim())),
          own
        )
    }
  }
}

const takePreset = (found: Search, header: Csv.Header, kind: RecordKind, source: Source, name: KindName): void => {
  const preset = Presets.kindOf(source.preset, name)
  const folds = header.names.map(folded)
  for (const place of folds.keys())
    if (preset?.ignore?.some((one) => folded(one) === folds[place]) === true) found.claimed.add(place)
  for (const [key, alternatives] of Object.entries(preset?.columns ?? {})) {
    const field = declared(kind, key)
    if (field === undefined || found.located.has(field.name)) continue
    for (const column of alternatives) {
      if (typeof column === "object" && "value" in column) found.putConstant(field, column.value)
      else {
        const { names, reading } = columnsOf(column)
        const places = names.map((one) => folds.indexOf(folded(one))).filter((place) => place >= 0)
        if (places.length === 0) continue
        found.put(field, places, reading)
      }
      break
    }
  }
}

const takeNamed = (found: Search, header: Csv.Header, kind: RecordKind): void => {
  const { claimed, located } = found
  const own = folded(`${kind.singular}Id`)
  const all = fieldsOf(kind)
  const match = (skipOwn: boolean) => {
    for (const [place, name] of header.names.entries()) {
      if (claimed.has(place) || (skipOwn && folded(name) === own)) continue
      const free = all.filter((field) => !located.has(field.name))
      const field =
        free.find((one) => folded(one.name) === folded(name)) ?? free.find((one) => spellings(one).has(folded(name)))
      if (field !== undefined) found.put(field, [place], {})
    }
  }
  match(true)
  // `account_id` is the account's own id. Only orders go without one, and then `order_id` groups their lines.
  const id = kind.fields.find((field) => field.name === "id")
  const place = header.names.findIndex((name, at) => folded(name) === own && !claimed.has(at))
  const rival =
    kind.identity !== undefined && all.some((field) => folded(field.name) === own && !located.has(field.name))
  if (id !== undefined && place >= 0 && !located.has("id") && !rival) found.put(id, [place], {})
  match(false)
}

const takeAttributes = (found: Search, header: Csv.Header, file: string): void => {
  for (const [place, name] of header.names.entries()) {
    if (found.claimed.has(place) || name === "") continue
    const field = attribute(name.replace(/^attributes?[._ ]/u, ""))
    const first = header.names.indexOf(name)
    if (first === header.names.lastIndexOf(name) && !found.located.has(field.name)) found.put(field, [place], {})
    else if (first === place) {
      const message = `the header has "${name}" more than once, so none of the columns is kept as an attribute`
      const at = { file, line: header.line, column: place + 1, field: field.name }
      const advice = "rename one of the columns, or name it under `ignore`"
      found.findings.push({ severity: "warning", rule: "import/twice-in-header", message, advice, place: at })
    }
  }
}

const sayMissing = (found: Search, kind: RecordKind, name: KindName, claimedAll: ReadonlySet<string>): void => {
  const missing = [...requiredOf(name)].filter((field) => !claimedAll.has(field))
  for (const field of missing) {
    const message = `no column gives ${field}, which every ${kind.singular} needs`
    found.say("import/no-column", message, `name its column: columns: { ${field}: … }`, field)
  }
}

/** Finds the columns of a file that is not of a kind of records, such as rates: declared, else by the fields' names. */
export const locateFields = (header: Csv.Header, kind: RecordKind, source: Source, file: string): Headers => {
  const found = search(header, kind, source, file)
  takeDeclared(found, header, kind, source)
  takeNamed(found, header, kind)
  return { located: [...found.located.values()], unread: [], findings: found.findings }
}

/** Finds the columns of a file of records. A required field that nothing gives is an error. */
export const locate = (header: Csv.Header, name: KindName, source: Source, file: string): Headers => {
  const kind: RecordKind = kinds[name]
  const found = search(header, kind, source, file)
  takeDeclared(found, header, kind, source)
  takePreset(found, header, kind, source, name)
  takeNamed(found, header, kind)
  if (kind.hasAttributes) takeAttributes(found, header, file)
  // A column that the declaration misspells is said already; it is not missing as well.
  const said = new Set(found.findings.flatMap(({ place }) => (place?.field === undefined ? [] : [place.field])))
  sayMissing(found, kind, name, new Set([...found.located.keys(), ...said].map((one) => one.split(".")[0] ?? "")))
  const unread = [...header.names.keys()].filter((place) => !found.claimed.has(place))
  return { located: [...found.located.values()], unread, findings: found.findings }
}
