/** The work of `abm analyze`: read, analyse, show. */
import { basename, join, resolve } from "node:path"
import { setFlagsFromString } from "node:v8"
import { Calendar, Money, type Orders, Review, type Slices, type Tally, type Xyz } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Failure from "../Failure.ts"
import * as OrderFile from "../input/OrderFile.ts"
import * as AnalysisDocument from "../output/AnalysisDocument.ts"
import * as AnalysisFiles from "../output/AnalysisFiles.ts"
import * as AnalysisWorkbook from "../output/AnalysisWorkbook.ts"
import * as Output from "../output/Output.ts"
import * as EarlierAnalyses from "../session/EarlierAnalyses.ts"
import * as PortfolioView from "../view/PortfolioView.ts"
import type { Columns } from "./Analyze.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly orders: string
  readonly columns: Columns
  readonly currency: string
  readonly from: string | undefined
  readonly to: string | undefined
  readonly period: Calendar.Period | undefined
  readonly measure: Tally.Measure | undefined
  readonly method: Xyz.Method | undefined
  readonly thresholds: Xyz.ThresholdSet | undefined
  readonly level: Tally.Level | undefined
  readonly by: Slices.Dimension | undefined
  readonly since: string | undefined
  readonly margin: number | undefined
  readonly decimal: "." | "," | undefined
  readonly dateFormat: string | undefined
  readonly delimiter: string | undefined
  readonly encoding: Orders.Source["encoding"]
  readonly zone: string
  readonly rejects: string | undefined
  readonly csv: string | undefined
  readonly xlsx: string | undefined
  readonly json: boolean
}

const decode = <A, E>(schema: Schema.Codec<A, E>, value: unknown, flag: string): Effect.Effect<A, Failure.Failure> =>
  Schema.decodeUnknownEffect(schema)(value).pipe(
    Effect.mapError((error) => Failure.usage(`--${flag}: ${error.message}`))
  )

const optionalDay = (
  text: string | undefined,
  flag: string
): Effect.Effect<Calendar.Day | undefined, Failure.Failure> =>
  text === undefined ? Effect.succeed(undefined) : decode(Calendar.Day, text, flag)

/** Leaves out what is undefined, so that defaults apply. */
export const defined = <A extends object>(value: A): { [Key in keyof A]: Exclude<A[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [Key in keyof A]: Exclude<A[Key], undefined>
  }

/** Prints a document piece by piece, each when the one before has been taken. */
export const print = Effect.fn("analyze.print")(function* (pieces: Iterable<string>) {
  for (const piece of pieces) yield* Output.stdout(piece)
  yield* Output.stdout("\n")
})

/** Writes the analysis as CSV files into a folder. */
export const writeFiles = (review: Review.Review, beside: AnalysisDocument.Beside, directory: string) =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    yield* files.makeDirectory(directory, { recursive: true })
    for (const [name, pieces] of Object.entries(AnalysisFiles.make(review, beside))) {
      const text = Stream.fromIterable(pieces, { chunkSize: 1 }).pipe(Stream.encodeText)
      yield* Stream.run(text, files.sink(join(directory, name)))
    }
  }).pipe(Effect.mapError(() => Failure.port(`cannot write the analysis to ${directory}`)))

/** A gross margin is a share. */
export const checkMargin = (margin: number | undefined): Effect.Effect<void, Failure.Failure> =>
  margin === undefined || (margin >= 0 && margin <= 1)
    ? Effect.void
    : Effect.fail(Failure.usage(`--margin ${margin} is not a share from 0 to 1`, "write 0.35 for 35 %"))

/** Analyses a file of orders. */
export const run = Effect.fn("analyze.run")(function* (given: Given) {
  // What an analysis makes stays until it is shown. Room for what is soon dropped would grow with it, and stand empty.
  setFlagsFromString("--semi-space-growth-factor=1")
  // Writing it out drops far more than it holds: it is collected when two fifths have come on top, not when as much has.
  setFlagsFromString("--heap-growing-percent=40")
  const currency = yield* decode(Money.Currency, given.currency, "currency")
  const zone = yield* decode(Calendar.Zone, given.zone, "zone")
  const from = yield* optionalDay(given.from, "from")
  const to = yield* optionalDay(given.to, "to")
  if (from !== undefined && to !== undefined && from >= to) {
    return yield* Failure.usage(`--from ${from} is not before --to ${to}`)
  }
  yield* checkMargin(given.margin)
  if (given.measure === "profit" && given.columns.cost === undefined) {
    return yield* Failure.usage("--measure profit needs the cost of orders", "add cost=COLUMN to --columns")
  }
  const rejects = given.rejects ?? join(".abm", "rejects", basename(given.orders))
  const source = defined({
    file: given.orders,
    columns: given.columns,
    currency,
    zone,
    decimal: given.decimal,
    dateFormat: given.dateFormat,
    delimiter: given.delimiter === "\\t" ? "\t" : given.delimiter,
    encoding: given.encoding
  })
  const at = (path: string): string => resolve(given.directory, path)
  const read = yield* OrderFile.read(at(given.orders), at(rejects), source)
  if (read.rejected > 0) {
    const said = read.rejected === 1 ? "1 row" : `${read.rejected} rows`
    const kept = `could not be read and ${read.rejected === 1 ? "is" : "are"} in ${rejects}`
    yield* Output.stderr(`abm: ${said} of ${given.orders} ${kept}\n`)
  }
  const now = yield* Clock.currentTimeMillis
  const { by, level, margin: grossMargin, measure, method, period, thresholds: variation } = given
  const options = {
    today: Calendar.dayOf(Calendar.instant(now), zone),
    from,
    to,
    period,
    measure,
    method,
    variation,
    level,
    by,
    grossMargin
  }
  const review = Review.make(read.facts, defined(options))
  const changes =
    given.since === undefined ? undefined : yield* EarlierAnalyses.since(given.directory, given.since, review)
  const beside = { by, changes }
  if (given.csv !== undefined) yield* writeFiles(review, beside, at(given.csv))
  if (given.xlsx !== undefined)
    yield* AnalysisWorkbook.write(review, beside, [...read.findings, ...review.findings], at(given.xlsx))
  if (given.json) return yield* print(AnalysisDocument.pieces(review, read, beside))
  yield* Output.stdout(PortfolioView.make(review, read, yield* Output.screen, beside))
})
