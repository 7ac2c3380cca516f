/** What an evaluation sees: facts that come in, and, when somebody wants reasons, the facts it looked at. */

/** Facts by variable and field. A field that is absent or null is unknown. */
export type Facts = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The facts that a rule looked at, by path such as `account.tier`, with their values; null when unknown. */
export type Evidence = Readonly<Record<string, string | number | boolean | ReadonlyArray<string> | null>>

/** What is written down while a rule is explained. `unknown` holds the facts to blame for a value that is unknown. */
export interface Seen {
  readonly evidence: Record<string, string | number | boolean | ReadonlyArray<string> | null>
  readonly unknown: Array<string>
}

/** An expression as a function. `undefined` is unknown. It never throws for facts of any shape. */
export type Code = (facts: Facts, seen: Seen | null) => unknown

/** The variable of a macro such as `exists`, while its list is walked. */
export interface Cell {
  value: unknown
}

/** Variables of the macros around a piece of an expression. */
export type Scope = ReadonlyMap<string, Cell>

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"

/** Writes down a fact that was looked at: undefined as unknown and to blame, null as absent but asked for. */
export const see = (seen: Seen, path: string, value: unknown): void => {
  if (value === undefined) {
    seen.evidence[path] = null
    seen.unknown.push(path)
  } else if (value === null || isPlain(value)) seen.evidence[path] = value
  else if (Array.isArray(value)) seen.evidence[path] = value.filter(isPlain).map(String)
}

/** Unknown, because of these facts those that were looked at are there but not of a type that the operator takes. */
export const stuck = (seen: Seen | null, blame: ReadonlyArray<string>): undefined => {
  if (seen !== null) seen.unknown.push(...blame.filter((path) => Object.hasOwn(seen.evidence, path)))
  return undefined
}
