/** Programs of a workspace: `programs/*.yaml`, `*.yml` and `*.json`, and `campaign.ts`, each one compiled, each finding at its place. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Definition, type Finding, type Policy, type Program, ProgramReading } from "@market-of-one/core"
import * as StrictDecode from "./StrictDecode.ts"
import * as YamlFile from "./YamlFile.ts"

/** A program that may run, and the file it was read from. */
export interface LoadedProgram {
  readonly file: string
  readonly program: Program.Program
  readonly version: string
  readonly compiled: Definition.CompiledProgram
  /** Where what stands at a path of the definition was written. */
  readonly placeOf: (path: YamlFile.Path) => Finding.Place
}

/** What a program was read from. */
export type Source = Pick<YamlFile.YamlFile, "file" | "placeOf" | "placeInText">

/** A template that a program names, and where. */
export interface TemplateUse {
  readonly programId: string
  readonly template: string
  /** Of the touches that may send it; both where one slot serves both. */
  readonly classes: ReadonlyArray<"promotional" | "service">
  readonly place: Finding.Place
}

/** The programs without errors, what they use of templates, and all findings. */
export interface Programs {
  readonly programs: ReadonlyArray<LoadedProgram>
  readonly uses: ReadonlyArray<TemplateUse>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** No programs. */
export const none: Programs = { programs: [], uses: [], findings: [] }

/** Programs of several files as one. */
export const joined = (all: ReadonlyArray<Programs>): Programs => ({
  programs: all.flatMap(({ programs }) => programs),
  uses: all.flatMap(({ uses }) => uses),
  findings: all.flatMap(({ findings }) => findings)
})

const placed = ({ offset, path, ...finding }: Definition.DefinitionFinding, source: Source): Finding.Finding => ({
  ...finding,
  place: offset === undefined ? source.placeOf(path) : source.placeInText(path, offset)
})

const usesOf = (program: Program.Program, source: Source): ReadonlyArray<TemplateUse> =>
  Object.entries(program.slots).flatMap(([id, slot]) => {
    const touches = program.plays.flatMap((play) => play.touches).filter((touch) => touch.slot === id)
    // A slot that both kinds of touches use is used as both; one that none uses is taken for promotion.
    const classes = new Set(touches.length === 0 ? ["promotional" as const] : touches.map((touch) => touch.class))
    const use = (template: string, path: YamlFile.Path): TemplateUse => ({
      programId: program.id,
      template,
      classes: [...classes].toSorted(),
      place: source.placeOf(path)
    })
    return [
      ...slot.variants.map((variant, at) => use(variant.template, ["slots", id, "variants", at, "template"])),
      use(slot.fallback.template, ["slots", id, "fallback", "template"])
    ]
  })

/** One program that was read: compiled, with what it uses and what is wrong with it. */
export const compile = (decoded: Program.Program, source: Source, policy: Policy.Policy): Programs => {
  const { findings, program } = Definition.compile(decoded, policy)
  const { file, placeOf } = source
  return {
    programs:
      program === null
        ? []
        : [{ file, placeOf, program: program.program, version: program.version, compiled: program }],
    uses: usesOf(decoded, source),
    findings: findings.map((finding) => placed(finding, source))
  }
}

/** Reads one program from the text of its file. */
const parse = (text: string, file: string, policy: Policy.Policy): Programs => {
  const parsed = YamlFile.parse(text, file)
  if (!parsed.ok) return { ...none, findings: parsed.findings }
  const read = ProgramReading.read(parsed.yaml.value ?? {})
  return read.ok
    ? compile(read.value, parsed.yaml, policy)
    : { ...none, findings: StrictDecode.findings(read.misses, parsed.yaml, "program/schema") }
}

const twice = (first: LoadedProgram, second: LoadedProgram): Finding.Finding => ({
  severity: "error",
  rule: "program/twice",
  message:
    first.file === second.file
      ? `program ${second.program.id} stands in ${first.file} twice`
      : `program ${second.program.id} stands in ${first.file} and in ${second.file}`,
  advice: "give one of them another id; an id is never used again for something else",
  place: second.placeOf(["id"])
})

/** Reads all programs of a workspace in the order of their files; those of `campaign.ts`, read before, come last. */
export const read = (folder: string, policy: Policy.Policy, campaign: Programs = none): Programs => {
  const place = join(folder, "programs")
  const names = existsSync(place) ? readdirSync(place).filter((name) => /\.(?:ya?ml|json)$/u.test(name)) : []
  const files = names
    .toSorted()
    .map((name) => parse(readFileSync(join(place, name), "utf8"), `programs/${name}`, policy))
  const { findings, programs, uses } = joined([...files, campaign])
  const repeated = programs.flatMap((program, at) => {
    const first = programs.slice(0, at).find((other) => other.program.id === program.program.id)
    return first === undefined ? [] : [twice(first, program)]
  })
  return { programs, uses, findings: [...findings, ...repeated] }
}
