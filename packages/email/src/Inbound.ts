/**
 * What came in: a bounce or a complaint of a mail system, else an absence, a machine's receipt, or a person's answer, in
 * this order, for many bounces call themselves auto-replies. And which messages it is about, by their ids.
 */
import { type Calendar, Reply, ReturnDay } from "@market-of-one/core"
import * as Bounce from "./Bounce.ts"
import * as RawMail from "./RawMail.ts"

/** What a message is, and by which sign. */
export type Inbound =
  | Bounce.Report
  | {
      readonly kind: Reply.ReplyKind
      readonly sign: string
      /** Of an absence: the day of the return, as far as it is stated. */
      readonly returnsOn?: Calendar.Day
    }

/** Of a text, what its writer added: without lines that are quoted, and what stands below the first quotation. */
const written = (text: string): string => {
  const lines = text.split(/\r?\n/u).slice(0, 200)
  const quoted = lines.findIndex((line) =>
    /^\s*(?:On .{1,200} wrote:|-{2,} ?(?:Original Message|Исходное сообщение|Пересылаемое сообщение)|.{1,200}(?:пишет|писал\(?а?\)?):\s*$)/iu.test(
      line
    )
  )
  return (quoted < 0 ? lines : lines.slice(0, quoted)).filter((line) => !/^\s*>/u.test(line)).join("\n")
}

const isReport = ({ headers }: RawMail.RawMail): boolean => /^multipart\/report\b/iu.test(headers["content-type"] ?? "")

/** What a message is; `sentOn` is the day on which it was sent, where its reader is. */
export const classify = (mail: RawMail.RawMail, sentOn: Calendar.Day): Inbound => {
  const report = Bounce.read(mail)
  if (report !== undefined) return report
  // A receipt, or the news that a message did arrive.
  if (isReport(mail)) return { kind: "automatic", sign: "report" }
  const text = written(mail.text)
  const found = Reply.classify({ headers: { ...mail.headers, subject: mail.subject }, text })
  const returnsOn = found.kind === "out of office" ? ReturnDay.find(`${mail.subject}\n${text}`, sentOn) : undefined
  return { ...found, ...(returnsOn === undefined ? {} : { returnsOn }) }
}

/** The first Message-ID among the header fields of a message that is quoted, or whose head is. */
const quotedIds = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^[ \t>]*(?:x-original-)?message-id:\s*(<[^<>\s]{3,450}>)/gimu)].flatMap(([, id]) =>
    RawMail.idsIn(id)
  )

const mostIds = 50

/** The ids of the messages that it may be about, the likeliest first: what it answers, its thread, what a report quotes. */
export const about = ({ headers, parts, text }: RawMail.RawMail): ReadonlyArray<string> =>
  [
    ...new Set([
      ...RawMail.idsIn(headers["in-reply-to"]),
      ...parts.flatMap((part) => quotedIds(part.text)),
      ...RawMail.idsIn(headers["x-original-message-id"]),
      ...RawMail.idsIn(headers["references"]),
      ...quotedIds(text)
    ])
  ].slice(0, mostIds)
