/** How do I start from a play of the library? Takes one and changes it; then each runs at a made-up client it is for. */
import { type AccountMarket, Calendar, Csv, defineProgram, Engine, PlayLibrary } from "@market-of-one/core"
import { RecordBook, RecordsInMemory } from "@market-of-one/core"

// #region campaign
const renewal = defineProgram({
  ...PlayLibrary.renewal.of({ topic: "product-news", templates: "renewal/", startsOn: "2026-10-01" }),
  audience: '"renewals" in account.targets && account.isRoot && account.status == "customer"',
  holdout: 0.1
})
// #endregion campaign
console.log(`${renewal.name}: ${renewal.plays[0].touches.length} steps, a tenth left alone`)

type Segment = Partial<AccountMarket.Segment>
const unknown = { abc: null, xyz: null, isKey: null, keyScore: null, keyConfidence: null, types: [], tier: null }
const nothing = { measure: null, share: null, firstOrderOn: null, lastOrderOn: null, silenceDays: null }
const outlook = {
  trend: null,
  lossBand: null,
  expectedValue: null,
  valueAtRisk: null,
  qualification: "not now",
  fit: null,
  isNew: null
} as const
const deal = "id,account_id,outcome,stage,opened_at\nd1,fir,open,proposal,2026-09-01"
const meeting = "id,account_id,contact_id,kind,status,at,by\nm1,fir,dora,meeting,held,2026-10-21T09:00:00Z,ada"
const order = "id,account_id,date,amount\no1,fir,2026-11-16,900"

/** For each play: the client that it is for, what the client does meanwhile, and why the play waits as it does. */
const shown: Readonly<Record<string, readonly [why: string, status: string, Segment, did: string, more?: object]>> = {
  "early-stage-deal": [
    "a deal that hangs on one person is lost with that person",
    "customer",
    {},
    "theo 2026-10-14",
    { opportunities: deal }
  ],
  "white-space": [
    "who uses it speaks for it before anybody is asked to pay",
    "customer",
    { abc: "B", xyz: "X" },
    "theo 2026-10-14"
  ],
  "quarterly-review": [
    "promises come before an invitation, minutes after a meeting",
    "customer",
    { isKey: true },
    "",
    { interactions: meeting }
  ],
  renewal: [
    "who decides has spoken with us before terms are on paper",
    "customer",
    { outlook: { ...outlook, targets: ["renewals"] } },
    "dora 2026-10-14"
  ],
  "image-maker-launch": [
    "what an image maker says is heard, so it is asked before the market is",
    "customer",
    { types: ["image-maker"] },
    "carl 2026-10-05",
    { orders: order }
  ],
  "expert-round": [
    "a judgement that is asked for is worth more than an advertisement",
    "customer",
    { types: ["expert"] },
    "theo 2026-10-14"
  ],
  "win-back": ["nobody returns before the cause is answered", "lost", {}, "carl 2026-10-14"]
}

const zone = Calendar.Zone.make("Europe/Berlin")
const people = { dora: "decision maker", carl: "champion", theo: "technical evaluator", pia: "procurement" }
const consent = "consent_topic,consent_purpose,consent_status,consent_basis,consent_at,consent_source"
const contacts = Object.entries(people).map(
  ([id, role]) => `${id},fir,${id},${id}@fir.example,${role},news,marketing,given,consent,2025-01-01,form`
)
const managers = "id,name,manager_id,time_zone\nada,Ada,boss,Europe/Berlin\nboss,Boss,,Europe/Berlin"

for (const play of PlayLibrary.plays) {
  const [why, status, segment, did, more = {}] = shown[play.id] ?? ["", "", {}, ""]
  const files = {
    accounts: `id,name,status,owner_id,time_zone\nfir,Fir Works,${status},ada,Europe/Berlin`,
    contacts: [`id,account_id,name,email,roles,${consent}`, ...contacts].join("\n"),
    managers,
    ...more
  }
  const inputs = Object.entries(files).map(([kind, text]) => {
    const table = Csv.parse(text)
    if ("severity" in table) throw new Error(table.message)
    return { kind: kind as keyof typeof files, file: kind, source: { file: kind }, table }
  })
  const groups = RecordsInMemory.groupRecords(RecordBook.resolve({ inputs, zone, currency: "EUR" }), "a secret")
  const engine = Engine.createEngine({
    groups,
    segments: new Map([["fir", { ...unknown, ...nothing, usualIntervalDays: null, ...segment }]]),
    programs: [play.of({ topic: "news" })],
    policy: { timeZone: zone, anomalies: false },
    sender: { name: "Nord", company: "Nord Ltd", email: "hello@nord.example", postalAddress: "1 Quay, Port Example" },
    unsubscribe: { mailto: "unsubscribe@nord.example" },
    render: (templateId, { sender: { postalAddress: text } }) => {
      return { templateId, templateHash: "1", locale: "en", subject: "News", html: `<p>${text}</p>`, text }
    },
    courier: { mode: "rehearsal", deliver: () => ({ _tag: "Accepted", response: "250 taken" }) }
  })
  const [contactId = "", day = "2026-10-14"] = did.split(" ")
  await engine.rehearse({ from: "2026-10-01", until: day })
  const at = Calendar.instantOf(day as Calendar.Day, 0, zone)
  const input = { _tag: "ActivityRecorded", activity: { kind: "replied", contactId, at } } as const
  if (did !== "") await engine.record([{ groupId: "fir", at, input }])
  await engine.rehearse({ from: day, until: "2026-12-31" })
  const journal = await engine.journal("fir")
  await engine.close()
  console.log(`\n${play.name}\n  because ${why}`)
  for (const { at, event } of journal) {
    const line = ((): string | undefined => {
      switch (event._tag) {
        case "ActivityRecorded":
          return `${event.activity.contactId} replies`
        case "TaskCreated":
          return `${event.touchId ?? "answer"}: ${event.ownerId} has a task (${event.kind})`
        case "ApprovalRequested":
          return `${event.touchId}: waits for the word of ${event.of}`
        case "GatePassed":
          return `${event.touchId}: may go on (${event.by})`
        case "MessageQueued":
          return `${event.touchId}: a letter to ${event.contactId} (${people[event.contactId as "dora"]})`
        case "Exited":
          return `leaves: ${event.reason}`
        default:
          return undefined
      }
    })()
    if (line !== undefined) console.log(`  ${Calendar.dayOf(at, zone)} ${line}`)
  }
}
