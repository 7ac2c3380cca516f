import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as GammaGamma from "../../src/retention/GammaGamma.ts"
import { gamma, uniform } from "./Draws.ts"

/** Fader and Hardie (2013), note 025: the CDNOW sample, 946 buyers who bought again. */
const cdnow: GammaGamma.Parameters = { p: 6.25, q: 3.74, v: 15.44 }

const spendings = (size: number, { p, q, v }: GammaGamma.Parameters): ReadonlyArray<GammaGamma.Spending> => {
  const random = uniform(5)
  return Array.from({ length: size }, () => {
    const scale = gamma(q, random) / v
    const purchases = 1 + Math.floor(random() * 6)
    let sum = 0
    for (let at = 0; at < purchases; at += 1) sum += gamma(p, random) / scale
    return { purchases, mean: sum / purchases }
  })
}
const between = (minimum: number, maximum: number) =>
  Arbitrary.schema(Schema.Finite.check(Schema.isBetween({ minimum, maximum })))
const whole = (minimum: number, maximum: number) =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))
const near = (actual: number, expected: number, share: number): void =>
  assert.approximately(actual, expected, share * expected)

describe("GammaGamma", () => {
  it("expects the amounts of the note's first clients", () => {
    // Repeats and their mean as in the published sample; amounts of the note's spreadsheet, to its rounding.
    const table: ReadonlyArray<readonly [purchases: number, mean: number, expected: number]> = [
      [2, 22.35, 24.65],
      [1, 11.77, 18.91]
    ]
    for (const [purchases, mean, expected] of table)
      assert.approximately(GammaGamma.expectedAmount(cdnow, { purchases, mean }) ?? 0, expected, 0.05)
    assert.approximately(GammaGamma.expectedAmount(cdnow, null) ?? 0, 35.17, 0.06)
  })
  it("recovers the parameters of 6,000 generated clients within 15 %, their mean within 3 %", () => {
    const truth = { p: 1.5, q: 6, v: 300 }
    const fit = GammaGamma.fit(spendings(6000, truth))
    assert.isTrue(fit?.isConverged)
    if (fit === null) return
    near(fit.parameters.p, truth.p, 0.15)
    near(fit.parameters.q, truth.q, 0.15)
    near(fit.parameters.v, truth.v, 0.15)
    near(fit.mean ?? 0, (truth.p * truth.v) / (truth.q - 1), 0.03)
    assert.approximately(fit.correlation ?? 1, 0, 0.05)
  })
  it("finds parameters that generated amounts cannot tell from the true ones, even where p and v trade places", () => {
    // Twice the gain of likelihood follows chi-square with three degrees: 11.3 is passed once in a hundred samples.
    const own = spendings(2000, cdnow)
    const fit = GammaGamma.fit(own)
    const gain = (fit?.logLikelihood ?? 0) - GammaGamma.logLikelihood(cdnow, own)
    assert.isTrue(gain >= 0 && 2 * gain < 11.3, `${gain}`)
    near(fit?.mean ?? 0, (cdnow.p * cdnow.v) / (cdnow.q - 1), 0.03)
  })
  it("fits pence as it fits pounds: v is a hundred times as large, the rest agrees", () => {
    const pounds = spendings(300, cdnow)
    const [inPounds, inPence] = [
      GammaGamma.fit(pounds),
      GammaGamma.fit(pounds.map((one) => ({ ...one, mean: one.mean * 100 })))
    ]
    near(inPence?.parameters.v ?? 0, 100 * (inPounds?.parameters.v ?? 1), 1e-3)
    near(inPence?.parameters.p ?? 0, inPounds?.parameters.p ?? 1, 1e-3)
  })
  it("makes no fit of fewer than ten clients", () => {
    assert.isNull(GammaGamma.fit(spendings(9, cdnow)))
  })
  it("leaves out the first purchase and days without a positive amount", () => {
    assert.deepStrictEqual(GammaGamma.spendingOf([1000, 20, 0, -5, 40]), { purchases: 2, mean: 30 })
    assert.isNull(GammaGamma.spendingOf([1000]))
    assert.isNull(GammaGamma.spendingOf([]))
  })
  it("has no mean to give where the model has none", () => {
    assert.isNull(GammaGamma.expectedAmount({ p: 1, q: 0.5, v: 10 }, null))
    assert.isNull(GammaGamma.expectedValue({ p: 1, q: 0.5, v: 10 }, null, 3))
    assert.strictEqual(GammaGamma.expectedValue(cdnow, null, 2), 70)
  })
  it.prop(
    "draws a client's mean towards the mean of all, the less the more it bought",
    [between(1, 500), whole(1, 50)],
    ([mean, purchases]) => {
      const all = GammaGamma.expectedAmount(cdnow, null) ?? 0
      const one = GammaGamma.expectedAmount(cdnow, { mean, purchases }) ?? 0
      const more = GammaGamma.expectedAmount(cdnow, { mean, purchases: purchases + 1 }) ?? 0
      assert.isTrue(one >= Math.min(mean, all) - 1e-9 && one <= Math.max(mean, all) + 1e-9)
      assert.isAtMost(Math.abs(more - mean), Math.abs(one - mean) + 1e-9)
    }
  )
})
