/** A dossier fact is what a person knows of a client and has put down, with where it is from and how sure it is. */
import * as Schema from "effect/Schema"
import { Day } from "../kernel/Calendar.ts"

/** The parts of a dossier. */
export const DossierPart = Schema.Literals(["general", "relationship", "decision scheme", "competitors"])
export type DossierPart = typeof DossierPart.Type

/** The facts that a dossier asks for, by part. Any other name is kept as a free fact. */
export const factNames = {
  general: [
    "description",
    "headcount",
    "history",
    "positions",
    "organisation",
    "surroundings",
    "weak points",
    "prospects"
  ],
  relationship: ["supplied", "tenders", "present dealings", "planned dealings"],
  "decision scheme": [
    "economic buyer",
    "who decides",
    "who advises",
    "who can veto",
    "stages",
    "criteria",
    "deadlines"
  ],
  competitors: ["who is present", "share of wallet", "offers"]
} as const satisfies Readonly<Record<DossierPart, ReadonlyArray<string>>>

/** One fact by hand. */
export const DossierFact = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.String,
  part: DossierPart,
  /** One of `factNames`, or any other. */
  name: Schema.NonEmptyString,
  value: Schema.NonEmptyString,
  /** Where it is from, in words: a report, a call, a newspaper. */
  source: Schema.NonEmptyString,
  /** Who put it down. */
  by: Schema.NonEmptyString,
  /** The day as of which it is true. */
  at: Day,
  /** 0 to 1; 1 unless said. */
  confidence: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })),
  /** The day from which it no longer holds; the part's own expiry counts where it is earlier. */
  until: Schema.optionalKey(Day)
})
export type DossierFact = typeof DossierFact.Type
