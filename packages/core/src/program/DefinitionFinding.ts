/** A finding about a definition: where in it, by path, so that whoever read it from a file can say line and column. */
import type { Finding, Severity } from "../kernel/Finding.ts"
import { showPath } from "../kernel/StrictDecode.ts"
import type { Program } from "./Program.ts"

/** Keys and indexes from the root of the definition: `["plays", 0, "touches", 1, "to"]`. */
export type Path = ReadonlyArray<string | number>

/** A finding about a definition. `offset` counts characters from 0 inside the text of the rule at `path`. */
export interface DefinitionFinding extends Finding {
  readonly path: Path
  readonly offset?: number
}

/** What a check says of a thing. The message goes on from the thing's name. */
export interface Said {
  readonly rule: string
  readonly message: string
  readonly advice: string
}

/** The thing at a path in words: program, play, touch or variant by id. */
export const nameOf = (program: Program, path: Path): string => {
  const [kind, first, inner, second] = path
  const names = [`program ${program.id}`]
  if (kind === "plays" && typeof first === "number") {
    const play = program.plays[first]
    names.push(`play ${play?.id ?? first}`)
    if (inner === "touches" && typeof second === "number") names.push(`touch ${play?.touches[second]?.id ?? second}`)
  } else if (kind === "offers" && typeof first === "string") {
    names.push(`offer ${first}`)
  } else if (kind === "slots" && typeof first === "string") {
    names.push(`slot ${first}`)
    if (inner === "variants" && typeof second === "number") {
      names.push(`variant ${program.slots[first]?.variants[second]?.id ?? second}`)
    }
  }
  return names.join(", ")
}

/** The finding that a check makes at a path. */
export const at = (program: Program, path: Path, severity: Severity, said: Said): DefinitionFinding => ({
  severity,
  ...said,
  message: `${nameOf(program, path)}: ${said.message}`,
  place: { field: showPath(path) },
  path
})
