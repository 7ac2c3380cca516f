/** How does a host that knows nothing of Effect plan, send and ask why? All data here are invented. */
import { Calendar, Engine, Hash, type Records } from "@market-of-one/core"

const consent = [
  { topic: "product-news", purpose: "marketing", basis: "consent", status: "given", source: "web form" }
] as const
const person = (id: string, name: string, role: "champion" | "economic buyer"): Records.GroupContact => ({
  id,
  accountId: "alder",
  kind: "person",
  name,
  email: `${id}@alder.example`,
  addressHash: Hash.keyed("a secret of the host", `${id}@alder.example`),
  roles: [role],
  affiliations: [],
  consent: role === "champion" ? consent : [],
  attributes: {}
})

const alder: Records.GroupRecords = {
  groupId: "alder",
  revision: "1",
  name: "Alder Tools",
  manager: null,
  accounts: [{ id: "alder", name: "Alder Tools", domains: ["alder.example"], industry: "tools", attributes: {} }],
  contacts: [person("mira", "Mira Holt", "champion"), person("jon", "Jon Berg", "economic buyer")],
  opportunities: [],
  cases: [],
  commitments: [],
  interactions: [],
  assets: [],
  departures: []
}

// #region engine
const engine = Engine.createEngine({
  groups: [alder],
  programs: [
    {
      id: "hello",
      name: "First contact",
      objective: "acquire",
      topic: "product-news",
      audience: 'account.industry == "tools"',
      plays: [{ id: "letter", touches: [{ id: "intro", to: 'contact.kind == "person"', slot: "intro" }] }],
      slots: { intro: { fallback: { template: "intro" } } }
    }
  ],
  sender: { name: "Nord", company: "Nord Ltd", email: "hello@nord.example", postalAddress: "1 Quay, Port Example" },
  unsubscribe: { mailto: "unsubscribe@nord.example" },
  render: (templateId, { account, contact, sender }) => ({
    templateId,
    templateHash: "1",
    locale: "en",
    subject: `A tool for ${account.name}`,
    html: `<p>Hello ${contact.name}</p>`,
    text: `Hello ${contact.name}\n${sender.postalAddress}`
  }),
  courier: {
    mode: "rehearsal",
    deliver: ({ message }) => {
      console.log(`to ${message.to.name}: ${message.subject}`)
      return { _tag: "Accepted", response: "250 taken" }
    }
  }
})

const { totals } = await engine.rehearse({ from: "2026-10-05", until: "2026-10-12" })
console.log(`sent ${totals.sent}, skipped ${totals.skipped}:`, totals.reasons.skipped)
for (const { at, event } of await engine.journal("alder"))
  if (event._tag === "TouchSkipped") console.log(Calendar.showInstant(at), event.contactId, event.reason)
await engine.close()
// #endregion engine
