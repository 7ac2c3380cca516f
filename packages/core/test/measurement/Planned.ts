/** Random portfolios planned for forty days: what outlooks and comparisons are tried on. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Plan from "../../src/engine/Plan.ts"
import type * as Runner from "../../src/engine/Runner.ts"
import { Setup } from "../../src/engine/Setup.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import { dayMillis, instant } from "../../src/kernel/Calendar.ts"
import type { Zone } from "../../src/kernel/Calendar.ts"
import type { Setting } from "../../src/measurement/PlanOutlook.ts"
import { Renderer } from "../../src/message/Renderer.ts"
import * as Scenario from "../engine/Scenario.ts"

const templates = Layer.succeed(Renderer, {
  render: (templateId: string) =>
    Effect.succeed({ templateId, templateHash: "1", locale: "en", subject: "s", html: "<p>1 Quay</p>", text: "1 Quay" })
})

/** Three groups under the programs and the policy of the first. */
export const portfolio = (seed: number) => {
  const worlds = Array.from({ length: 3 }, (_, index) =>
    Scenario.world(Scenario.random(seed * 10 + index), `g${index}`)
  )
  const [first] = worlds
  if (first === undefined) throw new Error("no world")
  return { ...first, markets: worlds.map(({ market }) => market) }
}

/** Forty days. */
export const span = { from: Scenario.start, until: instant(Scenario.start + 40 * dayMillis) }

/** All that a run needs beside a store and a courier. */
export const ports = ({ definitions, markets, policy }: ReturnType<typeof portfolio>) =>
  Layer.mergeAll(
    RecordsInMemory.layer(markets.map(({ records }) => records)),
    Layer.succeed(Setup, {
      definitions,
      policy,
      retry: Retry.standard,
      sender: { name: "Vendor", email: "news@vendor.example", postalAddress: "1 Quay", company: "Vendor" },
      unsubscribe: { mailto: "unsubscribe@vendor.example" },
      locale: "en",
      segmentOf: (groupId) => markets.find(({ records }) => records.groupId === groupId)?.segment ?? null
    }),
    templates
  )

/** What its plan decides, and the closing numbers. */
export const plan = (given: ReturnType<typeof portfolio>, more: Partial<Runner.VirtualSpan> = {}) =>
  Plan.plan({ ...span, ...more }).pipe(Effect.provide(ports(given)))

/** Whom it is about. */
export const setting = ({ markets }: ReturnType<typeof portfolio>): Setting => ({
  zone: "Europe/Berlin" as Zone,
  accounts: markets.flatMap(({ records, segment }) =>
    records.accounts.map(({ id }) => ({
      accountId: id,
      groupId: records.groupId,
      managerId: records.manager?.id ?? null,
      tier: segment?.tier ?? null
    }))
  ),
  capacityOf: () => 10,
  purse: () => ({ currency: "EUR", budgetMinor: null })
})
