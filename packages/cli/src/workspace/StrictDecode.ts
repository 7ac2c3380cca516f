/** Values of YAML files against their schemas, strictly: every miss is a finding at its line and column. */
import { Countries, type Finding, StrictDecode } from "@market-of-one/core"
import type * as Schema from "effect/Schema"
import type { YamlFile } from "./YamlFile.ts"

/** The decoded value, or everything that is wrong with it. */
export type Decoded<A> =
  | { readonly ok: true; readonly value: A }
  | { readonly ok: false; readonly findings: ReadonlyArray<Finding.Finding> }

const inFile = (a: Finding.Finding, b: Finding.Finding): number =>
  (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0)

/** What is wrong with a file, each at its line and column, in the order of the file; `rule` is the findings' rule id. */
export const findings = (
  misses: ReadonlyArray<StrictDecode.Miss>,
  yaml: Pick<YamlFile, "placeOf">,
  rule: string
): ReadonlyArray<Finding.Finding> => {
  const found = misses.map((miss): Finding.Finding => ({
    severity: "error",
    rule,
    message: StrictDecode.sentence(miss, "the file"),
    ...(miss.advice === undefined ? {} : { advice: miss.advice }),
    place: yaml.placeOf(miss.path, miss.part)
  }))
  const unique = new Map(found.map((one) => [`${one.place?.line}:${one.place?.column} ${one.message}`, one]))
  return [...unique.values()].toSorted(inFile)
}

const written = (value: unknown, path: StrictDecode.Path): unknown =>
  path.reduce<unknown>(
    (inner, part) => (inner as Readonly<Record<string | number, unknown>> | undefined)?.[part],
    value
  )

/** A country's name has one code, which can be said. */
const withCountry = (miss: StrictDecode.Miss, value: unknown): StrictDecode.Miss => {
  if (miss.advice !== undefined || !miss.message.startsWith("expected a country code")) return miss
  const code = Countries.codeOf(String(written(value, miss.path)))
  return code === undefined ? miss : { ...miss, advice: `write ${code}` }
}

/** Decodes a whole file; all that is wrong comes at once, in the order of the file. `rule` is the findings' rule id. */
export const decode = <A, E>(
  schema: Schema.Codec<A, E>,
  yaml: Pick<YamlFile, "value" | "placeOf">,
  rule: string
): Decoded<A> => {
  const decoded = StrictDecode.decode(schema, yaml.value ?? {})
  return decoded.ok
    ? decoded
    : {
        ok: false,
        findings: findings(
          decoded.misses.map((miss) => withCountry(miss, yaml.value)),
          yaml,
          rule
        )
      }
}
