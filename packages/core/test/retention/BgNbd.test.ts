import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as BgNbd from "../../src/retention/BgNbd.ts"
import { beta, gamma, uniform } from "./Draws.ts"

/** Fader, Hardie and Lee (2005), table 2: the CDNOW sample, 2,357 buyers over 39 weeks. */
const cdnow: BgNbd.Parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const newcomer: BgNbd.History = { repeats: 0, recency: 0, age: 0 }

/** Clients who live and buy as the model says, each seen for 20 to 40 weeks; and how often each bought in the 39 after. */
const population = (size: number, { a, alpha, b, r }: BgNbd.Parameters, seed = 1) => {
  const random = uniform(seed)
  return Array.from({ length: size }, () => {
    const age = 20 + 20 * random()
    const rate = gamma(r, random) / alpha
    const leaves = beta(a, b, random)
    let [repeats, recency, later, at] = [0, 0, 0, 0]
    for (;;) {
      at -= Math.log(random()) / rate
      if (at > age + 39) break
      if (at <= age) {
        repeats += 1
        recency = at
      } else later += 1
      if (random() < leaves) break
    }
    return { history: { repeats, recency, age }, later }
  })
}
const histories = (size: number, parameters: BgNbd.Parameters, seed?: number) =>
  population(size, parameters, seed).map(({ history }) => history)

const near = (actual: number, expected: number, share: number): void =>
  assert.approximately(actual, expected, share * expected)

const between = (minimum: number, maximum: number) =>
  Arbitrary.schema(Schema.Finite.check(Schema.isBetween({ minimum, maximum })))

const anyParameters = [between(0.05, 20), between(0.05, 100), between(0.05, 10), between(0.05, 50)] as const
const anyHistory = [
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 200 }))),
  between(0, 52),
  between(0, 52)
] as const

describe("BgNbd", () => {
  // The authors' spreadsheets: brucehardie.com/notes/004 (BG/NBD in Excel).
  it("expects as many repeats of a newcomer as the authors' spreadsheet", () => {
    // Within 0.2 %: the parameters above are the published ones, rounded.
    const table: ReadonlyArray<readonly [weeks: number, repeats: number]> = [
      [0.1429, 0.0078],
      [1, 0.0532],
      [3, 0.1506],
      [31.8571, 1.0405],
      [32, 1.0437],
      [78, 1.8576]
    ]
    for (const [weeks, repeats] of table)
      assert.approximately(BgNbd.purchasesOf(cdnow, newcomer, weeks), repeats, 0.002 * repeats + 0.00005)
  })
  it("expects 1.226 purchases of the paper's client with 2 repeats, the last in week 30.43 of 38.86", () => {
    const history = { repeats: 2, recency: 30.43, age: 38.86 }
    assert.approximately(BgNbd.purchasesOf(cdnow, history, 39), 1.226, 0.0005)
  })
  // The walkthrough of the R package BTYD, customer 1516.
  it("expects 25.76 purchases in 52 weeks of a client with 26 repeats, who is alive at 0.969", () => {
    const history = { repeats: 26, recency: 30.86, age: 31 }
    assert.approximately(BgNbd.purchasesOf(cdnow, history, 52), 25.76, 0.005)
    assert.approximately(BgNbd.aliveOf(cdnow, history), 0.969, 0.0005)
  })
  it("gives the likelihood of one client by equation 3 of the paper, written out", () => {
    // B(a, b + x) / B(a, b) and Γ(r + x) / Γ(r) by hand for r = 1, a = 1, b = 1, x = 1: 1/2 and 1.
    const parameters = { r: 1, alpha: 2, a: 1, b: 1 }
    const stays = (1 / 2) * (2 / (2 + 6) ** 2)
    const leaves = (1 / 2) * (2 / (2 + 4) ** 2)
    const value = BgNbd.logLikelihood(parameters, [{ repeats: 1, recency: 4, age: 6 }])
    assert.approximately(value, Math.log(stays + leaves), 1e-12)
  })

  it("recovers the parameters of 6,000 generated clients within 10 % for buying and 20 % for leaving", () => {
    const truth = { r: 0.8, alpha: 5, a: 0.9, b: 3 }
    const fit = BgNbd.fit(histories(6000, truth))
    assert.isTrue(fit?.isConverged)
    assert.strictEqual(fit?.degenerate, null)
    if (fit === null) return
    near(fit.parameters.r, truth.r, 0.1)
    near(fit.parameters.alpha, truth.alpha, 0.1)
    near(fit.parameters.a, truth.a, 0.2)
    near(fit.parameters.b, truth.b, 0.2)
    near(fit.expectedRepeats, fit.repeats, 0.02)
  })
  it("foretells what generated clients buy later, within 5 % over all of them", () => {
    const truth = { r: 1.2, alpha: 6, a: 0.6, b: 4 }
    const people = population(3000, truth, 7)
    const fit = BgNbd.fit(people.map(({ history }) => history))
    assert.isNotNull(fit)
    if (fit === null) return
    const expected = people.reduce((sum, { history }) => sum + BgNbd.outlook(fit, history, 39 * 7).purchases, 0)
    const bought = people.reduce((sum, { later }) => sum + later, 0)
    near(expected, bought, 0.05)
    const chance = people.reduce((sum, { history }) => sum + BgNbd.outlook(fit, history, 39 * 7).chance, 0)
    near(chance, people.filter(({ later }) => later > 0).length, 0.05)
  })
  it("reports clients who never leave as a degenerate fit and gives no P(alive)", () => {
    const random = uniform(3)
    const loyal = Array.from({ length: 400 }, () => {
      const rate = gamma(2, random) / 4
      let [repeats, recency] = [0, 0]
      for (let at = -Math.log(random()) / rate; at <= 40; at -= Math.log(random()) / rate) {
        repeats += 1
        recency = at
      }
      return { repeats, recency, age: 40 }
    })
    const fit = BgNbd.fit(loyal)
    assert.isNotNull(fit?.degenerate ?? null)
    if (fit === null) return
    const [frequent, rare] = [
      { repeats: 12, recency: 30, age: 40 },
      { repeats: 2, recency: 30, age: 40 }
    ].map((history) => BgNbd.outlook(fit, history, 28))
    assert.strictEqual(frequent?.alive, null)
    assert.isAbove(frequent?.chance ?? 0, rare?.chance ?? 1)
  })
  it("makes no fit of fewer than ten repeats", () => {
    assert.isNull(BgNbd.fit([{ repeats: 9, recency: 3, age: 5 }, newcomer]))
    assert.isNull(BgNbd.fitOrders([[1], [2], []], 100))
  })

  it("sums up purchase days as of the end of the data", () => {
    assert.deepStrictEqual(BgNbd.historyOf([100, 107, 121, 200], 142), { repeats: 2, recency: 3, age: 6 })
    assert.deepStrictEqual(BgNbd.historyOf([100, 107], 107, 1), { repeats: 1, recency: 7, age: 7 })
    assert.isNull(BgNbd.historyOf([100], 99))
    assert.isNull(BgNbd.historyOf([], 99))
  })
  it("counts equal histories as it counts weights", () => {
    const one = { repeats: 3, recency: 4, age: 9 }
    assert.approximately(
      BgNbd.logLikelihood(cdnow, [one], [5]),
      BgNbd.logLikelihood(cdnow, [one, one, one, one, one]),
      1e-9
    )
  })
  it("does not depend on the order of histories", () => {
    const own = histories(800, { r: 0.8, alpha: 5, a: 0.9, b: 3 })
    assert.deepStrictEqual(BgNbd.fit(own.toReversed()), BgNbd.fit(own))
  })
  it("fits days as it fits weeks: parameters without time agree, alpha is seven times as large", () => {
    const days = histories(600, { r: 0.8, alpha: 5, a: 0.9, b: 3 }).map(({ age, recency, repeats }) => ({
      repeats,
      recency: recency * 7,
      age: age * 7
    }))
    const weeks = days.map((one) => ({ ...one, recency: one.recency / 7, age: one.age / 7 }))
    const [byDay, byWeek] = [BgNbd.fit(days, 1), BgNbd.fit(weeks)]
    near(byDay?.parameters.alpha ?? 0, 7 * (byWeek?.parameters.alpha ?? 1), 0.001)
    near(byDay?.parameters.a ?? 0, byWeek?.parameters.a ?? 1, 0.001)
  })

  it.prop(
    "keeps P(alive) between 0 and 1, falling with silence, and purchases rising with time",
    [...anyParameters, ...anyHistory],
    ([r, alpha, a, b, repeats, recency, silence]) => {
      const parameters = { r, alpha, a, b }
      const history = { repeats, recency, age: recency + silence }
      const alive = BgNbd.aliveOf(parameters, history)
      const after = BgNbd.aliveOf(parameters, { ...history, age: history.age + 4 })
      assert.isTrue(alive >= 0 && alive <= 1 && after <= alive)
      const soon = BgNbd.purchasesIfAlive(parameters, history, 4)
      const late = BgNbd.purchasesIfAlive(parameters, history, 8)
      assert.isTrue(soon >= 0 && late >= soon, `${soon}, ${late}`)
      assert.strictEqual(BgNbd.aliveOf(parameters, { ...history, repeats: 0 }), 1)
    }
  )
  it("passes through a = 1 without a break", () => {
    const at = (a: number) => BgNbd.purchasesOf({ ...cdnow, a }, { repeats: 4, recency: 20, age: 30 }, 39)
    near(at(1), (at(1 - 1e-6) + at(1 + 1e-6)) / 2, 1e-6)
  })
})
