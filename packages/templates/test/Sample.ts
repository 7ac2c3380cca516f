/** A brief and templates for tests. All names are invented; addresses are on reserved domains. */
import { MessageBrief } from "@market-of-one/core"
import * as Schema from "effect/Schema"
import type { Source } from "../src/TemplateSet.ts"

const full = {
  contact: {
    name: "Ada Miller",
    firstName: "Ada",
    title: "Head of Purchasing",
    roles: ["economic buyer", "champion"],
    locale: "en",
    country: "DE",
    attributes: { site: "https://northwind.example/shop?a=1&b=2", language: "Français" }
  },
  account: {
    id: "A-1/7",
    name: "Müller & Söhne",
    industry: "mechanical engineering",
    abc: "A",
    xyz: "X",
    tier: "one-to-one",
    isKey: true,
    revenue: { minor: 123_456_789, currency: "EUR" },
    customerSince: "2019-03-01",
    lastOrderOn: "2026-10-20",
    silenceDays: 34,
    usualIntervalDays: 21.5,
    attributes: { share: 0.256 }
  },
  group: { id: "G-1", name: "Müller Group" },
  manager: { name: "Jo Fox" },
  sender: {
    name: "Jo at Contoso",
    email: "jo@contoso.example",
    postalAddress: "Contoso Ltd, 1 Example Street, Springfield",
    company: "Contoso"
  },
  program: { id: "retain", name: "Retain", objective: "retain" },
  unsubscribe: { mailto: "unsubscribe@contoso.example" },
  today: "2026-11-23"
}

type Full = typeof full

/** The sample brief with parts replaced: a part is given whole. */
export const brief = (parts: Partial<{ [Key in keyof Full]: unknown }> = {}): MessageBrief.MessageBrief =>
  Schema.decodeUnknownSync(MessageBrief.MessageBrief)({ ...full, ...parts })

/** The sample contact with fields replaced; `undefined` takes a field away. */
export const contact = (fields: Readonly<Record<string, unknown>>): unknown =>
  JSON.parse(JSON.stringify({ ...full.contact, ...fields }))

/** The sample account with fields replaced; `undefined` takes a field away. */
export const account = (fields: Readonly<Record<string, unknown>>): unknown =>
  JSON.parse(JSON.stringify({ ...full.account, ...fields }))

/** A layout that has all that the check asks of a promotional document. */
export const layout: Source = {
  path: "layouts/base.hbs",
  text: `<!doctype html>
<html lang="{{@locale}}">
<head><meta charset="utf-8"><title>{{@subject}}</title><style>p { margin: 0 }</style></head>
<body>
<div style="display:none">{{@preheader}}</div>
{{> @partial-block}}
<hr>
<p>{{sender.company}}, {{sender.postalAddress}}</p>
<p><a href="mailto:{{url unsubscribe.mailto}}?subject=unsubscribe">Unsubscribe</a></p>
</body>
</html>
`
}

/** A template in the sample layout: front matter lines that are added, and the body. */
export const template = (path: string, body: string, head = "", locale = "en"): Source => ({
  path,
  text: `---\nsubject: Hello\npreheader: News\nlocale: ${locale}\nlayout: base\n${head}---\n${body}`
})
