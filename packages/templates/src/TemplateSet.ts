/**
 * A template set is a folder of templates, read, checked and compiled once. One template that is broken stops no other:
 * it is in the set with its findings, and every attempt to render it fails with the first of them.
 */
import { Finding, Hash, MessageBrief, Renderer } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import * as Data from "./Data.ts"
import * as Environment from "./Environment.ts"
import * as FieldTree from "./FieldTree.ts"
import * as Library from "./Library.ts"
import * as PlainText from "./PlainText.ts"
import { Stop } from "./Stop.ts"
import * as Syntax from "./Syntax.ts"
import * as TemplateCheck from "./TemplateCheck.ts"
import * as TemplateFile from "./TemplateFile.ts"

/** One file of templates: `path` is relative to the folder of templates, such as `retain/hello.en.hbs`. */
export type Source = Library.Source

/** One template. `hash` names its source and that of its text part, layout and partials; `findings` are about all of them. */
export interface Template {
  readonly id: string
  readonly file: string
  readonly hash: string
  readonly frontMatter: TemplateFile.FrontMatter
  readonly findings: ReadonlyArray<Finding.Finding>
  /** Fails with RenderFailed when a value is missing, the result is too large, or the template has an error. */
  readonly render: (brief: MessageBrief.MessageBrief) => Effect.Effect<Renderer.RenderedMessage, Renderer.RenderFailed>
}

/** Templates by id (`retain/hello.en`), and every finding about the folder, in the order of files and lines. */
export interface TemplateSet {
  readonly templates: ReadonlyMap<string, Template>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** How a set is compiled; everything has a default. */
export interface Options {
  /** What comes before the path of a source in findings, such as `templates`. */
  readonly folder?: string
  /** What templates may name: the message brief. */
  readonly schema?: Schema.Top
  readonly limits?: Environment.Limits
}

type Files = ReadonlyMap<string, { readonly file: string; readonly text: string }>

const failed = (id: string, reason: Renderer.RenderFailed["reason"], said: string, field?: string) =>
  new Renderer.RenderFailed({
    reason,
    templateId: id,
    message: `template ${id}: ${said}`,
    retryable: false,
    ...(field === undefined ? {} : { field })
  })

/** A failure that says nothing of the recipient: what Handlebars says of an error may hold a value. */
const failureOf = (id: string, cause: unknown): Renderer.RenderFailed =>
  cause instanceof Stop
    ? failed(id, cause.reason, cause.message, cause.field)
    : failed(id, "broken template", `rendering ended with ${cause instanceof Error ? cause.name : "an error"}`)

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").trim()

const layoutCall = (layout: string): Syntax.PartialBlock | undefined => {
  const [node] =
    (
      Syntax.parse({ file: "", text: `{{#> layouts/${layout}}}{{/layouts/${layout}}}`, line: 1, column: 1 }) as {
        readonly parsed?: Syntax.Parsed
      }
    ).parsed?.program.body ?? []
  return node?.type === "PartialBlockStatement" ? node : undefined
}

const inLayout = (layout: string | undefined, program: Syntax.Program): Syntax.Program => {
  const call = layout === undefined ? undefined : layoutCall(layout)
  return call === undefined ? program : { type: "Program", body: [{ ...call, program }] }
}

interface Compiler {
  readonly files: Files
  readonly library: Library.Library
  readonly root: FieldTree.Field
  readonly limits: Environment.Limits
  readonly environment: (locale: string, context: "html" | "plain") => Environment.Environment
}

const assemble = (
  template: TemplateFile.TemplateFile,
  library: Library.Library,
  ownText: { readonly file: string; readonly text: string } | undefined
): { readonly assembled: TemplateCheck.Assembled; readonly findings: ReadonlyArray<Finding.Finding> } => {
  const wanted = template.frontMatter.layout
  const layout = library.parts.has(`layouts/${wanted}`) ? wanted : undefined
  const body = Library.part(template.body, ownText)
  const findings = [...body.findings]
  const parse = (fragment: Syntax.Fragment): Syntax.Parsed => {
    const read = Syntax.parse(fragment)
    if (read.ok) return read.parsed
    findings.push(read.finding)
    return { fragment, program: { type: "Program", body: [] } }
  }
  const assembled = {
    template,
    body: body.part,
    html: inLayout(layout, body.part.html.program),
    plain: inLayout(layout, body.part.plain.program),
    subject: parse(template.subject),
    ...(template.preheader === undefined ? {} : { preheader: parse(template.preheader) })
  }
  return { assembled, findings }
}

/** The rendering itself; throws a Stop where it cannot go on. */
const rendererOf = (id: string, hash: string, assembled: TemplateCheck.Assembled, compiler: Compiler) => {
  const { locale } = assembled.template.frontMatter
  const fallbacks = Data.fallbacks(assembled.template.frontMatter.fallbacks)
  const { mostCharacters } = compiler.limits
  const plain = compiler.environment(locale, "plain")
  const subjectOf = plain.compile(assembled.subject.program)
  const preheaderOf = assembled.preheader && plain.compile(assembled.preheader.program)
  const htmlOf = compiler.environment(locale, "html").compile(assembled.html)
  const textOf = plain.compile(assembled.plain)
  const bounded = (text: string): string => {
    if (text.length <= mostCharacters) return text
    throw new Stop("too large", `a part has more than ${mostCharacters} characters`)
  }
  return (brief: MessageBrief.MessageBrief): Renderer.RenderedMessage => {
    const data = Data.of(brief, fallbacks)
    const subject = oneLine(bounded(subjectOf(data, {})))
    if (subject === "") throw new Stop("missing value", "the subject is empty for this recipient", "subject")
    const preheader = preheaderOf && oneLine(bounded(preheaderOf(data, {})))
    const shown = { subject, preheader }
    return {
      templateId: id,
      templateHash: hash,
      locale,
      subject,
      html: bounded(htmlOf(data, shown)),
      text: PlainText.tidy(bounded(textOf(data, shown))),
      ...(preheader === undefined ? {} : { preheader })
    }
  }
}

const templateOf = (id: string, template: TemplateFile.TemplateFile, compiler: Compiler): Template => {
  const { files, library, root } = compiler
  const { assembled, findings } = assemble(template, library, files.get(`${id}.txt`))
  const checked = TemplateCheck.check(assembled, library, root)
  const shared = [...checked.uses].flatMap((name) => library.parts.get(name)?.files ?? [])
  const all = [...findings, ...checked.findings, ...shared.flatMap((file) => library.findings.get(file) ?? [])]
  const sources = new Set([...assembled.body.files, ...shared])
  const hash = Hash.ofValue(
    [...files.values()]
      .filter(({ file }) => sources.has(file))
      .map(({ file, text }) => [file, TemplateFile.normalize(text)])
  )
  const error = all.find(({ severity }) => severity === "error")
  const broken =
    error && failed(id, "broken template", [Finding.showPlace(error.place), error.message].filter(Boolean).join(" "))
  const render = rendererOf(id, hash, assembled, compiler)
  return {
    id,
    file: template.file,
    hash,
    frontMatter: template.frontMatter,
    findings: all,
    render: (brief) =>
      broken === undefined
        ? Effect.try({ try: () => render(brief), catch: (cause) => failureOf(id, cause) })
        : Effect.fail(broken)
  }
}

const byPlace = (a: Finding.Finding, b: Finding.Finding): number => {
  const [one, two] = [a.place ?? {}, b.place ?? {}]
  if (one.file !== two.file) return (one.file ?? "") < (two.file ?? "") ? -1 : 1
  return (one.line ?? 0) - (two.line ?? 0) || (one.column ?? 0) - (two.column ?? 0)
}

const stray = (file: string, message: string, advice: string): Finding.Finding => ({
  severity: "warning",
  rule: "template/stray-file",
  message,
  advice,
  place: { file }
})

const filesOf = (sources: ReadonlyArray<Source>, folder: string | undefined) => {
  const files = new Map<string, { readonly file: string; readonly text: string }>()
  const findings: Array<Finding.Finding> = []
  for (const { path, text } of sources.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const file = folder === undefined ? path : `${folder}/${path}`
    if (path.endsWith(".hbs")) files.set(path.slice(0, -".hbs".length), { file, text })
    else findings.push(stray(file, "the file is not a template", "end its name in .hbs, or move it away"))
  }
  for (const [id, { file }] of files) {
    if (!id.endsWith(".txt") || files.has(id.slice(0, -".txt".length))) continue
    findings.push(
      stray(file, "the text part belongs to no template", `add ${id.slice(0, -".txt".length)}.hbs beside it`)
    )
  }
  return { files, findings }
}

const environments = (library: Library.Library, limits: Environment.Limits): Compiler["environment"] => {
  const made = new Map<string, Environment.Environment>()
  return (locale, context) => {
    const key = `${context} ${locale}`
    let environment = made.get(key)
    if (environment === undefined) {
      const partials = new Map([...library.parts].map(([name, part]) => [name, part[context].program] as const))
      made.set(key, (environment = Environment.make(locale, context, partials, limits)))
    }
    return environment
  }
}

/** Reads, checks and compiles a folder of templates. Never fails: what is wrong is in the findings. */
export const compile = (sources: ReadonlyArray<Source>, options: Options = {}): TemplateSet => {
  const { files, findings } = filesOf(sources, options.folder)
  const library = Library.read(files)
  const limits = options.limits ?? Environment.standardLimits
  const root = FieldTree.make(options.schema ?? MessageBrief.MessageBrief)
  const compiler: Compiler = { files, library, root, limits, environment: environments(library, limits) }
  const templates = new Map<string, Template>()
  const all = [...findings, ...[...library.findings.values()].flat()]
  for (const [id, { file, text }] of files) {
    if (Library.nameOf(id) !== undefined || id.endsWith(".txt")) continue
    const read = TemplateFile.read(file, text)
    all.push(...read.findings)
    if (read.template === undefined) continue
    const template = templateOf(id, read.template, compiler)
    templates.set(id, template)
    all.push(...template.findings)
  }
  const unique = new Map(all.map((one) => [`${one.rule} ${Finding.showPlace(one.place)} ${one.message}`, one]))
  return { templates, findings: [...unique.values()].toSorted(byPlace) }
}
