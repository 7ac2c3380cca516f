import { assert, describe, it } from "@effect/vitest"
import type { Case } from "../../src/account/Case.ts"
import type { Commitment } from "../../src/account/Commitment.ts"
import type { Interaction } from "../../src/account/Interaction.ts"
import type { Manager } from "../../src/account/Manager.ts"
import type { Product } from "../../src/account/Product.ts"
import type * as Mistake from "../../src/desk/Mistake.ts"
import * as Mistakes from "../../src/desk/Mistakes.ts"
import * as NewestFact from "../../src/desk/NewestFact.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import { bookOf, day, groupOf, zone } from "../market/Books.ts"

// Invented. 2026-10-05 is a Monday; Berlin is two hours before UTC.
const at = (text: string): Calendar.Instant => {
  const [on = "", time = "00:00"] = text.split(" ")
  return Calendar.instantOf(day(on), Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), zone)
}
const manager = (id: string, rest: Partial<Manager> = {}): Manager => ({
  id,
  name: id,
  skills: { languages: [], industries: [], products: [] },
  ...rest
})
const planned = (rest: Partial<Interaction> = {}): Interaction => ({
  id: "N",
  accountId: "A",
  kind: "negotiation",
  plannedAt: at("2026-10-15 10:00"),
  status: "planned",
  by: "M",
  ...rest
})
const complaint = (rest: Partial<Case> = {}): Case => ({
  id: "C",
  accountId: "A",
  kind: "complaint",
  topic: "late",
  severity: "low",
  openedAt: at("2026-10-05 10:00"),
  reopenedAt: [],
  ...rest
})
const promise = (rest: Partial<Commitment> = {}): Commitment => ({
  id: "P",
  accountId: "A",
  text: "an offer",
  madeAt: at("2026-10-01 10:00"),
  dueAt: at("2026-10-21 10:00"),
  madeBy: "M",
  ...rest
})
const buyer = { power: "approve", contactId: "X", roles: ["economic buyer"] } as const
const scheme = { accountId: "A", economicBuyer: buyer, deciders: [], vetoers: [], advisers: [] }
const read: Mistake.BriefRead = {
  accountId: "A",
  by: "M",
  at: at("2026-10-05 11:00"),
  producedAt: at("2026-10-05 10:00")
}

type Records = Mistake.Input["records"]

/** Nothing is wrong with it, until a case changes something. */
const input = (
  now: string,
  records: Partial<Records> = {},
  rest: Partial<Omit<Mistake.Input, "now" | "records">> = {}
): Mistake.Input => ({
  now: at(now),
  calendars: { timeZone: zone, holidays: { "*": [day("2026-10-13")] } },
  records: {
    groupId: "A",
    manager: manager("M"),
    accounts: [],
    cases: [],
    commitments: [],
    interactions: [],
    opportunities: [],
    ...records
  },
  isKey: false,
  managers: new Map([["M", manager("M")]]),
  products: [],
  dossier: { completeness: 0.9, gaps: [] },
  schemes: [scheme],
  newestFact: null,
  briefReads: [read],
  ...rest
})
const show = ({ because, by, from, mistake, who }: Mistake.Warning): string =>
  `${mistake}: ${because._tag}, ${who} from ${Calendar.showInstant(from)} by ${Calendar.showInstant(by)}`
const said = (given: Mistake.Input): ReadonlyArray<string> => Mistakes.check(given).map(show)
const tags = (given: Mistake.Input): ReadonlyArray<string> => Mistakes.check(given).map(({ because }) => because._tag)

const task = (rest: Partial<Mistake.OpenTask> = {}): Mistake.OpenTask => ({
  id: "T",
  accountId: "A",
  ownerId: "M",
  text: "call",
  createdAt: at("2026-10-05 09:00"),
  dueAt: at("2026-10-15 10:30"),
  isBegun: true,
  ...rest
})

describe("late", () => {
  it("a task in the time of a meeting is warned of one business day before, holidays left out", () => {
    const given = (now: string, one = task()) =>
      input(now, { interactions: [planned({ kind: "visit" })] }, { tasks: [one] })
    assert.deepStrictEqual(said(given("2026-10-14 09:59")), [])
    assert.deepStrictEqual(said(given("2026-10-14 10:00")), [
      "late: TaskMeetsMeeting, M from 2026-10-14T08:00:00Z by 2026-10-15T08:00:00Z"
    ])
    assert.deepStrictEqual(tags(given("2026-10-14 10:00", task({ ownerId: "other" }))), [])
    assert.deepStrictEqual(tags(given("2026-10-14 10:00", task({ dueAt: at("2026-10-15 11:30") }))), [])
    const whole = task({ startsAt: at("2026-10-15 09:00"), dueAt: at("2026-10-15 11:30") })
    assert.deepStrictEqual(tags(given("2026-10-14 10:00", whole)), ["TaskMeetsMeeting"])
  })

  it("a promise is warned of with a quarter of its time left, 20 days: five days before", () => {
    const given = (now: string) => input(now, { commitments: [promise()] })
    assert.deepStrictEqual(said(given("2026-10-16 09:59")), [])
    assert.deepStrictEqual(said(given("2026-10-16 10:00")), [
      "late: TimeRunsOut, M from 2026-10-16T08:00:00Z by 2026-10-21T08:00:00Z"
    ])
  })

  it("one of two days is warned of one business day before, which is earlier than a quarter", () => {
    const short = promise({ madeAt: at("2026-10-05 10:00"), dueAt: at("2026-10-07 10:00") })
    assert.deepStrictEqual(tags(input("2026-10-06 09:59", { commitments: [short] })), [])
    assert.deepStrictEqual(tags(input("2026-10-06 10:00", { commitments: [short] })), ["TimeRunsOut"])
  })

  it("what is kept, settled, overdue or begun is not late any more, or not yet", () => {
    const now = "2026-10-20 10:00"
    const by = "M"
    const of = (one: Commitment) => tags(input(now, { commitments: [one] }))
    assert.deepStrictEqual(of(promise({ keptAt: at("2026-10-06 10:00") })), [])
    assert.deepStrictEqual(of(promise({ settled: { by, at: at("2026-10-06 10:00"), note: "" } })), [])
    assert.deepStrictEqual(of(promise({ dueAt: at("2026-10-19 10:00") })), [])
    const tasks = [task({ dueAt: at("2026-10-21 10:00") })]
    assert.deepStrictEqual(tags(input(now, {}, { tasks })), [])
    assert.deepStrictEqual(tags(input(now, {}, { tasks: [{ ...task(tasks[0]), isBegun: false }] })), ["TimeRunsOut"])
  })
})

describe("conflict", () => {
  it("a complaint without our answer for one business day is raised at once", () => {
    const given = (now: string, one = complaint()) => input(now, { cases: [one] })
    assert.deepStrictEqual(said(given("2026-10-06 09:59")), [])
    assert.deepStrictEqual(said(given("2026-10-06 20:00")), [
      "conflict: Unanswered, M from 2026-10-06T08:00:00Z by 2026-10-07T07:00:00Z"
    ])
    assert.deepStrictEqual(tags(given("2026-10-06 20:00", complaint({ firstResponseAt: at("2026-10-06 12:00") }))), [])
    assert.deepStrictEqual(tags(given("2026-10-06 20:00", complaint({ kind: "question" }))), [])
  })

  const visit = planned({ kind: "visit", accountId: "B" })
  const reach: ReadonlyArray<readonly [name: string, Partial<Case>, isKey: boolean, reached: boolean]> = [
    ["a low complaint of another account does not reach", {}, false, false],
    ["a high one does", { severity: "high" }, false, true],
    ["a legal claim does", { kind: "legal claim" }, false, true],
    ["a key client's does", {}, true, true],
    ["one of the account itself does", { accountId: "B" }, false, true]
  ]
  for (const [name, rest, isKey, reached] of reach) {
    it(`a meeting while a complaint is open: ${name}`, () => {
      const given = input("2026-10-05 12:00", { cases: [complaint(rest)], interactions: [visit] }, { isKey })
      assert.deepStrictEqual(tags(given), reached ? ["MeetsOpenCase"] : [])
    })
  }

  it("a planned touch meets it too; a call may be the answer", () => {
    const touches = [{ id: "t", accountId: "A", at: at("2026-10-07 10:00") }]
    assert.deepStrictEqual(tags(input("2026-10-05 12:00", { cases: [complaint()] }, { touches })), ["MeetsOpenCase"])
    const calls = { cases: [complaint()], interactions: [planned({ kind: "call" })] }
    assert.deepStrictEqual(tags(input("2026-10-05 12:00", calls)), [])
  })

  it("two of ours within five business days, one of them not of the team, do not know of each other", () => {
    const own = planned({ kind: "visit", plannedAt: at("2026-10-07 10:00") })
    const given = (other: Partial<Interaction>, team: Mistake.Input["team"] = []) =>
      tags(
        input(
          "2026-10-05 12:00",
          { interactions: [own, planned({ id: "O", kind: "visit", by: "S", ...other })] },
          { team }
        )
      )
    assert.deepStrictEqual(given({ plannedAt: at("2026-10-15 09:00") }), ["UnknownToEachOther"])
    assert.deepStrictEqual(given({ plannedAt: at("2026-10-16 09:00") }), [], "the 13th is a holiday: six days")
    assert.deepStrictEqual(given({ plannedAt: at("2026-10-07 10:00") }), [], "they go together")
    const member = { id: "1", accountId: "A", personId: "S", role: "sponsor" } as const
    assert.deepStrictEqual(given({ plannedAt: at("2026-10-15 09:00") }, [member]), [])
  })
})

describe("before a negotiation", () => {
  const negotiation = { interactions: [planned()] }
  const cases: ReadonlyArray<
    readonly [
      name: string,
      rest: Partial<Omit<Mistake.Input, "now" | "records">>,
      from: string,
      mistake: Mistake.MistakeId,
      tag: Mistake.Because["_tag"]
    ]
  > = [
    [
      "a dossier under 60 %",
      { dossier: { completeness: 0.59, gaps: [] } },
      "2026-10-09 10:00",
      "poor knowledge of the client",
      "ThinDossier"
    ],
    [
      "an empty decision scheme",
      { schemes: [{ ...scheme, economicBuyer: null }] },
      "2026-10-09 10:00",
      "poor knowledge of the client",
      "NoScheme"
    ],
    [
      "a brief that who goes has not marked as read",
      { briefReads: [{ ...read, by: "other" }] },
      "2026-10-14 10:00",
      "unprepared negotiation",
      "BriefNotRead"
    ],
    [
      "a brief produced before the newest fact",
      { newestFact: { at: at("2026-10-05 10:01"), kind: "cases", id: "C" } },
      "2026-10-14 10:00",
      "unprepared negotiation",
      "BriefOutdated"
    ]
  ]
  for (const [name, rest, from, mistake, tag] of cases) {
    it(`${name} is warned of from ${from}`, () => {
      const start = at(from)
      const now = (millis: number) => ({ ...input(from, negotiation, rest), now: Calendar.instant(start + millis) })
      assert.deepStrictEqual(tags(now(-1)), [])
      assert.deepStrictEqual(
        Mistakes.check(now(0)).map((one) => [one.mistake, one.because._tag, one.who, one.by]),
        [[mistake, tag, "M", at("2026-10-15 10:00")]]
      )
      assert.deepStrictEqual(tags({ ...now(-1), until: start }), [tag], "a look ahead")
      assert.deepStrictEqual(tags(input("2026-10-15 11:00", negotiation, rest)), [], "it is over")
    })
  }

  it("well prepared it warns of nothing, and other meetings need no brief", () => {
    assert.deepStrictEqual(tags(input("2026-10-15 09:00", negotiation)), [])
    const visit = { interactions: [planned({ kind: "visit" })] }
    assert.deepStrictEqual(tags(input("2026-10-15 09:00", visit, { briefReads: [], schemes: [] })), [])
  })
})

describe("poor product knowledge", () => {
  const pump = (rest: Partial<Product> = {}): Product => ({
    id: "pump",
    name: "Pump",
    facts: [{ kind: "limit", text: "5 bar", since: day("2026-10-06") }],
    ...rest
  })
  const given = (
    who: Partial<Manager>,
    product: Product,
    more: { readonly opportunityId?: string; readonly team?: Mistake.Input["team"] } = {}
  ) => {
    const { opportunityId, team = [] } = more
    return tags(
      input(
        "2026-10-12 10:00",
        {
          interactions: [planned(opportunityId === undefined ? {} : { opportunityId })],
          opportunities: [
            { id: "1", accountId: "A", product: "pump", kind: "deal", outcome: "open" },
            { id: "2", accountId: "A", product: "valve", kind: "deal", outcome: "open" }
          ]
        },
        {
          products: [product],
          team,
          managers: new Map([
            ["M", manager("M", who)],
            ["E", manager("E", { skills: { languages: [], industries: [], products: ["pump"] } })]
          ])
        }
      )
    )
  }
  const skills = (...products: ReadonlyArray<string>) => ({ skills: { languages: [], industries: [], products } })

  it("facts newer than the day on which they were read are not read", () => {
    assert.deepStrictEqual(given({ productsReadAt: at("2026-10-05 10:00") }, pump()), ["ProductNotRead"])
    assert.deepStrictEqual(given({ productsReadAt: at("2026-10-06 10:00") }, pump()), [])
    assert.deepStrictEqual(given({ productsReadAt: at("2026-10-05 10:00") }, pump({ facts: [] })), [])
    assert.deepStrictEqual(given({}, pump()), ["ProductNotRead"], "nobody has marked them as read")
  })

  it("a product that is not theirs needs an expert in the team; unknown skills lack nothing", () => {
    const readAt = { productsReadAt: at("2026-10-06 10:00") }
    assert.deepStrictEqual(given({ ...readAt, ...skills("valve") }, pump()), ["ProductNotTheirs"])
    assert.deepStrictEqual(given({ ...readAt, ...skills("pump") }, pump()), [])
    assert.deepStrictEqual(given(readAt, pump()), [])
    const team = [{ id: "1", accountId: "A", personId: "E", role: "expert" }] as const
    assert.deepStrictEqual(given({ ...readAt, ...skills("valve") }, pump(), { team }), [])
  })

  it("on the table is the deal of the meeting, else every open one", () => {
    assert.deepStrictEqual(given({}, pump(), { opportunityId: "2" }), [])
    assert.deepStrictEqual(given({}, pump(), { opportunityId: "1" }), ["ProductNotRead"])
  })
})

describe("warnings together", () => {
  const all = (turn: boolean): Mistake.Input => {
    const order = <A>(list: ReadonlyArray<A>): ReadonlyArray<A> => (turn ? list.toReversed() : list)
    return input(
      "2026-10-14 12:00",
      {
        cases: order([complaint(), complaint({ id: "D", severity: "high" })]),
        interactions: order([planned(), planned({ id: "O", by: "S", plannedAt: at("2026-10-16 10:00") })]),
        commitments: order([
          promise({ dueAt: at("2026-10-15 12:00") }),
          promise({ id: "Q", dueAt: at("2026-10-15 12:00") })
        ])
      },
      { dossier: { completeness: 0.1, gaps: [] }, schemes: [], briefReads: [] }
    )
  }
  it("stand by urgency, the order of what is given is irrelevant, and each says who acts and by when", () => {
    const found = Mistakes.check(all(false))
    assert.deepStrictEqual(Mistakes.check(all(true)), found)
    assert.deepStrictEqual(
      found.map(({ by }) => by),
      found.map(({ by }) => by).toSorted((a, b) => a - b)
    )
    assert.isTrue(found.every(({ who }) => who !== null))
    assert.deepStrictEqual([...new Set(found.map(({ mistake }) => mistake))].toSorted(), [
      "conflict",
      "late",
      "poor knowledge of the client",
      "unprepared negotiation"
    ])
  })
})

describe("the newest fact", () => {
  const book = groupOf(
    bookOf([
      ["accounts", ["id,name", "A,Acme"]],
      ["orders", ["id,account,date,amount", "O-1,A,2026-10-02,1.00", "O-2,A,2026-10-09,1.00"]],
      [
        "interactions",
        [
          "id,account,kind,at,status,by",
          "I-1,A,call,2026-10-02T09:00:00Z,held,M",
          "I-2,A,call,2026-10-03T09:00:00Z,cancelled,M"
        ]
      ]
    ]),
    "A"
  )
  it("is the latest dated thing that has happened, with its row", () => {
    assert.deepStrictEqual(NewestFact.of(book, at("2026-10-05")), {
      at: at("2026-10-02 11:00"),
      kind: "interactions",
      id: "I-1",
      source: { source: "interactions", file: "interactions-2.csv", line: 2 }
    })
    assert.strictEqual(NewestFact.of(book, at("2026-10-09"))?.id, "O-2")
    assert.isNull(NewestFact.of(book, at("2026-10-01")))
  })
})
