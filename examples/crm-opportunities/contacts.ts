/**
 * Makes up contacts for the accounts of the CRM export, which has none: three or four people an account, the same ones
 * every time, all on subdomains of example.com. Nobody in the file exists. Writes `.abm/contacts.csv` beside this script,
 * or below the folder given.
 *
 *     ABM_REAL_DATA=/path/to/data node contacts.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Csv, Hash } from "@market-of-one/core"

const given = ["Ada", "Bruno", "Carla", "Dmitri", "Esther", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Keiko", "Lamar"]
const family = ["Abel", "Brandt", "Castro", "Dunn", "Evers", "Fox", "Grant", "Holm", "Ito", "Jansen", "Kaur", "Lind"]
const people = [
  { title: "Chief financial officer", level: "board", role: "economic buyer" },
  { title: "Head of information technology", level: "head", role: "decision maker" },
  { title: "Systems engineer", level: "specialist", role: "technical evaluator" },
  { title: "Office manager", level: "specialist", role: "champion" }
]

/** One of a list, always the same for the same text. */
const pick = (from: ReadonlyArray<string>, text: string): string =>
  from[Math.floor(Hash.fraction(text) * from.length)] ?? ""

const contactsOf = (account: string): ReadonlyArray<string> => {
  const slug = account.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-")
  const count = 3 + Math.floor(Hash.fraction(`${account} people`) * 2)
  return people.slice(0, count).map(({ level, role, title }, at) => {
    const [first, last] = [pick(given, `${account} ${at} given`), pick(family, `${account} ${at} family`)]
    const id = `${slug}-${at + 1}`
    const email = `${first}.${last}.${at + 1}@${slug}.example.com`.toLowerCase()
    const draw = Hash.fraction(`${id} consent`)
    const consent = draw < 0.8 ? "given,2017-06-01" : draw < 0.85 ? "withdrawn,2017-09-01" : ","
    return `${id},"${account}",${first} ${last},${email},${title},${level},${role},product-news,${consent},made up`
  })
}

const real = process.env["ABM_REAL_DATA"]
if (real === undefined) throw new Error("set ABM_REAL_DATA to the folder that holds crm/accounts.csv")
const table = Csv.parse(readFileSync(join(real, "crm", "accounts.csv")))
if (!("rows" in table)) throw new Error(table.message)

const header =
  "contact_id,account_id,name,email,title,level,role,consent_topic,consent_status,consent_at,consent_source"
const rows = table.rows.flatMap(({ cells }) => contactsOf(cells[table.header.names.indexOf("account")] ?? ""))
const folder = join(process.argv[2] ?? import.meta.dirname, ".abm")
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, "contacts.csv"), `${[header, ...rows].join("\n")}\n`)
console.log(`${rows.length} made-up contacts of ${table.rows.length} accounts are in .abm/contacts.csv`)
