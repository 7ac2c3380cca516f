/** Small workspaces that may send at any hour: accounts and contacts are fictional, on reserved domains. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

/** What is asked of a workspace. */
export interface Wanted {
  readonly accounts: number
  readonly contactsEach: number
}

const config = `currency: EUR
timeZone: UTC
sender:
  name: Example Works
  company: Example Works (fictional)
  email: news@works.example
  postalAddress: Example street 1, 00000 Example
  unsubscribe: unsubscribe@works.example
policy:
  window: { from: "00:00", to: "24:00", weekdays: [1, 2, 3, 4, 5, 6, 7] }
  contactCap: { per24Hours: 100, per7Days: 700 }
  accountCap: { personsPer24Hours: 100, per7Days: 700, count: account }
  staggerMinutes: 0
`

const program = `id: greet
name: Greetings
objective: expand
topic: news
audience: account.country == "DE"
plays:
  - id: greet
    touches:
      - id: hello
        to: contact.kind == "person"
        slot: hello
slots:
  hello:
    fallback: { template: hello }
`

const template = `---
subject: "Hello from Example Works to {{account.name}}"
locale: en
class: promotional
topic: news
---
<p>Good day, {{contact.name}}.</p>
<p>{{sender.company}}, {{sender.postalAddress}}. <a href="mailto:{{url unsubscribe.mailto}}?subject=unsubscribe">Unsubscribe</a></p>
`

const numbered = (prefix: string, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, "0")}`)

const accounts = (wanted: Wanted): string =>
  [
    "account_id,name,country,status,domains",
    ...numbered("A", wanted.accounts).map((id) => `${id},Client ${id},DE,customer,${id.toLowerCase()}.example`)
  ].join("\n")

const contacts = (wanted: Wanted): string =>
  [
    "contact_id,account_id,kind,name,email,roles,locale,consent_topic,consent_purpose,consent_status,consent_basis,consent_at,consent_source",
    ...numbered("A", wanted.accounts).flatMap((account) =>
      numbered(`${account}-P`, wanted.contactsEach).map(
        (id) =>
          `${id},${account},person,Person ${id},${id.toLowerCase()}@example.com,user,en,news,marketing,given,consent,2026-01-01T00:00:00Z,web form`
      )
    )
  ].join("\n")

/** Makes a folder with files. */
export const folder = (files: Readonly<Record<string, string>>): string => {
  const made = mkdtempSync(join(tmpdir(), "abm-"))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true })
    writeFileSync(join(made, name), text)
  }
  return made
}

/** The files of a workspace whose contacts all get one message. */
export const files = (wanted: Wanted): Readonly<Record<string, string>> => ({
  "abm.yaml": config,
  "data/accounts.csv": `${accounts(wanted)}\n`,
  "data/contacts.csv": `${contacts(wanted)}\n`,
  "programs/greet.yaml": program,
  "templates/hello.hbs": template
})

/** A folder with such a workspace. */
export const make = (wanted: Wanted): string => folder(files(wanted))
