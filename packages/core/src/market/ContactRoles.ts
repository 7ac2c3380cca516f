/**
 * Who plays which part: recommended by title, confirmed or dismissed by a person. A role that the CRM records is
 * confirmed unless its row says otherwise. Source: docs/explanation/account-market.md.
 */
import type { Contact, ContactRole } from "../account/Contact.ts"
import * as RoleVerdict from "../account/RoleVerdict.ts"
import type { RoleStanding, Word } from "../account/RoleVerdict.ts"
import type { Instant } from "../kernel/Calendar.ts"

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

/** What roles are judged by beside the contact's own record. */
export interface Options {
  /** Words of persons on any contacts. */
  readonly words?: ReadonlyArray<Word>
  /** Words said later do not count; all count when absent. */
  readonly at?: Instant
  readonly rules?: ReadonlyArray<TitleRule>
}

/**
 * The roles of a contact, sorted by role. The attributes `role_status` (for the whole row), `roles_recommended` and
 * `roles_dismissed` (lists, split at `|`) take a recorded role's confirmation away; a person's word wins over both. A
 * shared mailbox has no roles. Total; the order of words is irrelevant but for their dates.
 */
export const of = (contact: Contact, { at, rules = titleRules, words = [] }: Options = {}): ReadonlyArray<HeldRole> => {
  if (contact.kind === "mailbox") return []
  const held = new Map<ContactRole, HeldRole>()
  const title = (contact.title ?? "").toLowerCase()
  for (const rule of rules) {
    if (title === "") continue
    const hint = rule.pattern.exec(title)?.[0]
    if (hint === undefined) continue
    for (const role of rule.roles)
      held.set(role, { role, standing: "recommended", because: `title "${hint}", rule ${rule.id}` })
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
  const own = words.filter((word) => word.contactId === contact.id && (at === undefined || word.at <= at))
  for (const [role, word] of RoleVerdict.latest(own)) {
    const why = word.reason === undefined ? "" : `: ${word.reason}`
    held.set(role, { role, standing: word.verdict, because: `${word.verdict} by ${word.by}${why}` })
  }
  return [...held.values()].toSorted(byRole)
}
