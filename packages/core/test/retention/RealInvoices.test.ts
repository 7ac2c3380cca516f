import { assert, describe, it } from "@effect/vitest"
import { describeRealData } from "../../../../.config/RealData.ts"
import * as Foresight from "../../bench/Foresight.ts"
import { day } from "./Clients.ts"

describe("Foresight", () => {
  const client = (id: string, silenceDays: number, isLost: boolean): Foresight.Client => ({
    id,
    purchaseDays: 2,
    silenceDays,
    intervalDays: 10,
    class: silenceDays > 60 ? "lost" : "active",
    chance: null,
    isLost
  })
  // Three lost, three stayed: of nine pairs five are ranked right and one is a tie.
  const clients = [
    client("a", 90, true),
    client("b", 70, false),
    client("c", 65, true),
    client("d", 40, false),
    client("e", 30, true),
    client("f", 30, false)
  ]
  it("counts precision, recall and F1 of a flag", () => {
    const { f1, flagged, precision, recall } = Foresight.scoreOf(clients, Foresight.isPresumedLost)
    assert.deepStrictEqual([flagged, precision, recall], [3, 2 / 3, 2 / 3])
    assert.approximately(f1, 2 / 3, 1e-12)
  })
  it("counts the pairs that a ranking puts right, ties by half", () => {
    const bySilence = ({ silenceDays }: Foresight.Client) => silenceDays
    assert.approximately(Foresight.aucOf(clients, bySilence), 5.5 / 9, 1e-12)
    assert.approximately(
      Foresight.aucOf(clients, (one) => -bySilence(one)),
      1 - 5.5 / 9,
      1e-12
    )
    assert.strictEqual(
      Foresight.aucOf(
        clients.filter(({ isLost }) => isLost),
        bySilence
      ),
      0.5
    )
    assert.deepStrictEqual([...Foresight.riskiest(clients, 2, bySilence)], ["a", "b"])
  })
})

describeRealData("Losses foretold from a wholesaler's first six months", (folder) => {
  const { clients, fit } = Foresight.judge(Foresight.invoices(folder), day("2011-06-01"), day("2011-09-01"))
  const regular = clients.filter(({ purchaseDays }) => purchaseDays >= 2)
  const fixed = Foresight.scoreOf(regular, Foresight.isSilentFor60Days)
  const presumed = Foresight.scoreOf(regular, Foresight.isPresumedLost)

  it("presumes lost with a higher precision than 60 days of silence do", () => {
    assert.isAbove(presumed.precision, fixed.precision)
  })
  it("puts at risk with a higher recall than 60 days of silence do", () => {
    assert.isAbove(Foresight.scoreOf(regular, Foresight.isAtRisk).recall, fixed.recall)
  })
  it("presumes no client lost that bought on one day only", () => {
    const once = clients.filter(({ purchaseDays }) => purchaseDays === 1)
    assert.isAbove(once.length, 1000)
    assert.strictEqual(once.filter(Foresight.isPresumedLost).length, 0)
  })
  it("ranks all clients better by the model of purchases than by silence, and flags as many with a higher precision", () => {
    assert.isNotNull(fit)
    const auc = Foresight.aucOf(clients, Foresight.riskByModel)
    assert.isAbove(auc, Foresight.aucOf(clients, Foresight.silenceInIntervals))
    assert.isAbove(
      auc,
      Foresight.aucOf(clients, ({ silenceDays }) => silenceDays)
    )
    const top = Foresight.riskiest(regular, presumed.flagged, Foresight.riskByModel)
    assert.isAbove(Foresight.scoreOf(regular, ({ id }) => top.has(id)).precision, presumed.precision)
  })
})
