/** Deeds for tests: few kinds, people and hours, so that they meet. Fictional. */
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import type { ContactRole } from "../../src/account/Contact.ts"
import type { Deed } from "../../src/engagement/Deed.ts"
import { dayMillis, instant, parseInstant, type Instant } from "../../src/kernel/Calendar.ts"

export const at = (text: string): Instant => parseInstant(text) ?? instant(Number.NaN)

export const start = at("2026-09-01T00:00:00Z")

/** The instant so many days after the first of September. */
export const day = (days: number): Instant => instant(start + days * dayMillis)

export const deed = (kind: Deed["kind"], when: Instant, rest: Partial<Deed> = {}): Deed => ({
  kind,
  at: when,
  contactId: null,
  topic: null,
  messageId: null,
  ...rest
})

const roles: Readonly<Record<string, ReadonlyArray<ContactRole>>> = {
  "P-1": ["user", "decision maker"],
  "P-2": ["gatekeeper"]
}
export const rolesOf = (contactId: string): ReadonlyArray<ContactRole> => roles[contactId] ?? []

const Drawn = Schema.Struct({
  kind: Schema.Literals(["opened", "clicked", "replied", "call", "meeting", "bounced"]),
  hour: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 24 * 120 })),
  contactId: Schema.NullOr(Schema.Literals(["P-1", "P-2", "P-3"])),
  topic: Schema.NullOr(Schema.Literals(["pumps", "valves"])),
  messageId: Schema.NullOr(Schema.Literals(["m1", "m2"]))
})

/** Up to a dozen deeds within 120 days from `start`. */
export const deeds = Arbitrary.map(
  Arbitrary.schema(Schema.Array(Drawn).check(Schema.isMaxLength(12))),
  (drawn): ReadonlyArray<Deed> => drawn.map(({ hour, ...rest }) => ({ ...rest, at: day(hour / 24) }))
)

/** An hour of 200 days from `start`. */
export const hours = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 24 * 200 })))
