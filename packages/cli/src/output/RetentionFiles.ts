/** The lists of `abm retention` as CSV files. Amounts are plain decimal text; what is unknown is empty. */
import { join } from "node:path"
import { Money, Rejects, type Retention, RetentionText } from "@market-of-one/core"
import type { RetentionInput } from "@market-of-one/studio"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Failure from "../Failure.ts"

type Cell = string | number | null
type Table = ReadonlyArray<ReadonlyArray<Cell>>

const line = (row: ReadonlyArray<Cell>): string =>
  Rejects.line(
    row.map((cell) => (cell === null ? "" : String(cell))),
    ","
  )

const clientHeadings: ReadonlyArray<string> = [
  "client",
  "name",
  "manager",
  "class",
  "how",
  "lost on",
  "abc",
  "silence days",
  "value at risk",
  "margin",
  "currency",
  "health",
  "reasons",
  "causes",
  "what to do",
  "by"
]

/** The files by name. */
const tables = (part: RetentionInput.RetentionPart): Readonly<Record<string, Table>> => {
  const { renewals, retention, winBack } = part
  const { currency } = retention
  const amount = (minor: number | null): string | null => (minor === null ? null : Money.show(minor, currency))
  const client = (row: Retention.Row): ReadonlyArray<Cell> => [
    row.id,
    row.name,
    row.managerId,
    row.class,
    row.how,
    row.lostOn,
    row.abc,
    row.buying.silenceDays,
    amount(row.valueAtRiskMinor),
    amount(row.marginMinor),
    currency,
    row.health,
    row.reasons.map((reason) => RetentionText.say(reason, "en")).join("; "),
    row.causes?.found.map(({ cause }) => cause).join("; ") ?? null,
    row.act === null ? null : RetentionText.advise(row.act.rule, "en"),
    row.act?.by ?? null
  ]
  return {
    "clients.csv": [clientHeadings, ...[...retention.atRisk, ...retention.lost, ...retention.regained].map(client)],
    "refusals.csv": [
      ["kind", "record", "client", "on", "amount", "currency", "product", "region", "reason", "competitor", "manager"],
      ...retention.refusals.refusals.map((one) => [
        one.kind,
        one.id,
        one.groupId,
        one.on,
        amount(one.minor),
        currency,
        one.product,
        one.region,
        one.reason,
        one.competitor,
        one.manager
      ])
    ],
    "win-back.csv": [
      [
        "client",
        "standing",
        "way",
        "percent",
        "ends on",
        "expected value",
        "margin",
        "probability",
        "source",
        "currency"
      ],
      ...winBack.map(({ rate, ...one }) => [
        one.id,
        one.standing,
        one.way,
        one.percent,
        one.endsOn,
        amount(one.expectedMinor),
        amount(one.marginMinor),
        rate.probability,
        rate.source,
        currency
      ])
    ],
    "renewals.csv": [
      ["manager", "asset", "account", "label", "ends on", "days left", "value", "currency"],
      ...renewals.lists.flatMap(({ managerId, renewals: own }) =>
        own.map((one) => [
          managerId,
          one.assetId,
          one.accountId,
          one.label,
          one.endsAt,
          one.daysLeft,
          amount(one.valueMinor),
          currency
        ])
      )
    ]
  }
}

/** Writes the files into a folder, which is made when it is missing. */
export const write = Effect.fn("RetentionFiles.write")(function* (part: RetentionInput.RetentionPart, folder: string) {
  const files = yield* FileSystem.FileSystem
  yield* Effect.gen(function* () {
    yield* files.makeDirectory(folder, { recursive: true })
    for (const [name, rows] of Object.entries(tables(part)))
      yield* files.writeFileString(join(folder, name), rows.map(line).join(""))
  }).pipe(Effect.mapError(() => Failure.port(`cannot write the lists to ${folder}`)))
})
