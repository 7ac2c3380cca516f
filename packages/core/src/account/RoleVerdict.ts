/**
 * A role verdict is a person's word on a role of a contact: confirmed, dismissed, or recommended, which takes an earlier
 * word back to a guess. Nothing is taken back: the latest word on a role holds. Source: docs/explanation/account-market.md.
 */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"
import { ContactRole } from "./Contact.ts"

/** What a person can say of a role; how sure a role is. */
export const RoleStanding = Schema.Literals(["recommended", "confirmed", "dismissed"])
export type RoleStanding = typeof RoleStanding.Type

/** One word of the history. */
export const RoleVerdict = Schema.Struct({
  id: Schema.NonEmptyString,
  contactId: Schema.NonEmptyString,
  role: ContactRole,
  verdict: RoleStanding,
  by: Schema.NonEmptyString,
  at: Instant,
  reason: Schema.optionalKey(Schema.String)
})
export type RoleVerdict = typeof RoleVerdict.Type

/** A word without the id of its row. */
export type Word = Omit<RoleVerdict, "id">

/** At equal times what takes a role away outweighs what gives it. */
const weights: ReadonlyArray<RoleStanding> = ["confirmed", "recommended", "dismissed"]

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Earlier words first; the last on a role holds. The order says the same whatever the order of lines. */
export const inOrder = (a: Word, b: Word): number =>
  a.at - b.at ||
  weights.indexOf(a.verdict) - weights.indexOf(b.verdict) ||
  byCodeUnit(a.by, b.by) ||
  byCodeUnit(a.reason ?? "", b.reason ?? "")

/** The word that holds on each role among words on one contact. Total; the order of words is irrelevant but for their dates. */
export const latest = <A extends Word>(words: Iterable<A>): ReadonlyMap<ContactRole, A> =>
  new Map([...words].toSorted(inOrder).map((word) => [word.role, word]))

/** Words by contact. */
export const byContact = <A extends Word>(words: Iterable<A>): ReadonlyMap<string, ReadonlyArray<A>> => {
  const found = new Map<string, Array<A>>()
  for (const word of words) {
    const own = found.get(word.contactId)
    if (own === undefined) found.set(word.contactId, [word])
    else own.push(word)
  }
  return found
}

/** The roles that rules see: as recorded, those confirmed added, those dismissed or taken back to a guess left out. */
export const applied = (recorded: ReadonlyArray<ContactRole>, words: Iterable<Word>): ReadonlyArray<ContactRole> => {
  const said = latest(words)
  const kept = recorded.filter((role) => (said.get(role)?.verdict ?? "confirmed") === "confirmed")
  const added = [...said.values()].flatMap(({ role, verdict }) =>
    verdict === "confirmed" && !kept.includes(role) ? [role] : []
  )
  return [...kept, ...added.toSorted(byCodeUnit)]
}
