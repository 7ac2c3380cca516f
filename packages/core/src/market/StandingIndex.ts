/**
 * Finds the client behind any word a caller may give: an account, an asset or its number, a phone, an address, a person.
 * Whoever is found belongs to one group, and has its standing.
 */
import type { Account } from "../account/Account.ts"
import type { Asset } from "../account/Asset.ts"
import { normalEmail, type Contact } from "../account/Contact.ts"
import * as CompanyName from "../intake/CompanyName.ts"
import * as Domains from "../intake/Domains.ts"
import type { Sourced } from "../intake/Identity.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import * as KeyTable from "./KeyTable.ts"

/** How a client is found, the first that answers; `holder` is a person who is nobody's contact and holds an asset. */
export const methods = ["id", "tax id", "number", "e-mail", "phone", "holder", "e-mail domain", "name"] as const
/** One way in which a client is found. */
export type Method = (typeof methods)[number]

/** What was found. Null where the record belongs to nobody. */
export interface Hit {
  readonly kind: "account" | "asset" | "contact"
  readonly id: string
  readonly accountId: string | null
  readonly groupId: string | null
}

/** One group; several that fit equally well, sorted; or nobody, with the records that are known and belong to nobody. */
export type Lookup =
  | { readonly state: "found"; readonly groupId: string; readonly method: Method; readonly hits: ReadonlyArray<Hit> }
  | {
      readonly state: "ambiguous"
      readonly groupIds: ReadonlyArray<string>
      readonly method: Method
      readonly hits: ReadonlyArray<Hit>
    }
  | { readonly state: "nobody"; readonly method: Method | null; readonly hits: ReadonlyArray<Hit> }

/** What the index is made of. */
export interface Known {
  /** Group ids by account id. */
  readonly groupOf: ReadonlyMap<string, string>
  readonly accounts: Iterable<Account>
  readonly contacts: Iterable<Contact>
  readonly assets: Iterable<Asset>
  /** Own and vendor domains, and free-mail domains beyond the built-in ones: they find nobody. */
  readonly excludedDomains?: Iterable<string>
  /** The accounts that merged ones have become, by their former ids. */
  readonly aliases?: ReadonlyMap<string, string>
}

/** The index: made once, asked often. */
export interface StandingIndex {
  readonly find: (text: string) => Lookup
  /** Keys in it. */
  readonly size: number
}

type Subject =
  | { readonly kind: "account"; readonly record: Account }
  | { readonly kind: "asset"; readonly record: Asset }
  | { readonly kind: "contact"; readonly record: Contact }

const signs = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "")

const personName = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()

const shortestPhone = 7

/** Digits of a phone without extension and international prefix; undefined when the text is none. */
const phoneDigits = (text: string): string | undefined => {
  const number = text.replace(/(?:ext\.?|доб\.?|x)\s*\d+\s*$/iu, "").trim()
  if (!/^\+?[\d\s()./-]+$/u.test(number)) return undefined
  const digits = number.replace(/\D/gu, "").replace(/^00/u, "")
  return digits.length < shortestPhone || digits.length > 15 ? undefined : digits
}

/** Two spellings of one number: the same digits, or one without its country's code and with the trunk digit 0 or 8. */
const isSamePhone = (a: string, b: string): boolean => {
  const national = (one: string, other: string): boolean =>
    /^[08]/u.test(one) && one.length > shortestPhone && other.length > one.length - 1 && other.endsWith(one.slice(1))
  return a === b || national(a, b) || national(b, a)
}

const phoneKey = (digits: string): string => `phone ${digits.slice(-shortestPhone)}`
const phoneOf = ({ kind, record }: Subject): string | undefined => {
  const text = kind === "contact" ? record.phone : kind === "asset" ? record.number : undefined
  return text === undefined ? undefined : phoneDigits(text)
}

const keysOf = (subject: Subject, isShared: (host: string) => boolean): ReadonlyArray<string> => {
  const { kind, record } = subject
  const keys = [`id ${record.id}`]
  const phone = phoneOf(subject)
  if (phone !== undefined) keys.push(phoneKey(phone))
  if (kind === "account") {
    if (record.taxId !== undefined) keys.push(`tax id ${signs(record.taxId)}`)
    keys.push(`name ${CompanyName.normal(record.name)}`)
    if (record.legalName !== undefined) keys.push(`name ${CompanyName.normal(record.legalName)}`)
    for (const text of record.domains) {
      const host = Domains.declared(text)
      if (host !== undefined && !isShared(host)) keys.push(`e-mail domain ${host}`)
    }
  } else if (kind === "asset") {
    if (record.number !== undefined) keys.push(`number ${signs(record.number)}`)
    if (record.holderId !== undefined) keys.push(`holder ${record.holderId}`)
  } else {
    const email = normalEmail(record.email)
    if (email !== undefined) keys.push(`e-mail ${email}`)
    keys.push(`name ${personName(record.name)}`)
  }
  return keys
}

/** Hosts that a text may stand for, the nearest first: of an address or of a web site. */
const hostsOf = (text: string): ReadonlyArray<string> => {
  const host = Domains.declared(text)
  const domain = host === undefined ? undefined : Domains.registrable(host)
  if (host === undefined || domain === undefined) return []
  const hosts: Array<string> = []
  for (let near = host; near.length >= domain.length; near = near.slice(near.indexOf(".") + 1)) hosts.push(near)
  return hosts
}

/** What is looked for under each method but `holder`, which is asked of persons found. */
const asked = (text: string): ReadonlyArray<readonly [method: Method, keys: ReadonlyArray<string>]> => {
  const email = normalEmail(text)
  const phone = phoneDigits(text)
  return [
    ["id", [`id ${text}`]],
    ["tax id", [`tax id ${signs(text)}`]],
    ["number", [`number ${signs(text)}`]],
    ["e-mail", email === undefined ? [] : [`e-mail ${email}`]],
    ["phone", phone === undefined ? [] : [phoneKey(phone)]],
    ["e-mail domain", hostsOf(text).map((host) => `e-mail domain ${host}`)],
    ["name", [...new Set([`name ${CompanyName.normal(text)}`, `name ${personName(text)}`])]]
  ]
}

/** Makes the index in linear time. Records without an account are known too: they are found and belong to nobody. */
export const make = (known: Known): StandingIndex => {
  const table = KeyTable.make()
  const subjects: Array<Subject> = []
  const shared = new Set([...Domains.freeMail, ...(known.excludedDomains ?? [])])
  const isShared = (host: string): boolean => shared.has(host) || shared.has(Domains.registrable(host) ?? "")
  const enter = (subject: Subject): void => {
    for (const key of keysOf(subject, isShared)) table.add(key, subjects.length)
    subjects.push(subject)
  }
  for (const record of known.accounts) enter({ kind: "account", record })
  for (const record of known.assets) enter({ kind: "asset", record })
  for (const record of known.contacts) enter({ kind: "contact", record })

  const hitOf = ({ kind, record }: Subject): Hit => {
    const own = (kind === "account" ? record.id : record.accountId) ?? null
    const accountId = own === null ? null : (known.aliases?.get(own) ?? own)
    return { kind, id: record.id, accountId, groupId: known.groupOf.get(accountId ?? "") ?? null }
  }
  const under = (key: string, phone: string | undefined): ReadonlyArray<Subject> => {
    const found = new Set(table.candidates(key).map((at) => subjects[at]))
    return [...found].filter((subject): subject is Subject => {
      if (subject === undefined || !keysOf(subject, isShared).includes(key)) return false
      return phone === undefined || isSamePhone(phone, phoneOf(subject) ?? "")
    })
  }
  const answer = (method: Method, hits: ReadonlyArray<Hit>): Lookup => {
    const groupIds = [...new Set(hits.map((hit) => hit.groupId))].filter((id) => id !== null).toSorted()
    const [groupId, ...others] = groupIds
    if (groupId === undefined) return { state: "nobody", method, hits }
    return others.length === 0
      ? { state: "found", groupId, method, hits }
      : { state: "ambiguous", groupIds, method, hits }
  }
  const find = (given: string): Lookup => {
    const text = given.trim()
    for (const [method, keys] of asked(text)) {
      const phone = method === "phone" ? phoneDigits(text) : undefined
      for (const key of keys) {
        const hits = under(key, phone).map(hitOf)
        if (hits.length === 0) continue
        const strangers = hits.every((hit) => hit.groupId === null)
        const held = strangers ? hits.flatMap(({ id }) => under(`holder ${id}`, undefined).map(hitOf)) : []
        return held.length > 0 ? answer("holder", [...hits, ...held]) : answer(method, hits)
      }
    }
    return { state: "nobody", method: null, hits: [] }
  }
  return { find, size: table.size() }
}

/** Records, and behind each those that were merged into it: by their names it is found too. */
function* recordsOf<A>(all: ReadonlyArray<Sourced<A>>): Iterable<A> {
  for (const { merged = [], own, record } of all) {
    yield own ?? record
    for (const one of merged) yield one.record
  }
}

/** Contacts with the account of the one that they have become. */
function* contactsOf(all: ReadonlyArray<Sourced<Contact>>): Iterable<Contact> {
  for (const { merged = [], record } of all) {
    yield record
    for (const one of merged) {
      const { accountId: _, ...rest } = one.record
      yield record.accountId === undefined ? rest : { ...rest, accountId: record.accountId }
    }
  }
}

/** The index of a record book. */
export const ofBook = (
  { grouping, merges, records }: RecordBook,
  excludedDomains: Iterable<string> = []
): StandingIndex =>
  make({
    groupOf: grouping.groupOf,
    accounts: recordsOf(records.accounts),
    contacts: contactsOf(records.contacts),
    assets: recordsOf(records.assets),
    aliases: merges.accounts,
    excludedDomains
  })
