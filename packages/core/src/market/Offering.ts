/**
 * The offering as told to one client: product facts chosen by role × industry × competitor present. A fact against a
 * competitor that is not there, for another industry or another role, is not told. Source: docs/explanation/account-market.md.
 */
import type { ContactRole } from "../account/Contact.ts"
import type { Product } from "../account/Product.ts"
import type { Sourced } from "../intake/Identity.ts"
import type { Day } from "../kernel/Calendar.ts"
import type { Provenance } from "../kernel/Provenance.ts"

/** To whom it is told. */
export interface Audience {
  readonly asOf: Day
  readonly industry: string | null
  /** Ids of the competitors at the account. */
  readonly competitors: ReadonlySet<string>
  /** Roles of those who hear it; a fact for any of them is told. */
  readonly roles: ReadonlySet<ContactRole>
  /** Only these products; all when absent. */
  readonly products?: ReadonlySet<string>
}

/** One fact that is worth telling, and for what it was chosen. */
export interface Told {
  readonly product: string
  readonly name: string
  readonly text: string
  readonly proof: string | null
  /** The roles of the audience that it is for; empty when it is for everyone. */
  readonly forRoles: ReadonlyArray<ContactRole>
  readonly against: string | null
  /** 4 against a competitor that is there, 2 for a role, 1 for the industry, summed. */
  readonly fit: number
  readonly source: Provenance
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The unique selling points for an audience, best fit first, ties by product and text. Total. */
export const choose = (products: ReadonlyArray<Sourced<Product>>, audience: Audience): ReadonlyArray<Told> =>
  products
    .filter(({ record }) => audience.products?.has(record.id) ?? true)
    .flatMap(({ provenance, record }) =>
      record.facts.flatMap((fact): ReadonlyArray<Told> => {
        const { against, industries = [], kind, roles = [], validUntil } = fact
        if (kind !== "unique selling point" || (validUntil !== undefined && validUntil < audience.asOf)) return []
        const forRoles = roles.filter((role) => audience.roles.has(role))
        const isForIndustry = audience.industry !== null && industries.includes(audience.industry)
        if (roles.length > 0 && forRoles.length === 0) return []
        if (industries.length > 0 && !isForIndustry) return []
        if (against !== undefined && !audience.competitors.has(against)) return []
        const fit = (against === undefined ? 0 : 4) + (forRoles.length > 0 ? 2 : 0) + (isForIndustry ? 1 : 0)
        return [
          {
            product: record.id,
            name: record.name,
            text: fact.text,
            proof: fact.proof ?? null,
            forRoles,
            against: against ?? null,
            fit,
            source: provenance
          }
        ]
      })
    )
    .toSorted((a, b) => b.fit - a.fit || compare(a.product, b.product) || compare(a.text, b.text))
