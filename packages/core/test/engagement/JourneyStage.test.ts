import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Deed } from "../../src/engagement/Deed.ts"
import * as JourneyStage from "../../src/engagement/JourneyStage.ts"
import * as Score from "../../src/engagement/Score.ts"
import { dayMillis, instant, showInstant } from "../../src/kernel/Calendar.ts"
import { day, deed, deeds, hours, rolesOf } from "./DeedSample.ts"

const rulesOf = Schema.decodeUnknownSync(JourneyStage.JourneyRules)
const scoreOf = (all: ReadonlyArray<Deed>, days: number): Score.Score =>
  Score.of(all, { at: day(days), tier: null, rolesOf })
/** A score of so many points on a day, without a past. */
const points = (amount: number, days: number): Score.Score => ({
  at: day(days),
  thousandths: amount * 1000,
  halfLifeDays: 30,
  tier: null,
  repeated: 0,
  parts: [{ ...deed("event", day(days)), role: null, points: amount, thousandths: amount * 1000 }]
})
const past = (asOf: number) => ({ asOf: day(asOf), tier: null, rolesOf })
const told = (changes: ReadonlyArray<JourneyStage.Change>) =>
  changes.map(({ at, from, to }) => `${showInstant(at).slice(0, 10)} ${from} → ${to}`)

describe("JourneyStage", () => {
  it("takes the furthest stage that holds and leaves it backwards only below 80 % of its threshold", () => {
    // Standard stages: awareness 1, engagement 10, consideration 30, decision 80. Long after the last change.
    const table = [
      [null, 0, "unaware"],
      [null, 0.9, "unaware"],
      [null, 1, "awareness"],
      [null, 85, "decision"],
      ["awareness", 29.9, "engagement"],
      ["consideration", 30, "consideration"],
      ["consideration", 24, "consideration"],
      ["consideration", 23.9, "engagement"],
      ["consideration", 8, "engagement"],
      ["consideration", 7.9, "awareness"],
      ["decision", 0.8, "awareness"],
      ["decision", 0.7, "unaware"],
      ["gone", 12, "engagement"]
    ] as const
    for (const [stage, amount, expected] of table) {
      const before = stage === null ? null : { stage, changedAt: day(0) }
      const found = JourneyStage.next({ before, score: points(amount, 100) })
      assert.strictEqual(found.stage, expected, `${stage ?? "new"} with ${amount}`)
      assert.strictEqual(
        found.changedAt,
        stage === expected ? day(0) : found.stage === "unaware" && stage === null ? null : day(100)
      )
    }
  })

  it("stays for the dwell time and says when to look again", () => {
    const before = { stage: "engagement", changedAt: day(0) }
    const early = JourneyStage.next({ before, score: points(50, 6) })
    assert.deepStrictEqual(early, {
      ...before,
      because: "a score of 50.000 reaches the 30 of consideration, but engagement stays until 2026-09-08T00:00:00Z",
      watch: day(7)
    })
    const later = JourneyStage.next({ before, score: points(50, 7) })
    assert.deepStrictEqual([later.stage, later.changedAt], ["consideration", day(7)])
    assert.strictEqual(later.because, "a score of 50.000 reaches the 30 of consideration")
    // 50 halves in 30 days: it is below 24 after 30 × log2(50 ÷ 24) = 31.8 days.
    assert.strictEqual(showInstant(later.watch ?? later.changedAt ?? day(0)).slice(0, 10), "2026-10-09")
  })

  it("watches the end of the dwell time when the score falls below before it", () => {
    const found = JourneyStage.next({ before: { stage: "awareness", changedAt: day(0) }, score: points(0.81, 1) })
    assert.deepStrictEqual([found.stage, found.watch], ["awareness", day(7)])
    assert.isNull(JourneyStage.next({ before: null, score: points(0, 1) }).watch)
  })

  it("asks the rule of a stage: unknown leads into no stage and out of none", () => {
    const rules = rulesOf({
      stages: [
        { id: "first", name: "First", atLeast: 0 },
        { id: "deal", name: "Deal", atLeast: 0, when: "account.openOpportunities > 0" }
      ]
    })
    const table = [
      ["first", null, "first"],
      ["first", false, "first"],
      ["first", true, "deal"],
      ["deal", null, "deal"],
      ["deal", true, "deal"],
      ["deal", false, "first"]
    ] as const
    for (const [stage, answer, expected] of table) {
      const before = { stage, changedAt: day(0) }
      const found = JourneyStage.next({ rules, before, score: points(3, 50), holds: () => answer })
      assert.strictEqual(found.stage, expected, `${stage} and ${answer}`)
    }
    const left = JourneyStage.next({
      rules,
      before: { stage: "deal", changedAt: null },
      score: points(3, 50),
      holds: () => false
    })
    assert.strictEqual(left.because, "a score of 3.000 does not keep deal, whose rule no longer holds")
  })

  it("tells the history of an account as of any date", () => {
    const all = [
      deed("opened", day(0), { contactId: "P-1", messageId: "m1" }),
      deed("event", day(2), { contactId: "P-1" }),
      deed("meeting", day(3), { contactId: "P-1" }),
      deed("meeting", day(20), { contactId: "P-1" })
    ]
    // Awareness on day 2; engagement waits out the dwell time; 18.9 + 20 on day 20, which is below 24 after
    // 30 × log2(38.9 ÷ 24) = 20.9 days and below 8 after 30 × log2(38.9 ÷ 8) = 68.5.
    const whole = [
      "2026-09-03 unaware → awareness",
      "2026-09-10 awareness → engagement",
      "2026-09-21 engagement → consideration",
      "2026-10-11 consideration → engagement",
      "2026-11-28 engagement → awareness"
    ]
    assert.deepStrictEqual(told(JourneyStage.history(all, past(100))), whole)
    assert.deepStrictEqual(told(JourneyStage.history(all, past(30))), whole.slice(0, 3))
    assert.deepStrictEqual(told(JourneyStage.history(all, past(1))), [])
    assert.deepStrictEqual(
      told(JourneyStage.history(all, { ...past(100), rules: rulesOf({ dwellDays: 0 }) })).slice(0, 3),
      ["2026-09-03 unaware → awareness", "2026-09-04 awareness → engagement", "2026-09-21 engagement → consideration"]
    )
  })

  it("finds stages without a floor, out of order or twice", () => {
    const stage = (id: string, atLeast: number) => ({ id, name: id, atLeast })
    assert.deepStrictEqual(JourneyStage.check(JourneyStage.standard), [])
    assert.deepStrictEqual(
      JourneyStage.check(rulesOf({ stages: [stage("a", 5), stage("b", 4), stage("a", 9)] })).map(
        ({ message, rule }) => `${rule}: ${message}`
      ),
      [
        "journey/no-floor: the first stage a does not fit every account",
        "journey/order: stage b takes fewer points than a before it",
        "journey/repeated-id: the stage id a is used twice"
      ]
    )
  })
})

describe("JourneyStage: laws", () => {
  it.prop("no stage changes twice within the dwell time", [deeds], ([all]) => {
    const changes = JourneyStage.history(all, past(400))
    for (const [at, change] of changes.entries()) {
      const before = changes[at - 1]
      if (before === undefined) continue
      assert.isAtLeast(change.at - before.at, 7 * dayMillis)
      assert.strictEqual(change.from, before.to)
    }
  })

  it.prop("a second look at the same instant changes nothing", [deeds, hours], ([all, hour]) => {
    const score = scoreOf(all, hour / 24)
    const once = JourneyStage.next({ before: null, score })
    const { because: _, ...again } = JourneyStage.next({ before: once, score })
    assert.deepStrictEqual(again, { stage: once.stage, changedAt: once.changedAt, watch: once.watch })
    if (once.watch !== null) assert.isAbove(once.watch, score.at)
  })

  it.prop(
    "looking more often than at deeds and watched instants finds the same changes",
    [deeds],
    ([all]) => {
      const found: Array<string> = []
      let standing: JourneyStage.Standing = { stage: "unaware", changedAt: null }
      // Twice a day, and whenever there was something to look at.
      const watched = JourneyStage.history(all, past(200)).map(({ at }) => at)
      const ticks = Array.from({ length: 400 }, (_, at) => day(at / 2))
      for (const now of [...new Set([...ticks, ...watched, ...all.map(({ at }) => at)])].toSorted((a, b) => a - b)) {
        if (now > day(200)) break
        const next = JourneyStage.next({ before: standing, score: Score.of(all, { at: now, tier: null, rolesOf }) })
        if (next.stage !== standing.stage) found.push(`${showInstant(now)} ${next.stage}`)
        standing = next
      }
      assert.deepStrictEqual(
        found,
        JourneyStage.history(all, past(200)).map(({ at, to }) => `${showInstant(at)} ${to}`)
      )
    },
    { arbitrary: { runs: 20 } }
  )

  it.prop("a longer history begins with every shorter one", [deeds, hours], ([all, hour]) => {
    const whole = JourneyStage.history(all, past(300))
    const until = day(hour / 24)
    assert.deepStrictEqual(
      JourneyStage.history(all, { ...past(0), asOf: instant(until) }),
      whole.filter(({ at }) => at <= until)
    )
  })
})
