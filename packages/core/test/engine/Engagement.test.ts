import { assert, describe, it } from "@effect/vitest"
import * as Engagement from "../../src/engine/Engagement.ts"
import * as Policy from "../../src/program/Policy.ts"
import { at, contact, live, program, records } from "./Life.ts"

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
  const [found] = Engagement.of({ records: group, segment: null }, [], Policy.standard, at(asOf))
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
})
