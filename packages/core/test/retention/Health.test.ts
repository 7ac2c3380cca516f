import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as RoleTemplate from "../../src/market/RoleTemplate.ts"
import * as Health from "../../src/retention/Health.ts"
import { standard } from "../../src/retention/RetentionPolicy.ts"
import type { ClientRecords } from "../../src/retention/RetentionRecords.ts"
import { at, client, complaint, day, interaction, look, person, promise } from "./Clients.ts"

const nothing = { cases: false, commitments: false, contacts: false, interactions: false, invoices: false }
const everything = { cases: true, commitments: true, contacts: true, interactions: true, invoices: true }
const template: RoleTemplate.RoleTemplate = {
  id: "two",
  required: [
    { role: "decision maker", threshold: 1 },
    { role: "champion", threshold: 1 }
  ]
}

const healthOf = (
  records: Partial<ClientRecords>,
  rhythm: readonly [silence: number, interval: number] | null,
  more: Partial<Health.HealthFacts> = {}
): Health.Health =>
  Health.score({
    records: client(records),
    buying: {
      purchases: 9,
      firstOn: null,
      lastOn: null,
      gaps: 8,
      silenceDays: rhythm === null ? null : rhythm[0],
      interval: rhythm === null ? null : { days: rhythm[1], of: "own" }
    },
    trend: null,
    kept: everything,
    template,
    look: look("2026-10-01"),
    policy: standard,
    ...more
  })
const partOf = (health: Health.Health, part: Health.Part) => health.contributions.find((one) => one.part === part)

const invoice = (id: string, dueAt: string, paidAt?: string): NonNullable<ClientRecords["invoices"]>[number] => ({
  id,
  accountId: "N",
  issuedAt: day("2026-01-01"),
  dueAt: day(dueAt),
  ...(paidAt === undefined ? {} : { paidAt: day(paidAt) }),
  amount: { minor: 1, currency: "EUR" }
})

describe("Health", () => {
  const trend = (change: number | null) => ({ trend: { change: null, recentChange: change, because: "" } })
  const talk = interaction("i", "2026-09-01", { contactId: "c" })
  const people = [person("c", { roles: ["champion"] }), person("d", { roles: ["decision maker"] })]
  type Case = readonly [part: Health.Part, name: string, expected: number | null, health: Health.Health]
  const table: ReadonlyArray<Case> = [
    ["rhythm", "one interval of silence", 1, healthOf({}, [20, 20])],
    ["rhythm", "two intervals of silence", 0.5, healthOf({}, [40, 20])],
    ["rhythm", "three intervals of silence", 0, healthOf({}, [60, 20])],
    ["rhythm", "no rhythm", null, healthOf({}, null)],
    ["spend", "growth", 1, healthOf({}, null, trend(0.4))],
    ["spend", "a quarter less", 0.5, healthOf({}, null, trend(-0.25))],
    ["spend", "half as much", 0, healthOf({}, null, trend(-0.5))],
    ["spend", "an unknown season", null, healthOf({}, null, trend(null))],
    [
      "promises",
      "one kept in time of two",
      0.5,
      healthOf(
        { commitments: [promise("a", "2026-09-01"), promise("b", "2026-08-01", { keptAt: at("2026-07-30") })] },
        null
      )
    ],
    [
      "promises",
      "one kept late",
      0,
      healthOf({ commitments: [promise("b", "2026-08-01", { keptAt: at("2026-08-03") })] }, null)
    ],
    [
      "promises",
      "none due in the year",
      null,
      healthOf({ commitments: [promise("b", "2025-08-01"), promise("c", "2026-11-01")] }, null)
    ],
    ["cases", "no open complaint", 1, healthOf({}, null)],
    [
      "cases",
      "one of high severity and one other",
      0.25,
      healthOf({ cases: [complaint("a", "2026-09-01", { severity: "high" }), complaint("b", "2026-09-02")] }, null)
    ],
    [
      "cases",
      "five open complaints",
      0,
      healthOf({ cases: ["a", "b", "c", "d", "e"].map((id) => complaint(id, "2026-09-01")) }, null)
    ],
    [
      "cases",
      "a question and a closed complaint",
      1,
      healthOf(
        {
          cases: [
            complaint("a", "2026-09-01", { kind: "question" }),
            complaint("b", "2026-09-02", { closedAt: at("2026-09-03") })
          ]
        },
        null
      )
    ],
    ["cases", "no cases recorded anywhere", null, healthOf({}, null, { kept: nothing })],
    ["people", "one role of two reached by a call", 0.5, healthOf({ contacts: people, interactions: [talk] }, null)],
    [
      "people",
      "a letter one way",
      0,
      healthOf({ contacts: people, interactions: [{ ...talk, kind: "e-mail", direction: "outbound" }] }, null)
    ],
    [
      "people",
      "letters both ways",
      0.5,
      healthOf(
        {
          contacts: people,
          interactions: [
            { ...talk, kind: "e-mail", direction: "outbound" },
            interaction("j", "2026-09-02", { kind: "e-mail", direction: "inbound", contactId: "c" })
          ]
        },
        null
      )
    ],
    [
      "people",
      "a call 90 days ago",
      0.5,
      healthOf({ contacts: people, interactions: [interaction("i", "2026-07-03", { contactId: "c" })] }, null)
    ],
    [
      "people",
      "a call 91 days ago",
      0,
      healthOf({ contacts: people, interactions: [interaction("i", "2026-07-02", { contactId: "c" })] }, null)
    ],
    [
      "people",
      "a call four months ago",
      0,
      healthOf({ contacts: people, interactions: [interaction("i", "2026-06-01", { contactId: "c" })] }, null)
    ],
    ["people", "nobody in a role", null, healthOf({ contacts: [person("c")], interactions: [talk] }, null)],
    [
      "payment",
      "two of three paid in time",
      2 / 3,
      healthOf(
        {
          invoices: [
            invoice("a", "2026-03-01", "2026-02-20"),
            invoice("b", "2026-04-01", "2026-04-02"),
            invoice("c", "2026-05-01", "2026-05-01")
          ]
        },
        null
      )
    ],
    [
      "payment",
      "two invoices only",
      null,
      healthOf({ invoices: [invoice("a", "2026-03-01"), invoice("b", "2026-04-01")] }, null)
    ]
  ]
  for (const [part, name, expected, health] of table) {
    it(`scores ${part} of ${name} ${expected === null ? "unknown" : expected.toFixed(2)}`, () => {
      assert.strictEqual(partOf(health, part)?.score, expected)
    })
  }
  it("has a case for every part", () => {
    const tried = new Set(table.map(([part]) => part))
    assert.deepStrictEqual(
      Health.rules.map(({ id }) => id).filter((id) => !tried.has(id)),
      []
    )
  })

  it("is the weighted mean of what is known", () => {
    // rhythm 0.5 × 30 + cases 1 × 15 of 45 known.
    const health = healthOf({}, [40, 20])
    assert.deepStrictEqual([health.score, health.knownWeight], [67, 45])
    assert.deepStrictEqual(
      health.contributions.map(({ part, points }) => [part, points]),
      [
        ["rhythm", 34],
        ["spend", 0],
        ["promises", 0],
        ["cases", 33],
        ["people", 0],
        ["payment", 0]
      ]
    )
  })

  it("is unknown below 40 of known weight", () => {
    const health = healthOf({}, [40, 20], { kept: nothing })
    assert.deepStrictEqual([health.score, health.knownWeight], [null, 30])
    assert.isTrue(health.contributions.every(({ points }) => points === 0))
  })

  const whole = (maximum: number) => Schema.Int.check(Schema.isBetween({ minimum: 0, maximum }))
  const anything = Schema.Struct({
    silence: whole(200),
    interval: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 90 })),
    change: Schema.NullOr(Schema.Finite.check(Schema.isBetween({ minimum: -1, maximum: 1 }))),
    open: whole(4),
    kept: whole(5),
    broken: whole(5),
    paid: whole(5),
    late: whole(5)
  })
  it.prop("has contributions that sum to it", [Arbitrary.schema(anything)], ([any]) => {
    const many = <A>(count: number, make: (id: string) => A): ReadonlyArray<A> =>
      Array.from({ length: count }, (_, index) => make(`${index}`))
    const { contributions, knownWeight, score } = healthOf(
      {
        cases: many(any.open, (id) => complaint(id, "2026-09-01")),
        commitments: [
          ...many(any.kept, (id) => promise(`k${id}`, "2026-08-01", { keptAt: at("2026-07-30") })),
          ...many(any.broken, (id) => promise(`b${id}`, "2026-08-01"))
        ],
        invoices: [
          ...many(any.paid, (id) => invoice(`p${id}`, "2026-04-01", "2026-03-20")),
          ...many(any.late, (id) => invoice(`l${id}`, "2026-04-01"))
        ]
      },
      [any.silence, any.interval],
      { trend: { change: any.change, recentChange: null, because: "" } }
    )
    const sum = contributions.reduce((total, { points }) => total + points, 0)
    assert.strictEqual(sum, score)
    const exact = contributions.reduce((total, one) => total + (one.weight * (one.score ?? 0) * 100) / knownWeight, 0)
    assert.isAtMost(Math.abs((score ?? 0) - exact), 0.5 + 1e-6)
    for (const { points, score: part, weight } of contributions) {
      assert.isBelow(Math.abs(points - (weight * (part ?? 0) * 100) / knownWeight), 1)
    }
  })
})

describe("Health.largestRemainder", () => {
  it("raises the largest remainders, the first of equal ones", () => {
    assert.deepStrictEqual(Health.largestRemainder([33.4, 33.3, 33.3], 100), [34, 33, 33])
    assert.deepStrictEqual(Health.largestRemainder([0.5, 0.5], 1), [1, 0])
    assert.deepStrictEqual(Health.largestRemainder([], 0), [])
  })
})
