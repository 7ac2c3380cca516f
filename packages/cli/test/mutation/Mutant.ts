/** A mutant is a definition or a text with one thing changed; it is told by the place and by what became of what. */

/** One change, and the whole as it is after it. */
export interface Mutant<A> {
  readonly place: string
  readonly from: string
  readonly to: string
  readonly made: A
}

const shown = (text: string): string => {
  const line = text.replaceAll(/\s+/gu, " ").trim()
  return line.length > 50 ? `${line.slice(0, 47)}…` : line
}

/** A mutant in one line. */
export const name = ({ from, place, to }: Mutant<unknown>): string =>
  `${place}: ${shown(from)} → ${to === "" ? "nothing" : shown(to)}`

/** What is done to one thing: what is changed of it, and what it then is; undefined is taken away. */
export interface Step {
  readonly from: string
  readonly to: string
  readonly value: unknown
}

type Path = ReadonlyArray<string | number>

/** How one value may be changed, by where it stands. */
export type StepsOf = (value: unknown, path: Path) => ReadonlyArray<Step>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A copy with another value at a path, or with nothing there. */
const withAt = (whole: unknown, path: Path, value: unknown): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(whole)) {
    const list: ReadonlyArray<unknown> = whole
    const after = withAt(list[Number(key)], rest, value)
    return list.flatMap((item, at) => (at !== key ? [item] : after === undefined ? [] : [after]))
  }
  const fields = isObject(whole) ? whole : {}
  const after = withAt(fields[key], rest, value)
  const others = Object.entries(fields).filter(([name]) => name !== key)
  return Object.fromEntries(after === undefined ? others : [...others, [String(key), after]])
}

const idOf = (value: unknown): string | undefined =>
  isObject(value) && typeof value["id"] === "string" ? value["id"] : undefined

/** A place in words: list items by their ids. */
const placeOf = (whole: unknown, path: Path): string => {
  const words: Array<string> = []
  let at = whole
  for (const key of path) {
    at = Array.isArray(at) ? at[Number(key)] : isObject(at) ? at[key] : undefined
    words.push(idOf(at) ?? String(key))
  }
  return words.join(".")
}

/** Every change of a definition that is worth a try, from the outside inwards. */
export const ofValue = (whole: unknown, stepsOf: StepsOf): ReadonlyArray<Mutant<unknown>> => {
  const found: Array<Mutant<unknown>> = []
  const walk = (value: unknown, path: Path): void => {
    const place = placeOf(whole, path)
    for (const { value: made, ...step } of stepsOf(value, path))
      found.push({ place, ...step, made: withAt(whole, path, made) })
    const inner = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : []
    for (const [key, item] of inner) walk(item, [...path, key])
  }
  walk(whole, [])
  return found
}
