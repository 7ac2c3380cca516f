/**
 * A template file is front matter between two lines `---` and a body. The front matter is YAML of one schema; every
 * finding about it has the line and column of the key or value it is about.
 */
import { Finding, Reading } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as Yaml from "yaml"
import type { Fragment } from "./Syntax.ts"

const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** What stands above the body. Subject and preheader are Handlebars; `fallbacks` are by field: `contact.firstName`. */
export const FrontMatter = Schema.Struct({
  subject: Schema.String.annotate({ description: "the subject, with Handlebars" }),
  preheader: Schema.optionalKey(
    Schema.String.annotate({ description: "the line that clients show beside the subject, with Handlebars" })
  ),
  locale: Schema.String.check(
    Schema.makeFilter((tag: string) => isLocale(tag) || "expected a language tag of BCP 47, such as en or de-CH")
  ).annotate({ description: "the language it is written in: helpers format in it" }),
  class: Schema.Literals(["promotional", "service"])
    .annotate({ description: "promotional mail needs an unsubscribe and a postal address" })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed("promotional" as const))),
  topic: Schema.optionalKey(Schema.String.annotate({ description: "the consent topic" })),
  slot: Schema.optionalKey(Schema.String.annotate({ description: "the slot it is written for" })),
  layout: Schema.optionalKey(Schema.String.annotate({ description: "a file of layouts/, without its extension" })),
  fallbacks: Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Finite, Schema.Boolean]))
    .annotate({ description: "what stands in for a field that is missing" })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
})
export type FrontMatter = typeof FrontMatter.Type

/** A template as written. `placeOf` gives the place of a front matter key's value, or of the file when it has none. */
export interface TemplateFile {
  readonly file: string
  readonly frontMatter: FrontMatter
  readonly subject: Fragment
  readonly preheader?: Fragment
  readonly body: Fragment
  readonly placeOf: (path: ReadonlyArray<string>, part?: "key" | "value") => Finding.Place
}

/** Text without a byte order mark and with one kind of line end; lines and columns stay what they were. */
export const normalize = (text: string): string => text.replace(/^\uFEFF/u, "").replace(/\r\n?/gu, "\n")

const frontMatterLine = 2
const problem = (place: Finding.Place, message: string, advice: string): Finding.Finding => ({
  severity: "error",
  rule: "template/front-matter",
  message,
  advice,
  place
})

interface Yamled {
  readonly document: Yaml.Document
  readonly text: string
  readonly at: (offset: number) => { readonly line: number; readonly column: number }
}

const pairAt = (document: Yaml.Document, path: ReadonlyArray<string>): Yaml.Pair | undefined => {
  const owner = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!Yaml.isMap(owner)) return undefined
  return owner.items.find((pair) => Yaml.isScalar(pair.key) && String(pair.key.value) === path.at(-1))
}

const offsetOf = (document: Yaml.Document, path: ReadonlyArray<string>, part: "key" | "value"): number | undefined => {
  for (let length = path.length; length > 0; length -= 1) {
    const pair = pairAt(document, path.slice(0, length))
    const node = part === "value" && length === path.length && pair?.value !== null ? pair?.value : pair?.key
    if (Yaml.isNode(node) && node.range) return node.range[0]
  }
  return undefined
}

/** Where the text of a scalar begins: behind the quote, where the value is written as it is read; else at its start. */
const textOf = (file: string, yaml: Yamled, key: string, value: string): Fragment => {
  const start = offsetOf(yaml.document, [key], "value") ?? 0
  const quoted = /["']/u.test(yaml.text[start] ?? "") ? 1 : 0
  const offset = yaml.text.startsWith(value, start + quoted) ? start + quoted : start
  return { file, text: value, ...yaml.at(offset) }
}

const known = Object.keys(FrontMatter.fields)
const describe = SchemaIssue.makeFormatterStandardSchemaV1()

const issuesOf = (issue: SchemaIssue.Issue, place: TemplateFile["placeOf"]): ReadonlyArray<Finding.Finding> =>
  describe(issue).issues.map(({ message, path = [] }) => {
    const keys = path.map((part) => String(typeof part === "object" ? part.key : part))
    const key = keys[0] ?? ""
    if (keys.length === 1 && !known.includes(key)) {
      const near = Reading.nearest(key, known)
      const advice = near === undefined ? `known keys: ${known.join(", ")}` : `did you mean "${near}"?`
      return problem(place(keys, "key"), `the front matter has no key "${key}"`, advice)
    }
    if (/missing/iu.test(message)) {
      return problem(place(keys), `the front matter has no ${keys.join(".")}`, `add a line \`${key}: …\``)
    }
    const said = `${message.charAt(0).toLowerCase()}${message.slice(1)}`
    return problem(place(keys), `${keys.join(".") || "the front matter"}: ${said}`, "correct the value")
  })

/** The value of a document; an alias that names nothing, or too many of them, is found only here. */
const valueOf = (
  document: Yaml.Document.Parsed
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string } => {
  try {
    return { ok: true, value: document.toJS() }
  } catch (error) {
    return { ok: false, message: `the front matter cannot be read: ${error instanceof Error ? error.message : "YAML"}` }
  }
}

/** A template from the text of its file, or the findings that say why there is none (`template/front-matter`). */
export const read = (
  file: string,
  source: string
): { readonly template?: TemplateFile; readonly findings: ReadonlyArray<Finding.Finding> } => {
  const text = normalize(source)
  const parts = /^---[ \t]*\n([\s\S]*?\n|)---[ \t]*(?:\n|$)/u.exec(text)
  if (parts === null) {
    const advice = "begin it with a line ---, then subject and locale, then a line ---"
    return { findings: [problem({ file, line: 1, column: 1 }, "the template has no front matter", advice)] }
  }
  const head = parts[1] ?? ""
  const lines = new Yaml.LineCounter()
  const document = Yaml.parseDocument(head, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: line + frontMatterLine - 1, column: col }
  }
  const placeOf: TemplateFile["placeOf"] = (path, part = "value") => {
    const offset = offsetOf(document, path, part)
    return offset === undefined ? { file, line: 1, column: 1 } : { file, ...at(offset) }
  }
  if (document.errors.length > 0) {
    const advice = "quote values that hold {{ }} or a colon"
    return {
      findings: document.errors.map((error) =>
        problem({ file, ...at(error.pos[0]) }, `the front matter is not YAML: ${error.message}`, advice)
      )
    }
  }
  const written = valueOf(document)
  if (!written.ok) return { findings: [problem({ file, line: 1, column: 1 }, written.message, "write the value out")] }
  const decoded = Schema.decodeUnknownResult(FrontMatter, { errors: "all", onExcessProperty: "error" })(
    written.value ?? {}
  )
  if (Result.isFailure(decoded)) return { findings: issuesOf(decoded.failure.issue, placeOf) }
  const frontMatter = decoded.success
  const yaml = { document, text: head, at }
  const template: TemplateFile = {
    file,
    frontMatter,
    placeOf,
    subject: textOf(file, yaml, "subject", frontMatter.subject),
    body: { file, text: text.slice(parts[0].length), line: parts[0].split("\n").length, column: 1 },
    ...(frontMatter.preheader === undefined
      ? {}
      : { preheader: textOf(file, yaml, "preheader", frontMatter.preheader) })
  }
  return { template, findings: [] }
}
