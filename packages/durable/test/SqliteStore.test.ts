import { describe, it } from "@effect/vitest"
import { StoreSuite } from "@market-of-one/core/testing"
import * as Effect from "effect/Effect"
import * as SqliteStore from "../src/SqliteStore.ts"
import * as TempFile from "./TempFile.ts"

const fresh = Effect.flatMap(TempFile.path, (filename) => SqliteStore.make({ filename, mode: "live" }))

describe("the store in SQLite", () => {
  for (const { name, run } of StoreSuite.cases) it.effect(name, () => run(fresh))
})
