/**
 * A sink is a real SMTP server on loopback that takes every message. Before it answers 250 it writes the Message-ID to a
 * file and syncs it, so that after any crash the file says what was promised. For tests and demonstrations.
 */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs"
import { SMTPServer } from "smtp-server"

/** One message as it came. */
interface Received {
  /** Without angle brackets; empty when there is none. */
  readonly messageId: string
  readonly from: string
  readonly recipients: ReadonlyArray<string>
  readonly raw: Buffer
}

/** A running sink. `url` has no login in it. */
export interface Sink {
  readonly port: number
  readonly url: string
  readonly received: ReadonlyArray<Received>
  readonly stop: () => Promise<void>
}

/** Where ids are written (one a line), who may log in (anyone when left out), the port (any free one). */
export interface SinkOptions {
  readonly file?: string
  readonly login?: { readonly user: string; readonly password: string }
  readonly port?: number
}

const idOf = (raw: Buffer): string => /^Message-ID:\s*<([^>\r\n]+)>/imu.exec(raw.toString("latin1"))?.[1] ?? ""

/** Starts a sink on 127.0.0.1. */
export const start = async (options: SinkOptions = {}): Promise<Sink> => {
  const received: Array<Received> = []
  const descriptor = options.file === undefined ? undefined : openSync(options.file, "a")
  const server = new SMTPServer({
    authOptional: options.login === undefined,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      const isKnown = username === options.login?.user && password === options.login?.password
      done(isKnown ? null : new Error("Authentication credentials invalid"), isKnown ? { user: username } : undefined)
    },
    onData: (stream, session, done) => {
      const chunks: Array<Buffer> = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        const raw = Buffer.concat(chunks)
        const { mailFrom, rcptTo } = session.envelope
        const messageId = idOf(raw)
        if (descriptor !== undefined) {
          writeSync(descriptor, `${messageId}\n`)
          fsyncSync(descriptor)
        }
        const from = mailFrom === false ? "" : mailFrom.address
        received.push({ messageId, from, recipients: rcptTo.map(({ address }) => address), raw })
        done()
      })
    }
  })
  // A client that is killed resets its connection; without a listener that would end the sink.
  server.on("error", () => undefined)
  const listener = server.listen(options.port ?? 0, "127.0.0.1")
  await new Promise<void>((resolve, reject) => {
    listener.once("listening", () => resolve())
    listener.once("error", reject)
  })
  const address = listener.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          if (descriptor !== undefined) closeSync(descriptor)
          resolve()
        })
      })
  }
}
