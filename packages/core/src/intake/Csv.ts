/**
 * Delimited text into rows, each with the line on which it begins. The reader is fed chunk by chunk and keeps no more
 * than one row, so files of any size pass. Rows that cannot be trusted (a quote that never closes, too few cells) come
 * out marked with a fault and the lines after them are read as if nothing had happened.
 *
 * Libraries for this job either stop at the first irregular row or join it silently with the next one; neither can say
 * on which line a row began. Hence our own reader, for RFC 4180 with any delimiter and any newline.
 */
import type * as Finding from "../kernel/Finding.ts"
import * as Encoding from "./Encoding.ts"

/** How a file is written. What is left out is read from the file: the encoding from its mark, the rest from the header. */
export interface Options {
  readonly encoding?: Encoding.Encoding
  readonly delimiter?: string
  /** The line of the header, from 1, when lines stand above it. Without it: the first line that is not empty. */
  readonly headerLine?: number
  /** The name of the file in findings. */
  readonly file?: string
}

/** Why the cells of a row cannot be trusted. */
export type Fault = "unclosed-quote" | "text-after-quote" | "too-few-cells" | "too-many-cells" | "zero-byte"

/** One row. `line` counts from 1 and is the first physical line of the row; newlines within cells are `\n`. */
export interface Row {
  readonly line: number
  readonly cells: ReadonlyArray<string>
  readonly fault?: Fault
  /** Places of cells that were numbers or days, not text: written with a point and as ISO 8601 whatever the source says. */
  readonly exact?: ReadonlySet<number>
}

/** The names of the columns, trimmed, and how they were told apart. */
export interface Header {
  readonly names: ReadonlyArray<string>
  readonly line: number
  readonly delimiter: string
}

/** Reads one file: push its chunks in order, then end. Rows come back as soon as they are complete. */
export interface Reader {
  readonly push: (chunk: Uint8Array | string) => ReadonlyArray<Row>
  readonly end: () => ReadonlyArray<Row>
  /** The header once it has been read. */
  readonly header: () => Header | undefined
  /** Why the file cannot be read at all, as a question to its owner; no rows come after it. */
  readonly problem: () => Finding.Finding | undefined
  /** The encoding of bytes, once the first have told it. */
  readonly encoding: () => Encoding.Encoding | undefined
  /** Whether all that was pushed has come back as rows: the next byte begins a line, and `skip` may pass over lines. */
  readonly isIdle: () => boolean
  /** The number of the next line, from 1. */
  readonly line: () => number
  /** Takes note of lines that somebody else has read. */
  readonly skip: (lines: number) => void
}

/** A whole file in memory. */
export interface Table {
  readonly header: Header
  readonly rows: ReadonlyArray<Row>
}

/** A quoted cell longer than this is taken for a quote that was never closed. */
const longestRow = 1 << 20

const delimiters = [",", ";", "\t", "|"]

/** What a fault means, for the reader of a finding. */
export const explain: Readonly<Record<Fault, string>> = {
  "unclosed-quote": "a quotation mark opens a cell and never closes it",
  "text-after-quote": "text follows the closing quotation mark of a cell",
  "too-few-cells": "the row has fewer cells than the header",
  "too-many-cells": "the row has more cells than the header",
  "zero-byte": "the row holds a zero byte: the file is damaged or in another encoding"
}

interface Parsed {
  readonly cells: Array<string>
  /** Where the next row begins. */
  readonly next: number
  readonly lines: number
  readonly fault?: Fault
}

const lineEnd = (text: string, from: number): number => {
  const at = text.indexOf("\n", from)
  return at < 0 ? text.length : at
}

const nextQuote = (text: string, from: number): number => {
  const at = text.indexOf('"', from)
  return at < 0 ? text.length : at
}

const countLines = (text: string, from: number, to: number): number => {
  let lines = 0
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) lines += 1
  return lines
}

/** A row with quotes, cell by cell; undefined when the text ends within a quoted cell. */
const parseQuoted = (text: string, from: number, delimiter: string): Parsed | undefined => {
  const cells: Array<string> = []
  let fault: Fault | undefined
  let at = from
  for (;;) {
    let open = at
    while (text[open] === " " && delimiter !== " ") open += 1
    if (text[open] === '"') {
      let close = text.indexOf('"', open + 1)
      while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
      if (close < 0) return undefined
      cells.push(text.slice(open + 1, close).replaceAll('""', '"'))
      at = close + 1
      while (text[at] === " " && delimiter !== " ") at += 1
      if (at < text.length && text[at] !== delimiter && text[at] !== "\n") {
        fault = "text-after-quote"
        const stop = text.indexOf(delimiter, at)
        at = stop < 0 ? lineEnd(text, at) : Math.min(stop, lineEnd(text, at))
      }
    } else {
      // A quotation mark in the middle of a cell is a character like any other: 5" pipe.
      const end = lineEnd(text, at)
      const stop = text.indexOf(delimiter, at)
      const to = stop >= 0 && stop < end ? stop : end
      cells.push(text.slice(at, to))
      at = to
    }
    if (at >= text.length || text[at] === "\n") break
    at += 1
  }
  return { cells, next: at + 1, lines: 1 + countLines(text, from, at), ...(fault === undefined ? {} : { fault }) }
}

/** The cells of one row that has been read before, without its newline. */
export const cellsOf = (row: string, delimiter: string): ReadonlyArray<string> =>
  row.includes('"') ? (parseQuoted(row, 0, delimiter)?.cells ?? []) : row.split(delimiter)

const firstLineOnly = (text: string, from: number, delimiter: string, fault: Fault): Parsed => {
  const end = lineEnd(text, from)
  return { cells: text.slice(from, end).split(delimiter), next: end + 1, lines: 1, fault }
}

const isBlank = (cells: ReadonlyArray<string>): boolean => {
  for (const cell of cells) if (cell !== "" && cell.trim() !== "") return false
  return true
}

/** The sign that splits the header into most names; undefined when two split it equally often. */
const detect = (header: string): string | undefined => {
  const plain = header.replace(/"(?:[^"]|"")*"/gu, "")
  const counts = delimiters.map((sign) => plain.split(sign).length - 1)
  const most = Math.max(...counts)
  if (most === 0) return ","
  return counts.filter((count) => count === most).length === 1 ? delimiters[counts.indexOf(most)] : undefined
}

const fit = (parsed: Parsed, width: number): Fault | undefined => {
  if (parsed.fault !== undefined) return parsed.fault
  if (parsed.cells.length < width) return "too-few-cells"
  return parsed.cells.length > width && !isBlank(parsed.cells.slice(width)) ? "too-many-cells" : undefined
}

/** A reader of one file; see the module's comment. */
export const reader = (options: Options = {}): Reader => {
  const bytes = Encoding.decoder(options.encoding)
  let delimiter = options.delimiter
  let header: Header | undefined
  let problem: Finding.Finding | undefined
  let text = ""
  let line = 1
  let heldReturn = false
  let quote = -1
  /** Asked once a chunk, and kept here: as a local of the loop the optimizer would search the chunk at every row. */
  let hasZeros = false

  const stop = (rule: string, message: string, advice: string): void => {
    const place = { ...(options.file === undefined ? {} : { file: options.file }), line }
    problem = { severity: "error", rule, message, advice, place }
  }

  const next = (from: number, final: boolean): Parsed | undefined => {
    const sign = delimiter ?? ","
    const end = lineEnd(text, from)
    if (end === text.length && !final) return undefined
    // Looked up once for all rows before it: a file without quotes is not searched again at each row.
    if (quote < from) quote = nextQuote(text, from)
    if (quote >= end) return { cells: text.slice(from, end).split(sign), next: end + 1, lines: 1 }
    const parsed = parseQuoted(text, from, sign)
    if (parsed === undefined || (parsed.next > text.length && !final)) {
      const given = final ? parsed === undefined : text.length - from > longestRow
      return given ? firstLineOnly(text, from, sign, "unclosed-quote") : undefined
    }
    // A quote that a later row happens to close swallows the rows between: only its own line is given up.
    if (parsed.lines > 1 && header !== undefined && fit(parsed, header.names.length) !== undefined) {
      return firstLineOnly(text, from, sign, "unclosed-quote")
    }
    return parsed
  }

  const readHeader = (from: number, final: boolean): number | undefined => {
    const end = lineEnd(text, from)
    if (end === text.length && !final) return undefined
    const raw = text.slice(from, end)
    const excel = /^"?sep=(.)"?$/u.exec(raw)
    if (raw.trim() === "" || excel !== null || line < (options.headerLine ?? 1)) {
      delimiter ??= excel?.[1]
      line += 1
      return end + 1
    }
    delimiter ??= detect(raw)
    if (delimiter === undefined) {
      const advice = "declare the `delimiter`: one of , ; | or a tab"
      stop("import/delimiter", "the header can be split in two ways, and both give as many columns", advice)
      return undefined
    }
    const parsed = next(from, final)
    if (parsed === undefined) return undefined
    header = { names: parsed.cells.map((name) => name.trim()), line, delimiter }
    line += parsed.lines
    return parsed.next
  }

  const rowsOf = (final: boolean): ReadonlyArray<Row> => {
    const rows: Array<Row> = []
    let at = 0
    quote = -1
    while (header === undefined && problem === undefined && at < text.length) {
      const after = readHeader(at, final)
      if (after === undefined) break
      at = after
    }
    while (header !== undefined && at < text.length) {
      const parsed = next(at, final)
      if (parsed === undefined) break
      const { cells } = parsed
      if (!(cells[0] === "" || cells[0]?.trim() === "") || !isBlank(cells)) {
        const ragged = cells.length === header.names.length ? parsed.fault : fit(parsed, header.names.length)
        const fault = ragged ?? (hasZeros && cells.some((cell) => cell.includes("\0")) ? "zero-byte" : undefined)
        rows.push(fault === undefined ? { line, cells } : { line, cells, fault })
      }
      line += parsed.lines
      at = parsed.next
    }
    text = at === 0 ? text : text.slice(at)
    return rows
  }

  /** Newlines become `\n`; a return at the end of a chunk waits for the newline that may follow it. */
  const append = (chunk: string, final: boolean): void => {
    let more = heldReturn ? `\r${chunk}` : chunk
    heldReturn = !final && more.endsWith("\r")
    if (heldReturn) more = more.slice(0, -1)
    if (more.includes("\r")) more = more.replaceAll("\r\n", "\n")
    if (more.includes("\r")) more = more.replaceAll("\r", "\n")
    hasZeros ||= more.includes("\0")
    text += more
  }

  const take = (chunk: string, final: boolean): ReadonlyArray<Row> => {
    if (problem !== undefined) return []
    append(line === 1 && text === "" && chunk.startsWith("\uFEFF") ? chunk.slice(1) : chunk, final)
    const rows = rowsOf(final)
    const broken = bytes.problem()
    if (broken !== undefined) {
      problem = { ...broken, place: { ...(options.file === undefined ? {} : { file: options.file }), line } }
    } else if (final && header === undefined && problem === undefined) {
      stop("import/empty", "the file has no header", "give a file whose first line names the columns")
    }
    return rows
  }

  return {
    push: (chunk) => take(typeof chunk === "string" ? chunk : bytes.push(chunk), false),
    end: () => take(bytes.end(), true),
    header: () => header,
    problem: () => problem,
    encoding: bytes.encoding,
    isIdle: () => text === "" && !heldReturn,
    line: () => line,
    skip: (lines) => {
      line += lines
    }
  }
}

/** All rows of a file in memory, or the question that it leaves open. */
export const parse = (input: Uint8Array | string, options: Options = {}): Table | Finding.Finding => {
  const source = reader(options)
  const rows = [...source.push(input), ...source.end()]
  return source.problem() ?? { header: source.header() ?? { names: [], line: 1, delimiter: "," }, rows }
}
