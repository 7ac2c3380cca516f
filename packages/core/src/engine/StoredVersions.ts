/**
 * Accounts inside a program keep its version, also after the file has changed: versions that the store keeps and the
 * host no longer has are brought back from their canonical text.
 */
import * as Effect from "effect/Effect"
import { Store, type StoreError } from "../journal/Store.ts"
import * as Definition from "../program/Definition.ts"
import { Setup } from "./Setup.ts"

/** The effect with a setup that also knows the versions that the store keeps. */
export const provide = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StoreError, R | Store | Setup> =>
  Effect.gen(function* () {
    const store = yield* Store
    const setup = yield* Setup
    const { byVersion, current } = setup.definitions
    const stored = [...(yield* store.definitions)].flatMap(([version, json]) => {
      const known = byVersion.get(version)
      if (known !== undefined) return [known]
      const { program } = Definition.restore(json, setup.policy)
      return program === null ? [] : [program]
    })
    const definitions = Definition.collect(current, stored)
    return yield* Effect.provideService(effect, Setup, { ...setup, definitions })
  })
