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

/** Writes down a fact that was looked at: undefined as unknown and to blame, null as absent but asked for. */
export const see = (seen: Seen, path: string, value: unknown): void => {
  if (value === undefined) {
    seen.evidence[path] = null
    seen.unknown.push(path)
  } else if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    seen.evidence[path] = value
  } else if (Array.isArray(value)) seen.evidence[path] = value.map(String)
}

/** Unknown, because these facts are there but not of a type that the operator takes. */
export const stuck = (seen: Seen | null, blame: ReadonlyArray<string>): undefined => {
  seen?.unknown.push(...blame)
  return undefined
}
