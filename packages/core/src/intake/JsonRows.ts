/**
 * A list of objects in JSON into rows of the same shape as those of delimited text. Nested objects give columns with
 * dotted names, lists give cells of several values, numbers keep the digits of the file. A row's line is its number in
 * the list, from 1.
 */
import type * as Finding from "../kernel/Finding.ts"
import type * as Csv from "./Csv.ts"

/** How the text is read. */
export interface Options {
  /** Where the list stands: `result.items`. Unless said the text is the list, or an object with one list in it. */
  readonly rows?: string
  /** What separates several values in one cell, as the source splits them again. */
  readonly split?: string
  /** The name of the file in findings. */
  readonly file?: string
}

/** A number with the digits of the file: as a binary fraction it would lose some. */
class Digits {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Parse = (
  text: string,
  reviver: (key: string, value: unknown, context?: { readonly source?: string }) => unknown
) => unknown

const parseExactly = (text: string): unknown =>
  (JSON.parse as Parse)(text, (_key, value, context) =>
    typeof value === "number" ? new Digits(context?.source ?? String(value)) : value
  )

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Digits)

const problem = (options: Options, rule: string, message: string, advice: string): Finding.Finding => ({
  severity: "error",
  rule,
  message,
  advice,
  ...(options.file === undefined ? {} : { place: { file: options.file } })
})

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), value)

const listIn = (value: unknown, options: Options): ReadonlyArray<unknown> | undefined => {
  const found = options.rows === undefined ? value : at(value, options.rows)
  if (Array.isArray(found)) return found
  const lists = options.rows === undefined && isObject(found) ? Object.values(found).filter(Array.isArray) : []
  return lists.length === 1 ? lists[0] : undefined
}

interface Flat {
  readonly text: string
  readonly isExact: boolean
}

const flatten = (value: unknown, name: string, split: string, into: Map<string, Flat>): void => {
  if (value === null || value === undefined) return
  if (value instanceof Digits) into.set(name, { text: value.text, isExact: true })
  else if (Array.isArray(value)) {
    const parts = value.map((part) =>
      part instanceof Digits ? part.text : isObject(part) ? JSON.stringify(part) : String(part)
    )
    into.set(name, { text: parts.join(split), isExact: false })
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, name === "" ? key : `${name}.${key}`, split, into)
  } else into.set(name, { text: typeof value === "string" ? value : JSON.stringify(value), isExact: false })
}

/** The rows of a JSON text, or why it holds none. A column is every name that any object has. */
export const parse = (source: string, options: Options = {}): Csv.Table | Finding.Finding => {
  let value: unknown
  try {
    value = parseExactly(source.replace(/^\uFEFF/u, ""))
  } catch {
    return problem(options, "import/json", "the file is not JSON", "export it again: it may have been cut off")
  }
  const list = listIn(value, options)
  if (list === undefined) {
    const message =
      options.rows === undefined ? "the file is no list of records" : `there is no list at ${options.rows}`
    return problem(options, "import/no-rows", message, "name the place of the list: rows: result.items")
  }
  const flat = list.map((item) => {
    const cells = new Map<string, Flat>()
    flatten(item, "", options.split ?? "|", cells)
    return cells
  })
  const names = [...new Set(flat.flatMap((cells) => [...cells.keys()]))]
  if (names.length === 0)
    return problem(options, "import/empty", "the list holds no records", "give a list of objects with named values")
  const rows = flat.map((cells, index): Csv.Row => {
    const exact = new Set(names.flatMap((name, place) => (cells.get(name)?.isExact === true ? [place] : [])))
    const row = { line: index + 1, cells: names.map((name) => cells.get(name)?.text ?? "") }
    return exact.size === 0 ? row : { ...row, exact }
  })
  return {
    header: { names, line: 1, delimiter: "," },
    rows: rows.filter(({ cells }) => cells.some((cell) => cell !== ""))
  }
}
