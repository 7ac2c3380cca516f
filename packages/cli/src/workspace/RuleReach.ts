/**
 * What the rules of programs never reach and leave uncovered, at line and column of their files. It takes trying out, so
 * that only a check asks for it.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ContentCoverage, type Finding, ReachCheck } from "@market-of-one/core"
import type { LoadedProgram } from "./Programs.ts"
import * as YamlFile from "./YamlFile.ts"

/** The findings about programs of a workspace, in the order of the programs. */
export const check = (folder: string, programs: ReadonlyArray<LoadedProgram>): ReadonlyArray<Finding.Finding> =>
  programs.flatMap(({ file, program }): ReadonlyArray<Finding.Finding> => {
    const parsed = YamlFile.parse(readFileSync(join(folder, file), "utf8"), file)
    if (!parsed.ok) return parsed.findings
    return [...ReachCheck.check(program), ...ContentCoverage.check(program)].map(({ path, ...finding }) => ({
      ...finding,
      place: parsed.yaml.placeOf(path)
    }))
  })
