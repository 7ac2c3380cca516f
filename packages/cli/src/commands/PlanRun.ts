/** The work of `abm plan`. */
import { mkdir, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { Calendar, Courier, Plan, Runner, Store, MemoryStore } from "@market-of-one/core"
import { CaptureCourier } from "@market-of-one/email"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as DecisionView from "../session/DecisionView.ts"
import * as Ports from "../session/Ports.ts"
import * as Said from "../session/Said.ts"
import * as Session from "../session/Session.ts"
import * as Span from "../session/Span.ts"
import * as RunView from "../view/RunView.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly from: string | undefined
  readonly until: string | undefined
  readonly render: string | undefined
  readonly json: boolean
}

/** Plans and writes each message and its reason into a folder. */
const planInto = Effect.fnUntraced(function* (span: Runner.VirtualSpan, folder: string) {
  const capture = CaptureCourier.make(folder)
  const planned = Effect.gen(function* () {
    yield* Runner.runVirtual(span)
    const store = yield* Store.Store
    const result = yield* Plan.result
    return { result, messages: yield* store.messages() }
  })
  const { messages, result } = yield* planned.pipe(
    Effect.provideService(Courier.Courier, capture),
    Effect.provide(MemoryStore.layer({ mode: "rehearsal" }))
  )
  const states = new Map(messages.map((message) => [message.messageId, message.state]))
  const lines = result.decisions.flatMap(({ at, event }) =>
    event._tag === "MessageQueued" && states.get(event.messageId) === "accepted"
      ? [JSON.stringify({ file: CaptureCourier.fileName(event.messageId), at: Calendar.showInstant(at), ...event })]
      : []
  )
  yield* Effect.tryPromise({
    try: async () => {
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, "reasons.ndjson"), lines.map((line) => `${line}\n`).join(""))
    },
    catch: () => Failure.port(`cannot write to ${folder}`)
  })
  return result
})

/** Plans. */
export const run = Effect.fn("plan.run")(function* (given: Given) {
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const asOf = given.from !== undefined && Calendar.isDay(given.from) ? (given.from as Calendar.Day) : undefined
  const session = yield* Session.open({ directory: given.directory, asOf, env: process.env, now })
  const zone = session.setup.policy.timeZone
  const { from, until } = yield* Span.make(given, zone, now)
  const span = { from, until, known: yield* Said.read(session, given.directory, process.env, from) }
  const planning = given.render === undefined ? Plan.plan(span) : planInto(span, resolve(given.directory, given.render))
  const result = yield* planning.pipe(Effect.provide(Session.ports(session)), Ports.orFail)
  if (given.json) return yield* Output.json(DecisionView.document(result))
  const title = `Plan from ${Calendar.showInstant(span.from)} until ${Calendar.showInstant(span.until)}: ${session.groups.length} groups, nothing sent`
  yield* Output.stdout(
    RunView.make({ title, result, zone, warning: RunView.consentWarning(result) }, yield* Output.screen)
  )
})
