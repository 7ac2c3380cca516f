/** How two plans differ, or a run from its plan, as JSON: the part `against` of the documents of `plan` and `status`. */
import { Calendar, type PlanCauses, type PlanDiff, type TouchFates } from "@market-of-one/core"
import * as Schema from "effect/Schema"

const Id = Schema.String
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)

/** Where a touch stands on one side. */
const Fate = Schema.Struct({
  state: Schema.Literals(["message", "held", "skipped", "task"]),
  /** When it goes, since when it is held, when it was skipped. */
  at: Schema.String,
  reason: nullable(Id),
  until: nullable(Schema.String),
  messageId: nullable(Id),
  variantId: nullable(Id),
  templateId: nullable(Id)
})

/** The input by which a run differs; `at` is when it was told, null where nothing was. */
const Cause = Schema.Struct({
  kind: Schema.Literals(["outcome", "retry", "client", "import", "person", "awaited", "rules", "late"]),
  at: nullable(Schema.String),
  input: nullable(Schema.String),
  says: Schema.String
})

/** One touch that differs; null on the side where its turn never came. */
export const Change = Schema.Struct({
  what: Schema.Array(Schema.Literals(["added", "gone", "moved", "variant", "reason"])),
  group: Id,
  accountId: Id,
  programId: Id,
  touchId: Id,
  contactId: nullable(Id),
  before: nullable(Fate),
  after: nullable(Fate),
  /** Only of a run. */
  cause: Schema.optionalKey(Cause)
})
export type Change = typeof Change.Type

/** The whole comparison. */
export const PlanDiffDocument = Schema.Struct({
  /** The file that was compared with. */
  plan: Schema.String,
  counts: Schema.Struct({
    added: Schema.Int,
    gone: Schema.Int,
    moved: Schema.Int,
    variant: Schema.Int,
    reason: Schema.Int
  }),
  /** Other decisions that one side has alone, by type. */
  others: Schema.Record(Schema.String, Schema.Int),
  /** By what the two were decided differently. */
  grounds: Schema.Struct({ hashes: Schema.Array(Id), groups: Schema.Array(Id) }),
  changes: Schema.Array(Change)
})
export type PlanDiffDocument = typeof PlanDiffDocument.Type

const fateOf = (fate: TouchFates.Fate | null): typeof Fate.Type | null =>
  fate === null
    ? null
    : {
        state: fate.state,
        at: Calendar.showInstant(fate.at),
        reason: fate.reason,
        until: fate.until === null ? null : Calendar.showInstant(fate.until),
        messageId: fate.message?.messageId ?? null,
        variantId: fate.message?.variantId ?? null,
        templateId: fate.message?.templateId ?? null
      }

const causeOf = ({ entry, kind, says }: PlanCauses.Cause): typeof Cause.Type => ({
  kind,
  at: entry === null ? null : Calendar.showInstant(entry.at),
  input: entry?.event._tag ?? null,
  says
})

const changeOf = (change: PlanDiff.Change, cause: PlanCauses.Cause | undefined): ReadonlyArray<Change> => {
  const { after, before, what } = change
  const fate = after ?? before
  if (fate === null) return []
  const { accountId, contactId, groupId, programId, touchId } = fate
  const place = { group: groupId, accountId, programId, touchId, contactId }
  const sides = { before: fateOf(before), after: fateOf(after) }
  return [{ what, ...place, ...sides, ...(cause === undefined ? {} : { cause: causeOf(cause) }) }]
}

/** The comparison with the plan of a file; `causes` are those of a run, one a change. */
export const encode = (
  plan: string,
  { changes, counts, grounds, others }: PlanDiff.Diff,
  causes: ReadonlyArray<PlanCauses.Cause> = []
): PlanDiffDocument => ({
  plan,
  counts,
  others,
  grounds,
  changes: changes.flatMap((change, at) => changeOf(change, causes[at]))
})
