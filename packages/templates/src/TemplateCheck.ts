/**
 * The check of one template with all that it draws in: its front matter, subject, HTML and text. Everything it says has
 * a place in the file that the author edits. An error makes the template unusable; a warning does not.
 */
import { Finding, MessageReview } from "@market-of-one/core"
import * as FieldCheck from "./FieldCheck.ts"
import * as FieldTree from "./FieldTree.ts"
import type { Field } from "./FieldTree.ts"
import * as Kinds from "./Kinds.ts"
import type { Library, Part } from "./Library.ts"
import * as MarkupCheck from "./MarkupCheck.ts"
import * as OfferCheck from "./OfferCheck.ts"
import type { Parsed, Program, Statement } from "./Syntax.ts"
import type { TemplateFile } from "./TemplateFile.ts"

/** A template, read and put together: `body` is its own file, `html` and `plain` are in their layout. */
export interface Assembled {
  readonly template: TemplateFile
  readonly body: Part
  readonly html: Program
  readonly plain: Program
  readonly subject: Parsed
  readonly preheader?: Parsed
}

/** Findings about a template, and the names of the partials and the layout that it draws in. */
export interface Checked {
  readonly findings: ReadonlyArray<Finding.Finding>
  readonly uses: ReadonlySet<string>
}

/** RFC 5322, section 2.1.1: a line should have no more than 78 characters. */
const mostSubjectCharacters = 78

const finding = (
  severity: Finding.Severity,
  rule: string,
  place: Finding.Place,
  message: string,
  advice: string
): Finding.Finding => ({ severity, rule: `template/${rule}`, message, advice, place })

const checkFallbacks = ({ frontMatter, placeOf }: TemplateFile, root: Field): ReadonlyArray<Finding.Finding> =>
  Object.entries(frontMatter.fallbacks).flatMap(([path, value]) => {
    const parts = path.split(".")
    const field = parts.reduce<Field | undefined>((owner, name) => owner && FieldTree.child(owner, name), root)
    const keyPlace = placeOf(["fallbacks", path], "key")
    if (field === undefined) {
      const [near] = FieldTree.pathsTo(root, parts.at(-1) ?? "")
      const advice = near === undefined ? "name a field of the message brief" : `did you mean ${near}?`
      return [finding("error", "unknown-field", keyPlace, `there is no field ${path} to fall back for`, advice)]
    }
    const given = Kinds.ofValue(value)
    const isBlank = typeof value === "string" && value.trim() === ""
    if (!isBlank && Kinds.accepts(field.kind, given)) return []
    const kind = isBlank ? "blank" : Kinds.word(given.kind)
    const message = `the fallback for ${path} is ${kind}, and the field is ${Kinds.word(field.kind)}`
    return [
      finding("error", "wrong-fallback", placeOf(["fallbacks", path]), message, "give a value of the field's kind")
    ]
  })

const literalText = (program: Program): string =>
  program.body.map((node) => (node.type === "ContentStatement" ? node.value : "")).join("")

const checkHead = ({ template, subject }: Assembled): ReadonlyArray<Finding.Finding> => {
  const { frontMatter, placeOf } = template
  const found: Array<Finding.Finding> = []
  if (frontMatter.subject.trim() === "") {
    found.push(finding("error", "empty-subject", placeOf(["subject"]), "the subject is empty", "write one"))
  }
  const length = Array.from(literalText(subject.program)).length
  if (length > mostSubjectCharacters) {
    const message = `the subject has ${length} characters before any value is filled in`
    const advice = `keep it to ${mostSubjectCharacters}: longer ones are cut off`
    found.push(finding("warning", "long-subject", placeOf(["subject"]), message, advice))
  }
  if (frontMatter.preheader === undefined || frontMatter.preheader.trim() === "") {
    const advice = "add `preheader:` and show {{@preheader}} at the top of the body"
    found.push(finding("warning", "no-preheader", placeOf(["preheader"]), "the template has no preheader", advice))
  }
  return found
}

const checkDocument = (assembled: Assembled, parts: ReadonlyArray<Part>): ReadonlyArray<Finding.Finding> => {
  const { file } = assembled.template
  const top = { file, line: 1, column: 1 }
  const html = parts.map(({ markup }) => markup.html).find((one) => one !== undefined)
  const found: Array<Finding.Finding> = []
  if (html?.hasLang !== true) {
    const advice = 'write <html lang="{{@locale}}">'
    found.push(finding("warning", "no-lang", html?.place ?? top, "the document does not say its language", advice))
  }
  if (!parts.some(({ markup }) => markup.hasTitle)) {
    const advice = "write <title>{{@subject}}</title> in its head"
    found.push(finding("warning", "no-title", html?.place ?? top, "the document has no title", advice))
  }
  return found
}

const checkPreheader = ({ template }: Assembled, uses: FieldCheck.Walked["uses"]): ReadonlyArray<Finding.Finding> => {
  if (template.preheader === undefined || uses.has("@preheader")) return []
  const advice = 'write <div style="display:none">{{@preheader}}</div> at the top of the body'
  const place = template.placeOf(["preheader"])
  return [finding("warning", "preheader-not-shown", place, "the HTML does not show the preheader", advice)]
}

/** What the law asks of promotional mail, in both parts: a recipient sees only one of them. */
const checkPromotion = (file: string, uses: FieldCheck.Walked["uses"]): ReadonlyArray<Finding.Finding> => {
  const top = { file, line: 1, column: 1 }
  const found: Array<Finding.Finding> = []
  if (!uses.has("unsubscribe.mailto") && uses.get("unsubscribe.url") !== true) {
    const message = "a promotional template has no unsubscribe for every recipient, in its HTML or in its text"
    const advice = 'add <a href="mailto:{{url unsubscribe.mailto}}">…</a>'
    found.push(finding("error", "no-unsubscribe", top, message, advice))
  }
  if (!uses.has("sender.postalAddress")) {
    const message = "a promotional template has no postal address, in its HTML or in its text"
    found.push(finding("error", "no-postal-address", top, message, "add {{sender.postalAddress}}"))
  }
  return found
}

const hasBody = (program: Program | undefined): boolean =>
  (program?.body ?? []).some((node: Statement) => {
    if (node.type === "PartialStatement") return "original" in node.name && node.name.original === "@partial-block"
    if (node.type === "BlockStatement") return hasBody(node.program) || hasBody(node.inverse)
    return node.type === "PartialBlockStatement" && hasBody(node.program)
  })

const checkLayout = ({ template }: Assembled, library: Library): ReadonlyArray<Finding.Finding> => {
  const { layout } = template.frontMatter
  if (layout === undefined) return []
  const part = library.parts.get(`layouts/${layout}`)
  const place = template.placeOf(["layout"])
  if (part === undefined) {
    return [finding("error", "unknown-layout", place, `there is no layout ${layout}`, `add layouts/${layout}.hbs`)]
  }
  return [part.html, part.plain]
    .filter(({ program }) => !hasBody(program))
    .map(({ fragment: { file } }) => {
      const message = `the layout ${layout} does not show the body`
      return finding("error", "layout-without-body", { file, line: 1, column: 1 }, message, "add {{> @partial-block}}")
    })
}

const unique = (findings: ReadonlyArray<Finding.Finding>): ReadonlyArray<Finding.Finding> => [
  ...new Map(findings.map((one) => [`${one.rule} ${Finding.showPlace(one.place)} ${one.message}`, one])).values()
]

/** Checks a template against what it may name. */
export const check = (assembled: Assembled, library: Library, root: Field): Checked => {
  const { template, body, subject, preheader } = assembled
  const { locale, fallbacks, layout, class: kind } = template.frontMatter
  const isWhole = layout === undefined || library.parts.has(`layouts/${layout}`)
  const text: Field = { kind: "text", optional: false }
  const side = (name: "html" | "plain"): FieldCheck.Walk => ({
    root,
    locale,
    partials: new Map([...library.parts].map(([key, part]) => [key, part[name]] as const)),
    fallbacks: Object.keys(fallbacks),
    variables: new Map([
      ["locale", text],
      ["subject", text],
      ["preheader", text]
    ])
  })
  const head = { ...side("plain"), variables: new Map([["locale", text]]) }
  const html = FieldCheck.walk(assembled.html, body.html.fragment, side("html"))
  const plain = FieldCheck.walk(assembled.plain, body.plain.fragment, side("plain"))
  const heads = [subject, ...(preheader === undefined ? [] : [preheader])]
  const walked = [...heads.map(({ program, fragment }) => FieldCheck.walk(program, fragment, head)), html, plain]
  const uses = new Set(walked.flatMap(({ partials }) => [...partials]))
  const parts = [body, ...[...uses].flatMap((name) => library.parts.get(name) ?? [])]
  const size = parts.reduce((sum, part) => sum + MarkupCheck.bytes(part.html.program), 0)
  const most = MessageReview.mostHtmlBytes
  const findings = [
    ...checkHead(assembled),
    ...checkFallbacks(template, root),
    ...checkLayout(assembled, library),
    ...walked.flatMap((walk) => walk.findings),
    ...OfferCheck.check(template, [...heads, ...parts.flatMap((part) => [part.html, part.plain])]),
    ...heads.flatMap(MarkupCheck.leftOvers),
    // Without its layout a template lacks all that the layout would have brought.
    ...(isWhole ? [...checkPreheader(assembled, html.uses), ...checkDocument(assembled, parts)] : []),
    ...(isWhole && kind === "promotional" ? checkPromotion(template.file, html.uses) : []),
    ...(isWhole && kind === "promotional" ? checkPromotion(body.plain.fragment.file, plain.uses) : []),
    ...(size > most
      ? [
          finding(
            "error",
            "too-large",
            { file: template.file, line: 1, column: 1 },
            `the HTML has ${size} bytes before any value is filled in, and mail above ${most} is clipped`,
            "shorten it, or move style and images out"
          )
        ]
      : [])
  ]
  return { findings: unique(findings), uses }
}
