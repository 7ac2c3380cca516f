/** Gifts that programs give, by tasks and by offers of messages: within the limit of a person, a year and a country, else refused. */
import type { GroupContact } from "../account/Records.ts"
import type { Evidence } from "../journal/Event.ts"
import { dayOf } from "../kernel/Calendar.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { Policy } from "../program/Policy.ts"
import type { Opening } from "../program/Steps.ts"
import * as Gifts from "../retention/Gifts.ts"
import type { GroupState } from "./GroupState.ts"
import type { Setting } from "./Noticing.ts"

const offered: ReadonlySet<string> = new Set(["queued", "sent", "unknown"])

/** Every gift that messages offered or are about to, but for one message's own. */
const offeredBy = ({ enrolments }: GroupState, policy: Policy, but: string | undefined): ReadonlyArray<Gifts.Gift> =>
  Object.values(enrolments).flatMap(({ touches }) =>
    Object.values(touches).flatMap((byContact) =>
      Object.entries(byContact).flatMap(([contactId, { at, message, messageId, status }]) => {
        const offer = message?.offer
        return offer?.kind === "gift" && offer.value !== undefined && offered.has(status) && messageId !== but
          ? [{ contactId, value: offer.value, on: dayOf(at, policy.timeZone) }]
          : []
      })
    )
  )

/** Every gift that people of the group were given or are to be given, by tasks and messages of programs. */
export const givenBy = (
  state: GroupState,
  currency: string,
  policy: Policy,
  but?: string
): ReadonlyArray<Gifts.Gift> => [
  ...offeredBy(state, policy, but),
  ...Object.values(state.tasks).flatMap((task) =>
    task.kind === "gift" && task.closed?.outcome !== "dismissed" && task.closed?.outcome !== "withdrawn"
      ? task.contactIds.map((contactId) => ({
          contactId,
          value: { minor: task.costMinor ?? 0, currency } as Gifts.Gift["value"],
          on: dayOf(task.createdAt, policy.timeZone)
        }))
      : []
  )
]

/** All contacts that are this person, told by the mailbox. */
export const samePerson = (contact: GroupContact, { records }: AccountMarket): ReadonlyArray<string> => {
  const index = RecordIndex.of(records)
  return contact.addressHash === null ? [contact.id] : index.contactsAt(contact.addressHash).map(({ id }) => id)
}

/**
 * A step that opens, with those alone who may be given its gift; passed over when nobody may. What is not a gift stays
 * as it is.
 */
export const allowed = (opening: Opening, setting: Setting, state: GroupState): Opening => {
  const { inside, members, passedOver, step } = opening
  if (step.touch.task?.kind !== "gift" || passedOver !== undefined) return opening
  const { costMinor = 0 } = step.touch
  const { budget } = inside.definition.program
  if (budget === undefined) return { ...opening, members: [], passedOver: { "program.budget": null } }
  const { currency } = budget
  const on = dayOf(setting.horizon.now, setting.policy.timeZone)
  const given = givenBy(state, currency, setting.policy)
  const index = RecordIndex.of(setting.market.records)
  const refused: Record<string, string> = {}
  const left = members.filter((contactId) => {
    const contact = index.contact(contactId)
    if (contact === undefined) return false
    const verdict = Gifts.check(
      { contactId, value: { minor: costMinor, currency }, on },
      { contactIds: samePerson(contact, setting.market), country: contact.country ?? inside.account.country ?? null },
      { given, limits: setting.policy.giftLimits }
    )
    if (!verdict.isAllowed) refused[contactId] = verdict.reason.says
    return verdict.isAllowed
  })
  const evidence: Evidence = refused
  return left.length > 0 || members.length === 0
    ? { ...opening, members: left }
    : { ...opening, members: [], passedOver: evidence }
}
