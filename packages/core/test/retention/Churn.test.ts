import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import type { AccountStatus } from "../../src/account/Account.ts"
import * as LossRisk from "../../src/analysis/LossRisk.ts"
import type * as Migration from "../../src/analysis/Migration.ts"
import * as Rhythm from "../../src/analysis/Rhythm.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Churn from "../../src/retention/Churn.ts"
import { atRiskRules, lostRules } from "../../src/retention/ChurnRules.ts"
import { RetentionPolicy, sources, standard } from "../../src/retention/RetentionPolicy.ts"
import {
  account,
  asset,
  at,
  client,
  complaint,
  day,
  look,
  notice,
  order,
  person,
  promise,
  purchases,
  subject
} from "./Clients.ts"

const today = "2026-10-01"
/** Buys every 20 days, the last time ten days ago: nothing is wrong with its rhythm. */
const steady = purchases("2026-09-21", 20, 10)
const judge = (one: Partial<Churn.Subject>, bought: ArrayLike<number> = steady, on: string = today): Churn.Churn =>
  Churn.classify(subject(bought, one), look(on), standard)
const rulesOf = ({ reasons }: Churn.Churn): ReadonlyArray<string> => reasons.map(({ rule }) => rule)

const move = (
  before: readonly [Migration.Standing["abc"], Migration.Standing["letter"]],
  after: typeof before | null
): Migration.Move => {
  const standing = ([abc, letter]: typeof before): Migration.Standing => ({
    abc,
    letter,
    measureMinor: 1,
    activeShare: null
  })
  return {
    id: "N",
    kind: "down",
    before: standing(before),
    after: after === null ? null : standing(after),
    measureChangeMinor: 0,
    activeShareChange: null
  }
}

describe("Churn by silence", () => {
  const table: ReadonlyArray<readonly [silence: number, every: number, count: number, expected: Churn.ChurnClass]> = [
    [20, 20, 9, "active"],
    [44, 10, 9, "active"],
    [45, 10, 9, "at risk"],
    [59, 10, 9, "at risk"],
    [60, 10, 9, "lost"],
    [46, 23, 9, "active"],
    [47, 23, 9, "at risk"],
    [69, 23, 9, "at risk"],
    // The client that orders every 23 days and has been silent for 71.
    [71, 23, 9, "lost"],
    [900, 30, 1, "at risk"],
    [91, 30, 2, "lost"],
    [61, 30, 1, "at risk"]
  ]
  for (const [silence, every, count, expected] of table) {
    it(`calls ${silence} days of silence after ${count} purchases every ${every} days ${expected}`, () => {
      const last = Calendar.addDays(day(today), -silence)
      const churn = judge({}, purchases(last, every, count))
      assert.strictEqual(churn.class, expected)
      assert.strictEqual(churn.buying.silenceDays, silence)
      assert.strictEqual(churn.how, expected === "lost" ? "presumed" : null)
    })
  }

  it("tells the first day of the loss and the months since", () => {
    const churn = judge({}, purchases("2026-03-01", 10, 9))
    assert.deepStrictEqual([churn.lostOn, churn.monthsSinceLoss], ["2026-04-30", 5])
    assert.strictEqual(judge({}, purchases("2026-03-01", 10, 9), "2026-04-29").class, "at risk")
    assert.strictEqual(judge({}, purchases("2026-03-01", 10, 9), "2026-04-30").class, "lost")
  })

  it("gives the facts and the threshold of each rule that holds", () => {
    const [lost, risk] = judge({}, purchases("2026-07-22", 23, 9)).reasons
    assert.deepStrictEqual(lost, {
      rule: "long-silence",
      class: "lost",
      on: day("2026-09-30"),
      evidence: {
        "client.lastPurchaseOn": "2026-07-22",
        "client.silenceDays": 71,
        "client.usualIntervalDays": 23,
        "client.intervalOf": "own",
        "policy.lost.silenceDays": 70
      }
    })
    assert.deepStrictEqual([risk?.rule, risk?.on], ["silence", day("2026-09-07")])
  })

  it("is unknown without a purchase or without anybody's interval, and new for who has just begun", () => {
    assert.strictEqual(judge({}, []).class, "unknown")
    assert.strictEqual(judge({ isNew: true }, []).class, "new")
    assert.strictEqual(judge({ isNew: true }, purchases("2026-09-21", 20, 2)).class, "new")
    assert.strictEqual(judge({ isNew: true }, steady).class, "active")
    const alone = Churn.classify(subject(purchases("2026-09-21", 20, 2), {}, null), look(today), standard)
    assert.strictEqual(alone.class, "unknown")
  })

  const silences = Schema.Struct({
    every: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 60 })),
    count: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 8 })),
    silence: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 300 }))
  })
  it.prop(
    "agrees with the bands of loss risk and with late",
    [Arbitrary.schema(silences)],
    ([{ count, every, silence }]) => {
      const last = Calendar.addDays(day(today), -silence)
      const { buying, computed } = judge({}, purchases(last, every, count))
      const intervalDays = buying.interval?.days ?? 0
      const band = LossRisk.bandOf({ silenceDays: silence, intervalDays, purchases: count, isLeaving: false })
      assert.strictEqual(computed === "lost", band === "silent")
      if (computed !== "lost") {
        assert.strictEqual(computed === "at risk", band === "at risk")
        assert.strictEqual(
          computed === "at risk",
          Rhythm.isLate({ silenceDays: silence, usualIntervalDays: intervalDays })
        )
      }
    }
  )
})

describe("Churn by signs of loss", () => {
  const left = { leftAt: at("2026-06-30"), roles: ["champion" as const] }
  const signs: ReadonlyArray<readonly [rule: string, name: string, holds: boolean, one: Partial<Churn.Subject>]> = [
    ["departure-notice", "a notice", true, { records: client({ departures: [notice("d", "2026-09-29")] }) }],
    [
      "departure-notice",
      "a question how to leave",
      true,
      { records: client({ departures: [notice("d", "2026-09-01", { kind: "asked how to leave" })] }) }
    ],
    [
      "departure-notice",
      "a notice 13 months old",
      false,
      { records: client({ departures: [notice("d", "2025-08-29")] }) }
    ],
    [
      "departure-notice",
      "a notice that was answered",
      false,
      {
        records: client({ departures: [notice("d", "2026-09-20")] }),
        outcomes: [{ noticeId: "d", at: at("2026-09-25"), outcome: "stayed" }]
      }
    ],
    [
      "departure-notice",
      "a notice for an asset that has ended",
      false,
      {
        records: client({
          departures: [notice("d", "2026-09-20", { assetId: "a" })],
          assets: [asset("a", { status: "ended", endsAt: day("2026-09-25") }), asset("b")]
        })
      }
    ],
    [
      "departure-notice",
      "a notice of tomorrow",
      false,
      { records: client({ departures: [notice("d", "2026-10-02")] }) }
    ],
    ["class-fallen", "a fall from A to B", true, { move: move(["A", "X"], ["B", "X"]) }],
    ["class-fallen", "a fall out of the window", true, { move: move(["C", "X"], null) }],
    ["class-fallen", "a rise", false, { move: move(["B", "X"], ["A", "X"]) }],
    ["regularity-fallen", "an A account from X to Y", true, { move: move(["A", "X"], ["A", "Y"]) }],
    ["regularity-fallen", "a C account from X to Y", false, { move: move(["C", "X"], ["C", "Y"]) }],
    ["regularity-fallen", "an unknown letter before", false, { move: move(["A", null], ["A", "Z"]) }],
    ["spend-down", "30 % less", true, { trend: { change: 0, recentChange: -0.3, because: "" } }],
    ["spend-down", "29 % less", false, { trend: { change: -0.29, recentChange: null, because: "" } }],
    ["spend-down", "an unknown season", false, { trend: { change: null, recentChange: null, because: "" } }],
    ["promise-broken", "a promise past due", true, { records: client({ commitments: [promise("p", "2026-09-11")] }) }],
    [
      "promise-broken",
      "a promise made good",
      false,
      {
        records: client({
          commitments: [promise("p", "2026-09-11", { settled: { by: "x", at: at("2026-09-20"), note: "told" } })]
        })
      }
    ],
    [
      "complaints-open",
      "two open complaints",
      true,
      { records: client({ cases: [complaint("a", "2026-09-01"), complaint("b", "2026-09-02", { kind: "dispute" })] }) }
    ],
    [
      "complaints-open",
      "one open complaint and a question",
      false,
      { records: client({ cases: [complaint("a", "2026-09-01"), complaint("b", "2026-09-02", { kind: "question" })] }) }
    ],
    ["person-gone", "the champion gone", true, { records: client({ contacts: [person("c", left)] }) }],
    [
      "person-gone",
      "the champion gone and replaced",
      false,
      { records: client({ contacts: [person("c", left), person("e", { roles: ["champion"] })] }) }
    ],
    [
      "person-gone",
      "a user gone",
      false,
      { records: client({ contacts: [person("c", { ...left, roles: ["user"] })] }) }
    ],
    [
      "person-gone",
      "the decision maker gone for 13 months",
      false,
      { records: client({ contacts: [person("c", { leftAt: at("2025-08-20"), roles: ["decision maker"] })] }) }
    ]
  ]
  for (const [rule, name, holds, one] of signs) {
    it(`${name} ${holds ? "puts" : "does not put"} a client at risk by ${rule}`, () => {
      const churn = judge(one)
      assert.strictEqual(rulesOf(churn).includes(rule), holds)
      assert.strictEqual(churn.class, holds ? "at risk" : "active")
    })
  }

  it("names every rule that holds, each rule of the table in some case", () => {
    const tried = new Set<string>([...signs.flatMap(([rule, , holds]) => (holds ? [rule] : [])), "silence"])
    assert.deepStrictEqual(
      atRiskRules.map(({ id }) => id).filter((id) => !tried.has(id)),
      []
    )
    const both = judge({
      move: move(["A", "X"], ["B", "Y"]),
      records: client({ departures: [notice("d", "2026-09-29")] })
    })
    assert.deepStrictEqual(rulesOf(both), ["departure-notice", "class-fallen", "regularity-fallen"])
  })
})

describe("Churn by word", () => {
  const ended = (on: string) =>
    client({
      assets: [
        asset("a", { status: "ended", endsAt: day(on) }),
        asset("b", { status: "ended", endsAt: day("2026-01-01") })
      ]
    })
  const words: ReadonlyArray<readonly [rule: string, name: string, holds: boolean, one: Partial<Churn.Subject>]> = [
    ["assets-ended", "all assets ended", true, { records: ended("2026-09-25") }],
    ["assets-ended", "all assets ended before the last order", false, { records: ended("2026-09-01") }],
    [
      "assets-ended",
      "all ended but orders beside them go on",
      false,
      { records: { ...ended("2026-09-25"), orders: [order("o", "2026-09-21", 100)] } }
    ],
    [
      "assets-ended",
      "one still running",
      false,
      { records: client({ assets: [asset("a", { status: "ended", endsAt: day("2026-09-25") }), asset("b")] }) }
    ],
    [
      "notice-ran-out",
      "a notice for the whole account a week ago",
      true,
      { records: client({ departures: [notice("d", "2026-09-24")] }) }
    ],
    [
      "notice-ran-out",
      "such a notice six days ago",
      false,
      { records: client({ departures: [notice("d", "2026-09-25")] }) }
    ],
    [
      "notice-ran-out",
      "an order after the notice",
      false,
      { records: client({ departures: [notice("d", "2026-09-10")] }) }
    ],
    [
      "notice-ran-out",
      "a running asset",
      false,
      { records: client({ departures: [notice("d", "2026-09-22")], assets: [asset("a")] }) }
    ],
    [
      "told",
      "an answer that it left",
      true,
      {
        records: client({ departures: [notice("d", "2026-09-22")], assets: [asset("a")] }),
        outcomes: [{ noticeId: "d", at: at("2026-09-24"), outcome: "left" }]
      }
    ],
    [
      "told",
      "an answer that one asset left",
      false,
      {
        records: client({ departures: [notice("d", "2026-09-22", { assetId: "x" })], assets: [asset("a")] }),
        outcomes: [{ noticeId: "d", at: at("2026-09-24"), outcome: "left" }]
      }
    ]
  ]
  for (const [rule, name, holds, one] of words) {
    it(`${name} ${holds ? "is" : "is not"} a loss by ${rule}`, () => {
      const churn = judge(one)
      assert.strictEqual(rulesOf(churn).includes(rule), holds)
      assert.strictEqual(churn.class === "lost", holds)
      assert.strictEqual(churn.how, holds ? "word" : null)
    })
  }
  it("has a case for every rule of the table", () => {
    const tried = new Set<string>([...words.flatMap(([rule, , holds]) => (holds ? [rule] : [])), "long-silence"])
    assert.deepStrictEqual(
      lostRules.map(({ id }) => id).filter((id) => !tried.has(id)),
      []
    )
  })
})

describe("Churn and the host's status", () => {
  const silent = purchases("2026-03-01", 10, 9)
  type Case = readonly [
    status: AccountStatus,
    bought: ArrayLike<number>,
    expected: Churn.ChurnClass,
    disagrees: boolean
  ]
  const table: ReadonlyArray<Case> = [
    ["customer", steady, "active", false],
    ["customer", silent, "at risk", true],
    ["lost", steady, "lost", true],
    ["lost", silent, "lost", false],
    ["lapsed", steady, "lost", true],
    ["lapsed", silent, "lost", false],
    ["regained", steady, "regained", false],
    ["regained", silent, "at risk", true],
    ["prospect", [], "new", false],
    ["prospect", steady, "new", true]
  ]
  for (const [status, bought, expected, disagrees] of table) {
    it(`${status} makes a client that ${bought.length === 0 ? "never bought" : bought === steady ? "buys steadily" : "is silent"} ${expected}`, () => {
      const churn = judge({ records: client({ accounts: [account("N", { status })] }) }, bought)
      assert.strictEqual(churn.class, expected)
      assert.deepStrictEqual(
        churn.findings.map(({ rule }) => rule),
        disagrees ? ["retention/status-disagrees"] : []
      )
    })
  }
  it("is customer if any member is, and lost only if all are", () => {
    assert.strictEqual(
      Churn.statusOf([account("a", { status: "lost" }), account("b", { status: "customer" })]),
      "customer"
    )
    assert.strictEqual(Churn.statusOf([account("a", { status: "lost" }), account("b")]), null)
    assert.strictEqual(Churn.statusOf([account("a", { status: "lost" }), account("b", { status: "lost" })]), "lost")
  })
  it("lost by the host's word is lost by word, lapsed is presumed", () => {
    const how = (status: AccountStatus) => judge({ records: client({ accounts: [account("N", { status })] }) }).how
    assert.deepStrictEqual([how("lost"), how("lapsed")], ["word", "presumed"])
  })
})

describe("Churn regained", () => {
  const before = [...purchases("2026-01-10", 10, 9)]
  const back = Calendar.dayNumber(day("2026-08-20"))
  it("is the first order after a loss, for three months", () => {
    const churn = judge({}, [...before, back], "2026-08-25")
    assert.deepStrictEqual([churn.class, churn.regainedOn], ["regained", day("2026-08-20")])
    const often = [...before, back, back + 10, back + 20, back + 30, back + 60, back + 80, back + 92]
    assert.strictEqual(judge({}, often, "2026-11-19").class, "regained")
    assert.strictEqual(judge({}, often, "2026-11-20").class, "active")
  })
  it("is no order after a longer pause that was no loss", () => {
    assert.isNull(judge({}, [...before, Calendar.dayNumber(day("2026-03-10"))], "2026-03-12").regainedOn)
  })
  it("holds for who came back after its assets ended", () => {
    const records = client({ assets: [asset("a", { status: "ended", endsAt: day("2026-09-02") })] })
    const bought = purchases("2026-09-21", 20, 10)
    const churn = judge({ records }, bought)
    assert.deepStrictEqual([churn.class, churn.regainedOn], ["regained", day("2026-09-21")])
  })
  it("judges the loss by what was known on the eve", () => {
    // Later gaps make the interval longer; on the eve it was ten days.
    const later = [...before, back, back + 100, back + 200, back + 300].map((one) => one)
    assert.strictEqual(judge({}, later, "2026-08-20").class, "regained")
  })
})

describe("Churn at any day", () => {
  const days = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 700 }))).check(
    Schema.isMaxLength(12)
  )
  const first = Calendar.dayNumber(day("2024-11-01"))
  it.prop(
    "sees nothing that came later",
    [Arbitrary.schema(days), Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 700 })))],
    ([bought, until]) => {
      const all = [...new Set(bought)].map((one) => first + one).toSorted((a, b) => a - b)
      const on = Calendar.ofDayNumber(first + until)
      const known = all.filter((one) => one <= first + until)
      assert.deepStrictEqual(judge({}, all, on), judge({}, known, on))
    }
  )
  it("judges by records as they were", () => {
    const records = client({
      cases: [complaint("a", "2026-09-01"), complaint("b", "2026-09-20", { closedAt: at("2026-09-28") })]
    })
    assert.deepStrictEqual(
      ["2026-09-15", "2026-09-25", "2026-10-01"].map((on) => judge({ records }, steady, on).class),
      ["active", "at risk", "active"]
    )
  })
})

describe("RetentionPolicy", () => {
  it("says of each default where it comes from", () => {
    assert.deepStrictEqual(Object.keys(sources).toSorted(), Object.keys(standard).toSorted())
  })
  it("can be changed field by field", () => {
    const patient = Schema.decodeUnknownSync(RetentionPolicy)({ lost: { days: 365 } })
    const churn = Churn.classify(subject(purchases("2026-03-01", 10, 9)), look(today), patient)
    assert.deepStrictEqual([churn.class, patient.lost.intervals], ["at risk", 3])
  })
})
