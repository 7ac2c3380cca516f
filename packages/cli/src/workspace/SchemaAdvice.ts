/**
 * Advice for what a schema refuses in a program. A schema says what it expected; what to do instead depends on the field,
 * and is said here for those that people stumble over.
 */
import type { Finding } from "@market-of-one/core"

const table: ReadonlyArray<readonly [field: RegExp, advice: string]> = [
  [/\.fallback$/u, "add `fallback: { template: … }`: what is sent when no variant fits"],
  [/\.fallback\.template$/u, "name the template that is sent when no variant fits"],
  [/\.after$/u, "write a whole number from 1 and a unit; where there is nothing to wait for leave `after` out"],
  [/\.(?:within|timeout)$/u, "write a whole number from 1 and a unit"],
  [/\.window\.(?:from|to)$/u, 'write hours and minutes in quotes, such as "09:00"'],
  [/\.weekdays(?:\[\d+\])?$/u, "name weekdays as a list of numbers: 1 is Monday, 7 is Sunday"],
  [
    /^audience$|\.(?:when|goal|to)$/u,
    'a rule is text: quote it where YAML takes it for something else, such as when: "account.isKey"'
  ],
  [/^plays$|\.touches$/u, "a program has at least one play, and a play at least one touch"]
]

/** The finding, with advice where it had none and its field has some. */
export const add = (finding: Finding.Finding): Finding.Finding => {
  const field = finding.place?.field
  if (finding.rule !== "program/schema" || finding.advice !== undefined || field === undefined) return finding
  const advice = table.find(([pattern]) => pattern.test(field))?.[1]
  return advice === undefined ? finding : { ...finding, advice }
}
