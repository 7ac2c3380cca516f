/**
 * Review is the last look at a rendered message before it may be handed over, and the only maker of a
 * `ReviewedMessage`: exactly one recipient with a valid address, a subject of one line, both parts present, an
 * unsubscribe and a postal address in promotional mail, a bounded size.
 */
import * as Brand from "effect/Brand"
import { normalEmail } from "../account/Contact.ts"
import type { Finding } from "../kernel/Finding.ts"
import type { MessageBrief } from "./MessageBrief.ts"
import type { RenderedMessage } from "./Renderer.ts"

/** A name and an address, never joined into one string. */
export interface Mailbox {
  readonly name: string
  readonly address: string
}

/** Everything a courier needs for one message to one person. */
export interface Draft {
  /** The stable Message-ID, without angle brackets. */
  readonly messageId: string
  readonly from: Mailbox
  readonly to: Mailbox
  readonly replyTo?: Mailbox
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly class: "promotional" | "service"
  /** Where an unsubscribe by mail goes; `url` only when a one-click endpoint (RFC 8058) is configured. */
  readonly unsubscribe?: { readonly mailto: string; readonly url?: string }
  /** Program, version and template, for the `Feedback-ID` header. */
  readonly feedbackId: string
  readonly templateId: string
}

/** A draft that passed review. Only `review` makes one. */
export type ReviewedMessage = Draft & Brand.Brand<"ReviewedMessage">

/** Gmail clips a message whose HTML is larger; bytes. */
export const mostHtmlBytes = 102_000

const problem = (rule: string, message: string, advice: string): Finding => ({
  severity: "error",
  rule,
  message,
  advice
})
const oneLine = (value: string): boolean => !/[\r\n\u0000\u2028\u2029]/u.test(value)

/** The size in UTF-8: counted where it matters only, for no character takes more than three bytes a code unit. */
const htmlBytes = (html: string): number =>
  html.length * 3 <= mostHtmlBytes ? html.length : new TextEncoder().encode(html).length

/** What is wrong with a draft; empty when it may go. Messages name the message id, never an address. */
export const check = (draft: Draft, brief: MessageBrief): ReadonlyArray<Finding> => {
  const found: Array<Finding> = []
  const id = draft.messageId
  for (const [field, box] of Object.entries({ from: draft.from, to: draft.to, replyTo: draft.replyTo })) {
    if (box === undefined) continue
    if (normalEmail(box.address) === undefined)
      found.push(
        problem("review/invalid-address", `${id}: the ${field} address is not valid`, "correct it in the source")
      )
    if (!oneLine(box.name))
      found.push(
        problem("review/header-injection", `${id}: the ${field} name has a line break`, "correct it in the source")
      )
  }
  if (draft.subject.trim() === "")
    found.push(problem("review/empty-subject", `${id}: the subject is empty`, "give the template a subject"))
  if (!oneLine(draft.subject))
    found.push(
      problem("review/header-injection", `${id}: the subject has a line break`, "keep the subject on one line")
    )
  if (draft.html.trim() === "" || draft.text.trim() === "")
    found.push(problem("review/empty-body", `${id}: a body part is empty`, "give the template a body"))
  const bytes = htmlBytes(draft.html)
  if (bytes > mostHtmlBytes)
    found.push(problem("review/too-large", `${id}: the HTML part has ${bytes} bytes`, `keep it below ${mostHtmlBytes}`))
  if (draft.class === "promotional") {
    if (draft.unsubscribe === undefined)
      found.push(
        problem(
          "review/no-unsubscribe",
          `${id}: promotional mail without an unsubscribe`,
          "configure `sender.unsubscribe`"
        )
      )
    if (!draft.text.includes(brief.sender.postalAddress))
      found.push(
        problem(
          "review/no-postal-address",
          `${id}: the sender's postal address is missing`,
          "put {{sender.postalAddress}} into the template"
        )
      )
  }
  return found
}

/** A reviewed message, or why the draft may not go. */
export const review = (
  rendered: RenderedMessage,
  envelope: Omit<Draft, "subject" | "html" | "text" | "templateId">,
  brief: MessageBrief
):
  | { readonly ok: true; readonly message: ReviewedMessage }
  | { readonly ok: false; readonly findings: ReadonlyArray<Finding> } => {
  const draft: Draft = {
    ...envelope,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    templateId: rendered.templateId
  }
  const findings = check(draft, brief)
  return findings.length === 0 ? { ok: true, message: draft as ReviewedMessage } : { ok: false, findings }
}
