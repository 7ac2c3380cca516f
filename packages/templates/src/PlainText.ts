/**
 * The text part of a template that has none of its own, derived from its HTML once, before anything is compiled: tags
 * become line breaks, links are written as `text (url)`, images as their alternative text. Values and blocks stay.
 */
import { tokens, type Attribute, type Piece, type Tag } from "./HtmlTokens.ts"
import type { Block, PartialBlock, Point, Program, Statement } from "./Syntax.ts"

/**
 * White space of the HTML until a message is rendered: control characters that no mail holds, so that it is told from
 * white space in values. What is left of a run of them is known only when the blocks around it are.
 */
const space = "\u0001"
const edge = "\u0002"
const hardBreak = "\u0003"
const emptyLine = "\u0004"

/** White space that came from the HTML becomes one space, one line break or one empty line. */
const settled = (run: string): string => {
  if (run.includes(emptyLine) || run.indexOf(hardBreak) !== run.lastIndexOf(hardBreak)) return "\n\n"
  return run.includes(edge) || run.includes(hardBreak) ? "\n" : " "
}

/** White space with literal text on both sides is settled at once, so that nothing is left to do for each message. */
const settle = (node: Statement): Statement =>
  node.type === "ContentStatement"
    ? { ...node, value: node.value.replace(/(?<=[^\u0001-\u0004])[\u0001-\u0004]+(?=[^\u0001-\u0004])/gu, settled) }
    : node

const paragraphs = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"])
const lines = new Set(["div", "tr", "section", "header", "footer", "main", "article", "body", "center"])
const dropped = new Set(["head", "script", "style", "title"])

/** Named character references that mail templates use; numeric ones are read as such. */
const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00A0",
  copy: "©",
  reg: "®",
  trade: "™",
  euro: "€",
  pound: "£",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  laquo: "«",
  raquo: "»",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  bull: "•",
  middot: "·",
  rarr: "→",
  larr: "←",
  times: "×",
  zwnj: "",
  shy: ""
}

/** Character references replaced by what they stand for; unknown ones stay. */
export const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/giu,
    (whole, decimal, hexadecimal, name: string | undefined) => {
      if (name !== undefined) return entities[name] ?? whole
      const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole
    }
  )

const programOf = (program: Program | undefined, body: ReadonlyArray<Statement>): Program => ({
  ...(program ?? { type: "Program" }),
  body: body.map(settle)
})

/** Builds a program piece by piece; blocks open and close like brackets. */
class Builder {
  private readonly stack: Array<{
    block: Block | PartialBlock | undefined
    first: Array<Statement>
    other?: Array<Statement>
  }> = [{ block: undefined, first: [] }]

  private get body(): Array<Statement> {
    const top = this.stack.at(-1)
    return top?.other ?? top?.first ?? []
  }
  text(value: string, at: Point): void {
    const { body } = this
    const last = body.at(-1)
    if (last?.type === "ContentStatement") body[body.length - 1] = { ...last, value: last.value + value }
    else if (value !== "") {
      body.push({ type: "ContentStatement", value, original: value, loc: { start: at, end: at } })
    }
  }
  piece(piece: Piece, asText: (value: string) => string): void {
    const top = this.stack.at(-1)
    if (piece.kind === "text") this.text(asText(piece.value), piece.at)
    else if (piece.kind === "node") this.body.push(piece.node)
    else if (piece.kind === "open") this.stack.push({ block: piece.block, first: [] })
    else if (piece.kind === "else") {
      if (top !== undefined) top.other = []
    } else {
      this.stack.pop()
      if (top?.block !== undefined) this.body.push(this.closed(top.block, top.first, top.other))
    }
  }
  private closed(block: Block | PartialBlock, first: Array<Statement>, other: Array<Statement> | undefined): Statement {
    if (block.type === "PartialBlockStatement") return { ...block, program: programOf(block.program, first) }
    return {
      ...block,
      ...(block.program === undefined ? {} : { program: programOf(block.program, first) }),
      ...(block.inverse === undefined ? {} : { inverse: programOf(block.inverse, other ?? []) })
    }
  }
  get program(): Program {
    return programOf(undefined, this.stack[0]?.first ?? [])
  }
}

const attribute = (tag: Tag, name: string): Attribute | undefined => tag.attributes.find((one) => one.name === name)
const literalOf = (pieces: ReadonlyArray<Piece>): string =>
  pieces.map((piece) => (piece.kind === "text" ? piece.value : "\uFFFC")).join("")

const isHidden = (tag: Tag): boolean =>
  dropped.has(tag.name) ||
  attribute(tag, "hidden") !== undefined ||
  /display\s*:\s*none/iu.test(literalOf(attribute(tag, "style")?.pieces ?? []))

const collapse = (text: string): string => decodeEntities(text.replace(/[ \t\n\f]+/gu, space))

/** Elements that have no end tag; hiding one hides nothing after it. */
const empty = new Set(["img", "br", "hr", "meta", "link", "input", "col", "base", "wbr"])

/** The program that writes the plain text of an HTML program. */
export const derive = (program: Program): Program => {
  const builder = new Builder()
  const links: Array<Attribute | undefined> = []
  let hidden: { readonly name: string; depth: number } | undefined
  const write = (pieces: ReadonlyArray<Piece>) => pieces.forEach((piece) => builder.piece(piece, decodeEntities))
  const tag = (token: Tag) => {
    const { name, closing, at } = token
    if (paragraphs.has(name)) builder.text(emptyLine, at)
    else if (lines.has(name)) builder.text(edge, at)
    else if (name === "br") builder.text(hardBreak, at)
    else if (name === "hr") builder.text(`${emptyLine}---${emptyLine}`, at)
    else if (name === "li") builder.text(closing ? "" : `${edge}-${space}`, at)
    else if (name === "td" || name === "th") builder.text(closing ? space : "", at)
    else if (name === "img") write(attribute(token, "alt")?.pieces ?? [])
    else if (name === "a" && !closing) links.push(attribute(token, "href"))
    else if (name === "a") {
      const { pieces = [] } = links.pop() ?? {}
      if (/^(?!#)\S/u.test(literalOf(pieces))) {
        builder.text(`${space}(`, at)
        write(pieces)
        builder.text(")", at)
      }
    }
  }
  for (const token of tokens(program, "value")) {
    if (token.kind === "tag") {
      if (hidden !== undefined) {
        if (token.name === hidden.name) hidden.depth += token.closing ? -1 : 1
        if (hidden.depth === 0) hidden = undefined
      } else if (!token.closing && !empty.has(token.name) && isHidden(token)) hidden = { name: token.name, depth: 1 }
      else tag(token)
    } else if (token.kind === "open" || token.kind === "else" || token.kind === "close") builder.piece(token, collapse)
    else if (hidden === undefined && token.raw === undefined) builder.piece(token, collapse)
  }
  return builder.program
}

/**
 * What is left to do for each message: the white space at the edges of values and blocks. White space in values and in
 * text parts that an author wrote stays as it is.
 */
export const tidy = (text: string): string => text.replace(/[\u0001-\u0004]+/gu, settled).trim()
