/** Accounts that a plan says nothing to, each with why: no message goes to it, and at the most a task is about it. */
import * as Schema from "effect/Schema"
import type { Decided, Fate } from "./TouchFates.ts"

/**
 * Why an account is inside no program, the nearest miss first: a person took it out of one; a program that it fits takes
 * nobody in any more, or is not on in the plan; it fits the audience of one and enters no play; it fits no audience.
 */
export const WhyOutside = Schema.Literals(["excluded", "entries closed", "not on", "no play", "no program"])
export type WhyOutside = typeof WhyOutside.Type

/**
 * Why nobody speaks to an account: it is inside no program; it is left alone so that an effect can be measured; what was
 * due is held, or will never go; the steps found nobody to write to; nothing was due within the plan; there are tasks
 * about it and no message.
 */
export const Why = Schema.Literals([
  ...WhyOutside.literals,
  "holdout",
  "held",
  "skipped",
  "nobody to write to",
  "nothing due",
  "only tasks"
])
export type Why = typeof Why.Type

/** Why an account is inside no program, and the programs that tell so, sorted. */
export interface Outside {
  readonly why: WhyOutside
  readonly programs: ReadonlyArray<string>
}

/** An account to which nothing is said. */
export const SilentAccount = Schema.Struct({
  accountId: Schema.String,
  why: Why,
  /** The guard rail or the reason that stood before most of its touches; null without any. */
  reason: Schema.NullOr(Schema.String),
  /** The programs it is inside; of one inside none those that it missed. Sorted. */
  programs: Schema.Array(Schema.String)
})
export type SilentAccount = typeof SilentAccount.Type

/** All accounts that there are, and why one is inside no program, where that can be told. */
export interface Known {
  readonly accounts: ReadonlyArray<{ readonly accountId: string }>
  readonly outsideOf?: (accountId: string) => Outside
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The reason of most, ties by name. */
const mostOf = (fates: ReadonlyArray<Fate>): string | null => {
  const reasons = [...Map.groupBy(fates, ({ reason }) => reason ?? "")]
  const [first] = reasons.toSorted(([a, x], [b, y]) => y.length - x.length || byText(a, b))
  return first === undefined ? null : first[0]
}

interface Inside {
  readonly programs: Set<string>
  /** Whether any entry was no holdout. */
  isSpokenTo: boolean
  hasOpened: boolean
}

const insideOf = (decisions: ReadonlyArray<Decided>): ReadonlyMap<string, Inside> => {
  const found = new Map<string, Inside>()
  const accounts = new Map<string, string>()
  for (const { event } of decisions) {
    if (event._tag === "Enrolled") {
      const one = found.get(event.accountId) ?? { programs: new Set(), isSpokenTo: false, hasOpened: false }
      found.set(event.accountId, one)
      accounts.set(event.enrolmentId, event.accountId)
      one.programs.add(event.programId)
      if (!event.holdout) one.isSpokenTo = true
    }
    const opened = event._tag === "StepOpened" ? found.get(accounts.get(event.enrolmentId) ?? "") : undefined
    if (opened !== undefined) opened.hasOpened = true
  }
  return found
}

const whyOf = (inside: Inside, fates: ReadonlyArray<Fate>): Pick<SilentAccount, "why" | "reason"> => {
  const held = fates.filter(({ state }) => state === "held")
  if (fates.some(({ state }) => state === "task")) return { why: "only tasks", reason: mostOf(held) }
  if (!inside.isSpokenTo) return { why: "holdout", reason: null }
  if (held.length > 0) return { why: "held", reason: mostOf(held) }
  const skipped = fates.filter(({ reason }) => reason !== "holdout")
  if (skipped.length > 0) return { why: "skipped", reason: mostOf(skipped) }
  return { why: inside.hasOpened ? "nobody to write to" : "nothing due", reason: null }
}

/** All of them, by id. */
export const find = (
  decisions: ReadonlyArray<Decided>,
  fates: ReadonlyArray<Fate>,
  { accounts, outsideOf = () => ({ why: "no program", programs: [] }) }: Known
): ReadonlyArray<SilentAccount> => {
  const inside = insideOf(decisions)
  const byAccount = Map.groupBy(fates, ({ accountId }) => accountId)
  return accounts
    .flatMap(({ accountId }): ReadonlyArray<SilentAccount> => {
      const of = byAccount.get(accountId) ?? []
      if (of.some(({ state }) => state === "message")) return []
      const entered = inside.get(accountId)
      if (entered === undefined) return [{ accountId, reason: null, ...outsideOf(accountId) }]
      return [{ accountId, ...whyOf(entered, of), programs: [...entered.programs].toSorted(byText) }]
    })
    .toSorted((a, b) => byText(a.accountId, b.accountId))
}
