/**
 * Every threshold of the retention wing as a field that a host can change, and where its default comes from: the founding
 * documents (`founding`), the field's convention (`practice`) or this project (`proposal`).
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))
const Count = Schema.Int.check(Schema.isGreaterThan(0))
const Days = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Positive = Schema.Finite.check(Schema.isGreaterThan(0))
const Share = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))
const Weight = Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0))

/** Silence beyond so many usual intervals, and at least so many days. */
const Silence = (intervals: number, days: number) =>
  withDefault(Schema.Struct({ intervals: withDefault(Positive, intervals), days: withDefault(Days, days) }), {})

/** Thresholds of churn, health, causes and refusals. Months are calendar months, days calendar days. */
export const RetentionPolicy = Schema.Struct({
  /** At risk by silence: more than 2 intervals and at least 45 days. */
  atRisk: Silence(2, 45),
  /** Presumed lost: more than 3 intervals and at least 60 days. */
  lost: Silence(3, 60),
  /** Fewer purchase days than this are never lost by silence alone. */
  fewestPurchases: withDefault(Count, 2),
  /** The measure is down by this share against the same season. */
  spendDown: withDefault(Share, 0.3),
  /** So many open complaints put a client at risk. */
  openComplaints: withDefault(Count, 2),
  /** A departure notice stays open for so long, unless its outcome is told. */
  noticeMonths: withDefault(Count, 12),
  /** Days after a notice for the whole account until silence about it means that the client has gone. */
  noticeDays: withDefault(Days, 7),
  /** A decision maker or champion who left counts for so long, unless the role is filled again. */
  goneMonths: withDefault(Count, 12),
  /** A client counts as regained for so long after its first order. */
  regainedMonths: withDefault(Count, 3),
  /** Weights of health. */
  health: withDefault(
    Schema.Struct({
      rhythm: withDefault(Weight, 30),
      spend: withDefault(Weight, 20),
      promises: withDefault(Weight, 15),
      cases: withDefault(Weight, 15),
      people: withDefault(Weight, 10),
      payment: withDefault(Weight, 10)
    }),
    {}
  ),
  /** Rhythm scores nothing from so many usual intervals of silence on. */
  rhythmWorst: withDefault(Schema.Finite.check(Schema.isGreaterThan(1)), 3),
  /** Spend scores nothing from this fall against the season on. */
  spendWorst: withDefault(Share.check(Schema.isGreaterThan(0)), 0.5),
  /** What an open complaint takes from the score of cases; one of high severity takes twice as much. */
  complaintCost: withDefault(Share, 0.25),
  /** A role of the committee counts as reached when somebody in it was reached both ways in so many days. */
  reachDays: withDefault(Count, 90),
  /** Fewer invoices due in 12 months say nothing of payment. */
  fewestInvoices: withDefault(Count, 3),
  /** Health is unknown below so much known weight. */
  leastKnownWeight: withDefault(Weight, 40),
  /** What causes are judged by reaches back so far. */
  causeMonths: withDefault(Count, 12),
  /** A signal of a cause counts half after so many days. */
  causeHalfLifeDays: withDefault(Count, 180),
  /** Response and closing times, and the share of returns, are up by this share. */
  causeRise: withDefault(Positive, 0.5),
  /** Fewer answered or closed cases in a year make no time to compare. */
  fewestCases: withDefault(Count, 2),
  /** A letter without an answer of ours after so many days is unanswered. */
  letterDays: withDefault(Days, 5),
  /** Days between two-way talks by class; twice as many without one is a client forgotten. */
  cadenceDays: withDefault(
    Schema.Struct({
      A: withDefault(Count, 30),
      B: withDefault(Count, 60),
      C: withDefault(Count, 120)
    }),
    {}
  ),
  /** An invoice unpaid for longer than so many days after it was due is a sign of insolvency. */
  overdueDays: withDefault(Days, 90),
  /** A branch declines when the others in it brought so much less than a year before. */
  branchDown: withDefault(Share, 0.2),
  /** Fewer other accounts say nothing of a branch. */
  branchAccounts: withDefault(Count, 5),
  /** Refusals are counted over so many months and compared with as many before. */
  refusalMonths: withDefault(Count, 12),
  /** A direction of refusals is raised from so many on … */
  directionRefusals: withDefault(Count, 3),
  /** … and at so many times its former share. */
  directionTimes: withDefault(Positive, 2)
})
export type RetentionPolicy = typeof RetentionPolicy.Type

/** The defaults. */
export const standard: RetentionPolicy = Schema.decodeUnknownSync(RetentionPolicy)({})

/** Who proposed a default or a rule. */
export type Source = "founding" | "practice" | "proposal"

/** Where each default comes from. */
export const sources: Readonly<Record<keyof RetentionPolicy, Source>> = {
  atRisk: "proposal",
  lost: "proposal",
  fewestPurchases: "practice",
  spendDown: "proposal",
  openComplaints: "proposal",
  noticeMonths: "proposal",
  noticeDays: "founding",
  goneMonths: "proposal",
  regainedMonths: "proposal",
  health: "proposal",
  rhythmWorst: "proposal",
  spendWorst: "proposal",
  complaintCost: "proposal",
  reachDays: "proposal",
  fewestInvoices: "proposal",
  leastKnownWeight: "proposal",
  causeMonths: "proposal",
  causeHalfLifeDays: "proposal",
  causeRise: "proposal",
  fewestCases: "proposal",
  letterDays: "proposal",
  cadenceDays: "proposal",
  overdueDays: "proposal",
  branchDown: "proposal",
  branchAccounts: "practice",
  refusalMonths: "practice",
  directionRefusals: "founding",
  directionTimes: "founding"
}
