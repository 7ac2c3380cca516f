/**
 * What the live store says of versions: who is inside one that cannot be used any more, and touch ids that mean something
 * else now than they did to those inside.
 */
import { existsSync } from "node:fs"
import { Definition, type Finding, Plan, StoredVersions, Store, TouchReuse } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type * as Programs from "../workspace/Programs.ts"
import * as Ports from "./Ports.ts"
import type * as Session from "./Session.ts"
import * as StoreFile from "./StoreFile.ts"

/** Who is inside a version that cannot be used, of a store. */
export const stuck = Effect.fn("VersionsInside.stuck")(function* (setup: Parameters<typeof StoredVersions.stuck>[2]) {
  const stored = yield* (yield* Store.Store).definitions
  const states = yield* Plan.states
  return StoredVersions.stuck(
    states.flatMap(({ state }) => Object.values(state.enrolments)),
    stored,
    setup
  )
})

/** What a person can do for those inside. */
export const adviceFor = (programId: string, isThere: boolean): string =>
  isThere
    ? `\`abm migrate ${programId} --by WHO\` takes them to the current version, \`abm abort ${programId} --by WHO\` out of it`
    : `bring programs/${programId}.yaml back and \`abm migrate ${programId} --by WHO\`, or take them out with \`abm abort ${programId} --by WHO\``

const stuckFinding = (
  { accountIds, programId, version, why }: StoredVersions.Stuck,
  program: Programs.LoadedProgram | undefined
): Finding.Finding => ({
  severity: "warning",
  rule: "program/stuck",
  message: `nothing is decided for ${accountIds.join(", ")}: inside program ${programId}, version ${version}, which cannot be used: ${why}`,
  advice: adviceFor(programId, program !== undefined),
  ...(program === undefined ? {} : { place: program.placeOf(["id"]) })
})

/** Findings for `abm check`; none where there is no live store. */
export const check = Effect.fn("VersionsInside.check")(function* (
  { workspace }: Pick<Session.Session, "workspace">,
  directory: string,
  env: NodeJS.ProcessEnv
) {
  const none: ReadonlyArray<Finding.Finding> = []
  const file = StoreFile.live(directory, workspace.config.store, env)
  if (!existsSync(file.filename)) return none
  const { policy, programs } = workspace
  const definitions = Definition.collect(programs.map(({ compiled }) => compiled))
  return yield* Effect.gen(function* () {
    const states = yield* Plan.states
    const enrolments = states.flatMap(({ state }) => Object.values(state.enrolments))
    const json = yield* (yield* Store.Store).definitions
    const stored = new Map(
      [...json].flatMap(([version, text]) => {
        const program = TouchReuse.definitionOf(text)
        return program === undefined ? [] : [[version, program] as const]
      })
    )
    const found: ReadonlyArray<Finding.Finding> = [
      ...StoredVersions.stuck(enrolments, json, { definitions, policy }).map((one) =>
        stuckFinding(
          one,
          programs.find(({ program }) => program.id === one.programId)
        )
      ),
      ...programs.flatMap(({ placeOf, program }) =>
        TouchReuse.check(program, stored, enrolments).map(({ path, ...finding }) => ({
          ...finding,
          place: placeOf(path)
        }))
      )
    ]
    return found
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
})
