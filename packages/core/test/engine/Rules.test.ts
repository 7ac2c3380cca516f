/**
 * What no client may notice, over random lives in which persons answer, are away, hold, approve and close tasks as they
 * like: one voice, holds by sales, caps. Each rule is stated anew here from what was told and handed over.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Decide from "../../src/engine/Decide.ts"
import * as GroupState from "../../src/engine/GroupState.ts"
import type { Decision, Input } from "../../src/journal/Event.ts"
import { dayMillis, dayOf, instant, type Instant } from "../../src/kernel/Calendar.ts"
import * as Definition from "../../src/program/Definition.ts"
import { program } from "./Life.ts"
import * as Scenario from "./Scenario.ts"

const hour = 3_600_000

/** Something that reached persons: a message that was handed over, or a task that was done with them. */
interface Touch {
  readonly at: Instant
  readonly accountId: string
  readonly contactId: string
  readonly programId: string
  readonly enrolmentId: string
  readonly kind: "promotional" | "service" | "task"
}

/** One life, in the order in which it was lived. */
interface Lived {
  readonly seed: number
  readonly world: Scenario.World
  /** What reached persons, each with how many inputs had been told before it. */
  readonly touches: ReadonlyArray<Touch & { readonly told: number }>
  readonly told: ReadonlyArray<Input>
  /** What waited for another program, each with how many touches there were before it, and who was inside. */
  readonly silenced: ReadonlyArray<{
    readonly event: Extract<Decision, { _tag: "TouchHeld" | "MessageDeferred" }>
    readonly now: Instant
    readonly before: number
    readonly state: GroupState.GroupState
  }>
}

const aTouch = (r: Scenario.Random) => ({
  after: r.pick(["2 hours", "1 day", "3 business days", "1 week", "20 days"]),
  ...r.pick([
    {},
    {},
    {},
    { class: "service", ground: "law: of the post" },
    { approval: "manager" },
    { slot: undefined, task: { kind: "call", text: "call them" } },
    { slot: undefined, to: undefined, task: { kind: "other", text: "look into it" } },
    { waitFor: { event: "reply", timeout: "2 days" } },
    { window: { from: "22:00", to: "06:00", weekdays: [1, 2, 3, 4, 5, 6, 7] } }
  ])
})

/** A group of random people whom several programs want, and whom nothing but persons keeps from them. */
const wanted = (r: Scenario.Random): Scenario.World => {
  const world = Scenario.world(r)
  const { records } = world.market
  const given = { topic: "news", purpose: "marketing", basis: "consent", status: "given", source: "form" } as const
  const contacts = records.contacts.map((one) => ({
    ...one,
    consent: [given],
    roles: ["champion" as const],
    addressHash: one.addressHash ?? `hash of ${one.id}`
  }))
  const programs = Array.from({ length: 2 + r.below(2) }, (_, index) =>
    program(
      { id: `p${index}`, priority: r.below(2), entry: r.pick(["once", "always", { everyDays: 10 }]) },
      Array.from({ length: 2 + r.below(4) }, (_empty, place) => ({
        ...aTouch(r),
        id: `p${index}-t${place}`,
        deadlineBusinessDays: r.pick([1, 3, 10])
      }))
    )
  )
  return {
    ...world,
    market: { ...world.market, records: { ...records, contacts, cases: [], commitments: [], interactions: [] } },
    definitions: Definition.collect(programs),
    policy: { ...world.policy, oneVoice: { count: "account", quietDays: r.pick([2, 14]) } },
    shared: { suppressions: [], pauses: [] }
  }
}

const word = (r: Scenario.Random, world: Scenario.World, state: GroupState.GroupState, now: Instant): Input => {
  const contactId = r.pick(world.market.records.contacts).id
  const accountId = r.pick(world.market.records.accounts).id
  // It may be told long after it was so.
  const at = instant(now - r.below(48) * hour)
  const hold = { id: `h${r.below(3)}`, kind: "sales" as const, reason: "talks", by: "m1", placedAt: now }
  const open = Object.values(state.tasks).filter(({ closed }) => closed === null)
  const asked = Object.values(state.approvals).filter(({ answer }) => answer === null)
  return r.pick<Input>([
    { _tag: "ActivityRecorded", activity: { kind: "replied", contactId, at } },
    { _tag: "ActivityRecorded", activity: { kind: "bounced", contactId, at } },
    {
      _tag: "ActivityRecorded",
      activity: { kind: "out of office", contactId, at, until: instant(now + r.below(240) * hour) }
    },
    {
      _tag: "HoldPlaced",
      hold: {
        ...hold,
        ...(r.chance(0.7) ? { accountId } : {}),
        ...(r.chance(0.7) ? { until: instant(now + r.below(96) * hour) } : {})
      }
    },
    { _tag: "HoldReleased", by: "m1", ...r.pick([{}, { accountId }, { holdId: hold.id }]) },
    ...r
      .shuffle(open)
      .flatMap(({ taskId }): ReadonlyArray<Input> => [
        { _tag: "TaskClosed", taskId, by: "m1", outcome: r.chance(0.8) ? "done" : "dismissed" }
      ]),
    ...asked.map(({ approvalId }): Input => ({ _tag: "ApprovalGiven", approvalId, by: "m1" }))
  ])
}

/** Messages that wait in their slot, with what is known of them. */
const ready = (state: GroupState.GroupState, { definitions }: Scenario.World, now: Instant) =>
  Object.values(state.enrolments).flatMap((one) =>
    Object.entries(one.touches).flatMap(([touchId, byContact]) =>
      Object.entries(byContact).flatMap(([contactId, { messageId, notAfter, status }]) => {
        if (status !== "queued" || messageId === undefined || (notAfter ?? now) <= now) return []
        const play = definitions.byVersion.get(one.version)?.plays.find(({ play: { id } }) => id === one.playId)
        const kind = play?.touches.find(({ touch }) => touch.id === touchId)?.touch.class ?? "promotional"
        const { accountId, enrolmentId, programId } = one
        return [{ messageId, until: notAfter ?? now, touch: { accountId, contactId, programId, enrolmentId, kind } }]
      })
    )
  )

const doneWith = (input: Input, state: GroupState.GroupState, now: Instant): ReadonlyArray<Touch> => {
  const task = input._tag === "TaskClosed" && input.outcome === "done" ? state.tasks[input.taskId] : undefined
  if (task === undefined || task.closed !== null || task.accountId === null) return []
  const { accountId, enrolmentId = "", touchId = "" } = task
  const programId = state.enrolments[enrolmentId]?.programId ?? touchId
  return task.contactIds.map((contactId) => ({ at: now, accountId, contactId, programId, enrolmentId, kind: "task" }))
}

/** Lives through some weeks as a runner does: nothing is handed over outside its slot, nor past what nobody looked at. */
const live = (seed: number): Lived => {
  const r = Scenario.random(seed)
  const world = wanted(r)
  const touches: Array<Touch & { readonly told: number }> = []
  const told: Array<Input> = []
  const silenced: Array<Lived["silenced"][number]> = []
  let now = Scenario.start
  let state = GroupState.empty
  const tell = (input: Input) => {
    touches.push(...doneWith(input, state, now).map((touch) => ({ ...touch, told: told.length })))
    told.push(input)
    state = GroupState.evolve(state, { seq: state.seq + 1, at: now, event: input })
  }
  const handOver = (): ReadonlyArray<Input> =>
    r.shuffle(ready(state, world, now)).flatMap(({ messageId, touch }): ReadonlyArray<Input> => {
      if (r.chance(0.3)) return []
      const settled = r.pick(["accepted", "accepted", "accepted", "accepted", "refused", "failed", "unknown"] as const)
      if (settled === "accepted" || settled === "unknown") touches.push({ ...touch, at: now, told: told.length })
      const handedAt = settled === "failed" ? null : now
      return [{ _tag: "MessageSettled", messageId, attempt: 1, state: settled, handedAt, reason: null }]
    })
  tell({ _tag: "FactsImported", revision: world.market.records.revision })
  for (let step = 0; step < 120; step += 1) {
    const decided = Decide.decide({ ...world, now, state })
    state = decided.state
    for (const event of decided.events)
      if ((event._tag === "TouchHeld" || event._tag === "MessageDeferred") && event.rule === "another-program")
        silenced.push({ event, now, before: touches.length, state })
    const wake = decided.wakeAt ?? instant(now + 48 * hour)
    // The relay takes its time, but not beyond the next look.
    if (r.chance(0.3)) now = instant(now + Math.floor(r.next() * (Math.min(wake, now + 12 * hour) - now)))
    const inputs = [...handOver(), ...(r.chance(0.2) ? [word(r, world, state, now)] : [])]
    for (const input of r.shuffle(inputs)) tell(input)
    if (inputs.length === 0) now = r.chance(0.8) ? wake : instant(now + 1 + Math.floor(r.next() * 30 * hour))
  }
  return { seed, world, touches, told, silenced }
}

const lives = Array.from({ length: 60 }, (_, index) => live(index + 1))
const isPromotion = ({ kind }: Touch): boolean => kind === "promotional"

/** Every promotion that was handed over, with what reached the account before it. */
const each = (law: (touch: Lived["touches"][number], before: ReadonlyArray<Touch>, lived: Lived) => void): void => {
  for (const lived of lives)
    for (const [place, touch] of lived.touches.entries())
      if (isPromotion(touch))
        law(
          touch,
          lived.touches.slice(0, place).filter(({ accountId }) => accountId === touch.accountId),
          lived
        )
}

describe("whatever persons do and say", () => {
  it("two programs never write to one account on one of its days", () => {
    let changes = 0
    each((touch, before, { seed, world: { market, policy } }) => {
      const zone = market.records.accounts.find(({ id }) => id === touch.accountId)?.timeZone ?? policy.timeZone
      const ours = before.filter(isPromotion)
      for (const other of ours)
        if (dayOf(other.at, zone) === dayOf(touch.at, zone))
          assert.strictEqual(other.programId, touch.programId, `seed ${seed}`)
      if (ours.length > 0 && ours.at(-1)?.programId !== touch.programId) changes += 1
    })
    assert.isAbove(changes, 50, "the word went from one to another")
  })

  it("the program that was the last to write waits for no other while the account is inside", () => {
    let waited = 0
    for (const { seed, silenced, touches, world } of lives)
      for (const { before, event, now, state } of silenced) {
        const last = touches
          .slice(0, before)
          .findLast((touch) => isPromotion(touch) && touch.accountId === event.accountId)
        if (last === undefined || state.enrolments[last.enrolmentId]?.exited !== null) continue
        if (now - last.at >= world.policy.oneVoice.quietDays * dayMillis) continue
        waited += 1
        assert.notStrictEqual(event.programId, last.programId, `seed ${seed}`)
      }
    assert.isAbove(waited, 50)
  })

  it("nothing is handed over while sales holds the account", () => {
    let held = 0
    each((touch, _before, { seed, told }) => {
      const holds = new Map<string, { readonly accountId?: string; readonly until?: Instant }>()
      for (const input of told.slice(0, touch.told)) {
        if (input._tag === "HoldPlaced") holds.set(input.hold.id, input.hold)
        if (input._tag !== "HoldReleased") continue
        for (const [id, { accountId }] of holds) {
          const isMeant = input.accountId === undefined || input.accountId === accountId
          if (input.holdId === undefined ? isMeant : input.holdId === id) holds.delete(id)
        }
      }
      held += holds.size
      for (const { accountId = touch.accountId, until = Number.POSITIVE_INFINITY } of holds.values())
        assert.isFalse(accountId === touch.accountId && touch.at < until, `seed ${seed}`)
    })
    assert.isAbove(held, 50)
  })

  it("no message passes a cap, counting all that reached persons before it, tasks too", () => {
    let tasks = 0
    each((touch, before, { seed, world: { policy } }) => {
      const { accountCap, contactCap } = policy
      const within = (millis: number) => before.filter(({ at }) => at > touch.at - millis)
      const mine = ({ contactId }: Touch) => contactId === touch.contactId
      const [day, week] = [within(dayMillis), within(7 * dayMillis)]
      assert.isBelow(day.filter(mine).length, contactCap.per24Hours, `seed ${seed}: a person, 24 hours`)
      assert.isBelow(week.filter(mine).length, contactCap.per7Days, `seed ${seed}: a person, 7 days`)
      assert.isBelow(new Set(day.map(({ contactId }) => contactId)).size, accountCap.personsPer24Hours, `seed ${seed}`)
      assert.isBelow(week.length, accountCap.per7Days, `seed ${seed}: an account, 7 days`)
      tasks += week.filter(({ kind }) => kind === "task").length
    })
    assert.isAbove(tasks, 50)
  })
})
