/**
 * A raw message (RFC 5322) as far as its answer can be told from it: header fields, what its writer wrote, reports and the
 * message that it is about. Whoever wrote it is unknown: sizes are bounded, and texts are kept for reading only.
 */
import PostalMime, { type Attachment, type Email } from "postal-mime"

/** One part of a report, by its type. */
export interface Part {
  readonly type: string
  readonly text: string
}

/** A message that could be read. Names of header fields are lower case; the first of a name counts. */
export interface RawMail {
  readonly headers: Readonly<Record<string, string>>
  /** Without angle brackets; null where it has none. */
  readonly messageId: string | null
  /** The address of the sender, lower case; null where there is none. */
  readonly from: string | null
  /** Epoch milliseconds of its Date; null where that is none. */
  readonly sentAt: number | null
  readonly subject: string
  /** What was written, without the message that it is about. */
  readonly text: string
  /** Reports and the message that it is about. */
  readonly parts: ReadonlyArray<Part>
}

/** A larger one is not read. */
export const mostBytes = 25 * 1024 * 1024
/** Of each text this much is looked at. */
export const mostText = 64 * 1024
const mostParts = 50
const mostFields = 500
const mostField = 8 * 1024

const options = {
  forceRfc822Attachments: true,
  attachmentEncoding: "arraybuffer",
  maxNestingDepth: 20,
  maxHeadersSize: 256 * 1024
} as const

const told = /^(?:message|text)\//u

const textOf = ({ content }: Attachment): string =>
  typeof content === "string"
    ? content.slice(0, mostText)
    : Buffer.from(content as Uint8Array)
        .subarray(0, mostText)
        .toString("utf8")

/** The words of a page: its writer's text where a message has no plain part. */
const withoutMarks = (html: string): string =>
  html
    .slice(0, 4 * mostText)
    .replaceAll(/<(?:style|script|head)\b[^>]*>[^]*?<\/(?:style|script|head)>/giu, " ")
    .replaceAll(/<(?:br|\/p|\/div|\/tr)\b[^>]*>/giu, "\n")
    .replaceAll(/<[^>]*>/gu, " ")
    .replaceAll(/&nbsp;/giu, " ")
    .replaceAll(/&lt;/giu, "<")
    .replaceAll(/&gt;/giu, ">")
    .replaceAll(/&amp;/giu, "&")

const headersOf = ({ headers }: Email): Readonly<Record<string, string>> => {
  const found: Record<string, string> = Object.create(null) as Record<string, string>
  for (const { key, value } of headers.slice(0, mostFields)) found[key] ??= value.trim().slice(0, mostField)
  return { ...found }
}

/** The Message-IDs in a header field or a text, without angle brackets, the last ones first, each once. */
export const idsIn = (text: string | undefined): ReadonlyArray<string> => {
  const ids = [...(text ?? "").slice(0, mostText).matchAll(/<([^<>@\s]{1,200}@[^<>@\s]{1,250})>/gu)]
  return [...new Set(ids.map(([, id = ""]) => id).toReversed())]
}

const addressOf = ({ from }: Email): string | null => {
  const address = from?.address?.trim().toLowerCase() ?? ""
  return address === "" || address.length > 320 ? null : address
}

/** Reads a message; undefined where the bytes are none, or too many. */
export const parse = async (bytes: Uint8Array): Promise<RawMail | undefined> => {
  if (bytes.byteLength > mostBytes) return undefined
  let email: Email
  try {
    email = await PostalMime.parse(bytes, options)
  } catch {
    return undefined
  }
  const headers = headersOf(email)
  if (headers["from"] === undefined && headers["subject"] === undefined && headers["message-id"] === undefined)
    return undefined
  const sentAt = Date.parse(email.date ?? "")
  const written = email.text ?? (email.html === undefined ? "" : withoutMarks(email.html))
  return {
    headers,
    messageId: idsIn(email.messageId)[0] ?? null,
    from: addressOf(email),
    sentAt: Number.isNaN(sentAt) ? null : sentAt,
    subject: (email.subject ?? "").slice(0, mostField),
    text: written.slice(0, mostText),
    parts: email.attachments
      .slice(0, mostParts)
      .filter(({ mimeType }) => told.test(mimeType))
      .map((one) => ({ type: one.mimeType, text: textOf(one) }))
  }
}
