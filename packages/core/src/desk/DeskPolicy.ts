/**
 * Every number of the manager's desk as a field that a host can change. The cadence by cell is a proposal of this project,
 * after the practice that a key client hears of its manager every week. Source: docs/explanation/desk.md.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Cell } from "../analysis/AbcXyz.ts"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))
const Count = Schema.Int.check(Schema.isGreaterThan(0))

/** Days between two-way contacts, or `none`: nobody has a duty to call. */
const Days = Schema.Union([Schema.Literal("none"), Count])

/** Days between two-way contacts by cell; `new` are clients whose regularity is not known yet. */
const Cadence = Schema.Struct({
  AX: withDefault(Days, 7),
  AY: withDefault(Days, 14),
  AZ: withDefault(Days, 14),
  BX: withDefault(Days, 30),
  BY: withDefault(Days, 30),
  BZ: withDefault(Days, 45),
  CX: withDefault(Days, 90),
  CY: withDefault(Days, 180),
  CZ: withDefault(Days, "none"),
  new: withDefault(Days, 30)
})

/** How the desk looks ahead and back. */
export const DeskPolicy = Schema.Struct({
  cadence: withDefault(Cadence, {}).annotate({ description: "days between two-way contacts by cell, or none" }),
  /** What is due within so many business days is soon: duties and meetings beyond are not shown. */
  soonBusinessDays: withDefault(Count, 5),
  /** Contracts that end within so many days are on the agenda. */
  renewalDays: withDefault(Count, 90),
  /** The scoreboard counts over so many months. */
  scoreMonths: withDefault(Count, 12),
  /** A link that closes a task works for so many days. */
  linkDays: withDefault(Count, 7)
})
export type DeskPolicy = typeof DeskPolicy.Type

/** The defaults. */
export const standard: DeskPolicy = Schema.decodeUnknownSync(DeskPolicy)({})

/** The days of a cell, null where there is no duty. A client without a cell counts as new. */
export const everyDays = ({ cadence }: Pick<DeskPolicy, "cadence">, cell: Cell | null): number | null => {
  const days = cadence[cell ?? "new"]
  return days === "none" ? null : days
}
