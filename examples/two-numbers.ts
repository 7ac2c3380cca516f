/** Two numbers of one client, one held by a stranger: who calls, what is wrong, who acts? All data are invented. */
import { Anomaly, Calendar, Csv, Engine, PromiseFact, RecordBook, RecordsInMemory } from "@market-of-one/core"
import { Standing, type Records } from "@market-of-one/core"
import { readFileSync } from "node:fs"
import { join } from "node:path"

const zone = Calendar.Zone.make("Europe/London")
const now = Calendar.instant(Date.UTC(2026, 9, 1, 9))
const kinds = ["accounts", "activations", "assets", "cases", "contacts", "managers", "promises"] as const
const inputs = kinds.map((kind) => {
  const file = join(import.meta.dirname, "two-numbers", `${kind}.csv`)
  const table = Csv.parse(readFileSync(file, "utf8"), { file })
  if ("severity" in table) throw new Error(table.message)
  return { kind, file, source: { file }, table }
})
const book = RecordBook.resolve({ inputs, zone, currency: "GBP" })
const [read] = RecordsInMemory.groupRecords(book, "a secret of the host")
if (read === undefined) throw new Error("there is no client")

// Somebody has ticked the promise, yet the line is shut: its fact decides, not the tick.
const shut = PromiseFact.apply(read, now)
const mended = PromiseFact.apply(
  {
    ...read,
    assets: read.assets.map((asset) => ({ ...asset, status: "active" as const })),
    cases: read.cases.map((one) => ({ ...one, firstResponseAt: now, closedAt: now }))
  },
  now
)

const promote = async (records: Records.GroupRecords): Promise<string> => {
  const play = { id: "letter", touches: [{ id: "intro", to: 'contact.kind == "person"', slot: "intro" }] }
  const about = { id: "news", name: "News", objective: "expand", topic: "news", audience: 'account.id == "gull"' }
  const engine = Engine.createEngine({
    groups: [records],
    programs: [{ ...about, plays: [play], slots: { intro: { fallback: { template: "intro" } } } }],
    sender: { name: "Nord", company: "Nord Ltd", email: "hello@nord.example", postalAddress: "1 Quay, Port Example" },
    unsubscribe: { mailto: "unsubscribe@nord.example" },
    render: (templateId, { sender: { postalAddress: text } }) => {
      return { templateId, templateHash: "1", locale: "en", subject: "News", html: `<p>${text}</p>`, text }
    },
    courier: { mode: "rehearsal", deliver: () => ({ _tag: "Accepted", response: "250 taken" }) }
  })
  const { totals } = await engine.rehearse({ from: "2026-10-01", until: "2026-10-03" })
  await engine.close()
  return totals.sent > 0 ? `✓ ${totals.sent}` : `✗ ${Object.keys(totals.reasons.waiting).join()}`
}

const found = Standing.lookup(Standing.indexOfBook(book), "01632 960002")
const standing = Standing.of({ records: shut, segment: null }, { now, holds: [] })
const later = Standing.of({ records: mended, segment: null }, { now, holds: [] })
const calendars = { timeZone: zone, holidays: {} }
const anomalies = Anomaly.ofBook(book, [shut], { now, isKey: () => standing.isKey, calendars })
const [held, sent] = [await promote(shut), await promote(mended)]
const unsubscribed = book.records.contacts.filter(({ record }) =>
  record.consent.some((one) => one.status === "withdrawn")
)
const strangers = unsubscribed.map(({ record }) => record.name).join()
const silenced = Standing.silenced(mended, "news").length

const labels = {
  en: ["key client", "by", "promotion", "broken promises", "has unsubscribed; of the client's people silenced"],
  ru: ["ключевой клиент", "срок", "реклама", "нарушенные обещания", "отписался; из людей клиента замолчали"]
}
for (const locale of ["en", "ru"] as const) {
  const [key, by, promotion, broken, silent] = labels[locale]
  console.log(`01632 960002 → ${found.hits[0]?.id} → ${standing.name}: ${standing.isKey === true ? key : "?"}`)
  for (const one of anomalies) {
    const due = one.task.dueAt === null ? "?" : Calendar.showInstant(one.task.dueAt)
    console.log(`- ${Anomaly.describe(one, locale)} → ${standing.manager?.name}, ${by} ${due}`)
  }
  console.log(`${promotion}: ${held} → ${sent}`)
  console.log(`${broken}: ${standing.brokenPromises.length} → ${later.brokenPromises.length}`)
  console.log(`${strangers} ${silent}: ${silenced}`)
}
