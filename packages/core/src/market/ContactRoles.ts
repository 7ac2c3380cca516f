/**
 * Who plays which part: recommended by title, confirmed or dismissed by a person. A role that the CRM records is
 * confirmed unless its row says otherwise. Source: docs/explanation/account-market.md.
 */
import type { Contact, ContactRole } from "../account/Contact.ts"
import type { Instant } from "../kernel/Calendar.ts"

/** How sure a role is. */
export type RoleStanding = "recommended" | "confirmed" | "dismissed"

/** A person's word on a role; the latest counts. */
export interface RoleVerdict {
  readonly contactId: string
  readonly role: ContactRole
  readonly standing: "confirmed" | "dismissed"
  readonly by: string
  readonly at: Instant
  readonly reason?: string
}

/** One role of one contact, with why it stands as it does. */
export interface HeldRole {
  readonly role: ContactRole
  readonly standing: RoleStanding
  readonly because: string
}

/** Titles that hint at roles. Patterns are tried on the title in lower case. */
export interface TitleRule {
  readonly id: string
  readonly pattern: RegExp
  readonly roles: ReadonlyArray<ContactRole>
}

/** English and Russian titles; a host adds its own languages. Every rule that fits recommends. */
export const titleRules: ReadonlyArray<TitleRule> = [
  {
    id: "chief",
    pattern: /\bchief executive|\bceo\b|managing director|president(?!.*vice)|генеральный директор/u,
    roles: ["economic buyer", "decision maker"]
  },
  { id: "finance", pattern: /\bchief financial|\bcfo\b|финансовый директор/u, roles: ["economic buyer"] },
  {
    id: "plant",
    pattern: /(?<!assistant to the )plant (director|manager)|chief operating|\bcoo\b|директор по производству/u,
    roles: ["decision maker"]
  },
  { id: "maintenance", pattern: /head of maintenance|главный механик/u, roles: ["champion"] },
  { id: "engineer", pattern: /\bengineer\b|главный инженер|инженер/u, roles: ["technical evaluator"] },
  { id: "buyer", pattern: /\bbuyer\b|procurement|purchasing|закуп/u, roles: ["procurement"] },
  { id: "law", pattern: /legal|counsel|lawyer|юрис/u, roles: ["legal"] },
  { id: "assistant", pattern: /\bassistant\b|secretary|помощник|секретарь/u, roles: ["gatekeeper"] },
  { id: "workshop", pattern: /supervisor|operator|foreman|начальник (ремонтного )?цеха|мастер/u, roles: ["user"] },
  { id: "consultant", pattern: /consultant|advis[eo]r|консультант|советник/u, roles: ["influencer"] }
]

const byRole = (a: HeldRole, b: HeldRole): number => (a.role < b.role ? -1 : a.role > b.role ? 1 : 0)

/** Roles named in an attribute, split at `|`. */
const named = (contact: Contact, attribute: string): ReadonlySet<string> =>
  new Set(
    String(contact.attributes[attribute] ?? "")
      .split("|")
      .map((role) => role.trim())
  )

/** The latest word on a role at an instant; at equal times a dismissal. */
const latest = (verdicts: ReadonlyArray<RoleVerdict>, at: Instant): RoleVerdict | undefined => {
  let found: RoleVerdict | undefined
  for (const one of verdicts) {
    if (one.at > at) continue
    if (found === undefined || one.at > found.at || (one.at === found.at && one.standing === "dismissed")) found = one
  }
  return found
}

/**
 * The roles of a contact at an instant, sorted by role. The attributes `role_status` (for the whole row),
 * `roles_recommended` and `roles_dismissed` (lists, split at `|`) take a recorded role's confirmation away; a verdict
 * wins over both. A shared mailbox has no roles. Total; the order of verdicts is irrelevant.
 */
export const of = (
  contact: Contact,
  at: Instant,
  verdicts: ReadonlyArray<RoleVerdict> = [],
  rules: ReadonlyArray<TitleRule> = titleRules
): ReadonlyArray<HeldRole> => {
  if (contact.kind === "mailbox") return []
  const held = new Map<ContactRole, HeldRole>()
  const title = (contact.title ?? "").toLowerCase()
  for (const rule of rules) {
    if (title === "" || !rule.pattern.test(title)) continue
    for (const role of rule.roles) held.set(role, { role, standing: "recommended", because: `title, rule ${rule.id}` })
  }
  const status = contact.attributes["role_status"]
  const dismissed = named(contact, "roles_dismissed")
  const recommended = named(contact, "roles_recommended")
  for (const role of contact.roles) {
    const standing =
      status === "dismissed" || dismissed.has(role)
        ? "dismissed"
        : status === "recommended" || recommended.has(role)
          ? "recommended"
          : "confirmed"
    held.set(role, { role, standing, because: "recorded" })
  }
  const own = verdicts.filter((one) => one.contactId === contact.id)
  for (const role of new Set(own.map((one) => one.role))) {
    const word = latest(
      own.filter((one) => one.role === role),
      at
    )
    if (word === undefined) continue
    const why = word.reason === undefined ? "" : `: ${word.reason}`
    held.set(role, { role, standing: word.standing, because: `${word.standing} by ${word.by}${why}` })
  }
  return [...held.values()].toSorted(byRole)
}
