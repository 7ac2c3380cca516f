import { assert, describe, it } from "@effect/vitest"
import type { Calendar } from "@market-of-one/core"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Inbound, RawMail } from "../src/index.ts"

const sentOn = "2026-10-05" as Calendar.Day
const parse = (bytes: Uint8Array) => RawMail.parse(bytes)
/** Fictional messages, on reserved domains. */
const fixture = (name: string) => parse(readFileSync(join(import.meta.dirname, "mail", `${name}.eml`)))
const text = (lines: ReadonlyArray<string>) => parse(Buffer.from(lines.join("\r\n"), "utf8"))

interface Case {
  readonly name: string
  readonly says: object
  readonly about: ReadonlyArray<string>
}

const recipients = ["ada@client.example"]
const dsn = { kind: "bounce", sign: "delivery-status", recipients }
const m1 = ["m1@works.example"]
const table: ReadonlyArray<Case> = [
  { name: "bounce.hard", says: { ...dsn, hard: true, status: "5.1.1" }, about: m1 },
  { name: "bounce.full", says: { ...dsn, hard: false, status: "5.2.2" }, about: m1 },
  { name: "bounce.later", says: { ...dsn, hard: false, status: "4.4.1" }, about: m1 },
  { name: "bounce.policy", says: { ...dsn, hard: false, status: "5.7.1" }, about: m1 },
  {
    name: "bounce.words",
    says: { kind: "bounce", hard: true, status: null, sign: "sender-and-words", recipients },
    about: m1
  },
  { name: "complaint", says: { kind: "complaint", sign: "feedback-report", recipients }, about: m1 },
  { name: "delivered", says: { kind: "automatic", sign: "report" }, about: m1 },
  {
    name: "away.ru",
    says: { kind: "out of office", sign: "null-sender", returnsOn: "2026-10-12" },
    about: m1
  },
  { name: "away.en", says: { kind: "out of office", sign: "autoreply-header", returnsOn: "2026-10-19" }, about: [] },
  { name: "receipt", says: { kind: "automatic", sign: "precedence" }, about: [] },
  {
    name: "reply.en",
    says: { kind: "human", sign: "no-sign" },
    about: ["m1@works.example", "m0@works.example", "other@works.example"]
  },
  { name: "reply.koi8", says: { kind: "human", sign: "no-sign" }, about: m1 }
]

describe("Inbound", () => {
  it.each(table)("tells what $name is, and what it is about", async ({ about, name, says }) => {
    const mail = await fixture(name)
    assert.isDefined(mail)
    if (mail === undefined) return
    assert.deepStrictEqual<object>(Inbound.classify(mail, sentOn), says)
    assert.deepStrictEqual(Inbound.about(mail), about)
  })

  it("reads text and subject in their own encodings", async () => {
    const mail = await fixture("reply.koi8")
    assert.strictEqual(mail?.subject, "Re: Новости")
    assert.include(mail?.text, "Пришлите, пожалуйста, цены.")
    assert.strictEqual(mail?.from, "pavel@client.example")
    assert.strictEqual(mail?.sentAt, Date.parse("2026-10-05T09:00:00Z"))
  })

  const reports: ReadonlyArray<readonly [string, boolean, string]> = [
    ["to RCPT, the mailbox", true, "RCPT TO:<ada@client.example>: 550 unknown user"],
    ["to MAIL, the sender", false, "error after MAIL FROM:<news@works.example>: 553 works.example does not exist"],
    ["to DATA, the message", false, "said: 550 unknown user (in reply to end of DATA command)"],
    ["to DATA, the message, in a transcript", false, ">>> DATA\r\n<<< 550 unknown user"],
    ["to DATA with a code that is plain, the mailbox", true, "said: 550 5.1.1 no (in reply to end of DATA command)"],
    ["nothing, for nobody takes mail there", true, "No mx record found for domain=client.example"],
    ["what a reader should try, the mailbox", true, "The address couldn't be found. Check for typos and try again."],
    ["what the server will try, the mailbox not", false, "unknown user; please try again later"]
  ]
  it.each(reports)("takes what is said %s: hard is %s", async (_, hard, words) => {
    const mail = await text([
      "From: MAILER-DAEMON@relay.example",
      "Subject: Undelivered mail",
      "",
      "The message could not be delivered to <ada@client.example>.",
      words
    ])
    assert.isDefined(mail)
    if (mail !== undefined) assert.deepInclude(Inbound.classify(mail, sentOn), { kind: "bounce", hard })
  })

  it("takes a report of a machine with the message beside it for one, and without it for an answer", async () => {
    const report = (beside: ReadonlyArray<string>) =>
      text([
        "From: no-reply@client.example",
        "Subject: about your mail",
        'Content-Type: multipart/mixed; boundary="part"',
        "",
        "--part",
        "",
        "It could not be delivered: the mailbox is full.",
        ...beside,
        "--part--"
      ])
    const original = ["--part", "Content-Type: message/rfc822", "", "Message-ID: <m1@works.example>", "", "Hello"]
    const [whole, bare] = [await report(original), await report([])]
    if (whole === undefined || bare === undefined) throw new Error("not read")
    assert.deepInclude(Inbound.classify(whole, sentOn), { kind: "bounce", hard: false })
    assert.notStrictEqual(Inbound.classify(bare, sentOn).kind, "bounce")
  })

  it("takes a report of a message that expired for a soft bounce", async () => {
    const mail = await text([
      "From: MAILER-DAEMON@relay.example",
      "Subject: Undelivered mail",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
      "",
      "--part",
      "",
      "It was not delivered.",
      "--part",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; relay.example",
      "",
      "Final-Recipient: rfc822; ada@client.example",
      "Action: expired",
      "Diagnostic-Code: Connection timed out",
      "",
      "--part--"
    ])
    if (mail === undefined) throw new Error("not read")
    assert.deepInclude(Inbound.classify(mail, sentOn), { kind: "bounce", hard: false, recipients })
  })

  it("takes no person's words about a failure for a bounce", async () => {
    const mail = await text([
      "From: ada@client.example",
      "Subject: Re: delivery failure of our order",
      "",
      "The mailbox is unknown? 550 5.1.1 says our driver."
    ])
    assert.strictEqual(mail === undefined ? undefined : Inbound.classify(mail, sentOn).kind, "human")
  })

  it("reads nothing that is no message, is nested without end, or is too large", async () => {
    assert.isUndefined(await text(["no header at all"]))
    assert.isUndefined(await parse(new Uint8Array(0)))
    assert.isUndefined(await parse(new Uint8Array(RawMail.mostBytes + 1)))
    const deep = Array.from({ length: 60 }, (_, at) => [
      `Content-Type: multipart/mixed; boundary="b${at}"`,
      "",
      `--b${at}`
    ]).flat()
    assert.isUndefined(await text(["From: a@b.example", ...deep]))
  })

  it("keeps little of what is long", async () => {
    const long = "x".repeat(3 * RawMail.mostText)
    const mail = await text(["From: a@b.example", `Subject: ${long}`, "", long])
    assert.isAtMost(mail?.subject.length ?? 0, 8 * 1024)
    assert.strictEqual(mail?.text.length, RawMail.mostText)
  })
})
