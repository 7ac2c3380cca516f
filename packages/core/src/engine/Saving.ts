/**
 * The save desk inside the decision: what a group's notices, answers and offers come to is said as offers and tasks. The
 * desk itself decides nothing about time or money that is not in `retention`.
 */
import * as AccountTeam from "../account/AccountTeam.ts"
import * as TaskWork from "../desk/TaskWork.ts"
import type { Decision } from "../journal/Event.ts"
import * as Hash from "../kernel/Hash.ts"
import { dayOf, instant, type Zone } from "../kernel/Calendar.ts"
import type { GroupRecords, Leaving } from "../account/Records.ts"
import * as ServiceTimes from "../market/ServiceTimes.ts"
import type * as Ladder from "../retention/Ladder.ts"
import * as SaveDesk from "../retention/SaveDesk.ts"
import * as SaveJournal from "../retention/SaveJournal.ts"
import type { GroupState } from "./GroupState.ts"
import type { Setting } from "./Noticing.ts"

const dealings: ReadonlySet<string> = new Set(["call", "meeting", "visit", "negotiation"])

const rivalsOf = ({ presences }: Leaving): ReadonlyArray<Ladder.Rival> =>
  presences.flatMap(({ competitorId, offer }): ReadonlyArray<Ladder.Rival> =>
    offer === undefined
      ? []
      : [
          {
            competitorId,
            terms: offer.terms,
            price: offer.price ?? null,
            until: offer.until ?? null,
            standing: offer.evidence === undefined ? "claimed" : "evidenced",
            evidence: offer.evidence ?? null
          }
        ]
  )

/** When we talked with the client: dealings held, and tasks of the departure that somebody did. */
const contactsAt = (records: GroupRecords, state: GroupState) => [
  ...records.interactions.flatMap((one) => {
    const at = one.startedAt ?? one.at
    return one.status === "held" && dealings.has(one.kind) && at !== undefined ? [at] : []
  }),
  ...Object.values(state.tasks).flatMap(({ closed, kind }) =>
    kind === "departure" && closed?.outcome === "done" ? [closed.at] : []
  )
]

const zoneOf = ({ market, policy }: Setting): Zone => {
  const { accounts, groupId } = market.records
  const root = accounts.find(({ id }) => id === groupId)
  return root?.timeZone ?? accounts.find((one) => one.timeZone !== undefined)?.timeZone ?? policy.timeZone
}

const followersOf = (accountId: string, { market }: Setting): ReadonlyArray<string> =>
  AccountTeam.withRole(market.records.team, "follower", accountId)

/** What the save desk proposes for a group now; null without a notice. */
export const proposal = (setting: Setting, state: GroupState): SaveDesk.Proposal | null => {
  const { horizon, market } = setting
  const { records, segment } = market
  const { leaving } = records
  if (leaving === undefined) return null
  const zone = zoneOf(setting)
  const since =
    records.accounts.flatMap((account) => account.since ?? []).toSorted()[0] ?? segment?.firstOrderOn ?? null
  return SaveDesk.propose({
    horizon,
    client: {
      groupId: records.groupId,
      zone,
      currency: leaving.currency,
      notices: records.departures,
      assets: records.assets,
      products: leaving.products,
      services: records.activations ?? null,
      spend: segment?.abc ?? null,
      since,
      figures: leaving.revenueMinor > 0 ? { revenueMinor: leaving.revenueMinor, costMinor: leaving.costMinor } : null,
      rivals: rivalsOf(leaving),
      contactedAt: contactsAt(records, state),
      ...SaveJournal.told(state, zone)
    },
    desk: {
      manager: records.manager,
      managers: leaving.managers,
      calendar: ServiceTimes.calendarOf(records.manager, setting.policy),
      policy: setting.save
    }
  })
}

/** Accepted terms that end before long: the client is told before, not after. */
export const reminders = (setting: Setting, state: GroupState): ReadonlyArray<Decision> =>
  Object.values(state.offers)
    .toSorted((a, b) => (a.offerId < b.offerId ? -1 : 1))
    .flatMap((offer): ReadonlyArray<Decision> => {
      const { accountId, answer, endsAt, offerId, remindAt, terms } = offer
      const taskId = `task-${Hash.ofValue(["remind", offerId]).slice(0, 12)}`
      if (answer?.answer !== "accepted" || remindAt === null || state.tasks[taskId] !== undefined) return []
      if (!setting.horizon.passed(remindAt) || setting.horizon.passed(endsAt)) return []
      return [
        {
          _tag: "TaskCreated",
          taskId,
          kind: "offer",
          accountId,
          contactIds: [],
          ownerId: TaskWork.inCharge(setting.market.records, setting.horizon),
          followers: followersOf(accountId, setting),
          text: `remind the client that these terms end on ${dayOf(instant(endsAt - 1), zoneOf(setting))}: ${terms}`,
          dueAt: endsAt,
          acceptBy: null,
          evidence: { "offer.id": offerId, "offer.endsAt": endsAt }
        }
      ]
    })

/** The offers to be made now, each with the task to tell it to the client once nobody has to approve it any more. */
export const propose = (setting: Setting, state: GroupState): ReadonlyArray<Decision> => {
  const found = proposal(setting, state)
  if (found === null) return []
  const { horizon, market } = setting
  const accountId = found.case.notices.flatMap((one) => one.accountId ?? [])[0] ?? market.records.groupId
  return SaveJournal.decide(found, state, { accountId, zone: zoneOf(setting), policy: setting.save }).flatMap(
    (offer): ReadonlyArray<Decision> => {
      if (offer.approvalId !== null) return [offer]
      const taskId = `task-${Hash.ofValue(["offer", offer.offerId]).slice(0, 12)}`
      return [
        offer,
        {
          _tag: "TaskCreated",
          taskId,
          kind: "offer",
          accountId,
          contactIds: [],
          ownerId: TaskWork.inCharge(market.records, horizon),
          followers: followersOf(accountId, setting),
          text: `offer it and write down the answer: ${offer.terms}`,
          dueAt: found.windowEndsAt > horizon.now ? found.windowEndsAt : null,
          acceptBy: null,
          evidence: { "offer.id": offer.offerId, "offer.rung": offer.rung, "notice.id": offer.noticeId }
        }
      ]
    }
  )
}
