/** What is looked for in the records of one group: the rules behind anomalies, one function each. Source: docs/explanation/standing.md. */
import type { Activation } from "../account/Activation.ts"
import type { Asset } from "../account/Asset.ts"
import * as Case from "../account/Case.ts"
import type { GroupRecords } from "../account/Records.ts"
import { addMonths, dayMillis, dayOf, instant, type Instant } from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type { Money } from "../kernel/Money.ts"
import type * as AnomalyText from "./AnomalyText.ts"
import * as CaseRoute from "./CaseRoute.ts"
import * as PromiseFact from "./PromiseFact.ts"
import * as RecordIndex from "./RecordIndex.ts"
import type * as ServiceTimes from "./ServiceTimes.ts"

/** What an anomaly is judged by beside the group's records. */
export interface Context extends CaseRoute.Context {
  /** Activations of the group. */
  readonly activations: ReadonlyArray<Activation>
  /** After so many days without an entry an open complaint is forgotten; the standard unless said. */
  readonly forgottenComplaintDays?: number
}

type Severity = Case.Case["severity"]

/** One thing that should not be, before anybody is asked to act. */
export interface Found {
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

/** What the checks look at. */
export interface Facts {
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

/** A running asset without a holder. */
export const nobodysAsset = (asset: Asset): Found => ({
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

/** Money on an asset that is ended, or that has no holder or no account. */
export const leftBalance = (asset: Asset): ReadonlyArray<Found> => {
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
  records.commitments.flatMap((one): ReadonlyArray<Found> => {
    if (!PromiseFact.isBroken(one, records, (at) => at <= context.now)) return []
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

/** After so many days without an entry an open complaint is forgotten, unless a host says otherwise. */
export const standardForgottenDays = 30

/** Whether a case is one that holds promotion while it is open, and can be forgotten. */
const isGrievance = ({ kind }: Case.Case): boolean => kind === "complaint" || kind === "dispute"

/** Every instant at which something was entered on a complaint: told or not yet come to pass, in no order. */
const entriesOf = (one: Case.Case, { interactions }: GroupRecords): ReadonlyArray<Instant> => [
  one.openedAt,
  ...(one.firstResponseAt === undefined ? [] : [one.firstResponseAt]),
  ...one.reopenedAt,
  ...interactions.flatMap(({ accountId, at, startedAt, status }) => {
    const met = at ?? startedAt
    // A case of which it is not known whose it is may be spoken of with any account of the group.
    const isTheirs = one.accountId === undefined || one.accountId === accountId
    return status === "held" && isTheirs && met !== undefined ? [met] : []
  })
]

const forgottenFrom = (entry: Instant, days: number): Instant => instant(entry + days * dayMillis)

/** The instants at which a complaint may come to be forgotten, or be remembered. */
export const forgettingPoints = (records: GroupRecords, days: number): ReadonlyArray<Instant> =>
  records.cases
    .filter(isGrievance)
    .flatMap((one) => entriesOf(one, records).flatMap((entry) => [entry, forgottenFrom(entry, days)]))

const forgotten: Check = ({ context, records }) =>
  records.cases.flatMap((one): ReadonlyArray<Found> => {
    if (!isGrievance(one) || !Case.isOpen(one, context.now)) return []
    let last = one.openedAt
    for (const entry of entriesOf(one, records)) if (entry <= context.now && entry > last) last = entry
    const since = forgottenFrom(last, context.forgottenComplaintDays ?? standardForgottenDays)
    if (context.now < since) return []
    const evidence = {
      "case.kind": one.kind,
      "case.openedAt": one.openedAt,
      "case.lastEntryAt": last,
      "case.ownerId": one.ownerId ?? null
    }
    const { severity } = one
    return [{ rule: "forgotten-complaint", severity, subject: one, evidence, since, times: "firstResponse" }]
  })

const checks: ReadonlyArray<Check> = [
  blocked,
  holders,
  unconsented,
  ({ records }) => records.assets.flatMap(leftBalance),
  unanswered,
  forgotten,
  overdue,
  firstComplaint
]

/** Everything that should not be in one group, in no meaningful order. An unknown fact finds nothing. */
export const ofGroup = (facts: Facts): ReadonlyArray<Found> => checks.flatMap((check) => check(facts))
