/** The work of `abm record --mail`: raw messages are told apart, matched, and recorded as the lines that they stand for. */
import { join, resolve } from "node:path"
import { Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as MailFile from "../input/MailFile.ts"
import * as MailStatement from "../input/MailStatement.ts"
import type { Problem } from "../input/Statement.ts"
import * as StatementCheck from "../input/StatementCheck.ts"
import * as StatementInput from "../input/StatementInput.ts"
import * as Output from "../output/Output.ts"
import * as Ports from "../session/Ports.ts"
import * as Recording from "../session/Recording.ts"
import * as Session from "../session/Session.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as WorkspaceStore from "../session/WorkspaceStore.ts"
import * as RecordRejects from "./RecordRejects.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly file: string
  readonly rehearsal: boolean
  readonly rejects: string | undefined
  readonly json: boolean
}

/** One reason why a message was not taken. Its text stays where it is. */
interface Reject extends Problem {
  readonly file: string
  readonly id?: string
  readonly kind?: string
}

interface Place {
  readonly file: string
  readonly id: string
  readonly kind: string
}

/** Messages that are recorded together, in one transaction. */
const batch = 64
/** Reasons that are shown one by one; all of them are in the file. */
const mostShown = 20

const kinds = ["hard bounce", "soft bounce", "complaint", "out of office", "automatic", "reply"] as const
type Kind = (typeof kinds)[number]

const kindOf = ({ what }: MailStatement.Mail): Kind => {
  if (what.kind === "bounce") return what.hard ? "hard bounce" : "soft bounce"
  return what.kind === "human" ? "reply" : what.kind
}

/** The first message of ours among those that a message may be about. */
const messageOf = Effect.fnUntraced(function* ({ about }: MailStatement.Mail) {
  const store = yield* Store.Store
  for (const id of about) {
    const message = yield* store.message(id)
    if (message !== undefined) return message
  }
  return undefined
})

const recordBatch = Effect.fnUntraced(function* (
  sources: ReadonlyArray<MailFile.Source>,
  known: MailStatement.Known,
  judged: Recording.Known
) {
  const heard: Array<Recording.Heard<Place>> = []
  const rejects: Array<Reject> = []
  const told: Array<Kind> = []
  for (const source of sources) {
    const file = source.name
    const bytes = yield* MailFile.read(source)
    if (!bytes.ok) {
      rejects.push({ file, message: bytes.message, advice: bytes.advice })
      continue
    }
    const read = yield* Effect.promise(() => MailStatement.read(bytes.bytes, known))
    if (!read.ok) {
      rejects.push({ file, ...read.problem })
      continue
    }
    const kind = kindOf(read.mail)
    told.push(kind)
    const place = { file, id: read.mail.id, kind }
    const made = MailStatement.make(read.mail, yield* messageOf(read.mail), known)
    if (!made.ok) rejects.push({ ...place, ...made.problem })
    else if (made.statement !== null) heard.push({ place, statement: made.statement })
  }
  const recorded = yield* Recording.record(heard, judged)
  rejects.push(...recorded.rejects.map(({ place, problem }) => ({ ...place, ...problem })))
  const { accepted, duplicate } = recorded
  const ignored = told.filter((kind) => kind === "automatic").length
  return { accepted, duplicate, ignored, told, rejects }
})

const show = ({ advice, file, kind, message }: Reject): string =>
  `${Output.oneLine(`${file}: ${kind === undefined ? "" : `${kind}: `}${message}${advice === undefined ? "" : ` (${advice})`}`)}\n`

/** Records. */
export const run = Effect.fn("record.mail")(function* (given: Given) {
  const sources = yield* MailFile.sources(given.file)
  const { file, workspace } = yield* WorkspaceStore.toTell(given.directory, given.rehearsal)
  const addressKey = Session.addressKey(workspace, process.env)
  const people = StatementInput.directoryOf(workspace.records, addressKey)
  const known: MailStatement.Known = { people, addressKey, zone: workspace.policy.timeZone }
  const judged: Recording.Known = { people, topics: StatementCheck.topicsOf(workspace) }
  const sum = { accepted: 0, duplicate: 0, ignored: 0 }
  const counts = new Map<Kind, number>()
  const rejects: Array<Reject> = []
  yield* Effect.gen(function* () {
    for (let from = 0; from < sources.length; from += batch) {
      const done = yield* recordBatch(sources.slice(from, from + batch), known, judged)
      sum.accepted += done.accepted
      sum.duplicate += done.duplicate
      sum.ignored += done.ignored
      for (const kind of done.told) counts.set(kind, (counts.get(kind) ?? 0) + 1)
      rejects.push(...done.rejects)
    }
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  const path = given.rejects ?? join(given.directory, ".abm", "rejects", "mail.ndjson")
  yield* RecordRejects.keep(resolve(path), rejects)
  const rejected = rejects.length
  const told = Object.fromEntries(kinds.map((kind) => [kind, counts.get(kind) ?? 0]))
  if (given.json) yield* Output.json({ ...sum, rejected, kinds: told, rejects })
  else {
    const parts = kinds.flatMap((kind) => ((counts.get(kind) ?? 0) === 0 ? [] : [`${kind} ${counts.get(kind) ?? 0}`]))
    const { accepted, duplicate, ignored } = sum
    yield* Output.stdout(
      `${parts.length === 0 ? "no message was read" : parts.join(", ")}\naccepted ${accepted}, duplicate ${duplicate}, without effect ${ignored}, rejected ${rejected}\n`
    )
  }
  yield* Output.stderr(rejects.slice(0, mostShown).map(show).join(""))
  if (rejected > 0)
    return yield* Failure.refused(
      `${rejected} message${rejected === 1 ? " was" : "s were"} not taken; why is in ${path}`,
      "mend the data and record them again: messages that were taken count once"
    )
})
