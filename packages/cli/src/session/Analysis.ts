/** The analysis of a workspace: its orders and records under its own settings, and under what flags ask for. */
import {
  type AccountMarket,
  BookFacts,
  type Calendar,
  type Records,
  Review,
  Segments,
  TargetLists
} from "@market-of-one/core"
import type * as Workspace from "../workspace/Workspace.ts"

/** What flags may ask for; what they leave out the workspace says. */
export type Asked = Partial<
  Pick<Review.Options, "from" | "to" | "period" | "measure" | "method" | "variation" | "level" | "by" | "grossMargin">
>

const hundredths = (ratio: number): number => Math.round(ratio * 100)

/** What a workspace is analysed by, as of a day. */
export const optionsOf = (workspace: Workspace.Workspace, asOf: Calendar.Day, asked: Asked = {}): Review.Options => {
  const { config, records, rules } = workspace
  const { key, ...analysis } = config.analysis
  const { oneToFew, oneToOne } = config.tiers
  return {
    today: asOf,
    asOf,
    groupOf: (account) => records.grouping.groupOf.get(account) ?? account,
    facts: BookFacts.keyFacts(records, asOf, {
      fit: rules.fit,
      ...(rules.exclude === null ? {} : { exclude: rules.exclude })
    }),
    thresholds: { score: hundredths(key.score), confidence: hundredths(key.confidence) },
    bounds: { low: hundredths(key.leastShare), high: hundredths(key.mostShare) },
    capacityOf: BookFacts.capacityOf(records, { "one-to-one": oneToOne, "one-to-few": oneToFew }),
    lineOf: BookFacts.lineOf(records),
    ...analysis,
    ...asked
  }
}

/** The review of a workspace. */
export const review = (workspace: Workspace.Workspace, asOf: Calendar.Day, asked: Asked = {}): Review.Review =>
  Review.make(BookFacts.ofOrders(workspace.records), optionsOf(workspace, asOf, asked))

/** Segments with what the retention wing says of each group. */
const withRetention = (
  segments: ReadonlyMap<string, AccountMarket.Segment>,
  staying: ReadonlyMap<string, AccountMarket.Staying>
): ReadonlyMap<string, AccountMarket.Segment> =>
  new Map(
    [...segments].map(([id, segment]) => {
      const retention = staying.get(id)
      const { outlook } = segment
      const isJudged = retention !== undefined && outlook !== undefined
      return [id, isJudged ? { ...segment, outlook: { ...outlook, retention } } : segment]
    })
  )

/** What programs read of each group: its segment from a review by groups, whether it stays, its target lists. */
export const segments = (
  workspace: Workspace.Workspace,
  byGroup: Review.Review,
  groups: ReadonlyArray<Records.GroupRecords>,
  staying: ReadonlyMap<string, AccountMarket.Staying>
): ReadonlyMap<string, AccountMarket.Segment> => {
  const found = withRetention(Segments.of(workspace.records, byGroup, byGroup.asOf), staying)
  const { targets } = workspace.rules
  if (targets.length === 0) return found
  return new Map(
    groups.flatMap((records) => {
      const segment = found.get(records.groupId)
      if (segment === undefined) return []
      return [[records.groupId, TargetLists.withTargets(segment, TargetLists.of(targets, { records, segment }))]]
    })
  )
}
