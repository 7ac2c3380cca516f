/** The work of `abm retention` over a workspace. */
import { resolve } from "node:path"
import { Calendar } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as RetentionDocument from "../output/RetentionDocument.ts"
import * as RetentionFiles from "../output/RetentionFiles.ts"
import * as Retaining from "../session/Retaining.ts"
import * as RetentionGathering from "../session/RetentionGathering.ts"
import * as Session from "../session/Session.ts"
import * as RetentionView from "../view/RetentionView.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly at: string | undefined
  readonly csv: string | undefined
  readonly json: boolean
}

/** Judges the clients of a workspace and shows them. */
export const run = Effect.fn("retention.run")(function* (given: Given) {
  if (given.at !== undefined && !Calendar.isDay(given.at))
    return yield* Failure.usage(`--at "${given.at}" is not a day`, "write it as 2026-10-01")
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const asOf = given.at as Calendar.Day | undefined
  const session = yield* Session.open({ directory: given.directory, asOf, env: process.env, now })
  const states = yield* RetentionGathering.states(session, given.directory)
  const chosen = Retaining.chosen(session.workspace, asOf, now)
  const part = RetentionGathering.gather(session, states, chosen, now)
  if (given.csv !== undefined) yield* RetentionFiles.write(part, resolve(given.directory, given.csv))
  if (given.json) return yield* Output.json(RetentionDocument.encode(part))
  const { records } = session.workspace.records
  const names = new Map([
    ...session.groups.map(({ groupId, name }) => [groupId, name] as const),
    ...[...records.managers, ...records.products, ...records.competitors].map(
      ({ record }) => [record.id, record.name] as const
    )
  ])
  const { locale } = session.workspace.config
  yield* Output.stdout(RetentionView.make(part, { locale, names }, yield* Output.screen))
})
