/** Bytes of a file into text: UTF-8 unless a byte order mark or the source says otherwise; never a guess. */
import { TextDecoder } from "node:util"
import type * as Finding from "../kernel/Finding.ts"

/** The encodings that real exports use. Without a declaration a byte order mark decides, else the file must be UTF-8. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1251"

/** Turns chunks of bytes into text, a character split between two chunks included. */
export interface Decoder {
  /** The text of the next bytes; empty once `problem` is set. */
  readonly push: (bytes: Uint8Array) => string
  /** What the last bytes still held. */
  readonly end: () => string
  /** The encoding, once the first bytes have told it. */
  readonly encoding: () => Encoding | undefined
  /** Why the bytes cannot be read; the file is read no further. */
  readonly problem: () => Finding.Finding | undefined
}

const marked = (bytes: Uint8Array): Encoding | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8"
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le"
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined
}

/** Two plain letters in UTF-16 have a zero byte each, at the even or at the odd places. */
const looksLikeUtf16 = (bytes: Uint8Array): Encoding | undefined => {
  if (bytes.length < 4) return undefined
  if (bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0) return "utf-16le"
  return bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0 ? "utf-16be" : undefined
}

const problemOf = (message: string, advice: string): Finding.Finding => ({
  severity: "error",
  rule: "import/encoding",
  message,
  advice
})

/** A decoder of one file. A byte order mark wins over what was declared, since it cannot be wrong. */
export const decoder = (declared?: Encoding): Decoder => {
  let text: TextDecoder | undefined
  let encoding: Encoding | undefined
  let first = new Uint8Array(0)
  let problem: Finding.Finding | undefined

  const start = (bytes: Uint8Array): void => {
    const mark = marked(bytes)
    const guess = mark === undefined && declared === undefined ? looksLikeUtf16(bytes) : undefined
    if (guess !== undefined) {
      problem = problemOf(
        "the file has a zero in every second byte, so it is not UTF-8",
        `declare \`encoding: ${guess}\`, or save the file as UTF-8`
      )
    }
    encoding = mark ?? declared ?? "utf-8"
    text = new TextDecoder(encoding, { fatal: true })
  }
  const decode = (bytes: Uint8Array, last: boolean): string => {
    if (problem !== undefined || text === undefined) return ""
    try {
      return text.decode(bytes, { stream: !last })
    } catch {
      problem = problemOf(
        `the file holds bytes that are not ${text.encoding.toUpperCase()}`,
        "declare the `encoding` it was saved in, such as windows-1251, or save it as UTF-8"
      )
      return ""
    }
  }
  return {
    push: (bytes) => {
      if (text !== undefined) return decode(bytes, false)
      const joined = new Uint8Array(first.length + bytes.length)
      joined.set(first)
      joined.set(bytes, first.length)
      // Four bytes tell a byte order mark; a slow source may bring them one by one.
      if (joined.length < 4) {
        first = joined
        return ""
      }
      start(joined)
      return decode(joined, false)
    },
    end: () => {
      if (text !== undefined) return decode(new Uint8Array(0), true)
      start(first)
      return decode(first, true)
    },
    encoding: () => encoding,
    problem: () => problem
  }
}
