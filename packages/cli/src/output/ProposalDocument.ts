/** The document that `abm import --json` prints. */
import { Finding, type Proposal, RecordKind, Source } from "@market-of-one/core"
import * as Schema from "effect/Schema"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const kinds = RecordKind.names as [RecordKind.KindName, ...Array<RecordKind.KindName>]

/** What reading all rows by the proposal comes to. */
export const Trial = Schema.Struct({
  read: Count,
  accepted: Count,
  unchanged: Count,
  updated: Count,
  rejected: Count,
  /** The first row of each reason. */
  reasons: Schema.Array(Schema.Struct({ rule: Schema.String, rows: Count, first: Finding.Finding }))
})
export type Trial = typeof Trial.Type

/** The document of `abm import --json`. Lines and places of columns count from 1. */
export const ProposalDocument = Schema.Struct({
  file: Schema.String,
  kind: Schema.NullOr(Schema.Literals(kinds)),
  preset: Schema.NullOr(Schema.Literals(Source.presetNames)),
  rows: Count,
  /** How the file is written, and by what that is known. */
  parts: Schema.Array(Schema.Struct({ part: Schema.String, value: Schema.String, because: Schema.String })),
  columns: Schema.Array(
    Schema.Struct({
      column: Schema.String,
      place: Count,
      fields: Schema.Array(Schema.String),
      samples: Schema.Array(Schema.Struct({ line: Count, value: Schema.String }))
    })
  ),
  unmapped: Schema.Array(Schema.String),
  /** What must be answered before the file can be read; empty is good. */
  questions: Schema.Array(Finding.Finding),
  /** What stands under `sources` in abm.yaml; null while nothing can be read. */
  source: Schema.NullOr(Source.Source),
  trial: Schema.NullOr(Trial),
  /** Whether abm.yaml was changed. */
  written: Schema.Boolean
})

/** The document of a proposal. */
export const encode = (
  proposal: Proposal.Proposal,
  trial: Trial | null,
  written: boolean
): typeof ProposalDocument.Encoded => {
  const { columns, file, kind, parts, preset, questions, rows, source, unmapped } = proposal
  const said = { file, kind, preset, rows, parts, columns, unmapped, questions, source }
  return Schema.encodeSync(ProposalDocument)({ ...said, trial, written })
}
