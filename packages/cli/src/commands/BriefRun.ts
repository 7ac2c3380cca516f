/** The work of `abm brief`. */
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, relative, resolve } from "node:path"
import { Brief, Calendar, type RecordBook } from "@market-of-one/core"
import { BriefPage } from "@market-of-one/studio"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Session from "../session/Session.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly id: string
  readonly html: string | undefined
  readonly at: string | undefined
  readonly json: boolean
}

/** The account that an id means: its own, or that of an asset or a contact. */
const accountOf = ({ grouping, records }: RecordBook.RecordBook, id: string): string | undefined =>
  grouping.groupOf.has(id)
    ? id
    : [...records.assets, ...records.contacts].find(({ record }) => record.id === id)?.record.accountId

/** Prints or writes the brief. */
export const run = Effect.fn("brief.run")(function* (given: Given) {
  if (given.at !== undefined && !Calendar.isDay(given.at))
    return yield* Failure.usage(`--at "${given.at}" is not a day`, "write it as 2026-10-01")
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const asOf = given.at as Calendar.Day | undefined
  const session = yield* Session.open({ directory: given.directory, asOf, env: process.env, now })
  const { config, policy, records } = session.workspace
  const account = accountOf(records, given.id)
  const brief = account === undefined ? undefined : Brief.of(records, account, { asOf: session.asOf })
  if (brief === undefined)
    return yield* Failure.refused(
      `there is no account, asset or contact ${given.id} that belongs to a client`,
      "name an id of the data"
    )
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
