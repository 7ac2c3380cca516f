/** What `abm record` did not take, kept as NDJSON with its reasons; a file of the last time is taken away. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"

/** Keeps them; without any there is no file. */
export const keep = (path: string, rejects: ReadonlyArray<object>): Effect.Effect<void, Failure.Failure> =>
  Effect.try({
    try: () => {
      if (rejects.length === 0) return rmSync(path, { force: true })
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, rejects.map((reject) => `${JSON.stringify(reject)}\n`).join(""))
    },
    catch: () => Failure.port(`cannot write what was not taken to ${path}`)
  })
