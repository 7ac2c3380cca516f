/** Where a fact came from: which source, which row, which revision of the data. */
import * as Schema from "effect/Schema"

/** The origin of one record. `line` counts from 1 and includes the header; `revision` names the import that brought it. */
export const Provenance = Schema.Struct({
  source: Schema.String,
  file: Schema.optionalKey(Schema.String),
  line: Schema.optionalKey(Schema.Int),
  revision: Schema.optionalKey(Schema.String)
})
export type Provenance = typeof Provenance.Type
