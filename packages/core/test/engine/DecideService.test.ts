/** A service message goes on a ground that the records show, and says which. */
import { assert, describe, it } from "@effect/vitest"
import type { Case } from "../../src/account/Case.ts"
import * as CanonicalJson from "../../src/kernel/CanonicalJson.ts"
import * as Definition from "../../src/program/Definition.ts"
import { at, live, program, records, touching } from "./Life.ts"

const question: Case = {
  id: "c1",
  accountId: "arrow",
  kind: "question",
  topic: "the invoice",
  severity: "low",
  openedAt: at("2026-03-09T09:00"),
  reopenedAt: []
}
const service = program({}, [{ class: "service", ground: "case: their question" }])

describe("a service message", () => {
  it("waits without its ground and goes when the records show it, with what shows it", () => {
    const life = live({ programs: [service] })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna held: no-ground"])
    life.bring("2026-03-19T10:00", { cases: [{ ...question, openedAt: at("2026-03-19T09:00") }] })
    assert.deepStrictEqual(touching(life.tick("2026-03-19T10:00")), ["t1 anna queued"])
    const [queued] = life.log.filter((event) => event._tag === "MessageQueued")
    const evidence = { "case.id": "c1", "case.kind": "question" }
    assert.deepStrictEqual(queued?.ground, { is: "case: their question", evidence })
  })

  it("in the queue waits again when its ground is gone", () => {
    const life = live({ programs: [service], records: records({ cases: [question] }) })
    life.tick("2026-03-09T10:00")
    life.bring("2026-03-09T10:05", { cases: [{ ...question, closedAt: at("2026-03-09T10:04") }] })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:05")), ["t1 anna deferred: no-ground"])
  })

  it("of a version from before grounds were checked is held, and the account stays inside", () => {
    const text = CanonicalJson.encode(service.program).replace("case: their question", "our kindness")
    const { findings, program: restored } = Definition.restore(text)
    assert.deepStrictEqual(
      findings.map(({ rule }) => rule),
      ["program/unknown-ground"]
    )
    assert.isNull(Definition.compile(restored?.program ?? service.program).program)
    const life = live({ programs: restored === null ? [] : [restored] })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna held: no-ground"])
  })
})
