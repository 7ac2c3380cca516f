/** The work of `abm brief`. */
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, relative, resolve } from "node:path"
import { Brief, Calendar, type Event, Store } from "@market-of-one/core"
import { BriefPage } from "@market-of-one/studio"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as AccountGathering from "../session/AccountGathering.ts"
import * as Ports from "../session/Ports.ts"
import * as Session from "../session/Session.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as AccountMistakes from "../session/AccountMistakes.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly id: string
  readonly html: string | undefined
  readonly at: string | undefined
  readonly readBy: string | undefined
  readonly json: boolean
}

/** Writes into the journal who read a brief, and as of when it was produced. */
const markRead = Effect.fnUntraced(function* (
  { workspace }: Session.Session,
  directory: string,
  input: Extract<Event.Input, { readonly _tag: "BriefRead" }>
) {
  const file = yield* StoreFile.told(directory, workspace.config.store, process.env, false)
  const at = Calendar.instant(yield* Clock.currentTimeMillis)
  yield* Effect.gen(function* () {
    yield* (yield* Store.Store).record([{ groupId: input.accountId, at, input }])
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  yield* Output.stderr(`read by ${input.by}: kept in the journal\n`)
})

/** Prints or writes the brief. */
export const run = Effect.fn("brief.run")(function* (given: Given) {
  if (given.at !== undefined && !Calendar.isDay(given.at))
    return yield* Failure.usage(`--at "${given.at}" is not a day`, "write it as 2026-10-01")
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const asOf = given.at as Calendar.Day | undefined
  const session = yield* Session.open({ directory: given.directory, asOf, env: process.env, now })
  const { config, policy, records } = session.workspace
  const { groupId } = yield* AccountGathering.lookUp(session, given.id)
  if (given.readBy !== undefined && !records.records.managers.some(({ record }) => record.id === given.readBy))
    return yield* Failure.refused(`there is no manager ${given.readBy}`, "name who read it by an id of the managers")
  const at = asOf === undefined ? now : Calendar.instantOf(asOf, 0, policy.timeZone)
  // Who reads it has read it: the mark stands before the page that would ask for it.
  if (given.readBy !== undefined)
    yield* markRead(session, given.directory, {
      _tag: "BriefRead",
      accountId: groupId,
      by: given.readBy,
      producedAt: at
    })
  const warnings = yield* AccountMistakes.of(session, given.directory, groupId, at)
  const brief = Brief.of(records, groupId, { asOf: session.asOf, at, warnings })
  if (brief === undefined)
    return yield* Failure.refused(`there is no account ${groupId}`, "name an account id of the data")
  if (given.json) yield* Output.json(brief)
  const telling = { locale: config.locale, timeZone: policy.timeZone }
  if (given.html !== undefined) {
    const file = resolve(given.directory, given.html)
    yield* Effect.tryPromise({
      try: async () => {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, BriefPage.render(brief, telling))
      },
      catch: () => Failure.port(`cannot write ${file}`, "check that the folder can be written")
    })
    const written = `${relative(process.cwd(), file)}\n`
    yield* given.json ? Output.stderr(written) : Output.stdout(written)
  } else if (!given.json) yield* Output.stdout(BriefPage.markdown(brief, telling))
})
