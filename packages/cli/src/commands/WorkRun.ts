/** The work of what persons say about the engine's work: each becomes an input of the journal and wakes the group. */
import {
  Calendar,
  CanonicalJson,
  type Definition,
  type Event,
  type GroupState,
  Nearest,
  Plan,
  Store
} from "@market-of-one/core"
import { Sentences } from "@market-of-one/studio"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as OpenTasks from "../session/OpenTasks.ts"
import * as Ports from "../session/Ports.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as TaskTexts from "../session/TaskTexts.ts"
import * as WorkspaceStore from "../session/WorkspaceStore.ts"
import * as WorkView from "../view/WorkView.ts"
import type * as Workspace from "../workspace/Workspace.ts"

interface Place {
  readonly directory: string
  readonly rehearsal: boolean
}

interface Group {
  readonly groupId: string
  readonly state: GroupState.GroupState
}

/** What a command says to the journal, and to the person. */
interface Said {
  readonly inputs: ReadonlyArray<{ readonly groupId: string; readonly input: Event.Input }>
  readonly line: string
  /** A version that the store has to keep: somebody is inside it from now on. */
  readonly keeps?: Definition.CompiledProgram
}

/** Opens the store, lets the command look at every group, and tells what it says. */
const say = Effect.fnUntraced(function* (
  { directory, rehearsal }: Place,
  make: (groups: ReadonlyArray<Group>, workspace: Workspace.Workspace) => Effect.Effect<Said, Failure.Failure>
) {
  const { file, workspace } = yield* WorkspaceStore.open(directory, rehearsal)
  const at = Calendar.instant(yield* Clock.currentTimeMillis)
  const line = yield* Effect.gen(function* () {
    const said = yield* make(yield* Plan.states, workspace)
    const store = yield* Store.Store
    if (said.keeps !== undefined)
      yield* store.keepDefinition(said.keeps.version, CanonicalJson.encode(said.keeps.program))
    yield* store.record(said.inputs.map(({ groupId, input }) => ({ groupId, at, input })))
    return said.line
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  yield* Output.stdout(`${line}\n`)
})

/** Looks at every group and prints. */
const show = Effect.fnUntraced(function* (
  { directory, rehearsal }: Place,
  print: (groups: ReadonlyArray<Group>, workspace: Workspace.Workspace) => Effect.Effect<void, Failure.Failure>
) {
  const { file, workspace } = yield* WorkspaceStore.open(directory, rehearsal)
  const groups = yield* Plan.states.pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  yield* print(groups, workspace)
})

const find = <A>(
  groups: ReadonlyArray<Group>,
  pick: (state: GroupState.GroupState) => A | undefined,
  missing: Failure.Failure
): Effect.Effect<{ readonly groupId: string; readonly found: A }, Failure.Failure> => {
  for (const { groupId, state } of groups) {
    const found = pick(state)
    if (found !== undefined) return Effect.succeed({ groupId, found })
  }
  return Effect.fail(missing)
}

const named = (by: string | undefined) =>
  by === undefined ? Effect.fail(Failure.usage("--by is missing", "say who says so")) : Effect.succeed(by)

/** Whose word a step of a program asks for by itself: as the workspace has the program now, else as nobody can tell. */
const roleOf = ({ programs }: Workspace.Workspace, programId: string | null, touchId: string | null) =>
  programs
    .find(({ program }) => program.id === programId)
    ?.program.plays.flatMap(({ touches }) => touches)
    .find(({ id }) => id === touchId)?.approval

/** The words waited for, each with its program, the persons to whom the touch would go, and why it is asked. */
const openWords = (groups: ReadonlyArray<Group>, workspace: Workspace.Workspace): ReadonlyArray<WorkView.OpenWord> => {
  const telling = TaskTexts.telling(workspace)
  return groups.flatMap(({ state }) =>
    Object.values(state.approvals)
      .filter(({ answer }) => answer === null)
      .map((one) => {
        const enrolment = state.enrolments[one.enrolmentId ?? ""]
        const contactIds = enrolment?.opened[one.touchId ?? ""]?.members ?? []
        const programId = enrolment?.programId ?? null
        const role = roleOf(workspace, programId, one.touchId)
        const told = { ...(role === undefined ? {} : { role }), ...(one.why === undefined ? {} : { why: one.why }) }
        return { ...one, programId, contactIds, because: Sentences.askedBecause(told, telling) }
      })
  )
}

/** Who is no manager of the data may well say something, but not unnoticed: it may be a slip. */
const tellStranger = (by: string, { records: { records } }: Workspace.Workspace): Effect.Effect<void> =>
  records.managers.some(({ record }) => record.id === by)
    ? Effect.void
    : Output.stderr(`abm: ${by} is no manager of the data; it is kept under that name\n`)

/** Approves, refuses, or lists what waits. */
export const approve = Effect.fn("approve.run")(function* (
  given: Place & {
    readonly id: string | undefined
    readonly refuse: string | undefined
    readonly by: string | undefined
    readonly json: boolean
  }
) {
  const { id, refuse } = given
  if (id === undefined)
    return yield* show(given, (groups, workspace) => {
      const words = openWords(groups, workspace)
      return given.json
        ? Output.json(words)
        : Effect.flatMap(Output.screen, (screen) =>
            Output.stdout(WorkView.words(words, workspace.policy.timeZone, screen))
          )
    })
  const by = yield* named(given.by)
  yield* say(
    given,
    Effect.fnUntraced(function* (groups, workspace) {
      const missing = Failure.refused(`nothing waits for a word under ${id}`, "`abm approve` lists what does")
      const { found, groupId } = yield* find(groups, ({ approvals }) => approvals[id], missing)
      if (found.answer !== null)
        return yield* Failure.refused(`${id} was ${found.answer.given ? "approved" : "refused"} by ${found.answer.by}`)
      yield* tellStranger(by, workspace)
      const input: Event.Input =
        refuse === undefined
          ? { _tag: "ApprovalGiven", approvalId: id, by }
          : { _tag: "ApprovalRefused", approvalId: id, by, reason: refuse }
      const line = refuse === undefined ? `${id}: approved; it goes when the guard rails allow` : `${id}: refused`
      return { inputs: [{ groupId, input }], line }
    })
  )
})

/** Who has to do a task: its owner, and to whom it went up. */
const peopleOf = ({ escalated, ownerId }: OpenTasks.OpenTask): ReadonlyArray<string> =>
  [ownerId, escalated?.to].filter((one) => typeof one === "string")

const checkOwner = (
  { records: { records } }: Workspace.Workspace,
  tasks: ReadonlyArray<OpenTasks.OpenTask>,
  owner: string
): Effect.Effect<void, Failure.Failure> => {
  const busy = [...new Set(tasks.flatMap(peopleOf))].toSorted()
  const known = [...new Set([...busy, ...records.managers.map(({ record }) => record.id)])]
  if (known.includes(owner)) return Effect.void
  const near = Nearest.nearest(owner, known)
  const advice =
    near !== undefined
      ? `did you mean ${near}?`
      : busy.length === 0
        ? "name a manager of the data; no task is open"
        : `open tasks are those of ${busy.join(", ")}`
  return Effect.fail(Failure.refused(`nobody of ours is ${owner}`, advice))
}

/** Lists tasks, or says something of one. */
export const task = Effect.fn("task.run")(function* (
  given: Place & {
    readonly act: "list" | "accept" | "done" | "dismiss"
    readonly id: string | undefined
    readonly by: string | undefined
    readonly note: string | undefined
    readonly owner: string | undefined
    readonly json: boolean
  }
) {
  const { act, id, note, owner } = given
  if (act === "list")
    return yield* show(
      given,
      Effect.fnUntraced(function* (groups, workspace) {
        const telling = TaskTexts.telling(workspace)
        const all = OpenTasks.of(groups.map((one) => ({ ...one, state: TaskTexts.spoken(one.state, telling) })))
        if (owner !== undefined) yield* checkOwner(workspace, all, owner)
        const tasks = all.filter((one) => owner === undefined || peopleOf(one).includes(owner))
        if (given.json) return yield* Output.json(tasks)
        const names = new Map(workspace.records.records.accounts.map(({ record }) => [record.id, record.name]))
        yield* Output.stdout(WorkView.tasks(tasks, { names, zone: workspace.policy.timeZone }, yield* Output.screen))
      })
    )
  if (id === undefined) return yield* Failure.usage("ID is missing", "`abm task list` names the tasks")
  const by = yield* named(given.by)
  yield* say(
    given,
    Effect.fnUntraced(function* (groups) {
      const missing = Failure.refused(`there is no task ${id}`, "`abm task list` names the open ones")
      const { found, groupId } = yield* find(groups, ({ tasks }) => tasks[id], missing)
      if (found.closed !== null) return yield* Failure.refused(`task ${id} is ${found.closed.outcome} already`)
      const outcome = act === "done" ? "done" : "dismissed"
      const input: Event.Input =
        act === "accept"
          ? { _tag: "TaskAccepted", taskId: id, by }
          : { _tag: "TaskClosed", taskId: id, by, outcome, ...(note === undefined ? {} : { note }) }
      return { inputs: [{ groupId, input }], line: `${id}: ${act === "accept" ? "taken on" : outcome} by ${by}` }
    })
  )
})

/** Writes down what a client said to an offer. */
export const offer = Effect.fn("offer.run")(function* (
  given: Place & { readonly id: string; readonly answer: "accepted" | "declined"; readonly by: string }
) {
  const { answer: said, by, id } = given
  yield* say(
    given,
    Effect.fnUntraced(function* (groups) {
      const missing = Failure.refused(`there is no offer ${id}`, "`abm why ACCOUNT` names the offers")
      const { found, groupId } = yield* find(groups, ({ offers }) => offers[id], missing)
      if (found.answer !== null) return yield* Failure.refused(`offer ${id} is ${found.answer.answer} already`)
      return {
        inputs: [{ groupId, input: { _tag: "OfferAnswered", offerId: id, answer: said, by } }],
        line: `${id}: ${said}`
      }
    })
  )
})

/** Writes down a leaving client's answers. */
export const answer = Effect.fn("answer.run")(function* (
  given: Place & {
    readonly notice: string
    readonly answers: Extract<Event.Input, { _tag: "ExitAnswered" }>["answers"]
    readonly by: string
  }
) {
  const { answers, by, notice } = given
  if (Object.keys(answers).length === 0)
    return yield* Failure.usage("there is no answer", "give at least one of --reason, --service, --competitor, --price")
  const { file, workspace } = yield* WorkspaceStore.toTell(given.directory, given.rehearsal)
  const record = workspace.records.records.departures.find(({ record: one }) => one.id === notice)?.record
  const groupId = workspace.records.grouping.groupOf.get(record?.accountId ?? "")
  if (record === undefined || groupId === undefined)
    return yield* Failure.refused(`there is no departure notice ${notice} of a client`, "name an id of the data")
  const at = Calendar.instant(yield* Clock.currentTimeMillis)
  yield* Effect.gen(function* () {
    const store = yield* Store.Store
    yield* store.record([{ groupId, at, input: { _tag: "ExitAnswered", noticeId: notice, answers, by } }])
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  yield* Output.stdout(`${notice}: ${Object.keys(answers).join(", ")} written down\n`)
})

interface OfProgram extends Place {
  readonly program: string
  readonly account: string | undefined
  readonly by: string
}

const insideOf = (groups: ReadonlyArray<Group>, { account, program }: OfProgram) =>
  groups.flatMap(({ groupId, state }) =>
    Object.values(state.enrolments)
      .filter(
        (one) =>
          one.programId === program && one.exited === null && (account === undefined || one.accountId === account)
      )
      .map((enrolment) => ({ groupId, enrolment }))
  )

/** Programs that the workspace has, and those that accounts are inside of still. */
const checkProgram = (
  { programs }: Workspace.Workspace,
  groups: ReadonlyArray<Group>,
  program: string
): Effect.Effect<void, Failure.Failure> => {
  const entered = groups.flatMap(({ state }) => Object.values(state.enrolments).map(({ programId }) => programId))
  const known = [...new Set([...programs.map((one) => one.program.id), ...entered])].toSorted()
  if (known.includes(program)) return Effect.void
  const near = Nearest.nearest(program, known)
  const advice = near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`
  return Effect.fail(Failure.refused(`there is no program ${program}`, known.length === 0 ? undefined : advice))
}

const nobody = ({ account, program }: OfProgram) =>
  account === undefined
    ? Failure.refused(`no account is inside ${program}`, "`abm status` tells what programs have done")
    : Failure.refused(`${account} is not inside ${program}`, `\`abm why ${account}\` tells what it entered and left`)

/** Takes accounts out of a program. */
export const abort = Effect.fn("abort.run")(function* (given: OfProgram) {
  const { by, program } = given
  yield* say(
    given,
    Effect.fnUntraced(function* (groups, workspace) {
      yield* checkProgram(workspace, groups, program)
      const inside = insideOf(groups, given)
      if (inside.length === 0) return yield* nobody(given)
      const inputs = inside.map(({ enrolment: { enrolmentId }, groupId }) => ({
        groupId,
        input: { _tag: "EnrolmentAborted" as const, enrolmentId, by }
      }))
      return { inputs, line: `${program}: ${inside.length} taken out; what waited will not go` }
    })
  )
})

/** Takes accounts to a program's current version. */
export const migrate = Effect.fn("migrate.run")(function* (given: OfProgram) {
  const { by, program } = given
  yield* say(
    given,
    Effect.fnUntraced(function* (groups, workspace) {
      yield* checkProgram(workspace, groups, program)
      const current = workspace.programs.find((one) => one.program.id === program)?.compiled
      if (current === undefined)
        return yield* Failure.refused(`the workspace no longer has the program ${program}`, "name one of programs/")
      const inside = insideOf(groups, given)
      if (inside.length === 0) return yield* nobody(given)
      const older = inside.filter(({ enrolment }) => enrolment.version !== current.version)
      const lost = older.find(({ enrolment }) => current.plays.every(({ play }) => play.id !== enrolment.playId))
      if (lost !== undefined)
        return yield* Failure.refused(
          `${lost.enrolment.accountId} is in play ${lost.enrolment.playId}, which ${program} no longer has`,
          "keep the play, or take the account out with `abm abort`"
        )
      const inputs = older.map(({ enrolment: { enrolmentId }, groupId }) => ({
        groupId,
        input: { _tag: "EnrolmentMigrated" as const, enrolmentId, version: current.version, by }
      }))
      const line = `${program}: ${older.length} of ${inside.length} inside taken to version ${current.version}`
      return { inputs, line, keeps: current }
    })
  )
})
