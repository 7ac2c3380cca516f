/**
 * Ninety days of three fictional accounts, told from outside: replies, absences, bounces, holds, an import that changes
 * facts, a program that changes and an account taken to its new version, over both changes of the clocks.
 */
import {
  Calendar,
  Courier,
  Definition,
  Plan,
  Policy,
  Program,
  Records,
  RecordsInMemory,
  Renderer,
  Retry,
  Runner,
  Setup,
  Store
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

const zone = Schema.decodeSync(Calendar.Zone)
const day = Schema.decodeSync(Calendar.Day)

/** An instant of the story, in UTC. */
const at = (text: string): Calendar.Instant => {
  const found = Calendar.parseInstant(`${text}:00Z`)
  if (found === undefined) throw new Error(`${text} is no instant`)
  return found
}

/** The story: until the import, and after it. The clocks change on 8 March in New York and on 29 March in Berlin. */
const begins = at("2026-03-02T00:00")
export const imports = at("2026-04-15T00:00")
const ends = at("2026-05-31T00:00")

const person = (id: string, accountId: string, more: Partial<Records.GroupContact>): Records.GroupContact => ({
  id,
  accountId,
  affiliations: [],
  kind: "person",
  name: id,
  email: `${id}@${accountId}.example`,
  roles: ["champion"],
  locale: "en",
  consent: [{ topic: "news", purpose: "marketing", basis: "consent", status: "given", source: "form" }],
  attributes: {},
  addressHash: `hash of ${id}`,
  ...more
})

const group = (id: string, revision: string, contacts: ReadonlyArray<Records.GroupContact>): Records.GroupRecords => ({
  groupId: id,
  revision,
  name: id,
  manager: {
    id: "mia",
    name: "Mia",
    managerId: "boss",
    timeZone: zone("Europe/Berlin"),
    skills: { languages: [], industries: [], products: [] }
  },
  accounts: [{ id, name: id, domains: [], attributes: {} }],
  contacts,
  opportunities: [],
  cases: [],
  commitments: [],
  interactions: [],
  assets: [],
  departures: []
})

const berlin = { timeZone: zone("Europe/Berlin"), country: "DE" }
const newYork = { timeZone: zone("America/New_York"), country: "US" }
const arrow = [person("anna", "arrow", berlin), person("adam", "arrow", newYork)]
const bolt = [person("bella", "bolt", newYork), person("ben", "bolt", { ...berlin, roles: ["user"] })]
const cedar = [person("cara", "cedar", berlin), person("carl", "cedar", berlin)]

/** What the records say before and after the import: somebody leaves, somebody is new, a promise is broken. */
export const before = [group("arrow", "1", arrow), group("bolt", "1", bolt), group("cedar", "1", cedar)]
export const after = [
  group("arrow", "1", arrow),
  group("bolt", "2", [
    person("bella", "bolt", { ...newYork, leftAt: at("2026-04-10T00:00") }),
    ...bolt.slice(1),
    person("bob", "bolt", newYork)
  ]),
  {
    ...group("cedar", "2", cedar),
    commitments: [
      {
        id: "p1",
        accountId: "cedar",
        text: "a spare pump",
        madeAt: at("2026-04-01T10:00"),
        dueAt: at("2026-04-10T10:00"),
        madeBy: "mia",
        keptAt: at("2026-04-28T09:00")
      }
    ]
  }
]

const program = (template: string): Definition.CompiledProgram => {
  const decoded = Schema.decodeUnknownSync(Program.Program)({
    id: "care",
    name: "Care",
    objective: "retain",
    topic: "news",
    audience: 'account.name != ""',
    timeZone: "Europe/Berlin",
    plays: [
      {
        id: "main",
        touches: [
          { id: "first", to: 'contact.kind == "person"', slot: "main" },
          { id: "second", to: 'contact.kind == "person"', slot: "main", after: "3 weeks", approval: "manager" },
          { id: "call", task: { kind: "call", text: "call them", acceptBusinessDays: 1 }, after: "1 week" },
          { id: "third", to: '"champion" in contact.roles', slot: "main", after: "2 weeks" },
          { id: "fourth", to: 'contact.kind == "person"', slot: "main", after: "2 weeks" }
        ]
      }
    ],
    slots: { main: { fallback: { template } } }
  })
  const { program: compiled } = Definition.compile(decoded)
  if (compiled === null) throw new Error("the program has errors")
  return compiled
}

/** The program as it began, and as it is since the import. */
const first = program("main.v1")
const second = program("main.v2")

/** The definitions that hold in the first and in the second part. */
export const definitions = [Definition.collect([first]), Definition.collect([second], [first])] as const
export const policy: Policy.Policy = { ...Policy.standard, holidays: { DE: [day("2026-04-03"), day("2026-04-06")] } }

const told = (groupId: string, when: string, input: Store.Told["input"]): Store.Told => ({
  groupId,
  at: at(when),
  id: `${groupId} ${when} ${input._tag}`,
  input
})
const did = (
  groupId: string,
  when: string,
  activity: Omit<Extract<Store.Told["input"], { _tag: "ActivityRecorded" }>["activity"], "at">
): Store.Told => told(groupId, when, { _tag: "ActivityRecorded", activity: { ...activity, at: at(when) } })

/** What is told in the first part. */
const spring: ReadonlyArray<Store.Told> = [
  did("arrow", "2026-03-02T05:00", { kind: "out of office", contactId: "adam", until: at("2026-03-04T12:00") }),
  did("bolt", "2026-03-06T15:00", { kind: "replied", contactId: "ben" }),
  did("cedar", "2026-03-03T08:00", { kind: "bounced", contactId: "carl" }),
  did("cedar", "2026-03-07T08:00", { kind: "bounced", contactId: "carl" }),
  did("cedar", "2026-03-10T08:00", { kind: "bounced", contactId: "carl" }),
  told("arrow", "2026-03-20T10:00", {
    _tag: "HoldPlaced",
    hold: { id: "h1", kind: "sales", reason: "talks", by: "mia", placedAt: at("2026-03-20T10:00") }
  }),
  told("arrow", "2026-04-01T10:00", { _tag: "HoldReleased", holdId: "h1", by: "mia" })
]

/** What is told in the second part; `enrolmentId` is that of arrow, which is taken to the new version. */
const summer = (enrolmentId: string): ReadonlyArray<Store.Told> => [
  told("arrow", "2026-04-16T10:00", { _tag: "EnrolmentMigrated", enrolmentId, version: second.version, by: "mia" }),
  did("bolt", "2026-04-20T10:00", { kind: "unsubscribed", contactId: "bob", topic: "news" }),
  did("arrow", "2026-04-24T10:00", { kind: "complained", contactId: "anna" })
]

const renderer = Layer.succeed(Renderer.Renderer, {
  render: (templateId: string) =>
    Effect.succeed({ templateId, templateHash: "1", locale: "en", subject: "s", html: "<p>1 Quay</p>", text: "1 Quay" })
})

const courier = Layer.succeed(Courier.Courier, {
  mode: "rehearsal" as const,
  connections: 1,
  deliver: () => Effect.succeed({ _tag: "Accepted" as const, response: "250" })
})

const ports = (records: ReadonlyArray<Records.GroupRecords>, defined: Definition.Definitions) =>
  Layer.mergeAll(
    RecordsInMemory.layer(records),
    renderer,
    courier,
    Layer.succeed(Setup.Setup, {
      definitions: defined,
      policy,
      retry: Retry.standard,
      sender: { name: "S", email: "s@s.example", postalAddress: "1 Quay", company: "S" },
      unsubscribe: { mailto: "u@s.example" },
      locale: "en",
      segmentOf: () => null
    })
  )

const part = (
  records: ReadonlyArray<Records.GroupRecords>,
  defined: Definition.Definitions,
  span: Runner.VirtualSpan
) => Runner.runVirtual(span).pipe(Effect.provide(ports(records, defined)))

/**
 * What a plan can know of the story: on its first day the records, the program and what is told of the first part, for
 * ninety days; on the day of the import those of that day.
 */
const outlooks = [
  {
    records: before,
    defined: definitions[0],
    span: { from: begins, until: ends, known: { told: spring, suppressions: [] } }
  },
  { records: after, defined: definitions[1], span: { from: imports, until: ends } }
] as const

/** Each outlook planned, and lived through in whatever store is given; persons do in time what they are asked. */
export const planned = outlooks.map(({ defined, records, span }) => ({
  plan: Plan.plan(span).pipe(Effect.provide(ports(records, defined))),
  run: Effect.andThen(part(records, defined, span), Plan.result)
}))

/** Lives through the ninety days in whatever store is given. */
export const live = Effect.gen(function* () {
  const store = yield* Store.Store
  yield* part(before, definitions[0], { from: begins, until: imports, known: { told: spring, suppressions: [] } })
  const entered = (yield* store.journal("arrow")).flatMap(({ event }) =>
    event._tag === "Enrolled" ? [event.enrolmentId] : []
  )
  const known = { told: summer(entered[0] ?? ""), suppressions: [] }
  yield* part(after, definitions[1], { from: imports, until: ends, known })
})
