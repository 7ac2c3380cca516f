/** The work of `abm init`: write the sample, say what to do next. */
import { dirname, isAbsolute, join } from "node:path"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as SampleContent from "../sample/SampleContent.ts"
import * as SampleData from "../sample/SampleData.ts"
import * as SampleTests from "../sample/SampleTests.ts"
import * as JsonSchemas from "../workspace/JsonSchemas.ts"

const files = (): ReadonlyArray<readonly [path: string, text: string]> => [
  ...Object.entries(SampleContent.files()),
  ...Object.entries(SampleData.files()),
  ...Object.entries(SampleTests.files()),
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

/** Writes a new workspace. A folder with anything in it is refused and left as it is. */
export const run = Effect.fn("init.run")(function* (directory: string, folder: string) {
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
    files(),
    ([path, text]) =>
      Effect.andThen(
        disk.makeDirectory(dirname(join(root, path)), { recursive: true }),
        disk.writeFileString(join(root, path), text)
      ),
    { discard: true }
  ).pipe(Effect.mapError(failed))
  yield* Output.stdout(nextSteps(root))
})
