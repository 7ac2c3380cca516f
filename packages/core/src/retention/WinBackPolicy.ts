/** Every number of win-back as a field that a host can change; probabilities are assumptions until history suffices. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))
const Count = Schema.Int.check(Schema.isGreaterThan(0))
const Probability = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

/** Thresholds and assumptions of win-back. */
export const WinBackPolicy = Schema.Struct({
  /** That a lost client comes back, by whole months since the loss. */
  probability: withDefault(
    Schema.Struct({
      "≤ 3 months": withDefault(Probability, 0.4),
      "≤ 6 months": withDefault(Probability, 0.25),
      "≤ 12 months": withDefault(Probability, 0.15),
      "> 12 months": withDefault(Probability, 0.05)
    }),
    {}
  ),
  /** Fewer decided cases do not make a rate. */
  fewestCases: withDefault(Count, 30),
  /** Months of rest after an attempt. */
  restMonths: withDefault(Count, 3),
  /** Months without another reward after an accepted offer. */
  cooldownMonths: withDefault(Count, 12),
  /** So many attempts without success end it. */
  mostAttempts: withDefault(Count, 3),
  /** A client lost for longer is let go. */
  mostMonths: withDefault(Count, 24),
  /** Days for which an offer stands. */
  offerDays: withDefault(Count, 60)
})
export type WinBackPolicy = typeof WinBackPolicy.Type

/** The defaults. */
export const standard: WinBackPolicy = Schema.decodeUnknownSync(WinBackPolicy)({})
