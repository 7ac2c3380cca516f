/**
 * A real SMTP server on loopback that takes every message. Before it answers 250 it writes the Message-ID to a file and
 * syncs it, so that after any crash the file says what was promised.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs"
import { SMTPServer } from "smtp-server"

/** What a test may watch or change while a message comes in. */
export interface Watch {
  /** The id is on the disk, and the answer has not left: it leaves when `answer` is called. */
  readonly onReceipt?: (count: number, answer: () => void) => void
  /** So many bytes have come in, over all connections. */
  readonly onBytes?: (total: number) => void
}

/** A running sink. */
export interface Sink {
  readonly url: string
  /** The ids promised so far, in order. */
  readonly ids: () => ReadonlyArray<string>
  /** Watches from now on; the counts start anew. */
  readonly watch: (watch: Watch) => void
  readonly stop: () => Promise<void>
}

const idOf = (raw: Buffer): string => /^Message-ID:\s*<([^>\r\n]+)>/imu.exec(raw.toString("latin1"))?.[1] ?? ""

/** Starts a sink that keeps its ids in a file. */
export const start = async (file: string): Promise<Sink> => {
  const descriptor = openSync(file, "a")
  let watching: Watch = {}
  let receipts = 0
  let bytes = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Array<Buffer> = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        writeSync(descriptor, `${idOf(Buffer.concat(chunks))}\n`)
        fsyncSync(descriptor)
        receipts += 1
        if (watching.onReceipt === undefined) done()
        else watching.onReceipt(receipts, done)
      })
    }
  })
  // A client that is killed resets its connection; without a listener that would end the sink.
  server.on("error", () => undefined)
  const listener = server.listen(0, "127.0.0.1")
  listener.on("connection", (socket) => {
    socket.on("data", (chunk: Buffer) => {
      bytes += chunk.length
      watching.onBytes?.(bytes)
    })
  })
  await new Promise<void>((resolve, reject) => {
    listener.once("listening", () => resolve())
    listener.once("error", reject)
  })
  const address = listener.address()
  return {
    url: `smtp://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    ids: () => readFileSync(file, "utf8").split("\n").filter(Boolean),
    watch: (watch) => {
      watching = watch
      receipts = 0
      bytes = 0
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          closeSync(descriptor)
          resolve()
        })
      })
  }
}
