/** YAML files read so that every finding about a value can say on which line and column the value stands. */
import type { Finding } from "@market-of-one/core"
import { isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from "yaml"

/** Keys and indexes from the root of the file. */
export type Path = ReadonlyArray<string | number>

/** A file that could be parsed. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  /** Where the value at a path stands; the nearest one above it when it is not there. */
  readonly placeOf: (path: Path, part?: "key" | "value") => Finding.Place
  /** Where a character of the text at a path stands, counted from 0; folded and quoted text included. */
  readonly placeInText: (path: Path, offset: number) => Finding.Place
}

/** A parsed file, or why it is none. */
export type Parsed =
  | { readonly ok: true; readonly yaml: YamlFile }
  | { readonly ok: false; readonly findings: ReadonlyArray<Finding.Finding> }

const shownPath = (path: Path): string =>
  path.map((part, at) => (typeof part === "number" ? `[${part}]` : at === 0 ? part : `.${part}`)).join("")

const nodeAt = (document: Document, path: Path): Node | undefined => {
  const found = path.length === 0 ? document.contents : document.getIn(path, true)
  return isScalar(found) || isCollection(found) ? found : undefined
}

const keyAt = (document: Document, path: Path): Node | undefined => {
  const parent = nodeAt(document, path.slice(0, -1))
  const name = path.at(-1)
  if (!isMap(parent)) return undefined
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(name)
  )
  return isScalar(pair?.key) ? pair.key : undefined
}

/** Where the text of a scalar begins in the source: after its quotation mark, or below the header of its block. */
const textStart = (source: string, start: number): number => {
  const sign = source[start]
  if (sign === '"' || sign === "'") return start + 1
  if (sign !== ">" && sign !== "|") return start
  const lineEnd = source.indexOf("\n", start)
  return lineEnd < 0 ? start : lineEnd + 1
}

const isSpace = (sign: string | undefined): boolean => sign !== undefined && /\s/u.test(sign)

/** The place in the source of a character of a scalar's text: white space may be folded there, signs may be escaped. */
const sourceOffset = (source: string, start: number, text: string, offset: number): number => {
  let at = textStart(source, start)
  for (let read = 0; ; read += 1) {
    if (isSpace(text[read])) {
      if (read >= offset) return at
      while (isSpace(text[read + 1]) && read + 1 < offset) read += 1
      while (isSpace(source[at])) at += 1
      continue
    }
    while (at < source.length && source[at] !== text[read] && (isSpace(source[at]) || source[at] === "\\")) at += 1
    if (read >= offset) return at
    at += 1
  }
}

/** Parses the text of a file; what is not YAML is a finding. */
export const parse = (source: string, file: string): Parsed => {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const placeAt = (offset: number, path: Path): Finding.Place => {
    const { col, line } = lines.linePos(offset)
    return {
      file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      ...(path.length === 0 ? {} : { field: shownPath(path) })
    }
  }
  if (document.errors.length > 0) {
    const findings = document.errors.map((error): Finding.Finding => ({
      severity: "error",
      rule: "workspace/yaml",
      message: `the file is not YAML: ${error.message}`,
      advice: "correct the line; indent with spaces, and quote text that holds `: ` or ` #`",
      place: placeAt(error.pos[0], [])
    }))
    return { ok: false, findings }
  }
  const placeOf = (path: Path, part: "key" | "value" = "value"): Finding.Place => {
    for (let length = path.length; length >= 0; length -= 1) {
      const near = path.slice(0, length)
      const key = part === "key" || length < path.length || isCollection(nodeAt(document, near))
      const node = (key ? keyAt(document, near) : undefined) ?? nodeAt(document, near)
      if (node?.range) return placeAt(node.range[0], path)
    }
    return placeAt(0, path)
  }
  const placeInText = (path: Path, offset: number): Finding.Place => {
    const node = nodeAt(document, path)
    if (!isScalar(node) || typeof node.value !== "string" || !node.range) return placeOf(path)
    return placeAt(sourceOffset(source, node.range[0], node.value, offset), path)
  }
  try {
    return { ok: true, yaml: { file, value: document.toJS(), placeOf, placeInText } }
  } catch (error) {
    // An alias that names nothing, or too many of them, is found only here.
    const finding: Finding.Finding = {
      severity: "error",
      rule: "workspace/yaml",
      message: `the file cannot be read: ${error instanceof Error ? error.message : "an alias"}`,
      advice: "write the value out instead of an alias",
      place: placeAt(0, [])
    }
    return { ok: false, findings: [finding] }
  }
}
