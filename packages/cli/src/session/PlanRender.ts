/** A plan whose messages are written into a folder to be read: each as `.eml`, and beside it a text that says why it goes. */
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import {
  Calendar,
  Courier,
  type Event,
  MemoryStore,
  Plan,
  type Records,
  type Renderer,
  Runner,
  type Setup,
  Store
} from "@market-of-one/core"
import { CaptureCourier } from "@market-of-one/email"
import { Sentences } from "@market-of-one/studio"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Names from "./Names.ts"
import type * as Session from "./Session.ts"

/** Whether an event tells of this touch of this person, or of the account's way into the program. */
const tells = (event: Event.Event, of: Plan.Decided["event"]): boolean => {
  if (of._tag !== "MessageQueued") return false
  if ("messageId" in event && event.messageId === of.messageId) return true
  if (!("enrolmentId" in event) || event.enrolmentId !== of.enrolmentId) return false
  if (event._tag === "Enrolled" || event._tag === "GatePassed") return true
  return (
    "touchId" in event && event.touchId === of.touchId && (!("contactId" in event) || event.contactId === of.contactId)
  )
}

/** Plans and writes each message that goes, with its reason: in sentences, and all of them as data in `reasons.ndjson`. */
export const into = (
  span: Runner.VirtualSpan,
  folder: string,
  session: Session.Session
): Effect.Effect<
  Plan.RunResult,
  Failure.Failure | Store.StoreError | Records.RecordsError,
  Records.Records | Setup.Setup | Renderer.Renderer
> =>
  Effect.gen(function* () {
    const planned = Effect.gen(function* () {
      yield* Runner.runVirtual(span)
      const store = yield* Store.Store
      const result = yield* Plan.result
      const messages = yield* store.messages()
      const groups = new Set(messages.map(({ groupId }) => groupId))
      const journals = yield* Effect.forEach(groups, (groupId) =>
        Effect.map(store.journal(groupId), (journal) => [groupId, journal] as const)
      )
      return { result, messages, journals: new Map(journals) }
    })
    const { journals, messages, result } = yield* planned.pipe(
      Effect.provideService(Courier.Courier, CaptureCourier.make(folder)),
      Effect.provide(MemoryStore.layer({ mode: "rehearsal" }))
    )
    const states = new Map(messages.map((message) => [message.messageId, message.state]))
    const { config, policy } = session.workspace
    const textOf = ({ event, groupId }: Plan.Decided): string => {
      const journal = journals.get(groupId) ?? []
      const names = Names.of(session.workspace, journal)
      const context: Sentences.Context = { locale: config.locale, timeZone: policy.timeZone, names }
      return journal
        .filter((entry) => tells(entry.event, event))
        .map((entry) => `${Sentences.line(entry, context)}\n`)
        .join("")
    }
    const files: Array<readonly [string, string]> = []
    const lines: Array<string> = []
    for (const decided of result.decisions) {
      const { at, event } = decided
      if (event._tag !== "MessageQueued" || states.get(event.messageId) !== "accepted") continue
      const file = CaptureCourier.fileName(event.messageId)
      lines.push(`${JSON.stringify({ file, at: Calendar.showInstant(at), ...event })}\n`)
      files.push([file.replace(/\.eml$/u, ".txt"), textOf(decided)])
    }
    yield* Effect.tryPromise({
      try: async () => {
        await mkdir(folder, { recursive: true })
        for (const [name, text] of files) await writeFile(join(folder, name), text)
        await writeFile(join(folder, "reasons.ndjson"), lines.join(""))
      },
      catch: () => Failure.port(`cannot write to ${folder}`, "is it a folder that can be written, and is there room?")
    })
    return result
  })
