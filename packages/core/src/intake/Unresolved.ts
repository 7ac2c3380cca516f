/** References that lead nowhere, records that fit several accounts, addresses that are none: said, never mended. */
import { normalEmail } from "../account/Contact.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Nearest from "../kernel/Nearest.ts"
import type * as Provenance from "../kernel/Provenance.ts"
import type { Ambiguous } from "./Belonging.ts"
import type { Sourced } from "./Identity.ts"
import * as Reading from "./Reading.ts"
import type { KindName } from "./RecordKind.ts"

/** Fields that name a record of another kind, and the kind. Accounts are matched elsewhere. */
const references: ReadonlyArray<readonly [from: KindName, field: string, to: KindName]> = [
  ["accounts", "ownerId", "managers"],
  ["opportunities", "ownerId", "managers"],
  ["cases", "ownerId", "managers"],
  ["managers", "managerId", "managers"],
  ["managers", "deputyId", "managers"],
  ["contacts", "reportsTo", "contacts"],
  ["assets", "holderId", "contacts"],
  ["cases", "contactId", "contacts"],
  ["cases", "assetId", "assets"],
  ["orders", "assetId", "assets"],
  ["interactions", "contactId", "contacts"],
  ["interactions", "opportunityId", "opportunities"],
  ["team", "personId", "managers"],
  ["activations", "assetId", "assets"],
  ["departures", "assetId", "assets"],
  ["competitorPresence", "competitorId", "competitors"],
  ["roles", "contactId", "contacts"]
]

/** The place of a record, as a finding shows it. */
export const placeOf = (provenance: Provenance.Provenance | undefined, field?: string): Finding.Place => ({
  ...(provenance?.file === undefined ? {} : { file: provenance.file }),
  ...(provenance?.line === undefined ? {} : { line: provenance.line }),
  ...(field === undefined ? {} : { field })
})

type Rows = { readonly [K in KindName]: ReadonlyArray<Sourced<{ readonly id: string }>> }

/** References to records that are not there. A kind that the workspace does not bring is not missed. */
export const check = (records: Rows): ReadonlyArray<Finding.Finding> => {
  const findings: Array<Finding.Finding> = []
  for (const [from, field, to] of references) {
    if (records[to].length === 0) continue
    const ids = new Set(records[to].map(({ record }) => record.id))
    const missing = new Map<string, Array<Provenance.Provenance>>()
    for (const { provenance, record } of records[from]) {
      const id: unknown = Object.entries(record).find(([name]) => name === field)?.[1]
      if (typeof id !== "string" || ids.has(id)) continue
      const named = missing.get(id)
      if (named === undefined) missing.set(id, [provenance])
      else named.push(provenance)
    }
    for (const [id, rows] of missing) {
      // Written by hand: a slip is likelier than a row that is missing.
      const near = from === "roles" ? Nearest.nearest(id, ids) : undefined
      const times = rows.length === 1 ? "once" : `${rows.length} times`
      findings.push({
        severity: "warning",
        rule: "import/unknown-reference",
        message: `${field} ${id} of ${from} is not among the ${to} (named ${times})`,
        advice:
          near === undefined
            ? `bring the row of ${id}, correct the id, or map the column with \`ref\``
            : `did you mean ${near}?`,
        place: placeOf(rows[0], field)
      })
    }
  }
  return findings
}

/** One warning for each record that fits several accounts. */
export const ambiguous = (all: ReadonlyArray<Ambiguous>): ReadonlyArray<Finding.Finding> =>
  all.map(({ accountIds, kind, method, recordId }) => ({
    severity: "warning",
    rule: "import/ambiguous-account",
    message: `${recordId} of ${kind} fits several accounts by ${method}: ${accountIds.join(", ")}`,
    advice: "name the account's id in the record"
  }))

/** One warning for each contact whose address is none: nothing can be sent there. */
export const addresses = (
  contacts: ReadonlyArray<Sourced<{ readonly id: string; readonly email?: string }>>
): ReadonlyArray<Finding.Finding> =>
  contacts
    .filter(({ record }) => record.email !== undefined && normalEmail(record.email) === undefined)
    .map(({ provenance, record }) => ({
      severity: "warning",
      rule: "import/bad-address",
      message: `the e-mail of contact ${record.id} is not an address: nothing will be sent to this person`,
      advice: "correct the address, or leave it out",
      place: placeOf(provenance, "email")
    }))

/** Ids of accounts that differ only by `.0`: a spreadsheet has turned one of them into a number. */
export const decimalTwins = (records: {
  readonly [K in "accounts" | "orders"]: ReadonlyArray<Sourced<{ readonly id: string; readonly accountId?: string }>>
}): ReadonlyArray<Finding.Finding> => {
  const places = new Map<string, Provenance.Provenance>()
  for (const { provenance, record } of records.accounts) places.set(record.id, provenance)
  for (const { provenance, record } of records.orders)
    if (record.accountId !== undefined && !places.has(record.accountId)) places.set(record.accountId, provenance)
  return Reading.decimalTwins(places.keys()).map(([twin, id]) => ({
    severity: "warning",
    rule: "import/decimal-twin",
    message: `account ${twin} stands beside account ${id}: they are probably one, and a spreadsheet has changed its id`,
    advice: "write the id without its decimals",
    place: placeOf(places.get(twin), "accountId")
  }))
}
