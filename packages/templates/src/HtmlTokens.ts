/**
 * HTML with Handlebars in it, read in source order as tokens: text, tags with their attributes, and the values and
 * blocks between and inside them. It follows the HTML standard as far as a mail needs: comments, raw text elements,
 * quoted and unquoted attributes.
 */
import { advance, type Block, type Content, type Mustache, type PartialBlock, type PartialCall } from "./Syntax.ts"
import type { Point, Program } from "./Syntax.ts"

/** A piece of a template: literal text, a value or partial, or the edge of a block. */
export type Piece =
  | { readonly kind: "text"; readonly value: string; readonly at: Point }
  | { readonly kind: "node"; readonly node: Mustache | PartialCall }
  | { readonly kind: "open" | "else" | "close"; readonly block: Block | PartialBlock }

/** An attribute. `quote` is empty for an unquoted value; `pieces` are empty when there is none. */
export interface Attribute {
  readonly name: string
  readonly quote: "" | '"' | "'"
  readonly pieces: ReadonlyArray<Piece>
  readonly at: Point
}

/** A tag, with the values that stand in it outside of any attribute. */
export interface Tag {
  readonly kind: "tag"
  readonly name: string
  readonly closing: boolean
  readonly attributes: ReadonlyArray<Attribute>
  readonly loose: ReadonlyArray<Mustache | PartialCall>
  readonly at: Point
}

/** A token. `raw` names the element when the piece stands in a script or a style. */
export type Token = (Piece & { readonly raw?: string }) | Tag

function* piecesOf(program: Program, side: "original" | "value"): Generator<Piece | Content> {
  for (const node of program.body) {
    if (node.type === "ContentStatement") yield { ...node, value: side === "value" ? node.value : node.original }
    else if (node.type === "MustacheStatement" || node.type === "PartialStatement") yield { kind: "node", node }
    else if (node.type === "BlockStatement" || node.type === "PartialBlockStatement") {
      yield { kind: "open", block: node }
      if (node.program !== undefined) yield* piecesOf(node.program, side)
      if (node.type === "BlockStatement" && node.inverse !== undefined) {
        yield { kind: "else", block: node }
        yield* piecesOf(node.inverse, side)
      }
      yield { kind: "close", block: node }
    }
  }
}

interface OpenTag {
  readonly name: string
  readonly closing: boolean
  readonly attributes: Array<Attribute>
  readonly loose: Array<Mustache | PartialCall>
  readonly at: Point
}
interface OpenAttribute {
  readonly name: string
  readonly at: Point
  readonly pieces: Array<Piece>
  quote: "" | '"' | "'" | undefined
}

const rawText = new Set(["script", "style"])

class Scanner {
  readonly out: Array<Token> = []
  private raw: string | undefined
  private comment: "-->" | ">" | undefined
  private tag: OpenTag | undefined
  private attribute: OpenAttribute | undefined

  piece(piece: Piece): void {
    if (this.tag === undefined) {
      if (this.comment === undefined) this.out.push(this.raw === undefined ? piece : { ...piece, raw: this.raw })
      return
    }
    if (this.attribute?.quote !== undefined) this.attribute.pieces.push(piece)
    else if (piece.kind === "node") this.tag.loose.push(piece.node)
  }

  /** Reads literal text; `from` is where it stands. Each step takes a part of it and gives how far it came. */
  content(text: string, from: Point): void {
    const at = (offset: number) => advance(from, text, offset)
    let offset = 0
    while (offset < text.length) {
      offset =
        this.comment !== undefined
          ? this.inComment(text, offset, this.comment)
          : this.tag === undefined
            ? this.inText(text, offset, at)
            : this.attribute?.quote === undefined
              ? this.inTag(text, offset, this.tag, at)
              : this.inValue(text, offset, this.tag, this.attribute, this.attribute.quote, at)
    }
    // `href={{…}}`: the value begins with what follows this text.
    if (this.attribute !== undefined && this.attribute.quote === undefined && /=\s*$/u.test(text))
      this.attribute.quote = ""
  }

  private inComment(text: string, offset: number, end: string): number {
    const found = text.indexOf(end, offset)
    if (found < 0) return text.length
    this.comment = undefined
    return found + end.length
  }

  private inText(text: string, offset: number, at: (offset: number) => Point): number {
    const start = this.raw === undefined ? /<(?:!--|[!?]|\/?[a-z])/giu : new RegExp(`</${this.raw}\\b`, "giu")
    start.lastIndex = offset
    const found = start.exec(text)
    const end = found?.index ?? text.length
    if (end > offset) this.piece({ kind: "text", value: text.slice(offset, end), at: at(offset) })
    if (found === null) return end
    if (found[0] === "<!--") this.comment = "-->"
    else if (/^<[!?]$/u.test(found[0])) this.comment = ">"
    else {
      const [whole = "", slash, name = ""] = /^<(\/?)([a-z][^\s/>]*)/iu.exec(text.slice(end)) ?? []
      this.raw = undefined
      this.tag = { name: name.toLowerCase(), closing: slash === "/", attributes: [], loose: [], at: at(end) }
      return end + whole.length
    }
    return end + found[0].length
  }

  private inTag(text: string, offset: number, tag: OpenTag, at: (offset: number) => Point): number {
    const rest = text.slice(offset)
    const space = /^[\s/]+/u.exec(rest)
    if (space !== null) return offset + space[0].length
    if (rest.startsWith(">")) {
      this.endAttribute(tag)
      this.out.push({ kind: "tag", ...tag })
      this.raw = !tag.closing && rawText.has(tag.name) ? tag.name : undefined
      this.tag = undefined
      return offset + 1
    }
    const equals = /^=\s*(["']?)/u.exec(rest)
    if (equals !== null && this.attribute !== undefined) {
      if (equals[0].length < rest.length || equals[1] !== "") this.attribute.quote = equals[1] as "" | '"' | "'"
      return offset + equals[0].length
    }
    this.endAttribute(tag)
    const name = /^[^\s=>/]+/u.exec(rest)?.[0] ?? rest.slice(0, 1)
    this.attribute = { name: name.toLowerCase(), quote: undefined, pieces: [], at: at(offset) }
    return offset + name.length
  }

  private inValue(
    text: string,
    offset: number,
    tag: OpenTag,
    attribute: OpenAttribute,
    quote: string,
    at: (offset: number) => Point
  ): number {
    const found = quote === "" ? text.slice(offset).search(/[\s>]/u) : text.indexOf(quote, offset) - offset
    const end = found < 0 ? text.length : offset + found
    if (end > offset) attribute.pieces.push({ kind: "text", value: text.slice(offset, end), at: at(offset) })
    if (found < 0) return end
    this.endAttribute(tag)
    return end + quote.length
  }

  private endAttribute(tag: OpenTag): void {
    if (this.attribute !== undefined) tag.attributes.push({ ...this.attribute, quote: this.attribute.quote ?? "" })
    this.attribute = undefined
  }
}

/**
 * The tokens of a template, in source order. `original` reads what the author wrote, with its places; `value` what is
 * left after Handlebars' whitespace control. A tag that is not closed at the end gives no token.
 */
export const tokens = (program: Program, side: "original" | "value"): ReadonlyArray<Token> => {
  const scanner = new Scanner()
  for (const piece of piecesOf(program, side)) {
    if ("kind" in piece) scanner.piece(piece)
    else scanner.content(piece.value, piece.loc.start)
  }
  return scanner.out
}
