/** The document that `abm merge --json` prints: its published schema, and a review in its words. No address is in it. */
import { Calendar, type MergeProposal, MergeVerdict } from "@market-of-one/core"
import * as Schema from "effect/Schema"

const Word = Schema.Struct({
  kind: MergeVerdict.MergeKind,
  keep: Schema.String,
  drop: Schema.String,
  verdict: MergeVerdict.MergeWord,
  at: Schema.String,
  by: Schema.String,
  note: Schema.NullOr(Schema.String)
})

/** The document. Instants are ISO 8601; `shared` is null where it is an address. */
export const MergeDocument = Schema.Struct({
  open: Schema.Array(
    Schema.Struct({
      kind: MergeVerdict.MergeKind,
      keep: Schema.String,
      drop: Schema.String,
      strength: Schema.Finite,
      evidence: Schema.Array(
        Schema.Struct({ ground: Schema.String, strength: Schema.Finite, shared: Schema.NullOr(Schema.String) })
      ),
      history: Schema.Array(Word)
    })
  ),
  /** What holds. The last word on the two is null where several words lead from one to the other. */
  merged: Schema.Array(
    Schema.Struct({
      kind: MergeVerdict.MergeKind,
      keep: Schema.String,
      drop: Schema.String,
      last: Schema.NullOr(Word)
    })
  ),
  different: Schema.Array(Word)
})
export type MergeDocument = typeof MergeDocument.Type

const wordOf = ({ at, by, drop, keep, kind, note, verdict }: MergeVerdict.MergeVerdict): typeof Word.Type => ({
  kind,
  keep,
  drop,
  verdict,
  at: Calendar.showInstant(at),
  by,
  note: note ?? null
})

/** The document of a review. */
export const encode = ({ different, merged, open }: MergeProposal.Review): typeof MergeDocument.Encoded =>
  Schema.encodeSync(MergeDocument)({
    open: open.map(({ drop, evidence, history, keep, kind, strength }) => ({
      kind,
      keep,
      drop,
      strength,
      evidence,
      history: history.map(wordOf)
    })),
    merged: merged.map(({ drop, keep, kind, last }) => ({
      kind,
      keep,
      drop,
      last: last === undefined ? null : wordOf(last)
    })),
    different: different.map(wordOf)
  })
