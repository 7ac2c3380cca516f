/** A case is a complaint, dispute, claim, request, question or suggestion of a client (жалоба, спор, вопрос). */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** What a case is about. */
export const CaseKind = Schema.Literals(["complaint", "dispute", "legal claim", "request", "question", "suggestion"])
export type CaseKind = typeof CaseKind.Type

/** One case. It is open until `closedAt`. */
export const Case = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.optionalKey(Schema.String),
  assetId: Schema.optionalKey(Schema.String),
  contactId: Schema.optionalKey(Schema.String),
  kind: CaseKind,
  product: Schema.optionalKey(Schema.String),
  topic: Schema.String,
  severity: Schema.Literals(["low", "medium", "high"]),
  direction: Schema.optionalKey(Schema.String),
  ownerId: Schema.optionalKey(Schema.String),
  openedAt: Instant,
  firstResponseAt: Schema.optionalKey(Instant),
  reopenedAt: Schema.Array(Instant),
  transfers: Schema.optionalKey(Schema.Int),
  closedAt: Schema.optionalKey(Instant)
})
export type Case = typeof Case.Type

/** Whether the case is open at an instant. */
export const isOpen = (one: Case, at: Instant): boolean =>
  one.openedAt <= at && (one.closedAt === undefined || one.closedAt > at)
