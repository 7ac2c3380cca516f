import { assert, describe, it } from "@effect/vitest"
import * as ContentCoverage from "../../src/program/ContentCoverage.ts"
import * as Definition from "../../src/program/Definition.ts"
import { defineProgram } from "../../src/program/Define.ts"
import * as PlayLibrary from "../../src/program/PlayLibrary.ts"
import * as ReachCheck from "../../src/program/ReachCheck.ts"

const known = { "account.targets": ["renewals"], "account.stage": ["decision"] }

describe("the library of plays", () => {
  it.each(PlayLibrary.plays)("$id compiles, and no check has anything to say of it", (play) => {
    const program = defineProgram(play.of({ topic: "news", startsOn: "2026-10-01", endsOn: "2027-06-30" }))
    const { findings, program: compiled } = Definition.compile(program)
    assert.deepStrictEqual(findings, [])
    assert.isNotNull(compiled)
    assert.deepStrictEqual([...ReachCheck.check(program, known), ...ContentCoverage.check(program, known)], [])
  })

  it("has a program of its own for each id, with another priority: two that meet have an order", () => {
    const programs = PlayLibrary.plays.map((play) => play.of({ topic: "news" }))
    assert.strictEqual(new Set(programs.map(({ id }) => id)).size, programs.length)
    assert.strictEqual(new Set(programs.map(({ priority }) => priority)).size, programs.length)
  })

  it.each(PlayLibrary.plays)(
    "$id brings sales and marketing together: letters, tasks, and a step that waits",
    (play) => {
      const touches = defineProgram(play.of({ topic: "news" })).plays.flatMap((one) => one.touches)
      assert.isTrue(touches.some(({ task }) => task !== undefined))
      assert.isTrue(touches.some(({ slot }) => slot !== undefined))
      assert.isTrue(touches.some(({ gate, waitFor }) => gate !== undefined || waitFor !== undefined))
      assert.sameMembers(
        [...new Set(touches.flatMap(({ slot }) => (slot === undefined ? [] : [slot])))],
        [...play.slots]
      )
    }
  )

  it("takes topic, templates, days and priority from whoever starts from it", () => {
    const options = { topic: "rounds", templates: "x-", startsOn: "2026-10-01", endsOn: "2026-12-01", priority: 3 }
    const program = PlayLibrary.expertRound.of(options)
    assert.deepInclude(program, { topic: "rounds", startsOn: "2026-10-01", endsOn: "2026-12-01", priority: 3 })
    assert.strictEqual(program.slots["results"]?.fallback.template, "x-results.en")
    assert.strictEqual(program.slots["results"]?.variants?.[0]?.template, "x-results.ru")
  })
})
