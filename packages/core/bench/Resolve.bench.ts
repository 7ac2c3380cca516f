/**
 * Who belongs to whom: accounts grouped, ten contacts an account matched by domain, the standing index built and asked.
 * Time must grow as the records do, and memory must stay bounded: both are printed for each size, each size in a process
 * of its own so that its peak is its own.
 * Run: `node --conditions=@market-of-one/source packages/core/bench/Resolve.bench.ts [accounts ...]`.
 */
import { spawnSync } from "node:child_process"
import type { Account } from "../src/account/Account.ts"
import * as AccountGroup from "../src/account/AccountGroup.ts"
import type { Contact } from "../src/account/Contact.ts"
import * as Matching from "../src/intake/Matching.ts"
import * as Standing from "../src/market/Standing.ts"

const contactsEach = 10

/** Every fourth account is a root with three members below it. All invented. */
const accountsOf = (count: number): ReadonlyArray<Account> =>
  Array.from({ length: count }, (_, at) => ({
    id: `A-${at}`,
    name: `Werk ${at.toString(36)} GmbH`,
    taxId: `DE ${String(100_000_000 + at)}`,
    domains: [`werk-${at}.example`],
    ...(at % 4 === 0 ? {} : { parentId: `A-${at - (at % 4)}` }),
    attributes: {}
  }))

const contactOf = (at: number): Contact => ({
  id: `C-${at}`,
  kind: "person",
  name: `Person ${at.toString(36)}`,
  email: `person.${at}@mail.werk-${Math.floor(at / contactsEach)}.example`,
  phone: `+49 30 ${String(10_000_000 + at)}`,
  roles: [],
  affiliations: [],
  consent: [],
  attributes: {}
})

const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20)
const expect = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}

const run = (count: number): void => {
  const accounts = accountsOf(count)
  const contacts = Array.from({ length: count * contactsEach }, (_, at) => contactOf(at))
  const dataBytes = process.memoryUsage().rss
  let start = performance.now()
  const lap = (): number => {
    const seconds = (performance.now() - start) / 1000
    start = performance.now()
    return seconds
  }
  const { groupOf, groups } = AccountGroup.group(accounts)
  const match = Matching.matcher({
    accounts,
    accountOfAsset: new Map(),
    accountOfContact: new Map(),
    excludedDomains: []
  })
  const matched = contacts.map((contact) => {
    const found = match({ email: contact.email })
    return found.state === "matched" ? { ...contact, accountId: found.accountId } : contact
  })
  const matching = lap()
  const index = Standing.index({ groupOf, accounts, contacts: matched, assets: [] })
  const indexing = lap()
  const last = count * contactsEach - 1
  let lookups = 0
  for (let at = 0; at <= last; at += 997, lookups += 3) {
    const group = groupOf.get(`A-${Math.floor(at / contactsEach)}`)
    for (const text of [
      `C-${at}`,
      `person.${at}@mail.werk-${Math.floor(at / contactsEach)}.example`,
      `030 ${10_000_000 + at}`
    ]) {
      const found = Standing.lookup(index, text)
      expect(found.state === "found" && found.groupId === group, `${text} is found in ${group}`)
    }
  }
  const asking = lap()
  expect(groups.length === Math.ceil(count / 4), "groups of four")
  expect(
    matched.every(({ accountId }) => accountId !== undefined),
    "every contact has its account"
  )
  const peakBytes = process.resourceUsage().maxRSS * 1024
  const keys = index.size
  console.log(
    JSON.stringify({ count, matching, indexing, microsPerLookup: (asking / lookups) * 1e6, dataBytes, peakBytes, keys })
  )
}

interface Result {
  readonly count: number
  readonly matching: number
  readonly indexing: number
  readonly microsPerLookup: number
  readonly dataBytes: number
  readonly peakBytes: number
  readonly keys: number
}

if (process.argv[2] === "--size") run(Number(process.argv[3]))
else {
  const sizes = process.argv.slice(2).map(Number)
  const rows: Array<Result> = []
  for (const size of sizes.length === 0 ? [25_000, 50_000, 100_000] : sizes) {
    const child = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, "--size", String(size)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"]
    })
    const row = JSON.parse(child.stdout) as Result
    rows.push(row)
    const [total, first] = [row.matching + row.indexing, rows[0] ?? row]
    const growth = total / (first.matching + first.indexing) / (row.count / first.count)
    console.log(
      `${row.count} accounts, ${row.count * contactsEach} contacts: matched ${row.matching.toFixed(2)} s, ` +
        `indexed ${row.indexing.toFixed(2)} s (${row.keys} keys), a lookup ${row.microsPerLookup.toFixed(0)} µs, ` +
        `RSS ${mebibytes(row.peakBytes)} MiB of which records ${mebibytes(row.dataBytes)} MiB, ` +
        `time per record ${growth.toFixed(2)} of the first row's`
    )
  }
}
