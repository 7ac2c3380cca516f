/**
 * Rendering against Handlebars compiled once, bare: the same template of about 8 kB as subject, HTML and text. Ours also
 * copies and freezes the data, stops at missing values and keeps within bounds. `plain` has values, conditions and a
 * loop; `helped` also a date, a relative date, money and a plural.
 *
 * Run: node --conditions=@market-of-one/source packages/templates/bench/Render.bench.ts
 */
import { MessageBrief } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import Handlebars from "handlebars"
import * as TemplateSet from "../src/TemplateSet.ts"

const brief = Schema.decodeUnknownSync(MessageBrief.MessageBrief)({
  contact: { name: "Ada Miller", firstName: "Ada", roles: ["user", "champion"], locale: "en", attributes: {} },
  account: {
    id: "A-1",
    name: "Northwind & Sons",
    abc: "A",
    revenue: { minor: 123_456, currency: "EUR" },
    lastOrderOn: "2026-10-20",
    silenceDays: 34,
    attributes: {}
  },
  group: { id: "G-1", name: "Northwind" },
  manager: { name: "Jo Fox" },
  sender: { name: "Jo", email: "jo@contoso.example", postalAddress: "1 Example Street", company: "Contoso" },
  program: { id: "retain", name: "Retain", objective: "retain" },
  unsubscribe: { mailto: "unsubscribe@contoso.example" },
  today: "2026-11-23"
})

const filler =
  '<p style="margin:0 0 16px;font:16px/24px Arial,sans-serif">We keep what you order most in stock for you.</p>\n'
const body = `<p>Hello {{contact.firstName}},</p>
{{#if manager}}<p>{{manager.name}} looks after {{account.name}} in {{program.name}}.</p>{{/if}}
<ul>{{#each contact.roles as |role|}}<li>{{role}} at {{@root.account.name}}</li>{{/each}}</ul>
${filler.repeat(60)}
<p>{{sender.company}}, {{sender.postalAddress}}, {{unsubscribe.mailto}}</p>`
const helped = `${body}
{{#if account.lastOrderOn}}<p>{{date account.lastOrderOn}}, {{relativeDate account.lastOrderOn}}</p>{{/if}}
{{#if account.revenue}}<p>{{money account.revenue}}</p>{{/if}}
<p>{{plural account.silenceDays one="# day" other="# days"}}</p>`

const subject = "{{account.name}}: time to reorder, {{contact.firstName}}?"
const head = `---
subject: "${subject}"
locale: en
fallbacks:
  contact.firstName: colleague
  account.silenceDays: 0
---
`
const set = TemplateSet.compile([
  { path: "plain.hbs", text: `${head}${body}` },
  { path: "helped.hbs", text: `${head}${helped}` }
])
/** Text as a courier takes it: until then a string of JavaScript may be a list of parts that nobody has joined. */
const bytes = (text: string): number => Buffer.from(text).length
const ours = (id: string) => {
  const template = set.templates.get(id)
  if (template === undefined) throw new Error(`the template ${id} is not there`)
  return () => {
    const { html, text, subject } = Effect.runSync(template.render(brief))
    return bytes(html) + bytes(text) + bytes(subject)
  }
}

const days = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" })
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" })
const euros = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" })
const rules = new Intl.PluralRules("en")
const engine = Handlebars.create()
engine.registerHelper({
  date: (day: string) => days.format(Date.parse(day)),
  relativeDate: (day: string) =>
    ago.format(Math.trunc((Date.parse(day) - Date.parse(brief.today)) / 604_800_000), "week"),
  money: ({ minor }: { readonly minor: number }) => euros.format(minor / 100),
  plural: (count: number, { hash }: Handlebars.HelperOptions) =>
    String(hash[rules.select(count)]).replace("#", String(count))
})

/** The same parts, compiled once with the same helpers as anyone would register them. */
const bare = (source: string) => {
  const htmlOf = engine.compile(source)
  const textOf = engine.compile(source.replace(/<[^>]+>/gu, ""), { noEscape: true })
  const subjectOf = engine.compile(subject, { noEscape: true })
  return () => bytes(htmlOf(brief)) + bytes(textOf(brief)) + bytes(subjectOf(brief))
}

const microsPer = (work: () => number): number => {
  const rounds = 20_000
  for (let round = 0; round < 2000; round += 1) work()
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    for (let round = 0; round < rounds; round += 1) work()
    return ((performance.now() - start) * 1000) / rounds
  })
  return Math.min(...times)
}

for (const [id, source] of [
  ["plain", body],
  ["helped", helped]
] as const) {
  const base = microsPer(bare(source))
  const time = microsPer(ours(id))
  console.log(
    `${id.padEnd(8)} bare ${base.toFixed(1)} µs, ours ${time.toFixed(1)} µs a message: ${(base / time).toFixed(2)} of bare`
  )
}
