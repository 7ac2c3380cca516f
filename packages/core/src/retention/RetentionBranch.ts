/** How the other clients of a client's branch did against the window before. */
import type * as Migration from "../analysis/Migration.ts"
import type { Branch } from "./CausesSignals.ts"
import type { ClientRecords } from "./RetentionRecords.ts"

interface Sum {
  before: number
  after: number
  accounts: number
}

/** The industry of a client: its root's, else that of the first member that has one. */
const industryOf = ({ accounts, groupId }: ClientRecords): string | undefined =>
  accounts.find(({ id }) => id === groupId)?.industry ??
  accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)).find(({ industry }) => industry !== undefined)?.industry

/** The branch of each client, itself left out; null where the industry or the window before is unknown. */
export const make = (
  clients: ReadonlyArray<ClientRecords>,
  moves: ReadonlyMap<string, Migration.Move>
): ((client: ClientRecords) => Branch | null) => {
  const sums = new Map<string, Sum>()
  for (const client of clients) {
    const industry = industryOf(client)
    const move = moves.get(client.groupId)
    if (industry === undefined || move === undefined || move.before === null) continue
    const sum = sums.get(industry) ?? { before: 0, after: 0, accounts: 0 }
    sum.before += move.before.measureMinor
    sum.after += move.after?.measureMinor ?? 0
    sum.accounts += 1
    sums.set(industry, sum)
  }
  return (client) => {
    const industry = industryOf(client)
    const sum = industry === undefined ? undefined : sums.get(industry)
    if (industry === undefined || sum === undefined) return null
    const own = moves.get(client.groupId)
    const isIn = own !== undefined && own.before !== null
    const before = sum.before - (isIn ? (own.before?.measureMinor ?? 0) : 0)
    const after = sum.after - (isIn ? (own.after?.measureMinor ?? 0) : 0)
    const accounts = sum.accounts - (isIn ? 1 : 0)
    return before > 0 ? { industry, change: (after - before) / before, accounts } : null
  }
}
