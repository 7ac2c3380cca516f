/** What goes along when an account moves: the laws on states of random lives, and the merge of two accounts by hand. */
import { assert, describe, it } from "@effect/vitest"
import * as GroupState from "../../src/engine/GroupState.ts"
import * as Slice from "../../src/engine/Slice.ts"
import type { Event } from "../../src/journal/Event.ts"
import { instant } from "../../src/kernel/Calendar.ts"
import * as CanonicalJson from "../../src/kernel/CanonicalJson.ts"
import type { EnrolmentState, TouchStatus } from "../../src/program/Enrolment.ts"
import * as Scenario from "./Scenario.ts"

const now = instant(Date.UTC(2026, 5, 1))

/** What happened to an account that random lives do not show. */
const extras = (accountId: string, contactId: string): ReadonlyArray<Event> => [
  { _tag: "BriefRead", accountId, by: "mia", producedAt: now },
  { _tag: "StageChanged", accountId, from: null, to: "engagement", evidence: {} },
  {
    _tag: "OfferMade",
    offerId: `offer ${accountId}`,
    accountId,
    noticeId: `notice ${accountId}`,
    rung: "discount",
    terms: "25 %",
    discountPercent: 25,
    endsAt: now,
    remindAt: null,
    approvalOf: null,
    approvalId: `word ${accountId}`,
    evidence: {}
  },
  { _tag: "ExitAnswered", noticeId: `notice ${accountId}`, answers: { reason: "price" }, by: "mia" },
  {
    _tag: "HoldPlaced",
    hold: { id: `hold ${accountId}`, kind: "sales", accountId, reason: "talks", by: "mia", placedAt: now }
  },
  { _tag: "HoldPlaced", hold: { id: "whole group", kind: "legal", reason: "a claim", by: "mia", placedAt: now } },
  {
    _tag: "ConsentChanged",
    contactId,
    scope: "account",
    consent: { topic: "news", purpose: "marketing", basis: "consent", status: "withdrawn", source: "call" }
  }
]

const told = (state: GroupState.GroupState, event: Event): GroupState.GroupState =>
  GroupState.evolve(state, { seq: state.seq + 1, at: now, event })

/** The state of a group after a random life, and whose lines are to be taken of each of its accounts. */
const live = (seed: number) => {
  const r = Scenario.random(seed)
  const world = Scenario.world(r)
  const { accounts, contacts } = world.market.records
  const life = Scenario.live(r, world, 25).at(-1)?.decided.state ?? GroupState.empty
  const whose = accounts.map(({ id }) => ({
    accountId: id,
    contactIds: contacts.filter((one) => one.accountId === id).map((one) => one.id),
    noticeIds: [`notice ${id}`]
  }))
  const state = whose
    .flatMap((one) => extras(one.accountId, one.contactIds[0] ?? "nobody"))
    .reduce((before, event) => told(before, event), life)
  return { state, whose }
}

const lives = new Map<number, ReturnType<typeof live>>()
const lived = (seed: number): ReturnType<typeof live> => {
  const known = lives.get(seed) ?? live(seed)
  lives.set(seed, known)
  return known
}

/** The same, whatever the order of lists and tables. */
const unordered = (state: object): unknown => {
  const plain = { ...state, seq: 0 }
  return Object.fromEntries(
    Object.entries(plain).map(([key, part]) => [
      key,
      Array.isArray(part) ? part.map((line) => CanonicalJson.encode(line)).toSorted() : part
    ])
  )
}

const seeds = Array.from({ length: 60 }, (_, index) => index + 1)
const parts = Object.keys(Slice.take(GroupState.empty, { accountId: "", contactIds: [], noticeIds: [] }).rest).filter(
  (key) => !["seq", "decidedAt", "factsRevision"].includes(key)
) as ReadonlyArray<keyof Slice.Parts>

const linesOf = (part: unknown): ReadonlyArray<string> =>
  Array.isArray(part)
    ? part.map((line) => CanonicalJson.encode(line))
    : Object.entries(part ?? {}).map((entry) => CanonicalJson.encode(entry))

describe("what goes along with an account", () => {
  it("is given back whole", () => {
    for (const seed of seeds) {
      const { state, whose } = lived(seed)
      for (const one of whose) {
        const { rest, slice } = Slice.take(state, one)
        assert.deepStrictEqual(unordered(Slice.give(rest, slice)), unordered(state), `seed ${seed}`)
      }
    }
  })

  it("has no line that stays, every line there is, and is all of each kind over the seeds", () => {
    const seen = new Set<string>()
    for (const seed of seeds) {
      const { state, whose } = lived(seed)
      for (const one of whose) {
        const { rest, slice } = Slice.take(state, one)
        for (const part of parts) {
          const taken = linesOf(slice[part])
          const left = linesOf(rest[part])
          assert.deepStrictEqual([...taken, ...left].toSorted(), [...linesOf(state[part])].toSorted(), `seed ${seed}`)
          if (taken.length > 0) seen.add(part)
        }
      }
    }
    assert.sameMembers([...seen], [...parts])
  })

  it("comes back by the journal as it went, through JSON", () => {
    for (const seed of seeds) {
      const { state, whose } = lived(seed)
      let here = state
      let there: GroupState.GroupState = { ...GroupState.empty, decidedAt: now }
      for (const one of whose) {
        const move = { _tag: "AccountMoved", ...one, from: "g", to: "h" } as const
        const { slice } = Slice.take(here, one)
        here = told(here, { ...move, carried: null })
        there = told(there, { ...move, carried: JSON.parse(JSON.stringify(slice)) })
      }
      for (const one of whose.toReversed()) {
        const move = { _tag: "AccountMoved", ...one, from: "h", to: "g" } as const
        const { slice } = Slice.take(there, one)
        there = told(there, { ...move, carried: null })
        here = told(here, { ...move, carried: JSON.parse(JSON.stringify(slice)) })
      }
      assert.deepStrictEqual(unordered(here), unordered(state), `seed ${seed}`)
      assert.deepStrictEqual(unordered(there), unordered({ ...GroupState.empty, decidedAt: now }), `seed ${seed}`)
    }
  })

  it("is the same whichever of two accounts goes first", () => {
    let tried = 0
    for (const seed of seeds) {
      const { state, whose } = lived(seed)
      const [one, two] = whose
      if (one === undefined || two === undefined) continue
      tried += 1
      const both = [
        [one, two],
        [two, one]
      ].map((order) =>
        order.reduce(
          (at, who) => {
            const { rest, slice } = Slice.take(at.here, who)
            return { here: rest, there: Slice.give(at.there, slice) }
          },
          { here: state, there: GroupState.empty }
        )
      )
      assert.deepStrictEqual(unordered(both[0]?.here ?? {}), unordered(both[1]?.here ?? {}), `seed ${seed}`)
      assert.deepStrictEqual(unordered(both[0]?.there ?? {}), unordered(both[1]?.there ?? {}), `seed ${seed}`)
    }
    assert.isAbove(tried, 10)
  })

  it("is nothing where the account was never heard of", () => {
    for (const seed of seeds) {
      const { state } = lived(seed)
      const { rest, slice } = Slice.take(state, { accountId: "stranger", contactIds: ["x"], noticeIds: ["y"] })
      assert.deepStrictEqual(slice, {})
      assert.deepStrictEqual(rest, state)
    }
  })

  it("is not the hold of the whole group", () => {
    const { state, whose } = lived(3)
    const left = whose.reduce((before, one) => Slice.take(before, one).rest, state)
    assert.include(
      left.holds.map(({ id }) => id),
      "whole group"
    )
    assert.deepStrictEqual([...Slice.mentioned(left).accountIds], [])
  })

  it("says again what persons said, so that a run without the old group's journal knows it", () => {
    for (const seed of seeds) {
      const { state, whose } = lived(seed)
      for (const one of whose) {
        const { slice } = Slice.take(state, one)
        const carried = JSON.parse(JSON.stringify(slice))
        const move = { _tag: "AccountMoved", ...one, from: "g", to: "h", carried } as const
        const again = Slice.said(move).reduce<GroupState.GroupState>(told, GroupState.empty)
        const { accountConsents = [], consents = {}, holds = [] } = slice
        const { seq } = again
        assert.deepStrictEqual(again, { ...GroupState.empty, seq, accountConsents, consents, holds }, `seed ${seed}`)
        assert.deepStrictEqual(Slice.said({ ...move, carried: null }), [])
        const merged = Slice.said({ ...move, into: "other" }).flatMap((input) =>
          input._tag === "HoldPlaced" ? [input.hold.accountId] : []
        )
        assert.deepStrictEqual([...new Set(merged)], ["other"])
      }
    }
  })

  it("joins what both groups heard of one person: the latest word, all bounces, all consents", () => {
    const heard = (kind: "replied" | "bounced" | "out of office", day: number): Event => ({
      _tag: "ActivityRecorded",
      activity: { kind, contactId: "anna", at: instant(now + day * 86_400_000) }
    })
    const here = [heard("replied", 2), heard("bounced", 1), heard("out of office", 3)].reduce(told, GroupState.empty)
    const there = [heard("replied", 1), heard("bounced", 2), heard("out of office", 4)].reduce(told, GroupState.empty)
    const { slice } = Slice.take(there, { accountId: "arrow", contactIds: ["anna"], noticeIds: [] })
    const joined = Slice.give(here, slice)
    assert.strictEqual(joined.replies["anna"], now + 2 * 86_400_000)
    assert.strictEqual(joined.absences["anna"]?.at, now + 4 * 86_400_000)
    assert.deepStrictEqual(
      joined.softBounces["anna"]?.map(({ at }) => (at - now) / 86_400_000),
      [1, 2]
    )
    assert.deepStrictEqual(
      joined.activities.map((one) => (one.at - now) / 86_400_000),
      [1, 1, 2, 2, 3, 4]
    )
  })

  it("reads bounces of a journal of before, which says no address", () => {
    const old = JSON.parse(JSON.stringify({ softBounces: { anna: [now] } }))
    assert.deepStrictEqual(Slice.give(GroupState.empty, old).softBounces, { anna: [{ at: now, addressHash: null }] })
  })
})

const enrolment = (
  accountId: string,
  touches: Readonly<Record<string, Readonly<Record<string, TouchStatus>>>>,
  isOver = false
): EnrolmentState => ({
  enrolmentId: `care of ${accountId}`,
  programId: "care",
  version: "v1",
  playId: "main",
  accountId,
  occurrence: 1,
  holdout: false,
  enteredAt: now,
  opened: {},
  touches: Object.fromEntries(
    Object.entries(touches).map(([touchId, byContact]) => [
      touchId,
      Object.fromEntries(
        Object.entries(byContact).map(([contactId, status]) => [contactId, { status, at: now, deadlineFrom: now }])
      )
    ])
  ),
  exited: isOver ? { reason: "completed", at: now } : null
})
const inside = (...enrolments: ReadonlyArray<EnrolmentState>): GroupState.GroupState => ({
  ...GroupState.empty,
  enrolments: Object.fromEntries(enrolments.map((one) => [one.enrolmentId, one]))
})

/** The state of a group after `arrow` of another one was merged into its `bolt`. */
const mergedInto = (here: GroupState.GroupState, there: GroupState.GroupState): GroupState.GroupState => {
  const whose = { accountId: "arrow", contactIds: ["anna"], noticeIds: [] }
  const { slice } = Slice.take(there, whose)
  const carried = JSON.parse(JSON.stringify(slice))
  return told(here, { _tag: "AccountMoved", ...whose, into: "bolt", from: "arrow", to: "bolt", carried })
}
const shown = (state: GroupState.GroupState) =>
  Object.values(state.enrolments).map(({ accountId, enrolmentId, exited, touches }) => ({
    enrolmentId,
    accountId,
    exited: exited?.reason ?? null,
    touches: Object.entries(touches).flatMap(([touchId, byContact]) =>
      Object.entries(byContact).map(([contactId, { status }]) => `${touchId} ${contactId} ${status}`)
    )
  }))

describe("a merged account", () => {
  it("goes on in its program under the account that it has become", () => {
    const state = mergedInto(GroupState.empty, inside(enrolment("arrow", { t1: { anna: "sent" } })))
    assert.deepStrictEqual(shown(state), [
      { enrolmentId: "care of arrow", accountId: "bolt", exited: null, touches: ["t1 anna sent"] }
    ])
  })

  it("leaves a program that both are inside, and nobody gets there again what they got", () => {
    const there = inside(enrolment("arrow", { t1: { anna: "sent" }, t2: { anna: "unknown" }, t3: { anna: "queued" } }))
    const state = mergedInto(inside(enrolment("bolt", { t1: { bob: "sent" } })), there)
    assert.deepStrictEqual(shown(state), [
      {
        enrolmentId: "care of bolt",
        accountId: "bolt",
        exited: null,
        touches: ["t1 bob sent", "t1 anna skipped", "t2 anna skipped"]
      },
      {
        enrolmentId: "care of arrow",
        accountId: "bolt",
        exited: "account merged",
        touches: ["t1 anna sent", "t2 anna unknown", "t3 anna queued"]
      }
    ])
  })

  it("goes on alone where the other account is through, without repeating what that one's people got", () => {
    const there = inside(enrolment("arrow", { t1: { anna: "sent" } }))
    const state = mergedInto(inside(enrolment("bolt", { t1: { bob: "sent" }, t2: { bob: "refused" } }, true)), there)
    assert.deepInclude(shown(state)[1], { exited: null, touches: ["t1 anna sent", "t1 bob skipped"] })
  })

  it("brings its holds, its briefs read and its tasks under the new name, and leaves the stage of the other", () => {
    const there = extras("arrow", "anna").reduce(told, GroupState.empty)
    const here = told(GroupState.empty, {
      _tag: "StageChanged",
      accountId: "bolt",
      from: null,
      to: "won",
      evidence: {}
    })
    const state = mergedInto(here, there)
    assert.deepStrictEqual([...Slice.mentioned(state).accountIds], ["bolt"])
    assert.strictEqual(state.stages["bolt"]?.stage, "won")
    assert.deepStrictEqual(
      state.holds.map(({ accountId, id }) => [id, accountId]),
      [["hold arrow", "bolt"]]
    )
    assert.lengthOf(state.briefsRead["bolt"] ?? [], 1)
  })
})
