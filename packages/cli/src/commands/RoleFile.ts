/** `data/roles.csv`: what persons said of the roles of contacts, to which lines are added and from which none is taken. */
import { Calendar, type RoleVerdict } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as DataFiles from "../workspace/DataFiles.ts"
import type * as Workspace from "../workspace/Workspace.ts"
import * as WordFile from "./WordFile.ts"

/** The file, relative to the workspace. */
export const name = DataFiles.usualFile("roles")

/** Adds one word. */
export const append = Effect.fn("RoleFile.append")(function* (workspace: Workspace.Workspace, word: RoleVerdict.Word) {
  const { at, by, contactId, reason = "", role, verdict } = word
  yield* WordFile.append(workspace, {
    kind: "roles",
    what: "roles",
    columns: ["contactId", "role", "verdict", "by", "at", "reason"],
    cells: [
      WordFile.exact(contactId),
      role,
      verdict,
      WordFile.text(by),
      Calendar.showInstant(at),
      WordFile.text(reason)
    ]
  })
})
