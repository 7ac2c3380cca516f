/** Contracts that end soon, by manager and value: what each manager has to renew, and what already slipped. */
import type { Asset } from "../account/Asset.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"

/** How far ahead the list looks. */
export const horizonDays = 180

/** One asset to renew. */
export interface Renewal {
  readonly assetId: string
  /** Null when the asset belongs to nobody. */
  readonly accountId: string | null
  readonly label: string
  readonly endsAt: Calendar.Day
  readonly daysLeft: number
  /** The day on which it renews by itself; null when it does not. */
  readonly renewsAt: Calendar.Day | null
  /** What hangs on it in 12 months, in minor units; null when unknown. */
  readonly valueMinor: number | null
}

/** The list of one manager. */
export interface ManagerRenewals {
  /** Null for assets of clients without a manager, or of nobody. */
  readonly managerId: string | null
  /** Most valuable first, unknown values last; ties by the earlier end, then id. */
  readonly renewals: ReadonlyArray<Renewal>
  /** The sum of known values. */
  readonly valueMinor: number
}

/** How to look. */
export interface Options {
  readonly asOf: Calendar.Day
  readonly withinDays?: number
  /** The manager of an account; null when it has none. */
  readonly managerOf: (accountId: string) => string | null
  /** What hangs on an asset in 12 months, in minor units; null when unknown. */
  readonly valueOf: (asset: Asset) => number | null
}

/** All lists. */
export interface Renewals {
  /** By value, most first, then manager; those without a manager last. */
  readonly lists: ReadonlyArray<ManagerRenewals>
  readonly findings: ReadonlyArray<Finding.Finding>
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const inOrder = (a: Renewal, b: Renewal): number =>
  Number(a.valueMinor === null) - Number(b.valueMinor === null) ||
  (b.valueMinor ?? 0) - (a.valueMinor ?? 0) ||
  compare(a.endsAt, b.endsAt) ||
  compare(a.assetId, b.assetId)

const slipped = ({ endsAt, id }: Asset): Finding.Finding => ({
  severity: "warning",
  rule: "renewals/past-end",
  message: `asset ${id} ended on ${endsAt ?? ""} and still runs without a renewal`,
  advice: "renew it with the client, or set its status to `ended`"
})

/**
 * The renewal lists as of a day: assets that still run and end within the days, today and the last day included. The
 * order of assets is irrelevant. An asset past its end that still runs is a finding.
 */
export const of = (assets: Iterable<Asset>, options: Options): Renewals => {
  const { asOf, managerOf, valueOf, withinDays = horizonDays } = options
  const lists = new Map<string | null, Array<Renewal>>()
  const findings: Array<Finding.Finding> = []
  for (const asset of assets) {
    const { accountId = null, endsAt, id, label, renewsAt = null, status } = asset
    if (endsAt === undefined || status === "ended") continue
    const daysLeft = Calendar.daysBetween(asOf, endsAt)
    if (daysLeft < 0) findings.push(slipped(asset))
    if (daysLeft < 0 || daysLeft > withinDays) continue
    const managerId = accountId === null ? null : managerOf(accountId)
    const renewal = { assetId: id, accountId, label, endsAt, daysLeft, renewsAt, valueMinor: valueOf(asset) }
    const own = lists.get(managerId)
    if (own === undefined) lists.set(managerId, [renewal])
    else own.push(renewal)
  }
  return {
    lists: [...lists]
      .map(([managerId, renewals]) => ({
        managerId,
        renewals: renewals.toSorted(inOrder),
        valueMinor: renewals.reduce((sum, { valueMinor }) => sum + (valueMinor ?? 0), 0)
      }))
      .toSorted(
        (a, b) =>
          Number(a.managerId === null) - Number(b.managerId === null) ||
          b.valueMinor - a.valueMinor ||
          compare(a.managerId ?? "", b.managerId ?? "")
      ),
    findings: findings.toSorted((a, b) => compare(a.message, b.message))
  }
}
