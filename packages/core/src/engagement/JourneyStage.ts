/**
 * Where an account stands on its way to buying: ordered stages, each with the score from which it holds and, where a
 * host says so, a rule. The furthest that holds wins. Two things keep a stage from flapping: it stays at least as long
 * as the dwell time, and it is left backwards only well below the score that led into it.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { dayMillis, instant, showInstant, type Instant } from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Deed } from "./Deed.ts"
import * as Score from "./Score.ts"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))

/** One stage. It is entered from a score of `atLeast` points on, if `when` holds too where there is one. */
export const Stage = Schema.Struct({
  id: Schema.NonEmptyString,
  name: Schema.NonEmptyString,
  /** Points, 0 or more. */
  atLeast: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
  /** A rule over the facts of an account; it is compiled and asked by whoever calls. */
  when: Schema.optionalKey(Schema.NonEmptyString)
})
export type Stage = typeof Stage.Type

/** The stages from the first to the furthest, and what keeps them from flapping. */
export const JourneyRules = Schema.Struct({
  /**
   * The field's own words: an account that nobody has stirred, one that took notice, one that deals with us, one that
   * weighs what we offer, one about to decide. In points of the standard rules of engagement a manager's call with a
   * user is 6, a meeting with a decision maker of a one-to-one account 30.
   */
  stages: withDefault(Schema.NonEmptyArray(Stage), [
    { id: "unaware", name: "Unaware", atLeast: 0 },
    { id: "awareness", name: "Awareness", atLeast: 1 },
    { id: "engagement", name: "Engagement", atLeast: 10 },
    { id: "consideration", name: "Consideration", atLeast: 30 },
    { id: "decision", name: "Decision", atLeast: 80 }
  ]),
  /** Days of 24 hours that a stage lasts at least. */
  dwellDays: withDefault(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 3_650 })), 7),
  /** A stage is left backwards below so many percent of its `atLeast`. */
  leaveBelowPercent: withDefault(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })), 80)
})
export type JourneyRules = typeof JourneyRules.Type

/** The defaults. */
export const standard: JourneyRules = Schema.decodeUnknownSync(JourneyRules)({})

/** A finding about a stage: its index. */
export interface StageFinding extends Finding.Finding {
  readonly index: number
}

/** What is wrong with stages besides their rules; empty is good. */
export const check = ({ stages }: JourneyRules): ReadonlyArray<StageFinding> =>
  stages.flatMap(({ atLeast, id, when }, index) => {
    const findings: Array<StageFinding> = []
    const say = (rule: string, message: string, advice: string): void => {
      findings.push({ severity: "error", rule: `journey/${rule}`, message, advice, index })
    }
    const before = stages[index - 1]
    if (before === undefined && (atLeast !== 0 || when !== undefined))
      say("no-floor", `the first stage ${id} does not fit every account`, "give it `atLeast: 0` and no `when`")
    if (stages.findIndex((other) => other.id === id) < index)
      say("repeated-id", `the stage id ${id} is used twice`, "give each stage its own id")
    if (before !== undefined && before.atLeast > atLeast)
      say("order", `stage ${id} takes fewer points than ${before.id} before it`, "put the furthest stage last")
    return findings
  })

/** The stage of an account. `changedAt` is null while it has not changed since it was first judged. */
export interface Standing {
  readonly stage: string
  readonly changedAt: Instant | null
}

/** What is asked about a stage. */
export interface Asked {
  readonly rules?: JourneyRules
  /** Null for an account that was never judged: it begins at the first stage. */
  readonly before: Standing | null
  readonly score: Score.Score
  /** Whether the `when` of a stage holds; null is unknown. Asked only for stages that have one. */
  readonly holds?: (stage: Stage) => boolean | null
}

/** The stage, why, and the next instant at which time alone may change it (null: never). */
export interface Next extends Standing {
  readonly because: string
  readonly watch: Instant | null
}

const thousandthsOf = ({ atLeast }: Stage): number => Math.round(atLeast * 1000)

/** The least score, in thousandths, at which a stage is not yet left. */
const leastToStay = (stage: Stage, rules: JourneyRules): number =>
  Math.ceil((thousandthsOf(stage) * rules.leaveBelowPercent) / 100)

interface Target {
  readonly index: number
  readonly because: string
}

/** Where the account would stand if there were no dwell time. */
const targetOf = (now: number, asked: Asked, rules: JourneyRules): Target => {
  const { thousandths } = asked.score
  const answer = (stage: Stage): boolean | null => (stage.when === undefined ? true : (asked.holds?.(stage) ?? null))
  const said = `a score of ${Score.show(thousandths)}`
  const furthest = rules.stages.findLastIndex(
    (stage, at) => at > now && thousandths >= thousandthsOf(stage) && answer(stage) === true
  )
  const reached = rules.stages[furthest]
  if (reached !== undefined) {
    return { index: furthest, because: `${said} reaches the ${reached.atLeast} of ${reached.id}` }
  }
  const stage = rules.stages[now]
  if (stage === undefined || now <= 0) return { index: 0, because: `${said} reaches no further stage` }
  const isLow = thousandths < leastToStay(stage, rules)
  // Unknown is not "no": it leads into no stage, and out of none.
  if (!isLow && answer(stage) !== false) return { index: now, because: `${said} keeps ${stage.id}` }
  const lower = rules.stages.findLastIndex(
    (one, at) => at < now && thousandths >= leastToStay(one, rules) && answer(one) === true
  )
  const least = Score.show(leastToStay(stage, rules))
  const why = isLow
    ? `is below ${least}, ${rules.leaveBelowPercent} % of the ${stage.atLeast} of ${stage.id}`
    : `does not keep ${stage.id}, whose rule no longer holds`
  return { index: Math.max(0, lower), because: `${said} ${why}` }
}

/** The stage as of the score's instant. Asked again with its own answer at the same instant, it changes nothing. */
export const next = (asked: Asked): Next => {
  const { before, score } = asked
  const rules = asked.rules ?? standard
  const known = rules.stages.findIndex(({ id }) => id === before?.stage)
  const now = Math.max(0, known)
  // A stage that the rules no longer have is as good as none: the account begins anew.
  const changedAt = known < 0 ? null : (before?.changedAt ?? null)
  const target = targetOf(now, asked, rules)
  const stage = rules.stages[now] ?? rules.stages[0]
  const free = changedAt === null ? score.at : instant(changedAt + rules.dwellDays * dayMillis)
  if (target.index !== now && free > score.at) {
    const because = `${target.because}, but ${stage.id} stays until ${showInstant(free)}`
    return { stage: stage.id, changedAt, because, watch: free }
  }
  const moved = target.index === now ? stage : (rules.stages[target.index] ?? stage)
  const since = moved === stage ? changedAt : score.at
  const falls = target.index === 0 ? null : Score.crossing(score, leastToStay(moved, rules))
  const until = since === null ? score.at : instant(since + rules.dwellDays * dayMillis)
  return {
    stage: moved.id,
    changedAt: since,
    because: target.because,
    watch: falls === null ? null : falls > until ? falls : until
  }
}

/** One change of stage. */
export interface Change {
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly because: string
}

/** What a history is made of. */
export interface Past extends Omit<Score.Asked, "at" | "rules"> {
  readonly asOf: Instant
  readonly engagement?: Score.Asked["rules"]
  readonly rules?: JourneyRules
  /** Whether the `when` of a stage held at an instant. Without this such a stage is entered by nobody. */
  readonly holds?: (stage: Stage, at: Instant) => boolean | null
}

/**
 * All changes of stage up to an instant, from the deeds alone: what an engine that judges at every deed and at every
 * `watch` would have decided. A longer history begins with every shorter one, and changed rules rewrite the whole.
 */
export const history = (deeds: ReadonlyArray<Deed>, past: Past): ReadonlyArray<Change> => {
  const { asOf, engagement, holds, rules = standard, ...asked } = past
  const instants = [...new Set(deeds.map(({ at }) => at))].filter((at) => at <= asOf).toSorted((a, b) => a - b)
  const changes: Array<Change> = []
  let standing: Standing = { stage: rules.stages[0].id, changedAt: null }
  let ahead = 0
  let at = instants[0] ?? null
  while (at !== null && at <= asOf) {
    const now = at
    const score = Score.of(deeds, { ...asked, at: now, ...(engagement === undefined ? {} : { rules: engagement }) })
    const found: Next = next({
      rules,
      before: standing,
      score,
      ...(holds === undefined ? {} : { holds: (stage: Stage) => holds(stage, now) })
    })
    if (found.stage !== standing.stage)
      changes.push({ from: standing.stage, to: found.stage, at: now, because: found.because })
    standing = found
    while ((instants[ahead] ?? Number.POSITIVE_INFINITY) <= now) ahead += 1
    const deed = instants[ahead] ?? null
    at = deed === null ? found.watch : found.watch === null || deed < found.watch ? deed : found.watch
  }
  return changes
}
