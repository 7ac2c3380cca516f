/** The test cases of a workspace: `tests/*.yaml`, or files that are named. A file with an error is not run. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs"
import { join, relative, resolve, sep } from "node:path"
import type { Finding } from "@market-of-one/core"
import * as StrictDecode from "./StrictDecode.ts"
import * as TestCase from "./TestCase.ts"
import * as TestCaseCheck from "./TestCaseCheck.ts"
import type { Workspace } from "./Workspace.ts"
import * as YamlFile from "./YamlFile.ts"

/** The cases of all files, in their order, and what is wrong with the others. */
export interface TestFiles {
  readonly files: ReadonlyArray<string>
  readonly cases: ReadonlyArray<TestCaseCheck.Placed>
  readonly findings: ReadonlyArray<Finding.Finding>
}

const shown = (folder: string, path: string): string => {
  const near = relative(folder, path)
  return (near.startsWith("..") ? path : near).replaceAll(sep, "/")
}

/** Files that are named, in the workspace or else from where the command runs; all below `tests` when none is. */
const filesOf = (folder: string, named: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (named.length > 0)
    return named.map(
      (name) => [resolve(folder, name), resolve(name)].find((path) => existsSync(path)) ?? join(folder, name)
    )
  return globSync("tests/**/*.{yaml,yml}", { cwd: folder })
    .toSorted()
    .map((name) => join(folder, name))
}

/** The rule of the finding that says that a named file is not there. */
export const missing = "test/missing"

const unreadable = (file: string): Finding.Finding => ({
  severity: "error",
  rule: missing,
  message: `there is no file ${file}`,
  advice: "name a file of test cases, or none for all of tests/",
  place: { file }
})

const readFile = (text: string, file: string, workspace: Workspace): Omit<TestFiles, "files"> => {
  const parsed = YamlFile.parse(text, file)
  if (!parsed.ok) return { cases: [], findings: parsed.findings }
  const { yaml } = parsed
  const reading = { zone: workspace.policy.timeZone, currency: workspace.config.currency }
  const decoded = StrictDecode.decode(TestCase.schemaOf(reading), yaml, "test/schema")
  if (!decoded.ok) return { cases: [], findings: decoded.findings }
  const names = TestCaseCheck.namesOf(workspace)
  const cases = decoded.value.cases.map((test, index): TestCaseCheck.Placed => ({ test, yaml, path: ["cases", index] }))
  const findings = cases.flatMap((placed) => TestCaseCheck.check(placed, names))
  return findings.length > 0 ? { cases: [], findings } : { cases, findings }
}

/** The first case of each name, and a finding for each other one. */
const once = (cases: ReadonlyArray<TestCaseCheck.Placed>): Pick<TestFiles, "cases" | "findings"> => {
  const known = new Map<string, TestCaseCheck.Placed>()
  const findings: Array<Finding.Finding> = []
  for (const placed of cases) {
    const first = known.get(placed.test.name)
    if (first === undefined) known.set(placed.test.name, placed)
    else {
      const message = `another case of ${first.yaml.file} has this name`
      const advice = "a name says which case fails: give it its own"
      findings.push(TestCaseCheck.problem(placed, ["name"], message, advice))
    }
  }
  return { cases: [...known.values()], findings }
}

/** Reads cases. */
export const read = (folder: string, named: ReadonlyArray<string>, workspace: Workspace): TestFiles => {
  const paths = filesOf(folder, named)
  const read = paths.map((path) => {
    const file = shown(folder, path)
    if (!existsSync(path) || !statSync(path).isFile()) return { cases: [], findings: [unreadable(file)] }
    return readFile(readFileSync(path, "utf8"), file, workspace)
  })
  const { cases, findings } = once(read.flatMap((one) => one.cases))
  return {
    files: paths.map((path) => shown(folder, path)),
    cases,
    findings: [...read.flatMap((one) => one.findings), ...findings]
  }
}
