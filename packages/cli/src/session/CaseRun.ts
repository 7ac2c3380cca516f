/** A test case run: a rehearsal of its group on the virtual clock over a store of its own, with what was sent kept. */
import {
  type Calendar,
  Courier,
  type Event,
  MemoryStore,
  type MessageReview,
  Records,
  Runner,
  Setup,
  Store
} from "@market-of-one/core"
import { HandlebarsRenderer } from "@market-of-one/templates"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Ready } from "./CaseFacts.ts"
import * as Ports from "./Ports.ts"

/** What came of a case. */
export interface Ran {
  readonly journal: ReadonlyArray<Event.Entry>
  /** Messages that the courier took, by id. */
  readonly sent: ReadonlyMap<string, MessageReview.ReviewedMessage>
  /** Why the group could not be decided on, if so. */
  readonly aside: string | null
}

/** Runs a case that is ready. */
export const run = Effect.fn("CaseRun.run")(function* (ready: Ready) {
  const { frames, from, groupId, placed, session, told, until } = ready
  const { persons = "in time" } = placed.test
  const sent = new Map<string, MessageReview.ReviewedMessage>()
  let [frame] = frames
  let aside: string | null = null
  const courier = Courier.Courier.of({
    mode: "rehearsal",
    connections: 1,
    deliver: ({ message }) =>
      Effect.sync(() => {
        sent.set(message.messageId, message)
        return { _tag: "Accepted" as const, response: "test case" }
      })
  })
  const ports = Layer.mergeAll(
    MemoryStore.layer({ mode: "rehearsal" }),
    Layer.succeed(Courier.Courier, courier),
    Layer.succeed(Records.Records, {
      groupIds: Effect.succeed([groupId]),
      group: () => Effect.sync(() => frame.records)
    }),
    Layer.succeed(Setup.Setup, { ...session.setup, segmentOf: () => frame.segment }),
    HandlebarsRenderer.layer(session.workspace.templateSet)
  )
  const facts = frames.slice(1).map(({ at, records }): Store.Told => ({
    groupId,
    at,
    input: { _tag: "FactsImported", revision: records.revision }
  }))
  return yield* Effect.gen(function* () {
    const store = yield* Store.Store
    const reached = (now: Calendar.Instant): void => {
      frame = frames.findLast(({ at }) => at <= now) ?? frame
    }
    const report = (progress: Runner.Progress): Effect.Effect<void> =>
      Effect.sync(() => {
        if (progress._tag === "SetAside") aside = progress.reason
        if (progress._tag === "Clock") reached(progress.now)
      })
    yield* Runner.runVirtual({ from, until, persons, known: { told: [...facts, ...told], suppressions: [] }, report })
    const ran: Ran = { journal: yield* store.journal(groupId), sent, aside }
    return ran
  }).pipe(Effect.provide(ports), Ports.orFail)
})
