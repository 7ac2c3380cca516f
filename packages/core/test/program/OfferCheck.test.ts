import { assert, describe, it } from "@effect/vitest"
import * as Definition from "../../src/program/Definition.ts"
import * as OfferCheck from "../../src/program/OfferCheck.ts"
import { type Policy, standard } from "../../src/program/Policy.ts"
import { programOf, withTouches } from "./ProgramSample.ts"

const money = (minor: number, currency = "EUR") => ({ minor, currency })
const autumn = { kind: "discount", title: "10 % off", percent: 10, validDays: 30 }
const clock = { kind: "gift", title: "a clock", value: money(3_000), validDays: 30 }
const limited: Policy = { ...standard, giftLimits: { "*": money(3_500), DE: money(2_500) } }

const said = (offer: object) => Object.fromEntries(Object.entries(offer).filter(([, value]) => value !== undefined))
const findings = (offer: object, more: object = {}, policy = standard) =>
  OfferCheck.check(withTouches([{ offer: "it" }], { offers: { it: said(offer) }, ...more }), policy).map(
    ({ message, place, rule, severity }) => [severity, rule, place?.field, message]
  )
const rulesOf = (...given: Parameters<typeof findings>) =>
  findings(...given).map(([severity, rule]) => [severity, rule])

describe("OfferCheck", () => {
  it("lets sound offers be", () => {
    assert.deepStrictEqual(findings(autumn), [])
    assert.deepStrictEqual(findings({ kind: "special terms", title: "pay in 90 days", until: "2026-12-31" }), [])
    assert.deepStrictEqual(findings({ ...autumn, validDays: undefined }, { endsOn: "2026-12-31" }), [])
    const budget = { budget: money(100_000) }
    assert.deepStrictEqual(findings({ ...clock, value: money(2_500) }, budget, limited), [])
  })

  it("finds terms that do not say how much, or say what their kind has not", () => {
    assert.deepStrictEqual(findings({ ...autumn, percent: undefined }), [
      ["error", "program/offer-terms", "offers.it", "program retain, offer it: is a discount without percent"]
    ])
    assert.deepStrictEqual(findings({ ...autumn, kind: "fee waiver" }), [
      ["error", "program/offer-terms", "offers.it", "program retain, offer it: is a fee waiver without value"],
      [
        "error",
        "program/offer-terms",
        "offers.it.percent",
        "program retain, offer it: is a fee waiver, which has no percent"
      ]
    ])
    assert.deepStrictEqual(rulesOf({ ...autumn, kind: "special terms" }), [["error", "program/offer-terms"]])
    const waived = { kind: "fee waiver", title: "no fees", value: money(0), validDays: 30 }
    assert.deepStrictEqual(rulesOf(waived), [["error", "program/offer-terms"]])
  })

  it("warns of a gift above the limits of the policy, which is refused when its turn comes", () => {
    const budget = { budget: money(100_000) }
    assert.deepStrictEqual(findings(clock, budget, limited), [
      [
        "warning",
        "program/gift-limit",
        "offers.it.value",
        "program retain, offer it: is a gift of 30.00 EUR, above the limit of a person and a year: 25.00 EUR (DE)"
      ]
    ])
    assert.deepStrictEqual(rulesOf({ ...clock, value: money(4_000) }, budget, limited), [
      ["warning", "program/gift-limit"]
    ])
    assert.deepStrictEqual(rulesOf(clock, budget), [["warning", "program/gift-limit"]])
  })

  it("finds an offer without an end, and one that is over before the program begins", () => {
    assert.deepStrictEqual(rulesOf({ ...autumn, validDays: undefined }), [["error", "program/offer-without-end"]])
    assert.deepStrictEqual(findings({ ...autumn, until: "2026-09-30" }, { startsOn: "2026-10-01" }), [
      [
        "error",
        "program/offer-over",
        "offers.it.until",
        "program retain, offer it: ends on 2026-09-30, before the program starts on 2026-10-01"
      ]
    ])
  })

  it("asks for a budget of what an offer costs, in its currency", () => {
    assert.deepStrictEqual(rulesOf({ ...autumn, costMinor: 500 }), [["error", "program/cost-without-budget"]])
    assert.deepStrictEqual(rulesOf({ ...clock, value: money(100) }, {}, limited), [
      ["error", "program/cost-without-budget"]
    ])
    const inDollars = { budget: money(100_000, "USD") }
    assert.deepStrictEqual(rulesOf({ ...clock, value: money(100) }, inDollars, limited), [
      ["error", "program/offer-currency"]
    ])
    assert.deepStrictEqual(rulesOf({ ...clock, value: money(100), costMinor: 110 }, inDollars, limited), [])
  })

  it("finds an offer that no touch makes, and one that is none", () => {
    assert.deepStrictEqual(
      findings(autumn, { offers: { it: autumn, its: autumn } }).map(([, rule]) => rule),
      ["program/unused-offer"]
    )
    const [unknown] = OfferCheck.check(withTouches([{ offer: "autum" }], { offers: { autumn } }), standard).filter(
      ({ rule }) => rule === "program/unknown-offer"
    )
    assert.deepInclude(unknown, { advice: "did you mean autumn?", place: { field: "plays[0].touches[0].offer" } })
    const variants = [{ id: "a", template: "t", offer: "winter" }]
    assert.deepStrictEqual(
      OfferCheck.check(programOf({ slots: { body: { variants, fallback: { template: "plain" } } } }), standard).map(
        ({ place, rule }) => [rule, place?.field]
      ),
      [["program/unknown-offer", "slots.body.variants[0].offer"]]
    )
  })

  it("finds an offer on a service message, also one that a variant brings, and on a task", () => {
    const service = { class: "service", ground: "a contract" }
    const found = (touch: object, more: object = {}) =>
      OfferCheck.check(withTouches([touch], { offers: { it: autumn }, ...more }), standard).map(({ message, rule }) => [
        rule,
        message
      ])
    assert.deepStrictEqual(found({ ...service, offer: "it" }), [
      ["program/offer-in-service", "program retain, play all, touch t0: a service message brings the offer it"]
    ])
    const slots = {
      body: { variants: [{ id: "a", template: "t", offer: "it" }], fallback: { template: "plain" } }
    }
    assert.deepStrictEqual(found(service, { slots }), [
      [
        "program/offer-in-service",
        "program retain, play all, touch t0: a service message brings the offer it (variant a)"
      ]
    ])
    const task = { kind: "call", text: "call them" }
    assert.deepStrictEqual(
      OfferCheck.check(
        programOf({ plays: [{ id: "all", touches: [{ id: "t0", task, offer: "it" }] }], offers: { it: autumn } }),
        standard
      ).map(({ rule }) => rule),
      ["program/offer-without-message"]
    )
  })
})

describe("the rule of an offer", () => {
  it("is over account and group, and yes or no", () => {
    const of = (eligible: string) =>
      Definition.compile(withTouches([{ offer: "it" }], { offers: { it: { ...autumn, eligible } } })).findings.map(
        ({ place, rule }) => [rule, place?.field]
      )
    assert.deepStrictEqual(of('account.abc == "A" && group.isKey'), [])
    assert.deepStrictEqual(of("account.silenceDays"), [["rule/not-boolean", "offers.it.eligible"]])
    assert.deepStrictEqual(of('contact.locale == "en"'), [["rule/unknown-field", "offers.it.eligible"]])
  })

  it("leaves the version of a program without offers as it was", () => {
    const plain = withTouches([{}])
    assert.notProperty(plain, "offers")
    assert.strictEqual(Definition.compile(plain).program?.version, "4a3bd758dc61a18f")
  })
})
