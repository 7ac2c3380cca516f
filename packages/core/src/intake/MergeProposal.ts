/**
 * Two accounts that may be one client: proposed from what they share, confirmed or dismissed by a person, never merged
 * silently. The history is kept; the last word counts.
 */
import type { Account } from "../account/Account.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as CompanyName from "./CompanyName.ts"
import * as Domains from "./Domains.ts"

/** What two accounts share, strongest first. */
export type Ground = "tax id" | "e-mail domain" | "name" | "look-alike name"

/** One proposal; `key` is the same for the same two accounts, `into` has the lesser id. */
export interface MergeProposal {
  readonly key: string
  readonly into: string
  readonly from: string
  readonly grounds: ReadonlyArray<Ground>
}

/** A person's word on a proposal, with the grounds that it was given on. */
export interface Verdict {
  readonly key: string
  readonly is: "confirmed" | "dismissed"
  readonly by: string
  readonly at: Instant
  readonly reason: string
  readonly grounds: ReadonlyArray<Ground>
}

/** A proposal with what was said about it, oldest first. */
export interface Judged extends MergeProposal {
  readonly state: "open" | "confirmed" | "dismissed"
  readonly history: ReadonlyArray<Verdict>
}

/** More accounts than this that share one thing share something general, and no pairs of them are proposed. */
export const largestCluster = 20

const order: ReadonlyArray<Ground> = ["tax id", "e-mail domain", "name", "look-alike name"]

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

type Clusters = Map<string, Set<string>>

const sharedBy = (
  accounts: ReadonlyArray<Account>,
  keysOf: (account: Account) => ReadonlyArray<string | undefined>
): ReadonlyArray<ReadonlyArray<string>> => {
  const clusters: Clusters = new Map()
  for (const account of accounts) {
    for (const key of keysOf(account)) {
      if (key === undefined || key === "") continue
      const cluster = clusters.get(key)
      if (cluster === undefined) clusters.set(key, new Set([account.id]))
      else cluster.add(account.id)
    }
  }
  return [...clusters.values()].filter(({ size }) => size > 1 && size <= largestCluster).map((ids) => [...ids])
}

/**
 * Pairs of accounts that may be one, sorted by key. A parent and its child, and two children of one parent, share names
 * and domains by nature: of one group only a shared tax id speaks for a merge. Linear but for clusters, which are small;
 * the order of accounts is irrelevant.
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
  const shared: Readonly<Record<Ground, ReadonlyArray<ReadonlyArray<string>>>> = {
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
  const pairs = new Map<string, { readonly into: string; readonly from: string; readonly grounds: Set<Ground> }>()
  for (const ground of order) {
    for (const cluster of shared[ground]) {
      const ids = cluster.toSorted(byCodeUnit)
      ids.forEach((into, at) => {
        for (const from of ids.slice(at + 1)) {
          const group = groupOf.get(into)
          if (ground !== "tax id" && group !== undefined && group === groupOf.get(from)) continue
          const key = JSON.stringify([into, from])
          const pair = pairs.get(key) ?? { into, from, grounds: new Set<Ground>() }
          // Names that are the same look alike too: that says nothing more.
          if (ground !== "look-alike name" || !pair.grounds.has("name")) pair.grounds.add(ground)
          pairs.set(key, pair)
        }
      })
    }
  }
  return [...pairs]
    .map(([key, { from, grounds, into }]) => ({ key, into, from, grounds: [...grounds] }))
    .toSorted((a, b) => byCodeUnit(a.key, b.key))
}

/**
 * Proposals with what persons said, in any order of their words; at equal times a dismissal counts. One dismissed is open
 * again when a ground speaks for it that was not known then.
 */
export const judge = (
  proposals: ReadonlyArray<MergeProposal>,
  verdicts: ReadonlyArray<Verdict>
): ReadonlyArray<Judged> => {
  const said = new Map<string, Array<Verdict>>()
  for (const verdict of verdicts) {
    const own = said.get(verdict.key)
    if (own === undefined) said.set(verdict.key, [verdict])
    else own.push(verdict)
  }
  return proposals.map((proposal) => {
    const history = (said.get(proposal.key) ?? []).toSorted(
      (a, b) => a.at - b.at || byCodeUnit(a.is, b.is) || byCodeUnit(a.by, b.by)
    )
    const last = history.at(-1)
    const isNews = proposal.grounds.some((ground) => last?.grounds.includes(ground) !== true)
    const state = last === undefined || (last.is === "dismissed" && isNews) ? "open" : last.is
    return { ...proposal, state, history }
  })
}

/** The account that each merged one has become, by its id; a chain of merges leads to its end. Nothing else is moved. */
export const movedTo = (judged: ReadonlyArray<Judged>): ReadonlyMap<string, string> => {
  const rootOf = new Map<string, string>()
  const root = (id: string): string => {
    const next = rootOf.get(id)
    return next === undefined ? id : root(next)
  }
  for (const { from, into, state } of judged) {
    if (state !== "confirmed") continue
    const [one = into, other = from] = [root(into), root(from)].toSorted(byCodeUnit)
    if (one !== other) rootOf.set(other, one)
  }
  return new Map([...rootOf.keys()].map((id) => [id, root(id)]))
}
