/** A role template says which roles, and how many people in each, selling an offering takes. Source: docs/explanation/account-market.md. */
import * as Schema from "effect/Schema"
import type { ContactRole } from "../account/Contact.ts"
import type { Product } from "../account/Product.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Nearest from "../kernel/Nearest.ts"

/** One role and how many confirmed people it takes; `threshold` is a whole number of at least 1. */
export interface RoleNeed {
  readonly role: ContactRole
  readonly threshold: number
}

/** The roles that an offering takes; `offering` is a product or series, absent for the one that fits all. */
export interface RoleTemplate {
  readonly id: string
  readonly offering?: string
  readonly required: ReadonlyArray<RoleNeed>
}

/** The template where a host names none: one of each role without whom a business purchase rarely closes. */
export const standard: RoleTemplate = {
  id: "standard",
  required: [
    { role: "economic buyer", threshold: 1 },
    { role: "decision maker", threshold: 1 },
    { role: "champion", threshold: 1 },
    { role: "technical evaluator", threshold: 1 },
    { role: "user", threshold: 1 },
    { role: "procurement", threshold: 1 }
  ]
}

const Threshold = Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)))

/** Roles with how many confirmed people each takes. An account has one economic buyer. */
export const Thresholds = Schema.Struct({
  "economic buyer": Schema.optionalKey(Schema.Literal(1)),
  "decision maker": Threshold,
  champion: Threshold,
  influencer: Threshold,
  "technical evaluator": Threshold,
  user: Threshold,
  gatekeeper: Threshold,
  procurement: Threshold,
  legal: Threshold
}).check(Schema.makeFilter((roles) => Object.keys(roles).length > 0 || "expected at least one role"))
export type Thresholds = typeof Thresholds.Type

/** Thresholds by offering: a product by its id or name, or a series; `standard` is for all others. */
export const Templates = Schema.Record(Schema.NonEmptyString, Thresholds)
export type Templates = typeof Templates.Type

const isRole = (text: string): text is ContactRole => text in Thresholds.fields

const made = (id: string, roles: Thresholds): RoleTemplate => ({
  id,
  ...(id === standard.id ? {} : { offering: id }),
  // The order of a decoded struct is that of its schema, not of the file: the same file always reads the same.
  required: Object.entries(roles).flatMap(([role, threshold]) =>
    isRole(role) && threshold !== undefined ? [{ role, threshold }] : []
  )
})

/** What a workspace says of roles, made ready for its products. */
export interface Chosen {
  readonly template: RoleTemplate
  /** By id and name of each product that has a template of its own. A product's own outweighs that of its series. */
  readonly templates: ReadonlyMap<string, RoleTemplate>
  /** Offerings that are no product and no series. */
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** The templates by what an opportunity can call its product. Total; the order of products is irrelevant. */
export const choose = (given: Templates, products: ReadonlyArray<Product>): Chosen => {
  const templates = new Map<string, RoleTemplate>()
  const findings: Array<Finding.Finding> = []
  const own = Object.entries(given).filter(([id]) => id !== standard.id)
  for (const { id, name, series } of products) {
    const found =
      own.find(([key]) => key === id) ?? own.find(([key]) => key === name) ?? own.find(([key]) => key === series)
    if (found === undefined) continue
    for (const called of [id, name]) templates.set(called, made(...found))
  }
  const known = new Set(
    products.flatMap(({ id, name, series }) => [id, name, ...(series === undefined ? [] : [series])])
  )
  for (const [id] of own) {
    if (known.has(id)) continue
    const near = Nearest.nearest(id, known)
    findings.push({
      severity: "warning",
      rule: "market/role-template-offering",
      message: `the role template ${id} is for no product and no series of the data`,
      advice: near === undefined ? "name a product by its id or name, or a series" : `did you mean ${near}?`
    })
  }
  const general = given[standard.id]
  return { template: general === undefined ? standard : made(standard.id, general), templates, findings }
}

/** What is wrong with a template; empty is good. */
export const check = (template: RoleTemplate): ReadonlyArray<Finding.Finding> => {
  const error = (message: string, advice: string): Finding.Finding => ({
    severity: "error",
    rule: "market/role-template",
    message: `role template ${template.id}: ${message}`,
    advice
  })
  const roles = template.required.map((need) => need.role)
  return [
    ...(roles.length === 0 ? [error("no role is required", "name at least one role")] : []),
    ...[...new Set(roles.filter((role, at) => roles.indexOf(role) !== at))].map((role) =>
      error(`${role} is required twice`, "name each role once, with its threshold")
    ),
    ...template.required
      .filter(({ threshold }) => !Number.isInteger(threshold) || threshold < 1)
      .map(({ role }) => error(`the threshold of ${role} is not a whole number of at least 1`, "write 1 or more")),
    ...template.required
      .filter(({ role, threshold }) => role === "economic buyer" && threshold > 1)
      .map(() => error("more than one economic buyer is required", "an account has one economic buyer"))
  ]
}

/** How far the roles of a template are filled. */
export interface Coverage {
  /** 0 to 1; null when the template requires nothing. */
  readonly ratio: number | null
  /** In the order of the template. */
  readonly roles: ReadonlyArray<RoleNeed & { readonly confirmed: number }>
  /** Roles with fewer people than it takes. */
  readonly uncovered: ReadonlyArray<ContactRole>
}

/** Σ over required roles of min(1, confirmed ÷ threshold) ÷ roles, with `confirmed` people counted by role. */
export const coverage = (template: RoleTemplate, confirmed: ReadonlyMap<ContactRole, number>): Coverage => {
  const roles = template.required.map((need) => ({ ...need, confirmed: confirmed.get(need.role) ?? 0 }))
  const filled = roles.reduce((sum, one) => sum + Math.min(1, one.confirmed / Math.max(1, one.threshold)), 0)
  return {
    ratio: roles.length === 0 ? null : filled / roles.length,
    roles,
    uncovered: roles.filter((one) => one.confirmed < one.threshold).map((one) => one.role)
  }
}
