/** Which content a due touch would get: the one given to the account by hand, else the one that the slot's rules choose. */
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as ContentRules from "../program/ContentRules.ts"
import * as RuleFacts from "../program/RuleFacts.ts"
import type { DueTouch } from "../program/Steps.ts"

/** The content of a touch with its trace; undefined when its contact is no longer among the records. */
export const choose = (due: DueTouch, market: AccountMarket): ContentRules.TracedChoice | undefined => {
  if (due.contact === undefined) return undefined
  const slot = due.touch.slot
  const own = due.definition.program.overrides[due.account.id]?.variants[slot.id]
  const given = own === undefined ? undefined : slot.slot.variants.find(({ id }) => id === own)
  if (given !== undefined)
    return {
      variantId: given.id,
      templateId: given.template,
      trace: [`"${given.id}" is given to this account by hand`]
    }
  return ContentRules.choose(
    slot,
    RuleFacts.ofContact(RuleFacts.ofAccount(market, due.account), due.contact),
    `${due.enrolment.programId}/${slot.id}/${due.contactId}`
  )
}
