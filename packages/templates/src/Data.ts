/**
 * The data of one rendering: a frozen copy of the brief that is nothing but plain values. Functions would be called by
 * the template engine and prototypes could be reached through it; a copy has neither. Blank text counts as missing.
 */
import { Stop } from "./Stop.ts"

type Plain = { [key: string]: unknown }

/** Declared fallbacks as a tree of the brief's shape. */
export type Fallbacks = { readonly [key: string]: Fallbacks | string | number | boolean }

/** Deeper than any brief; ends data that contains itself. */
const mostDepth = 16

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value)

const copyList = (items: ReadonlyArray<unknown>, depth: number): ReadonlyArray<unknown> =>
  Object.freeze(items.map((item) => copy(item, undefined, depth + 1)).filter((item) => item !== undefined))

const copyObject = (value: Plain, fallbacks: unknown, depth: number): Plain => {
  const made: Plain = {}
  const rest = isPlain(fallbacks) ? fallbacks : undefined
  for (const key of Object.keys(value)) {
    // Assigning to this name would set the prototype of the copy.
    if (key === "__proto__") continue
    const item = copy(value[key], rest?.[key], depth + 1)
    if (item !== undefined) made[key] = item
  }
  if (rest !== undefined) {
    for (const key of Object.keys(rest)) if (!Object.hasOwn(made, key)) made[key] = rest[key]
  }
  return Object.freeze(made)
}

const copy = (value: unknown, fallback: unknown, depth: number): unknown => {
  if (typeof value === "string") return value.trim() === "" ? fallback : value
  if (typeof value === "number") return Number.isFinite(value) ? value : fallback
  if (typeof value === "boolean") return value
  if (typeof value !== "object" || value === null) return fallback
  if (depth > mostDepth) throw new Stop("too large", "the data of this recipient is nested too deeply")
  return Array.isArray(value) ? copyList(value, depth) : copyObject(value as Plain, fallback, depth)
}

const freeze = (value: Plain): Plain => {
  for (const item of Object.values(value)) if (isPlain(item)) freeze(item)
  return Object.freeze(value)
}

/** Fallbacks by path (`contact.firstName`) as a tree; made once for a template. */
export const fallbacks = (byPath: Readonly<Record<string, string | number | boolean>>): Fallbacks => {
  const root: Plain = Object.create(null)
  for (const [path, value] of Object.entries(byPath)) {
    const names = path.split(".")
    let owner = root
    for (const name of names.slice(0, -1)) {
      const next = owner[name]
      owner = owner[name] = isPlain(next) ? next : Object.create(null)
    }
    owner[names.at(-1) ?? ""] = value
  }
  return freeze(root) as Fallbacks
}

/** The data that a template sees, with fallbacks in the places that are empty. */
export const of = (brief: unknown, fallback: Fallbacks): Readonly<Plain> => {
  if (!isPlain(brief)) throw new Stop("broken template", "there is no brief to render for")
  return copyObject(brief, fallback, 0)
}
