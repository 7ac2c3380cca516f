/**
 * What a mail system reports of a message: that it could not be delivered (RFC 3464, and the many reports that are not),
 * or that its reader complained (ARF, RFC 5965). Only a report that says that there is no such mailbox is hard; a refusal
 * of what we are (5.7.x) says nothing about the mailbox, and what is not explained is soft.
 */
import type { RawMail } from "./RawMail.ts"
import { noMailboxCodes } from "./SmtpAnswer.ts"

/** A report. `status` is the enhanced code that decided (RFC 3463); null where words did, or nothing. */
export type Report =
  | {
      readonly kind: "bounce"
      readonly hard: boolean
      readonly status: string | null
      /** Stable: `delivery-status`, `failed-recipients`, `sender-and-words`. */
      readonly sign: string
      /** Addresses that it names as those that failed, lower case. */
      readonly recipients: ReadonlyArray<string>
    }
  | { readonly kind: "complaint"; readonly sign: "feedback-report"; readonly recipients: ReadonlyArray<string> }

type Fields = ReadonlyMap<string, string>

/** Fields of a report block, unfolded; the first of a name counts. */
const fieldsOf = (block: string): Fields => {
  const found = new Map<string, string>()
  for (const line of block.replaceAll(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u)) {
    const [, name, value = ""] = /^([A-Za-z][A-Za-z-]*)\s*:\s*(.*)$/u.exec(line) ?? []
    const key = name?.toLowerCase()
    if (key !== undefined && !found.has(key)) found.set(key, value.trim())
  }
  return found
}

const addressIn = (field: string | undefined): ReadonlyArray<string> => {
  const [address] = /[^\s<>;,:"()]+@[^\s<>;,:"()]+/u.exec(field ?? "") ?? []
  return address === undefined ? [] : [address.toLowerCase()]
}

const codesIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/gu)].map(([, code = ""]) => code)

/** 5.0.0, and X.Y.0 alike: a code that only says which way it went. */
const saysLittle = (code: string): boolean => /^[45]\.\d{1,3}\.0+$/u.test(code)

// Words that mail systems use, seen in reports that say no code, or one that says little.
const noMailbox =
  /user(?: is)? (?:unknown|not found|doesn'?t exist|not known)|unknown (?:user|recipient|address|local[- ]part|mailbox)|no such (?:user|mailbox|person|recipient|address|domain|local user)|(?:mailbox|recipient|address|account|user)(?: [\w.@<>-]+)? (?:does not exist|doesn'?t exist|not found|is not found|unknown|unavailable or invalid)|does not have an? [\w.]+ account|(?:isn'?t|is not) (?:a (?:valid|known) |listed|known)|(?:invalid|bad destination|undeliverable) (?:recipient|mailbox|address|user)|invalid final delivery userid|no mailbox (?:here )?by that name|no account by that name|not (?:a )?(?:listed in|known at)|(?:host|domain)(?: name)? (?:unknown|not found|does not exist|lookup failed)|unrouteable (?:mail )?(?:address|domain)|couldn'?t find any host|name or service not known|hasn'?t an? [\w.]+ account|does not accept (?:any )?(?:e?-?mail|messages)|null mx|no mx record|no smtp service|user has moved|no longer (?:valid|in use|exists)|(?:user|account) (?:does not|doesn'?t) have|address (?:couldn'?t|could not) be found|address not found|recipient address rejected: access denied|(?:host|domain) [\w.<>-]+ (?:was )?not found|[\w-]+\.[a-z]{2,} does not exist|пользователь не найден|не существует|неизвестный (?:пользователь|получатель)/iu
const other =
  /quota|mailbox (?:is )?full|over ?quota|exceeded|too (?:large|big|many (?:messages|connections|recipients|hops|attempts))|spam|blocked|block ?list|black ?list|denied by|policy|reputation|dmarc|\bspf\b|dkim|relay(?:ing)? (?:not|denied|access)|greylist|try again later|temporar|timed? ?out|rate limit|suspend|disabled|inactive|virus|переполнен/iu

/** Beside what an SMTP reply may say at once: a report says 5.4.4 when nobody takes mail for the domain. */
const hardCodes: ReadonlyArray<string> = [...noMailboxCodes, "5.4.4"]
/** For now, a mailbox that is there, or what we are: whatever the words. */
const saysOther = /^(?:4\.|5\.1\.[78]$|5\.2\.(?!1$)|5\.7\.)/u

// What was answered to MAIL is about the sender, and what was answered to DATA about the message or a filter behind the
// server: who has no such mailbox says so to RCPT (RFC 5321, 4.3.2). A code that is plain counts all the same.
const notAboutRecipient =
  /after MAIL FROM:|in reply to MAIL FROM|in reply to (?:end of )?DATA|after (?:the )?end of data|^>>> DATA\r?\n<<< 5|^-+ ?SMTP command\r?\nDATA$/imu

interface Found {
  readonly status: string | null
  /** What the server said, or the whole report where it said little. */
  readonly words: string
  /** Whether the report tells that it was not the recipient that was refused. */
  readonly isOfOther: boolean
}

/** Whether there is no such mailbox, by a code that says so, else by words. */
const isHard = ({ isOfOther, status, words }: Found): boolean => {
  if (other.test(words) || (status !== null && saysOther.test(status))) return false
  return (status !== null && hardCodes.includes(status)) || (!isOfOther && noMailbox.test(words))
}

/** The code that says most: that of the report, or a plainer one among the words beside it. */
const statusOf = (status: string | undefined, words: string): string | null => {
  const [own = null] = codesIn(status ?? "")
  if (own !== null && !saysLittle(own)) return own
  return codesIn(words).find((code) => !saysLittle(code)) ?? own
}

// Where a report in plain words goes on with the message that it is about.
const copy =
  /^[ \t>*_=-]*(?:(?:below|following) (?:this line )?(?:is|are) (?:a copy|the)|(?:this is )?a copy of (?:the|your)|-+ ?(?:original|returned|undelivered|unsent|header|message|this|below|included)|original message|message header|return-path:|received:|content of (?:the )?message|the (?:original|undelivered) message(?! (?:was|could)))/imu

const wordsOf = ({ parts, subject, text }: RawMail): string => {
  const written = text.trim() === "" ? (parts.find(({ type }) => type.startsWith("text/"))?.text ?? "") : text
  const at = copy.exec(written)?.index ?? -1
  // A report that begins with the copy says what went wrong elsewhere.
  return `${subject}\n${at > 80 ? written.slice(0, at) : written}`
}

const failures: ReadonlySet<string> = new Set(["failed", "failure", "delayed", "expired", ""])

const ofDeliveryStatus = (mail: RawMail): Report | undefined => {
  const report = mail.parts.find(
    ({ type }) => type === "message/delivery-status" || type === "message/global-delivery-status"
  )
  if (report === undefined) return undefined
  const blocks = report.text
    .split(/\r?\n[ \t]*\r?\n/u)
    .map(fieldsOf)
    .filter((fields) => fields.has("action") || fields.has("status") || fields.has("final-recipient"))
  const failed = blocks.filter((fields) =>
    failures.has((fields.get("action") ?? "").toLowerCase().split(/[\s(]/u)[0] ?? "")
  )
  if (blocks.length > 0 && failed.length === 0) return undefined
  const written = wordsOf(mail)
  const isOfOther = notAboutRecipient.test(written)
  const found = failed.map((fields): Found => {
    const words = fields.get("diagnostic-code") ?? ""
    const status = statusOf(fields.get("status"), words)
    const isBare = status === null || saysLittle(status)
    return { status, words: isBare ? `${words}\n${written}` : words, isOfOther }
  })
  const told = found.length > 0 ? found : [{ status: statusOf(undefined, mail.text), words: written, isOfOther }]
  const recipients = failed.flatMap((fields) => [
    ...addressIn(fields.get("original-recipient")),
    ...addressIn(fields.get("final-recipient"))
  ])
  // A report about several is as hard as its softest: we send to one at a time, so that others are aliases.
  const hard = told.every(isHard)
  return {
    kind: "bounce",
    hard,
    status: told[0]?.status ?? null,
    sign: "delivery-status",
    recipients: [...new Set(recipients)]
  }
}

const ofFeedback = (mail: RawMail): Report | undefined => {
  const report = mail.parts.find(({ type }) => type === "message/feedback-report")
  if (report === undefined) return undefined
  const fields = fieldsOf(report.text)
  const type = fields.get("feedback-type")?.toLowerCase() ?? "abuse"
  // `not-spam` takes a complaint back, and `auth-failure` is about our signatures.
  if (!/^(?:abuse|fraud|opt-out|opt-out-list|complaint|other|virus)$/u.test(type)) return undefined
  const recipients = [...addressIn(fields.get("original-rcpt-to")), ...addressIn(fields.get("removal-recipient"))]
  return { kind: "complaint", sign: "feedback-report", recipients }
}

const system =
  /^(?:mailer-daemon|postmaster|mail-?delivery-?(?:subsystem|system)?|mailerdaemon|mdaemon|mmdf|uucp|mail-daemon|no-?reply-?bounce|bounce[sd]?|mail\.delivery)\b/iu
const undelivered =
  /undeliver|failed deliver|not (?:be )?deliver|(?:delivery|mail) (?:status|system error|fail|error|problem|report|has failed)|failure (?:notice|notification|delivery)|returned (?:mail|to sender)|return(?:ed)? mail|delivery (?:notification|has)|mail (?:could not|failure|delivery)|message (?:could not|delayed)|non-?deliver|bounced?|could not be delivered|user unknown|unzustellbar|недостав|не доставлен|невозможно доставить/iu
const smtpReply = /(?:^|[\s:>(])[45][0-5]\d[ -](?:[45]\.\d{1,3}\.\d{1,3}\b|[<\w(#"])/u

const isFromSystem = ({ from, headers }: RawMail): boolean =>
  system.test(from ?? "") ||
  system.test((headers["from"] ?? "").replace(/^[^A-Za-z]+/u, "")) ||
  headers["return-path"] === "<>"

const isFromMachine = ({ from }: RawMail): boolean => /^(?:no-?reply|do-?not-?reply)\b/iu.test(from ?? "")

/** The message that a report is about, whole or its headers, put beside it. */
const returned: ReadonlySet<string> = new Set(["message/rfc822", "message/global", "text/rfc822-headers"])

const isAutoReplied = ({ headers }: RawMail): boolean =>
  /vacation/iu.test(headers["auto-submitted"] ?? "") || headers["x-auto-response-suppress"] !== undefined

const ofWords = (mail: RawMail): Report | undefined => {
  const named = [...addressIn(mail.headers["x-failed-recipients"])]
  const words = wordsOf(mail)
  const says = undelivered.test(mail.subject) || undelivered.test(words.slice(0, 2_000)) || smtpReply.test(words)
  const isReport =
    named.length > 0 ||
    (isFromSystem(mail) && says && (!isAutoReplied(mail) || undelivered.test(mail.subject))) ||
    (isFromMachine(mail) && says && mail.parts.some(({ type }) => returned.has(type)))
  if (!isReport) return undefined
  const status = statusOf(undefined, words)
  const recipients = named.length > 0 ? named : addressIn(words)
  const sign = named.length > 0 ? "failed-recipients" : "sender-and-words"
  return {
    kind: "bounce",
    hard: isHard({ status, words, isOfOther: notAboutRecipient.test(words) }),
    status,
    sign,
    recipients
  }
}

const forMachines: ReadonlySet<string> = new Set([
  "message/delivery-status",
  "message/global-delivery-status",
  "message/feedback-report",
  "message/disposition-notification"
])

/** The report that a message is; undefined where it is none. What is said for machines counts before any words. */
export const read = (mail: RawMail): Report | undefined =>
  mail.parts.some(({ type }) => forMachines.has(type)) ? (ofFeedback(mail) ?? ofDeliveryStatus(mail)) : ofWords(mail)
