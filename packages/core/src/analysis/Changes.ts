/**
 * What changed since an earlier analysis: the portfolio is analysed again and again, and who rose, fell, came or went is
 * the earliest sign of growth and of loss. A snapshot is the part of an analysis that is compared; the document of
 * `abm analyze --json` holds it. An undetermined letter is unknown and never counts as a change.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"
import * as Abc from "./Abc.ts"
import * as KeyAccountType from "./KeyAccountType.ts"
import type * as Portfolio from "./Portfolio.ts"
import * as Tally from "./Tally.ts"
import * as Tier from "./Tier.ts"
import * as Window from "./Window.ts"
import * as Xyz from "./Xyz.ts"

/** What is kept of an analysis. Types with a question mark are uncertain. */
export const Snapshot = Schema.Struct({
  window: Window.Window,
  period: Calendar.Period,
  measure: Tally.Measure,
  method: Xyz.Method,
  level: Tally.Level,
  currency: Schema.String,
  total: Schema.Struct({ minor: Schema.Int }),
  concentration: Schema.Struct({ keyShare: Schema.Finite }),
  accounts: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      measureMinor: Schema.Int,
      abc: Abc.Class,
      xyz: Xyz.Letter,
      undetermined: Schema.NullOr(Xyz.Undetermined),
      key: Schema.Struct({ isKey: Schema.Boolean, score: Schema.NullOr(Schema.Finite) }),
      types: Schema.Array(Schema.String),
      tier: Tier.Tier
    })
  )
})
export type Snapshot = typeof Snapshot.Type

/** Something about an account that is other than it was; null where it is or was not listed or unknown. */
export interface Change {
  readonly id: string
  readonly what: "key" | "class" | "regularity" | "tier" | "types" | "listed"
  readonly from: string | null
  readonly to: string | null
  /** Of its measure. */
  readonly measureChangeMinor: number
}

/** All that changed, and what it was compared with. */
export interface Changes {
  readonly since: { readonly window: Window.Window; readonly period: Calendar.Period }
  /** Why the two cannot be compared, such as another measure; null when they can. */
  readonly notComparable: string | null
  readonly totalChangeMinor: number
  readonly keyShareChange: number
  /** In the order of `what`, largest change of money first, ties by id. */
  readonly changes: ReadonlyArray<Change>
}

/** What a portfolio is remembered by. */
export const snapshot = (portfolio: Omit<Portfolio.Portfolio, "findings">): Snapshot => ({
  window: portfolio.window,
  period: portfolio.period,
  measure: portfolio.measure,
  method: portfolio.method,
  level: portfolio.level,
  currency: portfolio.currency,
  total: { minor: portfolio.total },
  concentration: { keyShare: portfolio.concentration.keyShare },
  accounts: portfolio.items.map(({ abc, id, key, measureMinor, tier, types, undetermined, xyz }) => ({
    id,
    measureMinor,
    abc,
    xyz,
    undetermined,
    key: { isKey: key.isKey, score: key.score },
    types: types.map(KeyAccountType.show),
    tier: tier.tier
  }))
})

type Account = Snapshot["accounts"][number]

const settings = ["measure", "method", "level", "period", "currency"] as const

const notComparable = (before: Snapshot, after: Snapshot): string | null => {
  const different = settings.filter((name) => before[name] !== after[name])
  if (different.length > 0)
    return different.map((name) => `${name} was ${before[name]} and is ${after[name]}`).join(", ")
  const length = ({ period, window }: Snapshot): number => Window.completePeriods(window, period)
  return length(before) === length(after)
    ? null
    : `the window was ${length(before)} ${before.period}s long and is ${length(after)}`
}

const letterOf = (account: Account, method: Xyz.Method): string | null =>
  Xyz.isKnown(account.undetermined, method) ? account.xyz : null

const order: ReadonlyArray<Change["what"]> = ["key", "class", "regularity", "tier", "types", "listed"]

const changesOf = (
  id: string,
  before: Account | undefined,
  after: Account | undefined,
  method: Xyz.Method
): ReadonlyArray<Change> => {
  const measureChangeMinor = (after?.measureMinor ?? 0) - (before?.measureMinor ?? 0)
  const change = (what: Change["what"], from: string | null, to: string | null): ReadonlyArray<Change> =>
    from === to ? [] : [{ id, what, from, to, measureChangeMinor }]
  const key = (account: Account | undefined): string => (account?.key.isKey === true ? "key" : "not key")
  const keys = change("key", key(before), key(after))
  if (before === undefined || after === undefined) {
    const listed = (account: Account | undefined): string | null =>
      account === undefined ? null : `${account.abc}${letterOf(account, method) ?? "?"}`
    return [...keys, ...change("listed", listed(before), listed(after))]
  }
  const letters = [letterOf(before, method), letterOf(after, method)] as const
  return [
    ...keys,
    ...change("class", before.abc, after.abc),
    ...(letters[0] === null || letters[1] === null ? [] : change("regularity", ...letters)),
    ...change("tier", before.tier, after.tier),
    ...change("types", before.types.join(" "), after.types.join(" "))
  ]
}

const byImportance = (a: Change, b: Change): number =>
  order.indexOf(a.what) - order.indexOf(b.what) ||
  Math.abs(b.measureChangeMinor) - Math.abs(a.measureChangeMinor) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Compares two snapshots. Where they cannot be compared there are no changes, and it says why. */
export const compare = (before: Snapshot, after: Snapshot): Changes => {
  const since = { window: before.window, period: before.period }
  const why = notComparable(before, after)
  if (why !== null) return { since, notComparable: why, totalChangeMinor: 0, keyShareChange: 0, changes: [] }
  const old = new Map(before.accounts.map((account) => [account.id, account]))
  const now = new Map(after.accounts.map((account) => [account.id, account]))
  const ids = new Set([...now.keys(), ...old.keys()])
  return {
    since,
    notComparable: null,
    totalChangeMinor: after.total.minor - before.total.minor,
    keyShareChange: after.concentration.keyShare - before.concentration.keyShare,
    changes: [...ids].flatMap((id) => changesOf(id, old.get(id), now.get(id), after.method)).toSorted(byImportance)
  }
}
