/**
 * Refusals counted against the window before, in all and by direction: product, region, reason, competitor, manager. A
 * direction is raised when refusals gather in it, not when there are more of them everywhere.
 */
import type { Day } from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { RetentionPolicy } from "./RetentionPolicy.ts"

/** The kinds of refusals. */
export type RefusalKind = "lost opportunity" | "departure notice" | "asset ended" | "order reversed" | "offer declined"

/** One refusal. Null is unknown. */
export interface Refusal {
  readonly kind: RefusalKind
  /** Of the record that says so. */
  readonly id: string
  readonly groupId: string
  readonly on: Day
  /** Minor units of the reporting currency. */
  readonly minor: number | null
  readonly product: string | null
  readonly region: string | null
  readonly reason: string | null
  readonly competitor: string | null
  readonly manager: string | null
}

/** How many, and the money of those whose amount is known: null when none of them is. */
export interface Sum {
  readonly count: number
  readonly minor: number | null
  readonly unknownAmounts: number
}

/** Refusals of the window and of the one before; that is null where the data do not reach back. */
export interface Count extends Sum {
  readonly before: Sum | null
}

/** What refusals are counted by. */
export type Dimension = "product" | "region" | "reason" | "competitor" | "manager"

/** The dimensions, in the order in which they are told. */
const dimensions: ReadonlyArray<Dimension> = ["product", "region", "reason", "competitor", "manager"]

/** Refusals of one product, region, reason, competitor, manager or kind. */
export interface Direction extends Count {
  readonly dimension: Dimension | "kind"
  readonly name: string
  /** Of all refusals of the window, 0 to 1. */
  readonly share: number
  /** Of all refusals of the window before; null where the data do not reach back or there were none. */
  readonly shareBefore: number | null
  readonly isRaised: boolean
}

const sum = (all: ReadonlyArray<Refusal>): Sum => {
  const known = all.flatMap(({ minor }) => minor ?? [])
  return {
    count: all.length,
    minor: known.length === 0 && all.length > 0 ? null : known.reduce((total, minor) => total + minor, 0),
    unknownAmounts: all.length - known.length
  }
}

/** Refusals of both windows, counted. */
export const count = (now: ReadonlyArray<Refusal>, before: ReadonlyArray<Refusal> | null): Count => ({
  ...sum(now),
  before: before === null ? null : sum(before)
})

/** Names that differ in case and blanks only are one. */
const fold = (name: string): string => name.trim().replace(/\s+/gu, " ").toLowerCase()

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

interface Both {
  readonly now: ReadonlyArray<Refusal>
  readonly before: ReadonlyArray<Refusal> | null
}

/** One direction; raised from so many refusals on, at so many times its former share, compared without dividing. */
const direction = (
  dimension: Direction["dimension"],
  name: string,
  own: Both,
  all: Both,
  { directionRefusals, directionTimes }: RetentionPolicy
): Direction => {
  const [mine, total] = [own.now.length, all.now.length]
  const [mineBefore, totalBefore] = [own.before?.length ?? 0, all.before?.length ?? 0]
  const hasGrown = all.before !== null && mine * totalBefore >= directionTimes * mineBefore * total
  return {
    dimension,
    name,
    ...count(own.now, own.before),
    share: total === 0 ? 0 : mine / total,
    shareBefore: totalBefore === 0 ? null : mineBefore / totalBefore,
    isRaised: mine >= directionRefusals && hasGrown
  }
}

/** Refusals by folded name of a dimension; those without one are left out. */
const byName = (all: ReadonlyArray<Refusal>, dimension: Dimension): ReadonlyMap<string, Array<Refusal>> => {
  const found = new Map<string, Array<Refusal>>()
  for (const one of all) {
    const name = fold(one[dimension] ?? "")
    if (name === "") continue
    const known = found.get(name)
    if (known === undefined) found.set(name, [one])
    else known.push(one)
  }
  return found
}

/** A name as it is written, where it is written differently the least by code unit. */
const nameOf = (own: ReadonlyArray<Refusal>, dimension: Dimension): string =>
  own.map((one) => (one[dimension] ?? "").trim().replace(/\s+/gu, " ")).toSorted(compare)[0] ?? ""

/** The directions with a refusal in the window, most first, ties by dimension and name. Unknown names are no direction. */
export const directions = (
  now: ReadonlyArray<Refusal>,
  before: ReadonlyArray<Refusal> | null,
  policy: RetentionPolicy
): ReadonlyArray<Direction> =>
  dimensions
    .flatMap((dimension, rank) => {
      const then = before === null ? null : byName(before, dimension)
      return [...byName(now, dimension)].map(([folded, own]) => {
        const both = { now: own, before: then === null ? null : (then.get(folded) ?? []) }
        return { rank, found: direction(dimension, nameOf(own, dimension), both, { now, before }, policy) }
      })
    })
    .toSorted((a, b) => b.found.count - a.found.count || a.rank - b.rank || compare(a.found.name, b.found.name))
    .map(({ found }) => found)

/** The kinds, each with its counts; a kind is raised as a direction is. */
export const byKind = (
  kinds: ReadonlyArray<RefusalKind>,
  now: ReadonlyArray<Refusal>,
  before: ReadonlyArray<Refusal> | null,
  policy: RetentionPolicy
): ReadonlyArray<Direction> =>
  kinds.map((kind) => {
    const isOwn = (one: Refusal): boolean => one.kind === kind
    const own = { now: now.filter(isOwn), before: before?.filter(isOwn) ?? null }
    return direction("kind", kind, own, { now, before }, policy)
  })

/** What a raised direction says, and what to do. */
export const toFinding = ({ before, count, dimension, name, share, shareBefore }: Direction): Finding.Finding => {
  const percent = (ratio: number): string => `${Math.round(ratio * 100)} %`
  const then =
    shareBefore === null
      ? "none at all in the window before"
      : `${before?.count ?? 0} and ${percent(shareBefore)} in the window before`
  return {
    severity: "warning",
    rule: "retention/refusals-gather",
    message: `${count} refusals of ${dimension} ${name}, ${percent(share)} of all, against ${then}`,
    advice: `ask those who refused why, and answer it for ${dimension} ${name} before the next offer`
  }
}
