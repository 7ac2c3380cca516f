/**
 * Analyses that were made before, in `.abm/analysis/`: each that said something new, the newest 24. What changed is told
 * against the newest one that was made the same way and said something else.
 */
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { Calendar, Changes, type Review } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"

/** Changes and what they are against: an instant, or the file that was named. */
export interface Since {
  readonly of: string
  readonly changes: Changes.Changes
}

const folder = join(".abm", "analysis")
const mostKept = 24

const Text = Schema.fromJsonString(Changes.Snapshot)
const decode = Schema.decodeUnknownOption(Text)
const encode = Schema.encodeSync(Text)

/** What changed since the analysis in a file, such as one that `abm analyze --json` printed. */
export const since = (directory: string, file: string, review: Review.Review): Effect.Effect<Since, Failure.Failure> =>
  Effect.suspend(() => {
    let text: string
    try {
      text = readFileSync(resolve(directory, file), "utf8")
    } catch {
      return Effect.fail(Failure.usage(`cannot read ${file}`, "is it there, and a file?"))
    }
    const before = decode(text)
    return Option.isNone(before)
      ? Effect.fail(Failure.refused(`${file} holds no analysis`, "name a file that `abm analyze --json` printed"))
      : Effect.succeed({ of: file, changes: Changes.compare(before.value, Changes.snapshot(review)) })
  })

const shownName = (name: string): string => name.replace(/\.json$/u, "").replace(/T(\d\d)-(\d\d)-/u, "T$1:$2:")

const nameOf = (now: Calendar.Instant): string => `${Calendar.showInstant(now).replaceAll(":", "-")}.json`

/** Compares with what was analysed before, and remembers this analysis. A folder that cannot be written is only said. */
export const remember = Effect.fn("EarlierAnalyses.remember")(function* (
  directory: string,
  review: Review.Review,
  now: Calendar.Instant
) {
  const files = yield* FileSystem.FileSystem
  const place = resolve(directory, folder)
  const names = yield* files.readDirectory(place).pipe(Effect.orElseSucceed((): ReadonlyArray<string> => []))
  const stored = names
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .toReversed()
  const after = Changes.snapshot(review)
  const text = encode(after)
  let isKnown = false
  let found: Since | undefined
  for (const name of stored) {
    const kept = yield* files.readFileString(join(place, name)).pipe(Effect.option)
    const before = Option.flatMap(kept, decode)
    if (Option.isNone(before)) continue
    if (Option.getOrUndefined(kept) === text) {
      isKnown = true
      continue
    }
    const changes = Changes.compare(before.value, after)
    if (changes.notComparable !== null) continue
    found = { of: shownName(name), changes }
    break
  }
  if (isKnown) return found
  yield* Effect.gen(function* () {
    yield* files.makeDirectory(place, { recursive: true })
    yield* files.writeFileString(join(place, nameOf(now)), text)
    for (const name of stored.slice(mostKept - 1)) yield* files.remove(join(place, name))
  }).pipe(Effect.catch(() => Output.stderr(`abm: this analysis could not be kept in ${folder}\n`)))
  return found
})
