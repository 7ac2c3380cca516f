/** Files of what persons said, one line a word: lines are added, and none is changed or taken away. */
import { existsSync } from "node:fs"
import { appendFile, mkdir, readFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Rejects, type RecordKind } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as DataFiles from "../workspace/DataFiles.ts"
import type * as Workspace from "../workspace/Workspace.ts"

/** A cell that stays letter by letter as it is, however it begins: an id. */
export const exact = (cell: string): string => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A cell of free text that no spreadsheet takes for a formula. */
export const text = (cell: string): string => Rejects.line([cell], ",").slice(0, -1)

/** A line to add: its cells are written as they are, see `exact` and `text`. */
export interface Line {
  readonly kind: RecordKind.KindName
  /** What the file is a history of, in messages. */
  readonly what: string
  readonly columns: ReadonlyArray<string>
  readonly cells: ReadonlyArray<string>
}

/** Where the words of a workspace can be added to; refused where they are kept in a way that is not ours. */
const place = (
  { config, folder }: Workspace.Workspace,
  { kind, what }: Line
): Effect.Effect<string, Failure.Failure> => {
  const name = DataFiles.usualFile(kind)
  if (config.sources[kind] !== undefined)
    return Effect.fail(Failure.refused(`abm.yaml says where ${what} come from`, "put the word in there"))
  const other = [".xlsx", ".json"]
    .map((end) => name.replace(/\.csv$/u, end))
    .find((file) => existsSync(join(folder, file)) && !existsSync(join(folder, name)))
  return other === undefined
    ? Effect.succeed(join(folder, name))
    : Effect.fail(Failure.refused(`the history of ${what} is kept in ${other}`, "put the word in there"))
}

/** Adds a line to `data/<kind>.csv`, which is made with a header where it is not there. */
export const append = Effect.fn("WordFile.append")(function* (workspace: Workspace.Workspace, line: Line) {
  const file = yield* place(workspace, line)
  const name = DataFiles.usualFile(line.kind)
  const header = line.columns.join(",")
  const port = () => Failure.port(`cannot write ${name}`, "check that the folder can be written")
  const known = yield* Effect.tryPromise({
    try: async () => (existsSync(file) ? await readFile(file, "utf8") : ""),
    catch: port
  })
  const [first = ""] = known.replace(/^\uFEFF/u, "").split(/\r?\n/u)
  if (known !== "" && first !== header)
    return yield* Failure.refused(`${name} has other columns than ${header}`, "put the word in there")
  const before = known === "" ? `${header}\n` : known.endsWith("\n") ? "" : "\n"
  yield* Effect.tryPromise({
    try: async () => {
      await mkdir(dirname(file), { recursive: true })
      await appendFile(file, `${before}${line.cells.join(",")}\n`)
    },
    catch: port
  })
})
