/**
 * Values that are probably misspelt: products that nobody sells by that name, industries that nearly are others. They are
 * proposed for mending, with the map that would mend them, and never changed.
 */
import type { Product } from "../account/Product.ts"
import type * as Finding from "../kernel/Finding.ts"
import { distance, nearest } from "../kernel/Nearest.ts"
import type * as Provenance from "../kernel/Provenance.ts"
import { folded } from "./Field.ts"
import type { Sourced } from "./Identity.ts"
import { industries } from "./Industries.ts"
import type { KindName } from "./RecordKind.ts"
import * as Unresolved from "./Unresolved.ts"

interface Named {
  readonly id: string
  readonly product?: string
  readonly industry?: string
}

type Rows = ReadonlyArray<Sourced<Named>>

interface Uses {
  readonly times: number
  readonly first: Provenance.Provenance
}

/** Values of a field, how often each stands there, and where first. */
const usesOf = (rows: Rows, field: "product" | "industry"): ReadonlyMap<string, Uses> => {
  const uses = new Map<string, Uses>()
  for (const { provenance, record } of rows) {
    const value = record[field]
    if (value === undefined) continue
    const known = uses.get(value)
    uses.set(value, { times: (known?.times ?? 0) + 1, first: known?.first ?? provenance })
  }
  return uses
}

const timesOf = ({ times }: Uses): string => (times === 1 ? "once" : `${times} times`)

/** A name as a map of `values` is written. */
const written = (text: string): string => (/^[\p{L}\p{N}][\p{L}\p{N} ]*$/u.test(text) ? text : JSON.stringify(text))

const mend = (field: string, value: string, meant: string): string =>
  `did you mean "${meant}"? Map it: values: { ${field}: { ${written(value)}: ${written(meant)} } }`

/** Kinds that name products. */
const naming = [
  "orders",
  "opportunities",
  "assets",
  "cases",
  "competitorPresence"
] as const satisfies ReadonlyArray<KindName>

/** Products by name or id that are not among the products; without any products nothing is missed. */
const products = (
  records: Readonly<Record<(typeof naming)[number], Rows>>,
  known: ReadonlyArray<Sourced<Product>>
): ReadonlyArray<Finding.Finding> => {
  if (known.length === 0) return []
  const names = known.flatMap(({ record }) => (record.id === record.name ? [record.id] : [record.id, record.name]))
  const all = new Set(names)
  const byFold = new Map(names.map((name) => [folded(name), name]))
  return naming.flatMap((kind) =>
    [...usesOf(records[kind], "product")]
      .filter(([value]) => !all.has(value))
      .map(([value, uses]): Finding.Finding => {
        const meant = byFold.get(folded(value)) ?? nearest(value, names)
        return {
          severity: "warning",
          rule: "import/unknown-product",
          message: `product "${value}" of ${kind} is not among the products (named ${timesOf(uses)})`,
          advice:
            meant === undefined
              ? "bring the product's row, or map its name under `values`"
              : mend("product", value, meant),
          place: Unresolved.placeOf(uses.first, "product")
        }
      })
  )
}

const shortest = 6
const muchMore = 5

/** Industries one letter away from a common name, or from one that stands there five times as often. */
const misspelt = (accounts: Rows): ReadonlyArray<Finding.Finding> => {
  const uses = usesOf(accounts, "industry")
  const common = new Set(industries)
  return [...uses].flatMap(([value, own]): ReadonlyArray<Finding.Finding> => {
    const word = value.toLowerCase()
    if (word.length < shortest || common.has(word)) return []
    const usual = [...uses].find(
      ([other, { times }]) => times >= own.times * muchMore && distance(other.toLowerCase(), word) === 1
    )
    const meant = usual?.[0] ?? industries.find((name) => distance(name, word) === 1)
    return meant === undefined
      ? []
      : [
          {
            severity: "warning",
            rule: "import/misspelt",
            message: `industry "${value}" of accounts is probably misspelt (it stands there ${timesOf(own)})`,
            advice: mend("industry", value, meant),
            place: Unresolved.placeOf(own.first, "industry")
          }
        ]
  })
}

/** All proposals for mending, one for each value of a kind. Total; the order of records does not matter but for the place. */
export const check = (
  records: Readonly<Record<(typeof naming)[number] | "accounts", Rows>> & {
    readonly products: ReadonlyArray<Sourced<Product>>
  }
): ReadonlyArray<Finding.Finding> => [...products(records, records.products), ...misspelt(records.accounts)]
