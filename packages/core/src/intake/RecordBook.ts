/**
 * A record book is all that the files of a workspace say, resolved: records of their schemas, each with its account where
 * one is known, accounts in groups, and what could not be read or belongs to nobody.
 */
import * as AccountGroup from "../account/AccountGroup.ts"
import { normalEmail } from "../account/Contact.ts"
import type { Opportunity } from "../account/Opportunity.ts"
import type { Order } from "../account/Order.ts"
import * as CanonicalJson from "../kernel/CanonicalJson.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Ratio from "../kernel/Ratio.ts"
import * as Belonging from "./Belonging.ts"
import * as Decode from "./Decode.ts"
import * as Identity from "./Identity.ts"
import * as Mailboxes from "./Mailboxes.ts"
import * as Matching from "./Matching.ts"
import * as Mending from "./Mending.ts"
import * as Merging from "./Merging.ts"
import * as FactNames from "./FactNames.ts"
import * as Names from "./Names.ts"
import * as Phones from "./Phones.ts"
import { names, type KindName, type RecordOf } from "./RecordKind.ts"
import * as References from "./References.ts"
import * as Rejects from "./Rejects.ts"
import type { FromOpportunities } from "./Source.ts"
import * as Unresolved from "./Unresolved.ts"

/** What the workspace says beside its files. */
export interface Options extends Decode.Reporting {
  /** Files of one kind in the order of their import; later ones update earlier ones. */
  readonly inputs: ReadonlyArray<References.Input>
  readonly ordersFrom?: FromOpportunities
  /** Own and vendor domains, and free-mail domains beyond the built-in ones: they never say whose a person is. */
  readonly excludedDomains?: ReadonlyArray<string>
  /** Accounts of our own group: their orders are left out and counted. */
  readonly ownAccounts?: ReadonlyArray<string>
}

/** Records by kind, each sorted by id. */
export type Records = { readonly [K in KindName]: ReadonlyArray<Identity.Sourced<RecordOf<K>>> }

/** All of a workspace's records. Findings name files, lines and columns where they have them. */
export interface RecordBook {
  readonly reporting: Decode.Reporting
  readonly records: Records
  readonly grouping: AccountGroup.Grouping
  /** What each merged id has become. Records name the kept ones only. */
  readonly merges: Merging.Merges
  readonly counts: Readonly<Record<KindName, Identity.Counts>>
  readonly nobody: ReadonlyArray<Belonging.Nobody>
  readonly matched: ReadonlyArray<Belonging.Matched>
  readonly ambiguous: ReadonlyArray<Belonging.Ambiguous>
  /** Rows that were not taken, by file. */
  readonly rejected: ReadonlyArray<{ readonly input: References.Input; readonly rows: ReadonlyArray<Rejects.Rejected> }>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** Kinds of records that belong to accounts; those through which others are matched come first. */
const owned = [
  "contacts",
  "assets",
  "orders",
  "invoices",
  "opportunities",
  "cases",
  "promises",
  "interactions",
  "competitorPresence",
  "activations",
  "departures",
  "plans",
  "team",
  "facts"
] as const
type OwnedKind = (typeof owned)[number]

type PersonKeys = ReadonlyMap<string, string>

/** One key for all addresses of a person: those of records that are merged into one are one person's. */
const personKeys = (contacts: Records["contacts"]): PersonKeys => {
  const above = new Map<string, string>()
  const end = (email: string): string => {
    let at = email
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next
    return at
  }
  for (const { merged = [], record } of contacts) {
    const emails = [record, ...merged.map((one) => one.record)].map(({ email }) => normalEmail(email))
    const [first, ...others] = emails.filter((email) => email !== undefined).map(end)
    for (const email of others) if (first !== undefined && end(email) !== end(first)) above.set(end(email), end(first))
  }
  return new Map([...above.keys()].map((email) => [email, end(email)]))
}

interface Pool {
  /** Statements by address. */
  readonly of: Map<string, Map<string, RecordOf<"contacts">["consent"][number]>>
  /** Withdrawals by person, whatever the address. */
  readonly withdrawn: Map<string, Map<string, RecordOf<"contacts">["consent"][number]>>
}

/**
 * Statements of consent are a person's: every record of the same address carries all of them, those of records that a
 * snapshot no longer has included, so that no export lifts a withdrawal by leaving its row out. A withdrawal reaches every
 * address of the person; consent given for one address says nothing of another.
 */
const poolConsent = (contacts: Records["contacts"], leftOut: Records["contacts"]): Records["contacts"] => {
  const keys = personKeys(contacts)
  const pool: Pool = { of: new Map(), withdrawn: new Map() }
  const enter = (email: string | undefined, consents: RecordOf<"contacts">["consent"]): void => {
    if (email === undefined) return
    const own = pool.of.get(email) ?? new Map()
    const person = keys.get(email) ?? email
    const withdrawn = pool.withdrawn.get(person) ?? new Map()
    for (const consent of consents) {
      const key = CanonicalJson.encode(consent)
      own.set(key, consent)
      if (consent.status === "withdrawn") withdrawn.set(key, consent)
    }
    pool.of.set(email, own)
    pool.withdrawn.set(person, withdrawn)
  }
  for (const { merged = [], record } of [...contacts, ...leftOut]) {
    enter(normalEmail(record.email), record.consent)
    for (const one of merged) enter(normalEmail(one.record.email), one.record.consent)
  }
  return contacts.map((sourced) => {
    const email = normalEmail(sourced.record.email) ?? ""
    const own = pool.of.get(email)
    if (own === undefined) return sourced
    const pooled = new Map([...own, ...(pool.withdrawn.get(keys.get(email) ?? email) ?? [])])
    const consent = [...pooled].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one)
    return { ...sourced, record: { ...sourced.record, consent } }
  })
}

/** The accounts in all groups of which one is our own. */
const ownGroup = (grouping: AccountGroup.Grouping, own: ReadonlyArray<string>): ReadonlySet<string> => {
  const groups = new Set(own.map((id) => grouping.groupOf.get(id)))
  return new Set(grouping.groups.filter((group) => groups.has(group.id)).flatMap((group) => group.accountIds))
}

const note = (rule: string, message: string, severity: Finding.Severity = "info"): Finding.Finding => ({
  severity,
  rule,
  message
})

/** Won opportunities as orders, none for an account that has real ones. */
const wonAsOrders = (
  opportunities: ReadonlyArray<Identity.Sourced<Opportunity>>,
  orders: ReadonlyArray<Identity.Sourced<Order>>
): { readonly orders: ReadonlyArray<Identity.Sourced<Order>>; readonly findings: ReadonlyArray<Finding.Finding> } => {
  const withOrders = new Set(orders.map(({ record }) => record.accountId).filter((id) => id !== undefined))
  const made: Array<Identity.Sourced<Order>> = []
  let beside = 0
  let incomplete = 0
  for (const { provenance, record } of opportunities) {
    if (record.outcome !== "won") continue
    const { accountId, amount, closedAt, id, product } = record
    if (accountId !== undefined && withOrders.has(accountId)) beside += 1
    else if (amount === undefined || closedAt === undefined) incomplete += 1
    else {
      const rest = { ...(accountId === undefined ? {} : { accountId }), ...(product === undefined ? {} : { product }) }
      made.push({ record: { id: `opportunity-${id}`, date: closedAt, amount, ...rest }, provenance })
    }
  }
  const findings = [note("import/orders-from-opportunities", `${made.length} won opportunities are taken as orders`)]
  if (beside > 0) {
    const message = `${beside} won opportunities are not taken as orders: their accounts have orders of their own`
    findings.push(note("import/orders-beside", message))
  }
  if (incomplete > 0) {
    const message = `${incomplete} won opportunities are not taken as orders: they have no amount or no day of closing`
    findings.push(note("import/won-incomplete", message, "warning"))
  }
  return { orders: [...orders, ...made], findings }
}

const percent = (ratio: number): string => Ratio.percent(ratio, "en")

/** Decodes, merges, matches and groups all inputs. Total; the order of rows and of inputs of different kinds is irrelevant. */
export const resolve = (options: Options): RecordBook => {
  const { currency, rates, zone } = options
  const reporting: Decode.Reporting = { zone, currency, ...(rates === undefined ? {} : { rates }) }
  const references = References.among(options.inputs)
  const findings: Array<Finding.Finding> = []
  const rejected: Array<RecordBook["rejected"][number]> = []
  const counts: Partial<Record<KindName, Identity.Counts>> = {}
  const read: Partial<Record<KindName, ReadonlyArray<Identity.Sourced<unknown>>>> = {}
  const leftOut: Partial<Record<KindName, ReadonlyArray<Identity.Sourced<unknown>>>> = {}
  for (const name of names) {
    const files = options.inputs
      .filter((input) => input.kind === name)
      .map((input) => Decode.decode(input, reporting, references))
    const merged = Identity.merge(name, files)
    read[name] = merged.records
    leftOut[name] = merged.leftOut
    counts[name] = merged.counts
    for (const { findings: own, input } of files) {
      findings.push(...own)
      const rows = merged.rejected.filter((row) => row.file === input.file)
      if (rows.length > 0) rejected.push({ input, rows })
    }
    findings.push(...merged.rejected.map(Rejects.finding), ...merged.findings)
  }
  // Each record has passed the schema of its kind in Decode.
  const given = read as unknown as Records
  const { merges, records: one, findings: ofMerges } = Merging.apply(given)
  const records: { -readonly [K in KindName]: Records[K] } = { ...one }
  findings.push(...ofMerges)

  const accounts = records.accounts.map(({ record }) => record)
  const rowOf = new Map(records.accounts.map(({ provenance, record }) => [record.id, provenance]))
  const grouping = AccountGroup.group(accounts, (id) => Unresolved.placeOf(rowOf.get(id), "parentId"))
  findings.push(...grouping.findings)

  findings.push(...Unresolved.decimalTwins(records))

  const accountOf = new Map<string, string>()
  const knowledge = {
    // What is said of a merged account finds the one that it has become.
    accounts: merges.accounts.size === 0 ? accounts : given.accounts.map(({ record }) => record),
    aliases: merges.accounts,
    accountOfContact: accountOf,
    excludedDomains: options.excludedDomains ?? []
  }
  const accountOfAsset = new Map<string, string>()
  const match = Matching.matcher({ ...knowledge, accountOfAsset })
  const nobody: Array<Belonging.Nobody> = []
  const matched: Array<Belonging.Matched> = []
  const ambiguous: Array<Belonging.Ambiguous> = []
  const belong = (name: OwnedKind): void => {
    const found = Belonging.belong<Belonging.Owned>(name, records[name], match)
    Object.assign(records, { [name]: found.records })
    nobody.push(found.nobody)
    matched.push(...found.matched)
    ambiguous.push(...found.ambiguous)
    findings.push(...found.findings)
    const said = Belonging.nobodyFinding(found.nobody, percent)
    if (said !== undefined) findings.push(said)
    const own = name === "contacts" ? accountOf : name === "assets" ? accountOfAsset : undefined
    for (const { record } of found.records) if (record.accountId !== undefined) own?.set(record.id, record.accountId)
  }
  for (const name of owned) belong(name)
  const phones = Phones.normalise(records.contacts, accounts)
  records.contacts = poolConsent(phones.contacts, leftOut.contacts as Records["contacts"])
  findings.push(...phones.findings)

  const own = ownGroup(
    grouping,
    (options.ownAccounts ?? []).map((id) => merges.accounts.get(id) ?? id)
  )
  const ours = records.orders.filter(({ record }) => record.accountId !== undefined && own.has(record.accountId)).length
  if (ours > 0) findings.push(note("import/own-orders", `${ours} orders of our own group are left out`))
  records.orders = records.orders.filter(({ record }) => record.accountId === undefined || !own.has(record.accountId))
  if (options.ordersFrom !== undefined) {
    const won = wonAsOrders(records.opportunities, records.orders)
    records.orders = won.orders
    findings.push(...won.findings)
  }
  findings.push(
    ...Unresolved.check(records),
    ...Unresolved.ambiguous(ambiguous),
    ...Unresolved.addresses(records.contacts),
    ...Mailboxes.check(records.contacts),
    ...Names.check("accounts", records.accounts),
    ...Names.check("contacts", records.contacts),
    ...FactNames.check(records.facts),
    // Orders that were made of deals say what the deals say.
    ...Mending.check(one)
  )
  const all = counts as Record<KindName, Identity.Counts>
  return { reporting, records, grouping, merges, counts: all, nobody, matched, ambiguous, rejected, findings }
}
