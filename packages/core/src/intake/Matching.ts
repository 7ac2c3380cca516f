/**
 * Whose a record is when it does not say, or says it in another way: by id, tax id, asset, contact, registrable domain
 * of the e-mail, name; the first that answers. Method and strength are kept; two answers are no answer.
 */
import type { Account } from "../account/Account.ts"
import * as CompanyName from "./CompanyName.ts"
import * as Domains from "./Domains.ts"

/** What a match rests on, strongest first. */
export type Method = "id" | "tax id" | "asset" | "contact" | "e-mail domain" | "name"

/** How far a match of each method is to be trusted, 0 to 1. */
export const strength: Readonly<Record<Method, number>> = {
  id: 1,
  "tax id": 0.95,
  asset: 0.9,
  contact: 0.9,
  "e-mail domain": 0.8,
  name: 0.6
}

/** What a record says that may lead to its account. `reference` is whatever its account column holds. */
export interface Clues {
  readonly reference?: string | undefined
  readonly assetId?: string | undefined
  readonly contactId?: string | undefined
  readonly email?: string | undefined
}

/** The account found, several that fit equally well, a proposal, or nobody. Lists are sorted by code unit. */
export type Match =
  | { readonly state: "matched"; readonly accountId: string; readonly method: Method; readonly strength: number }
  | { readonly state: "ambiguous"; readonly accountIds: ReadonlyArray<string>; readonly method: Method }
  /** Fits only when letters are taken for those that they look like: for a person to confirm, never assumed. */
  | { readonly state: "proposed"; readonly accountIds: ReadonlyArray<string>; readonly method: Method }
  | { readonly state: "nobody" }

/** What the matcher knows. Domains that are our own, a vendor's or shared by strangers match nobody. */
export interface Knowledge {
  readonly accounts: Iterable<Pick<Account, "id" | "name" | "legalName" | "taxId" | "domains">>
  readonly accountOfAsset: ReadonlyMap<string, string>
  readonly accountOfContact: ReadonlyMap<string, string>
  /** Own and vendor domains, and free-mail domains beyond the built-in ones. */
  readonly excludedDomains: Iterable<string>
  /** What merged accounts have become: they are found as that one, by all that is said of them. */
  readonly aliases?: ReadonlyMap<string, string>
}

type Index = Map<string, Set<string>>

const enter = (index: Index, key: string | undefined, accountId: string): void => {
  if (key !== undefined && key !== "") index.set(key, (index.get(key) ?? new Set<string>()).add(accountId))
}

const answer = (ids: ReadonlySet<string> | undefined, method: Method): Match | undefined => {
  const [accountId, ...others] = ids ?? []
  if (accountId === undefined) return undefined
  return others.length === 0
    ? { state: "matched", accountId, method, strength: strength[method] }
    : { state: "ambiguous", accountIds: [accountId, ...others].toSorted(), method }
}

const through = (map: ReadonlyMap<string, string>, id: string | undefined, method: Method): Match | undefined => {
  const accountId = id === undefined ? undefined : map.get(id)
  return accountId === undefined ? undefined : { state: "matched", accountId, method, strength: strength[method] }
}

const taxLabel =
  /^\s*(?:ИНН|БИН|УНП|INN|TIN|EIN|VAT(?:\s+(?:no|id|reg))?|USt-?Id(?:Nr)?|NIP|TVA|BTW)\s*[.:#№]?\s*(?=.*\d)/iu

/** A tax id as compared: without what stands before it as its name, without signs. */
const taxKey = (text: string | undefined): string | undefined =>
  text
    ?.normalize("NFKC")
    .replace(taxLabel, "")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "")

/** Finds accounts for clues; the order in which accounts are given is irrelevant. */
export const matcher = (known: Knowledge): ((clues: Clues) => Match) => {
  const ids: Index = new Map()
  const taxIds: Index = new Map()
  const hosts: Index = new Map()
  const domains: Index = new Map()
  const names: Index = new Map()
  const lookAlikes: Index = new Map()
  const excluded = new Set([
    ...Domains.freeMail,
    ...[...known.excludedDomains].map((domain) => Domains.declared(domain) ?? domain)
  ])
  const isExcluded = (host: string, domain: string | undefined): boolean =>
    excluded.has(host) || (domain !== undefined && excluded.has(domain))

  for (const [dropped, kept] of known.aliases ?? []) enter(ids, dropped, kept)
  for (const account of known.accounts) {
    const id = known.aliases?.get(account.id) ?? account.id
    enter(ids, account.id, id)
    enter(taxIds, taxKey(account.taxId), id)
    for (const name of account.legalName === undefined ? [account.name] : [account.name, account.legalName]) {
      enter(names, CompanyName.normal(name), id)
      enter(lookAlikes, CompanyName.lookAlike(name), id)
    }
    for (const written of account.domains) {
      const host = Domains.declared(written)
      const domain = host === undefined ? undefined : Domains.registrable(host)
      if (host === undefined || isExcluded(host, domain)) continue
      enter(hosts, host, id)
      enter(domains, domain, id)
    }
  }

  const byDomain = (email: string | undefined): Match | undefined => {
    const host = Domains.hostOf(email)
    if (host === undefined) return undefined
    const domain = Domains.registrable(host)
    if (isExcluded(host, domain)) return undefined
    // A declared host nearer to the address is more telling than the domain that two accounts may share.
    for (let near = host; near.includes("."); near = near.slice(near.indexOf(".") + 1)) {
      const found = answer(hosts.get(near), "e-mail domain")
      if (found !== undefined) return found
      if (near === domain) break
    }
    return domain === undefined ? undefined : answer(domains.get(domain), "e-mail domain")
  }

  const byName = (reference: string): Match | undefined => {
    const found = answer(names.get(CompanyName.normal(reference)), "name")
    if (found !== undefined) return found
    const alike = [...(lookAlikes.get(CompanyName.lookAlike(reference)) ?? [])].toSorted()
    return alike.length === 0 ? undefined : { state: "proposed", accountIds: alike, method: "name" }
  }

  return ({ assetId, contactId, email, reference }) =>
    (reference === undefined ? undefined : answer(ids.get(reference), "id")) ??
    answer(taxIds.get(taxKey(reference) ?? ""), "tax id") ??
    through(known.accountOfAsset, assetId, "asset") ??
    through(known.accountOfContact, contactId, "contact") ??
    byDomain(email) ??
    (reference === undefined ? undefined : byName(reference)) ?? { state: "nobody" }
}
