/**
 * SmtpAnswer turns what a relay did with one message into a typed outcome. What nodemailer reports becomes an `Answer`
 * (how far the conversation went, whether the body had left, the relay's complete reply if there was one); a table of
 * rules in order of precedence, each with its source, turns the answer into a `DeliveryOutcome`. The table is total.
 * A reply counts only with its line end: a cut-off one before the body means "not accepted", after it "unknown".
 */
import type { DeliveryOutcome } from "@market-of-one/core"
import * as Reply from "./SmtpReply.ts"

/** How far the conversation had come when it was decided; `local` means that the relay was never asked. */
export type Stage =
  | "local"
  | "connect"
  | "greeting"
  | "hello"
  | "tls"
  | "login"
  | "sender"
  | "recipient"
  | "data"
  | "message"

/** What is known of one hand-over. `attempt` counts from 1, as in `HandOver`. */
export interface Answer {
  readonly stage: Stage
  /** Whether any byte of the message was read for sending: from then on, silence leaves it open what happened. */
  readonly bodyRead: boolean
  readonly reply?: Reply.SmtpReply
  /** The code of what went wrong where no reply came, such as `ECONNREFUSED`. */
  readonly fault?: string
  readonly attempt: number
}

/** One rule: when it holds and what comes of it. `source` is the standard, or the page of the design that decided. */
export interface Rule {
  readonly id: string
  readonly source: string
  readonly when: (answer: Answer) => boolean
  readonly outcome: (answer: Answer) => DeliveryOutcome.DeliveryOutcome
}

/** How often an unexplained permanent refusal, or a full mailbox, is tried before it stands. */
export const softAttempts = 3

/** RFC 3463 codes that say "no such mailbox": the only ones that suppress an address. */
export const noMailboxCodes: ReadonlyArray<string> = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]

const certificateFaults = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY)_|HOSTNAME_MISMATCH)/u
const setup: ReadonlyArray<Stage> = ["connect", "greeting", "hello", "tls", "login"]
const addressed: ReadonlyArray<Stage> = ["recipient", "data", "message"]

const code = (answer: Answer): number => answer.reply?.code ?? 0
const enhanced = (answer: Answer): string => answer.reply?.enhancedCode ?? ""
const isPermanent = (answer: Answer): boolean => code(answer) >= 500
const isRefusal = (answer: Answer): boolean => code(answer) >= 400
const is = (answer: Answer, pattern: RegExp): boolean => pattern.test(enhanced(answer))
const fault = (answer: Answer): string => answer.fault ?? "an answer that is no SMTP reply"
const aboutStorage = (answer: Answer): boolean => /full|quota|storage/iu.test(answer.reply?.text ?? "")

const notAccepted = (answer: Answer): DeliveryOutcome.DeliveryOutcome => ({
  _tag: "NotAccepted",
  cause: answer.reply === undefined ? `the relay did not take the message: ${fault(answer)}` : Reply.show(answer.reply)
})

const refused =
  (
    scope: "recipient" | "message" | "sender" | "host",
    end: { readonly retryable?: (answer: Answer) => boolean; readonly hard?: boolean; readonly advice?: string } = {}
  ) =>
  (answer: Answer): DeliveryOutcome.DeliveryOutcome => ({
    _tag: "Refused",
    scope,
    retryable: end.retryable?.(answer) ?? false,
    hard: end.hard ?? false,
    ...(answer.reply?.enhancedCode === undefined ? {} : { enhancedCode: answer.reply.enhancedCode }),
    text: [answer.reply === undefined ? fault(answer) : Reply.show(answer.reply), end.advice].filter(Boolean).join("; ")
  })

const always = (): boolean => true
const budget = (answer: Answer): boolean => answer.attempt < softAttempts

/** The rules in order of precedence: the first that holds decides. The last one always holds. */
export const rules: ReadonlyArray<Rule> = [
  {
    id: "accepted",
    source: "RFC 5321 4.2.5: 250 after the end of data takes responsibility",
    when: (answer) => answer.stage === "message" && code(answer) >= 200 && code(answer) < 300,
    outcome: (answer) => ({ _tag: "Accepted", response: answer.reply === undefined ? "" : Reply.show(answer.reply) })
  },
  {
    id: "unanswered-after-body",
    source: "RFC 5321 4.1.1.4, 4.5.3.2.6: without a reply to the end of data nobody knows",
    when: (answer) => answer.bodyRead && !isRefusal(answer),
    outcome: (answer) => ({ _tag: "Indeterminate", cause: `the message went out and no answer came: ${fault(answer)}` })
  },
  {
    id: "unmade",
    source: "nodemailer refused the message before any relay saw it",
    when: (answer) => answer.stage === "local",
    outcome: refused("message", { advice: "the message could not be made or is larger than the relay takes" })
  },
  {
    id: "untrusted",
    source: "RFC 8314 3: mail is handed over only where the relay proves who it is",
    when: (answer) => !isRefusal(answer) && certificateFaults.test(answer.fault ?? ""),
    outcome: refused("host", {
      advice: "the relay's certificate is not valid for its name: correct the host or the certificate"
    })
  },
  {
    id: "no-way-to-log-in",
    source: "RFC 4954 4: no mechanism in common",
    when: (answer) => answer.stage === "login" && !isRefusal(answer) && answer.fault === "EAUTH",
    outcome: refused("host", { advice: "the relay offers no way to log in that we know" })
  },
  {
    id: "unanswered",
    source: "RFC 5321 4.5.4.1: no connection, no answer or a cut-off one before the body is tried again",
    when: (answer) => !isRefusal(answer),
    outcome: notAccepted
  },
  {
    id: "relay-refuses",
    source: "RFC 5321 3.1 (554 greeting); RFC 3207 4 (STARTTLS); RFC 4954 6 (535)",
    when: (answer) => isPermanent(answer) && setup.includes(answer.stage),
    outcome: refused("host", {
      advice: "the relay refuses us: check its address, TLS, user and password (ABM_SMTP_URL)"
    })
  },
  {
    id: "relay-busy",
    source: "RFC 5321 3.8, 4.2.3: 421 and other 4yz before a transaction",
    when: (answer) => setup.includes(answer.stage),
    outcome: notAccepted
  },
  {
    id: "login-required",
    source: "RFC 4954 6: 530, 534, 535, 538",
    when: (answer) => [530, 534, 535, 538].includes(code(answer)),
    outcome: refused("host", { advice: "the relay wants another login: check user, password and TLS (ABM_SMTP_URL)" })
  },
  {
    id: "throttled",
    source: "RFC 3463 X.7.x in class 4: this domain limits the rate; others go on",
    when: (answer) => is(answer, /^4\.7\./u),
    outcome: refused("recipient", { retryable: always })
  },
  {
    id: "closing",
    source: "RFC 5321 3.8: 421 ends the session, nothing was accepted",
    when: (answer) => code(answer) === 421,
    outcome: notAccepted
  },
  {
    id: "policy",
    source: "RFC 3463 X.7.x, RFC 7372: the sender or its domain is not wanted; says nothing about the mailbox",
    when: (answer) => is(answer, /^5\.7\./u),
    outcome: refused("sender", {
      advice: "refused for what we are, not for who receives: check SPF, DKIM, DMARC and reputation"
    })
  },
  {
    id: "protocol-for-recipient",
    source: "RFC 3463 X.5.x at RCPT, where large providers mean the mailbox",
    when: (answer) => is(answer, /^5\.5\./u) && answer.stage === "recipient" && code(answer) !== 503,
    outcome: refused("recipient")
  },
  {
    id: "protocol",
    source: "RFC 5321 4.2.3 (503), RFC 3463 X.5.x: the two sides disagree about the protocol",
    when: (answer) => code(answer) === 503 || is(answer, /^5\.5\./u),
    outcome: refused("host", {
      advice: "the relay rejects our commands, twice on connections of their own: this is a defect, please report it"
    })
  },
  {
    id: "no-mailbox",
    source: "RFC 3463 5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.2.1; RFC 7505 and registry 5.1.10",
    when: (answer) => noMailboxCodes.includes(enhanced(answer)) && addressed.includes(answer.stage),
    outcome: refused("recipient", { hard: true })
  },
  {
    id: "sender-address",
    source: "RFC 3463 5.1.7, 5.1.8, and any X.1.x as the answer to MAIL",
    when: (answer) => is(answer, /^5\.1\.[78]$/u) || (is(answer, /^5\.1\./u) && answer.stage === "sender"),
    outcome: refused("sender", { advice: "the sender's address is not accepted: correct it or its domain" })
  },
  {
    id: "mailbox-full",
    source: "RFC 3463 X.2.2; RFC 5321 4.2.3: 552 exceeded storage allocation",
    when: (answer) =>
      is(answer, /^[45]\.2\.2$/u) ||
      (code(answer) === 552 && enhanced(answer) === "" && (answer.stage === "recipient" || aboutStorage(answer))),
    outcome: refused("recipient", { retryable: (answer) => !isPermanent(answer) || budget(answer) })
  },
  {
    id: "message-refused",
    source: "RFC 3463 5.3.4, 5.6.x; RFC 1870 6: 552 for the size",
    when: (answer) => is(answer, /^5\.(?:3\.4|6\.\d+)$/u) || (code(answer) === 552 && enhanced(answer) === ""),
    outcome: refused("message", { advice: "the message itself is refused: correct its template" })
  },
  {
    id: "try-later",
    source: "RFC 5321 4.2.1: 4yz is transient, greylisting (RFC 6647) included",
    when: (answer) => !isPermanent(answer),
    outcome: refused("recipient", { retryable: always })
  },
  {
    id: "unexplained",
    source: "delivery page: an unknown 5yz is soft with a small budget and suppresses nobody",
    when: always,
    outcome: refused("recipient", { retryable: budget })
  }
]

/** The outcome of an answer and the rule that decided it. */
export const classify = (
  answer: Answer
): { readonly rule: string; readonly outcome: DeliveryOutcome.DeliveryOutcome } => {
  const rule = rules.find((candidate) => candidate.when(answer))
  return rule === undefined
    ? { rule: "none", outcome: notAccepted(answer) }
    : { rule: rule.id, outcome: rule.outcome(answer) }
}

const local: ReadonlyArray<unknown> = [
  "EENVELOPE",
  "ESTREAM",
  "EMAXRECIPIENTS",
  "EFILEACCESS",
  "EURLACCESS",
  "ECONFIG",
  "EOTP"
]

const stageOf = (error: Readonly<Record<string, unknown>>, replied: boolean): Stage => {
  const { code, command } = error
  switch (command) {
    case "MAIL FROM":
      // Larger than the SIZE that the relay announced: nodemailer did not even ask.
      return code === "EMESSAGE" && !replied ? "local" : "sender"
    case "RCPT TO":
      return "recipient"
    case "DATA":
      return code === "EMESSAGE" ? "message" : "data"
    case "STARTTLS":
      return "tls"
    case "EHLO":
    case "HELO":
      return "hello"
    case "CONN":
      return code === "EPROTOCOL" ? "greeting" : code === "ETLS" ? "tls" : "connect"
    default:
      if (code === "EAUTH" || (typeof command === "string" && command.startsWith("AUTH"))) return "login"
      return local.includes(code) ? "local" : "connect"
  }
}

/** What nodemailer's error says. Reads codes and the relay's reply only: its messages can hold addresses. */
export const fromError = (error: unknown, bodyRead: boolean, attempt: number): Answer => {
  const known: Readonly<Record<string, unknown>> = typeof error === "object" && error !== null ? { ...error } : {}
  const response = typeof known["response"] === "string" ? known["response"] : undefined
  const stage = stageOf(known, response !== undefined)
  const reply = Reply.parse(response)
  const why = [known["originalCode"], known["code"]].find((value) => typeof value === "string")
  const answer = { bodyRead, attempt, ...(why === undefined ? {} : { fault: why }) }
  if (known["code"] === "ECONNECTION" && known["command"] === "CONN") {
    // The connection ended with a reply in the buffer. Only nodemailer's own handling of 421 reports a complete line
    // this way (an answer to RCPT); anything else was cut off, and a cut-off reply is none.
    return reply?.code === 421 && !bodyRead ? { ...answer, stage: "recipient", reply } : { ...answer, stage }
  }
  return reply === undefined ? { ...answer, stage } : { ...answer, stage, reply }
}
