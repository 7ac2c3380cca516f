/**
 * Whether a store is the one that was sent from last. A copy restored from a backup does not know what was sent since
 * it was made and would send it again. So a live store counts its hand-overs, and a small file beside it says how far
 * the count had come before anything left: a store that is behind its file, or that is without one, hands nothing over
 * until a person confirms it. What is not noticed: a file restored together with its store.
 */
import { Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs"

/** What a store says of itself: its own name for life, and how many transactions handed something over. */
export interface Count {
  readonly epoch: string
  readonly handOvers: number
}

/** The guard of one open store. */
export interface Epoch {
  /** Fails with `restored` when the store is not confirmed. */
  readonly check: Effect.Effect<void, Store.StoreError>
  /** Notes that the count has come so far; after the commit, before anything leaves. */
  readonly reached: (handOvers: number) => Effect.Effect<void, Store.StoreError>
}

/** Of stores from which nothing leaves. */
export const unguarded: Epoch = { check: Effect.void, reached: () => Effect.void }

/** Fixed width, so that one write replaces one note. */
const show = ({ epoch, handOvers }: Count): string => `${epoch} ${String(handOvers).padStart(15, "0")}\n`

const parse = (text: string): Count | undefined => {
  const [, epoch, handOvers] = /^([0-9a-f-]{36}) (\d{15})\n/u.exec(text) ?? []
  return epoch === undefined ? undefined : { epoch, handOvers: Number(handOvers) }
}

const isConfirmed = (store: Count, text: string): boolean => {
  const note = parse(text)
  if (text.trim() === "confirm") return true
  return note?.epoch === store.epoch ? note.handOvers <= store.handOvers : store.handOvers === 0
}

const failed = (filename: string) => (cause: unknown) =>
  new Store.StoreError({
    reason: "unavailable",
    retryable: false,
    message: `store ${filename}: its file ${filename}-epoch cannot be written (${cause instanceof Error ? cause.message : "no reason given"})`
  })

const restored = (filename: string): Store.StoreError =>
  new Store.StoreError({
    reason: "restored",
    retryable: false,
    message: `store ${filename}: it seems restored from a copy and may not know of everything that was sent; settle what you know of, then write the word confirm into ${filename}-epoch to send from it again`
  })

/** Opens the file beside a store, or makes it. */
export const make = (filename: string, store: Count): Effect.Effect<Epoch, Store.StoreError, Scope.Scope> =>
  Effect.gen(function* () {
    const path = `${filename}-epoch`
    const descriptor = yield* Effect.acquireRelease(
      Effect.try({ try: () => openSync(path, constants.O_RDWR | constants.O_CREAT, 0o644), catch: failed(filename) }),
      (open) => Effect.sync(() => closeSync(open))
    )
    const write = (handOvers: number) =>
      Effect.try({
        try: () => {
          // Another process may have come further.
          const note = parse(readFileSync(path, "utf8"))
          if (note?.epoch === store.epoch && note.handOvers >= handOvers) return
          writeSync(descriptor, show({ epoch: store.epoch, handOvers }), 0)
        },
        catch: failed(filename)
      })
    const text = yield* Effect.try({ try: () => readFileSync(path, "utf8"), catch: failed(filename) })
    const confirmed = isConfirmed(store, text)
    if (confirmed) yield* write(store.handOvers)
    return { check: confirmed ? Effect.void : Effect.fail(restored(filename)), reached: write }
  })
