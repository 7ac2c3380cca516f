/** What persons say about the engine's work: `abm approve`, `task`, `offer`, `answer`, `abort`, `migrate`. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const by = Flag.String("by").pipe(Flag.withMetavar("WHO"), Flag.withDescription("Who says so; kept in the journal"))
const rehearsal = Flag.Boolean("rehearsal").pipe(
  Flag.withDescription("Act on the last rehearsal instead of the live store"),
  Flag.withDefault(false)
)
const json = Flag.Boolean("json").pipe(Flag.withDescription("Print one JSON document"), Flag.withDefault(false))
const maybe = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withDescription(description), Flag.optional)
const program = Argument.String("PROGRAM").pipe(Argument.withDescription("The id of a program"))
const account = maybe("account", "Only this account")

const work = Effect.promise(() => import("./WorkRun.ts"))

/** `abm approve`. */
export const approve = Command.make(
  "approve",
  {
    id: Argument.String("ID").pipe(
      Argument.withDescription("The word that is waited for, as `abm status` lists it; without it: what waits"),
      Argument.optional
    ),
    refuse: maybe("refuse", "Say no instead, and why"),
    by: by.pipe(Flag.optional),
    rehearsal,
    json
  },
  Effect.fn("approve")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).approve({
      ...given,
      directory,
      id: Option.getOrUndefined(given.id),
      by: Option.getOrUndefined(given.by),
      refuse: Option.getOrUndefined(given.refuse)
    })
  })
).pipe(
  Command.withDescription(
    "Let a touch or an offer go that waits for a person's word, or say no; without ID: list them"
  ),
  Command.withShortDescription("Approve what waits for a word"),
  Command.withExamples([
    { command: "abm approve", description: "What waits, for whom, and why" },
    { command: "abm approve word-1f2e3d4c5b6a --by anna", description: "It goes when the guard rails allow" },
    { command: "abm approve word-1f2e3d4c5b6a --refuse 'talks first' --by anna", description: "It will not go" }
  ])
)

/** `abm task`. */
export const task = Command.make(
  "task",
  {
    act: Argument.Literals("ACT", ["list", "accept", "done", "dismiss"]).pipe(
      Argument.withDescription("list: open tasks; accept: take one on; done or dismiss: end it"),
      Argument.withDefault("list" as const)
    ),
    id: Argument.String("ID").pipe(Argument.withDescription("The task, as the list names it"), Argument.optional),
    by: by.pipe(Flag.optional),
    note: maybe("note", "What came of it; kept in the journal"),
    owner: maybe("owner", "List the tasks of this person alone"),
    rehearsal,
    json
  },
  Effect.fn("task")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).task({
      ...given,
      directory,
      id: Option.getOrUndefined(given.id),
      by: Option.getOrUndefined(given.by),
      note: Option.getOrUndefined(given.note),
      owner: Option.getOrUndefined(given.owner)
    })
  })
).pipe(
  Command.withDescription("List the open tasks of our people, the soonest due first, take one on, or end it"),
  Command.withExamples([
    { command: "abm task list --owner KAM-02", description: "What KAM-02 has to do, the soonest due first" },
    { command: "abm task done task-1f2e3d4c5b6a --by anna --note 'meets us on Friday'", description: "It is done" }
  ])
)

/** `abm offer`. */
export const offer = Command.make(
  "offer",
  {
    id: Argument.String("ID").pipe(Argument.withDescription("The offer, as `abm why` names it")),
    answer: Argument.Literals("ANSWER", ["accepted", "declined"]).pipe(
      Argument.withDescription("What the client said to it")
    ),
    by,
    rehearsal
  },
  Effect.fn("offer")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).offer({ ...given, directory })
  })
).pipe(
  Command.withDescription("Write down what a client said to an offer of the save desk"),
  Command.withExamples([
    { command: "abm offer offer-1f2e3d4c5b6a accepted --by anna", description: "The client stays" }
  ])
)

/** `abm answer`. */
export const answer = Command.make(
  "answer",
  {
    notice: Argument.String("NOTICE").pipe(Argument.withDescription("The id of the departure notice")),
    reason: maybe("reason", "Why the client wants to leave"),
    service: maybe("service", "Which service it is about"),
    competitor: maybe("competitor", "To whom it goes"),
    price: maybe("price", "What it would pay there"),
    until: maybe("until", "Until when that offer stands"),
    evidence: maybe("evidence", "Where the competitor's offer can be seen; without it, it is claimed"),
    by,
    rehearsal
  },
  Effect.fn("answer")(function* ({ by: who, notice, rehearsal: isRehearsal, ...questions }) {
    const { directory } = yield* Root.command
    const answers = Object.fromEntries(
      Object.entries(questions).flatMap(([name, value]) => (Option.isSome(value) ? [[name, value.value]] : []))
    )
    yield* (yield* work).answer({ directory, rehearsal: isRehearsal, by: who, notice, answers })
  })
).pipe(
  Command.withDescription("Write down the answers of a client that wants to leave; the ladder of offers goes by them"),
  Command.withShortDescription("Write down the answers of a client that wants to leave"),
  Command.withExamples([
    {
      command: "abm answer DEP-7 --reason price --competitor 'Northwind' --price '12.50' --by anna",
      description: "The first contact's questions, as far as they were answered"
    }
  ])
)

/** `abm abort`. */
export const abort = Command.make(
  "abort",
  { program, account, by, rehearsal },
  Effect.fn("abort")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).abort({ ...given, directory, account: Option.getOrUndefined(given.account) })
  })
).pipe(
  Command.withDescription(
    "Take accounts out of a program at once; to close it to new entries alone, write `entries: closed` into it"
  ),
  Command.withShortDescription("Take accounts out of a program"),
  Command.withExamples([{ command: "abm abort expand-key --account ACC-1010 --by anna", description: "One account" }])
)

/** `abm migrate`. */
export const migrate = Command.make(
  "migrate",
  { program, account, by, rehearsal },
  Effect.fn("migrate")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).migrate({ ...given, directory, account: Option.getOrUndefined(given.account) })
  })
).pipe(
  Command.withDescription(
    "Take accounts inside a program to its current version; nothing that they got is repeated. Without it they keep theirs"
  ),
  Command.withShortDescription("Take accounts to a program's current version"),
  Command.withExamples([{ command: "abm migrate expand-key --by anna", description: "Every account inside" }])
)
