/** Orders that were reversed in full: each of their lines came back, in one piece, on the same day or later. */
import type { Order } from "../account/Order.ts"
import type { Day } from "../kernel/Calendar.ts"

/** One reversed order. `minor` is what was taken back, positive. */
export interface Reversal {
  readonly orderId: string
  readonly accountId: string | null
  readonly product: string | null
  readonly region: string | null
  readonly on: Day
  readonly minor: number
}

const keyOf = ({ accountId, amount, product }: Order): string =>
  `${accountId ?? ""}\u0000${product ?? ""}\u0000${Math.abs(amount.minor)}`

/**
 * The reversed orders, by day and id. A return takes back the latest line before it of the same account, product and
 * amount that has not come back yet; an order is reversed when all its lines have.
 */
export const of = (orders: ReadonlyArray<Order>): ReadonlyArray<Reversal> => {
  const returns = orders.filter(({ amount }) => amount.minor < 0)
  if (returns.length === 0) return []
  const keys = new Set(returns.map(keyOf))
  const open = new Map<string, Array<Order>>()
  const lines = new Map<string, number>()
  const idOf = ({ id, orderId }: Order): string => orderId ?? id
  // Where both are of one day the delivery comes before its return.
  const inTime = orders.toSorted((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : b.amount.minor - a.amount.minor || (a.id < b.id ? -1 : 1)
  )
  const back = new Map<string, { lines: number; minor: number; on: Day; first: Order }>()
  for (const order of inTime) {
    const key = keyOf(order)
    if (order.amount.minor > 0) {
      lines.set(idOf(order), (lines.get(idOf(order)) ?? 0) + 1)
      if (!keys.has(key)) continue
      const known = open.get(key)
      if (known === undefined) open.set(key, [order])
      else known.push(order)
    } else if (order.amount.minor < 0) {
      const delivered = open.get(key)?.pop()
      if (delivered === undefined) continue
      const id = idOf(delivered)
      const known = back.get(id)
      back.set(id, {
        lines: (known?.lines ?? 0) + 1,
        minor: (known?.minor ?? 0) - order.amount.minor,
        on: order.date,
        first: known?.first ?? delivered
      })
    }
  }
  return [...back]
    .filter(([id, { lines: returned }]) => returned === lines.get(id))
    .map(([orderId, { first, minor, on }]): Reversal => ({
      orderId,
      accountId: first.accountId ?? null,
      product: first.product ?? null,
      region: first.region ?? null,
      on,
      minor
    }))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.orderId < b.orderId ? -1 : 1))
}
