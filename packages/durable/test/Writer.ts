/** A process that writes into a store until it is killed, and says each number once it is committed. */
import { Calendar, type Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import { writeSync } from "node:fs"
import * as SqliteStore from "../src/SqliteStore.ts"

const [, , filename = "", how = "once", name = "0"] = process.argv

const told = (index: number): Store.Told => ({
  groupId: `group ${name}`,
  at: Calendar.instant(index),
  input: { _tag: "FactsImported", revision: `r${index}` }
})

const write = Effect.gen(function* () {
  const store = yield* SqliteStore.make({ filename, mode: "live" })
  for (let index = 0; how === "on" || index === 0; index++) {
    yield* store.record([told(index)])
    writeSync(1, `${index}\n`)
  }
})

await Effect.runPromise(
  Effect.scoped(write).pipe(
    Effect.catchTag("StoreError", (error) => Effect.sync(() => writeSync(1, `${error.reason}: ${error.message}\n`)))
  )
)
