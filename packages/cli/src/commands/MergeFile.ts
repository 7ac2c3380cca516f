/** `data/merges.csv`: the history of verdicts, to which lines are added and from which none is taken. */
import { appendFile, mkdir, readFile } from "node:fs/promises"
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { Calendar, type MergeVerdict, Rejects } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as DataFiles from "../workspace/DataFiles.ts"
import type * as Workspace from "../workspace/Workspace.ts"

/** The file, relative to the workspace. */
export const name = DataFiles.usualFile("merges")

const columns = ["at", "by", "kind", "keep", "drop", "verdict", "note"]
const header = columns.join(",")

/** An id stays letter by letter as it is, however it begins. */
const exact = (cell: string): string => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const text = (cell: string): string => Rejects.line([cell], ",").slice(0, -1)

/** Where the words of a workspace can be added to; refused where they are kept in a way that is not ours. */
const place = ({ config, folder }: Workspace.Workspace): Effect.Effect<string, Failure.Failure> => {
  if (config.sources.merges !== undefined)
    return Effect.fail(Failure.refused("abm.yaml says where merges come from", "put the word in there"))
  const other = [".xlsx", ".json"]
    .map((end) => name.replace(/\.csv$/u, end))
    .find((file) => existsSync(join(folder, file)) && !existsSync(join(folder, name)))
  return other === undefined
    ? Effect.succeed(join(folder, name))
    : Effect.fail(Failure.refused(`the history of merges is kept in ${other}`, "put the word in there"))
}

/** Adds one verdict. */
export const append = Effect.fn("MergeFile.append")(function* (
  workspace: Workspace.Workspace,
  word: Omit<MergeVerdict.MergeVerdict, "id">
) {
  const file = yield* place(workspace)
  const port = () => Failure.port(`cannot write ${name}`, "check that the folder can be written")
  const known = yield* Effect.tryPromise({
    try: async () => (existsSync(file) ? await readFile(file, "utf8") : ""),
    catch: port
  })
  const [first = ""] = known.replace(/^\uFEFF/u, "").split(/\r?\n/u)
  if (known !== "" && first !== header)
    return yield* Failure.refused(`${name} has other columns than ${header}`, "put the word in there")
  const { at, by, drop, keep, kind, note = "", verdict } = word
  const cells = [Calendar.showInstant(at), text(by), kind, exact(keep), exact(drop), verdict, text(note)]
  const before = known === "" ? `${header}\n` : known.endsWith("\n") ? "" : "\n"
  yield* Effect.tryPromise({
    try: async () => {
      await mkdir(dirname(file), { recursive: true })
      await appendFile(file, `${before}${cells.join(",")}\n`)
    },
    catch: port
  })
})
