import { assert, describe, it } from "@effect/vitest"
import {
  CanonicalJson,
  Decide,
  Event,
  GroupState,
  MemoryStore,
  type Plan,
  type Records,
  Store
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as SqliteStore from "../src/SqliteStore.ts"
import * as Story from "./NinetyDays.ts"

const journals = Effect.gen(function* () {
  yield* Story.live
  const store = yield* Store.Store
  const heads = yield* store.heads
  return yield* Effect.forEach(heads, (head) => store.journal(head.groupId))
})

/** The journals, each with what the store shares of the mailboxes that its group ever had. */
const withShared = Effect.gen(function* () {
  const store = yield* Store.Store
  return yield* Effect.forEach(yield* journals, (journal) =>
    Effect.gen(function* () {
      const groupId = journal[0]?.groupId ?? ""
      const contacts = [...Story.before, ...Story.after].flatMap((one) => (one.groupId === groupId ? one.contacts : []))
      const hashes = new Set(contacts.flatMap(({ addressHash }) => addressHash ?? []))
      return { journal, shared: (yield* store.load(groupId, [...hashes])).shared }
    })
  )
})

const memory = Effect.provideServiceEffect(Store.Store, MemoryStore.make({ mode: "rehearsal" }))
const inMemory = memory(journals)
const overSqlite = <A, E>(effect: Effect.Effect<A, E, Store.Store>) =>
  Effect.scoped(
    Effect.flatMap(SqliteStore.make({ filename: ":memory:", mode: "rehearsal" }), (store) =>
      Effect.provideService(effect, Store.Store, store)
    )
  )
const inSqlite = overSqlite(journals)

const byGroup = (a: Plan.Decided, b: Plan.Decided): number =>
  a.groupId === b.groupId ? a.seq - b.seq : a.groupId < b.groupId ? -1 : 1

/** Every decision in canonical JSON, by group and place in its journal. */
const lines = ({ decisions }: Plan.RunResult): ReadonlyArray<string> =>
  decisions.toSorted(byGroup).map((one) => CanonicalJson.encode(one))

type Journal = ReadonlyArray<Event.Entry>

const recordsAt = (revision: string, groupId: string): Records.GroupRecords => {
  const found = [...Story.after, ...Story.before].find(
    (one) => one.groupId === groupId && revision.length > 0 && one.revision === revision
  )
  if (found === undefined) throw new Error(`${groupId} has no revision ${revision}`)
  return found
}

/** Decides each tick of a journal again, from what was known before it. */
const replay = (
  journal: Journal,
  { suppressions, withdrawals = [] }: Store.Shared
): ReadonlyArray<{ readonly told: string; readonly again: string }> => {
  let state = GroupState.empty
  const compared: Array<{ readonly told: string; readonly again: string }> = []
  for (let at = 0; at < journal.length;) {
    const entry = journal[at]
    if (entry === undefined) break
    if (entry.event._tag !== "Ticked") {
      state = GroupState.evolve(state, entry)
      at += 1
      continue
    }
    let next = at + 1
    while (next < journal.length) {
      const event = journal[next]?.event
      if (event === undefined || !Event.isDecision(event) || event._tag === "Ticked") break
      next += 1
    }
    const { now } = entry.event
    const isLater = now >= Story.imports
    const records = recordsAt(isLater ? (entry.groupId === "arrow" ? "1" : "2") : "1", entry.groupId)
    const decided = Decide.decide({
      now,
      market: { records: { ...records, revision: entry.event.factsRevision }, segment: null },
      state,
      definitions: Story.definitions[isLater ? 1 : 0],
      policy: Story.policy,
      shared: {
        suppressions: suppressions.filter((one) => one.at <= now),
        withdrawals: withdrawals.filter((one) => one.at <= now),
        pauses: []
      }
    })
    const told = journal.slice(at, next)
    compared.push({ told: JSON.stringify(told.map(({ event }) => event)), again: JSON.stringify(decided.events) })
    for (const one of told) state = GroupState.evolve(state, one)
    at = next
  }
  return compared
}

describe("ninety days", () => {
  it.effect("are the same in memory and in SQLite, byte for byte", () =>
    Effect.gen(function* () {
      assert.strictEqual(JSON.stringify(yield* inSqlite), JSON.stringify(yield* inMemory))
    })
  )

  it.effect("are decided over SQLite as they were planned, decision by decision", () =>
    Effect.gen(function* () {
      for (const { plan, run } of Story.planned) {
        const wanted = lines(yield* plan)
        assert.deepStrictEqual(lines(yield* overSqlite(run)), wanted)
        assert.isAbove(wanted.filter((line) => line.includes('"MessageQueued"')).length, 10)
        for (const tag of ["ApprovalRequested", "TaskCreated", "TouchSkipped"])
          assert.isTrue(
            wanted.some((line) => line.includes(`"${tag}"`)),
            tag
          )
      }
    })
  )

  it.effect("replay: each tick decides again what the journal says that it decided", () =>
    Effect.gen(function* () {
      let ticks = 0
      for (const { journal, shared } of yield* memory(withShared))
        for (const { again, told } of replay(journal, shared)) {
          assert.strictEqual(again, told)
          ticks += 1
        }
      assert.isAbove(ticks, 30)
    })
  )

  it.effect("hold what was told, and repeat nothing after the migration", () =>
    Effect.gen(function* () {
      const entries = (yield* inMemory).flat()
      const queued = entries.flatMap(({ at, event }) => (event._tag === "MessageQueued" ? [{ ...event, at }] : []))
      const ids = queued.map(({ messageId }) => messageId)
      assert.strictEqual(new Set(ids).size, ids.length)
      const of = (contactId: string) => queued.filter((one) => one.contactId === contactId)
      // Arrow is taken to the new version, bolt and cedar stay in theirs.
      assert.sameMembers([...new Set(of("adam").map(({ templateId }) => templateId))], ["main.v1", "main.v2"])
      assert.deepStrictEqual([...new Set(of("cara").map(({ templateId }) => templateId))], ["main.v1"])
      const rules = new Set(
        entries.flatMap(({ event }) =>
          event._tag === "TouchHeld" || event._tag === "MessageDeferred" ? [event.rule] : []
        )
      )
      for (const rule of ["out-of-office", "soft-bounce-rest", "sales-hold", "broken-promise"])
        assert.isTrue(rules.has(rule), `${rule} in ${[...rules].join(", ")}`)
      const skipped = entries.flatMap(({ event }) => (event._tag === "TouchSkipped" ? [event.reason] : []))
      for (const reason of ["replied", "unsubscribed"]) assert.include(skipped, reason, skipped.join())
      for (const tag of ["ApprovalRequested", "TaskCreated", "SignalRaised"])
        assert.isTrue(
          entries.some(({ event }) => event._tag === tag),
          tag
        )
    })
  )

  it.effect("go at nine in the morning of whoever gets it, before and after the clocks change", () =>
    Effect.gen(function* () {
      const entries = (yield* inMemory).flat()
      const hours = new Map<string, Set<string>>()
      const zones: Readonly<Record<string, string>> = { adam: "America/New_York", cara: "Europe/Berlin" }
      for (const { at, event } of entries) {
        const timeZone = event._tag === "MessageQueued" ? zones[event.contactId] : undefined
        if (event._tag !== "MessageQueued" || timeZone === undefined) continue
        const hour = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(at)
        hours.set(event.contactId, (hours.get(event.contactId) ?? new Set()).add(hour))
      }
      for (const [contactId, seen] of hours)
        for (const hour of seen) assert.isTrue(Number(hour) >= 9 && Number(hour) < 18, `${contactId} at ${hour}`)
      assert.strictEqual(hours.size, 2)
    })
  )
})
