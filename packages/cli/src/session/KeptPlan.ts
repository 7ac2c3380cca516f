/** A plan that was kept in a file, as `abm plan --json` printed it. */
import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import type { TouchFates } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as PlanDocument from "../output/PlanDocument.ts"

/** The decisions of the plan in a file, which is looked for in the workspace, then in the folder of the process. */
export const read = (
  directory: string,
  file: string
): Effect.Effect<ReadonlyArray<TouchFates.Decided>, Failure.Failure> =>
  Effect.gen(function* () {
    const text = yield* Effect.tryPromise({
      try: () => readFile(resolve(directory, file), "utf8").catch(() => readFile(resolve(file), "utf8")),
      catch: () => Failure.usage(`cannot read ${file}`, "keep a plan first: `abm plan --json > plan.json`")
    })
    return yield* PlanDocument.decode(text).pipe(
      Effect.mapError(({ advice, message }) => Failure.refused(`${file} ${message}`, advice))
    )
  })
