/** The work of `abm analyze` on a workspace: its orders, its groups, and all that its files say of accounts. */
import { resolve } from "node:path"
import { BookFacts, Calendar, Portfolio } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as AnalysisDocument from "../output/AnalysisDocument.ts"
import * as Output from "../output/Output.ts"
import * as Session from "../session/Session.ts"
import * as PortfolioView from "../view/PortfolioView.ts"
import { defined, writeFiles, type Given as FileGiven } from "./AnalyzeRun.ts"

/** What the flags say; what they do not say the workspace does. */
export type Given = Pick<
  FileGiven,
  "directory" | "from" | "to" | "period" | "measure" | "method" | "thresholds" | "level" | "csv" | "json"
>

/** Analyses a workspace. */
export const run = Effect.fn("analyze.workspace")(function* (given: Given) {
  const from = given.from as Calendar.Day | undefined
  const to = given.to as Calendar.Day | undefined
  if (from !== undefined && to !== undefined && from >= to)
    return yield* Failure.usage(`--from ${from} is not before --to ${to}`)
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const session = yield* Session.open({ directory: given.directory, asOf: to, env: process.env, now })
  const { config, records } = session.workspace
  const { csv, json, level, measure, method, period, thresholds: variation } = given
  const portfolio = Portfolio.analyze(BookFacts.ofOrders(records), {
    today: session.asOf,
    groupOf: (account) => records.grouping.groupOf.get(account) ?? account,
    facts: BookFacts.keyFacts(records, session.asOf),
    ...config.analysis,
    ...defined({ from, to, period, measure, method, variation, level })
  })
  const { read, rejected } = records.counts.orders
  const rows = { accepted: read - rejected, rejected, findings: session.workspace.findings }
  if (csv !== undefined) yield* writeFiles(portfolio, resolve(given.directory, csv))
  if (json) return yield* Output.json(AnalysisDocument.encode(portfolio, rows))
  yield* Output.stdout(PortfolioView.make(portfolio, rows, yield* Output.screen))
})
