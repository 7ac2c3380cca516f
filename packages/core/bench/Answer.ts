/** What contenders found, in one line that can be compared: counts, sums and a hash of every account. */
import { createHash } from "node:crypto"
import type { Placed } from "./MapLoop.ts"

/** Takes accounts in order, largest first. */
export const make = () => {
  const hash = createHash("sha256")
  const cells = new Map<string, number>()
  let accounts = 0
  let total = 0
  return {
    add: (one: Placed): void => {
      accounts += 1
      total += one.measure
      const cell = `${one.abc}${one.byFrequency}${one.byVariation}${one.undetermined === null ? "" : "?"}`
      cells.set(cell, (cells.get(cell) ?? 0) + 1)
      const { active, first, id, last, measure, orders, periods, share, shareBefore, undetermined } = one
      hash.update(
        `${id} ${cell} ${measure} ${share} ${shareBefore} ${orders} ${first} ${last} ${active} ${periods} ${undetermined}\n`
      )
    },
    /** `extra` are further facts that must agree, such as rows set aside. */
    text: (extra = ""): string => {
      const counted = [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([cell, count]) => `${cell} ${count}`)
      return `${accounts} accounts, ${total} minor units, ${counted.join(", ")}, ${extra} ${hash.digest("hex")}`
    }
  }
}
