/**
 * Two records that may be one client or one person: proposed from what they share, decided by a person, never merged
 * silently. The history is kept and the last word on a pair counts. Source: docs/explanation/standing.md (duplicates).
 */
import type { Account } from "../account/Account.ts"
import { normalEmail, type Contact } from "../account/Contact.ts"
import type { MergeKind, MergeVerdict } from "../account/MergeVerdict.ts"
import * as CompanyName from "./CompanyName.ts"
import * as Domains from "./Domains.ts"
import type { Sourced } from "./Identity.ts"
import * as MergeHistory from "./MergeHistory.ts"
import type { RecordBook } from "./RecordBook.ts"

/** What two records share, strongest first, and how far it speaks for their being one, 0 to 1. */
export const strength = {
  "tax id": 0.95,
  "e-mail": 0.9,
  "e-mail domain": 0.8,
  name: 0.6,
  "look-alike name": 0.3
} as const
/** One thing that two records share. */
export type Ground = keyof typeof strength

const order = ["tax id", "e-mail", "e-mail domain", "name", "look-alike name"] as const satisfies ReadonlyArray<Ground>

/** A ground with what is shared; null where that is an address, which is not shown. */
export interface Evidence {
  readonly ground: Ground
  readonly strength: number
  readonly shared: string | null
}

/** One proposal; `key` is the same for the same two records, `keep` has the lesser id until a person chooses. */
export interface MergeProposal {
  readonly kind: MergeKind
  readonly key: string
  readonly keep: string
  readonly drop: string
  /** Strongest first. */
  readonly evidence: ReadonlyArray<Evidence>
  /** That of the strongest ground. */
  readonly strength: number
}

/** A proposal with what was said about it, oldest first; `same` records are one and no longer proposed. */
export interface Judged extends MergeProposal {
  readonly state: "open" | MergeVerdict["verdict"]
  readonly history: ReadonlyArray<MergeVerdict>
}

/** More records than this that share one thing share something general, and no pairs of them are proposed. */
export const largestCluster = 20

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

interface Cluster {
  readonly shared: string | null
  readonly ids: ReadonlyArray<string>
}

const sharedBy = <A extends { readonly id: string }>(
  records: ReadonlyArray<A>,
  keysOf: (record: A) => ReadonlyArray<string | undefined>,
  isShown = true
): ReadonlyArray<Cluster> => {
  const clusters = new Map<string, Set<string>>()
  for (const record of records) {
    for (const key of keysOf(record)) {
      if (key === undefined || key === "") continue
      clusters.set(key, (clusters.get(key) ?? new Set()).add(record.id))
    }
  }
  return [...clusters]
    .filter(([, { size }]) => size > 1 && size <= largestCluster)
    .map(([key, ids]) => ({ shared: isShown ? key : null, ids: [...ids].toSorted(byCodeUnit) }))
}

type Shared = Readonly<Partial<Record<Ground, ReadonlyArray<Cluster>>>>

const proposed = (
  kind: MergeKind,
  shared: Shared,
  isRelated: (ground: Ground, one: string, other: string) => boolean
): ReadonlyArray<MergeProposal> => {
  const pairs = new Map<
    string,
    { readonly keep: string; readonly drop: string; readonly evidence: Map<Ground, Evidence> }
  >()
  for (const ground of order) {
    for (const { ids, shared: what } of shared[ground] ?? []) {
      ids.forEach((keep, at) => {
        for (const drop of ids.slice(at + 1)) {
          if (isRelated(ground, keep, drop)) continue
          const key = MergeHistory.pairKey(keep, drop)
          const pair = pairs.get(key) ?? { keep, drop, evidence: new Map<Ground, Evidence>() }
          // Names that are the same look alike too: that says nothing more.
          const isNews = !pair.evidence.has(ground) && (ground !== "look-alike name" || !pair.evidence.has("name"))
          if (isNews) pair.evidence.set(ground, { ground, strength: strength[ground], shared: what })
          pairs.set(key, pair)
        }
      })
    }
  }
  return [...pairs]
    .map(([key, { drop, evidence, keep }]) => {
      const all = [...evidence.values()]
      return { kind, key, keep, drop, evidence: all, strength: all[0]?.strength ?? 0 }
    })
    .toSorted((a, b) => b.strength - a.strength || byCodeUnit(a.key, b.key))
}

/**
 * Pairs of accounts that may be one, the strongest first, then by key. A parent and its child, and two children of one
 * parent, share names and domains by nature: of one group only a shared tax id speaks for a merge. Linear but for
 * clusters, which are small; the order of accounts is irrelevant.
 */
export const propose = (
  given: Iterable<Account>,
  groupOf: ReadonlyMap<string, string>,
  excludedDomains: Iterable<string> = []
): ReadonlyArray<MergeProposal> => {
  const accounts = [...given]
  const excluded = new Set([...Domains.freeMail, ...excludedDomains])
  const domain = (text: string): string | undefined => {
    const host = Domains.declared(text)
    const found = host === undefined ? undefined : Domains.registrable(host)
    return found === undefined || excluded.has(found) || excluded.has(host ?? "") ? undefined : found
  }
  const names = ({ legalName, name }: Account): ReadonlyArray<string> =>
    legalName === undefined ? [name] : [name, legalName]
  const shared: Shared = {
    "tax id": sharedBy(accounts, ({ taxId }) => [
      taxId
        ?.normalize("NFKC")
        .toUpperCase()
        .replace(/[^\p{L}\p{N}]/gu, "")
    ]),
    "e-mail domain": sharedBy(accounts, ({ domains }) => domains.map(domain)),
    name: sharedBy(accounts, (account) => names(account).map(CompanyName.normal)),
    "look-alike name": sharedBy(accounts, (account) => names(account).map(CompanyName.lookAlike))
  }
  return proposed("accounts", shared, (ground, one, other) => {
    const group = groupOf.get(one)
    return ground !== "tax id" && group !== undefined && group === groupOf.get(other)
  })
}

const personName = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()

/**
 * Pairs of contacts that may be one person: with one address in one group, or with one name at one account. A person may
 * well be a contact of several companies, and a mailbox is nobody. The order of contacts is irrelevant.
 */
export const proposeContacts = (
  given: Iterable<Contact>,
  groupOf: ReadonlyMap<string, string>
): ReadonlyArray<MergeProposal> => {
  const people = [...given].filter(({ kind }) => kind === "person")
  const email = (one: Contact): string | undefined => {
    const address = normalEmail(one.email)
    return address === undefined ? undefined : `${groupOf.get(one.accountId ?? "") ?? ""} ${address}`
  }
  const named = sharedBy(people, ({ accountId, name }) => {
    const said = personName(name)
    return [accountId === undefined || !said.includes(" ") ? undefined : JSON.stringify([accountId, said])]
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return proposed(
    "contacts",
    {
      "e-mail": sharedBy(people, (one) => [email(one)], false),
      name: named.map(({ ids }) => ({ ids, shared: names.get(ids[0] ?? "") ?? null }))
    },
    () => false
  )
}

/**
 * Proposals with what persons said, in any order of their words; at equal times what keeps records apart counts. One
 * that is `different` stays so until somebody says otherwise.
 */
export const judge = (
  proposals: ReadonlyArray<MergeProposal>,
  verdicts: ReadonlyArray<MergeVerdict>
): ReadonlyArray<Judged> => {
  const said = new Map<string, Array<MergeVerdict>>()
  for (const verdict of verdicts) {
    const key = `${verdict.kind} ${MergeHistory.pairKey(verdict.keep, verdict.drop)}`
    const own = said.get(key)
    if (own === undefined) said.set(key, [verdict])
    else own.push(verdict)
  }
  return proposals.map((proposal) => {
    const history = (said.get(`${proposal.kind} ${proposal.key}`) ?? []).toSorted(MergeHistory.inOrder)
    const last = history.at(-1)?.verdict
    return { ...proposal, state: last === undefined || last === "split" ? "open" : last, history }
  })
}

/** The word that holds among words on one pair. */
export const lastOf = (words: ReadonlyArray<MergeVerdict>): MergeVerdict | undefined =>
  words.toSorted(MergeHistory.inOrder).at(-1)

/** A merge that holds, with the last word on it; absent where several words lead from one to the other. */
export interface Held {
  readonly kind: MergeKind
  readonly keep: string
  readonly drop: string
  readonly last?: MergeVerdict
}

/** All that is proposed, decided and merged in a record book. */
export interface Review {
  readonly open: ReadonlyArray<Judged>
  readonly different: ReadonlyArray<MergeVerdict>
  readonly merged: ReadonlyArray<Held>
}

/** Rows under the ids that they have become, so that what is shared with a merged record is shared with the kept one. */
const underKept = <A extends { readonly id: string }>(records: ReadonlyArray<Sourced<A>>): ReadonlyArray<A> =>
  records.flatMap(({ merged = [], own, record }) => [
    own ?? record,
    ...merged.map((one) => ({ ...one.record, id: record.id }))
  ])

/** Reviews a record book. Total. */
export const review = ({ grouping, merges, records }: RecordBook, excludedDomains: Iterable<string> = []): Review => {
  const words = records.merges.map(({ record }) => record).toSorted(MergeHistory.inOrder)
  const last = new Map(words.map((word) => [`${word.kind} ${MergeHistory.pairKey(word.keep, word.drop)}`, word]))
  const end = (kind: MergeKind, id: string): string => merges[kind].get(id) ?? id
  // A word on two records is a word on what they have become.
  const asKept = words.map((word) => ({
    ...word,
    keep: end(word.kind, word.keep),
    drop: end(word.kind, word.drop)
  }))
  const proposals = [
    ...propose(underKept(records.accounts), grouping.groupOf, excludedDomains),
    ...proposeContacts(underKept(records.contacts), grouping.groupOf)
  ]
  const merged = (["accounts", "contacts"] as const).flatMap((kind) =>
    [...merges[kind]].map(([drop, keep]): Held => {
      const word = last.get(`${kind} ${MergeHistory.pairKey(keep, drop)}`)
      return { kind, keep, drop, ...(word === undefined ? {} : { last: word }) }
    })
  )
  return {
    open: judge(proposals, asKept).filter(({ state }) => state === "open"),
    different: [...last.values()].filter(({ verdict }) => verdict === "different"),
    merged
  }
}
