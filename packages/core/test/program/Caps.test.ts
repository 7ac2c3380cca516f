import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { dayMillis, instant, type Instant } from "../../src/kernel/Calendar.ts"
import * as Caps from "../../src/program/Caps.ts"
import * as Policy from "../../src/program/Policy.ts"
import { hours, now, sent } from "./GuardSample.ts"

const weekMillis = 7 * dayMillis
const asked = (more: Partial<Caps.Asked> = {}): Caps.Asked => ({
  counted: [],
  recipient: { accountId: "arrow", contactIds: ["anna"] },
  policy: Policy.standard,
  now,
  ...more
})

/** Somebody wants to write to a contact of an account at a minute. */
const Wish = Schema.Struct({
  contact: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 5 })),
  minute: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 14 * 24 * 60 }))
})
const wishes = Arbitrary.schema(Schema.Array(Wish).check(Schema.isMinLength(40), Schema.isMaxLength(150)))

const accountOf = (contact: number): string => (contact % 2 === 0 ? "arrow" : "bolt")

/** Grants wishes in the order of time while there is room: what was written. */
const grant = (wanted: ReadonlyArray<typeof Wish.Type>, policy: Policy.Policy): ReadonlyArray<Caps.Counted> => {
  const counted: Array<Caps.Counted> = []
  for (const { contact, minute } of wanted.toSorted((a, b) => a.minute - b.minute || a.contact - b.contact)) {
    const at = instant(now + minute * 60_000)
    const one = { messageId: `${counted.length}`, contactId: `c${contact}`, accountId: accountOf(contact), at }
    const question = asked({ counted, policy, now: at, recipient: { ...one, contactIds: [one.contactId] } })
    const hasRoom =
      Caps.ofContact(question) === undefined &&
      Caps.ofAccount(question) === undefined &&
      Caps.staggeredUntil(question) === undefined
    if (hasRoom) counted.push(one)
  }
  return counted
}

/** Every rolling window that ends at a message: the fullest ones. */
const windows = (counted: ReadonlyArray<Caps.Counted>, millis: number): ReadonlyArray<ReadonlyArray<Caps.Counted>> =>
  counted.map(({ at }) => counted.filter((one) => one.at <= at && one.at > at - millis))

const persons = (counted: ReadonlyArray<Caps.Counted>): number => new Set(counted.map((one) => one.contactId)).size
const by = (counted: ReadonlyArray<Caps.Counted>, key: "contactId" | "accountId") => [
  ...Map.groupBy(counted, (one) => one[key]).values()
]

describe("caps", () => {
  const generous: Policy.Policy = {
    ...Policy.standard,
    contactCap: { per24Hours: 2, per7Days: 4 },
    accountCap: { personsPer24Hours: 2, per7Days: 7, count: "group" }
  }

  for (const policy of [Policy.standard, generous])
    it.prop(
      `are never exceeded in any rolling window, counted per ${policy.accountCap.count}`,
      [wishes],
      ([wanted]) => {
        const counted = grant(wanted, policy)
        for (const mine of by(counted, "contactId")) {
          for (const window of windows(mine, dayMillis)) assert.isAtMost(window.length, policy.contactCap.per24Hours)
          for (const window of windows(mine, weekMillis)) assert.isAtMost(window.length, policy.contactCap.per7Days)
        }
        for (const ours of policy.accountCap.count === "group" ? [counted] : by(counted, "accountId")) {
          for (const window of windows(ours, dayMillis))
            assert.isAtMost(persons(window), policy.accountCap.personsPer24Hours)
          for (const window of windows(ours, weekMillis)) assert.isAtMost(window.length, policy.accountCap.per7Days)
        }
        for (const ours of by(counted, "accountId"))
          for (const [index, one] of ours.entries()) {
            const before = ours[index - 1]
            if (before !== undefined && before.contactId !== one.contactId)
              assert.isAtLeast(one.at - before.at, policy.staggerMinutes * 60_000)
          }
      }
    )

  it.prop("have room at the end that they give, and none a moment before", [wishes], ([wanted]) => {
    const counted = grant(wanted, generous)
    const last = instant(Math.max(now, ...counted.map((one) => one.at)))
    for (const contact of [0, 1, 2]) {
      const question = (at: Instant): Caps.Asked =>
        asked({
          counted,
          policy: generous,
          now: at,
          recipient: { accountId: accountOf(contact), contactIds: [`c${contact}`] }
        })
      for (const ask of [
        (at: Instant) => Caps.ofContact(question(at))?.until,
        (at: Instant) => Caps.ofAccount(question(at))?.until,
        (at: Instant) => Caps.staggeredUntil(question(at))
      ]) {
        const until = ask(last)
        if (until === undefined) continue
        assert.isUndefined(ask(until))
        assert.strictEqual(ask(instant(until - 1)), until)
      }
    }
  })

  it.prop("do not ask in which order messages were told", [wishes], ([wanted]) => {
    const counted = grant(wanted, Policy.standard)
    const last = instant(Math.max(now, ...counted.map((one) => one.at)))
    for (const ask of [Caps.ofContact, Caps.ofAccount, Caps.staggeredUntil]) {
      const recipient = { accountId: "arrow", contactIds: ["c0"] }
      const straight = ask(asked({ counted, now: last, recipient }))
      assert.deepStrictEqual(ask(asked({ counted: counted.toReversed(), now: last, recipient })), straight)
    }
  })

  it("let the next message go exactly when the window is over", () => {
    assert.isUndefined(Caps.ofContact(asked({ counted: [sent("anna", 24)] })))
    assert.deepStrictEqual(Caps.ofContact(asked({ counted: [sent("anna", 23)] })), {
      messages7Days: 1,
      sales7Days: 0,
      until: hours(1)
    })
    const three = [sent("anna", 30), sent("anna", 60), sent("anna", 167)]
    assert.deepStrictEqual(Caps.ofContact(asked({ counted: three })), {
      sales7Days: 0,
      messages7Days: 3,
      until: hours(1)
    })
  })

  it("count a person of the last 24 hours once", () => {
    const counted = [sent("anna", 20), sent("ben", 2), sent("ben", 3), sent("cara", 4)]
    assert.isUndefined(Caps.ofAccount(asked({ counted })), "Anna is one of the three")
    const recipient = { accountId: "arrow", contactIds: ["dora"] }
    assert.deepStrictEqual(Caps.ofAccount(asked({ counted, recipient })), {
      sales7Days: 0,
      messages7Days: 4,
      until: hours(4)
    })
  })

  it("take each account for itself, or the group where the policy says so", () => {
    const counted = [sent("ben", 2, "bolt"), sent("cara", 3, "bolt"), sent("dora", 4, "bolt")]
    assert.isUndefined(Caps.ofAccount(asked({ counted })))
    const accountCap = { ...Policy.standard.accountCap, count: "group" as const }
    assert.isDefined(Caps.ofAccount(asked({ counted, policy: { ...Policy.standard, accountCap } })))
    assert.isUndefined(Caps.staggeredUntil(asked({ counted: [sent("ben", 0.1, "bolt")] })))
  })

  it("need no distance between messages to one person, nor where the policy asks for none", () => {
    assert.isUndefined(Caps.staggeredUntil(asked({ counted: [sent("anna", 0.1)] })))
    const policy = { ...Policy.standard, staggerMinutes: 0 }
    assert.isUndefined(Caps.staggeredUntil(asked({ counted: [sent("ben", 0)], policy })))
    assert.strictEqual(Caps.staggeredUntil(asked({ counted: [sent("ben", 0)] })), hours(0.5))
  })
})
