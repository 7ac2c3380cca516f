/** `data/merges.csv`: the history of verdicts, to which lines are added and from which none is taken. */
import { Calendar, type MergeVerdict } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as DataFiles from "../workspace/DataFiles.ts"
import type * as Workspace from "../workspace/Workspace.ts"
import * as WordFile from "./WordFile.ts"

/** The file, relative to the workspace. */
export const name = DataFiles.usualFile("merges")

/** Adds one verdict. */
export const append = Effect.fn("MergeFile.append")(function* (
  workspace: Workspace.Workspace,
  word: Omit<MergeVerdict.MergeVerdict, "id">
) {
  const { at, by, drop, keep, kind, note = "", verdict } = word
  yield* WordFile.append(workspace, {
    kind: "merges",
    what: "merges",
    columns: ["at", "by", "kind", "keep", "drop", "verdict", "note"],
    cells: [
      Calendar.showInstant(at),
      WordFile.text(by),
      kind,
      WordFile.exact(keep),
      WordFile.exact(drop),
      verdict,
      WordFile.text(note)
    ]
  })
})
