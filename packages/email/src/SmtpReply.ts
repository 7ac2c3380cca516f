/** A reply of an SMTP server: three digits, perhaps an enhanced code, and words that are made fit for a journal. */

/** One complete reply. `text` is one line without addresses, at most `mostTextCharacters` long. */
export interface SmtpReply {
  /** 200 to 599. */
  readonly code: number
  /** RFC 3463, such as `5.1.1`; left out when its class contradicts the code (RFC 2034 4). */
  readonly enhancedCode?: string
  readonly text: string
}

/** How much of a relay's words is kept. */
export const mostTextCharacters = 300

const line = /^(\d{3})(?:[ -]|$)/u
const enhancedCode = /^[[(#]?([245]\.\d{1,3}\.\d{1,3})(?![\d.])[\])]?:?\s*/u

/** Words of a relay without what must not be kept: addresses (it likes to repeat them), control characters, length. */
export const clean = (words: string): string =>
  words
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .replace(/<?[^\s<>"'(),;:]+@[^\s<>"'(),;:]+>?/gu, "[address]")
    .trim()
    .slice(0, mostTextCharacters)

/** The reply in the text of a response, lines joined; undefined when it is not one. */
export const parse = (response: string | undefined): SmtpReply | undefined => {
  const lines = response?.trim().split(/\r?\n/u) ?? []
  const code = Number(line.exec(lines[0] ?? "")?.[1] ?? Number.NaN)
  if (!(code >= 200 && code < 600)) return undefined
  const words = lines.map((text) => text.replace(line, ""))
  const enhanced = enhancedCode.exec(words[0] ?? "")?.[1]
  const text = clean(words.map((part) => part.replace(enhancedCode, "")).join(" "))
  // A 450 that says 5.1.1 is a mistake of the server: the reply code governs, and nobody is suppressed by a mistake.
  return enhanced === undefined || enhanced[0] !== String(code)[0]
    ? { code, text }
    : { code, enhancedCode: enhanced, text }
}

/** The reply in one line: code, enhanced code, words. */
export const show = (reply: SmtpReply): string =>
  [String(reply.code), reply.enhancedCode, reply.text].filter((part) => part !== undefined && part !== "").join(" ")
