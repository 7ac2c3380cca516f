/** What a reader of a review must know: who went without for lack of room, and which figures are assumptions. */
import type * as Finding from "../kernel/Finding.ts"
import type { Review } from "./Review.ts"

const noRoom = ({ wentWithout }: Review): ReadonlyArray<Finding.Finding> => {
  if (wentWithout.length === 0) return []
  const byManager = Map.groupBy(wentWithout, ({ managerId }) => managerId)
  return [...byManager].map(([manager, all]): Finding.Finding => {
    const named = all.slice(0, 5).map(({ got, id, wanted }) => `${id} (${got} instead of ${wanted})`)
    const rest = all.length > named.length ? ` and ${all.length - named.length} more` : ""
    return {
      severity: "warning",
      rule: "portfolio/no-room",
      message: `manager ${manager} has no room for ${named.join(", ")}${rest}`,
      advice: "give some of them to another manager, or raise the manager's capacity"
    }
  })
}

const nobodysKeys = ({ items }: Review): ReadonlyArray<Finding.Finding> => {
  // Without any manager in the data nothing can be said of who has one.
  if (items.every(({ managerId }) => managerId === null)) return []
  const left = items.filter(({ key, managerId }) => key.isKey && managerId === null)
  if (left.length === 0) return []
  const named = left.slice(0, 5).map(({ id }) => id)
  const rest = left.length > named.length ? ` and ${left.length - named.length} more` : ""
  const message = `key accounts without a manager: ${named.join(", ")}${rest}`
  return [{ severity: "warning", rule: "portfolio/no-manager", message, advice: "name an owner for each" }]
}

const assumed = ({ lossRates, valueAtRisk }: Review): ReadonlyArray<Finding.Finding> => {
  const used = lossRates.filter(({ source }) => source === "assumption").map(({ band }) => band)
  if (used.length === 0 || valueAtRisk.items === 0) return []
  const message = `probabilities of loss are assumptions for ${used.join(", ")}: fewer than 30 clients were seen there a year ago`
  return [{ severity: "info", rule: "portfolio/assumed-loss", message }]
}

/** All findings on a review, beside those of its portfolio. */
export const check = (review: Review): ReadonlyArray<Finding.Finding> => [
  ...noRoom(review),
  ...nobodysKeys(review),
  ...assumed(review)
]
