/** The work of `abm init`: write the sample with the plays that are wanted, say what to do next. */
import { dirname, isAbsolute, join } from "node:path"
import { PlayLibrary, Reading } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Failure from "../Failure.ts"
import * as Starters from "../library/Starters.ts"
import * as Output from "../output/Output.ts"
import * as SampleContent from "../sample/SampleContent.ts"
import * as SampleData from "../sample/SampleData.ts"
import * as SampleTests from "../sample/SampleTests.ts"
import * as Style from "../view/Style.ts"
import * as Table from "../view/Table.ts"
import * as JsonSchemas from "../workspace/JsonSchemas.ts"
import { configFile } from "../workspace/Workspace.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly folder: string | undefined
  /** Ids of plays. */
  readonly plays: ReadonlyArray<string>
  readonly list: boolean
}

type Plays = ReadonlyArray<PlayLibrary.LibraryPlay>

const files = (plays: Plays): ReadonlyArray<readonly [path: string, text: string]> => [
  ...Object.entries(SampleContent.files()).map(
    ([path, text]) => [path, path === configFile ? text + Starters.config(plays) : text] as const
  ),
  ...Object.entries(SampleData.files()),
  ...Object.entries(SampleTests.files()),
  ...Object.entries(Starters.files(plays)),
  ...Object.entries(JsonSchemas.files()).map(([name, text]) => [join(".abm", "schemas", name), text] as const)
]

const nextSteps = (folder: string): string => `A workspace is ready in ${folder}. All of its data are made up.

Look around:
  abm check -C ${folder}      everything that is wrong, with file, line and column
  abm analyze -C ${folder}    who the key accounts are, and why
  abm plan -C ${folder} --from 2026-10-01 --until 2026-10-29
                              who would get what, when and why; nothing is sent
  abm test -C ${folder}       whether what should happen would

Make it yours:
  abm.yaml        your currency, zone and sender
  data/           your exports, in place of these files; abm import FILE --write finds out how to read them
  programs/       which accounts get what
  templates/      what it says
  tests/          what should happen, stated case by case
`

const listing = Effect.gen(function* () {
  const { hasColor, width } = yield* Output.screen
  const rows = PlayLibrary.plays.map(({ id, summary }) => [id, summary])
  const heading = Style.make(hasColor).bold
  const lines = Table.lines([{ heading: "play" }, { heading: "what it is for" }], rows, width, { heading })
  yield* Output.stdout(`${lines.join("\n")}\n`)
})

const playsOf = (ids: ReadonlyArray<string>): Effect.Effect<Plays, Failure.Failure> =>
  Effect.forEach([...new Set(ids)], (id) => {
    const play = PlayLibrary.plays.find((one) => one.id === id)
    if (play !== undefined) return Effect.succeed(play)
    const known = PlayLibrary.plays.map((one) => one.id)
    const near = Reading.nearest(id, known)
    const advice = near === undefined ? `there are ${known.join(", ")}` : `did you mean "${near}"?`
    return Effect.fail(Failure.usage(`there is no play ${id}`, advice))
  })

/** Writes a new workspace. A folder with anything in it is refused and left as it is. */
export const run = Effect.fn("init.run")(function* ({ directory, folder, list, plays: wanted }: Given) {
  if (list) return yield* listing
  if (folder === undefined)
    return yield* Failure.usage("which folder?", "name one: abm init DIR; or list the plays: abm init --list-plays")
  const plays = yield* playsOf(wanted)
  const disk = yield* FileSystem.FileSystem
  const root = isAbsolute(folder) ? folder : join(directory, folder)
  const failed = () => Failure.port(`cannot write to ${root}`, "choose a folder that may be written")
  const isThere = yield* disk.exists(root).pipe(Effect.mapError(failed))
  const found = isThere
    ? yield* disk.readDirectory(root).pipe(Effect.mapError(() => Failure.refused(`${root} is not a folder`)))
    : []
  if (found.length > 0)
    return yield* Failure.refused(`${root} is not empty`, "choose a new folder: nothing is overwritten")
  yield* Effect.forEach(
    files(plays),
    ([path, text]) =>
      Effect.andThen(
        disk.makeDirectory(dirname(join(root, path)), { recursive: true }),
        disk.writeFileString(join(root, path), text)
      ),
    { discard: true }
  ).pipe(Effect.mapError(failed))
  yield* Output.stdout(nextSteps(root))
})
