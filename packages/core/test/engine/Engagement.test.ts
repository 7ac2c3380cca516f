import { assert, describe, it } from "@effect/vitest"
import * as Engagement from "../../src/engine/Engagement.ts"
import * as GroupState from "../../src/engine/GroupState.ts"
import * as Policy from "../../src/program/Policy.ts"
import { at, contact, live, program, records, wideOpen } from "./Life.ts"

const meeting = (day: string) => ({
  id: day,
  accountId: "arrow",
  contactId: "anna",
  kind: "meeting" as const,
  at: at(`2026-03-${day}T09:00`),
  status: "held" as const,
  by: "mia"
})
const group = records({ contacts: [contact("anna")], interactions: [meeting("01"), meeting("02")] })
const of = (asOf: string) => {
  const [found] = Engagement.of({ records: group, segment: null }, GroupState.empty, Policy.standard, at(asOf))
  return found ?? assert.fail("nobody")
}

describe("engagement as of an instant", () => {
  it("sums exactly, sees nothing later, and fades", () => {
    const one = of("2026-03-01T12:00")
    assert.lengthOf(one.score.parts, 1)
    assert.strictEqual(
      one.score.thousandths,
      one.score.parts.reduce((sum, part) => sum + part.thousandths, 0)
    )
    assert.strictEqual(of("2026-02-01T00:00").stage, "unaware")
    assert.isBelow(of("2026-06-01T00:00").score.thousandths, one.score.thousandths)
  })

  it("tells the stages that the engine went through", () => {
    const life = live({ records: group, programs: [program()], stages: true })
    const said = life.run("2026-03-01T10:00", "2026-07-01T00:00").filter((line) => line.includes("stage"))
    assert.deepStrictEqual(
      said.map((line) => line.split(" ").at(-1)),
      of("2026-07-01T00:00").history.map(({ to }) => to)
    )
  })

  it("is in the stage that a decision gives, also where the stage has a rule", () => {
    const [first, second] = [
      { id: "unaware", name: "Unaware", atLeast: 0 },
      { id: "hot", name: "Hot", atLeast: 3, when: "account.openOpportunities > 0.0" }
    ]
    const policy = { ...wideOpen, journey: { ...wideOpen.journey, stages: [first, second] as const } }
    const deal = { id: "o", accountId: "arrow", kind: "deal", outcome: "open" } as const
    const shown = (given: typeof group, state: Engagement.Told, asOf: string) => {
      const [found] = Engagement.of({ records: given, segment: null }, state, policy, at(asOf))
      return [found?.stage, found?.history.map(({ to }) => to)]
    }
    const open = { ...group, opportunities: [deal] }
    const life = live({ records: open, policy, stages: true, programs: [] })
    assert.deepStrictEqual(life.tick("2026-03-02T10:00"), ["arrow stage hot"])
    assert.deepStrictEqual(shown(open, life.state(), "2026-03-02T10:00"), ["hot", ["hot"]])
    assert.deepStrictEqual(shown(open, GroupState.empty, "2026-03-02T10:00"), ["hot", ["hot"]])
    assert.deepStrictEqual(shown(group, GroupState.empty, "2026-03-02T10:00"), ["unaware", []])
    // The deal is lost: the stage lasts its dwell time, by the day on which it was decided.
    const lost = { ...open, opportunities: [{ ...deal, outcome: "lost" as const }] }
    life.bring("2026-03-05T10:00", lost)
    for (const [day, stage] of [
      ["2026-03-05T10:00", "hot"],
      ["2026-03-09T09:00", "hot"],
      ["2026-03-09T10:00", "unaware"]
    ] as const) {
      life.tick(day)
      assert.strictEqual(shown(lost, life.state(), day)[0], stage)
      assert.strictEqual(life.state().stages["arrow"]?.stage, stage)
    }
  })
})
