/**
 * A plan whose messages are written into a folder to be read: each as `.eml`, beside it a text that says why it goes, and
 * a page that links them all. What an earlier plan wrote there, by its own list, is taken away first.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { basename, join } from "node:path"
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
import * as RenderIndex from "../output/RenderIndex.ts"
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

/** Each message written, with its decision: data, and the list by which the files are found again. */
const listFile = "reasons.ndjson"
const pageFile = "index.html"
const whyOf = (file: string): string => file.replace(/\.eml$/u, ".txt")

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The messages that a list names: plain names of files in its own folder, whoever wrote the list. */
const listed = (list: string): ReadonlyArray<string> =>
  list.split("\n").flatMap((line) => {
    const one = parsed(line)
    const file = typeof one === "object" && one !== null && "file" in one ? one.file : undefined
    return typeof file === "string" && file.endsWith(".eml") && basename(file) === file && !file.includes("\\")
      ? [file]
      : []
  })

/** Takes away what an earlier plan wrote into a folder; whatever else lies there stays. */
const clear = (folder: string): Effect.Effect<void, Failure.Failure> =>
  Effect.tryPromise({
    try: async () => {
      const list = await readFile(join(folder, listFile), "utf8").catch(() => undefined)
      if (list === undefined) return
      for (const file of listed(list))
        for (const name of [file, whyOf(file)]) await rm(join(folder, name), { force: true })
      for (const name of [pageFile, listFile]) await rm(join(folder, name), { force: true })
    },
    catch: () =>
      Failure.port(`cannot take away what an earlier plan wrote to ${folder}`, "is it a folder that can be written?")
  })

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
    yield* clear(folder)
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
    const written: Array<RenderIndex.Written> = []
    const lines: Array<string> = []
    for (const decided of result.decisions) {
      const { at, event } = decided
      if (event._tag !== "MessageQueued" || states.get(event.messageId) !== "accepted") continue
      const file = CaptureCourier.fileName(event.messageId)
      lines.push(`${JSON.stringify({ file, at: Calendar.showInstant(at), ...event })}\n`)
      const why = whyOf(file)
      files.push([why, textOf(decided)])
      written.push({ ...event, file, why, at: event.notBefore })
    }
    const { accounts = {}, contacts = {} } = Names.of(session.workspace, [])
    const page = RenderIndex.page(written, { zone: policy.timeZone, accounts, contacts })
    yield* Effect.tryPromise({
      try: async () => {
        await mkdir(folder, { recursive: true })
        for (const [name, text] of files) await writeFile(join(folder, name), text)
        await writeFile(join(folder, pageFile), page)
        await writeFile(join(folder, listFile), lines.join(""))
      },
      catch: () => Failure.port(`cannot write to ${folder}`, "is it a folder that can be written, and is there room?")
    })
    return result
  })
