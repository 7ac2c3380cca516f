/** The work of `abm record`: good lines go into the journal in order, bad ones into a rejects file, each with its reason. */
import { createReadStream, existsSync, statSync } from "node:fs"
import { join, resolve } from "node:path"
import { createInterface } from "node:readline"
import type { Calendar } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Failure from "../Failure.ts"
import * as Statement from "../input/Statement.ts"
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

/** One reason why a line was not taken; a line may have several. */
interface Reject extends Statement.Problem {
  readonly line: number
  readonly text: string
}

interface Line {
  readonly line: number
  readonly text: string
}

/** Lines that are recorded together, in one transaction. */
const batch = 256
/** Reasons that are shown one by one; all of them are in the file. */
const mostShown = 20

const linesOf = (file: string): Effect.Effect<Stream.Stream<Line, Failure.Failure>, Failure.Failure> =>
  Effect.suspend(() => {
    const unreadable = Failure.usage(`cannot read ${file}`, "is it there, and a file? - reads standard input")
    if (file !== "-" && !(existsSync(file) && statSync(file).isFile())) return Effect.fail(unreadable)
    const input = file === "-" ? process.stdin : createReadStream(file)
    const lines = createInterface({ input: input.setEncoding("utf8"), crlfDelay: Number.POSITIVE_INFINITY })
    return Effect.succeed(
      Stream.fromAsyncIterable(lines, () => unreadable).pipe(
        Stream.zipWithIndex,
        Stream.map(([text, index]) => ({ line: index + 1, text: index === 0 ? text.replace(/^\uFEFF/u, "") : text })),
        Stream.filter(({ text }) => text.trim() !== "")
      )
    )
  })

/** Records a batch; what is not taken, and what is taken otherwise than it stands, is told by line. */
const recordBatch = Effect.fnUntraced(function* (
  lines: ReadonlyArray<Line>,
  known: Recording.Known,
  zone: Calendar.Zone
) {
  const heard: Array<Recording.Heard<Line>> = []
  const rejects: Array<Reject> = []
  for (const place of lines) {
    const read = Statement.read(place.text, zone)
    if (read.ok) heard.push({ place, statement: read.statement })
    else rejects.push(...read.problems.map((problem) => ({ ...problem, ...place })))
  }
  const recorded = yield* Recording.record(heard, known)
  const told = ({ place, problem }: Recording.Remark<Line>): Reject => ({ ...problem, ...place })
  rejects.push(...recorded.rejects.map(told))
  return { ...recorded, rejects: rejects.toSorted((a, b) => a.line - b.line), warnings: recorded.warnings.map(told) }
})

const show = (file: string, { advice, field, line, message }: Reject): string =>
  `${file === "-" ? "standard input" : file}:${line}: ${Output.oneLine(`${field === undefined ? "" : `${field}: `}${message}${advice === undefined ? "" : ` (${advice})`}`)}\n`

/** Records. */
export const run = Effect.fn("record.run")(function* (given: Given) {
  const lines = yield* linesOf(given.file)
  const { file, workspace } = yield* WorkspaceStore.toTell(given.directory, given.rehearsal)
  const known: Recording.Known = {
    people: StatementInput.directoryOf(workspace.records, Session.addressKey(workspace, process.env)),
    topics: StatementCheck.topicsOf(workspace)
  }
  const rejects: Array<Reject> = []
  const warnings: Array<Reject> = []
  let accepted = 0
  let duplicate = 0
  yield* lines.pipe(
    Stream.grouped(batch),
    Stream.runForEach((group) =>
      Effect.map(recordBatch(group, known, workspace.policy.timeZone), (done) => {
        accepted += done.accepted
        duplicate += done.duplicate
        rejects.push(...done.rejects)
        warnings.push(...done.warnings)
      })
    ),
    Effect.provide(StoreFile.layer(file)),
    Ports.orFail
  )
  const path = given.rejects ?? join(given.directory, ".abm", "rejects", "record.ndjson")
  yield* RecordRejects.keep(resolve(path), rejects)
  const rejected = new Set(rejects.map((reject) => reject.line)).size
  const reasons = (of: ReadonlyArray<Reject>) => of.map(({ text: _text, ...reason }) => reason)
  if (given.json)
    yield* Output.json({ accepted, duplicate, rejected, rejects: reasons(rejects), warnings: reasons(warnings) })
  else yield* Output.stdout(`accepted ${accepted}, duplicate ${duplicate}, rejected ${rejected}\n`)
  yield* Output.stderr(
    [...rejects.slice(0, mostShown), ...warnings.slice(0, mostShown)].map((one) => show(given.file, one)).join("")
  )
  if (rejected > 0)
    return yield* Failure.refused(
      `${rejected} line${rejected === 1 ? " was" : "s were"} not taken; ${rejected === 1 ? "it is" : "they are"} in ${path}`,
      "mend and record the file again: lines that were taken count once"
    )
})
