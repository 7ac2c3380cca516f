/**
 * How each rung of the ladder stands in a case: what was made and answered, what the cooldown and open questions keep
 * shut, what its row would offer, and who has to approve that.
 */
import type { Manager } from "../account/Manager.ts"
import type * as Calendar from "../kernel/Calendar.ts"
import type * as Money from "../kernel/Money.ts"
import * as Approval from "./Approval.ts"
import type * as Ladder from "./Ladder.ts"
import * as Reason from "./Reason.ts"
import type * as SaveOffer from "./SaveOffer.ts"
import type { SavePolicy } from "./SavePolicy.ts"

/** How a rung stands in the present case. */
export interface RungState {
  readonly rung: Ladder.Rung
  /** `shut`: not before the exit questions are answered. `refused`: by who had to approve it. */
  readonly standing: "open" | "shut" | "skipped" | "waiting" | "declined" | "refused" | "accepted"
  readonly terms: Ladder.Terms | null
  readonly approval: Approval.Approval | null
  readonly reasons: ReadonlyArray<Reason.Reason>
}

/** What rungs of one case are judged by. Records are those that have happened by now. */
export interface Setting {
  /** The ids of its notices: records name the case by any of them. */
  readonly noticeIds: ReadonlySet<string>
  readonly currency: Money.Currency
  readonly manager: Manager | null
  readonly managers: ReadonlyArray<Manager>
  readonly policy: SavePolicy
  readonly hasOpenQuestions: boolean
  readonly cooldown: SaveOffer.Cooldown | null
  /** Offers of this case, by id. */
  readonly own: ReadonlyArray<SaveOffer.OfferRecord>
  readonly approvals: ReadonlyArray<SaveOffer.ApprovalRecord>
  /** Whether a recorded event has happened by now. */
  readonly isPast: (at: Calendar.Instant | undefined) => boolean
}

/** The word given on terms: it has to come from somebody whose powers cover them, and cover at least so much. */
const wordOn = (
  { approvals, currency, manager, managers, noticeIds }: Setting,
  { rung, terms }: { readonly rung: Ladder.Rung; readonly terms: Ladder.Terms },
  approval: Approval.Approval
): SaveOffer.ApprovalRecord | undefined =>
  approvals
    .filter(({ by, caseId, rung: on }) => {
      if (!noticeIds.has(caseId) || on !== rung) return false
      const { costMinor, percent, whyAbove } = terms
      const approver = managers.find(({ id }) => id === by)
      if (by === approval.by) return true
      const need = { discountPercent: percent, costMinor, currency, whyAbove }
      return approver !== undefined && by !== manager?.id && Approval.covers(approver, need)
    })
    .toSorted((a, b) => b.at - a.at || Number(a.isGiven) - Number(b.isGiven))
    .find(({ isGiven, percent }) => !isGiven || percent >= terms.percent)

const needsNobody = ({ costMinor, percent, whyAbove }: Ladder.Terms): boolean =>
  percent === 0 && costMinor === 0 && whyAbove === null

/** The state of a rung; facts of null leave out what nobody can take any more. */
export const of = (setting: Setting, row: Ladder.Row, facts: Ladder.LadderFacts | null): RungState => {
  const { cooldown, currency, hasOpenQuestions, isPast, manager, managers, own, policy } = setting
  const { rung } = row
  const made = own.filter((offer) => offer.rung === rung)
  const answered = made.filter(({ answeredAt, outcome }) => outcome !== undefined && isPast(answeredAt))
  const bare = { rung, terms: null, approval: null }
  if (answered.some(({ outcome }) => outcome === "accepted")) return { ...bare, standing: "accepted", reasons: [] }
  const [refused] = answered
  if (refused !== undefined) {
    const says = `offer ${refused.id} (${rung}) was ${refused.outcome ?? "declined"}`
    return { ...bare, standing: "declined", reasons: [Reason.make("save-desk/declined", says, { offer: refused.id })] }
  }
  const [pending] = made
  if (pending !== undefined) {
    const says = `offer ${pending.id} (${rung}, until ${pending.endsOn}) waits for the client's answer`
    return { ...bare, standing: "waiting", reasons: [Reason.make("save-desk/waiting", says, { offer: pending.id })] }
  }
  if (!row.isAlwaysOpen && cooldown !== null) return { ...bare, standing: "skipped", reasons: [cooldown.reason] }
  if (!row.isAlwaysOpen && hasOpenQuestions) return { ...bare, standing: "shut", reasons: [] }
  if (facts === null) return { ...bare, standing: "skipped", reasons: [] }
  const { reasons, terms } = row.weigh(facts, policy)
  if (terms === null) return { ...bare, standing: "skipped", reasons }
  if (needsNobody(terms)) return { rung, standing: "open", terms, approval: null, reasons }
  const { costMinor, percent, whyAbove } = terms
  const need = { discountPercent: percent, costMinor, currency, whyAbove }
  const approval = Approval.of(need, manager, managers)
  const word = approval.standing === "own" ? undefined : wordOn(setting, { rung, terms }, approval)
  if (word?.isGiven === false) {
    const says = `${word.by} refused to approve ${rung}`
    const refusal = Reason.make("save-desk/not-approved", says, { by: word.by, rung })
    return { rung, standing: "refused", terms, approval, reasons: [...reasons, refusal] }
  }
  if (word === undefined) return { rung, standing: "open", terms, approval, reasons: [...reasons, approval.reason] }
  const says = `${word.by} approved ${rung} up to ${word.percent} %`
  const given = Reason.make("save-desk/approved", says, { by: word.by, "up to, %": word.percent })
  return { rung, standing: "open", terms, approval: null, reasons: [...reasons, given] }
}
