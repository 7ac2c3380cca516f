/**
 * A finding is a value that says what is wrong or worth knowing, where, and what to do about it. Bad rows, misspelt
 * fields, unreachable steps and odd portfolios are all findings; a list of findings that is empty is good news.
 */
import * as Schema from "effect/Schema"

/** How much a finding matters: an `error` makes `abm check` exit with 1, a `warning` does not, an `info` is only said. */
export const Severity = Schema.Literals(["error", "warning", "info"])
export type Severity = typeof Severity.Type

/** Where a finding was made. `line` and `column` count from 1; `field` is the column's or property's name. */
export const Place = Schema.Struct({
  file: Schema.optionalKey(Schema.String),
  line: Schema.optionalKey(Schema.Int),
  column: Schema.optionalKey(Schema.Int),
  field: Schema.optionalKey(Schema.String)
})
export type Place = typeof Place.Type

/** One finding: a stable rule id, a sentence that names the thing it is about, its place, and advice. */
export const Finding = Schema.Struct({
  severity: Severity,
  /** Stable, kebab-case, prefixed by its area: `import/bad-date`, `rule/unknown-field`. */
  rule: Schema.String,
  message: Schema.String,
  advice: Schema.optionalKey(Schema.String),
  place: Schema.optionalKey(Place)
})
export type Finding = typeof Finding.Type

/** Whether any of the findings is an error. */
export const hasError = (findings: ReadonlyArray<Finding>): boolean =>
  findings.some((finding) => finding.severity === "error")

/** `file:line:column`, as editors and terminals link it; empty when the place is unknown. */
export const showPlace = (place: Place | undefined): string =>
  place === undefined
    ? ""
    : [place.file ?? "", place.line, place.column].filter((part) => part !== undefined && part !== "").join(":")
