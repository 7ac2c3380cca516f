/** Whole runs over the memory store: random portfolios, and relays that answer in every way that a relay can. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Courier } from "../../src/delivery/Courier.ts"
import type { DeliveryOutcome } from "../../src/delivery/DeliveryOutcome.ts"
import type { DeliveryState, Message } from "../../src/delivery/DeliveryState.ts"
import * as Retry from "../../src/delivery/Retry.ts"
import * as Plan from "../../src/engine/Plan.ts"
import * as Runner from "../../src/engine/Runner.ts"
import { Setup } from "../../src/engine/Setup.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import type { Decision } from "../../src/journal/Event.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store } from "../../src/journal/Store.ts"
import * as BusinessCalendar from "../../src/kernel/BusinessCalendar.ts"
import { dayMillis, dayOf, instant } from "../../src/kernel/Calendar.ts"
import * as CanonicalJson from "../../src/kernel/CanonicalJson.ts"
import * as Hash from "../../src/kernel/Hash.ts"
import type { Numbers } from "../../src/measurement/ProgramReport.ts"
import { Renderer, RenderFailed } from "../../src/message/Renderer.ts"
import type { TouchStatus } from "../../src/program/Enrolment.ts"
import * as LocalCalendar from "../../src/program/LocalCalendar.ts"
import * as Scenario from "./Scenario.ts"

const span = { from: Scenario.start, until: instant(Scenario.start + 40 * dayMillis) }
const postalAddress = "1 Sample Street, Sample Town"

/** Several groups under the programs and the policy of the first. */
const portfolio = (seed: number) => {
  const worlds = Array.from({ length: 4 }, (_, index) =>
    Scenario.world(Scenario.random(seed * 10 + index), `g${index}`, true)
  )
  const [first] = worlds
  if (first === undefined) throw new Error("no world")
  return { ...first, markets: worlds.map((world) => world.market) }
}
type Portfolio = ReturnType<typeof portfolio>

/** Templates that now and then cannot be rendered, the same ones in every run. */
const renderer = Layer.succeed(Renderer, {
  render: (templateId, brief) =>
    Hash.fraction(`render ${templateId} ${brief.contact.name} ${brief.account.id}`) < 0.04
      ? Effect.fail(
          new RenderFailed({ reason: "missing value", templateId, message: "no value for a field", retryable: false })
        )
      : Effect.succeed({
          templateId,
          templateHash: templateId,
          locale: "en",
          subject: `For ${brief.contact.name}`,
          html: `<p>${postalAddress}</p>`,
          text: postalAddress
        })
})

const ports = ({ definitions, markets, policy }: Portfolio) =>
  Layer.mergeAll(
    RecordsInMemory.layer(markets.map(({ records }) => records)),
    Layer.succeed(Setup, {
      definitions,
      policy,
      retry: Retry.standard,
      sender: { name: "Vendor", email: "news@vendor.example", postalAddress, company: "Vendor" },
      unsubscribe: { mailto: "unsubscribe@vendor.example" },
      locale: "en",
      segmentOf: (groupId) => markets.find(({ records }) => records.groupId === groupId)?.segment ?? null
    }),
    renderer
  )

const refused = (
  scope: "recipient" | "sender",
  retryable: boolean,
  hard = false
): Extract<DeliveryOutcome, { _tag: "Refused" }> => ({ _tag: "Refused", scope, retryable, hard, text: `550 ${scope}` })

/** Answers of a relay, with the share of all that each makes. */
const moody: ReadonlyArray<readonly [number, DeliveryOutcome]> = [
  [0.55, { _tag: "Accepted", response: "250 ok" }],
  [0.1, { _tag: "NotAccepted", cause: "connection refused" }],
  [0.1, refused("recipient", true)],
  [0.08, refused("recipient", false, true)],
  [0.06, refused("recipient", false)],
  [0.1, { _tag: "Indeterminate", cause: "no answer after the dot" }],
  [0.01, refused("sender", false)]
]
const greylisting: typeof moody = [
  [0.25, { _tag: "Accepted", response: "250 ok" }],
  [0.75, refused("recipient", true)]
]
const willing: typeof moody = [[1, { _tag: "Accepted", response: "250 ok" }]]

const courier = (seed: number, answers: typeof moody) =>
  Layer.succeed(Courier, {
    mode: "rehearsal",
    connections: 1,
    deliver: ({ attempt, message }) => {
      let left = Hash.fraction(`${seed} ${message.messageId} ${attempt}`)
      const found = answers.find(([share]) => (left -= share) < 0)
      return Effect.succeed(found?.[1] ?? { _tag: "Accepted", response: "250 ok" })
    }
  })

/** A run, with the rows of its messages and the states of its groups at the end. */
const run = (given: Portfolio, seed: number, answers: typeof moody) =>
  Effect.gen(function* () {
    const store = yield* Store
    for (const suppression of given.shared.suppressions) yield* store.suppress(suppression)
    yield* Runner.runVirtual(span)
    const enrolments = (yield* Plan.states).flatMap(({ state }) => Object.values(state.enrolments))
    return { ...(yield* Plan.result), messages: yield* store.messages(), pauses: yield* store.pauses, enrolments }
  }).pipe(
    Effect.provide(Layer.mergeAll(ports(given), courier(seed, answers), MemoryStore.layer({ mode: "rehearsal" })))
  )
type Ended = Effect.Success<ReturnType<typeof run>>

const seeds = Array.from({ length: 40 }, (_, index) => index + 1)
const each = (answers: typeof moody, law: (ended: Ended, given: Portfolio, seed: number) => void) =>
  Effect.forEach(
    seeds,
    (seed) => {
      const given = portfolio(seed)
      return Effect.map(run(given, seed, answers), (ended) => law(ended, given, seed))
    },
    { discard: true }
  )

const six = ["sent", "waiting", "skipped", "refused", "failed", "unknown"] as const
const closes = (numbers: Numbers, what: string): void => {
  let sum = 0
  for (const outcome of six) {
    const byReason = Object.values(numbers.reasons[outcome]).reduce((total, count) => total + count, 0)
    assert.strictEqual(numbers[outcome], byReason, `${what}: ${outcome}`)
    sum += numbers[outcome]
  }
  assert.strictEqual(numbers.audience, sum, what)
}

const touchKey = (event: Decision): ReadonlyArray<string> =>
  "touchId" in event && "contactId" in event ? [`${event.enrolmentId} ${event.touchId} ${event.contactId}`] : []

/** What the fold says of a touch, for each state of its message's row. */
const statusOf: Readonly<Record<DeliveryState, TouchStatus>> = {
  queued: "queued",
  handing: "queued",
  accepted: "sent",
  refused: "refused",
  failed: "failed",
  withdrawn: "skipped",
  unknown: "unknown"
}

const handed = (messages: ReadonlyArray<Message>) =>
  messages
    .flatMap((message) =>
      message.handedAt !== null && (message.state === "accepted" || message.state === "unknown")
        ? [{ ...message, at: message.handedAt }]
        : []
    )
    .toSorted((a, b) => a.at - b.at)

describe("a run", () => {
  it.effect("closes its numbers, in all and by program, play and touch", () =>
    Effect.gen(function* () {
      const outcomes = new Set<string>()
      yield* each(moody, ({ totals }, _given, seed) => {
        closes(totals, `seed ${seed}`)
        for (const touch of totals.touches) closes(touch, `seed ${seed}, ${touch.touchId}`)
        for (const outcome of [...six, "audience"] as const) {
          const sum = totals.touches.reduce((total, touch) => total + touch[outcome], 0)
          assert.strictEqual(sum, totals[outcome], `seed ${seed}: ${outcome}`)
          if (sum > 0) outcomes.add(outcome)
        }
      })
      assert.sameMembers([...outcomes], [...six, "audience"], "every outcome was tried")
    })
  )

  it.effect("has an audience of exactly the touches that it decided about", () =>
    each(moody, ({ decisions, totals }, _given, seed) => {
      const decided = new Set(decisions.flatMap(({ event }) => touchKey(event)))
      assert.strictEqual(totals.audience, decided.size, `seed ${seed}`)
      assert.strictEqual(totals.enrolled, decisions.filter(({ event }) => event._tag === "Enrolled").length)
    })
  )

  it.effect("leaves each message as the fold of the journal says", () =>
    each(moody, ({ enrolments, messages }, _given, seed) => {
      const touches = new Map(
        enrolments.flatMap((enrolment) =>
          Object.values(enrolment.touches).flatMap((byContact) =>
            Object.values(byContact).flatMap((touch) =>
              touch.messageId === undefined ? [] : [[touch.messageId, touch]]
            )
          )
        ) as ReadonlyArray<readonly [string, { readonly status: TouchStatus; readonly notAfter?: number | null }]>
      )
      assert.strictEqual(touches.size, messages.length, `seed ${seed}`)
      for (const { messageId, notAfter, state } of messages) {
        const touch = touches.get(messageId)
        assert.strictEqual(touch?.status, statusOf[state], `seed ${seed}: ${messageId} is ${state}`)
        if (state === "queued") assert.strictEqual(touch?.notAfter ?? null, notAfter, `seed ${seed}: ${messageId}`)
      }
    })
  )

  it.effect("is the same run twice, byte for byte", () =>
    Effect.gen(function* () {
      const write = ({ decisions, messages, totals }: Ended) => CanonicalJson.encode({ decisions, messages, totals })
      const lives: Array<ReadonlyArray<string>> = []
      for (let life = 0; life < 2; life += 1) {
        const written: Array<string> = []
        yield* each(moody, (ended) => void written.push(write(ended)))
        lives.push(written)
      }
      assert.deepStrictEqual(lives[0], lives[1])
    })
  )

  it.effect("decides as its plan did while the relay takes everything", () =>
    each(willing, ({ decisions, totals }, given, seed) => {
      // A plan begins with nothing but the records.
      if (given.shared.suppressions.length > 0) return
      const planned = Effect.runSync(Effect.provide(Plan.plan(span), ports(given)))
      assert.strictEqual(
        CanonicalJson.encode({ decisions, totals }),
        CanonicalJson.encode({ decisions: planned.decisions, totals: planned.totals }),
        `seed ${seed}`
      )
    })
  )

  it.effect("never exceeds a cap at the hand-over, however late a relay takes what", () =>
    each(greylisting, ({ messages }, { policy }, seed) => {
      const all = handed(messages)
      assert.isTrue(all.length === 0 || all.some((message) => message.attempt > 1), `seed ${seed}: nothing went late`)
      for (const one of all) {
        // A service message passes, but counts for what comes after it.
        if (one.class === "service") continue
        const before = all.filter((other) => other.at < one.at || (other.at === one.at && other.class !== "service"))
        const ours = before.filter((other) => other.accountId === one.accountId)
        const within = (of: typeof all, millis: number) => of.filter((other) => other.at > one.at - millis)
        const mine = ours.filter((other) => other.contactId === one.contactId)
        const persons = new Set(within(ours, dayMillis).map((other) => other.contactId))
        assert.isAtMost(within(mine, dayMillis).length, policy.contactCap.per24Hours, `seed ${seed}`)
        assert.isAtMost(within(mine, 7 * dayMillis).length, policy.contactCap.per7Days, `seed ${seed}`)
        assert.isAtMost(persons.size, policy.accountCap.personsPer24Hours, `seed ${seed}`)
        assert.isAtMost(within(ours, 7 * dayMillis).length, policy.accountCap.per7Days, `seed ${seed}`)
        for (const other of ours)
          if (other.contactId !== one.contactId)
            assert.isTrue(one.at - other.at >= policy.staggerMinutes * 60_000, `seed ${seed}: stagger`)
      }
    })
  )

  it.effect("hands over in the contact's window only, and never to one mailbox twice in a touch", () =>
    each(greylisting, ({ messages }, { definitions, markets, policy }, seed) => {
      const mailboxes = new Set<string>()
      for (const message of handed(messages)) {
        const { records } = markets.find((market) => market.records.groupId === message.groupId) ?? assert.fail("group")
        const contact = records.contacts.find((one) => one.id === message.contactId)
        const account = records.accounts.find((one) => one.id === message.accountId)
        const program = definitions.byVersion.get(message.version)
        const touch = program?.plays.flatMap((play) => play.touches).find((one) => one.touch.id === message.touchId)
        if (account === undefined || program === undefined || touch === undefined) return assert.fail("unknown place")
        const calendar = LocalCalendar.of(contact, account, program, policy)
        const opening = BusinessCalendar.opening(message.at, touch.touch.window ?? policy.window, calendar)
        assert.isTrue(opening.open, `seed ${seed}: ${message.messageId}`)
        const mailbox = `${message.enrolmentId} ${message.touchId} ${message.addressHash}`
        assert.isFalse(mailboxes.has(mailbox), `seed ${seed}: ${mailbox}`)
        mailboxes.add(mailbox)
      }
    })
  )

  it.effect("two programs never speak to one account on one day, and what goes has consent and no suppression", () =>
    Effect.gen(function* () {
      let days = 0
      yield* each(willing, ({ messages }, { markets, policy, shared }, seed) => {
        const spoke = new Map<string, string>()
        for (const message of messages) {
          if (message.state !== "accepted" || message.handedAt === null || message.class === "service") continue
          const records = markets.find((one) => one.records.groupId === message.groupId)?.records
          const account = records?.accounts.find(({ id }) => id === message.accountId)
          const day = dayOf(message.handedAt, account?.timeZone ?? policy.timeZone)
          const key = `${message.accountId} ${day}`
          assert.strictEqual(spoke.get(key) ?? message.programId, message.programId, `seed ${seed}: ${key}`)
          spoke.set(key, message.programId)
          const contact = records?.contacts.find(({ id }) => id === message.contactId)
          assert.isTrue(
            contact?.consent.some(({ status }) => status === "given"),
            `seed ${seed}: ${message.messageId}`
          )
          assert.isFalse(shared.suppressions.some(({ addressHash }) => addressHash === message.addressHash))
        }
        days += spoke.size
      })
      assert.isAbove(days, 50)
    })
  )

  it.effect("sends nothing more for a sender that was refused", () =>
    Effect.gen(function* () {
      let paused = 0
      yield* each(moody, ({ messages, pauses, totals }, _given, seed) => {
        if (pauses.length === 0) return
        paused += 1
        const waiting = messages.filter((message) => message.state === "queued")
        for (const message of waiting) assert.isNull(message.notBefore, `seed ${seed}: ${message.messageId}`)
        assert.isAtLeast(totals.waiting, waiting.length)
      })
      assert.isAtLeast(paused, 3)
    })
  )
})
