/**
 * Records that a person said are one, made one: the dropped id becomes another name of the kept one, what names it belongs
 * to the kept one, and its row stays behind it. Nothing is merged without a word. Source: docs/explanation/standing.md.
 */
import type { Account } from "../account/Account.ts"
import type { Contact } from "../account/Contact.ts"
import * as CanonicalJson from "../kernel/CanonicalJson.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Sourced } from "./Identity.ts"
import * as MergeHistory from "./MergeHistory.ts"
import type { KindName, RecordOf } from "./RecordKind.ts"

/** What each dropped id has become, by kind. */
export interface Merges {
  readonly accounts: MergeHistory.Aliases
  readonly contacts: MergeHistory.Aliases
}

type Records = { readonly [K in KindName]: ReadonlyArray<Sourced<RecordOf<K>>> }

/** Records in which dropped ids are no more, and how each was called. */
export interface Merged {
  readonly records: Records
  readonly merges: Merges
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** Fields that name a contact. Accounts are named in many ways, and matched. */
const contactFields = [
  ["contacts", "reportsTo"],
  ["assets", "holderId"],
  ["cases", "contactId"],
  ["promises", "to"],
  ["interactions", "contactId"],
  ["roles", "contactId"]
] as const satisfies ReadonlyArray<readonly [KindName, string]>

/** The record with one field renamed where its id has become another, and the id as the row has it kept beside it. */
const renamed = <A extends object>(one: Sourced<A>, field: string, aliases: MergeHistory.Aliases): Sourced<A> => {
  const id: unknown = Object.entries(one.record).find(([name]) => name === field)?.[1]
  const end = typeof id === "string" ? aliases.get(id) : undefined
  if (typeof id !== "string" || end === undefined) return one
  return { ...one, record: { ...one.record, [field]: end }, named: { ...one.named, [field]: id } }
}

/** Kept records with the dropped rows behind them; `fill` says what a kept record takes over of a dropped one. */
const fold = <A extends { readonly id: string }>(
  all: ReadonlyArray<Sourced<A>>,
  aliases: MergeHistory.Aliases,
  fill: (kept: A, dropped: A) => A
): ReadonlyArray<Sourced<A>> => {
  if (aliases.size === 0) return all
  const dropped = new Map<string, Array<Sourced<A>>>()
  for (const one of all) {
    const end = aliases.get(one.record.id)
    if (end === undefined) continue
    const own = dropped.get(end)
    if (own === undefined) dropped.set(end, [one])
    else own.push(one)
  }
  return all.flatMap((one) => {
    if (aliases.has(one.record.id)) return []
    const merged = dropped.get(one.record.id)?.toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1))
    if (merged === undefined) return [one]
    const record = merged.reduce((kept, { record }) => fill(kept, record), one.record)
    return [{ ...one, record, own: one.record, merged }]
  })
}

const union = <A>(one: ReadonlyArray<A>, other: ReadonlyArray<A>): ReadonlyArray<A> => [
  ...new Map([...one, ...other].map((item) => [CanonicalJson.encode(item), item])).values()
]

/** What nobody says of the kept account the dropped one says; what both say is as the kept one has it. */
const fillAccount = (kept: Account, dropped: Account): Account => {
  const { parentId: _, ...own } = dropped
  return {
    ...own,
    ...kept,
    domains: union(kept.domains, dropped.domains),
    attributes: { ...dropped.attributes, ...kept.attributes }
  }
}

/** Of a dropped contact only what is the person's, not the post's; of its consents the withdrawals. */
const fillContact = (kept: Contact, dropped: Contact): Contact => {
  const { country, email, locale, phone, timeZone } = dropped
  const own = { country, email, locale, phone, timeZone }
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  const withdrawn = dropped.consent.filter(({ status }) => status === "withdrawn")
  // An address that comes with the dropped record comes with what was said about it.
  const consent = kept.email === undefined ? dropped.consent : withdrawn
  return {
    ...said,
    ...kept,
    affiliations: union(kept.affiliations, dropped.affiliations),
    consent: union(kept.consent, consent)
  }
}

/** Parents by their kept ids. A kept account without a parent takes the dropped one's, unless that lies below itself. */
const parents = (
  accounts: ReadonlyArray<Sourced<Account>>,
  aliases: MergeHistory.Aliases
): ReadonlyArray<Sourced<Account>> => {
  const parentOf = new Map<string, string>()
  const end = (id: string): string => aliases.get(id) ?? id
  for (const { record } of accounts) {
    const parent = record.parentId === undefined ? undefined : end(record.parentId)
    if (parent !== undefined && parent !== record.id) parentOf.set(record.id, parent)
  }
  const isBelow = (id: string, root: string): boolean => {
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = parentOf.get(at)) {
      if (at === root) return true
      seen.add(at)
    }
    return false
  }
  for (const { merged = [], record } of accounts) {
    for (const { record: dropped } of merged) {
      const parent = dropped.parentId === undefined ? undefined : end(dropped.parentId)
      if (parent !== undefined && !parentOf.has(record.id) && !isBelow(parent, record.id))
        parentOf.set(record.id, parent)
    }
  }
  return accounts.map((one) => {
    const parent = parentOf.get(one.record.id)
    const written = one.record.parentId
    if (parent === written) return one
    const { parentId: _, ...rest } = one.record
    const record = parent === undefined ? rest : { ...rest, parentId: parent }
    return written === undefined ? { ...one, record } : { ...one, record, named: { ...one.named, parentId: written } }
  })
}

const merged = (aliases: MergeHistory.Aliases, kind: string): ReadonlyArray<Finding.Finding> =>
  aliases.size === 0
    ? []
    : [
        {
          severity: "info",
          rule: "merge/merged",
          message: `${aliases.size} of ${kind} ${aliases.size === 1 ? "is" : "are"} merged into others by a person's word`,
          advice: "`abm merge --all` lists them; `abm merge split KEEP DROP` undoes one"
        }
      ]

/**
 * Applies the verdicts among the records. References to dropped contacts are renamed here; those to dropped accounts are
 * by the matcher, which knows both ids. Total; the order of records and verdicts is irrelevant.
 */
export const apply = (records: Records): Merged => {
  const idsOf = (kind: "accounts" | "contacts"): ReadonlySet<string> =>
    new Set(records[kind].map(({ record }) => record.id))
  const [accountIds, contactIds] = [idsOf("accounts"), idsOf("contacts")]
  const accounts = MergeHistory.of(records.merges, "accounts", (id) => accountIds.has(id))
  const contacts = MergeHistory.of(records.merges, "contacts", (id) => contactIds.has(id))
  const merges: Merges = { accounts: accounts.aliases, contacts: contacts.aliases }
  const findings = [
    ...accounts.findings,
    ...contacts.findings,
    ...merged(merges.accounts, "accounts"),
    ...merged(merges.contacts, "contacts")
  ]
  if (merges.accounts.size + merges.contacts.size === 0) return { records, merges, findings }
  const people = fold<Contact>(records.contacts, merges.contacts, fillContact).map((one) => ({
    ...one,
    record: {
      ...one.record,
      affiliations: one.record.affiliations.map((place) => ({
        ...place,
        accountId: merges.accounts.get(place.accountId) ?? place.accountId
      }))
    }
  }))
  const whole = {
    ...records,
    accounts: parents(fold<Account>(records.accounts, merges.accounts, fillAccount), merges.accounts),
    contacts: people
  }
  const renaming = contactFields.map(([kind, field]) => {
    const all: ReadonlyArray<Sourced<RecordOf<typeof kind>>> = whole[kind]
    return [kind, all.map((one) => renamed(one, field, merges.contacts))] as const
  })
  return { records: { ...whole, ...Object.fromEntries(renaming) }, merges, findings }
}
