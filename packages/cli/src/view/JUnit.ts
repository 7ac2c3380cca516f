/** Test results as JUnit XML, the format that CI systems read: a suite for each file, a case with its failure and trace. */
import { Finding } from "@market-of-one/core"
import type * as Cases from "../session/Cases.ts"

/** Signs that no XML 1.0 document may hold, escaped or not. */
const forbidden =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;"
}

/** Text as it may stand in an attribute or between tags. */
const escape = (text: string): string =>
  text.replace(forbidden, "\uFFFD").replace(/[&<>"\n\r\t]/gu, (sign) => escapes[sign] ?? sign)

const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escape(String(value))}"`))
    .join("")

const seconds = (millis: number): string => (millis / 1_000).toFixed(3)

/** Lines of a body, each escaped, their ends as they are. */
const body = (lines: ReadonlyArray<string>): string => lines.map((line) => `${escape(line)}\n`).join("")

const caseOf = ({ millis, misses, name, place, trace }: Cases.Result): string => {
  const of = attributes({ name, classname: place.file, file: place.file, line: place.line, time: seconds(millis) })
  if (misses.length === 0) return `    <testcase${of}/>\n`
  const message = misses.map(({ expected, found }) => `expected ${expected}, found ${found}`)
  const said = body([Finding.showPlace(place), ...message, "", ...trace])
  return `    <testcase${of}>\n      <failure${attributes({ type: "expectation", message: message.join("; ") })}>${said}</failure>\n    </testcase>\n`
}

const errorOf = ({ advice, message, place, rule }: Finding.Finding): string => {
  const of = attributes({
    name: Finding.showPlace(place),
    classname: place?.file,
    file: place?.file,
    line: place?.line
  })
  const said = body([message, ...(advice === undefined ? [] : [advice])])
  return `    <testcase${of}>\n      <error${attributes({ type: rule, message })}>${said}</error>\n    </testcase>\n`
}

/** The document. */
export const make = ({ files, findings, results }: Cases.Outcome): string => {
  const suites = files.map((file) => {
    const cases = results.filter(({ place }) => place.file === file)
    const errors = findings.filter(({ place }) => place?.file === file)
    const failures = cases.filter(({ misses }) => misses.length > 0).length
    const time = cases.reduce((sum, { millis }) => sum + millis, 0)
    const tests = cases.length + errors.length
    const xml = `  <testsuite${attributes({ name: file, tests, failures, errors: errors.length, time: seconds(time) })}>\n${cases.map(caseOf).join("")}${errors.map(errorOf).join("")}  </testsuite>\n`
    return { xml, tests, failures, errors: errors.length, time }
  })
  const sum = (key: "tests" | "failures" | "errors" | "time"): number => suites.reduce((all, one) => all + one[key], 0)
  const of = attributes({
    name: "abm test",
    tests: sum("tests"),
    failures: sum("failures"),
    errors: sum("errors"),
    time: seconds(sum("time"))
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${of}>\n${suites.map(({ xml }) => xml).join("")}</testsuites>\n`
}
