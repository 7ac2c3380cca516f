import { assert, describe, it } from "@effect/vitest"
import * as ContactGraph from "../../src/section/ContactGraph.ts"
import type { Knowledge } from "../../src/page/ReportInput.ts"
import { knowledgeOf } from "../KnowledgeSample.ts"

const sample = knowledgeOf("Norvik Chemie")
const placed = ContactGraph.of(sample)

/** The sample with so many people, of whom each reports to the one that `bossOf` names. */
const crowd = (size: number, bossOf: (at: number) => number | null): Knowledge => {
  const [first] = sample.map.members
  assert.isDefined(first)
  const members = Array.from({ length: size }, (_, at) => {
    const boss = bossOf(at)
    return { ...first, id: `P-${at}`, accountId: "ACC-1", reportsTo: boss === null ? null : `P-${boss}` }
  })
  return { ...sample, map: { ...sample.map, members }, leavers: [] }
}

const overlaps = (a: ContactGraph.Box, b: ContactGraph.Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const boxesOf = ({ empty, seats }: ContactGraph.Placed): ReadonlyArray<ContactGraph.Box> => [...seats, ...empty]

describe("ContactGraph", () => {
  for (const [what, knowledge] of [
    ["the sample", sample],
    ["nobody's report", crowd(9, () => null)],
    ["a chain", crowd(6, (at) => (at === 0 ? null : at - 1))],
    ["a tree", crowd(40, (at) => (at === 0 ? null : Math.floor((at - 1) / 3)))],
    ["a circle", crowd(4, (at) => (at + 1) % 4)],
    ["someone who reports to nobody known, and one to himself", crowd(3, (at) => (at === 0 ? 99 : at))]
  ] as const)
    it(`puts ${what} inside the picture without an overlap, each person once`, () => {
      const picture = ContactGraph.of(knowledge)
      const boxes = boxesOf(picture)
      assert.deepStrictEqual(
        picture.seats.map(({ person }) => person.id).toSorted(),
        ContactGraph.people(knowledge)
          .map(({ id }) => id)
          .toSorted()
      )
      for (const [at, box] of boxes.entries()) {
        assert.isTrue(box.x >= 0 && box.y >= 0)
        assert.isTrue(box.x + box.width <= picture.width && box.y + box.height <= picture.height)
        for (const other of boxes.slice(at + 1)) assert.isFalse(overlaps(box, other))
      }
      for (const { points } of picture.lines)
        for (const { x, y } of points) assert.isTrue(Number.isFinite(x) && Number.isFinite(y))
    })

  it("stands managers to the left of those who report to them, in their account's box", () => {
    const byId = new Map(placed.seats.map((one) => [one.person.id, one]))
    const [boss, report] = [byId.get("CON-2"), byId.get("CON-3")]
    assert.isBelow(boss?.x ?? 0, report?.x ?? 0)
    assert.deepStrictEqual(
      placed.boxes.map(({ accountId }) => accountId),
      ["ACC-1", "ACC-11"]
    )
  })

  it("draws a line for each report, also to someone of another account and from and to those who have left", () => {
    assert.deepStrictEqual(placed.lines.map(({ from, to }) => `${from} ${to}`).toSorted(), [
      "CON-1 CON-8",
      "CON-3 CON-2",
      "CON-7 CON-2",
      "CON-8 CON-2",
      "CON-9 CON-2"
    ])
  })

  it("is the same picture however often it is drawn", () => {
    ContactGraph.of(crowd(12, (at) => (at === 0 ? null : 0)))
    assert.deepStrictEqual(ContactGraph.of(sample), placed)
  })

  it("draws sixty people of many, and counts the others", () => {
    const many = ContactGraph.of(crowd(500, (at) => (at === 0 ? null : Math.floor((at - 1) / 4))))
    assert.strictEqual(many.seats.length, ContactGraph.mostDrawn)
    assert.strictEqual(many.undrawn, 440)
  })

  it("keeps a place for each required role that nobody is confirmed in", () => {
    assert.deepStrictEqual(
      placed.empty.map(({ role }) => role),
      ["champion"]
    )
  })

  it("tells a veto, a role that is only recommended, and who has left", () => {
    assert.deepStrictEqual(
      ContactGraph.people(sample).map(({ certainty, hasVeto, id, leftOn }) => [id, certainty, hasVeto, leftOn]),
      [
        ["CON-1", "confirmed", true, null],
        ["CON-2", "confirmed", false, null],
        ["CON-3", "confirmed", false, null],
        ["CON-7", "recommended", false, null],
        ["CON-9", "confirmed", false, null],
        ["CON-8", "confirmed", false, "2026-06-30"]
      ]
    )
  })
})
