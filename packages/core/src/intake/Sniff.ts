/**
 * How a file of delimited text is probably written: its encoding, its delimiter, the line of its header. For proposals
 * that a person looks at; what is read at run time is declared or stands in the file.
 */
import { TextDecoder } from "node:util"
import type * as Finding from "../kernel/Finding.ts"
import * as Csv from "./Csv.ts"
import type { Encoding } from "./Encoding.ts"

/** What was found, and by what. */
export interface Found<A> {
  readonly value: A
  readonly because: string
}

/** What was found, or the question that is open. */
export type Sniffed<A> = Found<A> | { readonly question: Finding.Finding }

/** Lines that are looked at to tell delimiter and header. */
const sampleLines = 120
/** Lines that may stand above the header. */
const mostAbove = 20

const question = (
  rule: string,
  message: string,
  advice: string,
  file: string
): { readonly question: Finding.Finding } => ({
  question: { severity: "error", rule, message, advice, place: { file } }
})

const markOf = (bytes: Uint8Array): Encoding | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8"
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le"
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined
}

/** Digits and delimiters of UTF-16 have a zero byte each, all at the even places or all at the odd ones. */
const zerosOf = (bytes: Uint8Array): Encoding | undefined => {
  let even = 0
  let odd = 0
  const length = Math.min(bytes.length, 4096)
  for (let at = 0; at < length; at += 1) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 0) even += 1
    else odd += 1
  }
  if (even + odd < length / 25) return undefined
  if (odd > even * 9) return "utf-16le"
  return even > odd * 9 ? "utf-16be" : undefined
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Words of Russian text are Cyrillic throughout; `Müller` read as Windows-1251 mixes both alphabets in one word. */
const looksCyrillic = (bytes: Uint8Array): boolean => {
  const text = new TextDecoder("windows-1251").decode(bytes.subarray(0, 1 << 20))
  const words = text.match(/[\p{L}]*[\p{Script=Cyrillic}][\p{L}]*/gu) ?? []
  const mixed = words.filter((word) => /\p{Script=Latin}/u.test(word) || word.length === 1).length
  return words.length > 0 && mixed * 4 <= words.length
}

/** The encoding of a file, or the question which it is. */
export const encoding = (bytes: Uint8Array, file: string): Sniffed<Encoding> => {
  const mark = markOf(bytes)
  if (mark !== undefined) return { value: mark, because: "the file begins with its mark" }
  const zeros = zerosOf(bytes)
  if (zeros !== undefined) return { value: zeros, because: "every second byte of plain letters is zero" }
  if (isUtf8(bytes)) return { value: "utf-8", because: "all bytes are valid UTF-8" }
  if (looksCyrillic(bytes)) {
    return { value: "windows-1251", because: "the bytes are not UTF-8, and read so they make Cyrillic words" }
  }
  const message = "the bytes are not UTF-8, and read as Windows-1251 they make no words"
  return question("import/encoding", message, "save the file as UTF-8, or name it: --encoding", file)
}

interface Layout {
  readonly delimiter: string
  readonly headerLine: number
  readonly width: number
  readonly score: number
}

/** Names are no numbers, and a name that holds another delimiter has probably not been split. */
const isName = (name: string): boolean => name !== "" && !/^[\d\s.,:/+-]+$|[;,\t|]/u.test(name)

const scoreOf = (sample: string, delimiter: string, headerLine: number): Layout | undefined => {
  const table = Csv.parse(sample, { delimiter, headerLine })
  if (!("rows" in table)) return undefined
  const { names } = table.header
  const good = table.rows.filter(({ fault }) => fault === undefined).length
  const fit = table.rows.length === 0 ? 0.5 : good / table.rows.length
  const named = names.filter((name, at) => isName(name) && names.indexOf(name) === at).length / names.length
  const wide = names.length > 1 ? 1 + Math.min(names.length, 40) / 1000 : 0
  return { delimiter, headerLine: table.header.line, width: names.length, score: 2 * fit + 2 * named + wide }
}

const shownDelimiter = (delimiter: string): string => (delimiter === "\t" ? "a tab" : `"${delimiter}"`)

/** Delimiter and line of the header, or the question what separates cells. What is given is taken. */
export const layout = (
  text: string,
  file: string,
  given: { readonly delimiter?: string | undefined; readonly headerLine?: number | undefined }
): Sniffed<{ readonly delimiter: string; readonly headerLine: number }> => {
  const lines = text.split(/\r\n|\r|\n/u, sampleLines + 1)
  const sample = lines.slice(0, sampleLines).join("\n")
  const starts =
    given.headerLine === undefined
      ? Array.from({ length: Math.min(mostAbove, lines.length) }, (_, at) => at + 1)
      : [given.headerLine]
  const best = (given.delimiter === undefined ? [",", ";", "\t", "|"] : [given.delimiter]).flatMap((delimiter) => {
    const layouts = starts.flatMap((line) => scoreOf(sample, delimiter, line) ?? [])
    const [first, ...others] = layouts
    if (first === undefined) return []
    return [others.reduce((one, other) => (other.score > one.score + 0.001 ? other : one), first)]
  })
  const [top, next] = best.toSorted((a, b) => b.score - a.score)
  if (top === undefined)
    return question("import/empty", "the file has no header", "give a file that names its columns", file)
  if (next !== undefined && next.width > 1 && top.score - next.score < 0.02) {
    const both = `${shownDelimiter(top.delimiter)} and ${shownDelimiter(next.delimiter)}`
    const message = `line ${top.headerLine} can be split at ${both}, and no row decides between them`
    return question("import/delimiter", message, "name it: --delimiter", file)
  }
  const because =
    top.width === 1
      ? "the file has one column"
      : `line ${top.headerLine} has ${top.width} names by it, and the rows below agree`
  return { value: { delimiter: top.delimiter, headerLine: top.headerLine }, because }
}
