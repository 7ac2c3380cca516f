/**
 * What a raw message says, as a statement: about which message of ours, else by whose mailbox it came. A report of a mail
 * system counts only with the id of a message of ours, which whoever forges one does not know.
 */
import { Calendar, Contact, type DeliveryState, Hash } from "@market-of-one/core"
import { Inbound, RawMail } from "@market-of-one/email"
import type { Problem, Statement } from "./Statement.ts"
import type { Directory } from "./StatementInput.ts"

/** What messages are read by. */
export interface Known {
  readonly people: Directory
  readonly addressKey: string
  readonly zone: Calendar.Zone
}

/** A message, classified. `id` is drawn from its Message-ID: the same message is the same statement. */
export interface Mail {
  readonly id: string
  readonly at: Calendar.Instant
  readonly from: string | null
  readonly what: Inbound.Inbound
  readonly about: ReadonlyArray<string>
}

/** What comes of a message; without a statement nothing follows from it. */
export type Made =
  | { readonly ok: true; readonly statement: Statement | null }
  | { readonly ok: false; readonly problem: Problem }

const bad = (message: string, advice: string, field?: string) =>
  ({ ok: false, problem: { message, advice, ...(field === undefined ? {} : { field }) } }) as const

/** When it came to us, as the last server on its way says; for messages without a date of their own. */
const receivedAt = ({ headers }: RawMail.RawMail): number | null => {
  const at = Date.parse((headers["received"] ?? "").split(";").at(-1)?.trim() ?? "")
  return Number.isNaN(at) ? null : at
}

/** Reads and classifies the bytes of a message. */
export const read = async (
  bytes: Uint8Array,
  { zone }: Pick<Known, "zone">
): Promise<{ readonly ok: true; readonly mail: Mail } | Extract<Made, { ok: false }>> => {
  const raw = await RawMail.parse(bytes)
  if (raw === undefined) return bad("it is no message", "give a message as it was received, with its header")
  const sentAt = raw.sentAt ?? receivedAt(raw)
  if (sentAt === null || !Number.isFinite(sentAt) || sentAt < 0 || sentAt > 8_640_000_000_000)
    return bad("it does not say when it was sent", "record what it says as a line, with its time", "Date")
  const at = Calendar.instant(sentAt)
  const digest = Hash.sha256(raw.messageId ?? Buffer.from(bytes).toString("latin1"))
  const what = Inbound.classify(raw, Calendar.dayOf(at, zone))
  return { ok: true, mail: { id: `mail-${digest.slice(0, 32)}`, at, from: raw.from, what, about: Inbound.about(raw) } }
}

/** The contacts of a mailbox. */
const contactsOf = (address: string | null, { addressKey, people }: Known): ReadonlyArray<string> => {
  const normal = address === null ? undefined : Contact.normalEmail(address)
  if (normal === undefined) return []
  const hash = Hash.keyed(addressKey, normal)
  return [...people.contacts].flatMap(([id, { accountId, addressHash }]) =>
    addressHash === hash && accountId !== undefined ? [id] : []
  )
}

/** Whom it is about: the message that it answers, else the one contact whose mailbox sent it. */
const whomOf = (
  mail: Mail,
  message: DeliveryState.Message | undefined,
  known: Known
): { readonly ok: true; readonly whom: Pick<Statement, "message" | "contact"> } | Extract<Made, { ok: false }> => {
  if (message !== undefined) return { ok: true, whom: { message: message.messageId } }
  if (mail.what.kind === "bounce" || mail.what.kind === "complaint")
    return bad(
      `a ${mail.what.kind} that names no message of ours`,
      "anybody can write one: where you know better, record it as a line with its contact"
    )
  const [contact, ...more] = contactsOf(mail.from, known)
  if (contact === undefined)
    return bad(
      "it answers no message of ours, and its sender is no contact of an account",
      "add the contact to the data and record it again, or leave it"
    )
  if (more.length > 0)
    return bad(
      `its sender's mailbox is that of ${[contact, ...more].join(", ")}`,
      "record it as a line with the contact that is meant"
    )
  return { ok: true, whom: { contact } }
}

/** The statement of a message, about `message` where it is about one of ours. */
export const make = (mail: Mail, message: DeliveryState.Message | undefined, known: Known): Made => {
  const { at, id, what } = mail
  if (what.kind === "automatic") return { ok: true, statement: null }
  const found = whomOf(mail, message, known)
  if (!found.ok) return found
  const common = { id, at, ...found.whom }
  switch (what.kind) {
    case "bounce":
      return { ok: true, statement: { ...common, type: "bounce", data: { kind: what.hard ? "hard" : "soft" } } }
    case "complaint":
      return { ok: true, statement: { ...common, type: "complaint", data: {} } }
    case "human":
      return { ok: true, statement: { ...common, type: "reply", data: {} } }
    case "out of office": {
      const { returnsOn } = what
      const data = returnsOn === undefined ? {} : { until: Calendar.instantOf(returnsOn, 0, known.zone) }
      return { ok: true, statement: { ...common, type: "out-of-office", data } }
    }
  }
}
