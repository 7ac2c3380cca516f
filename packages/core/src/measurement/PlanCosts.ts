/** What a plan costs by program: the declared cost of each message that goes and each task, against the program's budget. */
import * as Schema from "effect/Schema"
import { Currency } from "../kernel/Money.ts"
import type { Doing } from "./PlanWeeks.ts"

/** The cost of one program, in minor units of its currency. */
export const Cost = Schema.Struct({
  programId: Schema.String,
  currency: Currency,
  messagesMinor: Schema.Int,
  tasksMinor: Schema.Int,
  /** Messages and tasks whose cost is not declared: they are not in the sums. */
  undeclared: Schema.Int,
  /** What the program may spend; null without a limit. */
  budgetMinor: Schema.NullOr(Schema.Int)
})
export type Cost = typeof Cost.Type

/** In which currency programs reckon, and what they may spend. */
export type Purse = (programId: string) => Pick<Cost, "currency" | "budgetMinor">

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** By program id; a program none of whose doings has a declared cost is left out: its cost is not known. */
export const of = (doings: ReadonlyArray<Doing>, purse: Purse): ReadonlyArray<Cost> =>
  [...Map.groupBy(doings, ({ programId }) => programId)]
    .flatMap(([programId, these]): ReadonlyArray<Cost> => {
      const undeclared = these.filter(({ costMinor }) => costMinor === null).length
      if (programId === null || undeclared === these.length) return []
      const sum = (kind: Doing["kind"]): number =>
        these.reduce((total, one) => total + (one.kind === kind ? (one.costMinor ?? 0) : 0), 0)
      return [{ programId, messagesMinor: sum("message"), tasksMinor: sum("task"), undeclared, ...purse(programId) }]
    })
    .toSorted((a, b) => byText(a.programId, b.programId))
