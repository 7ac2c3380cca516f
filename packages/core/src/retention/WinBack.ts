/**
 * Lost clients worth winning back, by expected value: probability of return × margin of the 12 months before the loss −
 * cost. A client whose cause is unknown is asked first, one whose cause nobody has answered is answered first: both are
 * listed and not approached.
 */
import type * as ExpectedValue from "../analysis/ExpectedValue.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Ratio from "../kernel/Ratio.ts"
import type { Cause } from "./CausesSignals.ts"
import * as Discount from "./Discount.ts"
import type * as Gifts from "./Gifts.ts"
import * as Reason from "./Reason.ts"
import type { SavePolicy } from "./SavePolicy.ts"
import type { WinBackPolicy } from "./WinBackPolicy.ts"

/** How long ago the client was lost. */
export type Band = keyof WinBackPolicy["probability"]

/** A probability of return, where it comes from, and what was seen: of so many cases so many came back. */
export interface Rate {
  readonly band: Band
  readonly probability: number
  readonly source: "observed" | "assumption"
  readonly cases: number
  readonly returned: number
}

/** How a client is won back. */
export type Way = "special terms" | "gift" | "discount"

/** One attempt to win a client back. */
export interface Attempt {
  readonly on: Calendar.Day
  /** `refused`: it asked to be left alone. */
  readonly outcome: "no answer" | "declined" | "refused" | "returned" | null
}

/** What is known of a lost client. */
export interface Lost extends Discount.DiscountFacts {
  readonly id: string
  readonly lostOn: Calendar.Day
  /** Of the 12 months before the loss; null when unknown. */
  readonly margin: ExpectedValue.Margin | null
  /** What an attempt costs, in minor units. */
  readonly costMinor: number
  /** Null when unknown. */
  readonly cause: Cause | null
  /** What we have done about the cause, and who says so; null when nobody has. */
  readonly answer: { readonly what: string; readonly by: string } | null
  readonly attempts: ReadonlyArray<Attempt>
  /** The last day on which it accepted an offer of any kind; null when it never did. */
  readonly acceptedOn: Calendar.Day | null
  /** Whether a gift to its contact would be within the limits; null when none is planned. */
  readonly gift: Gifts.Verdict | null
}

/** One line of the list. `endsOn` is the last day of the offer, told with it; null when nothing is offered. */
export interface Entry {
  readonly id: string
  readonly standing: "approach" | "ask first" | "answer first" | "resting" | "stopped"
  /** Null unless approached. */
  readonly way: Way | null
  /** 0 unless the way is a discount. */
  readonly percent: number
  readonly endsOn: Calendar.Day | null
  /** When resting ends; null otherwise. */
  readonly restsUntil: Calendar.Day | null
  readonly marginMinor: number | null
  readonly basis: ExpectedValue.Basis | null
  readonly rate: Rate
  /** Null when the margin is unknown. */
  readonly expectedMinor: number | null
  readonly reasons: ReadonlyArray<Reason.Reason>
}

/** What a list is made by. */
export interface Options {
  readonly asOf: Calendar.Day
  readonly policy: WinBackPolicy
  /** The discount's steps and margin floor. */
  readonly savePolicy: SavePolicy
  /** Lost clients whose case is decided: how long after the loss they were approached, and whether they returned. */
  readonly decided?: Iterable<{ readonly band: Band; readonly isReturned: boolean }>
}

/** The ways that answer a cause, the first that is possible is taken; special terms always are. */
export const ways: Readonly<Record<Cause, ReadonlyArray<Way>>> = {
  "service got worse": ["special terms"],
  "quality got worse": ["special terms"],
  "deadlines and promises broken": ["special terms"],
  "opinion ignored": ["gift", "special terms"],
  forgotten: ["gift", "special terms"],
  "price or competitor": ["discount", "special terms"],
  "its own business": ["special terms"]
}

/** The band of a loss: within 3, 6 or 12 months to the day, or longer ago. */
export const bandOf = (lostOn: Calendar.Day, asOf: Calendar.Day): Band => {
  if (asOf <= Calendar.addMonths(lostOn, 3)) return "≤ 3 months"
  if (asOf <= Calendar.addMonths(lostOn, 6)) return "≤ 6 months"
  return asOf <= Calendar.addMonths(lostOn, 12) ? "≤ 12 months" : "> 12 months"
}

/** The rate of a band: observed when enough cases are decided, else the policy's assumption beside what was seen. */
export const rateOf = (
  band: Band,
  decided: Iterable<{ readonly band: Band; readonly isReturned: boolean }>,
  policy: WinBackPolicy
): Rate => {
  let [cases, returned] = [0, 0]
  for (const one of decided) {
    if (one.band !== band) continue
    cases += 1
    if (one.isReturned) returned += 1
  }
  return cases >= policy.fewestCases
    ? { band, probability: returned / cases, source: "observed", cases, returned }
    : { band, probability: policy.probability[band], source: "assumption", cases, returned }
}

const stopOf = ({ attempts, id, lostOn }: Lost, { asOf, policy }: Options, expected: number | null) => {
  const tried = attempts.filter(({ on }) => on <= asOf)
  const stop = (rule: string, says: string): Reason.Reason =>
    Reason.make(`win-back/${rule}`, says, { client: id, attempts: tried.length, "lost on": lostOn })
  if (tried.some(({ outcome }) => outcome === "refused")) return stop("refused", "the client asked to be left alone")
  if (tried.length >= policy.mostAttempts) return stop("attempts", `${tried.length} attempts brought nothing`)
  if (asOf > Calendar.addMonths(lostOn, policy.mostMonths))
    return stop("too-long", `lost on ${lostOn}, more than ${policy.mostMonths} months ago`)
  return expected !== null && expected <= 0 ? stop("no-value", "its expected value does not cover the cost") : null
}

const restOf = ({ acceptedOn, attempts }: Lost, { asOf, policy }: Options) => {
  const last = attempts.reduce((last, { on }) => (on <= asOf && on > last ? on : last), "")
  const rests = [
    ...(last === "" ? [] : [Calendar.addMonths(last as Calendar.Day, policy.restMonths)]),
    ...(acceptedOn === null ? [] : [Calendar.addMonths(acceptedOn, policy.cooldownMonths)])
  ].toSorted()
  const until = rests.at(-1)
  if (until === undefined || until <= asOf) return null
  const says = `it rests until ${until}: ${policy.restMonths} months after an attempt, ${policy.cooldownMonths} after an accepted offer`
  const facts = { "last attempt": last === "" ? null : last, "accepted an offer on": acceptedOn }
  return { until, reason: Reason.make("win-back/resting", says, facts) }
}

/** The cause that was answered; else why the client is not approached. */
const causeOf = ({ answer, cause, id }: Lost) => {
  if (cause === null) {
    const says = "why it left is unknown: ask, and offer nothing yet"
    const reason = Reason.make("win-back/unknown-cause", says, { client: id, cause }, "the client's answer")
    return { answered: null, standing: "ask first", reason } as const
  }
  if (answer !== null) return { answered: cause } as const
  const says = `it left for "${cause}", and nobody has answered that: it is not approached`
  const reason = Reason.make("win-back/unanswered-cause", says, { client: id, cause }, "what was done about the cause")
  return { answered: null, standing: "answer first", reason } as const
}

/** The first way that is possible, and why others were passed over. */
const wayOf = (lost: Lost, cause: Cause, { savePolicy }: Options) => {
  const reasons: Array<Reason.Reason> = []
  for (const way of ways[cause]) {
    if (way === "gift") {
      if (lost.gift !== null) reasons.push(lost.gift.reason)
      if (lost.gift?.isAllowed !== true) continue
    }
    if (way === "discount") {
      const { percent, reason } = Discount.choose(lost, savePolicy)
      reasons.push(reason)
      if (percent === null) continue
      return { way, percent, reasons }
    }
    return { way, percent: 0, reasons }
  }
  return { way: "special terms" as const, percent: 0, reasons }
}

const valueOf = (lost: Lost, rate: Rate): { readonly minor: number | null; readonly reason: Reason.Reason } => {
  const { costMinor, id, margin } = lost
  const { band, cases, probability, returned, source } = rate
  const facts = { client: id, "months since loss": band, probability, "margin, minor units": margin?.minor ?? null }
  if (margin === null) {
    const says = "its margin before the loss is unknown, and with it the expected value"
    return { minor: null, reason: Reason.make("win-back/unknown-value", says, facts, "its orders before the loss") }
  }
  const mark =
    source === "assumption" ? `assumption, ${returned} of ${cases} seen returned` : `${returned} of ${cases} seen`
  const says = `${margin.because}, times ${Ratio.percent(probability, "en")} (${mark})${costMinor === 0 ? "" : ", less cost"}`
  return {
    minor: Math.round(margin.minor * probability) - costMinor,
    reason: Reason.make("win-back/expected-value", says, { ...facts, "cost, minor units": costMinor })
  }
}

const entryOf = (lost: Lost, options: Options, decided: ReadonlyArray<{ band: Band; isReturned: boolean }>): Entry => {
  const { asOf, policy } = options
  const rate = rateOf(bandOf(lost.lostOn, asOf), decided, policy)
  const { minor: expectedMinor, reason } = valueOf(lost, rate)
  const bare = {
    id: lost.id,
    way: null,
    percent: 0,
    endsOn: null,
    restsUntil: null,
    marginMinor: lost.margin?.minor ?? null,
    basis: lost.margin?.basis ?? null,
    rate,
    expectedMinor
  }
  const stop = stopOf(lost, options, expectedMinor)
  if (stop !== null) return { ...bare, standing: "stopped", reasons: [reason, stop] }
  const cause = causeOf(lost)
  if (cause.answered === null) return { ...bare, standing: cause.standing, reasons: [reason, cause.reason] }
  const rest = restOf(lost, options)
  if (rest !== null) return { ...bare, standing: "resting", restsUntil: rest.until, reasons: [reason, rest.reason] }
  const { percent, reasons, way } = wayOf(lost, cause.answered, options)
  const endsOn = Calendar.addDays(asOf, policy.offerDays)
  const says = `approach it with ${way === "discount" ? `a discount of ${percent} %` : way} until ${endsOn}`
  const approach = Reason.make("win-back/approach", says, {
    cause: lost.cause,
    "answered with": lost.answer?.what ?? null,
    by: lost.answer?.by ?? null
  })
  return { ...bare, standing: "approach", way, percent, endsOn, reasons: [reason, ...reasons, approach] }
}

/**
 * The list, most expected value first, unknown values last, ties by id. Every lost client is on it, approached or not;
 * the order of the input is irrelevant.
 */
export const of = (lost: Iterable<Lost>, options: Options): ReadonlyArray<Entry> => {
  const decided = [...(options.decided ?? [])]
  return [...lost]
    .map((one) => entryOf(one, options, decided))
    .toSorted(
      (a, b) =>
        Number(a.expectedMinor === null) - Number(b.expectedMinor === null) ||
        (b.expectedMinor ?? 0) - (a.expectedMinor ?? 0) ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
    )
}
