import { assert, describe, it } from "@effect/vitest"
import * as BookFacts from "../../src/analysis/BookFacts.ts"
import * as Facts from "../../src/analysis/Facts.ts"
import * as BusinessCalendar from "../../src/kernel/BusinessCalendar.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import type { RecordBook } from "../../src/intake/RecordBook.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import * as AsOf from "../../src/retention/AsOf.ts"
import { standard } from "../../src/retention/RetentionPolicy.ts"
import * as Retention from "../../src/retention/Retention.ts"
import * as RetentionBook from "../../src/retention/RetentionBook.ts"
import * as Books from "../market/Books.ts"
import { account, asset, client, day, deal, look, notice, purchases, zone } from "./Clients.ts"

const here = AsOf.look(Books.exampleDay, Books.zone)
const whole = RetentionBook.make(Books.example(), here)
const rowOf = (rows: ReadonlyArray<Retention.Row>, id: string): Retention.Row => {
  const row = rows.find((one) => one.id === id)
  if (row === undefined) throw new RangeError(`${id} is not in the list`)
  return row
}
const rulesOf = ({ reasons }: Retention.Row): ReadonlyArray<string> => reasons.map(({ rule }) => rule)

describe("Retention of the industrial supplier", () => {
  it("puts the silent key account, the notice and the broken promise at risk, with what to do first", () => {
    assert.includeMembers([...rulesOf(rowOf(whole.atRisk, "ACC-1020"))], ["silence", "person-gone", "spend-down"])
    const leaving = rowOf(whole.atRisk, "ACC-1080")
    assert.deepStrictEqual(leaving.act, { rule: "departure-notice", by: day("2026-10-02") })
    assert.strictEqual(leaving.causes?.primary, "price or competitor")
    const broken = rowOf(whole.atRisk, "ACC-1010")
    assert.deepStrictEqual(
      [rulesOf(broken), broken.causes?.primary],
      [["promise-broken"], "deadlines and promises broken"]
    )
  })

  it("does not take a pause between two campaigns for silence", () => {
    const judged = new Map(whole.classes.map((one) => [one.id, one.class]))
    assert.deepStrictEqual([judged.get("ACC-1030"), judged.get("ACC-1090")], ["active", "active"])
  })

  it("keeps the host's word on who is lost or regained, and says where silence disagrees", () => {
    const lost = rowOf(whole.lost, "ACC-1370")
    assert.deepStrictEqual([lost.how, lost.causes?.primary], ["word", "service got worse"])
    assert.isNotNull(rowOf(whole.regained, "ACC-1190"))
    const gone = rowOf(whole.atRisk, "ACC-1360")
    assert.deepStrictEqual([gone.status, gone.computed], ["customer", "lost"])
    assert.includeMembers(
      whole.findings.flatMap(({ message, rule }) =>
        rule === "retention/status-disagrees" ? [message.slice(0, 15)] : []
      ),
      ["client ACC-1360"]
    )
  })

  it("finds the lost member of a live group, which is no lost client", () => {
    assert.deepStrictEqual(
      whole.lostMembers.flatMap(({ accountId, groupId }) => (accountId === "ACC-1131" ? [groupId] : [])),
      ["ACC-1130"]
    )
    assert.notInclude(
      whole.lost.map(({ id }) => id),
      "ACC-1130"
    )
    assert.include(
      whole.findings.map(({ rule }) => rule),
      "retention/lost-member"
    )
  })

  it("counts every client in one class", () => {
    assert.strictEqual(
      Object.values(whole.counts).reduce((sum, one) => sum + one, 0),
      whole.classes.length
    )
    assert.strictEqual(new Set(whole.classes.map(({ id }) => id)).size, whole.classes.length)
    assert.deepStrictEqual([whole.atRisk.length, whole.lost.length], [whole.counts["at risk"], whole.counts.lost])
  })

  it("sums the list to the portfolio's value at risk", () => {
    const facts = BookFacts.ofOrders(Books.example())
    const { minor, rows, byClass } = whole.valueAtRisk
    const { groupOf } = Books.example().grouping
    const review = Retention.reviewAt(facts, here, {
      groupOf: (account) => groupOf.get(account) ?? account,
      facts: BookFacts.keyFacts(Books.example(), here.day)
    })
    assert.isAbove(minor, 0)
    assert.strictEqual(
      rows.reduce((sum, one) => sum + one.minor, 0),
      minor
    )
    assert.strictEqual(
      Object.values(byClass).reduce((sum, one) => sum + one, 0),
      minor
    )
    assert.strictEqual(review.valueAtRisk.minor, minor)
    assert.deepStrictEqual(
      rows.map((row) => row.minor),
      rows.map((row) => row.minor).toSorted((a, b) => b - a)
    )
    const listed = new Map(rows.map((row) => [row.id, row.minor]))
    for (const row of whole.atRisk) assert.strictEqual(row.valueAtRiskMinor, listed.get(row.id) ?? null)
  })

  it("sorts by value at risk, largest first", () => {
    const values = whole.atRisk.map(({ valueAtRiskMinor }) => valueAtRiskMinor ?? -1)
    assert.deepStrictEqual(
      values,
      values.toSorted((a, b) => b - a)
    )
  })

  it("says what to do, and by which business day, for each client at risk or lost", () => {
    for (const { act, id } of [...whole.atRisk, ...whole.lost]) {
      assert.isNotNull(act, id)
      assert.isTrue(act !== null && act.by > here.day && BusinessCalendar.isBusinessDay(act.by, new Set()))
    }
    const holidays = new Set([day("2026-10-02")])
    const later = RetentionBook.make(Books.example(), here, { holidays })
    assert.strictEqual(rowOf(later.atRisk, "ACC-1080").act?.by, "2026-10-05")
  })

  it("is plain JSON", () => {
    assert.deepStrictEqual(JSON.parse(JSON.stringify(whole)), whole)
  })
})

describe("Laws of retention", () => {
  it("does not depend on the order of records", () => {
    assert.deepStrictEqual(RetentionBook.make(Books.turned(Books.example()), here), whole)
  })

  it("does not change a class when all amounts are scaled", () => {
    const book = Books.example()
    const facts = BookFacts.ofOrders(book)
    const { cost } = facts
    const scaled: Facts.Facts = {
      ...facts,
      minor: facts.minor.map((minor) => minor * 3),
      ...(cost === undefined ? {} : { cost: cost.map((one) => one * 3) })
    }
    const judge = (orders: Facts.Facts) => {
      const groupOf = (id: string): string => book.grouping.groupOf.get(id) ?? id
      const clients = RecordsInMemory.groupRecords(book, "key")
      const review = Retention.reviewAt(orders, here, { groupOf, facts: BookFacts.keyFacts(book, here.day) })
      return Retention.make({ facts: orders, clients, groupOf, review, look: here })
    }
    const [once, thrice] = [judge(facts), judge(scaled)]
    assert.deepStrictEqual(thrice.classes, once.classes)
    assert.deepStrictEqual(
      thrice.atRisk.map(({ id, reasons }) => [id, reasons.map(({ rule }) => rule)]),
      once.atRisk.map(({ id, reasons }) => [id, reasons.map(({ rule }) => rule)])
    )
    assert.deepStrictEqual(once.classes, whole.classes)
  })

  for (const past of ["2025-12-31", "2026-03-15", "2026-08-31"]) {
    it(`sees on ${past} nothing that came later`, () => {
      const book = Books.example()
      const then = AsOf.look(day(past), Books.zone, { recordsOn: Books.exampleDay })
      const until = { day: day(past), now: then.now }
      const { records } = book
      const cut: RecordBook = {
        ...book,
        records: {
          ...records,
          orders: records.orders.filter(({ record }) => record.date <= until.day),
          invoices: records.invoices.filter(({ record }) => record.issuedAt <= until.day),
          cases: records.cases.filter(({ record }) => record.openedAt <= until.now),
          promises: records.promises.filter(({ record }) => record.madeAt <= until.now),
          departures: records.departures.filter(({ record }) => record.at <= until.now),
          interactions: records.interactions.filter((one) => (AsOf.heldAt(one.record) ?? 0) <= until.now),
          opportunities: records.opportunities.filter(({ record }) => (record.openedAt ?? "") <= until.day)
        }
      }
      const known = RetentionBook.make(cut, then)
      assert.deepStrictEqual(RetentionBook.make(book, then), known)
      assert.notDeepEqual(known.classes, whole.classes)
    })
  }
})

describe("Retention at a past day", () => {
  const at = (past: string, recordsOn: Calendar.Day) =>
    RetentionBook.make(Books.example(), AsOf.look(day(past), Books.zone, { recordsOn }))
  it("does not know the host's word of later, and counts what was at risk then", () => {
    const isIn = ({ valueAtRisk }: Retention.Retention) => valueAtRisk.rows.some(({ id }) => id === "ACC-1370")
    assert.deepStrictEqual(
      [isIn(at("2025-06-01", Books.exampleDay)), isIn(at("2025-06-01", day("2025-06-01"))), isIn(whole)],
      [true, false, false]
    )
    assert.notInclude(
      at("2025-06-01", Books.exampleDay).lost.map(({ id }) => id),
      "ACC-1370"
    )
  })
})

describe("Retention of a few clients", () => {
  const monthly = (id: string, last: string, count: number): ReadonlyArray<Facts.Row> =>
    [...purchases(last, 30, count)].map((number) => ({ account: id, day: number, minor: 1000 }))
  const rows = [
    ...monthly("S", "2026-09-20", 12),
    ...monthly("G", "2026-03-01", 12),
    ...monthly("M", "2026-03-01", 12),
    ...monthly("N", "2026-09-20", 12)
  ]
  const judge = (clients: Retention.Input["clients"], more: Partial<Retention.Input> = {}) => {
    const groupOf = (id: string) => (id === "M" ? "N" : id)
    const facts = Facts.ofRows(rows, "EUR")
    const at = look("2026-10-01")
    return Retention.make({
      facts,
      clients,
      groupOf,
      review: Retention.reviewAt(facts, at, { groupOf }),
      look: at,
      ...more
    })
  }
  const group = client({ accounts: [account("N"), account("M", { parentId: "N" })] })

  it("judges those of whom only orders are known, and the members of groups", () => {
    const retention = judge([group])
    assert.deepStrictEqual(retention.classes, [
      { id: "G", class: "lost" },
      { id: "N", class: "active" },
      { id: "S", class: "active" }
    ])
    assert.deepStrictEqual(retention.lostAccounts, ["G", "M"])
    assert.deepStrictEqual(
      retention.lostMembers.map(({ accountId, groupId }) => [accountId, groupId]),
      [["M", "N"]]
    )
  })

  it("gives what a lost client brought in the year before it was lost", () => {
    const [lost] = judge([group]).lost
    assert.deepStrictEqual([lost?.id, lost?.how, lost?.marginMinor], ["G", "presumed", 12_000])
    assert.strictEqual(lost?.lostOn, Calendar.addDays(day("2026-03-01"), 91))
  })

  it("compares refusals where orders and deals reach back two years", () => {
    const isCovered = (first: string, openedOn: string) => {
      const facts = Facts.ofRows([{ account: "S", day: Calendar.dayNumber(day(first)), minor: 1000 }, ...rows], "EUR")
      const opportunities = [deal("d", "2026-09-01", { openedAt: day(openedOn) })]
      return judge([{ ...group, opportunities }], { facts }).refusals.isCovered
    }
    assert.deepStrictEqual(
      [
        isCovered("2024-10-01", "2024-10-15"),
        isCovered("2024-10-01", "2025-01-15"),
        isCovered("2025-01-15", "2024-10-15")
      ],
      [true, false, false]
    )
  })

  it("says which kinds of records nobody keeps", () => {
    const [finding] = judge([group]).findings
    assert.strictEqual(finding?.rule, "retention/not-recorded")
    assert.include(finding?.message, "no cases, promises, contacts, interactions, invoices in the records")
  })

  it("judges a member by its own orders beside its assets", () => {
    const own = { accountId: "M", amount: { minor: 100, currency: "EUR" } }
    const records = {
      ...group,
      assets: [asset("a", { accountId: "N", status: "ended", endsAt: day("2026-09-25") })],
      orders: [{ id: "o", date: day("2026-09-20"), ...own }]
    }
    const { lostMembers } = judge([records])
    assert.deepStrictEqual(
      lostMembers.map(({ accountId, reasons }) => [accountId, reasons.map(({ rule }) => rule)]),
      [
        ["M", ["long-silence"]],
        ["N", ["assets-ended"]]
      ]
    )
  })

  it("takes a member's own word without its group's", () => {
    const records = {
      ...group,
      assets: [asset("a", { accountId: "M", status: "ended", endsAt: day("2026-03-05") }), asset("b")]
    }
    const { classes, lostMembers } = judge([records])
    assert.strictEqual(classes.find(({ id }) => id === "N")?.class, "active")
    assert.deepStrictEqual(
      lostMembers[0]?.reasons.map(({ rule }) => rule),
      ["assets-ended", "long-silence"]
    )
  })

  it("closes a notice by its outcome", () => {
    const records = { ...group, departures: [notice("d", "2026-09-28")] }
    const outcome = { noticeId: "d", at: Calendar.instantOf(day("2026-09-30"), 0, zone) }
    const classOf = (outcomes: Retention.Input["outcomes"] = []) =>
      judge([records], { outcomes }).classes.find(({ id }) => id === "N")?.class
    assert.deepStrictEqual(
      [classOf(), classOf([{ ...outcome, outcome: "stayed" }]), classOf([{ ...outcome, outcome: "left" }])],
      ["at risk", "active", "lost"]
    )
  })

  it("takes another policy", () => {
    const strict = judge([group], { policy: { ...standard, atRisk: { intervals: 0.3, days: 5 } } })
    assert.deepStrictEqual(strict.counts, { active: 0, "at risk": 2, lost: 1, regained: 0, new: 0, unknown: 0 })
  })
})
