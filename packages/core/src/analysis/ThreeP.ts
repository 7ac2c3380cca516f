/**
 * Three P (три «П»): need (потребность), solvency (платёжеспособность) and authority (полномочия). Each is yes, no or
 * unknown. A missing fact is never a no: only an explicit one is, such as an invoice overdue for more than 90 days. What
 * is unknown comes with the question that would settle it. See docs/explanation/analysis.md.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"
import * as Ratio from "../kernel/Ratio.ts"

/** The three, in the order in which they are asked. */
export const P = Schema.Literals(["need", "solvency", "authority"])
export type P = typeof P.Type

/** What is known of one of them. */
export type Answer = "yes" | "no" | "unknown"

/** All three together: all yes, any no, or something still to be found out. */
export const Outcome = Schema.Literals(["qualified", "not now", "research needed"])
export type Outcome = typeof Outcome.Type

/** One of the three. `question` is null unless the answer is unknown. */
export interface Part {
  readonly p: P
  readonly answer: Answer
  readonly because: string
  readonly question: string | null
}

/** The verdict; `next` is the first open question while research is needed. */
export interface Verdict {
  readonly outcome: Outcome
  readonly because: string
  readonly next: string | null
  readonly parts: ReadonlyArray<Part>
}

/** What is known; an absent field is unknown. A stated answer is a person's word and wins over what is computed. */
export interface Facts {
  readonly asOf: Calendar.Day
  readonly statedNeed?: boolean | undefined
  readonly openOpportunities?: number | undefined
  /** Requests for an offer in the last 12 months. */
  readonly offersAsked?: number | undefined
  /** A person confirmed that it could buy what it does not. */
  readonly isWhiteSpaceConfirmed?: boolean | undefined
  /** A credit fact or a person's word, and its day: a yes holds for 12 months, a no until it is changed. */
  readonly statedSolvency?: { readonly is: boolean; readonly on?: Calendar.Day } | undefined
  readonly payments?: { readonly due: number; readonly onTime: number } | undefined
  /** Days by which the oldest unpaid invoice is overdue. */
  readonly overdueDays?: number | undefined
  readonly statedAuthority?: boolean | undefined
  /** Whether a decision maker or economic buyer is among its contacts. */
  readonly hasDecider?: boolean | undefined
  /** The last day on which one of them was reached both ways. */
  readonly deciderReachedOn?: Calendar.Day | undefined
}

/** An unpaid invoice more than this many days overdue says no. */
export const longestOverdueDays = 90
/** A decision maker counts as reached for this many days. */
export const reachDays = 180

const yes = (p: P, because: string): Part => ({ p, answer: "yes", because, question: null })
const no = (p: P, because: string): Part => ({ p, answer: "no", because, question: null })
const unknown = (p: P, because: string, question: string): Part => ({ p, answer: "unknown", because, question })

const need = (facts: Facts): Part => {
  const { isWhiteSpaceConfirmed, offersAsked = 0, openOpportunities = 0, statedNeed } = facts
  if (statedNeed === false) return no("need", "it said that it needs nothing")
  if (statedNeed === true) return yes("need", "a person confirmed a need")
  if (openOpportunities > 0) return yes("need", `${openOpportunities} open opportunities`)
  if (offersAsked > 0) return yes("need", `asked for an offer ${offersAsked} times in 12 months`)
  if (isWhiteSpaceConfirmed === true) return yes("need", "a person confirmed what else it could buy")
  return unknown(
    "need",
    "no open opportunity, no request for an offer, no confirmed white space",
    "what does it plan to buy, and when?"
  )
}

const solvency = ({ asOf, overdueDays, payments, statedSolvency }: Facts): Part => {
  if (overdueDays !== undefined && overdueDays > longestOverdueDays)
    return no("solvency", `an invoice is ${overdueDays} days overdue`)
  if (statedSolvency?.is === false) return no("solvency", "said to be insolvent")
  const { due, onTime } = payments ?? { due: 0, onTime: 0 }
  const paid = `${onTime} of ${due} invoices paid on time`
  if (due >= 3 && Ratio.isAtLeast(onTime, due, 80)) return yes("solvency", paid)
  const on = statedSolvency?.on
  if (on !== undefined && on <= asOf && on >= Calendar.addMonths(asOf, -12))
    return yes("solvency", `a credit fact of ${on}`)
  const because =
    payments === undefined
      ? "no invoices in the data, no credit fact of the last 12 months"
      : `${due < 3 ? `${due} invoices due in the window, fewer than 3` : paid}, no credit fact of the last 12 months`
  return unknown("solvency", because, "does it pay on time? Get a credit report or its payment history")
}

const authority = ({ asOf, deciderReachedOn, hasDecider, statedAuthority }: Facts): Part => {
  if (statedAuthority === false) return no("authority", "it said that others decide")
  if (statedAuthority === true) return yes("authority", "a person confirmed who decides")
  if (deciderReachedOn !== undefined && Calendar.daysBetween(deciderReachedOn, asOf) <= reachDays)
    return yes("authority", `a decision maker was reached both ways on ${deciderReachedOn}`)
  if (hasDecider !== true)
    return unknown("authority", "no decision maker or economic buyer among its contacts", "who decides, and who pays?")
  const last = deciderReachedOn === undefined ? "" : `, last on ${deciderReachedOn}`
  return unknown(
    "authority",
    `its decision maker was not reached both ways in ${reachDays} days${last}`,
    "will the decision maker talk to us?"
  )
}

/** The verdict on what is known: all yes is qualified, any no is not now, everything else needs research. */
export const judge = (facts: Facts): Verdict => {
  const parts = [need(facts), solvency(facts), authority(facts)]
  const against = parts.find(({ answer }) => answer === "no")
  if (against !== undefined)
    return { outcome: "not now", because: `${against.p}: ${against.because}`, next: null, parts }
  const open = parts.filter(({ answer }) => answer === "unknown")
  const [first] = open
  if (first === undefined) return { outcome: "qualified", because: "need, solvency and authority", next: null, parts }
  const because = `${open.map(({ p }) => p).join(" and ")} unknown`
  return { outcome: "research needed", because, next: first.question, parts }
}
