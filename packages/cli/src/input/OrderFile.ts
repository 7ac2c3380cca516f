/** Reads a file of orders as it streams from disk; rows that cannot be read go to the rejects file. */
import { Facts, type Finding, Money, OrderCurrency, Orders, Rejects } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Stream from "effect/Stream"
import * as Failure from "../Failure.ts"
import * as RejectsFile from "./RejectsFile.ts"

/** Rejected rows that become findings of their own; all of them are in the rejects file. */
const mostFindings = 1000

const chunkSize = 1 << 18

const questions = (asked: ReadonlyArray<Finding.Finding>): Failure.Failure => {
  const lines = asked.map(({ message, place }) => `${place?.file ?? "the file"}: ${message}`)
  const advice = asked.map(({ advice }) => advice).filter((line) => line !== undefined)
  return Failure.refused(lines.join("\n     "), advice.join("\n     "))
}

/** The source in the currency that the file itself names, where a column does and nobody else did. */
const inItsCurrency = Effect.fnUntraced(function* (
  chunks: Stream.Stream<Uint8Array, Failure.Failure>,
  source: Orders.Source
) {
  const column = source.columns.currency
  if (column === undefined || source.currency !== Money.noCurrency) return source
  const finder = OrderCurrency.finder(source, column)
  let found: Money.Currency | undefined
  yield* chunks.pipe(
    Stream.takeWhile(() => found === undefined),
    Stream.runForEach((chunk) => Effect.sync(() => (found = finder.push(chunk))))
  )
  found ??= finder.end()
  return found === undefined ? source : { ...source, currency: found, isCurrencyOfRows: true }
})

/**
 * Reads all orders of a file; fails with the file's questions, if it has any. `findings` has one entry for each of the
 * first rejected rows, and one that counts the others.
 */
export const read = Effect.fn("OrderFile.read")(function* (path: string, rejectsPath: string, declared: Orders.Source) {
  const files = yield* FileSystem.FileSystem
  const chunks = files
    .stream(path, { chunkSize })
    .pipe(Stream.mapError(() => Failure.usage(`cannot read ${declared.file ?? path}`, "is it there, and a file?")))
  const source = yield* inItsCurrency(chunks, declared)
  const reader = Orders.reader(source)
  const facts = Facts.builder(source.currency)
  const rejects = RejectsFile.make(rejectsPath)
  const findings: Array<Finding.Finding> = []
  let rejected = 0

  const take = (batch: Orders.Batch): void => {
    facts.addColumns(batch.columns)
    for (const one of batch.rejected) if (findings.length < mostFindings) findings.push(Rejects.finding(one))
    rejected += batch.rejected.length
    rejects.add(batch.rejected, reader.header())
  }
  yield* chunks.pipe(
    Stream.takeWhile(() => reader.questions().length === 0),
    Stream.runForEach((chunk) =>
      Effect.try({
        try: () => take(reader.push(chunk)),
        catch: (error) => Failure.refused(`${path}: ${error instanceof Error ? error.message : String(error)}`)
      })
    )
  )
  const end = reader.end()
  take(end)
  facts.withdraw(end.withdrawn)
  yield* Effect.tryPromise({
    try: () => rejects.close(),
    catch: () => Failure.port(`cannot write the rejected rows to ${rejectsPath}`)
  })
  const asked = reader.questions()
  if (asked.length > 0) return yield* questions(asked)
  if (rejected > mostFindings) {
    const message = `${rejected - mostFindings} more rows were not taken; all are in the rejects file`
    findings.push({ severity: "warning", rule: "import/more-rejected", message })
  }
  const built = facts.build()
  return { facts: built, accepted: built.size, rejected, findings: [...findings, ...end.findings] }
})
