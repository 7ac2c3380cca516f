/**
 * Accounts inside a program keep its version, also after the file has changed: versions that the store keeps and the
 * host no longer has are brought back from their canonical text.
 */
import * as Effect from "effect/Effect"
import { Store, type StoreError } from "../journal/Store.ts"
import * as Definition from "../program/Definition.ts"
import type { EnrolmentState } from "../program/Enrolment.ts"
import type { Policy } from "../program/Policy.ts"
import { Setup } from "./Setup.ts"

/** Accounts inside a version that cannot be used: nothing is decided for them until a person takes them elsewhere. */
export interface Stuck {
  readonly programId: string
  readonly version: string
  /** Why it cannot be used. */
  readonly why: string
  /** Sorted. */
  readonly accountIds: ReadonlyArray<string>
}

const faultOf = (json: string | undefined, policy: Policy): string | undefined => {
  if (json === undefined) return "the store does not have it"
  const { findings, program } = Definition.restore(json, policy)
  return program === null ? findings.find(({ severity }) => severity === "error")?.message : undefined
}

/** Who is inside a version that the host does not have and the store cannot bring back, by program and version. */
export const stuck = (
  enrolments: Iterable<EnrolmentState>,
  stored: ReadonlyMap<string, string>,
  { definitions, policy }: { readonly definitions: Definition.Definitions; readonly policy: Policy }
): ReadonlyArray<Stuck> => {
  const faults = new Map<string, string | undefined>()
  const found = new Map<string, Stuck & { readonly accountIds: Array<string> }>()
  for (const { accountId, exited, programId, version } of enrolments) {
    if (exited !== null || definitions.byVersion.has(version)) continue
    if (!faults.has(version)) faults.set(version, faultOf(stored.get(version), policy))
    const why = faults.get(version)
    if (why === undefined) continue
    const key = `${programId} ${version}`
    const one = found.get(key) ?? { programId, version, why, accountIds: [] }
    one.accountIds.push(accountId)
    found.set(key, one)
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => ({ ...one, accountIds: one.accountIds.toSorted() }))
}

/** The effect with a setup that also knows the versions that the store keeps; the same setup where it knows them all. */
export const provide = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StoreError, R | Store | Setup> =>
  Effect.gen(function* () {
    const store = yield* Store
    const setup = yield* Setup
    const { byVersion, current } = setup.definitions
    const unknown = [...(yield* store.definitions)].flatMap(([version, json]) => {
      const { program } = byVersion.has(version) ? { program: null } : Definition.restore(json, setup.policy)
      return program === null ? [] : [program]
    })
    if (unknown.length === 0) return yield* effect
    const definitions = Definition.collect(current, [...byVersion.values(), ...unknown])
    return yield* Effect.provideService(effect, Setup, { ...setup, definitions })
  })
