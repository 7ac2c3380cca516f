/** Advice beside what a schema refused in a program, where the finding has none. */
import { type Finding, SchemaAdvice } from "@market-of-one/core"

/** The finding, with advice where it had none and its field has some. */
export const add = (finding: Finding.Finding): Finding.Finding => {
  const field = finding.place?.field
  if (finding.rule !== "program/schema" || finding.advice !== undefined || field === undefined) return finding
  const advice = SchemaAdvice.of(field)
  return advice === undefined ? finding : { ...finding, advice }
}
