/**
 * The library is what templates share: partials and layouts, parsed, each with its plain-text side. A layout is a
 * partial whose name begins with `layouts/`.
 */
import type { Finding } from "@market-of-one/core"
import * as MarkupCheck from "./MarkupCheck.ts"
import * as PlainText from "./PlainText.ts"
import * as Syntax from "./Syntax.ts"
import { normalize } from "./TemplateFile.ts"

/** One file of templates: `path` is relative to the folder of templates, with `/` between its parts. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** A part of a library or a template: its HTML, and its plain text, own or derived. */
export interface Part {
  readonly files: ReadonlyArray<string>
  readonly html: Syntax.Parsed
  readonly plain: Syntax.Parsed
  readonly markup: MarkupCheck.Markup
}

/** Everything that templates share, and what is wrong with it by file. */
export interface Library {
  readonly parts: ReadonlyMap<string, Part>
  readonly findings: ReadonlyMap<string, ReadonlyArray<Finding.Finding>>
}

const whole = (file: string, source: string): Syntax.Fragment => ({ file, text: normalize(source), line: 1, column: 1 })
const nothing = (fragment: Syntax.Fragment): Syntax.Parsed => ({ fragment, program: { type: "Program", body: [] } })

/** Reads the two sides of a part. A side that cannot be parsed is empty, with a finding. */
export const part = (
  html: Syntax.Fragment,
  ownText: { readonly file: string; readonly text: string } | undefined
): { readonly part: Part; readonly findings: ReadonlyArray<Finding.Finding> } => {
  const findings: Array<Finding.Finding> = []
  const parse = (fragment: Syntax.Fragment): Syntax.Parsed => {
    const read = Syntax.parse(fragment)
    if (read.ok) return read.parsed
    findings.push(read.finding)
    return nothing(fragment)
  }
  const parsed = parse(html)
  const plain =
    ownText === undefined
      ? { fragment: html, program: PlainText.derive(parsed.program) }
      : parse(whole(ownText.file, ownText.text))
  const markup = MarkupCheck.check(parsed)
  findings.push(...markup.findings, ...MarkupCheck.leftOvers(parsed))
  if (ownText !== undefined) findings.push(...MarkupCheck.leftOvers(plain))
  const files = [html.file, ...(ownText === undefined ? [] : [ownText.file])]
  return { part: { files, html: parsed, plain, markup }, findings }
}

/** The name under which a shared file is called; undefined for templates: `partials/footer.en.hbs` is `footer.en`. */
export const nameOf = (id: string): string | undefined =>
  id.startsWith("partials/") ? id.slice("partials/".length) : id.startsWith("layouts/") ? id : undefined

/** Reads what is shared, from sources by id (the path without `.hbs`; a text side ends in `.txt`). */
export const read = (sources: ReadonlyMap<string, { readonly file: string; readonly text: string }>): Library => {
  const parts = new Map<string, Part>()
  const findings = new Map<string, ReadonlyArray<Finding.Finding>>()
  for (const [id, source] of sources) {
    const name = nameOf(id)
    if (name === undefined || id.endsWith(".txt")) continue
    const read = part(whole(source.file, source.text), sources.get(`${id}.txt`))
    parts.set(name, read.part)
    for (const file of read.part.files) {
      findings.set(
        file,
        read.findings.filter((finding) => finding.place?.file === file)
      )
    }
  }
  return { parts, findings }
}
