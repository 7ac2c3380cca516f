/**
 * What should not be: a line blocked although it was paid, an asset that nobody holds, a service that nobody asked for, a
 * letter without an answer. Each with its evidence, who acts and by when; everyone's are raised, a key client's sooner.
 * Source: domain 1, anomalies raised as signals.
 */
import type { Activation } from "../account/Activation.ts"
import type { Asset } from "../account/Asset.ts"
import * as Case from "../account/Case.ts"
import * as Commitment from "../account/Commitment.ts"
import type { GroupRecords } from "../account/Records.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import type { Evidence } from "../kernel/Expression.ts"
import { addMonths, dayOf, type Instant } from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Money } from "../kernel/Money.ts"
import * as AnomalyText from "./AnomalyText.ts"
import * as CaseRoute from "./CaseRoute.ts"
import * as PromiseFact from "./PromiseFact.ts"
import * as RecordIndex from "./RecordIndex.ts"
import * as ServiceTimes from "./ServiceTimes.ts"

/** What an anomaly is judged by beside the group's records. */
export interface Context extends CaseRoute.Context {
  /** Activations of the group. */
  readonly activations: ReadonlyArray<Activation>
}

/** Who acts and by when. */
export interface Task {
  /** Null when the group has no manager: then somebody has to be named first. */
  readonly ownerId: string | null
  /** Null when no opening is in sight. */
  readonly dueAt: Instant | null
  readonly isOverdue: boolean
}

/** One anomaly. */
export interface Anomaly {
  /** The same for the same anomaly at every look. */
  readonly key: string
  readonly rule: AnomalyText.Rule
  readonly severity: Case.Case["severity"]
  /** Null where the asset belongs to nobody. */
  readonly groupId: string | null
  readonly accountId: string | null
  readonly subjectId: string
  readonly evidence: Evidence
  readonly task: Task
  /** Only the client can tell; asked in one letter and once at most. */
  readonly asksClient: boolean
}

type Severity = Case.Case["severity"]

interface Found {
  readonly rule: AnomalyText.Rule
  readonly severity: Severity
  readonly subject: { readonly id: string; readonly accountId?: string }
  readonly evidence: Evidence
  /** When the time for it began; the present look where the records have no instant. */
  readonly since?: Instant
  readonly times: keyof ServiceTimes.ServiceTimes
  readonly ownerId?: string
  readonly asksClient?: boolean
}

interface Facts {
  readonly records: GroupRecords
  readonly context: Context
}

type Check = (facts: Facts) => ReadonlyArray<Found>

const sameCurrency = (a: Money | undefined, b: Money | undefined): boolean =>
  a !== undefined && b !== undefined && a.currency === b.currency

const money = (amount: Money | undefined): string | null =>
  amount === undefined ? null : `${amount.minor} ${amount.currency}`

const blocked: Check = ({ records }) =>
  records.assets.flatMap((asset): ReadonlyArray<Found> => {
    const { balance, minimumBalance } = asset
    const isShut = asset.status === "blocked" || asset.status === "suspended"
    if (!isShut || !sameCurrency(balance, minimumBalance)) return []
    if ((balance?.minor ?? 0) < (minimumBalance?.minor ?? 0)) return []
    const evidence = {
      "asset.status": asset.status,
      "asset.balance": money(balance),
      "asset.minimumBalance": money(minimumBalance),
      "asset.blockReason": asset.blockReason ?? null
    }
    const since = asset.blockedAt === undefined ? {} : { since: asset.blockedAt }
    return [{ rule: "blocked-although-paid", severity: "high", subject: asset, evidence, times: "unblock", ...since }]
  })

const nobodysAsset = (asset: Asset): Found => ({
  rule: "held-by-nobody",
  severity: "medium",
  subject: asset,
  evidence: { "asset.status": asset.status, "asset.holderId": null, "asset.accountId": asset.accountId ?? null },
  times: "records",
  asksClient: asset.accountId !== undefined
})

const holders: Check = ({ records }) => {
  const { contact } = RecordIndex.of(records)
  return records.assets.flatMap((asset): ReadonlyArray<Found> => {
    if (asset.status === "ended") return []
    if (asset.holderId === undefined) return [nobodysAsset(asset)]
    if (contact(asset.holderId) !== undefined) return []
    const evidence = { "asset.status": asset.status, "asset.holderId": asset.holderId, "holder.isContact": false }
    return [
      { rule: "holder-not-a-contact", severity: "medium", subject: asset, evidence, times: "records", asksClient: true }
    ]
  })
}

const unconsented: Check = ({ context }) =>
  context.activations.flatMap((one): ReadonlyArray<Found> => {
    if (one.consentId !== undefined || (one.price?.minor ?? 0) <= 0 || one.at > context.now) return []
    const evidence = {
      "activation.service": one.service,
      "activation.price": money(one.price),
      "activation.assetId": one.assetId,
      "activation.consentId": null
    }
    const rest = { since: one.at, times: "consent", asksClient: true } as const
    return [{ rule: "paid-without-consent", severity: "medium", subject: one, evidence, ...rest }]
  })

const leftBalance = (asset: Asset): ReadonlyArray<Found> => {
  const isOwnerless = asset.accountId === undefined || asset.holderId === undefined
  if ((asset.balance?.minor ?? 0) <= 0 || (asset.status !== "ended" && !isOwnerless)) return []
  const evidence = {
    "asset.status": asset.status,
    "asset.balance": money(asset.balance),
    "asset.isOwnerless": isOwnerless
  }
  return [{ rule: "balance-left-behind", severity: "medium", subject: asset, evidence, times: "records" }]
}

const unanswered: Check = ({ context, records }) =>
  records.cases.flatMap((one): ReadonlyArray<Found> => {
    if (!Case.isOpen(one, context.now)) return []
    const { isLate, respondBy } = CaseRoute.of(one, records, context)
    if (!isLate) return []
    const evidence = {
      "case.kind": one.kind,
      "case.openedAt": one.openedAt,
      "case.respondBy": respondBy,
      "case.firstResponseAt": null,
      "case.ownerId": one.ownerId ?? null
    }
    return [
      {
        rule: "unanswered",
        severity: one.severity,
        subject: one,
        evidence,
        since: one.openedAt,
        times: "firstResponse"
      }
    ]
  })

const overdue: Check = ({ context, records }) =>
  PromiseFact.apply(records, context.now).commitments.flatMap((one): ReadonlyArray<Found> => {
    if (!Commitment.isBroken(one, context.now)) return []
    const evidence = { "promise.text": one.text, "promise.dueAt": one.dueAt, "promise.fact": one.fact ?? null }
    const rest = { since: one.dueAt, times: "promise", ownerId: one.madeBy } as const
    const severity = context.isKey === true ? "high" : "medium"
    return [{ rule: "promise-overdue", severity, subject: one, evidence, ...rest }]
  })

const oneStepUp: Readonly<Record<Severity, Severity>> = { low: "medium", medium: "high", high: "high" }
const loyalYears = 5

const firstComplaint: Check = ({ context, records }) => {
  const since = records.accounts.flatMap((account) => account.since ?? []).toSorted()[0]
  const [first] = records.cases
    .filter((one) => one.kind === "complaint")
    .toSorted((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
  if (since === undefined || first === undefined || !Case.isOpen(first, context.now)) return []
  const opened = dayOf(first.openedAt, context.calendars.timeZone)
  if (addMonths(since, loyalYears * 12) > opened) return []
  const severity = oneStepUp[first.severity]
  const evidence = { "account.since": since, "case.severity": first.severity, "case.raisedTo": severity }
  return [
    { rule: "first-complaint", severity, subject: first, evidence, since: first.openedAt, times: "firstResponse" }
  ]
}

const checks: ReadonlyArray<Check> = [
  blocked,
  holders,
  unconsented,
  ({ records }) => records.assets.flatMap(leftBalance),
  unanswered,
  overdue,
  firstComplaint
]

const raise = (
  found: Found,
  group: Pick<GroupRecords, "groupId" | "manager"> | null,
  { calendars, isKey, now, times = ServiceTimes.standard }: CaseRoute.Context
): Anomaly => {
  const manager = group?.manager ?? null
  const minutes = times[found.times]
  const calendar = ServiceTimes.calendarOf(manager, calendars)
  const openMinutes = isKey === true ? minutes.key : minutes.other
  const dueAt = ServiceTimes.addOpenMinutes(found.since ?? now, openMinutes, calendar)
  return {
    key: `${found.rule} ${found.subject.id}`,
    rule: found.rule,
    severity: found.severity,
    groupId: group?.groupId ?? null,
    accountId: found.subject.accountId ?? null,
    subjectId: found.subject.id,
    evidence: found.evidence,
    task: {
      ownerId: found.ownerId ?? manager?.id ?? null,
      dueAt,
      isOverdue: dueAt !== null && dueAt < now
    },
    asksClient: found.asksClient ?? false
  }
}

const rank: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 }

const inOrder = (all: ReadonlyArray<Anomaly>): ReadonlyArray<Anomaly> =>
  all.toSorted((a, b) => rank[a.severity] - rank[b.severity] || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))

/** All anomalies of a group, the most severe first, then by rule and id. An unknown fact raises none. */
export const ofGroup = (records: GroupRecords, context: Context): ReadonlyArray<Anomaly> =>
  inOrder(checks.flatMap((check) => check({ records, context })).map((found) => raise(found, records, context)))

/** Anomalies of assets that belong to no account: nobody's manager acts, so somebody has to be named. */
export const ofNobody = (
  assets: ReadonlyArray<Asset>,
  context: Pick<CaseRoute.Context, "now" | "calendars" | "times">
): ReadonlyArray<Anomaly> =>
  inOrder(
    assets
      .filter((asset) => asset.accountId === undefined)
      .flatMap((asset) => [...(asset.status === "ended" ? [] : [nobodysAsset(asset)]), ...leftBalance(asset)])
      .map((found) => raise(found, null, { ...context, isKey: null }))
  )

/** What all groups of a book are judged by. */
export interface BookContext extends Omit<Context, "isKey" | "activations"> {
  readonly isKey: (groupId: string) => boolean | null
}

/** Anomalies of all groups in the order of `groups`, then those of what belongs to nobody. Linear in the records. */
export const ofBook = (
  book: RecordBook,
  groups: ReadonlyArray<GroupRecords>,
  context: BookContext
): ReadonlyArray<Anomaly> => {
  const activations = new Map<string, Array<Activation>>()
  const groupOfAsset = new Map(
    book.records.assets.map(({ record }) => [record.id, book.grouping.groupOf.get(record.accountId ?? "")])
  )
  for (const { record } of book.records.activations) {
    const groupId = book.grouping.groupOf.get(record.accountId ?? "") ?? groupOfAsset.get(record.assetId)
    if (groupId === undefined) continue
    const own = activations.get(groupId)
    if (own === undefined) activations.set(groupId, [record])
    else own.push(record)
  }
  const found = groups.map((records) =>
    ofGroup(records, {
      ...context,
      isKey: context.isKey(records.groupId),
      activations: activations.get(records.groupId) ?? []
    })
  )
  return [
    ...found.flat(),
    ...ofNobody(
      book.records.assets.map(({ record }) => record),
      context
    )
  ]
}

/** What the client is to be asked, all at once, without what it was asked before. `asked` holds keys of anomalies. */
export const questions = (all: ReadonlyArray<Anomaly>, asked: ReadonlySet<string>): ReadonlyArray<Anomaly> =>
  all.filter((one) => one.asksClient && !asked.has(one.key))

/** The sentence that tells of an anomaly in English or Russian. */
export const describe = (one: Anomaly, locale: AnomalyText.Locale = "en"): string =>
  AnomalyText.say(one.rule, one.subjectId, one.evidence, locale)

/** The anomaly as a finding, for reports that list findings. */
export const toFinding = (one: Anomaly): Finding.Finding => ({
  severity: one.severity === "high" ? "error" : "warning",
  rule: `anomaly/${one.rule}`,
  message: describe(one),
  advice: AnomalyText.advise(one.rule, "en")
})
