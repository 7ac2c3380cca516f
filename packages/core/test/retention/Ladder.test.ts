/** The whole space of the ladder, walked down: what a client is offered when it declines everything. */
import { assert, describe, expect, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { join } from "node:path"
import * as Calendar from "../../src/kernel/Calendar.ts"
import type * as Discount from "../../src/retention/Discount.ts"
import type * as SaveDesk from "../../src/retention/SaveDesk.ts"
import * as Ladder from "../../src/retention/Ladder.ts"
import { standard } from "../../src/retention/SavePolicy.ts"
import { client, figures, made, money, notice, noticed, proposed, rival } from "./SaveSample.ts"

const spends: ReadonlyArray<Discount.SpendClass | null> = ["A", "B", "C", null]
const tenures: ReadonlyArray<readonly [name: string, since: Calendar.Day | null]> = [
  ["≥ 7 years", "2019-03-03" as Calendar.Day],
  ["3–6 years", "2019-03-04" as Calendar.Day],
  ["1–2 years", "2025-03-03" as Calendar.Day],
  ["< 1 year", "2025-03-04" as Calendar.Day],
  ["unknown", null]
]
const margins = ["ample", "limited", "thin", "unknown"] as const
const offers = ["none", "claimed", "evidenced"] as const
const kinds = ["port-out", "cancellation", "asked how to leave"] as const

/** What is offered, rung by rung, to a client that declines; with who has to approve it. */
const walk = (fields: Partial<SaveDesk.Client>): ReadonlyArray<SaveDesk.Proposal> => {
  const walked: Array<SaveDesk.Proposal> = []
  const declined: Array<SaveDesk.Client["offers"][number]> = []
  for (;;) {
    const proposal = proposed(noticed, { ...fields, offers: declined })
    if (proposal.offer === null) return walked
    walked.push(proposal)
    declined.push(made(proposal, noticed, "declined"))
  }
}

const show = ({ needsApprovalOf, offer }: SaveDesk.Proposal): string => {
  if (offer === null) return ""
  const { percent, plans, rung, waived } = offer
  const terms =
    rung === "better-fitting plan"
      ? `plan ${plans.map(({ productId }) => productId).join(", ")}`
      : rung === "waived services"
        ? `waive ${waived.map(({ service }) => service).join(", ")}`
        : `${rung === "discount" ? "discount" : "answer"} ${percent} %`
  return needsApprovalOf === null ? terms : `${terms} (${needsApprovalOf})`
}

/** Every cell of the space with its walk. */
const cells = spends.flatMap((spend) =>
  tenures.flatMap(([tenure, since]) =>
    margins.flatMap((margin) =>
      offers.map((offered) => ({
        name: `${spend ?? "?"} | ${tenure} | ${margin} | ${offered}`,
        spend,
        tenure,
        margin,
        offered,
        walks: kinds.map((kind) =>
          walk({
            notices: [notice({ kind })],
            spend,
            since,
            figures: figures[margin],
            rivals: offered === "none" ? [] : [rival(offered)]
          })
        )
      }))
    )
  )
)

describe("Ladder", () => {
  it("offers over the whole space what the golden says", async () => {
    const lines = cells.flatMap(({ name, walks }) => {
      const kindsOf = new Map<string, Array<string>>()
      for (const [at, walked] of walks.entries()) {
        const text = walked.map(show).join(" → ")
        kindsOf.set(text, [...(kindsOf.get(text) ?? []), kinds[at] ?? ""])
      }
      return [...kindsOf].map(
        ([text, own]) => `${name} | ${own.length === kinds.length ? "any notice" : own.join(", ")} | ${text}`
      )
    })
    const head =
      "spend | tenure | margin | competitor's offer | notice | offers to a client that declines each (approver)"
    await expect(`${[head, ...lines].join("\n")}\n`).toMatchFileSnapshot(join(import.meta.dirname, "Ladder.golden.txt"))
  })

  it("goes over the rungs in order, each at most once", () => {
    const order = ["better-fitting plan", "discount", "waived services", "answer to the competitor"]
    for (const { name, walks } of cells)
      for (const walked of walks) {
        const places = walked.map(({ offer }) => order.indexOf(offer?.rung ?? ""))
        assert.deepStrictEqual(
          places,
          [...new Set(places)].toSorted((a, b) => a - b),
          name
        )
      }
  })

  it("is never over 50 % and never below the margin floor", () => {
    for (const { margin, name, walks } of cells)
      for (const { offer } of walks.flat()) {
        const { costMinor, revenueMinor } = figures[margin]
        assert.isAtMost(offer?.percent ?? 100, 50, name)
        if (costMinor === null || offer === null) continue
        const waived = offer.waived.reduce((sum, { monthlyMinor }) => sum + 12 * monthlyMinor, 0)
        const left = (revenueMinor * (100 - offer.percent)) / 100 - waived
        if (offer.rung !== "better-fitting plan") assert.isAtLeast((left - costMinor) / left, 0.1, name)
      }
  })

  it("never gives less to a larger client at equal margin, tenure and offers", () => {
    for (const larger of cells)
      for (const smaller of cells) {
        if (larger.tenure !== smaller.tenure || larger.margin !== smaller.margin || larger.offered !== smaller.offered)
          continue
        if (spends.indexOf(larger.spend) > spends.indexOf(smaller.spend)) continue
        const given = larger.walks[0] ?? []
        for (const { offer } of smaller.walks[0] ?? []) {
          const same = given.find((one) => one.offer?.rung === offer?.rung)
          assert.isAtLeast(same?.offer?.percent ?? -1, offer?.percent ?? 0, `${larger.name} beside ${smaller.name}`)
        }
      }
  })

  it("tells an end with every offer, and reminds before it", () => {
    for (const { name, walks } of cells)
      for (const { offer } of walks.flat()) {
        assert.strictEqual(offer?.endsOn, "2027-03-03" as Calendar.Day, name)
        assert.strictEqual(offer?.remindOn, "2027-02-17" as Calendar.Day, name)
      }
  })

  const amount = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 2_000_000_000_000 })))
  const whole = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })))
  it.prop(
    "keeps the floor and the ceiling on every rung for any revenue, cost, fees, floor and rival's price",
    [amount, amount, amount, amount, whole, whole],
    ([revenueMinor, costMinor, fee, theirs, marginFloor, years]) => {
      const price = Math.max(1, Math.round(revenueMinor / 12))
      const facts: Ladder.LadderFacts = {
        day: "2026-03-03" as Calendar.Day,
        currency: "RUB",
        assets: client.assets.map((asset) => ({ ...asset, price: money(price) })),
        products: client.products,
        services: (client.services ?? []).map((service, at) => ({ ...service, price: money(fee * (at + 1)) })),
        rivals: [{ ...rival("evidenced"), price: `${theirs}` }],
        spend: "A",
        tenureYears: years,
        figures: { revenueMinor, costMinor }
      }
      const policy = { ...standard, marginFloor }
      for (const { rung, weigh } of Ladder.rows.slice(1)) {
        const { terms } = weigh(facts, policy)
        if (terms === null) continue
        assert.isTrue(terms.percent <= 50 && terms.percent % 5 === 0, rung)
        const waived = terms.waived.reduce((sum, { monthlyMinor }) => sum + 12n * BigInt(monthlyMinor), 0n)
        const left = BigInt(revenueMinor) * BigInt(100 - terms.percent) - 100n * waived
        assert.isTrue((left - 100n * BigInt(costMinor)) * 100n >= left * BigInt(marginFloor), rung)
        assert.isNull(terms.whyAbove)
        assert.isTrue(terms.percent > 0 || terms.waived.length > 0, rung)
      }
    }
  )
})
