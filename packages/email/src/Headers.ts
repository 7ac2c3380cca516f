/**
 * Headers composes a reviewed message for nodemailer: one recipient in an explicit envelope, names and addresses apart,
 * the stable Message-ID and Date it was given, text before HTML, and the headers that bulk mail owes its readers. The
 * same message and date compose to the same bytes, so a repeated attempt is the same message.
 */
import { Contact, type DeliveryOutcome, Hash, type MessageReview } from "@market-of-one/core"
import * as Result from "effect/Result"
import type { SendMailOptions } from "nodemailer"

/** How long a display name may be, in characters; the rest is cut. */
export const mostNameCharacters = 120

/** A display name on one line: no control characters, no line separators, nothing that turns the reading direction. */
export const displayName = (name: string): string =>
  Array.from(name.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu, " "))
    .slice(0, mostNameCharacters)
    .join("")
    .replace(/\s+/gu, " ")
    .trim()

/**
 * An address as it goes into envelope and header: the strict check of contacts, the domain in its ASCII form, the local
 * part in the case it was written (RFC 5321 2.4); undefined when it is none.
 */
export const postable = (address: string): string | undefined => {
  const normal = Contact.normalEmail(address)
  if (normal === undefined) return undefined
  const local = address.trim().slice(0, address.trim().lastIndexOf("@"))
  return `${local}@${Contact.emailDomain(normal)}`
}

const mailbox = (box: MessageReview.Mailbox): { readonly name: string; readonly address: string } | undefined => {
  const address = postable(box.address)
  return address === undefined ? undefined : { name: displayName(box.name), address }
}

const refused = (scope: "recipient" | "sender", text: string): DeliveryOutcome.DeliveryOutcome => ({
  _tag: "Refused",
  scope,
  retryable: false,
  hard: false,
  text
})

const mailto = (target: string): string => {
  const url = target.startsWith("mailto:") ? target : `mailto:${target}`
  return url.includes("?") ? url : `${url}?subject=unsubscribe`
}

/** `List-Unsubscribe` in one header, https first; `List-Unsubscribe-Post` only with an https endpoint (RFC 8058 3.1). */
const unsubscribe = ({
  unsubscribe: way
}: MessageReview.Draft): Pick<SendMailOptions, "list"> & { readonly headers: Readonly<Record<string, string>> } => {
  if (way === undefined) return { headers: {} }
  const ways = [way.url, mailto(way.mailto)].filter((url) => url !== undefined)
  return {
    // Nested: the flat form of nodemailer makes one header for each way, and readers take the first only.
    list: { unsubscribe: [ways.map((url) => ({ url }))] },
    headers: isOneClick(way) ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}
  }
}

const isOneClick = (way: MessageReview.Draft["unsubscribe"]): boolean => /^https:\/\//iu.test(way?.url ?? "")

/**
 * The refusal of promotional mail without a one-click unsubscribe, undefined when it may go. Large providers require
 * RFC 8058 of bulk senders: such mail would cost the sender its reputation, so its sender pauses until one is configured.
 */
export const refusal = (message: MessageReview.Draft): DeliveryOutcome.DeliveryOutcome | undefined =>
  message.class === "promotional" && !isOneClick(message.unsubscribe)
    ? refused(
        "sender",
        "promotional mail needs a one-click unsubscribe before it may leave this machine: configure an https unsubscribe endpoint, or use a relay on loopback or the capture courier"
      )
    : undefined

/** What nodemailer sends for a message, or the outcome when an address in it is none. `date` in epoch milliseconds. */
export const compose = (
  message: MessageReview.ReviewedMessage,
  date: number
): Result.Result<SendMailOptions, DeliveryOutcome.DeliveryOutcome> => {
  const from = mailbox(message.from)
  const replyTo = message.replyTo === undefined ? undefined : mailbox(message.replyTo)
  const to = mailbox(message.to)
  if (from === undefined || (replyTo === undefined && message.replyTo !== undefined))
    return Result.fail(
      refused("sender", `${message.messageId}: the sender's or reply address is not valid: correct it in the workspace`)
    )
  if (to === undefined)
    return Result.fail(
      refused("recipient", `${message.messageId}: the recipient's address is not valid: correct it in the source`)
    )
  const { list, headers } = unsubscribe(message)
  return Result.succeed({
    envelope: { from: from.address, to: to.address },
    from,
    to,
    ...(replyTo === undefined ? {} : { replyTo }),
    subject: message.subject,
    messageId: `<${message.messageId}>`,
    date: new Date(date),
    text: message.text,
    html: message.html,
    ...(list === undefined ? {} : { list }),
    headers: { ...headers, "Feedback-ID": message.feedbackId },
    // Drawn from the id: a boundary at random would make each attempt another message.
    baseBoundary: Hash.sha256(message.messageId).slice(0, 24)
  })
}
