import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Manager } from "../../src/account/Manager.ts"
import type { GroupRecords } from "../../src/account/Records.ts"
import type { Message } from "../../src/delivery/DeliveryState.ts"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Briefing from "../../src/engine/Briefing.ts"
import type { SetupShape } from "../../src/engine/Setup.ts"
import type { Day } from "../../src/kernel/Calendar.ts"
import type { Money } from "../../src/kernel/Money.ts"
import type { Segment } from "../../src/market/AccountMarket.ts"
import { MessageBrief } from "../../src/message/MessageBrief.ts"
import * as Definition from "../../src/program/Definition.ts"
import { segment } from "../program/GuardSample.ts"
import { account, at, contact, program, records, wideOpen, zone } from "./Life.ts"

const care = program()
const setup: SetupShape = {
  definitions: Definition.collect([care]),
  policy: wideOpen,
  retry: Retry.standard,
  sender: { name: "Vendor", email: "news@vendor.example", postalAddress: "1 Sample Street", company: "Vendor Ltd" },
  unsubscribe: { mailto: "unsubscribe@vendor.example" },
  locale: "en",
  segmentOf: () => null
}
const message: Message = {
  messageId: "m1@vendor.example",
  groupId: "arrow",
  accountId: "arrow",
  contactId: "anna",
  programId: "care",
  version: care.version,
  enrolmentId: "e1",
  playId: "main",
  touchId: "t1",
  addressHash: "hash of anna",
  topic: "news",
  class: "promotional",
  slot: "main",
  variantId: "fallback",
  templateId: "main.en",
  sender: "program",
  offerEndsOn: null,
  state: "queued",
  notBefore: at("2026-03-09T09:00"),
  notAfter: at("2026-03-09T18:00"),
  attempt: 0,
  date: null,
  handedAt: null,
  runner: null,
  reason: null
}
const mia: Manager = {
  id: "mia",
  name: "Mia",
  email: "mia@vendor.example",
  skills: { languages: [], industries: [], products: [] }
}
const revenue: Money = { minor: 123_400, currency: "EUR" }
const lastOrderOn = "2026-02-27" as Day
const customerSince = "2019-05-01" as Day
const full: Segment = {
  ...segment,
  abc: "A",
  xyz: "Y",
  isKey: false,
  tier: "one-to-few",
  measure: revenue,
  lastOrderOn,
  silenceDays: 0,
  usualIntervalDays: 30.5
}
const make = (
  given: {
    readonly records?: GroupRecords
    readonly segment?: Segment | null
    readonly message?: Partial<Message>
  } = {},
  now = at("2026-03-09T10:00")
) =>
  Briefing.make(
    { ...message, ...given.message },
    { records: given.records ?? records(), segment: given.segment ?? null },
    setup,
    now
  )
const must = (made: Briefing.Briefing | undefined): Briefing.Briefing => made ?? assert.fail("no briefing")

const leaves = (value: unknown): ReadonlyArray<unknown> =>
  typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value]

describe("a briefing", () => {
  it("leaves out what is not known: nothing in it is empty", () => {
    const { brief } = must(make())
    assert.deepStrictEqual(brief.account, { id: "arrow", name: "arrow", attributes: {} })
    assert.deepStrictEqual(brief.contact, { name: "anna", roles: ["champion"], locale: "en", attributes: {} })
    assert.notProperty(brief, "manager")
    for (const segment of [null, { ...full, abc: null, isKey: null, silenceDays: null, measure: null }])
      for (const leaf of leaves(must(make({ segment })).brief))
        assert.isFalse(leaf === null || leaf === undefined || leaf === "")
  })

  it("says what is known, and keeps no and nought apart from unknown", () => {
    const rich = records({
      accounts: [account("arrow", { industry: "pumps", region: "north", country: "DE", since: customerSince })],
      contacts: [
        contact("anna", "arrow", {
          title: "Head of plant",
          department: "Plant",
          country: "DE",
          locale: "de",
          attributes: { firstName: "Anna", floor: 3 }
        })
      ],
      manager: mia
    })
    const { brief } = must(make({ records: rich, segment: full }))
    assert.deepStrictEqual(brief.account, {
      id: "arrow",
      name: "arrow",
      attributes: {},
      industry: "pumps",
      region: "north",
      country: "DE",
      customerSince,
      abc: "A",
      xyz: "Y",
      tier: "one-to-few",
      isKey: false,
      revenue,
      lastOrderOn,
      silenceDays: 0,
      usualIntervalDays: 30.5
    })
    assert.deepStrictEqual(brief.contact, {
      name: "anna",
      firstName: "Anna",
      title: "Head of plant",
      department: "Plant",
      country: "DE",
      roles: ["champion"],
      locale: "de",
      attributes: { firstName: "Anna", floor: 3 }
    })
    assert.deepStrictEqual(brief.manager, { name: "Mia", email: "mia@vendor.example" })
  })

  it("is what templates are told that it is", () => {
    for (const segment of [null, full]) {
      const { brief } = must(make({ segment }))
      assert.deepStrictEqual(Schema.decodeUnknownSync(MessageBrief)(brief, { onExcessProperty: "error" }), brief)
    }
  })

  it("says the offer that the message was queued with, until the day that was promised", () => {
    const terms = { kind: "discount", title: "10 % off", percent: 10, validDays: 30 } as const
    const russian = { id: "ru", when: 'contact.locale == "ru"', template: "main.ru", offer: "five" }
    const selling = program(
      {
        offers: { ten: { ...terms, text: "10 % off all filters" }, five: { ...terms, title: "5 % off", percent: 5 } },
        slots: { main: { variants: [russian], fallback: { template: "main.en" } } }
      },
      [{ offer: "ten" }]
    )
    const offerOf = (more: Partial<Message>) =>
      must(
        Briefing.make(
          { ...message, version: selling.version, offerEndsOn: "2026-04-08" as Day, ...more },
          { records: records(), segment: null },
          { ...setup, definitions: Definition.collect([selling]) },
          at("2026-03-09T10:00")
        )
      ).brief.offer
    const until = "2026-04-08" as Day
    assert.deepStrictEqual(offerOf({}), {
      id: "ten",
      kind: "discount",
      title: "10 % off",
      text: "10 % off all filters",
      percent: 10,
      until
    })
    assert.deepStrictEqual(offerOf({ variantId: "ru" }), {
      id: "five",
      kind: "discount",
      title: "5 % off",
      percent: 5,
      until
    })
    assert.isUndefined(offerOf({ offerEndsOn: null }))
    assert.notProperty(must(make()).brief, "offer")
  })

  it("takes the day of sending where the contact is", () => {
    const today = (given: Parameters<typeof make>[0]) => must(make(given, at("2026-03-09T20:00"))).brief.today
    assert.strictEqual(today({}), "2026-03-09")
    const tokyo = zone("Asia/Tokyo")
    assert.strictEqual(today({ records: records({ accounts: [account("arrow", { timeZone: tokyo })] }) }), "2026-03-10")
    const honolulu = zone("Pacific/Honolulu")
    assert.strictEqual(
      today({
        records: records({
          accounts: [account("arrow", { timeZone: tokyo })],
          contacts: [contact("anna", "arrow", { timeZone: honolulu })]
        })
      }),
      "2026-03-09"
    )
  })

  it("writes from the manager with replies to the manager, where there is one with an address", () => {
    const from = (manager: GroupRecords["manager"], sender: "program" | "manager") => {
      const { envelope } = must(make({ records: records({ manager }), message: { sender } }))
      return [envelope.from, envelope.replyTo]
    }
    assert.deepStrictEqual(from(mia, "manager"), [
      { name: "Mia", address: "news@vendor.example" },
      { name: "Mia", address: "mia@vendor.example" }
    ])
    const byProgram = [{ name: "Vendor", address: "news@vendor.example" }, undefined]
    assert.deepStrictEqual(from(mia, "program"), byProgram)
    assert.deepStrictEqual(from(null, "manager"), byProgram)
    const { email: _, ...silent } = mia
    assert.deepStrictEqual(from(silent, "manager"), byProgram)
  })

  it("offers an unsubscribe in promotion only", () => {
    assert.deepStrictEqual(must(make()).envelope.unsubscribe, { mailto: "unsubscribe@vendor.example" })
    assert.notProperty(must(make({ message: { class: "service" } })).envelope, "unsubscribe")
  })

  it("cannot be made for who is gone, has no address, or is in a version that nobody knows", () => {
    const { email: _, ...silent } = contact("anna")
    assert.isUndefined(make({ records: records({ contacts: [] }) }))
    assert.isUndefined(make({ records: records({ accounts: [] }) }))
    assert.isUndefined(make({ records: records({ contacts: [silent] }) }))
    assert.isUndefined(make({ message: { version: "unheard of" } }))
  })
})
