/**
 * Programs of a workspace in TypeScript: `campaign.ts` or `campaign.mts` beside `abm.yaml` exports `programs`. Node strips
 * the types; what comes out is decoded again and checked as a YAML file is, for nothing is known of who made it.
 */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { type Finding, Hash, type Policy, ProgramReading, SchemaAdvice, StrictDecode } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Programs from "./Programs.ts"

/** The names that the file may have, in the order in which they are read. */
const names = ["campaign.ts", "campaign.mts"] as const

interface File {
  readonly name: string
  readonly text: string
}

const partOf = (value: unknown, part: string | number): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string | number, unknown>>)[part] : undefined

const places = (text: string, pattern: string): ReadonlyArray<number> =>
  [...text.matchAll(new RegExp(pattern, "gu"))].map(({ index }) => index)

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, "\\$&")

/** The ids above a place in a program, the nearest first. */
const idsAbove = (program: unknown, path: StrictDecode.Path): ReadonlyArray<string> => {
  const ids = path
    .map((_, at) => path.slice(0, at + 1).reduce(partOf, program))
    .map((value) => partOf(value, "id"))
    .toReversed()
  return [...ids, partOf(program, "id")].filter((id) => typeof id === "string")
}

/**
 * Where the code probably says it: code makes values as it likes, so that a line is known only where an id above the
 * value is written out once in the whole file.
 */
const lineOf = ({ text }: File, program: unknown, path: StrictDecode.Path): Pick<Finding.Place, "line" | "column"> => {
  for (const id of idsAbove(program, path)) {
    const [at, ...more] = places(text, `\\bid:\\s*(?<quote>["'\`])${literal(id)}\\k<quote>`)
    if (at === undefined || more.length > 0) continue
    const before = text.slice(0, at).split("\n")
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
  return {}
}

/** Beside its line, where that is known, the place of a value is its path from the export. */
const sourceOf = (file: File, program: unknown, index: number): Programs.Source => {
  const placeOf = (path: StrictDecode.Path): Finding.Place => ({
    file: file.name,
    ...lineOf(file, program, path),
    field: StrictDecode.showPath(["programs", index, ...path])
  })
  return { file: file.name, placeOf, placeInText: placeOf }
}

const idOf = (value: unknown, index: number): string =>
  typeof value === "object" && value !== null && "id" in value && typeof value.id === "string"
    ? value.id
    : String(index + 1)

const decoded = (value: unknown, index: number, file: File, policy: Policy.Policy): Programs.Programs => {
  const source = sourceOf(file, value, index)
  const read = ProgramReading.read(value)
  if (read.ok) return Programs.compile(read.value, source, policy)
  const findings = read.misses.map((miss): Finding.Finding => {
    const advice = miss.advice ?? SchemaAdvice.of(StrictDecode.showPath(miss.path))
    return {
      severity: "error",
      rule: "program/schema",
      message: `program ${idOf(value, index)}, ${StrictDecode.showPath(miss.path)}: ${miss.message}`,
      ...(advice === undefined ? {} : { advice }),
      place: source.placeOf(miss.path)
    }
  })
  return { ...Programs.none, findings }
}

const refused = (file: string, message: string, advice: string): Programs.Programs => ({
  ...Programs.none,
  findings: [{ severity: "error", rule: "program/campaign", message: `${file} ${message}`, advice, place: { file } }]
})

const exportAdvice = "export them: export const programs = [defineProgram({ … })]"

const programsOf = (module: unknown): unknown =>
  typeof module === "object" && module !== null && "programs" in module ? module.programs : undefined

const load = (folder: string, file: string, policy: Policy.Policy): Effect.Effect<Programs.Programs> => {
  const path = join(folder, file)
  const text = readFileSync(path, "utf8")
  // A process that lives on reads a changed file anew.
  const url = `${pathToFileURL(path).href}?version=${Hash.sha256(text).slice(0, 16)}`
  return Effect.tryPromise(() => import(/* @vite-ignore */ url) as Promise<unknown>).pipe(
    Effect.match({
      onFailure: ({ cause }) => {
        const why = cause instanceof Error ? cause.message : String(cause)
        const advice = /cannot find package/iu.test(why)
          ? "install it beside the workspace: npm install @market-of-one/core"
          : "correct it: it runs as any module of Node does, with its types stripped"
        return refused(file, `cannot be loaded: ${why}`, advice)
      },
      onSuccess: (module) => {
        const found = programsOf(module)
        return Array.isArray(found)
          ? Programs.joined(found.map((one: unknown, index) => decoded(one, index, { name: file, text }, policy)))
          : refused(file, "exports no list called programs", exportAdvice)
      }
    })
  )
}

/** Reads the programs of the file, if there is one. Loading runs it, as a build script is run. */
export const read = (folder: string, policy: Policy.Policy): Effect.Effect<Programs.Programs> => {
  const files = names.filter((name) => existsSync(join(folder, name)))
  if (files.length === 0) return Effect.succeed(Programs.none)
  return Effect.map(
    Effect.forEach(files, (file) => load(folder, file, policy)),
    Programs.joined
  )
}
