/**
 * Two plans compared touch by touch: what is added, gone, moved in time, written in another variant, or held for another
 * reason; and by what the two were decided, since that is why they differ.
 */
import * as CanonicalJson from "../kernel/CanonicalJson.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as TouchFates from "./TouchFates.ts"

/**
 * How a touch differs. `added`: it goes and did not; `gone`: it went and does not; `moved`: at another time; `variant`:
 * other content; `reason`: it does not go in either, for another reason (or its turn comes in one of them only).
 */
export type What = "added" | "gone" | "moved" | "variant" | "reason"

/** One touch that differs; null on the side where its turn never came. */
export interface Change {
  readonly what: ReadonlyArray<What>
  readonly before: TouchFates.Fate | null
  readonly after: TouchFates.Fate | null
}

/** By what two plans were decided: what is another one explains differences. */
export interface Grounds {
  /** Of `engine`, `policy` and `definitions`, those that are others. */
  readonly hashes: ReadonlyArray<string>
  /** Groups whose records are others, sorted. */
  readonly groups: ReadonlyArray<string>
}

/** Everything in which two plans differ. */
export interface Diff {
  /** By account, program, touch and contact. */
  readonly changes: ReadonlyArray<Change>
  readonly counts: Readonly<Record<What, number>>
  /** Other decisions that only one of them has, such as signals and stages, by their type. */
  readonly others: Readonly<Record<string, number>>
  readonly grounds: Grounds
}

/** What counts as a difference. */
export interface Options {
  /** Times that are nearer than this are the same, in milliseconds; 0 unless said. */
  readonly toleranceMillis?: number
}

/** The touch where it goes. */
const going = (fate: TouchFates.Fate | null): TouchFates.Fate | undefined =>
  fate?.state === "message" || fate?.state === "task" ? fate : undefined

const contentOf = ({ message }: TouchFates.Fate): string =>
  message === null ? "" : JSON.stringify([message.variantId, message.templateId])

const whatOf = (
  before: TouchFates.Fate | null,
  after: TouchFates.Fate | null,
  toleranceMillis: number
): ReadonlyArray<What> => {
  const [went, goes] = [going(before), going(after)]
  if (went !== undefined && goes !== undefined) {
    const moved = Math.abs(goes.at - went.at) > toleranceMillis
    const other = contentOf(went) !== contentOf(goes)
    return [...(moved ? (["moved"] as const) : []), ...(other ? (["variant"] as const) : [])]
  }
  if (goes !== undefined) return ["added"]
  if (went !== undefined) return ["gone"]
  return before?.state === after?.state && before?.reason === after?.reason ? [] : ["reason"]
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const orderOf = ({ after, before }: Change): string => {
  const { accountId, contactId, enrolmentId, programId, touchId } = after ?? before ?? nobody
  return [accountId, programId, touchId, contactId ?? "", enrolmentId].join("\n")
}
const nobody = { accountId: "", programId: "", touchId: "", contactId: "", enrolmentId: "" }

/** Told by the touches, or only the frame of what was decided. */
const told: ReadonlySet<string> = new Set([
  "Ticked",
  "TouchHeld",
  "TouchSkipped",
  "MessageQueued",
  "MessageDeferred",
  "MessageWithdrawn",
  "StepOpened"
])

const othersOf = (
  before: ReadonlyArray<TouchFates.Decided>,
  after: ReadonlyArray<TouchFates.Decided>
): Readonly<Record<string, number>> => {
  const seen = new Map<string, { readonly type: string; balance: number }>()
  const count = (decisions: ReadonlyArray<TouchFates.Decided>, step: number): void => {
    for (const { event, groupId } of decisions) {
      if (told.has(event._tag)) continue
      // A program under another version may do the same; that it is another one is told by the grounds.
      const key = `${groupId} ${CanonicalJson.encode({ ...event, version: null })}`
      const one = seen.get(key) ?? { type: event._tag, balance: 0 }
      one.balance += step
      seen.set(key, one)
    }
  }
  count(before, -1)
  count(after, 1)
  const found = new Map<string, number>()
  for (const { balance, type } of seen.values())
    if (balance !== 0) found.set(type, (found.get(type) ?? 0) + Math.abs(balance))
  return Object.fromEntries([...found].toSorted(([a], [b]) => byText(a, b)))
}

/** The hashes that all was decided by, and the first revision of each group. */
const decidedBy = (decisions: ReadonlyArray<TouchFates.Decided>) => {
  const revisions = new Map<string, string>()
  let hashes: Readonly<Record<string, string>> | undefined
  for (const { event, groupId } of decisions) {
    if (event._tag !== "Ticked") continue
    hashes ??= event.hashes
    if (!revisions.has(groupId)) revisions.set(groupId, event.factsRevision)
  }
  return { hashes, revisions }
}

/** By what two plans were decided differently; of what one of them does not tell nothing is said. */
export const grounds = (
  before: ReadonlyArray<TouchFates.Decided>,
  after: ReadonlyArray<TouchFates.Decided>
): Grounds => {
  const [old, now] = [decidedBy(before), decidedBy(after)]
  const hashes = Object.entries(now.hashes ?? {})
    .filter(([name, hash]) => old.hashes?.[name] !== undefined && old.hashes[name] !== hash)
    .map(([name]) => name)
  const groups = [...now.revisions]
    .filter(([groupId, revision]) => old.revisions.has(groupId) && old.revisions.get(groupId) !== revision)
    .map(([groupId]) => groupId)
  return { hashes: hashes.toSorted(byText), groups: groups.toSorted(byText) }
}

/** Compares a plan that was kept with a later one (or with what a store did). */
export const compare = (
  before: ReadonlyArray<TouchFates.Decided>,
  after: ReadonlyArray<TouchFates.Decided>,
  { toleranceMillis = 0 }: Options = {}
): Diff => {
  const old = new Map(TouchFates.follow(before).map((fate) => [TouchFates.keyOf(fate), fate]))
  const now = new Map(TouchFates.follow(after).map((fate) => [TouchFates.keyOf(fate), fate]))
  const counts: Record<What, number> = { added: 0, gone: 0, moved: 0, variant: 0, reason: 0 }
  const changes: Array<Change> = []
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const change = { before: old.get(key) ?? null, after: now.get(key) ?? null }
    const what = whatOf(change.before, change.after, toleranceMillis)
    if (what.length > 0) changes.push({ what, ...change })
    for (const one of what) counts[one] += 1
  }
  return {
    changes: changes.toSorted((a, b) => byText(orderOf(a), orderOf(b))),
    counts,
    others: othersOf(before, after),
    grounds: grounds(before, after)
  }
}

/** Whether there is nothing in which they differ. */
export const isSame = ({
  changes,
  others
}: {
  readonly changes: ReadonlyArray<unknown>
  readonly others: Diff["others"]
}): boolean => changes.length === 0 && Object.keys(others).length === 0

/** What was decided up to an instant, included: a plan as far as a run has come. */
export const upTo = (decisions: ReadonlyArray<TouchFates.Decided>, at: Instant): ReadonlyArray<TouchFates.Decided> =>
  decisions.filter((one) => one.at <= at)
