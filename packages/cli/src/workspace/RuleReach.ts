/**
 * What the rules of programs never reach and leave uncovered, and what is wrong with journey stages, at line and column
 * of their files. It takes trying out, so that only a check asks for it.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ContentCoverage, Expression, type Finding, JourneyStage, ReachCheck, RuleFacts } from "@market-of-one/core"
import { configFile, type Workspace } from "./Workspace.ts"
import * as YamlFile from "./YamlFile.ts"

/** What it needs of a workspace. */
export type Told = Pick<Workspace, "folder" | "programs" | "policy"> & {
  readonly config: Pick<Workspace["config"], "targets">
}

const yamlOf = (folder: string, file: string): YamlFile.YamlFile | undefined => {
  const parsed = YamlFile.parse(readFileSync(join(folder, file), "utf8"), file)
  return parsed.ok ? parsed.yaml : undefined
}

/** What the workspace says of facts whose values no release knows. */
const knownValues = ({ config, policy }: Told) => {
  const targets = config.targets.map(({ id }) => id)
  return {
    "account.targets": targets,
    "group.targets": targets,
    "account.stage": policy.journey.stages.map(({ id }) => id)
  }
}

const stages = ({ folder, policy }: Told): ReadonlyArray<Finding.Finding> => {
  const yaml = yamlOf(folder, configFile)
  const pathOf = (index: number): YamlFile.Path => ["policy", "journey", "stages", index]
  const order = JourneyStage.check(policy.journey).map(({ index, ...finding }) => ({
    ...finding,
    ...(yaml === undefined ? {} : { place: yaml.placeOf(pathOf(index)) })
  }))
  const rules = policy.journey.stages.flatMap(({ id, when }, index) => {
    const problems = when === undefined ? [] : Expression.compile(RuleFacts.accountRules, when).problems
    return problems.map(({ advice, message, offset, rule, severity }): Finding.Finding => ({
      severity,
      rule,
      message: `stage ${id}, when: ${message}`,
      ...(advice === undefined ? {} : { advice }),
      ...(yaml === undefined ? {} : { place: yaml.placeInText([...pathOf(index), "when"], offset) })
    }))
  })
  return [...order, ...rules]
}

/** The findings about the stages and programs of a workspace, in the order of the programs. */
export const check = (workspace: Told): ReadonlyArray<Finding.Finding> => {
  const known = knownValues(workspace)
  const programs = workspace.programs.flatMap(({ placeOf, program }) =>
    [...ReachCheck.check(program, known), ...ContentCoverage.check(program, known)].map(
      ({ path, ...finding }): Finding.Finding => ({ ...finding, place: placeOf(path) })
    )
  )
  return [...stages(workspace), ...programs]
}
