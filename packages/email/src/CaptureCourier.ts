/**
 * CaptureCourier is the Courier that writes each message into a folder, one `.eml` a message, byte for byte what a relay
 * would have been sent, and nothing else. It accepts at once and is always a rehearsal: nobody receives anything.
 */
import { Courier, type DeliveryOutcome, Hash } from "@market-of-one/core"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { createTransport } from "nodemailer"
import { randomUUID } from "node:crypto"
import { mkdir, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Readable } from "node:stream"
import * as Headers from "./Headers.ts"

/** How many files are written at once. */
const connections = 4

/** The file name for a Message-ID: safe on every file system, different for different ids. */
export const fileName = (messageId: string): string => {
  const safe = messageId.replace(/[^A-Za-z0-9@._+=-]/gu, "_").replace(/^[.-]*$|^[.-]+/u, "_")
  const short = safe.slice(0, 120)
  return short === messageId ? `${short}.eml` : `${short}-${Hash.sha256(messageId).slice(0, 16)}.eml`
}

const openComposer = () =>
  createTransport({
    streamTransport: true,
    buffer: true,
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false
  })

/** Under another name first: whoever looks into the folder sees whole messages only, whenever the process dies. */
const write = async (folder: string, name: string, content: Buffer | Readable): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const temporary = join(folder, `.${randomUUID()}.tmp`)
  try {
    await writeFile(temporary, content, { flag: "wx", mode: 0o600 })
    await rename(temporary, join(folder, name))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown reason"

/** A courier that writes into `folder`, made when missing. A message that cannot be written is not accepted. */
export const make = (folder: string): Context.Service.Shape<typeof Courier.Courier> => {
  const composer = openComposer()
  return {
    mode: "rehearsal",
    connections,
    deliver: ({ message, date }) => {
      const composed = Headers.compose(message, date)
      if (Result.isFailure(composed)) return Effect.succeed(composed.failure)
      const name = fileName(message.messageId)
      return Effect.tryPromise(async () => {
        const { message: content } = await composer.sendMail(composed.success)
        await write(folder, name, content)
      }).pipe(
        Effect.match({
          onSuccess: (): DeliveryOutcome.DeliveryOutcome => ({ _tag: "Accepted", response: `captured as ${name}` }),
          onFailure: (error): DeliveryOutcome.DeliveryOutcome => ({
            _tag: "NotAccepted",
            cause: `${name} could not be written (${codeOf(error.cause)}): check the outbox folder and the disk`
          })
        })
      )
    }
  }
}

/** The layer of `make`. */
export const layer = (folder: string): Layer.Layer<Courier.Courier> => Layer.succeed(Courier.Courier, make(folder))
