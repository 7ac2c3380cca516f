/** The laws of `decide`, tried on random lives of random groups. A failing seed is named and can be run alone. */
import { assert, describe, it } from "@effect/vitest"
import * as Decide from "../../src/engine/Decide.ts"
import * as GroupState from "../../src/engine/GroupState.ts"
import { instant } from "../../src/kernel/Calendar.ts"
import * as CanonicalJson from "../../src/kernel/CanonicalJson.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as Scenario from "./Scenario.ts"

const seeds = Array.from({ length: 150 }, (_, index) => index + 1)

const each = (law: (seed: number, r: Scenario.Random, world: Scenario.World, look: Scenario.Look) => void) => () => {
  let tried = 0
  for (const seed of seeds) {
    const r = Scenario.random(seed)
    const world = Scenario.world(r)
    for (const look of Scenario.live(r, world)) {
      law(seed, r, world, look)
      tried += 1
    }
  }
  assert.isAbove(tried, seeds.length)
}

const freeze = <T>(value: T): T => {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  return value
}

describe("the laws of decide", () => {
  it(
    "L1: the same input gives the same events, and nothing given is changed",
    each((seed, _r, world, look) => {
      freeze(world.market)
      freeze(world.policy)
      freeze(world.shared)
      freeze(look.before)
      const again = Decide.decide({ ...world, now: look.now, state: look.before })
      assert.strictEqual(CanonicalJson.encode(again.events), CanonicalJson.encode(look.decided.events), `seed ${seed}`)
      assert.strictEqual(again.wakeAt, look.decided.wakeAt)
    })
  )

  it(
    "L2: after its own events, at the same instant, it has nothing to add",
    each((seed, _r, world, look) => {
      const again = Decide.decide({ ...world, now: look.now, state: look.decided.state })
      assert.deepStrictEqual(again.events, [], `seed ${seed}`)
      assert.strictEqual(again.wakeAt, look.decided.wakeAt)
    })
  )

  it(
    "L3: the wake-up is null or later than now",
    each((seed, _r, _world, look) => {
      const { wakeAt } = look.decided
      assert.isTrue(wakeAt === null || wakeAt > look.now, `seed ${seed}`)
    })
  )

  it(
    "L4: without new input nothing is decided before the wake-up",
    each((seed, r, world, look) => {
      const { state, wakeAt } = look.decided
      const end = wakeAt ?? look.now + 400 * 86_400_000
      for (const now of [look.now + 1, look.now + Math.floor((end - look.now) * r.next()), end - 1]) {
        if (now <= look.now || now >= end) continue
        const early = Decide.decide({ ...world, now: instant(now), state })
        assert.deepStrictEqual(early.events, [], `seed ${seed}: decided at ${now}, woken at ${wakeAt}`)
      }
    })
  )

  it(
    "L5: the order of records and programs is irrelevant",
    each((seed, r, world, look) => {
      const { records } = world.market
      const shuffled: Scenario.World = {
        ...world,
        market: {
          ...world.market,
          records: {
            ...records,
            accounts: r.shuffle(records.accounts),
            contacts: r.shuffle(records.contacts),
            cases: r.shuffle(records.cases),
            commitments: r.shuffle(records.commitments),
            opportunities: r.shuffle(records.opportunities)
          }
        },
        definitions: Definition.collect(r.shuffle(world.definitions.current))
      }
      const other = Decide.decide({ ...shuffled, now: look.now, state: look.before })
      assert.strictEqual(CanonicalJson.encode(other.events), CanonicalJson.encode(look.decided.events), `seed ${seed}`)
    })
  )

  it(
    "L6: an input that changes nothing gives no decision",
    each((seed, _r, world, look) => {
      const { state } = look.decided
      const contactId = world.market.records.contacts[0]?.id ?? ""
      for (const event of [
        { _tag: "FactsImported", revision: world.market.records.revision },
        { _tag: "ActivityRecorded", activity: { kind: "opened", contactId, at: look.now } },
        { _tag: "HoldReleased", holdId: "nobody's", by: "m1" },
        { _tag: "MessageResolved", messageId: "nobody's", as: "drop", by: "m1" }
      ] as const) {
        const told = GroupState.evolve(state, { seq: state.seq + 1, at: look.now, event })
        assert.deepStrictEqual(
          Decide.decide({ ...world, now: look.now, state: told }).events,
          [],
          `seed ${seed}: ${event._tag}`
        )
      }
    })
  )

  it("L7: a recorded trace of instants and inputs replays to the same decisions, byte for byte", () => {
    for (const seed of seeds) {
      const r = Scenario.random(seed)
      const world = Scenario.world(r)
      const { looks, trace } = Scenario.record(r, world)
      // The trace and the world are all that a replay has: both come from paper.
      const paper = JSON.parse(JSON.stringify(trace)) as typeof trace
      const replayed = Scenario.replay(world, paper)
      assert.strictEqual(CanonicalJson.encode(replayed), CanonicalJson.encode(Scenario.eventsOf(looks)), `seed ${seed}`)
    }
  })

  it("the state is the fold of the events, also after a round trip through JSON", () => {
    for (const seed of seeds) {
      const r = Scenario.random(seed)
      for (const look of Scenario.live(r, Scenario.world(r))) {
        let state = JSON.parse(JSON.stringify(look.before)) as GroupState.GroupState
        for (const event of look.decided.events)
          state = GroupState.evolve(state, { seq: state.seq + 1, at: look.now, event })
        assert.deepStrictEqual(state, JSON.parse(JSON.stringify(look.decided.state)))
      }
    }
  })

  it("lives show every kind of decision, so that the laws were tried on all of them", () => {
    const kinds = new Set<string>()
    const rules = new Set<string>()
    for (const seed of seeds) {
      const r = Scenario.random(seed)
      for (const event of Scenario.eventsOf(Scenario.live(r, Scenario.world(r)))) {
        kinds.add(event._tag)
        if (event._tag === "TouchHeld" || event._tag === "MessageDeferred") rules.add(event.rule)
        if (event._tag === "TouchSkipped" || event._tag === "MessageWithdrawn") rules.add(event.reason)
      }
    }
    assert.sameMembers(
      [...kinds],
      [
        "Ticked",
        "SignalRaised",
        "SignalEnded",
        "StageChanged",
        "Enrolled",
        "GatePassed",
        "StepOpened",
        "ApprovalRequested",
        "TaskCreated",
        "TaskEscalated",
        "TaskHandedOver",
        "TaskWithdrawn",
        "TouchHeld",
        "TouchSkipped",
        "MessageQueued",
        "MessageDeferred",
        "MessageWithdrawn",
        "Exited"
      ]
    )
    for (const rule of [
      "suppressed",
      "unsubscribed",
      "no-consent",
      "invalid-address",
      "left-company",
      "replied",
      "same-mailbox",
      "holdout",
      "program-ended",
      "not-eligible",
      "offer-ended",
      "gift-limit",
      "budget",
      "margin-floor",
      "legal-claim",
      "sales-hold",
      "negotiation",
      "reply-waiting",
      "open-complaint",
      "broken-promise",
      "awaiting-approval",
      "approval-refused",
      "out-of-office",
      "another-program",
      "paused",
      "in-flight",
      "account-cap",
      "contact-cap",
      "stagger",
      "holiday",
      "weekend",
      "window",
      "too-late"
    ])
      assert.isTrue(rules.has(rule), rule)
  })
})
