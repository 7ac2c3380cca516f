/**
 * How probable it is that a client is lost within 12 months, by how long it has been silent measured in its own
 * intervals. Until 30 clients have been seen in a band a year ago, the probability of the band is an assumption and is
 * marked as one; the rate seen so far stands beside it. See docs/explanation/analysis.md.
 */
import * as Schema from "effect/Schema"

/** From the least to the most alarming; `leaving` said so. */
export const Band = Schema.Literals(["steady", "overdue", "at risk", "leaving", "silent"])
export type Band = typeof Band.Type

/** Probabilities of loss by band. */
export type Table = Readonly<Record<Band, number>>

/** The assumptions that hold until history suffices. */
export const assumptions: Table = { steady: 0.05, overdue: 0.15, "at risk": 0.4, leaving: 0.6, silent: 0.7 }

/** Fewer decided cases do not make a rate. */
export const fewestCases = 30

/** What a band is judged by, as of a day. */
export interface Facts {
  readonly silenceDays: number
  readonly intervalDays: number
  /** Distinct purchase days so far. */
  readonly purchases: number
  readonly isLeaving: boolean
}

/**
 * The band: silent above 3 intervals and from 60 days on (never after a single purchase), leaving by its own word, at
 * risk above 2 intervals and from 45 days on, overdue above 1 interval and from 30 days on, else steady.
 */
export const bandOf = ({ intervalDays, isLeaving, purchases, silenceDays }: Facts): Band => {
  if (purchases > 1 && silenceDays > 3 * intervalDays && silenceDays >= 60) return "silent"
  if (isLeaving) return "leaving"
  if (silenceDays > 2 * intervalDays && silenceDays >= 45) return "at risk"
  return silenceDays > intervalDays && silenceDays >= 30 ? "overdue" : "steady"
}

/** A band's probability, where it comes from, and what was seen: of so many clients a year ago so many bought no more. */
export interface Rate {
  readonly band: Band
  readonly probability: number
  readonly source: "observed" | "assumption"
  readonly cases: number
  readonly lost: number
}

/** The rates of all bands from decided cases. Nobody's word of a year ago is known, so `leaving` stays assumed. */
export const rates = (
  decided: Iterable<{ readonly band: Band; readonly isLost: boolean }>,
  table: Table = assumptions
): Readonly<Record<Band, Rate>> => {
  const seen = new Map(Band.literals.map((band) => [band, { cases: 0, lost: 0 }]))
  for (const { band, isLost } of decided) {
    const counts = seen.get(band)
    if (counts === undefined) continue
    counts.cases += 1
    if (isLost) counts.lost += 1
  }
  const rate = (band: Band): Rate => {
    const { cases = 0, lost = 0 } = seen.get(band) ?? {}
    return cases >= fewestCases
      ? { band, probability: lost / cases, source: "observed", cases, lost }
      : { band, probability: table[band], source: "assumption", cases, lost }
  }
  return {
    steady: rate("steady"),
    overdue: rate("overdue"),
    "at risk": rate("at risk"),
    leaving: rate("leaving"),
    silent: rate("silent")
  }
}
