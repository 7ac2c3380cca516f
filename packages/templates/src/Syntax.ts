/**
 * The syntax tree of Handlebars as this package reads it: parsed from text only, with every node's place in the file it
 * came from. Handlebars' own declarations leave the tree untyped where it matters, so the shapes are written down here.
 */
import { Finding } from "@market-of-one/core"
import Handlebars from "handlebars"

/** A point in a fragment as Handlebars counts: lines from 1, columns from 0. */
export interface Point {
  readonly line: number
  readonly column: number
}
export interface Located {
  readonly loc: { readonly start: Point; readonly end: Point }
}
export interface Path extends Located {
  readonly type: "PathExpression"
  readonly data: boolean
  readonly depth: number
  readonly parts: ReadonlyArray<string>
  readonly original: string
}
export interface Literal extends Located {
  readonly type: "StringLiteral" | "NumberLiteral" | "BooleanLiteral" | "UndefinedLiteral" | "NullLiteral"
  readonly value?: string | number | boolean
  readonly original?: string | number | boolean
}
export interface Hash extends Located {
  readonly type: "Hash"
  readonly pairs: ReadonlyArray<
    { readonly type: "HashPair"; readonly key: string; readonly value: Expression } & Located
  >
}
/** What a call of a helper has in common, whether it stands alone, opens a block or is an argument. */
export interface Invocation extends Located {
  readonly path: Path | Literal
  readonly params: ReadonlyArray<Expression>
  readonly hash?: Hash
}
export interface Call extends Invocation {
  readonly type: "SubExpression"
}
export type Expression = Path | Literal | Call
export interface Mustache extends Invocation {
  readonly type: "MustacheStatement"
  readonly escaped: boolean
}
export interface Block extends Invocation {
  readonly type: "BlockStatement"
  readonly program?: Program
  readonly inverse?: Program
}
export interface PartialCall extends Located {
  readonly type: "PartialStatement"
  readonly name: Path | Literal | Call
  readonly params: ReadonlyArray<Expression>
  readonly hash?: Hash
}
export interface PartialBlock extends Located {
  readonly type: "PartialBlockStatement"
  readonly name: Path | Literal | Call
  readonly params: ReadonlyArray<Expression>
  readonly hash?: Hash
  readonly program: Program
}
/** `value` is what is written out, `original` what stands in the source before whitespace around it was taken off. */
export interface Content extends Located {
  readonly type: "ContentStatement"
  readonly value: string
  readonly original: string
}
interface Comment extends Located {
  readonly type: "CommentStatement"
}
interface Decorator extends Located {
  readonly type: "Decorator" | "DecoratorBlock"
}
export type Statement = Mustache | Block | PartialCall | PartialBlock | Content | Comment | Decorator
export interface Program {
  readonly type: "Program"
  readonly body: ReadonlyArray<Statement>
  readonly blockParams?: ReadonlyArray<string>
}

/** Handlebars text that begins somewhere in a file: `line` and `column` of its first character count from 1. */
export interface Fragment {
  readonly file: string
  readonly text: string
  readonly line: number
  readonly column: number
}

/** A fragment and its tree. */
export interface Parsed {
  readonly fragment: Fragment
  readonly program: Program
}

/** The place in the file of a point in a fragment. */
export const placeOf = (fragment: Fragment, point: Point): Finding.Place => ({
  file: fragment.file,
  line: fragment.line + point.line - 1,
  column: point.column + (point.line === 1 ? fragment.column : 1)
})

/** The point so many characters into text that begins at a point. */
export const advance = (start: Point, text: string, offset: number): Point => {
  const before = text.slice(0, offset)
  const lines = before.split("\n")
  return lines.length === 1
    ? { line: start.line, column: start.column + offset }
    : { line: start.line + lines.length - 1, column: (lines.at(-1) ?? "").length }
}

/**
 * Where the parser stopped. Its message gives a line, and a picture of at most twenty characters before the point (line
 * breaks left out) and what follows, with the point under it; the picture is looked up in the text.
 */
const stoppedAt = (text: string, message: string): Point => {
  const [first = "", picture = "", pointer = ""] = message.split("\n")
  const line = Number(/line (\d+)/u.exec(first)?.[1] ?? 1)
  const before = picture.slice(0, pointer.length - 1).replace(/^\.\.\./u, "")
  const kept: Array<number> = []
  for (let at = 0; at < text.length; at += 1) if (text[at] !== "\n") kept.push(at)
  const flat = text.replace(/\n/gu, "")
  let end = { line, column: 0 }
  for (let at = flat.indexOf(before); at >= 0; at = flat.indexOf(before, at + 1)) {
    const last = kept[at + before.length - 1]
    end = advance({ line: 1, column: 0 }, text, last === undefined ? 0 : last + 1)
    if (end.line >= line) return end
  }
  return end
}

const syntaxError = (fragment: Fragment, cause: unknown): Finding.Finding => {
  const message = cause instanceof Error ? cause.message : ""
  const own = / - (\d+):(\d+)$/u.exec(message)
  const point = own === null ? stoppedAt(fragment.text, message) : { line: Number(own[1]), column: Number(own[2]) }
  const got = /got '(\w+)'/u.exec(message)?.[1]
  const said =
    own !== null
      ? message.slice(0, own.index)
      : got === "EOF"
        ? "the text ends inside a block or a value that is not closed"
        : "this is not Handlebars"
  return {
    severity: "error",
    rule: "template/syntax",
    message: `the template cannot be read: ${said}`,
    advice: got === "EOF" ? "close every {{#block}} with {{/block}}" : "see the reference of the template syntax",
    place: placeOf(fragment, point)
  }
}

/** The tree of a fragment, or the finding that says why there is none (`template/syntax`). */
export const parse = (
  fragment: Fragment
): { readonly ok: true; readonly parsed: Parsed } | { readonly ok: false; readonly finding: Finding.Finding } => {
  try {
    return { ok: true, parsed: { fragment, program: Handlebars.parse(fragment.text) as unknown as Program } }
  } catch (cause) {
    return { ok: false, finding: syntaxError(fragment, cause) }
  }
}

/** The name that a call or a partial is written with; undefined when it is computed. */
export const nameOf = (expression: Path | Literal | Call): string | undefined =>
  expression.type === "SubExpression" ? undefined : String(expression.original ?? "")

/** Whether the mustache only names a value. A helper's name without arguments names a value, too: `{{title}}`. */
export const isBareValue = (node: Mustache): boolean =>
  node.params.length === 0 && (node.hash === undefined || node.hash.pairs.length === 0)
