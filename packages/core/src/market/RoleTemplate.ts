/** A role template says which roles, and how many people in each, selling an offering takes. Source: docs/explanation/account-market.md. */
import type { ContactRole } from "../account/Contact.ts"
import type * as Finding from "../kernel/Finding.ts"

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
