/** Accounts that belong to another group since the last import: a changed parent, a confirmed merge, a new employer. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Consent } from "../../src/account/Consent.ts"
import type { GroupRecords } from "../../src/account/Records.ts"
import { Courier } from "../../src/delivery/Courier.ts"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Runner from "../../src/engine/Runner.ts"
import { Setup } from "../../src/engine/Setup.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import type { Input } from "../../src/journal/Event.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store, type StoreError } from "../../src/journal/Store.ts"
import { showInstant } from "../../src/kernel/Calendar.ts"
import { Renderer } from "../../src/message/Renderer.ts"
import * as Definition from "../../src/program/Definition.ts"
import type { Policy } from "../../src/program/Policy.ts"
import { account, at, contact, program, records, wideOpen } from "./Life.ts"

const anna = contact("anna", "arrow")
const bella = contact("bella", "bolt")
const arrow = records({ groupId: "arrow" })
const bolt = records({ groupId: "bolt", name: "Bolt", accounts: [account("bolt")], contacts: [bella] })
/** Bolt has become a subsidiary of Arrow. */
const joined = records({ groupId: "arrow", revision: "r2", accounts: [account("arrow"), account("bolt")] })
const together: GroupRecords = { ...joined, contacts: [anna, bella] }
/** Bolt was the same company as Arrow all along. */
const merged: GroupRecords = {
  ...records({ groupId: "arrow", revision: "r2", contacts: [anna, { ...bella, accountId: "arrow" }] }),
  formerAccountIds: { bolt: "arrow" }
}

interface World {
  readonly groups: ReadonlyArray<GroupRecords>
  readonly from: string
  readonly until: string
  readonly told?: ReadonlyArray<readonly [groupId: string, when: string, input: Input]>
  readonly policy?: Policy
  readonly programs?: ReadonlyArray<Definition.CompiledProgram>
}

const ports = ({ groups, policy = wideOpen, programs = [program()] }: World) =>
  Layer.mergeAll(
    RecordsInMemory.layer(groups),
    Layer.succeed(Setup, {
      definitions: Definition.collect(programs),
      policy,
      retry: Retry.standard,
      sender: { name: "Vendor", email: "news@vendor.example", postalAddress: "1 Sample Street", company: "Vendor" },
      unsubscribe: { mailto: "unsubscribe@vendor.example" },
      locale: "en",
      segmentOf: () => null
    }),
    Layer.succeed(Renderer, {
      render: (templateId) =>
        Effect.succeed({
          templateId,
          templateHash: "1",
          locale: "en",
          subject: "Hello",
          html: "<p>1 Sample Street</p>",
          text: "1 Sample Street"
        })
    }),
    Layer.succeed(Courier, {
      mode: "rehearsal",
      connections: 1,
      deliver: () => Effect.succeed({ _tag: "Accepted", response: "250" })
    })
  )

/** Runs for some days on what the store holds already. */
const days = (world: World) => {
  const told = (world.told ?? []).map(([groupId, when, input]) => ({ groupId, at: at(when), input }))
  const span = { from: at(world.from), until: at(world.until), known: { told, suppressions: [] } }
  return Effect.provide(Runner.runVirtual(span), ports(world))
}

/** Every message queued: touch, contact, day, group; in order. */
const queued = Effect.gen(function* () {
  return (yield* (yield* Store).decisions).flatMap(({ at: when, event, groupId }) =>
    event._tag === "MessageQueued"
      ? [`${event.touchId} ${event.contactId} ${showInstant(when).slice(0, 10)} in ${groupId}`]
      : []
  )
})
const tagsOf = (groupId: string) =>
  Effect.map(
    Store.use((store) => store.journal(groupId)),
    (entries) => entries.map(({ event }) => event._tag)
  )
const headOf = (groupId: string) =>
  Effect.map(
    Store.use((store) => store.load(groupId, [])),
    ({ head }) => head
  )

const run = <A, E>(work: Effect.Effect<A, E, Store>) => Effect.provide(work, MemoryStore.layer({ mode: "rehearsal" }))

const holdOn = (when: string, accountId?: string): Input => ({
  _tag: "HoldPlaced",
  hold: {
    id: "h1",
    kind: "sales",
    reason: "price talks",
    by: "mia",
    placedAt: at(when),
    ...(accountId === undefined ? {} : { accountId })
  }
})
const no: Consent = { topic: "*", purpose: "marketing", basis: "consent", status: "withdrawn", source: "call" }

const monday = { from: "2026-03-09T08:00", until: "2026-03-10T08:00" }

describe("an account whose parent changed", () => {
  it.effect("goes on in its new group where it was, and repeats nothing", () =>
    run(
      Effect.gen(function* () {
        yield* days({ groups: [arrow, bolt], ...monday })
        yield* days({ groups: [together], from: "2026-03-10T08:00", until: "2026-04-01T00:00" })
        assert.deepStrictEqual(yield* queued, [
          "t1 anna 2026-03-09 in arrow",
          "t1 bella 2026-03-09 in bolt",
          "t2 anna 2026-03-11 in arrow",
          "t2 bella 2026-03-11 in arrow"
        ])
        const messages = yield* (yield* Store).messages()
        assert.deepStrictEqual(
          messages.map((one) => [one.groupId, one.state]),
          Array.from({ length: 4 }, () => ["arrow", "accepted"])
        )
      })
    )
  )

  it.effect("is told to have moved in both groups, and the one that is left is quiet", () =>
    run(
      Effect.gen(function* () {
        yield* days({ groups: [arrow, bolt], ...monday })
        yield* days({ groups: [together], from: "2026-03-10T08:00", until: "2026-03-10T20:00" })
        assert.strictEqual((yield* tagsOf("bolt")).at(-1), "AccountMoved")
        assert.includeMembers(yield* tagsOf("arrow"), ["AccountMoved"])
        const head = yield* headOf("bolt")
        assert.deepInclude(head, { wakeAt: null, aside: null, failures: 0, decidedSeq: head.seq })
        yield* days({ groups: [together], from: "2026-03-12T08:00", until: "2026-04-01T00:00" })
        assert.deepStrictEqual(yield* headOf("bolt"), head, "nobody looks at it again")
      })
    )
  )

  it.effect("brings its hold, which lasts until it is released in the new group", () =>
    run(
      Effect.gen(function* () {
        const noon = "2026-03-09T12:00"
        yield* days({ groups: [arrow, bolt], ...monday, told: [["bolt", noon, holdOn(noon, "bolt")]] })
        yield* days({ groups: [together], from: "2026-03-10T08:00", until: "2026-03-20T08:00" })
        assert.deepStrictEqual((yield* queued).slice(2), ["t2 anna 2026-03-11 in arrow"])
        const released: Input = { _tag: "HoldReleased", accountId: "bolt", by: "mia" }
        yield* days({
          groups: [together],
          from: "2026-03-20T08:00",
          until: "2026-04-01T00:00",
          told: [["arrow", "2026-03-20T09:00", released]]
        })
        assert.deepStrictEqual((yield* queued).slice(3), ["t2 bella 2026-03-20 in arrow"])
      })
    )
  )

  it.effect("keeps the hold of the group that it was, and holds nobody else of the new one by it", () =>
    run(
      Effect.gen(function* () {
        const noon = "2026-03-09T12:00"
        yield* days({ groups: [arrow, bolt], ...monday, told: [["bolt", noon, holdOn(noon)]] })
        yield* days({ groups: [together], from: "2026-03-10T08:00", until: "2026-03-20T08:00" })
        assert.deepStrictEqual((yield* queued).slice(2), ["t2 anna 2026-03-11 in arrow"])
      })
    )
  )

  it.effect("keeps the hold of the group that it was although nothing was ever sent to it", () =>
    run(
      Effect.gen(function* () {
        const noon = "2026-03-09T12:00"
        const world = { programs: [program({ startsOn: "2026-03-12" })] }
        yield* days({ ...world, groups: [arrow, bolt], ...monday, told: [["bolt", noon, holdOn(noon)]] })
        yield* days({ ...world, groups: [together], from: "2026-03-10T08:00", until: "2026-03-13T00:00" })
        assert.deepStrictEqual(yield* queued, ["t1 anna 2026-03-12 in arrow"])
      })
    )
  )

  it.effect("counts for caps in its new group what it got in the old one", () =>
    run(
      Effect.gen(function* () {
        const policy: Policy = { ...wideOpen, accountCap: { personsPer24Hours: 9, per7Days: 2, count: "group" } }
        const patient = program({}, [{}, { after: "2 days", deadlineBusinessDays: 9 }])
        const world = { policy, programs: [patient] }
        yield* days({ ...world, groups: [arrow, bolt], ...monday })
        yield* days({ ...world, groups: [together], from: "2026-03-10T08:00", until: "2026-04-01T00:00" })
        assert.deepStrictEqual((yield* queued).slice(2), [
          "t2 anna 2026-03-16 in arrow",
          "t2 bella 2026-03-16 in arrow"
        ])
      })
    )
  )

  it.effect("brings the words of its people, also of those who were never inside a program", () =>
    run(
      Effect.gen(function* () {
        const late = program({ startsOn: "2026-03-12" })
        const world = { programs: [late] }
        yield* days({
          ...world,
          groups: [arrow, bolt],
          ...monday,
          told: [["bolt", "2026-03-09T12:00", { _tag: "ConsentChanged", contactId: "bella", consent: no }]]
        })
        yield* days({ ...world, groups: [together], from: "2026-03-10T08:00", until: "2026-03-13T00:00" })
        assert.deepStrictEqual(yield* queued, ["t1 anna 2026-03-12 in arrow"])
      })
    )
  )

  it.effect("keeps the no of one who spoke for all and is gone, which is nobody else's in the new group", () =>
    run(
      Effect.gen(function* () {
        const late = program({ startsOn: "2026-03-12" })
        const world = { programs: [late] }
        const forAll: Input = { _tag: "ConsentChanged", contactId: "gone", consent: no, scope: "account" }
        yield* days({ ...world, groups: [arrow, bolt], ...monday, told: [["bolt", "2026-03-09T12:00", forAll]] })
        yield* days({ ...world, groups: [together], from: "2026-03-10T08:00", until: "2026-03-13T00:00" })
        assert.deepStrictEqual(yield* queued, ["t1 anna 2026-03-12 in arrow"])
      })
    )
  )

  it.effect("comes back with all it took along", () =>
    run(
      Effect.gen(function* () {
        const noon = "2026-03-09T12:00"
        yield* days({ groups: [arrow, bolt], ...monday, told: [["bolt", noon, holdOn(noon, "bolt")]] })
        yield* days({ groups: [together], from: "2026-03-10T08:00", until: "2026-03-12T08:00" })
        const released: Input = { _tag: "HoldReleased", accountId: "bolt", by: "mia" }
        yield* days({
          groups: [{ ...arrow, revision: "r3" }, bolt],
          from: "2026-03-12T08:00",
          until: "2026-04-01T00:00",
          told: [["bolt", "2026-03-12T12:00", released]]
        })
        assert.deepStrictEqual((yield* queued).slice(2), ["t2 anna 2026-03-11 in arrow", "t2 bella 2026-03-12 in bolt"])
      })
    )
  )
})

describe("a person who is found at an account of another group", () => {
  it.effect("brings their own words and nothing of the account that they left", () =>
    run(
      Effect.gen(function* () {
        const late = program({ startsOn: "2026-03-12" })
        const world = { programs: [late] }
        const ben = contact("ben", "bolt")
        const before = { ...bolt, contacts: [bella, ben] }
        const after = { ...bolt, revision: "r2" }
        const there = { ...arrow, revision: "r2", contacts: [anna, { ...ben, accountId: "arrow" }] }
        yield* days({
          ...world,
          groups: [arrow, before],
          ...monday,
          told: [["bolt", "2026-03-09T12:00", { _tag: "ConsentChanged", contactId: "ben", consent: no }]]
        })
        yield* days({ ...world, groups: [there, after], from: "2026-03-10T08:00", until: "2026-03-13T00:00" })
        assert.deepStrictEqual(yield* queued, ["t1 anna 2026-03-12 in arrow", "t1 bella 2026-03-12 in bolt"])
      })
    )
  )
})

describe("an account that was merged into another", () => {
  it.effect("leaves the program that both are inside; the other goes on for the people of both", () =>
    run(
      Effect.gen(function* () {
        yield* days({ groups: [arrow, bolt], ...monday })
        yield* days({ groups: [merged], from: "2026-03-10T08:00", until: "2026-04-01T00:00" })
        assert.deepStrictEqual(yield* queued, [
          "t1 anna 2026-03-09 in arrow",
          "t1 bella 2026-03-09 in bolt",
          "t2 anna 2026-03-11 in arrow",
          "t2 bella 2026-03-11 in arrow"
        ])
        assert.strictEqual((yield* headOf("bolt")).wakeAt, null)
      })
    )
  )

  it.effect("goes on under the name of the other where that one is not inside, its hold with it", () =>
    run(
      Effect.gen(function* () {
        const german = { ...bolt, accounts: [account("bolt", { country: "DE" })] }
        const world = { programs: [program({ audience: 'account.country == "DE"' })] }
        const noon = "2026-03-09T12:00"
        yield* days({
          ...world,
          groups: [arrow, german],
          ...monday,
          told: [["bolt", noon, holdOn(noon, "bolt")]]
        })
        yield* days({ ...world, groups: [merged], from: "2026-03-10T08:00", until: "2026-03-12T08:00" })
        assert.deepStrictEqual(yield* queued, ["t1 bella 2026-03-09 in bolt"])
        const released: Input = { _tag: "HoldReleased", accountId: "arrow", by: "mia" }
        yield* days({
          ...world,
          groups: [merged],
          from: "2026-03-12T08:00",
          until: "2026-04-01T00:00",
          told: [["arrow", "2026-03-12T12:00", released]]
        })
        // Who is found at the account when the next step opens gets it as well.
        assert.deepStrictEqual((yield* queued).slice(1), [
          "t2 anna 2026-03-12 in arrow",
          "t2 bella 2026-03-12 in arrow"
        ])
        const messages = yield* (yield* Store).messages()
        assert.deepStrictEqual([...new Set(messages.map((one) => `${one.accountId} ${one.state}`))], ["arrow accepted"])
      })
    )
  )

  it.effect("goes on likewise when both were accounts of one group", () =>
    run(
      Effect.gen(function* () {
        const german = {
          ...together,
          accounts: [account("arrow"), account("bolt", { country: "DE" })]
        }
        const world = { programs: [program({ audience: 'account.country == "DE"' })] }
        yield* days({ ...world, groups: [german], ...monday })
        const after = { ...merged, revision: "r3" }
        yield* days({ ...world, groups: [after], from: "2026-03-10T08:00", until: "2026-04-01T00:00" })
        assert.deepStrictEqual(yield* queued, [
          "t1 bella 2026-03-09 in arrow",
          "t2 anna 2026-03-11 in arrow",
          "t2 bella 2026-03-11 in arrow"
        ])
        assert.lengthOf(
          (yield* tagsOf("arrow")).filter((tag) => tag === "AccountMoved"),
          2
        )
      })
    )
  )
})

describe("the import", () => {
  /** A store that counts the groups it loads and lets somebody write just before a move, so many times. */
  const spied = (writes: number) =>
    Effect.map(MemoryStore.make({ mode: "rehearsal" }), (store) => {
      const loaded: Array<string> = []
      let left = writes
      const spy = Store.of({
        ...store,
        load: (groupId, hashes) => {
          loaded.push(groupId)
          return store.load(groupId, hashes)
        },
        move: (move) =>
          Effect.suspend(() => {
            left -= 1
            const note: Input = { _tag: "HoldReleased", by: "mia" }
            const meanwhile = [{ groupId: move.moved.from, at: move.at, input: note }]
            return left < 0 ? store.move(move) : Effect.andThen(store.record(meanwhile), store.move(move))
          })
      })
      return { loaded, spy }
    })
  const during = (writes: number, work: (loaded: Array<string>) => Effect.Effect<void, StoreError, Store>) =>
    Effect.flatMap(spied(writes), ({ loaded, spy }) => Effect.provideService(work(loaded), Store, spy))
  const importAt = (when: string, groups: ReadonlyArray<GroupRecords>) =>
    Effect.orDie(Effect.provide(Runner.importFacts(at(when)), ports({ groups, ...monday })))

  it.effect("looks into groups whose records changed, and into no other", () =>
    during(0, (loaded) =>
      Effect.gen(function* () {
        yield* Effect.orDie(days({ groups: [arrow, bolt], ...monday }))
        loaded.length = 0
        yield* importAt("2026-03-10T08:00", [arrow, bolt])
        assert.deepStrictEqual(loaded, [])
        yield* importAt("2026-03-10T09:00", [arrow, { ...bolt, revision: "r2" }])
        assert.deepStrictEqual(loaded, ["bolt"])
      })
    )
  )

  it.effect("looks no more into a group that nothing is left of", () =>
    during(0, (loaded) =>
      Effect.gen(function* () {
        yield* Effect.orDie(days({ groups: [arrow, bolt], ...monday }))
        yield* Effect.orDie(days({ groups: [together], from: "2026-03-10T08:00", until: "2026-03-10T20:00" }))
        loaded.length = 0
        yield* importAt("2026-03-11T08:00", [{ ...together, revision: "r3" }])
        assert.deepStrictEqual(loaded, ["arrow"])
      })
    )
  )

  it.effect("begins again when somebody writes to the group meanwhile, and moves the account once", () =>
    during(2, () =>
      Effect.gen(function* () {
        yield* Effect.orDie(days({ groups: [arrow, bolt], ...monday }))
        yield* importAt("2026-03-10T08:00", [together])
        for (const groupId of ["arrow", "bolt"])
          assert.lengthOf(
            (yield* tagsOf(groupId)).filter((tag) => tag === "AccountMoved"),
            1
          )
      })
    )
  )

  it.effect("gives up with an error after five times, and nothing was decided without the account", () =>
    during(99, () =>
      Effect.gen(function* () {
        yield* Effect.orDie(days({ groups: [arrow, bolt], ...monday }))
        const again = days({ groups: [together], from: "2026-03-10T08:00", until: "2026-03-20T08:00" })
        const failed = yield* Effect.orDie(Effect.flip(again))
        assert.deepInclude(failed, { _tag: "StoreError", reason: "busy", retryable: true })
        assert.notInclude(yield* tagsOf("bolt"), "Exited")
      })
    )
  )
})

describe("a group that is gone from the records", () => {
  it.effect("is set aside while something of it is under way, and the run goes on", () =>
    run(
      Effect.gen(function* () {
        const world = { programs: [program({}, [{}, { after: "2 days", deadlineBusinessDays: 20 }])] }
        yield* days({ ...world, groups: [arrow, bolt], ...monday })
        yield* days({ ...world, groups: [arrow], from: "2026-03-10T08:00", until: "2026-03-20T08:00" })
        assert.include((yield* headOf("bolt")).aside?.reason, "no account group bolt")
        assert.include(yield* queued, "t2 anna 2026-03-11 in arrow")
        yield* days({ ...world, groups: [arrow, bolt], from: "2026-03-20T08:00", until: "2026-03-30T08:00" })
        assert.include((yield* queued).at(-1), "t2 bella")
      })
    )
  )

  it.effect("fails what was queued for it, and the run goes on", () =>
    run(
      Effect.gen(function* () {
        const store = yield* Store
        yield* days({ groups: [arrow, bolt], ...monday })
        const [sent] = yield* store.messages("bolt")
        assert.isDefined(sent)
        const { decidedAt, seq } = (yield* store.load("bolt", [])).head
        yield* store.commitTick({
          groupId: "bolt",
          seq,
          now: decidedAt ?? at("2026-03-10T08:00"),
          factsRevision: "r1",
          decisions: [
            {
              ...sent,
              _tag: "MessageQueued",
              messageId: "waiting",
              touchId: "t9",
              due: at("2026-03-10T08:00"),
              notBefore: at("2026-03-10T08:00"),
              notAfter: at("2026-03-20T08:00"),
              trace: []
            }
          ],
          wakeAt: null,
          snapshot: { version: "none", seq: seq + 1, state: {} }
        })
        yield* days({ groups: [arrow], from: "2026-03-10T08:00", until: "2026-03-20T08:00" })
        const failed = yield* store.message("waiting")
        assert.strictEqual(failed?.state, "failed")
        assert.include(failed?.reason, "no account group bolt")
      })
    )
  )
})
