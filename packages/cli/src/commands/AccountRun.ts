/** The work of `abm account`. */
import { Calendar } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as AccountDocument from "../view/AccountDocument.ts"
import * as Output from "../output/Output.ts"
import * as AccountGathering from "../session/AccountGathering.ts"
import * as Session from "../session/Session.ts"
import * as AccountView from "../view/AccountView.ts"
import * as AccountAround from "../session/AccountAround.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly id: string
  readonly at: string | undefined
  readonly json: boolean
}

/** Shows one client. */
export const run = Effect.fn("account.run")(function* (given: Given) {
  if (given.at !== undefined && !Calendar.isDay(given.at))
    return yield* Failure.usage(`--at "${given.at}" is not a day`, "write it as 2026-10-01")
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const asOf = given.at as Calendar.Day | undefined
  const session = yield* Session.open({ directory: given.directory, asOf, env: process.env, now })
  const zone = session.setup.policy.timeZone
  // Complaints and promises stand as on the day that is looked at; without one, as they are now.
  const at = asOf === undefined ? now : Calendar.instantOf(asOf, 0, zone)
  const gathered = yield* AccountGathering.gather(session, given.directory, given.id, at)
  const around = yield* AccountAround.of(session, given.directory, gathered, at)
  if (given.json) return yield* Output.json(AccountDocument.encode(gathered, around))
  const managers = session.workspace.records.records.managers.map(({ record }) => [record.id, record.name] as const)
  const { locale } = session.workspace.config
  const told = { ...around, locale, names: new Map(managers) }
  yield* Output.stdout(AccountView.make(gathered, told, yield* Output.screen))
})
