/** The work of `abm record`: good lines go into the journal in order, bad ones into a rejects file, each with its reason. */
import { createReadStream, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { createInterface } from "node:readline"
import { Calendar, GroupState, Store } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Failure from "../Failure.ts"
import * as Statement from "../input/Statement.ts"
import * as StatementCheck from "../input/StatementCheck.ts"
import * as StatementInput from "../input/StatementInput.ts"
import * as Output from "../output/Output.ts"
import * as Ports from "../session/Ports.ts"
import * as Session from "../session/Session.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as WorkspaceStore from "../session/WorkspaceStore.ts"

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

/** What statements are judged by. */
interface Known {
  readonly people: StatementInput.Directory
  readonly topics: ReadonlyArray<string>
  readonly zone: Calendar.Zone
}

interface Taken {
  readonly line: Line
  readonly told: Store.Told
}

const stateOf = (groupId: string) =>
  Effect.gen(function* () {
    const journal = yield* (yield* Store.Store).journal(groupId)
    return journal.reduce(GroupState.evolve, GroupState.empty)
  })

const another: Statement.Problem = {
  field: "id",
  message: "same id, another statement",
  advice: "the first one counts; give this one an id of its own"
}

/** Of lines whose ids were heard before, those that say something else than what was heard. */
const changed = Effect.fnUntraced(function* (repeated: ReadonlyArray<Taken>) {
  const store = yield* Store.Store
  const meanings = new Map<string, ReadonlySet<string>>()
  const heard = Effect.fnUntraced(function* (groupId: string, meaning: string) {
    const known = meanings.get(groupId)
    const all = known ?? new Set((yield* store.journal(groupId)).map(({ event }) => StatementCheck.meaningOf(event)))
    meanings.set(groupId, all)
    return all.has(meaning)
  })
  const found: Array<Taken> = []
  for (const one of repeated) {
    const meaning = StatementCheck.meaningOf(one.told.input)
    if (yield* heard(one.told.groupId, meaning)) continue
    // It may have been told in the group to which the account belonged then.
    const groups = (yield* store.heads).map(({ groupId }) => groupId)
    const places = yield* Effect.forEach(groups, (groupId) => heard(groupId, meaning))
    if (!places.includes(true)) found.push(one)
  }
  return found
})

/** The lines that the store did not take: of an id that a batch has more than once, the last ones. */
const repeatedOf = (taken: ReadonlyArray<Taken>, duplicates: ReadonlyArray<string>): ReadonlyArray<Taken> => {
  const left = new Map<string, number>()
  for (const id of duplicates) left.set(id, (left.get(id) ?? 0) + 1)
  return taken.toReversed().filter(({ told: { id = "" } }) => {
    const count = left.get(id) ?? 0
    left.set(id, count - 1)
    return count > 0
  })
}

/** Records a batch; answers how many lines counted, how many were known, and what was not taken. */
const recordBatch = Effect.fnUntraced(function* (lines: ReadonlyArray<Line>, { people, topics, zone }: Known) {
  const store = yield* Store.Store
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const taken: Array<Taken> = []
  const rejects: Array<Reject> = []
  for (const line of lines) {
    const read = Statement.read(line.text, zone)
    if (!read.ok) {
      rejects.push(...read.problems.map((problem) => ({ ...problem, ...line })))
      continue
    }
    const { statement } = read
    const message = statement.message === undefined ? undefined : yield* store.message(statement.message)
    const made = StatementInput.make(statement, message, people, now)
    if (!made.ok) {
      rejects.push({ ...made.problem, ...line })
      continue
    }
    const { told } = made
    const state = StatementCheck.needsState(statement) ? yield* stateOf(told.groupId) : GroupState.empty
    const problem = StatementCheck.check(statement, topics, state)
    if (problem === undefined) taken.push({ line, told })
    else rejects.push({ ...problem, ...line })
  }
  const { accepted, duplicates } = yield* store.record(taken.map(({ told }) => told))
  const others = yield* changed(repeatedOf(taken, duplicates))
  rejects.push(...others.map(({ line }) => ({ ...another, ...line })))
  return {
    accepted,
    duplicate: duplicates.length - others.length,
    rejects: rejects.toSorted((a, b) => a.line - b.line)
  }
})

const keep = (path: string, rejects: ReadonlyArray<Reject>): Effect.Effect<void, Failure.Failure> =>
  Effect.try({
    try: () => {
      if (rejects.length === 0) return rmSync(path, { force: true })
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, rejects.map((reject) => `${JSON.stringify(reject)}\n`).join(""))
    },
    catch: () => Failure.port(`cannot write the lines that were not taken to ${path}`)
  })

const show = (file: string, { advice, field, line, message }: Reject): string =>
  `${file === "-" ? "standard input" : file}:${line}: ${field === undefined ? "" : `${field}: `}${message}${advice === undefined ? "" : ` (${advice})`}\n`

/** Records. */
export const run = Effect.fn("record.run")(function* (given: Given) {
  const lines = yield* linesOf(given.file)
  const { file, workspace } = yield* WorkspaceStore.toTell(given.directory, given.rehearsal)
  const known: Known = {
    people: StatementInput.directoryOf(workspace.records, Session.addressKey(workspace, process.env)),
    topics: StatementCheck.topicsOf(workspace),
    zone: workspace.policy.timeZone
  }
  const rejects: Array<Reject> = []
  let accepted = 0
  let duplicate = 0
  yield* lines.pipe(
    Stream.grouped(batch),
    Stream.runForEach((group) =>
      Effect.map(recordBatch(group, known), (done) => {
        accepted += done.accepted
        duplicate += done.duplicate
        rejects.push(...done.rejects)
      })
    ),
    Effect.provide(StoreFile.layer(file)),
    Ports.orFail
  )
  const path = given.rejects ?? join(given.directory, ".abm", "rejects", "record.ndjson")
  yield* keep(resolve(path), rejects)
  const rejected = new Set(rejects.map((reject) => reject.line)).size
  const reasons = rejects.map(({ text: _text, ...reason }) => reason)
  if (given.json) yield* Output.json({ accepted, duplicate, rejected, rejects: reasons })
  else yield* Output.stdout(`accepted ${accepted}, duplicate ${duplicate}, rejected ${rejected}\n`)
  yield* Output.stderr(
    rejects
      .slice(0, mostShown)
      .map((reject) => show(given.file, reject))
      .join("")
  )
  if (rejected > 0)
    return yield* Failure.refused(
      `${rejected} line${rejected === 1 ? " was" : "s were"} not taken; ${rejected === 1 ? "it is" : "they are"} in ${path}`,
      "mend and record the file again: lines that were taken count once"
    )
})
