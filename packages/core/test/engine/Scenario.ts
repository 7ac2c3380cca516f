/** Random account groups, programs and lives, drawn from a seed: what the laws of `decide` are tried on. */
import * as Schema from "effect/Schema"
import type { GroupContact, GroupRecords } from "../../src/account/Records.ts"
import type { Shared } from "../../src/journal/Store.ts"
import type { Decision, Input } from "../../src/journal/Event.ts"
import { instant, instantOf, type Day, type Instant, type Zone } from "../../src/kernel/Calendar.ts"
import * as Decide from "../../src/engine/Decide.ts"
import * as GroupState from "../../src/engine/GroupState.ts"
import type { AccountMarket, Margin, Segment } from "../../src/market/AccountMarket.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as Policy from "../../src/program/Policy.ts"
import { Program } from "../../src/program/Program.ts"

/** A small generator of numbers in [0, 1): mulberry32. */
export const random = (seed: number) => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  const chance = (share: number) => next() < share
  const pick = <T>(items: ReadonlyArray<T>): T => items[below(items.length)] as T
  const shuffle = <T>(items: ReadonlyArray<T>): Array<T> =>
    items
      .map((item) => ({ item, key: next() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ item }) => item)
  return { next, below, chance, pick, shuffle, seed: () => state }
}
export type Random = ReturnType<typeof random>

/** Numbers of their own, so that what is drawn with them changes nothing else of a life. */
const aside = (r: Random): Random => random(r.seed() ^ 0x5bd1e995)

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Almaty",
  "Asia/Tokyo",
  "UTC"
] as ReadonlyArray<string> as ReadonlyArray<Zone>
/** When every life begins. */
export const start = instantOf("2026-03-20" as Day, 0, "UTC" as Zone)
const hour = 3_600_000
const around = (r: Random): Instant => instant(start + Math.floor((r.next() - 0.4) * 60 * 24) * hour)

/** Steps: messages alone, or with tasks, barriers, conditions and approvals among them. */
const touches = (r: Random, play: string, isPlain: boolean, offers: Random | undefined) =>
  Array.from({ length: 1 + r.below(3) }, (_, index) => ({
    id: `${play}-t${index}`,
    to: r.pick([
      '"champion" in contact.roles',
      'contact.kind == "person"',
      'contact.locale == "ru" || "user" in contact.roles'
    ]),
    ...(r.chance(0.7) ? { after: r.pick(["2 hours", "1 day", "3 business days", "1 week"]) } : {}),
    ...(!isPlain && r.chance(0.2)
      ? {
          task: {
            kind: "call",
            text: "call them",
            owner: r.pick(["manager", "expert", "superior"]),
            dueBusinessDays: 1 + r.below(3),
            ...(r.chance(0.5) ? { acceptBusinessDays: 1 } : {})
          }
        }
      : {
          slot: "main",
          // No service message brings an offer.
          ...(r.chance(0.15)
            ? { class: "service", ground: r.pick(["contract", "promise: of repair", "case", "law: of data"]) }
            : offers?.chance(0.6) === true
              ? { offer: "terms" }
              : {}),
          ...(!isPlain && r.chance(0.15) ? { approval: r.pick(["manager", "superior"]) } : {})
        }),
    ...(!isPlain && r.chance(0.15) ? { when: "account.openOpportunities > 0" } : {}),
    ...(!isPlain && r.chance(0.15)
      ? {
          waitFor: {
            event: r.pick(["reply", "meeting", "purchase"]),
            timeout: r.pick(["2 days", "1 week"]),
            otherwise: r.pick(["go on", "leave"])
          }
        }
      : {}),
    ...(!isPlain && r.chance(0.1)
      ? { gate: { roles: ["champion", "user"], ...(r.chance(0.7) ? { within: "2 weeks" } : {}) } }
      : {}),
    ...(r.chance(0.3)
      ? {
          window: r.pick([
            { from: "22:00", to: "06:00", weekdays: [1, 2, 3, 4, 5, 6, 7] },
            { from: "10:00", to: "12:00", weekdays: [2, 4] }
          ])
        }
      : {}),
    deadlineBusinessDays: 1 + r.below(4)
  }))

/** A discount or a gift, with whatever may hold it. */
const offer = (r: Random) => ({
  title: "special terms",
  ...r.pick([
    { kind: "discount", percent: 10, ...(r.chance(0.5) ? { marginFloor: 0.3 } : {}) },
    { kind: "gift", value: { minor: 2_000, currency: "EUR" } },
    { kind: "fee waiver", value: { minor: 100, currency: "EUR" }, marginFloor: 0.2, costMinor: 50 }
  ]),
  ...(r.chance(0.3) ? { eligible: r.pick(['account.abc != "C"', "group.isKey"]) } : {}),
  ...(r.chance(0.2) ? { approval: r.pick(["manager", "superior"]) } : {}),
  ...(r.chance(0.5) ? { until: "2026-04-05" } : {}),
  validDays: 14
})

const program = (r: Random, index: number, isPlain: boolean) => {
  const own = aside(r)
  const offers = !isPlain && own.chance(0.6) ? own : undefined
  return Schema.decodeUnknownSync(Program)({
    ...(offers === undefined
      ? {}
      : { offers: { terms: offer(offers) }, budget: { minor: offers.pick([100, 50_000]), currency: "EUR" } }),
    id: `p${index}`,
    name: `Program ${index}`,
    objective: "expand",
    topic: "news",
    audience: r.pick(["group.isKey", 'account.abc == "A" || account.country == "DE"', 'account.name != ""']),
    priority: r.below(3),
    ...(r.chance(0.4) ? { startsOn: "2026-03-25" } : {}),
    ...(r.chance(0.4) ? { endsOn: "2026-04-20" } : {}),
    entry: r.pick(["once", "always", { everyDays: 10 }]),
    holdout: r.pick([0, 0, 0.3]),
    plays: [
      {
        id: "play",
        ...(r.chance(0.3) ? { goal: "account.openOpportunities > 1" } : {}),
        touches: touches(r, "play", isPlain, offers)
      }
    ],
    slots: {
      main: {
        variants: [
          { id: "ru", when: 'contact.locale == "ru"', template: "main.ru", priority: 1 },
          { id: "a", template: "main.a" },
          { id: "b", template: "main.b" }
        ],
        fallback: { template: "main.en" }
      }
    }
  })
}

const contact = (r: Random, group: string, index: number, accountId: string): GroupContact => {
  const hasEmail = r.chance(0.93)
  return {
    id: `${group}-c${index}`,
    accountId,
    affiliations: [],
    kind: r.chance(0.1) ? "mailbox" : "person",
    name: `Contact ${index}`,
    ...(hasEmail ? { email: `c${index}@${group}.example` } : {}),
    roles: r.pick([["champion"], ["user"], ["champion", "user"], []]),
    ...(r.chance(0.7) ? { locale: r.pick(["en", "ru"]) } : {}),
    ...(r.chance(0.7) ? { timeZone: r.pick(zones) } : {}),
    ...(r.chance(0.5) ? { country: r.pick(["DE", "US"]) } : {}),
    ...(r.chance(0.1) ? { leftAt: around(r) } : {}),
    consent: r.chance(0.85)
      ? [
          {
            topic: "news",
            purpose: "marketing",
            basis: "consent",
            status: r.chance(0.9) ? "given" : "withdrawn",
            source: "form"
          }
        ]
      : [],
    attributes: {},
    // Now and then two contacts share a mailbox.
    addressHash: hasEmail ? `${group}-h${r.chance(0.15) ? 0 : index}` : null
  }
}

const records = (r: Random, groupId: string): GroupRecords => {
  const accounts = Array.from({ length: 1 + r.below(3) }, (_, index) => ({
    id: `${groupId}-a${index}`,
    name: `Account ${index}`,
    domains: [],
    attributes: {},
    ...(r.chance(0.6) ? { country: r.pick(["DE", "US"]) } : {}),
    ...(r.chance(0.5) ? { timeZone: r.pick(zones) } : {})
  }))
  const anAccount = () => r.pick(accounts).id
  return {
    groupId,
    revision: "r1",
    name: groupId,
    manager: r.chance(0.3)
      ? null
      : {
          id: "m1",
          name: "Mia",
          skills: { languages: [], industries: [], products: [] },
          ...(r.chance(0.6) ? { managerId: "m0" } : {}),
          ...(r.chance(0.4) ? { deputyId: "m2" } : {}),
          ...(r.chance(0.3) ? { timeZone: r.pick(zones) } : {}),
          ...(r.chance(0.2) ? { leftAt: around(r) } : {})
        },
    ...(r.chance(0.3)
      ? {
          team: [
            { id: "t1", accountId: `${groupId}-a0`, personId: "e1", role: r.pick(["expert", "follower"] as const) }
          ]
        }
      : {}),
    accounts,
    contacts: Array.from({ length: 1 + r.below(6) }, (_, index) => contact(r, groupId, index, anAccount())),
    opportunities: Array.from({ length: r.below(3) }, (_, index) => ({
      id: `o${index}`,
      accountId: anAccount(),
      kind: "deal" as const,
      outcome: "open" as const
    })),
    cases: Array.from({ length: r.below(2) }, (_, index) => ({
      id: `s${index}`,
      accountId: anAccount(),
      kind: r.pick(["complaint", "question", "legal claim"] as const),
      topic: "late",
      severity: r.pick(["low", "medium", "high"] as const),
      openedAt: around(r),
      reopenedAt: [],
      ...(r.chance(0.7) ? { closedAt: around(r) } : {})
    })),
    commitments: Array.from({ length: r.below(2) }, (_, index) => ({
      id: `m${index}`,
      accountId: anAccount(),
      text: "call back",
      madeAt: start,
      dueAt: around(r),
      madeBy: "m1",
      ...(r.chance(0.5) ? { keptAt: around(r) } : {})
    })),
    interactions: Array.from({ length: r.below(3) }, (_, index) => ({
      id: `i${index}`,
      accountId: anAccount(),
      kind: r.pick(["meeting", "negotiation"] as const),
      status: r.pick(["planned", "held"] as const),
      plannedAt: around(r),
      at: around(r),
      by: "m1"
    })),
    assets: r.chance(0.2)
      ? [{ id: "x0", accountId: anAccount(), label: "line", status: r.pick(["active", "blocked"] as const) }]
      : [],
    departures: r.chance(0.1)
      ? [{ id: "d0", accountId: anAccount(), at: around(r), kind: "cancellation" as const }]
      : []
  }
}

const euros = (revenue: number, cost: number): Margin => ({
  revenue: { minor: revenue, currency: "EUR" },
  cost: { minor: cost, currency: "EUR" }
})

const segment = (r: Random): Segment | null =>
  r.chance(0.2)
    ? null
    : {
        abc: r.pick(["A", "B", "C"]),
        xyz: r.pick(["X", "Y", null]),
        isKey: r.pick([true, false, null]),
        keyScore: null,
        keyConfidence: null,
        types: [],
        tier: null,
        measure: null,
        share: null,
        firstOrderOn: null,
        lastOrderOn: null,
        silenceDays: null,
        usualIntervalDays: null,
        margin: aside(r).pick([null, euros(1_000, 600), euros(1_000, 690)])
      }

/** Everything but time and state. */
export interface World {
  readonly market: AccountMarket
  readonly definitions: Definition.Definitions
  readonly policy: Policy.Policy
  readonly shared: Shared
}

export const world = (r: Random, groupId = "g", isPlain = false): World => {
  const programs = Array.from({ length: 1 + r.below(3) }, (_, index) => {
    const compiled = Definition.compile(program(r, index, isPlain))
    if (compiled.program === null) throw new Error(JSON.stringify(compiled.findings))
    return compiled.program
  })
  return {
    market: { records: records(r, groupId), segment: segment(r) },
    definitions: Definition.collect(programs),
    policy: {
      ...Policy.standard,
      timeZone: r.pick(zones),
      holidays: r.chance(0.5)
        ? { DE: ["2026-04-03", "2026-04-06"] as ReadonlyArray<string> as ReadonlyArray<Day>, "*": [] }
        : {},
      staggerMinutes: r.pick([0, 30]),
      giftLimits: aside(r).pick([{}, { "*": { minor: 3_500, currency: "EUR" } }])
    },
    shared: {
      suppressions: r.chance(0.1)
        ? [{ addressHash: `${groupId}-h1`, reason: "hard bounce", at: start, source: "relay" }]
        : [],
      pauses: r.chance(0.1)
        ? [
            r.pick([
              { scope: "template", id: "main.a", reason: "refused" } as const,
              { scope: "sender", id: "program", reason: "refused" } as const
            ])
          ]
        : []
    }
  }
}

/** One look at the group: what was decided, on which state, and when. */
export interface Look {
  readonly now: Instant
  readonly before: GroupState.GroupState
  readonly decided: Decide.Decided
}

const anInput = (r: Random, { market }: World, state: GroupState.GroupState, now: Instant): Input => {
  const contactId = r.pick(market.records.contacts).id
  const accountId = r.pick(market.records.accounts).id
  const hold = {
    id: `h${r.below(2)}`,
    kind: r.pick(["sales", "legal", "negotiation"] as const),
    reason: "talks",
    by: "m1",
    placedAt: now,
    ...(r.chance(0.5) ? { accountId } : {})
  }
  const unknown = Object.values(state.enrolments)
    .flatMap((one) => Object.values(one.touches))
    .flatMap((byContact) => Object.values(byContact))
    .find((touch) => touch.status === "unknown")
  return r.pick<Input>([
    { _tag: "ActivityRecorded", activity: { kind: "opened", contactId, at: now } },
    { _tag: "ActivityRecorded", activity: { kind: "replied", contactId, at: now } },
    { _tag: "ActivityRecorded", activity: { kind: "bounced", contactId, at: now } },
    {
      _tag: "ActivityRecorded",
      activity: {
        kind: "out of office",
        contactId,
        at: now,
        ...(r.chance(0.5) ? { until: instant(now + r.below(96) * hour) } : {})
      }
    },
    ...Object.values(state.tasks)
      .slice(-2)
      .flatMap(({ taskId }): ReadonlyArray<Input> => [
        { _tag: "TaskClosed", taskId, by: "m1", outcome: r.pick(["done", "dismissed"]) },
        { _tag: "TaskAccepted", taskId, by: "m1" }
      ]),
    ...Object.values(state.approvals)
      .slice(-1)
      .flatMap(({ approvalId }): ReadonlyArray<Input> => [
        { _tag: "ApprovalGiven", approvalId, by: "m1" },
        { _tag: "ApprovalRefused", approvalId, by: "m1", reason: "not now" }
      ]),
    { _tag: "ActivityRecorded", activity: { kind: "unsubscribed", contactId, at: now, topic: "news" } },
    { _tag: "HoldPlaced", hold: r.chance(0.5) ? hold : { ...hold, until: instant(now + r.below(72) * hour) } },
    {
      _tag: "ConsentChanged",
      contactId,
      consent: {
        topic: r.pick(["news", "*"]),
        purpose: "marketing",
        basis: "consent",
        status: r.pick(["given", "withdrawn"]),
        source: "call",
        ...(r.chance(0.5) ? { at: instant(now - r.below(48) * hour) } : {})
      },
      ...(r.chance(0.3) ? { scope: "account" } : {})
    },
    { _tag: "HoldReleased", by: "m1" },
    { _tag: "EnrolmentAborted", enrolmentId: r.pick([...Object.keys(state.enrolments), "none"]), by: "m1" },
    {
      _tag: "MessageResolved",
      messageId: unknown?.messageId ?? "none",
      as: r.pick(["delivered", "resend", "drop"]),
      by: "m1"
    }
  ])
}

const settlements = (state: GroupState.GroupState): ReadonlyArray<string> =>
  Object.values(state.enrolments)
    .flatMap((one) => Object.values(one.touches))
    .flatMap((byContact) => Object.values(byContact))
    .flatMap((touch) => (touch.status === "queued" && touch.messageId !== undefined ? [touch.messageId] : []))

/** What a life was made of from outside: when it was looked at, and what was told when. */
export type Step =
  | { readonly _tag: "Tick"; readonly at: Instant }
  | { readonly _tag: "Told"; readonly at: Instant; readonly input: Input }

const after = (state: GroupState.GroupState, at: Instant, input: Input): GroupState.GroupState =>
  GroupState.evolve(state, { seq: state.seq + 1, at, event: input })

/** Lives through some weeks: ticks at wake-ups and at odd moments, answers of the relay, what people do. */
export const record = (
  r: Random,
  w: World,
  steps = 60
): { readonly looks: ReadonlyArray<Look>; readonly trace: ReadonlyArray<Step> } => {
  const looks: Array<Look> = []
  const trace: Array<Step> = []
  let now = start
  let state = GroupState.empty
  const tell = (input: Input) => {
    trace.push({ _tag: "Told", at: now, input })
    state = after(state, now, input)
  }
  tell({ _tag: "FactsImported", revision: w.market.records.revision })
  for (let step = 0; step < steps; step += 1) {
    trace.push({ _tag: "Tick", at: now })
    const decided = Decide.decide({ ...w, now, state })
    looks.push({ now, before: state, decided })
    state = decided.state
    for (const messageId of settlements(state)) {
      if (r.chance(0.3)) continue
      const settled = r.pick(["accepted", "accepted", "accepted", "refused", "failed", "unknown"] as const)
      tell({
        _tag: "MessageSettled",
        messageId,
        attempt: 1,
        state: settled,
        handedAt: settled === "failed" ? null : now,
        reason: null
      })
    }
    if (r.chance(0.3)) tell(anInput(r, w, state, now))
    const wake = decided.wakeAt ?? instant(now + 48 * hour)
    now = r.chance(0.75) ? wake : instant(now + 1 + Math.floor(r.next() * 30 * hour))
  }
  return { looks, trace }
}

/** The looks of a life. */
export const live = (r: Random, w: World, steps?: number): ReadonlyArray<Look> => record(r, w, steps).looks

/** The decisions of a trace, from an empty state. */
export const replay = (w: World, trace: ReadonlyArray<Step>): ReadonlyArray<Decision> => {
  const events: Array<Decision> = []
  let state = GroupState.empty
  for (const step of trace) {
    if (step._tag === "Told") {
      state = after(state, step.at, step.input)
      continue
    }
    const decided = Decide.decide({ ...w, now: step.at, state })
    events.push(...decided.events)
    state = decided.state
  }
  return events
}

/** Events of looks, flat. */
export const eventsOf = (looks: ReadonlyArray<Look>): ReadonlyArray<Decision> =>
  looks.flatMap((look) => look.decided.events)
