/** A client that orders every 23 days is silent for 71: when does who learn what, and what then? All data are invented. */
import { AsOf, Calendar, Csv, Engine, RecordBook, RecordsInMemory, Retention, RetentionBook } from "@market-of-one/core"
import {
  BookFacts,
  RetentionOutlook,
  RetentionText,
  SavePolicy,
  Segments,
  WinBack,
  WinBackPolicy
} from "@market-of-one/core"
import { readFileSync } from "node:fs"
import { join } from "node:path"

const zone = Calendar.Zone.make("Europe/Berlin")
const inputs = (["accounts", "managers", "orders"] as const).map((kind) => {
  const file = join(import.meta.dirname, "quiet-client", `${kind}.csv`)
  const table = Csv.parse(readFileSync(file, "utf8"), { file })
  if ("severity" in table) throw new Error(table.message)
  return { kind, file, source: { file }, table }
})
const book = RecordBook.resolve({ inputs, zone, currency: "GBP" })
const groups = RecordsInMemory.groupRecords(book, "a secret of the host")
const last = Calendar.Day.make("2026-07-22")
const judge = (day: Calendar.Day) => RetentionBook.make(book, AsOf.look(day, zone))

/** What the engine asks of the manager on a day. */
const tasksOn = async (day: Calendar.Day, locale: "en" | "ru"): Promise<ReadonlyArray<string>> => {
  const review = Retention.reviewAt(BookFacts.ofOrders(book), { day }, { groupOf: (account) => account })
  const staying = RetentionOutlook.of(judge(day), locale)
  const segments = [...Segments.of(book, review, day)].flatMap(([id, segment]) => {
    const [outlook, retention] = [segment.outlook, staying.get(id)]
    if (outlook === undefined || retention === undefined) return []
    return [[id, { ...segment, outlook: { ...outlook, retention } }] as const]
  })
  const engine = Engine.createEngine({
    groups,
    segments: new Map(segments),
    programs: [],
    sender: { name: "Nord", company: "Nord Ltd", email: "hello@nord.example", postalAddress: "1 Quay, Port Example" },
    unsubscribe: { mailto: "unsubscribe@nord.example" },
    render: () => Promise.reject(new Error("nothing is sent here")),
    courier: { mode: "rehearsal", deliver: () => ({ _tag: "Accepted", response: "250 taken" }) }
  })
  const { decisions } = await engine.plan({ from: day, until: Calendar.addDays(day, 1) })
  await engine.close()
  const tasks = decisions.flatMap(({ event }) => (event._tag === "TaskCreated" ? [event] : []))
  return tasks.map(({ dueAt, ownerId, text }) => `${ownerId}: ${text} → ${dueAt && Calendar.dayOf(dueAt, zone)}`)
}

const asOf = Calendar.addDays(last, 71)
const bare = { costMinor: 0, cause: null, answer: null, attempts: [], acceptedOn: null, gift: null }
const facts = { spend: null, tenureYears: 1, figures: null }
const lost = judge(asOf).lost.map(({ id, lostOn, marginMinor: minor }): WinBack.Lost => {
  const margin = minor === null ? null : ({ minor, basis: "revenue", because: "the 12 months before" } as const)
  return { id, lostOn: lostOn ?? last, margin, ...bare, ...facts }
})
const options = { asOf, policy: WinBackPolicy.standard, savePolicy: SavePolicy.standard }
const known = { cause: "price or competitor", answer: { what: "a new price list", by: "ada" } } as const
const answered = lost.map((one): WinBack.Lost => ({ ...one, ...known }))
const words = {
  en: { days: "days of silence", back: "win-back", asked: "the cause is known and answered" },
  ru: { days: "дней без заказов", back: "возврат", asked: "причина известна, на неё ответили" }
}
const standings = { "ask first": "сначала спросить", approach: "обратиться", discount: "скидка" } as const
for (const locale of ["en", "ru"] as const) {
  const text = words[locale]
  for (const silence of [46, 47, 69, 70, 71]) {
    const day = Calendar.addDays(last, silence)
    const found = judge(day).classes.find(({ id }) => id === "gull")?.class ?? "unknown"
    console.log(`${text.days}: ${silence}, ${RetentionText.nameOf(found, locale)}`)
    for (const task of await tasksOn(day, locale)) console.log(`  ${task}`)
  }
  const say = (key: string): string => (locale === "ru" && key in standings ? standings[key as "approach"] : key)
  for (const [when, all] of Object.entries({ [text.back]: lost, [text.asked]: answered }))
    for (const { endsOn, expectedMinor, percent, standing, way } of WinBack.of(all, options))
      console.log(
        `${when}: ${say(standing)}${way === null ? "" : `, ${say(way)} ${percent} %, ${endsOn}`}; ${expectedMinor}`
      )
}
