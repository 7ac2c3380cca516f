/**
 * Every number of the save desk and of win-back as a field that a host can change. Steps of the discount and the window
 * are from the operators' article of the founding documents; the margin floor, terms and reminders are proposals.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { officeHours, Window } from "../kernel/BusinessCalendar.ts"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))
const Count = Schema.Int.check(Schema.isGreaterThan(0))
const Percent = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 }))

/** The save desk. Percentages are whole numbers. */
export const SavePolicy = Schema.Struct({
  /** How long a departure notice can be worked on. */
  windowHours: withDefault(Count, 168),
  /** The manager's hours: a business day ends with them. */
  hours: withDefault(Window, officeHours),
  discount: withDefault(
    Schema.Struct({
      /** What everyone gets; below it the rung is skipped. */
      least: withDefault(Percent, 20),
      most: withDefault(Percent, 50),
      /** Discounts are multiples of this. */
      step: withDefault(Count, 5),
      /** Added by the class of spending; an unknown class adds nothing. */
      spend: withDefault(
        Schema.Struct({ A: withDefault(Percent, 15), B: withDefault(Percent, 5), C: withDefault(Percent, 0) }),
        {}
      ),
      /** Added from so many full years with us, longest first; unknown years add nothing. */
      tenure: withDefault(Schema.Array(Schema.Struct({ years: Count, adds: Percent })), [
        { years: 7, adds: 15 },
        { years: 3, adds: 10 },
        { years: 1, adds: 5 }
      ])
    }),
    {}
  ),
  /** Gross margin that stays after any offer. */
  marginFloor: withDefault(Percent, 10),
  /** Terms end so many months after the offer. */
  termMonths: withDefault(Count, 12),
  /** The client is reminded so many days before the terms end. */
  reminderDays: withDefault(Count, 14),
  /** After an accepted offer nothing but a better-fitting plan for so long. */
  cooldownMonths: withDefault(Count, 12)
})
export type SavePolicy = typeof SavePolicy.Type

/** The defaults. */
export const standard: SavePolicy = Schema.decodeUnknownSync(SavePolicy)({})
