/** A merge verdict is a person's word on whether two records are one: the same, different, or to be split again. */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** Kinds of records that a person can say are one. */
export const MergeKind = Schema.Literals(["accounts", "contacts"])
export type MergeKind = typeof MergeKind.Type

/** `same`: `drop` is `keep`; `different`: they are two, never to be proposed again; `split`: what was merged is two again. */
export const MergeWord = Schema.Literals(["same", "different", "split"])
export type MergeWord = typeof MergeWord.Type

/** One verdict of a history in which nothing is taken back: the latest on a pair holds. */
export const MergeVerdict = Schema.Struct({
  id: Schema.NonEmptyString,
  at: Instant,
  by: Schema.NonEmptyString,
  kind: MergeKind,
  /** The id that stays, and the id that becomes another name of it. */
  keep: Schema.NonEmptyString,
  drop: Schema.NonEmptyString,
  verdict: MergeWord,
  note: Schema.optionalKey(Schema.String)
})
export type MergeVerdict = typeof MergeVerdict.Type
