import { Approval, KeyAccountType, KeyCriteria, type Manager, Tier, type Calendar } from "@market-of-one/core"
import { assert, describe, it } from "@effect/vitest"
import { translated } from "../../src/sentence/Because.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const to = day("2026-10-01")

/** Every reason that the core's criteria, types and tiers can give. */
const reasons: ReadonlyArray<string> = [
  KeyCriteria.profit(0.123, "gross profit"),
  KeyCriteria.profit(0, "revenue"),
  KeyCriteria.reliability(undefined),
  KeyCriteria.reliability({ due: 2, onTime: 2, openDisputes: 0 }),
  KeyCriteria.reliability({ due: 9, onTime: 8, openDisputes: 0 }),
  KeyCriteria.reliability({ due: 9, onTime: 8, openDisputes: 2 }),
  KeyCriteria.longTermIntent({ to }),
  KeyCriteria.longTermIntent({ to, contractUntil: day("2028-01-01") }),
  KeyCriteria.longTermIntent({ to, renewedAt: day("2026-01-01") }),
  KeyCriteria.longTermIntent({ to, start: day("2019-01-01"), regularity: { active: 9, periods: 12 } }),
  KeyCriteria.growthInfluence(undefined, 0),
  KeyCriteria.growthInfluence(-1, 0),
  KeyCriteria.growthInfluence(1, 0.4),
  KeyCriteria.newWaysToEarn(undefined),
  KeyCriteria.newWaysToEarn({ products: 1, channels: 2, referrals: 3 }),
  KeyCriteria.reputation(undefined),
  KeyCriteria.reputation({ isNamed: true, isComparable: true }),
  KeyCriteria.reputation({ isNamed: false, isComparable: true, largestOf: "mechanical engineering" }),
  KeyCriteria.reputation({ isNamed: false, isComparable: true }),
  ...KeyAccountType.classify({
    measureMinor: 20,
    positive: 100,
    isNew: true,
    isNamed: true,
    reputation: 1,
    competitorShare: 0.6,
    expertise: { questions: 4, evaluatorInfluence: 0.8, takesPart: true }
  }),
  ...KeyAccountType.classify({
    measureMinor: 1,
    positive: 100,
    isNew: true,
    isNamed: false,
    reputation: 0.7,
    budgetMinor: 50,
    smallestA: 40,
    expertise: { isNamed: true }
  }),
  ...(["A", "B", "C"] as const).flatMap((abc) =>
    [true, false].flatMap((isKey) => [
      Tier.classify({ isKey, abc, types: [] }),
      Tier.classify({ isKey, abc, types: [{ type: "breadwinner", isCertain: true, because: "" }] }),
      Tier.classify({ isKey, abc, types: [{ type: "image-maker", isCertain: true, because: "" }] }),
      Tier.classify({ isKey, abc, types: [{ type: "promising", isCertain: true, because: "" }], isQualified: true })
    ])
  ),
  Tier.classify({ isKey: true, abc: "A", types: [], excludedBy: "vip" })
].map(({ because }) => because)

describe("Because", () => {
  it("says in Russian every reason that the core gives", () => {
    for (const reason of reasons) {
      const russian = translated(reason, "ru")
      assert.isDefined(russian, reason)
      assert.notMatch(russian ?? "", /\$\d|\b(?:the|of|its|and|invoices|account)\b/u, reason)
    }
  })

  it("says in Russian whose word an offer of the save desk needs, and why", () => {
    const skills = { languages: [], industries: [], products: [] }
    const person = (id: string, discount: number, managerId?: string): Manager.Manager => ({
      id,
      name: id,
      skills,
      approves: { discount },
      ...(managerId === undefined ? {} : { managerId })
    })
    const boss = person("boss", 50)
    const mia = person("mia", 20, "boss")
    const said = (discountPercent: number, whyAbove: string | null, manager: Manager.Manager | null = mia) => {
      const need = { discountPercent, costMinor: 0, currency: "EUR", whyAbove } as const
      return translated(Approval.of(need, manager, [boss, mia]).reason.says, "ru")
    }
    const claimed = "the competitor's offer is claimed, not evidenced, the margin is unknown"
    assert.deepStrictEqual(
      [said(10, null), said(30, null), said(10, claimed), said(60, null), said(10, null, null)],
      [
        "в пределах полномочий: mia",
        "согласует boss: это выше полномочий: mia",
        "согласует boss: предложение конкурента известно со слов, без подтверждения, маржа не известна",
        "ни у кого нет таких полномочий (это выше полномочий: mia)",
        "ни у кого нет таких полномочий (у клиента нет менеджера)"
      ]
    )
  })

  it("says in Russian how content was chosen", () => {
    assert.strictEqual(
      translated(
        '"chemicals" is chosen: its rule holds: account.industry is "chemicals", account.tier is unknown',
        "ru"
      ),
      'выбран «chemicals»: его правило выполнено (account.industry: "chemicals", account.tier: неизвестно)'
    )
    assert.strictEqual(
      translated('"a" is not chosen, since its rule cannot be answered: account.tier is unknown', "ru"),
      "«a» не выбран, на его правило нет ответа: неизвестно account.tier"
    )
  })

  it("keeps English as it is, and what the table does not know unsaid", () => {
    assert.strictEqual(translated("key and A", "en"), "key and A")
    assert.isUndefined(translated("something that the host says", "ru"))
  })
})
