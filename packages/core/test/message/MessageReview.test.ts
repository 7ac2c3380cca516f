import { assert, describe, it } from "@effect/vitest"
import type { MessageBrief } from "../../src/message/MessageBrief.ts"
import * as MessageReview from "../../src/message/MessageReview.ts"
import type { RenderedMessage } from "../../src/message/Renderer.ts"
import type { Day } from "../../src/kernel/Calendar.ts"

const brief: MessageBrief = {
  contact: { name: "Anna Example", roles: ["champion"], locale: "en", attributes: {} },
  account: { id: "arrow", name: "Arrow Works", attributes: {} },
  group: { id: "arrow", name: "Arrow Works" },
  sender: {
    name: "Vendor",
    email: "news@vendor.example",
    postalAddress: "1 Sample Street, Sample Town",
    company: "Vendor Ltd"
  },
  program: { id: "care", name: "Care", objective: "retain" },
  unsubscribe: { mailto: "unsubscribe@vendor.example" },
  today: "2026-03-09" as Day
}
const envelope: Parameters<typeof MessageReview.review>[1] = {
  messageId: "m1@vendor.example",
  from: { name: "Vendor", address: "news@vendor.example" },
  to: { name: "Anna Example", address: "anna@arrow.example" },
  class: "promotional",
  unsubscribe: { mailto: "unsubscribe@vendor.example" },
  feedbackId: "t1:care:v1:market-of-one"
}
const rendered: RenderedMessage = {
  templateId: "main.en",
  templateHash: "hash",
  locale: "en",
  subject: "Your pumps",
  html: "<p>Hello</p>",
  text: "Hello\n\n1 Sample Street, Sample Town"
}

const rules = (message: Partial<RenderedMessage>, about: Partial<typeof envelope> = {}) => {
  const reviewed = MessageReview.review({ ...rendered, ...message }, { ...envelope, ...about }, brief)
  return reviewed.ok ? [] : reviewed.findings.map((finding) => finding.rule)
}

describe("the review of a message", () => {
  it("passes a message with one recipient, a subject, both bodies, an unsubscribe and a postal address", () => {
    const reviewed = MessageReview.review(rendered, envelope, brief)
    assert.isTrue(reviewed.ok)
    if (reviewed.ok) assert.deepInclude(reviewed.message, { ...envelope, subject: "Your pumps", templateId: "main.en" })
  })

  it("stops an address that is none, or more than one", () => {
    for (const address of [
      "",
      "anna",
      "anna@arrow.example, ben@arrow.example",
      "anna@arrow.example\r\nBcc: x@y.example"
    ]) {
      assert.deepStrictEqual(rules({}, { to: { name: "Anna", address } }), ["review/invalid-address"], address)
      assert.deepStrictEqual(rules({}, { from: { name: "Vendor", address } }), ["review/invalid-address"])
      assert.deepStrictEqual(rules({}, { replyTo: { name: "Mia", address } }), ["review/invalid-address"])
    }
  })

  it("stops every line break that would end a header", () => {
    for (const end of ["\n", "\r", "\r\n", "\u0000", "\u2028", "\u2029"]) {
      assert.deepStrictEqual(rules({ subject: `Your${end}Bcc: ben` }), ["review/header-injection"])
      for (const field of ["from", "to", "replyTo"] as const)
        assert.deepStrictEqual(rules({}, { [field]: { name: `A${end}B`, address: "anna@arrow.example" } }), [
          "review/header-injection"
        ])
    }
  })

  it("stops an empty subject and empty bodies", () => {
    assert.deepStrictEqual(rules({ subject: " \t" }), ["review/empty-subject"])
    assert.deepStrictEqual(rules({ html: " " }), ["review/empty-body"])
    assert.deepStrictEqual(rules({ text: "" }), ["review/empty-body", "review/no-postal-address"])
  })

  it("stops HTML that a mail reader would clip, counted in bytes", () => {
    assert.deepStrictEqual(rules({ html: "a".repeat(MessageReview.mostHtmlBytes) }), [])
    assert.deepStrictEqual(rules({ html: "ж".repeat(MessageReview.mostHtmlBytes / 2 + 1) }), ["review/too-large"])
  })

  it("asks for unsubscribe and postal address in promotion only", () => {
    const { unsubscribe: _, ...without } = envelope
    const promotional = MessageReview.review({ ...rendered, text: "Hello" }, without, brief)
    assert.deepStrictEqual(promotional.ok ? [] : promotional.findings.map(({ rule }) => rule), [
      "review/no-unsubscribe",
      "review/no-postal-address"
    ])
    assert.isTrue(MessageReview.review({ ...rendered, text: "Hello" }, { ...without, class: "service" }, brief).ok)
  })

  it("says what is wrong with which message, and never an address", () => {
    const reviewed = MessageReview.review(
      { ...rendered, subject: "", html: "", text: "" },
      { ...envelope, to: { name: "A\nB", address: "ben at bolt.example" }, from: { name: "X", address: "y@" } },
      brief
    )
    if (reviewed.ok) return assert.fail("it passed")
    assert.lengthOf(reviewed.findings, 6)
    for (const { advice, message, severity } of reviewed.findings) {
      assert.include(message, "m1@vendor.example")
      assert.notInclude(message, "bolt")
      assert.notInclude(message, "y@")
      assert.isNotEmpty(advice)
      assert.strictEqual(severity, "error")
    }
  })
})
