/**
 * Who has to say yes to an offer: the manager, where its powers cover the terms, else the nearest superior whose powers
 * do. Powers that are not written down are none. `approves.discount` is in percent, `approves.cost` in whole units of
 * the currency, as people write it.
 */
import { type Manager, superiorsOf } from "../account/Manager.ts"
import * as Money from "../kernel/Money.ts"
import * as Reason from "./Reason.ts"

/** What is to be approved. */
export interface Need {
  /** 0 when the offer has no discount. */
  readonly discountPercent: number
  /** What the offer costs us over its term; null when unknown. */
  readonly costMinor: number | null
  readonly currency: Money.Currency
  /** Why somebody else than the manager has to look, whatever the manager's powers; null when nobody has to. */
  readonly whyAbove: string | null
}

/** Who has to say yes. */
export interface Approval {
  /** `own`: within the manager's powers; `above`: `by` has to approve; `nobody`: no superior's powers cover it. */
  readonly standing: "own" | "above" | "nobody"
  /** Null when nobody can. */
  readonly by: string | null
  readonly reason: Reason.Reason
}

/** Whether a manager's powers cover the terms. A cost that is unknown is covered by nobody's limit of cost. */
export const covers = ({ approves }: Pick<Manager, "approves">, need: Need): boolean => {
  const { costMinor, currency, discountPercent } = need
  if (approves === undefined) return false
  const unit = 10 ** Money.decimals(currency)
  const withinCost =
    approves.cost === undefined ? null : costMinor !== null && costMinor <= Math.round(approves.cost * unit)
  if (discountPercent === 0) return withinCost ?? false
  return approves.discount !== undefined && discountPercent <= approves.discount && (withinCost ?? true)
}

/** Who has to approve what a manager wants to offer; a client without a manager has nobody who can. */
export const of = (need: Need, manager: Manager | null, managers: ReadonlyArray<Manager>): Approval => {
  const { costMinor, currency, discountPercent, whyAbove } = need
  const facts = {
    "discount, %": discountPercent,
    [`cost, ${currency}`]: costMinor === null ? null : Money.show(costMinor, currency),
    manager: manager?.id ?? null
  }
  if (manager !== null && whyAbove === null && covers(manager, need)) {
    const reason = Reason.make("approval/own", `within the powers of ${manager.id}`, facts)
    return { standing: "own", by: manager.id, reason }
  }
  const why = whyAbove ?? (manager === null ? "the client has no manager" : `it passes the powers of ${manager.id}`)
  const superiors = manager === null ? [] : superiorsOf(manager, (id) => managers.find((one) => one.id === id))
  const by = superiors.find((one) => covers(one, need))
  if (by !== undefined)
    return {
      standing: "above",
      by: by.id,
      reason: Reason.make("approval/above", `${by.id} has to approve: ${why}`, facts, "wider powers of the manager")
    }
  const says = `nobody's powers cover it (${why})`
  return {
    standing: "nobody",
    by: null,
    reason: Reason.make("approval/nobody", says, facts, "powers (`approves`) of a superior that cover it")
  }
}
