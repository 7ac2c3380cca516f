/** Programs of a workspace: `programs/*.yaml`, each one compiled, each finding at its line and column. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Definition, type Finding, type Policy, Program } from "@market-of-one/core"
import * as StrictDecode from "./StrictDecode.ts"
import * as YamlFile from "./YamlFile.ts"

/** A program that may run, and the file it was read from. */
export interface LoadedProgram {
  readonly file: string
  readonly program: Program.Program
  readonly version: string
  readonly compiled: Definition.CompiledProgram
}

/** A template that a program names, and where. */
export interface TemplateUse {
  readonly programId: string
  readonly template: string
  readonly class: "promotional" | "service"
  readonly place: Finding.Place
}

/** The programs without errors, what they use of templates, and all findings. */
export interface Programs {
  readonly programs: ReadonlyArray<LoadedProgram>
  readonly uses: ReadonlyArray<TemplateUse>
  readonly findings: ReadonlyArray<Finding.Finding>
}

const placed = (
  { offset, path, ...finding }: Definition.DefinitionFinding,
  yaml: YamlFile.YamlFile
): Finding.Finding => ({
  ...finding,
  place: offset === undefined ? yaml.placeOf(path) : yaml.placeInText(path, offset)
})

const usesOf = (program: Program.Program, yaml: YamlFile.YamlFile): ReadonlyArray<TemplateUse> =>
  Object.entries(program.slots).flatMap(([id, slot]) => {
    const touches = program.plays.flatMap((play) => play.touches).filter((touch) => touch.slot === id)
    const isService = touches.length > 0 && touches.every((touch) => touch.class === "service")
    const use = (template: string, path: YamlFile.Path): TemplateUse => ({
      programId: program.id,
      template,
      class: isService ? "service" : "promotional",
      place: yaml.placeOf(path)
    })
    return [
      ...slot.variants.map((variant, at) => use(variant.template, ["slots", id, "variants", at, "template"])),
      use(slot.fallback.template, ["slots", id, "fallback", "template"])
    ]
  })

/** Reads one program from the text of its file. */
const parse = (text: string, file: string, policy: Policy.Policy): Programs => {
  const parsed = YamlFile.parse(text, file)
  if (!parsed.ok) return { programs: [], uses: [], findings: parsed.findings }
  const decoded = StrictDecode.decode(Program.Program, parsed.yaml, "program/schema")
  if (!decoded.ok) return { programs: [], uses: [], findings: decoded.findings }
  const { findings, program } = Definition.compile(decoded.value, policy)
  return {
    programs: program === null ? [] : [{ file, program: program.program, version: program.version, compiled: program }],
    uses: usesOf(decoded.value, parsed.yaml),
    findings: findings.map((finding) => placed(finding, parsed.yaml))
  }
}

const twice = (first: LoadedProgram, second: LoadedProgram): Finding.Finding => ({
  severity: "error",
  rule: "program/twice",
  message: `program ${second.program.id} stands in ${first.file} and in ${second.file}`,
  advice: "give one of them another id; an id is never used again for something else",
  place: { file: second.file, line: 1, column: 1, field: "id" }
})

/** Reads all programs of a workspace in the order of their files. */
export const read = (folder: string, policy: Policy.Policy): Programs => {
  const place = join(folder, "programs")
  const names = existsSync(place) ? readdirSync(place).filter((name) => /\.ya?ml$/u.test(name)) : []
  const files = names
    .toSorted()
    .map((name) => parse(readFileSync(join(place, name), "utf8"), `programs/${name}`, policy))
  const programs = files.flatMap((file) => file.programs)
  const findings = files.flatMap((file) => file.findings)
  for (const [at, program] of programs.entries()) {
    const first = programs.slice(0, at).find((other) => other.program.id === program.program.id)
    if (first !== undefined) findings.push(twice(first, program))
  }
  return { programs, uses: files.flatMap((file) => file.uses), findings }
}
