/**
 * Values that people wrote against their schemas, strictly: all that is wrong at once, each with its path, an unknown key
 * with the name that was probably meant, and of a union the member that is missed least.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as Nearest from "./Nearest.ts"

/** Keys and indexes from the root of the value. */
export type Path = ReadonlyArray<string | number>

/** One thing that is wrong. */
export interface Miss {
  readonly path: Path
  /** It names the key where the key is what is wrong; else it goes on from the name of the place. */
  readonly message: string
  readonly advice?: string
  /** An unexpected key is shown at the key, everything else at the value. */
  readonly part: "key" | "value"
  /** How badly the value misses the schema: the member of a union that it misses least is the one that was meant. */
  readonly weight: number
}

/** The decoded value, or everything that is wrong with it; never empty. */
export type Decoded<A> =
  | { readonly ok: true; readonly value: A }
  | { readonly ok: false; readonly misses: ReadonlyArray<Miss> }

const formatter = SchemaIssue.makeFormatterStandardSchemaV1()

const keysOf = (ast: SchemaIssue.UnexpectedKey["ast"]): ReadonlyArray<string> =>
  ast._tag === "Objects" ? ast.propertySignatures.map((signature) => String(signature.name)) : []

const unexpected = (issue: SchemaIssue.UnexpectedKey, path: Path): Miss => {
  const name = String(path.at(-1) ?? "")
  const known = keysOf(issue.ast)
  const near = Nearest.nearest(name, known)
  const advice =
    near !== undefined
      ? `did you mean "${near}"?`
      : known.length === 0
        ? "an id has lower-case letters, digits and dashes"
        : `known here: ${known.join(", ")}`
  return { path, message: `unknown key "${name}"`, advice, part: "key", weight: 2 }
}

const plain = (issue: SchemaIssue.Issue, path: Path): Miss => {
  const message = formatter(issue).issues[0]?.message ?? "does not fit"
  return { path, message: message.replace(/^Expected/u, "expected"), part: "value", weight: 1 }
}

/** A list that has to have an entry misses its first one. */
const missing = (path: Path): Miss => {
  const name = path.at(-1) ?? ""
  const message = typeof name === "number" ? `"${String(path.at(-2) ?? "")}" is empty` : `"${name}" is missing`
  return { path, message, part: "value", weight: 2 }
}

const flatten = (issue: SchemaIssue.Issue, path: Path): ReadonlyArray<Miss> => {
  switch (issue._tag) {
    case "Pointer":
      return flatten(issue.issue, [
        ...path,
        ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))
      ])
    case "Composite":
      return issue.issues.flatMap((one) => flatten(one, path))
    case "Encoding":
      return flatten(issue.issue, path)
    case "AnyOf": {
      const members = issue.issues.map((one) => flatten(one, path))
      const weigh = (misses: ReadonlyArray<Miss>) => misses.reduce((sum, { weight }) => sum + weight, 0)
      const [best] = members.toSorted((a, b) => weigh(a) - weigh(b))
      return best ?? [plain(issue, path)]
    }
    case "UnexpectedKey":
      return [unexpected(issue, path)]
    case "MissingKey":
      return [missing(path)]
    case "Filter":
    case "Forbidden":
    case "InvalidType":
    case "InvalidValue":
    case "OneOf":
      return [plain(issue, path)]
  }
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, part) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, part)
        ? (inner as Readonly<Record<string | number, unknown>>)[part]
        : undefined,
    value
  )

/** Texts that were expected, as a formatter lists them: `expected "call" | "visit"`. */
const expectedTexts = /^expected ("[^"]*"(?: \| "[^"]*")*)$/u

/** The miss, with the text that was probably meant where only certain ones will do. */
const meant = (miss: Miss, value: unknown): Miss => {
  const texts = expectedTexts.exec(miss.message)?.[1]
  const written = at(value, miss.path)
  if (miss.advice !== undefined || texts === undefined || typeof written !== "string") return miss
  const near = Nearest.nearest(written, texts.slice(1, -1).split('" | "'))
  return near === undefined ? miss : { ...miss, advice: `did you mean "${near}"?` }
}

/** Decodes a value. */
export const decode = <A, E>(schema: Schema.Codec<A, E>, value: unknown): Decoded<A> => {
  const decoded = Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(value)
  return Result.isSuccess(decoded)
    ? { ok: true, value: decoded.success }
    : { ok: false, misses: flatten(decoded.failure.issue, []).map((miss) => meant(miss, value)) }
}

/** The last key of a path, with the places in its lists: `roles[0]`. */
const nameOf = (path: Path, what: string): string => {
  const key = path.findLastIndex((part) => typeof part === "string")
  return key < 0
    ? what
    : `${String(path[key])}${path
        .slice(key + 1)
        .map((index) => `[${index}]`)
        .join("")}`
}

/** What is wrong, with the name of the place: `after: expected a wait such as …`; `what` names the whole. */
export const sentence = ({ message, part, path }: Miss, what: string): string =>
  part === "key" || message.startsWith('"') ? message : `${nameOf(path, what)}: ${message}`

/** `plays[0].touches[1].to`, as people read it. */
export const showPath = (path: Path): string =>
  path.map((part, at) => (typeof part === "number" ? `[${part}]` : at === 0 ? part : `.${part}`)).join("")
