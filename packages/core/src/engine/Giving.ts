/** Gifts that steps of programs give: within the limit of a person, a year and a country, else refused. */
import type { GroupContact } from "../account/Records.ts"
import type { Evidence } from "../journal/Event.ts"
import { dayOf } from "../kernel/Calendar.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { Opening } from "../program/Steps.ts"
import * as Gifts from "../retention/Gifts.ts"
import type { GroupState } from "./GroupState.ts"
import type { Setting } from "./Noticing.ts"

/** Every gift that people of the group were given or are to be given, by the tasks of programs. */
const givenBy = (state: GroupState, currency: string, { policy }: Setting): ReadonlyArray<Gifts.Gift> =>
  Object.values(state.tasks).flatMap((task) =>
    task.kind === "gift" && task.closed?.outcome !== "dismissed" && task.closed?.outcome !== "withdrawn"
      ? task.contactIds.map((contactId) => ({
          contactId,
          value: { minor: task.costMinor ?? 0, currency } as Gifts.Gift["value"],
          on: dayOf(task.createdAt, policy.timeZone)
        }))
      : []
  )

const samePerson = (contact: GroupContact, setting: Setting): ReadonlyArray<string> => {
  const index = RecordIndex.of(setting.market.records)
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
  const given = givenBy(state, currency, setting)
  const index = RecordIndex.of(setting.market.records)
  const refused: Record<string, string> = {}
  const left = members.filter((contactId) => {
    const contact = index.contact(contactId)
    if (contact === undefined) return false
    const verdict = Gifts.check(
      { contactId, value: { minor: costMinor, currency }, on },
      { contactIds: samePerson(contact, setting), country: contact.country ?? inside.account.country ?? null },
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
