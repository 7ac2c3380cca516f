/** `abm account --nobody`: the records that belong to no client, with their share of the money, to be placed. */
import { GroupBook, Money, NobodysRecords, Ratio, RecordKind } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Output from "../output/Output.ts"
import * as Session from "../session/Session.ts"

const kinds = RecordKind.names as [RecordKind.KindName, ...Array<RecordKind.KindName>]
const Share = Schema.NullOr(Schema.Finite)

/** The document of `abm account --nobody --json`. Shares are 0 to 1; what has no amount is null. */
export const NobodyDocument = Schema.Struct({
  currency: Schema.String,
  kinds: Schema.Array(
    Schema.Struct({
      kind: Schema.Literals(kinds),
      records: Schema.Int,
      of: Schema.Int,
      /** Their share of all records, and of all positive amounts. */
      shareOfRecords: Schema.Finite,
      shareOfMoney: Share,
      withoutAmount: Schema.Int,
      minor: Schema.NullOr(Schema.Int),
      list: Schema.Array(Schema.Struct({ id: Schema.String, minor: Schema.NullOr(Schema.Int), source: Schema.String }))
    })
  )
})

const documentOf = (currency: string, all: ReadonlyArray<NobodysRecords.NobodysKind>): typeof NobodyDocument.Encoded =>
  Schema.encodeSync(NobodyDocument)({
    currency,
    kinds: all.map(({ kind, list, minor, of, records, share, withoutAmount }) => ({
      kind,
      records,
      of,
      shareOfRecords: Ratio.share(records, of),
      shareOfMoney: share,
      withoutAmount,
      minor,
      list: list.map((one) => ({ id: one.id, minor: one.minor, source: GroupBook.showSource(one.source) }))
    }))
  })

const mostShown = 20

const linesOf = (currency: string, one: NobodysRecords.NobodysKind): ReadonlyArray<string> => {
  const { kind, list, of, records, share, withoutAmount } = one
  const money = share === null ? "" : `, with ${Ratio.percent(share, "en")} of the money`
  const unknown = withoutAmount === 0 || share === null ? "" : `; ${withoutAmount} of them have no amount`
  const shown = list.slice(0, mostShown).map(({ id, minor, source }) => {
    const amount = minor === null ? "" : ` ${Money.format({ minor, currency }, "en", { whole: true })}`
    return `  ${id}${amount}  ${GroupBook.showSource(source)}`
  })
  const more = records > mostShown ? [`  and ${records - mostShown} more: --json has them all`] : []
  return [
    `${records} of ${of} ${kind} (${Ratio.percent(Ratio.share(records, of), "en")}) belong to nobody${money}${unknown}`,
    ...shown,
    ...more
  ]
}

/** Shows them. */
export const run = Effect.fn("account.nobody")(function* (given: {
  readonly directory: string
  readonly json: boolean
}) {
  const { config, records } = yield* Session.workspaceOf(given.directory, process.env)
  const all = NobodysRecords.of(records)
  if (given.json) return yield* Output.json(documentOf(config.currency, all))
  const lines = all.flatMap((one) => linesOf(config.currency, one))
  yield* Output.stdout(`${lines.length === 0 ? "every record belongs to a client" : lines.join("\n")}\n`)
})
