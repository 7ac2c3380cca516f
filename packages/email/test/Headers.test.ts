import { assert, describe, it } from "@effect/vitest"
import type { MessageReview } from "@market-of-one/core"
import * as Result from "effect/Result"
import { createTransport } from "nodemailer"
import PostalMime, { type Email } from "postal-mime"
import * as Headers from "../src/Headers.ts"
import { date, message } from "./Messages.ts"

const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" })
const raw = async (change: Partial<MessageReview.Draft> = {}): Promise<Buffer> => {
  const mail = Result.getOrThrow(Headers.compose(message(change), date))
  const { message: bytes } = await composer.sendMail(mail)
  assert.isTrue(Buffer.isBuffer(bytes))
  return Buffer.from(bytes as Buffer)
}
const parsed = async (change: Partial<MessageReview.Draft> = {}): Promise<Email> => PostalMime.parse(await raw(change))
const header = (email: Email, key: string): ReadonlyArray<string> =>
  email.headers.filter((one) => one.key === key).map((one) => one.value)

const hostileNames = [
  "Bob <evil@example.com>, <u@example.com>",
  "Bob\r\nBcc: evil@example.com",
  "Bob\u2028Bcc: evil@example.com",
  "Bob \u202Emoc.elpmaxe@live",
  '"Bob" \\ (evil@example.com)',
  "Bob; evil@example.com:;",
  "=?utf-8?Q?Bob_=3Cevil=40example=2Ecom=3E?=",
  "Боб, <evil@example.com>",
  "\u0000\u0007",
  "x".repeat(10_000)
]

describe("Headers", () => {
  it("keeps the Message-ID and the Date it was given", async () => {
    const email = await parsed()
    assert.strictEqual(email.messageId, "<m1.4f2a@mail.example.com>")
    assert.deepStrictEqual(header(email, "date"), ["Mon, 02 Mar 2026 09:00:00 +0000"])
  })

  it("composes the same message to the same bytes", async () => {
    assert.deepStrictEqual(await raw(), await raw())
  })

  it("puts the text part first", async () => {
    const text = (await raw()).toString("latin1")
    assert.match(text, /multipart\/alternative/u)
    assert.isBelow(text.indexOf("text/plain"), text.indexOf("text/html"))
  })

  it("writes one List-Unsubscribe with mailto and no one-click without an endpoint", async () => {
    const email = await parsed()
    assert.deepStrictEqual(header(email, "list-unsubscribe"), ["<mailto:unsubscribe@example.com?subject=unsubscribe>"])
    assert.deepStrictEqual(header(email, "list-unsubscribe-post"), [])
  })

  it("writes one List-Unsubscribe with https first, and List-Unsubscribe-Post, with an endpoint", async () => {
    const email = await parsed({ unsubscribe: { mailto: "unsubscribe@example.com", url: "https://example.com/u/abc" } })
    assert.deepStrictEqual(header(email, "list-unsubscribe"), [
      "<https://example.com/u/abc>, <mailto:unsubscribe@example.com?subject=unsubscribe>"
    ])
    assert.deepStrictEqual(header(email, "list-unsubscribe-post"), ["List-Unsubscribe=One-Click"])
  })

  it("writes Feedback-ID and Reply-To, and never Auto-Submitted", async () => {
    const email = await parsed({ replyTo: { name: "Ivan Orlov", address: "ivan.orlov@example.com" } })
    assert.deepStrictEqual(header(email, "feedback-id"), ["winback:v1:touch1:nordwind"])
    assert.deepStrictEqual(email.replyTo, [{ name: "Ivan Orlov", address: "ivan.orlov@example.com" }])
    assert.deepStrictEqual(header(email, "auto-submitted"), [])
  })

  it("writes no unsubscribe header for service mail without one", async () => {
    const { unsubscribe: _, ...service } = message({ class: "service" })
    const mail = Result.getOrThrow(Headers.compose(service as MessageReview.ReviewedMessage, date))
    assert.isUndefined(mail.list)
  })

  for (const name of hostileNames)
    it(`writes to exactly one recipient named ${JSON.stringify(name.slice(0, 40))}`, async () => {
      const mail = Result.getOrThrow(Headers.compose(message({ to: { name, address: "anna.berg@example.org" } }), date))
      assert.deepStrictEqual(mail.envelope, { from: "news@example.com", to: "anna.berg@example.org" })
      const email = await parsed({ to: { name, address: "anna.berg@example.org" } })
      assert.deepStrictEqual(
        email.to?.map((one) => one.address),
        ["anna.berg@example.org"]
      )
      assert.isUndefined(email.bcc)
      assert.isUndefined(email.cc)
      assert.lengthOf(header(email, "bcc"), 0)
      assert.isAtMost(Array.from(email.to?.[0]?.name ?? "").length, Headers.mostNameCharacters)
      assert.notMatch(email.to?.[0]?.name ?? "", /[\p{Cc}\u2028\u202E]/u)
    })

  it("keeps names as people write them", () => {
    for (const name of ["Анна Берг", "Jean-Luc O’Neill", "میترا\u200Cی", "Søren 👩‍🔧"])
      assert.strictEqual(Headers.displayName(name), name)
  })

  const addresses: ReadonlyArray<readonly [string, string | undefined]> = [
    ["Anna.Berg@Example.ORG", "Anna.Berg@example.org"],
    [" anna@bücher.example ", "anna@xn--bcher-kva.example"],
    ["anna@почта.example", "anna@xn--80a1acny.example"],
    ['"anna berg"@example.org', undefined],
    ["anna@example.org, evil@example.com", undefined],
    ["anna@example.org\r\nRCPT TO:<evil@example.com>", undefined],
    ["<anna@example.org>", undefined],
    ["anna", undefined],
    ["", undefined],
    [`${"a".repeat(65)}@example.org`, undefined]
  ]
  for (const [address, expected] of addresses)
    it(`takes ${JSON.stringify(address)} as ${expected ?? "no address"}`, () => {
      assert.strictEqual(Headers.postable(address), expected)
    })

  it("refuses for the recipient or the sender whose address is none, and names no address", () => {
    const bad = { name: "X", address: "a@example.org, b@example.org" }
    const scopes = [message({ to: bad }), message({ from: bad }), message({ replyTo: bad })].map((one) => {
      const result = Headers.compose(one, date)
      assert.isTrue(Result.isFailure(result))
      assert.notInclude(JSON.stringify(result), "@example.org")
      return Result.isFailure(result) && result.failure._tag === "Refused" ? result.failure.scope : ""
    })
    assert.deepStrictEqual(scopes, ["recipient", "sender", "sender"])
  })

  it("refuses promotional mail without an https endpoint, and only that", () => {
    const mailto = "unsubscribe@example.com"
    assert.isDefined(Headers.refusal(message()))
    assert.isDefined(Headers.refusal(message({ unsubscribe: { mailto, url: "http://example.com/u" } })))
    assert.isUndefined(Headers.refusal(message({ unsubscribe: { mailto, url: "https://example.com/u" } })))
    assert.isUndefined(Headers.refusal(message({ class: "service" })))
  })
})
