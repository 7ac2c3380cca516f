/** The work of `abm analyze` on a workspace: its orders, its groups, and all that its files say of accounts. */
import { resolve } from "node:path"
import { Calendar } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as AnalysisDocument from "../output/AnalysisDocument.ts"
import * as AnalysisWorkbook from "../output/AnalysisWorkbook.ts"
import * as Output from "../output/Output.ts"
import * as Analysis from "../session/Analysis.ts"
import * as EarlierAnalyses from "../session/EarlierAnalyses.ts"
import * as Session from "../session/Session.ts"
import * as PortfolioView from "../view/PortfolioView.ts"
import { checkMargin, defined, print, writeFiles, type Given as FileGiven } from "./AnalyzeRun.ts"

/** What the flags say; what they do not say the workspace does. */
export type Given = Pick<
  FileGiven,
  | "directory"
  | "from"
  | "to"
  | "period"
  | "measure"
  | "method"
  | "thresholds"
  | "level"
  | "by"
  | "since"
  | "margin"
  | "csv"
  | "xlsx"
  | "json"
>

/** Analyses a workspace. */
export const run = Effect.fn("analyze.workspace")(function* (given: Given) {
  const from = given.from as Calendar.Day | undefined
  const to = given.to as Calendar.Day | undefined
  if (from !== undefined && to !== undefined && from >= to)
    return yield* Failure.usage(`--from ${from} is not before --to ${to}`)
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  yield* checkMargin(given.margin)
  const session = yield* Session.open({ directory: given.directory, asOf: to, env: process.env, now })
  const { records, rules } = session.workspace
  const {
    by,
    csv,
    json,
    level,
    margin: grossMargin,
    measure,
    method,
    period,
    since,
    thresholds: variation,
    xlsx
  } = given
  const asked = defined({ from, to, period, measure, method, variation, level, by, grossMargin })
  const review = Analysis.review(session.workspace, session.asOf, asked)
  const changes =
    since === undefined
      ? yield* EarlierAnalyses.remember(given.directory, review, now)
      : yield* EarlierAnalyses.since(given.directory, since, review)
  const targets = rules.targets.map(({ id, name }) => ({
    id,
    name,
    accounts: [...session.segments]
      .flatMap(([group, { outlook }]) => (outlook?.targets.includes(id) === true ? [group] : []))
      .toSorted()
  }))
  const beside = { by, targets, changes }
  const { read, rejected } = records.counts.orders
  const { orders } = session.workspace.config.sources
  // Won opportunities have no rows of their own among the orders.
  const isMade = orders !== undefined && "from" in orders
  const accepted = isMade ? records.records.orders.length : read - rejected
  const rows = { accepted, rejected, findings: session.workspace.findings }
  if (csv !== undefined) yield* writeFiles(review, beside, resolve(given.directory, csv))
  if (xlsx !== undefined) {
    const all = [...rows.findings, ...review.findings]
    yield* AnalysisWorkbook.write(review, beside, all, resolve(given.directory, xlsx))
  }
  if (json) return yield* print(AnalysisDocument.pieces(review, rows, beside))
  const names = new Map(records.records.accounts.map(({ record }) => [record.id, record.name]))
  const more = { ...beside, nameOf: (id: string) => names.get(id) }
  yield* Output.stdout(PortfolioView.make(review, rows, yield* Output.screen, more))
})
