/**
 * What is wrong with the HTML of a template: values where escaping does not help, links that a mail must not have, images
 * without words, and placeholders that another system would have filled in.
 */
import type { Finding } from "@market-of-one/core"
import { tokens, type Attribute, type Piece, type Tag } from "./HtmlTokens.ts"
import { decodeEntities } from "./PlainText.ts"
import { advance, nameOf, placeOf, type Fragment, type Parsed, type Point, type Program } from "./Syntax.ts"

/** What the HTML of one file has of a document, and what is wrong with it. */
export interface Markup {
  readonly findings: ReadonlyArray<Finding.Finding>
  readonly html?: { readonly place: Finding.Place; readonly hasLang: boolean }
  readonly hasTitle: boolean
}

interface Wrong {
  readonly severity: Finding.Severity
  readonly rule: string
  readonly at: Point
  readonly message: string
  readonly advice: string
}

const linkAttributes = new Set(["href", "src", "action", "background", "formaction", "poster", "xlink:href"])
const isCode = (attribute: string): boolean => attribute.startsWith("on")

const nodesOf = (pieces: ReadonlyArray<Piece>) => pieces.flatMap((piece) => (piece.kind === "node" ? [piece.node] : []))

const inCode = (at: Point): Wrong => ({
  severity: "error",
  rule: "value-in-code",
  at,
  message: "a value stands in script or style, where escaping for HTML does not protect",
  advice: "take the value out of the code"
})
const unquoted = (at: Point): Wrong => ({
  severity: "error",
  rule: "unquoted-attribute",
  at,
  message: "a value stands in a tag without quotes around it",
  advice: 'write name="{{…}}"'
})

/** Browsers read a scheme after dropping white space and control characters. */
const isUnsafe = (link: string): boolean =>
  /^(?:javascript|vbscript|data):/iu.test(decodeEntities(link).replace(/[\p{Cc}\s]/gu, ""))

/** The literal texts of a value, each from where it begins to the next value or edge of a block. */
const runsOf = (pieces: ReadonlyArray<Piece>): ReadonlyArray<{ readonly text: string; readonly at: Point }> => {
  const runs: Array<{ text: string; readonly at: Point }> = []
  let last: { text: string; readonly at: Point } | undefined
  for (const piece of pieces) {
    if (piece.kind !== "text") last = undefined
    else if (last !== undefined) last.text += piece.value
    else runs.push((last = { text: piece.value, at: piece.at }))
  }
  return runs
}

const checkLink = ({ name, pieces }: Attribute): ReadonlyArray<Wrong> => {
  const unsafe = runsOf(pieces).filter(({ text }) => isUnsafe(text))
  const bare = nodesOf(pieces).filter(
    (node) => node.type === "PartialStatement" || nameOf(node.path) !== "url" || node.params.length === 0
  )
  return [
    ...unsafe.map(({ at }): Wrong => {
      const message = `the ${name} begins with a scheme that mail must not carry`
      return { severity: "error", rule: "unsafe-link", at, message, advice: "link to https://" }
    }),
    ...bare.map((node): Wrong => {
      const message = `a value stands in ${name} without the url helper`
      const advice =
        node.type === "PartialStatement" ? "write the link without a partial" : `write {{url ${nameOf(node.path)}}}`
      return { severity: "error", rule: "link-without-url", at: node.loc.start, message, advice }
    })
  ]
}

const checkTag = (tag: Tag): ReadonlyArray<Wrong> => {
  const wrong: Array<Wrong> = tag.loose.map((node) => unquoted(node.loc.start))
  for (const attribute of tag.attributes) {
    const nodes = nodesOf(attribute.pieces)
    if (attribute.quote === "") wrong.push(...nodes.map((node) => unquoted(node.loc.start)))
    if (isCode(attribute.name)) wrong.push(...nodes.map((node) => inCode(node.loc.start)))
    if (linkAttributes.has(attribute.name)) wrong.push(...checkLink(attribute))
  }
  if (tag.name === "img" && !tag.attributes.some(({ name }) => name === "alt")) {
    const message = "the image has no alt text"
    const advice = 'say in alt="…" what it shows, or write alt="" for decoration'
    wrong.push({ severity: "warning", rule: "image-without-alt", at: tag.at, message, advice })
  }
  return wrong
}

const findingOf = (fragment: Fragment, { at, rule, ...wrong }: Wrong): Finding.Finding => ({
  ...wrong,
  rule: `template/${rule}`,
  place: placeOf(fragment, at)
})

/** Placeholders of other mail systems: `[[name]]`, `%%name%%`, `{% tag %}`, `*|NAME|*`. */
const foreign = /\[\[[^\][\n]{1,80}\]\]|%%[\w.: -]{1,80}%%|\{%[^\n]{0,200}?%\}|\*\|[^|\n]{1,80}\|\*/gu

/** Left-over placeholders anywhere in literal text: they would be sent as they stand. */
export const leftOvers = ({ fragment, program }: Parsed): ReadonlyArray<Finding.Finding> => {
  const visit = (part: Program | undefined): ReadonlyArray<Finding.Finding> =>
    (part?.body ?? []).flatMap((node) => {
      if (node.type === "BlockStatement") return [...visit(node.program), ...visit(node.inverse)]
      if (node.type === "PartialBlockStatement") return visit(node.program)
      if (node.type !== "ContentStatement") return []
      return [...node.original.matchAll(foreign)].map((found) =>
        findingOf(fragment, {
          severity: "error",
          rule: "left-over",
          at: advance(node.loc.start, node.original, found.index),
          message: `${found[0]} is a placeholder of another system and would be sent as it stands`,
          advice: "replace it by a field in {{ }}"
        })
      )
    })
  return visit(program)
}

/** Checks the HTML of one file. */
export const check = ({ fragment, program }: Parsed): Markup => {
  const findings: Array<Finding.Finding> = []
  let html: Markup["html"]
  let hasTitle = false
  for (const token of tokens(program, "original")) {
    if (token.kind === "tag") {
      if (token.closing) continue
      findings.push(...checkTag(token).map((wrong) => findingOf(fragment, wrong)))
      if (token.name === "title") hasTitle = true
      if (token.name === "html") {
        html = { place: placeOf(fragment, token.at), hasLang: token.attributes.some(({ name }) => name === "lang") }
      }
    } else if (token.kind === "node" && token.raw !== undefined) {
      findings.push(findingOf(fragment, inCode(token.node.loc.start)))
    }
  }
  return { findings, hasTitle, ...(html === undefined ? {} : { html }) }
}

/** How many bytes of literal text a program has, without what its partials add. */
export const bytes = (program: Program | undefined): number =>
  (program?.body ?? []).reduce((sum, node) => {
    if (node.type === "ContentStatement") return sum + Buffer.byteLength(node.value)
    if (node.type === "BlockStatement") return sum + Math.max(bytes(node.program), bytes(node.inverse))
    return node.type === "PartialBlockStatement" ? sum + bytes(node.program) : sum
  }, 0)
