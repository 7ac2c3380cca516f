/**
 * Every piece of a template changed once: each run of words, tag, attribute, value, part, and the two sides of each
 * condition; of its front matter each key.
 */
import type { Mutant } from "./Mutant.ts"

interface Piece {
  readonly from: string
  readonly to: string
  readonly start: number
  /** What else has to change with it. */
  readonly also?: readonly [start: number, from: string, to: string]
}

const mustache = /\{\{[^}]*\}\}/gu
const tag = /<(?:\{\{[^}]*\}\}|[^>{])*>/gu
const word = /[\p{L}\p{N}%]+/u

const frontMatter: Readonly<Record<string, (value: string) => string>> = {
  locale: (value) => (value === "en" ? "ru" : "en"),
  class: () => "service"
}

/** The topic is a label: a program says whose consent is asked for. */
const ofFrontMatter = (text: string): ReadonlyArray<Piece> =>
  [...text.matchAll(/^( *)(?!topic)([\w.]+): (.+)$/gmu)].map(
    ({ 0: line, 1: indent = "", 2: key = "", 3: value = "", index }) => {
      const changed = frontMatter[key]?.(value) ?? value.replace(word, (first) => `${first}x`)
      return { from: line, to: key === "layout" ? "" : `${indent}${key}: ${changed}`, start: index }
    }
  )

/** Conditions turned round, each with its end. */
const ofConditions = (text: string): ReadonlyArray<Piece> => {
  const open: Array<readonly [string, number]> = []
  return [...text.matchAll(mustache)].flatMap(({ 0: sign, index }): ReadonlyArray<Piece> => {
    if (sign.startsWith("{{#if ")) open.push([sign, index])
    const [begins = "", start = 0] = (sign === "{{/if}}" ? open.pop() : undefined) ?? []
    if (begins === "") return []
    return [{ from: begins, to: begins.replace("#if", "#unless"), start, also: [index, sign, "{{/unless}}"] }]
  })
}

const ofMustache = (sign: string, start: number): ReadonlyArray<Piece> => {
  if (/^\{\{(?:#|\/|else)/u.test(sign)) return []
  const settings = [...sign.matchAll(/(\w+=)("[^"]*"|\w+)/gu)].map(
    ({ 0: from, 1: key, 2: value = "", index }): Piece => {
      const quoted = value.startsWith('"')
      const to = quoted ? `${value.slice(0, -1)}x"` : value === "true" ? "false" : String(Number(value) + 1)
      return { from, to: `${key}${to}`, start: start + index }
    }
  )
  const [, first = "", second = ""] = /^\{\{default (\S+) (\S+)\}\}$/u.exec(sign) ?? []
  const to = first === "" ? "" : `{{default ${second} ${first}}}`
  return [{ from: sign, to, start }, ...settings]
}

const ofTag = (sign: string, start: number): ReadonlyArray<Piece> => {
  if (sign.startsWith("</")) return []
  const attributes = [...sign.matchAll(/="/gu)].map(({ index }): Piece => ({
    from: sign.slice(index, index + 30),
    to: `="x${sign.slice(index + 2, index + 30)}`,
    start: start + index
  }))
  return [{ from: sign, to: sign.replace(/^<!?\w+/u, (name) => `${name}x`), start }, ...attributes]
}

const blank = (text: string, what: RegExp): string => text.replaceAll(what, (found) => " ".repeat(found.length))

const ofBody = (text: string): ReadonlyArray<Piece> => [
  ...ofConditions(text),
  ...[...text.matchAll(mustache)].flatMap(({ 0: sign, index }) => ofMustache(sign, index)),
  ...[...text.matchAll(tag)].flatMap(({ 0: sign, index }) => ofTag(sign, index)),
  ...[...blank(blank(text, tag), mustache).matchAll(/[\p{L}\p{N}%](?:[^\n ]| (?! ))*/gu)].map(
    ({ 0: words, index }) => ({
      from: words,
      to: words.replace(word, (first) => `${first}x`),
      start: index
    })
  )
]

const applied = (text: string, { also, from, start, to }: Piece): string => {
  const [later, was, becomes] = also ?? [text.length, "", ""]
  return [
    text.slice(0, start),
    to,
    text.slice(start + from.length, later),
    becomes,
    text.slice(later + was.length)
  ].join("")
}

/** The mutants of a template's text, in the order of the file. */
export const of = (text: string): ReadonlyArray<Mutant<string>> => {
  const head = /^---\n[\s\S]*?\n---\n/u.exec(text)?.[0].length ?? 0
  const body = ofBody(text.slice(head)).map((piece): Piece => {
    const { also, start } = piece
    return { ...piece, start: start + head, ...(also && { also: [also[0] + head, also[1], also[2]] as const }) }
  })
  const lineOf = (at: number): number => text.slice(0, at).split("\n").length
  return [...ofFrontMatter(text.slice(0, head)), ...body]
    .toSorted((a, b) => a.start - b.start)
    .map((piece) => ({
      place: `line ${lineOf(piece.start)}`,
      from: piece.from,
      to: piece.to,
      made: applied(text, piece)
    }))
}
