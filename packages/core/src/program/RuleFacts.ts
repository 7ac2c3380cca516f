/**
 * What a rule sees of an account, its group and a contact. Unknown is an absent field, never zero and never "no". No
 * fact depends on the present instant: counts of open things take the records as they are, and days of silence are
 * those of the analysis.
 */
import type { Account } from "../account/Account.ts"
import type { Case } from "../account/Case.ts"
import { fieldsOf, units } from "../analysis/AccountFacts.ts"
import type { GroupContact, GroupRecords } from "../account/Records.ts"
import * as Expression from "../kernel/Expression.ts"
import type { AccountMarket, Outlook } from "../market/AccountMarket.ts"
import * as PromiseFact from "../market/PromiseFact.ts"
import { account as accountVariable, contact as contactVariable, group as groupVariable } from "./RuleFactFields.ts"

type Fields = Readonly<Record<string, unknown>>

/** The facts of an account and its group: what audiences, entries and goals look at. */
export interface AccountFacts {
  readonly account: Fields
  readonly group: Fields
  readonly [variable: string]: Fields
}

/** The facts of a contact with those of its account and group: what touches and contents look at. */
export interface ContactFacts extends AccountFacts {
  readonly contact: Fields
}

/** The rules of `audience`, `when` of a play and `goal`: they see `account` and `group`. */
export const accountRules = Expression.environment({ account: accountVariable, group: groupVariable })

/** The rules of `to` and of variants: they see `contact`, `account` and `group`. */
export const contactRules = Expression.environment({
  contact: contactVariable,
  account: accountVariable,
  group: groupVariable
})

/** All facts that a rule may look at, with type and meaning, in a fixed order: for the reference and for editors. */
export const list: ReadonlyArray<Expression.DeclaredFact> = Expression.listOf(contactRules.declaration)

/** Leaves out what is undefined or null, so that unknown is an absent field. */
const known = (fields: Fields): Fields => {
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(fields)) {
    const value = fields[name]
    if (value !== undefined && value !== null) result[name] = value
  }
  return result
}

const ofOutlook = (outlook: Outlook | undefined): Fields =>
  outlook === undefined
    ? {}
    : {
        isNew: outlook.isNew,
        trend: outlook.trend,
        lossBand: outlook.lossBand,
        expectedValue: units(outlook.expectedValue),
        valueAtRisk: units(outlook.valueAtRisk),
        qualification: outlook.qualification,
        fit: outlook.fit,
        targets: outlook.targets,
        retention: outlook.retention?.class,
        health: outlook.retention?.health,
        causes: outlook.retention?.causes
      }

const ofSegment = ({ live, segment }: Pick<AccountMarket, "live" | "segment">): Fields =>
  segment === null
    ? { isKey: live?.isKey }
    : {
        abc: segment.abc,
        xyz: segment.xyz,
        cell: segment.abc === null || segment.xyz === null ? null : segment.abc + segment.xyz,
        isKey: live?.isKey ?? segment.isKey,
        keyScore: segment.keyScore,
        keyConfidence: segment.keyConfidence,
        types: segment.types,
        tier: segment.tier,
        sales: units(segment.measure),
        share: segment.share,
        silenceDays: segment.silenceDays,
        usualIntervalDays: segment.usualIntervalDays,
        ...ofOutlook(segment.outlook)
      }

interface Scoped {
  readonly accountId?: string
  readonly assetId?: string
}

/** The account that a record is about: named by it, or by the asset that it names. */
const ownerIn = (records: GroupRecords) => {
  const owners = new Map(records.assets.map((asset) => [asset.id, asset.accountId]))
  return (one: Scoped): string | undefined =>
    one.accountId ?? (one.assetId === undefined ? undefined : owners.get(one.assetId))
}

const isOpenCase = (one: Case): boolean => one.closedAt === undefined
const isComplaint = (one: Case): boolean =>
  one.kind !== "request" && one.kind !== "question" && one.kind !== "suggestion"

/** Counts of records, taken as they are, of those that `mine` says yes to. */
const countsOf = (records: GroupRecords, mine: (one: Scoped) => boolean): Fields => {
  const cases = records.cases.filter((one) => isOpenCase(one) && mine(one))
  const opportunities = records.opportunities.filter(mine)
  return {
    contacts: records.contacts.filter(mine).length,
    openOpportunities: opportunities.filter(({ outcome }) => outcome === "open").length,
    wonOpportunities: opportunities.filter(({ outcome }) => outcome === "won").length,
    lostOpportunities: opportunities.filter(({ outcome }) => outcome === "lost").length,
    openCases: cases.length,
    openComplaints: cases.filter(isComplaint).length,
    openPromises: records.commitments.filter((one) => mine(one) && !PromiseFact.isMade(one, records, () => true))
      .length,
    hasDepartureNotice: records.departures.some(mine)
  }
}

/** What was noticed of the account, or of the group as a whole. */
const signalsOf = ({ live }: AccountMarket, accountId: string): ReadonlyArray<string> => [
  ...new Set(
    (live?.signals ?? []).flatMap((one) => (one.accountId === null || one.accountId === accountId ? [one.kind] : []))
  )
]

const factsOfAccount = (market: AccountMarket, account: Account): Fields => {
  const owner = ownerIn(market.records)
  return known({
    id: account.id,
    name: account.name,
    isRoot: account.id === market.records.groupId,
    ...fieldsOf(account),
    ...ofSegment(market),
    ...countsOf(market.records, (one) => owner(one) === account.id),
    stage: market.live?.stages[account.id],
    signals: signalsOf(market, account.id),
    attributes: account.attributes
  })
}

const factsOfGroup = (market: AccountMarket): Fields => {
  const { records } = market
  return known({
    id: records.groupId,
    name: records.name,
    accounts: records.accounts.length,
    managerId: records.manager?.id,
    ...ofSegment(market),
    ...countsOf(records, () => true)
  })
}

// Records are never changed in place, so that what was made of a market holds as long as the market itself.
const groupFacts = new WeakMap<AccountMarket, Fields>()
const accountFacts = new WeakMap<AccountMarket, Map<Account, AccountFacts>>()

const remembered = <K extends object, V>(
  memory: Pick<Map<K, V>, "get" | "set"> | Pick<WeakMap<K, V>, "get" | "set">,
  key: K,
  make: () => V
): V => {
  const before = memory.get(key)
  if (before !== undefined) return before
  const value = make()
  memory.set(key, value)
  return value
}

/** The facts of one account of a market, and of its group. Made once for each market and account. */
export const ofAccount = (market: AccountMarket, account: Account): AccountFacts =>
  remembered(
    remembered(accountFacts, market, () => new Map<Account, AccountFacts>()),
    account,
    () => ({
      account: factsOfAccount(market, account),
      group: remembered(groupFacts, market, () => factsOfGroup(market))
    })
  )

/** Adds the facts of a contact to those of its account; the latter are shared, not copied. */
export const ofContact = (facts: AccountFacts, contact: GroupContact): ContactFacts => ({
  account: facts.account,
  group: facts.group,
  contact: known({
    id: contact.id,
    name: contact.name,
    kind: contact.kind,
    roles: contact.roles,
    title: contact.title,
    department: contact.department,
    level: contact.level,
    influence: contact.influence,
    disposition: contact.disposition,
    locale: contact.locale,
    language: contact.locale?.split("-", 1)[0]?.toLowerCase(),
    country: contact.country,
    timeZone: contact.timeZone,
    hasAddress: contact.addressHash !== null,
    hasLeft: contact.leftAt !== undefined,
    attributes: contact.attributes
  })
})
