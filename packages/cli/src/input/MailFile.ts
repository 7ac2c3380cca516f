/** Raw messages of a file, of a folder's `.eml` files, or of standard input; none is read beyond its bound. */
import { existsSync, readdirSync, statSync } from "node:fs"
import { open } from "node:fs/promises"
import { join } from "node:path"
import { RawMail } from "@market-of-one/email"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"

/** One message to read: what it is called, and where it lies; null is standard input. */
export interface Source {
  readonly name: string
  readonly path: string | null
}

/** The bytes of a message, or why they are not read. */
export type Bytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string; readonly advice: string }

const tooLarge: Bytes = {
  ok: false,
  message: `it is larger than ${RawMail.mostBytes / 1024 / 1024} MB`,
  advice: "read it yourself, and record what it says as a line"
}
const unreadable: Bytes = { ok: false, message: "it cannot be read", advice: "is it a file, and may it be read?" }

/** What there is to read, in the order of the names. */
export const sources = (given: string): Effect.Effect<ReadonlyArray<Source>, Failure.Failure> =>
  Effect.suspend((): Effect.Effect<ReadonlyArray<Source>, Failure.Failure> => {
    if (given === "-") return Effect.succeed([{ name: "standard input", path: null }])
    const missing = Failure.usage(`cannot read ${given}`, "is it there, and a file or a folder? - reads standard input")
    if (!existsSync(given)) return Effect.fail(missing)
    if (!statSync(given).isDirectory()) return Effect.succeed([{ name: given, path: given }])
    const names = readdirSync(given).filter((name) => /\.eml$/iu.test(name))
    return Effect.succeed(names.toSorted().map((name) => ({ name, path: join(given, name) })))
  })

const ofFile = async (path: string): Promise<Bytes> => {
  const file = await open(path, "r")
  try {
    const { size } = await file.stat()
    if (size > RawMail.mostBytes) return tooLarge
    return { ok: true, bytes: await file.readFile() }
  } finally {
    await file.close()
  }
}

const ofInput = async (): Promise<Bytes> => {
  const chunks: Array<Buffer> = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > RawMail.mostBytes) return tooLarge
    chunks.push(bytes)
  }
  return { ok: true, bytes: Buffer.concat(chunks) }
}

/** Reads one. */
export const read = ({ path }: Source): Effect.Effect<Bytes> =>
  Effect.promise(() => (path === null ? ofInput() : ofFile(path)).catch(() => unreadable))
