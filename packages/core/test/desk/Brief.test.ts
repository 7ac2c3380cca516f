import { assert, describe, it } from "@effect/vitest"
import * as Case from "../../src/account/Case.ts"
import * as Brief from "../../src/desk/Brief.ts"
import type { Line } from "../../src/desk/BriefLine.ts"
import type * as Mistake from "../../src/desk/Mistake.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Competition from "../../src/market/Competition.ts"
import * as GroupBook from "../../src/market/GroupBook.ts"
import { bookOf, day, example, exampleDay, turned, zone } from "../market/Books.ts"

const of = (id: string, options: Partial<Brief.Options> = {}): Brief.Brief => {
  const brief = Brief.of(example(), id, { asOf: exampleDay, ...options })
  if (brief === undefined) throw new Error(`there is no account ${id}`)
  return brief
}
const lines = (brief: Brief.Brief): ReadonlyArray<Line> => brief.sections.flatMap((section) => section.lines)
const told = (brief: Brief.Brief, tag: Line["said"]["_tag"]) => lines(brief).filter((line) => line.said._tag === tag)
const roots = example().grouping.groups.map((group) => group.id)

describe("a negotiation brief", () => {
  it("is of the whole group, from any of its accounts", () => {
    assert.deepStrictEqual(of("ACC-1041"), of("ACC-1040"))
    assert.isUndefined(Brief.of(example(), "ACC-9999", { asOf: exampleDay }))
  })

  it("names for each line the row it follows from", () => {
    for (const id of roots) {
      for (const { said, source } of lines(of(id))) {
        assert.match(GroupBook.showSource(source), /^data\/[a-z_]+\.csv:\d+$/u, `${id}: ${said._tag}`)
      }
    }
  })

  it("never cuts open complaints, promises and standing competitor offers, however little room there is", () => {
    const at = Calendar.instantOf(exampleDay, 0, zone)
    const kinds = new Set(["complaint", "dispute", "legal claim"])
    for (const id of roots) {
      const group = GroupBook.of(example(), id)
      if (group === undefined) throw new Error(id)
      const brief = of(id, { room: 0 })
      const complaints = group.cases.filter(({ record }) => kinds.has(record.kind) && Case.isOpen(record, at))
      const promises = group.promises.filter(
        ({ record }) => record.keptAt === undefined && record.settled === undefined && record.madeAt <= at
      )
      const offers = Competition.of(group, exampleDay).offers.filter((offer) => !offer.isOver)
      assert.strictEqual(told(brief, "Complaint").length, complaints.length, id)
      assert.strictEqual(told(brief, "Promise").length, promises.length, id)
      assert.strictEqual(told(brief, "RivalOffer").length, offers.length, id)
      assert.isTrue(lines(brief).every((line) => line.isKept))
    }
  })

  it("counts what was cut: shown and cut are the same in any room", () => {
    const whole = lines(of("ACC-1001")).length + of("ACC-1001").cut
    for (const room of [0, 5, 20, 44, 1000]) {
      const brief = of("ACC-1001", { room })
      assert.strictEqual(lines(brief).length + brief.cut, whole)
      assert.strictEqual(
        brief.sections.reduce((sum, section) => sum + section.cut, 0),
        brief.cut
      )
      assert.isAtMost(lines(brief).filter((line) => !line.isKept).length, room)
    }
  })

  it("the richest brief of the example is that of ACC-1001: the one printed in the test of the command", () => {
    const sizes = roots.map((id) => lines(of(id)).length + of(id).cut)
    assert.strictEqual(roots[sizes.indexOf(Math.max(...sizes))], "ACC-1001")
  })

  it("ACC-1010: the broken promise", () => {
    const [promise] = told(of("ACC-1010"), "Promise")
    assert.deepInclude(promise?.said, {
      id: "PRM-017",
      isBroken: true,
      madeBy: "Katrin Wessel",
      dueOn: day("2026-09-11")
    })
  })

  it("ACC-1040: the complaint of its subsidiary", () => {
    assert.deepInclude(told(of("ACC-1040"), "Complaint")[0]?.said, { id: "CAS-071", severity: "high" })
  })

  it("ACC-1070: the planned negotiation, the contract that ends and the evidenced offer", () => {
    const brief = of("ACC-1070")
    assert.deepInclude(told(brief, "Meeting")[0]?.said, { kind: "negotiation", on: day("2026-10-06") })
    assert.deepInclude(told(brief, "Renewal")[0]?.said, { endsOn: day("2026-11-30") })
    assert.deepInclude(told(brief, "RivalOffer")[0]?.said, {
      competitor: "Tokibane Bearings K.K.",
      standing: "evidenced"
    })
  })

  it("ACC-1080: the departure notice and the claimed offer", () => {
    const brief = of("ACC-1080")
    assert.deepInclude(told(brief, "Departure")[0]?.said, { id: "DEP-001", reason: "price" })
    assert.deepInclude(told(brief, "RivalOffer")[0]?.said, { competitor: "Delvaro Pumpen GmbH", standing: "claimed" })
  })

  it("the order of the records is irrelevant", () => {
    const book = turned(example())
    for (const id of roots) assert.deepStrictEqual(Brief.of(book, id, { asOf: exampleDay }), of(id))
  })

  it("an account of which nothing is known has its open questions and no more", () => {
    const brief = Brief.of(bookOf([["accounts", ["account_id,name", "A-1,Acme"]]]), "A-1", { asOf: exampleDay })
    assert.deepStrictEqual(
      brief?.sections.map((section) => section.name),
      ["company", "questions"]
    )
  })
})

it("complaints that were opened since the last order stand in a brief of today", () => {
  const book = bookOf([
    ["accounts", ["id,name", "A,Acme"]],
    ["cases", ["id,account,kind,topic,severity,opened_at", "C,A,complaint,noise,high,2026-10-20T08:00:00Z"]]
  ])
  const complaints = (at?: Calendar.Instant) => {
    const brief = Brief.of(book, "A", { asOf: exampleDay, ...(at === undefined ? {} : { at }) })
    return brief === undefined ? undefined : told(brief, "Complaint").length
  }
  assert.deepStrictEqual([complaints(), complaints(Calendar.instantOf(day("2026-10-21"), 0, zone))], [0, 1])
})

describe("before you go", () => {
  // Invented.
  const book = bookOf([
    ["accounts", ["id,name", "A,Acme"]],
    ["managers", ["id,name", "M,Mia"]],
    ["interactions", ["id,account,kind,planned_at,status,by", "N,A,negotiation,2026-10-02T08:00:00Z,planned,M"]],
    [
      "facts",
      [
        "account,part,name,value,source,by,at,confidence",
        "A,general,weak points,old pumps,site visit,M,2026-09-01,0.8",
        "A,general,credit limit,none,a call,M,2025-09-01,1",
        "A,competitors,offers,a frame,a call,M,2026-09-01,1"
      ]
    ]
  ])
  const at = Calendar.instantOf(exampleDay, 0, zone)
  const meeting = { id: "N", kind: "negotiation", accountId: "A", at, by: "M" } as const
  const warning = (about: Mistake.Warning["about"]): Mistake.Warning => ({
    mistake: "unprepared negotiation",
    groupId: "A",
    accountId: "A",
    who: "M",
    from: at,
    by: at,
    because: { _tag: "BriefNotRead", meeting, readBy: [] },
    about
  })
  const brief = Brief.of(book, "A", {
    asOf: exampleDay,
    warnings: [warning({ kind: "interactions", id: "N" }), warning(null)]
  })

  it("warnings stand first, each with the row it is about and the names of ours; of a task with the client's row", () => {
    const [first] = brief?.sections ?? []
    assert.strictEqual(first?.name, "before you go")
    assert.deepStrictEqual(
      first?.lines.map(({ said, source }) => [said._tag === "Mistake" ? said.names : {}, GroupBook.showSource(source)]),
      [
        [{ M: "Mia" }, "interactions-2.csv:2"],
        [{ M: "Mia" }, "accounts-0.csv:2"]
      ]
    )
  })

  it("facts by hand about the company that are not stale are told with where they are from", () => {
    assert.deepStrictEqual(
      brief === undefined ? [] : told(brief, "Known").map(({ said, source }) => [said, source.line]),
      [
        [
          {
            _tag: "Known",
            name: "weak points",
            text: "old pumps",
            by: "Mia",
            from: "site visit",
            on: day("2026-09-01"),
            confidence: 0.8
          },
          2
        ]
      ]
    )
  })
})
