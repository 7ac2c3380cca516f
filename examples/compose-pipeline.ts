/** How do I compose the parts with Effect: files → record book → analysis → segments → plan? Reads the example workspace. */
import { join } from "node:path"
import {
  BookFacts,
  Calendar,
  Plan,
  Portfolio,
  RecordsInMemory,
  Definition,
  Policy,
  Retry,
  Segments,
  Setup
} from "@market-of-one/core"
import { HandlebarsRenderer } from "@market-of-one/templates"
import { Workspace } from "@market-of-one/cli"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

const asOf = "2026-10-01" as Calendar.Day

// #region pipeline
const program = Effect.gen(function* () {
  const { config, policy, programs, records, templateSet } = yield* Workspace.load(
    join(import.meta.dirname, "industrial-supplier"),
    {}
  )

  // Orders become columns, columns become classes, classes and rhythm become segments that rules can read.
  const portfolio = Portfolio.analyze(BookFacts.ofOrders(records), {
    today: asOf,
    groupOf: (account) => records.grouping.groupOf.get(account) ?? account,
    facts: BookFacts.keyFacts(records, asOf)
  })
  const segments = Segments.of(records, portfolio, asOf)
  const keys = portfolio.items.filter((item) => item.key.isKey)
  console.log(`${keys.length} key accounts: ${keys.map((item) => `${item.id} ${item.abc}${item.xyz}`).join(", ")}`)
  console.log(`concentration: ${portfolio.concentration.verdict}`)

  // The ports that a plan needs are layers; a run would add a store and a courier.
  const ports = Layer.mergeAll(
    RecordsInMemory.layer(RecordsInMemory.groupRecords(records, "a secret of the host")),
    HandlebarsRenderer.layer(templateSet),
    Layer.succeed(Setup.Setup, {
      definitions: Definition.collect(programs.map(({ compiled }) => compiled)),
      policy: { ...Policy.standard, ...policy },
      retry: Retry.standard,
      sender: config.sender,
      unsubscribe: { mailto: config.sender.unsubscribe },
      locale: config.locale,
      segmentOf: (groupId: string) => segments.get(groupId) ?? null
    })
  )
  const at = (day: string) => Calendar.instantOf(day as Calendar.Day, 0, config.timeZone)
  return yield* Plan.plan({ from: at("2026-10-01"), until: at("2026-10-31") }).pipe(Effect.provide(ports))
})
// #endregion pipeline

const { totals } = await Effect.runPromise(program)
console.log(`audience ${totals.audience} = sent ${totals.sent} + waiting ${totals.waiting} + skipped ${totals.skipped}`)
console.log("waiting:", totals.reasons.waiting)
