/** Values of YAML files against their schemas, strictly: an unknown key is an error with the name that was probably meant. */
import { type Finding, Reading } from "@market-of-one/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import type { Path, YamlFile } from "./YamlFile.ts"

/** The decoded value, or everything that is wrong with it. */
export type Decoded<A> =
  | { readonly ok: true; readonly value: A }
  | { readonly ok: false; readonly findings: ReadonlyArray<Finding.Finding> }

interface Leaf {
  readonly path: Path
  readonly message: string
  readonly advice?: string
  /** An unexpected key is shown at the key, everything else at the value. */
  readonly part: "key" | "value"
  /** How badly the value misses the schema: the member of a union that it misses least is the one that was meant. */
  readonly weight: number
}

const formatter = SchemaIssue.makeFormatterStandardSchemaV1()

const keysOf = (ast: SchemaIssue.UnexpectedKey["ast"]): ReadonlyArray<string> =>
  ast._tag === "Objects" ? ast.propertySignatures.map((signature) => String(signature.name)) : []

const unexpected = (issue: SchemaIssue.UnexpectedKey, path: Path): Leaf => {
  const name = String(path.at(-1) ?? "")
  const known = keysOf(issue.ast)
  const near = Reading.nearest(name, known)
  const advice =
    near !== undefined
      ? `did you mean "${near}"?`
      : known.length === 0
        ? "an id has lower-case letters, digits and dashes"
        : `known here: ${known.join(", ")}`
  return { path, message: `unknown key "${name}"`, advice, part: "key", weight: 2 }
}

const plain = (issue: SchemaIssue.Issue, path: Path): Leaf => {
  const message = formatter(issue).issues[0]?.message ?? "does not fit"
  return { path, message: message.replace(/^Expected/u, "expected"), part: "value", weight: 1 }
}

const flatten = (issue: SchemaIssue.Issue, path: Path): ReadonlyArray<Leaf> => {
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
      const weigh = (leaves: ReadonlyArray<Leaf>) => leaves.reduce((sum, leaf) => sum + leaf.weight, 0)
      const [best] = members.toSorted((a, b) => weigh(a) - weigh(b))
      return best ?? [plain(issue, path)]
    }
    case "UnexpectedKey":
      return [unexpected(issue, path)]
    case "MissingKey":
      return [{ path, message: `"${String(path.at(-1) ?? "")}" is missing`, part: "value", weight: 2 }]
    case "Filter":
    case "Forbidden":
    case "InvalidType":
    case "InvalidValue":
    case "OneOf":
      return [plain(issue, path)]
  }
}

const inFile = (a: Finding.Finding, b: Finding.Finding): number =>
  (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0)

/** Decodes a whole file; all that is wrong comes at once, in the order of the file. `rule` is the findings' rule id. */
export const decode = <A, E>(
  schema: Schema.Codec<A, E>,
  yaml: Pick<YamlFile, "value" | "placeOf">,
  rule: string
): Decoded<A> => {
  const decoded = Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(yaml.value ?? {})
  if (Result.isSuccess(decoded)) return { ok: true, value: decoded.success }
  const findings = flatten(decoded.failure.issue, []).map(({ advice, message, part, path }): Finding.Finding => ({
    severity: "error",
    rule,
    message: part === "key" || message.startsWith('"') ? message : `${String(path.at(-1) ?? "the file")}: ${message}`,
    ...(advice === undefined ? {} : { advice }),
    place: yaml.placeOf(path, part)
  }))
  const unique = new Map(findings.map((one) => [`${one.place?.line}:${one.place?.column} ${one.message}`, one]))
  return { ok: false, findings: [...unique.values()].toSorted(inFile) }
}
