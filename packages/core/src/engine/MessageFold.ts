/** What the state of a group keeps of messages: with their touches, and the offers that they told of. */
import type { Event } from "../journal/Event.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { EnrolmentState, TouchState, TouchStatus } from "../program/Enrolment.ts"
import type { GroupState } from "./GroupState.ts"

/** What a message was queued with, as its touch keeps it. */
export const queuedWith = ({
  addressHash,
  costMinor,
  offer,
  templateId
}: Extract<Event, { _tag: "MessageQueued" }>): NonNullable<TouchState["message"]> => ({
  addressHash,
  templateId,
  ...(costMinor === undefined ? {} : { costMinor }),
  ...(offer === undefined ? {} : { offer })
})

/** What stays with a touch through all that becomes of its message. */
export const kept = ({
  message,
  messageId,
  spokenAt
}: TouchState): Pick<TouchState, "message" | "messageId" | "spokenAt"> => ({
  ...(messageId === undefined ? {} : { messageId }),
  ...(spokenAt === undefined ? {} : { spokenAt }),
  ...(message === undefined ? {} : { message })
})

const isTold = (status: TouchStatus): boolean => status === "sent" || status === "unknown"

/** The state with the offer of a message that was settled, or without it when nobody was told of it after all. */
export const offered = (
  state: GroupState,
  { enrolment, touch }: { readonly enrolment: EnrolmentState; readonly touch: TouchState },
  status: TouchStatus,
  at: Instant
): GroupState => {
  const offer = touch.message?.offer
  if (offer === undefined) return state
  const { endsAt, kind, offerId, percent = null, title } = offer
  const known = state.offers[offerId]
  if (isTold(status)) {
    if (known !== undefined) return state
    const { accountId } = enrolment
    const made = { offerId, accountId, noticeId: null, rung: kind, discountPercent: percent, madeAt: at, endsAt }
    const offers = {
      ...state.offers,
      [offerId]: { ...made, remindAt: null, terms: title, approvalId: null, answer: null }
    }
    return { ...state, offers }
  }
  const others = Object.values(state.enrolments[enrolment.enrolmentId]?.touches ?? {}).flatMap(
    Object.values<TouchState>
  )
  if (known?.answer !== null || others.some((one) => one.message?.offer?.offerId === offerId && isTold(one.status)))
    return state
  const { [offerId]: _, ...offers } = state.offers
  return { ...state, offers }
}
