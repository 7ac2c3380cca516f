/**
 * What should not be: a line blocked although it was paid, an asset that nobody holds, a service that nobody asked for, a
 * letter without an answer. Each with its evidence, who acts and by when; everyone's are raised, a key client's sooner.
 * Source: docs/explanation/standing.md.
 */
import type { Activation } from "../account/Activation.ts"
import type { Asset } from "../account/Asset.ts"
import type { Case } from "../account/Case.ts"
import type { GroupRecords } from "../account/Records.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as AnomalyChecks from "./AnomalyChecks.ts"
import * as AnomalyText from "./AnomalyText.ts"
import type * as CaseRoute from "./CaseRoute.ts"
import * as ServiceTimes from "./ServiceTimes.ts"

export type { Context } from "./AnomalyChecks.ts"

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
  readonly severity: Case["severity"]
  /** Null where the asset belongs to nobody. */
  readonly groupId: string | null
  readonly accountId: string | null
  readonly subjectId: string
  readonly evidence: Evidence
  readonly task: Task
  /** Only the client can tell; asked in one letter and once at most. */
  readonly asksClient: boolean
}

const raise = (
  found: AnomalyChecks.Found,
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

const rank: Readonly<Record<Case["severity"], number>> = { high: 0, medium: 1, low: 2 }

const inOrder = (all: ReadonlyArray<Anomaly>): ReadonlyArray<Anomaly> =>
  all.toSorted((a, b) => rank[a.severity] - rank[b.severity] || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))

/** All anomalies of a group, the most severe first, then by rule and id. An unknown fact raises none. */
export const ofGroup = (records: GroupRecords, context: AnomalyChecks.Context): ReadonlyArray<Anomaly> =>
  inOrder(AnomalyChecks.ofGroup({ records, context }).map((found) => raise(found, records, context)))

/** Anomalies of assets that belong to no account: nobody's manager acts, so somebody has to be named. */
export const ofNobody = (
  assets: ReadonlyArray<Asset>,
  context: Pick<CaseRoute.Context, "now" | "calendars" | "times">
): ReadonlyArray<Anomaly> =>
  inOrder(
    assets
      .filter((asset) => asset.accountId === undefined)
      .flatMap((asset) => [
        ...(asset.status === "ended" ? [] : [AnomalyChecks.nobodysAsset(asset)]),
        ...AnomalyChecks.leftBalance(asset)
      ])
      .map((found) => raise(found, null, { ...context, isKey: null }))
  )

/** What all groups of a book are judged by. */
export interface BookContext extends Omit<AnomalyChecks.Context, "isKey" | "activations"> {
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
