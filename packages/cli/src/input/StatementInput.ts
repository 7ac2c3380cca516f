/** From a statement to the journal's input: about whom it is, in which group, and what it means there. */
import {
  type Activity,
  Calendar,
  Contact,
  type DeliveryState,
  type Event,
  Hash,
  Mailbox,
  type RecordBook,
  type Store
} from "@market-of-one/core"
import type { Problem, Statement } from "./Statement.ts"

/** The people and groups that statements may name. */
export interface Directory {
  readonly groupOf: ReadonlyMap<string, string>
  /** The account (if one is known) and the keyed hash of the address (if it is valid), by contact. */
  readonly contacts: ReadonlyMap<string, { readonly accountId?: string; readonly addressHash?: string }>
}

/** What a statement becomes. */
export type Made = { readonly ok: true; readonly told: Store.Told } | { readonly ok: false; readonly problem: Problem }

/** The directory of a record book; `addressKey` is the key that addresses are hashed under. */
export const directoryOf = (book: RecordBook.RecordBook, addressKey: string): Directory => ({
  groupOf: book.grouping.groupOf,
  contacts: new Map(
    book.records.contacts.map(({ record: { accountId, email, id } }) => {
      const address = Contact.normalEmail(email)
      return [
        id,
        {
          ...(accountId === undefined ? {} : { accountId }),
          ...(address === undefined ? {} : { addressHash: Hash.keyed(addressKey, address) })
        }
      ]
    })
  )
})

interface Whom {
  readonly groupId: string
  readonly accountId: string
  readonly contactId: string | undefined
  readonly addressHash: string | undefined
}

type Found = { readonly ok: true; readonly whom: Whom } | { readonly ok: false; readonly problem: Problem }

const missing = (field: string, message: string, advice: string): Found => ({
  ok: false,
  problem: { field, message, advice }
})

const whomOf = (said: Statement, message: DeliveryState.Message | undefined, directory: Directory): Found => {
  if (said.message !== undefined && message === undefined)
    return missing("message", `there is no message ${said.message} in the store`, "leave it out and name the contact")
  const contactId = said.contact ?? message?.contactId
  if (message !== undefined && said.contact !== undefined && said.contact !== message.contactId)
    return missing("contact", `message ${message.messageId} went to another contact`, "name the contact or the message")
  const contact = contactId === undefined ? undefined : directory.contacts.get(contactId)
  if (said.contact !== undefined && contact === undefined)
    return missing("contact", `there is no contact ${said.contact}`, "name a contact id of the data")
  const accountId = said.account ?? message?.accountId ?? contact?.accountId
  if (accountId === undefined)
    return contactId === undefined
      ? missing("contact", "it names neither account, contact nor message", "say about whom it is")
      : missing("contact", `contact ${contactId} belongs to no account`, "name the account as well")
  const groupId = directory.groupOf.get(accountId)
  if (groupId === undefined)
    return missing("account", `there is no account ${accountId}`, "name an account id of the data")
  const own = directory.groupOf.get(message?.accountId ?? contact?.accountId ?? accountId)
  if (own !== groupId)
    return missing(
      "account",
      `${contactId ?? "the message"} belongs to another group than ${accountId}`,
      "leave one out"
    )
  return {
    ok: true,
    whom: { groupId, accountId, contactId, addressHash: message?.addressHash ?? contact?.addressHash }
  }
}

type OfWork = Extract<Statement, { readonly type: "task" | "approval" | "answer" | "offer" }>
type OfPerson = Exclude<Statement, { readonly type: "hold" | "release" } | OfWork>
type Act = Omit<Activity.Activity, "contactId" | "at" | "messageId">

const actOf = (said: Exclude<OfPerson, { readonly type: "consent" }>): Act => {
  switch (said.type) {
    case "reply":
      return { kind: "replied" }
    case "out-of-office":
      return { kind: "out of office", ...(said.data.until === undefined ? {} : { until: said.data.until }) }
    case "opened":
      return { kind: "opened" }
    case "clicked":
      return { kind: "clicked" }
    case "unsubscribe":
      return { kind: "unsubscribed", ...(said.data.topic === undefined ? {} : { topic: said.data.topic }) }
    case "bounce":
      return { kind: "bounced", hard: said.data.kind === "hard" }
    case "complaint":
      return { kind: "complained" }
  }
}

const ofPerson = (said: OfPerson, contactId: string): Event.Input => {
  if (said.type !== "consent") {
    const about = said.message === undefined ? {} : { messageId: said.message }
    return { _tag: "ActivityRecorded", activity: { ...actOf(said), contactId, at: said.at, ...about } }
  }
  const { scope, ...consent } = said.data
  return { _tag: "ConsentChanged", contactId, scope, consent: { ...consent, at: said.at } }
}

const isOfWork = (said: Statement): said is OfWork =>
  said.type === "task" || said.type === "approval" || said.type === "answer" || said.type === "offer"

/** What persons of ours, or a client that wants to leave, said. An id that the group does not know changes nothing. */
const ofWork = (said: OfWork): Event.Input => {
  switch (said.type) {
    case "task": {
      const { act, by, note, task: taskId } = said.data
      if (act === "accept") return { _tag: "TaskAccepted", taskId, by }
      const outcome = act === "done" ? "done" : "dismissed"
      return { _tag: "TaskClosed", taskId, by, outcome, ...(note === undefined ? {} : { note }) }
    }
    case "approval": {
      const { approval: approvalId, by, given, reason = "" } = said.data
      return given ? { _tag: "ApprovalGiven", approvalId, by } : { _tag: "ApprovalRefused", approvalId, by, reason }
    }
    case "answer": {
      const { by, notice: noticeId, ...answers } = said.data
      return { _tag: "ExitAnswered", noticeId, answers, by }
    }
    case "offer":
      return { _tag: "OfferAnswered", offerId: said.data.offer, answer: said.data.answer, by: said.data.by }
  }
}

const inputOf = (said: Statement, { accountId, contactId, groupId }: Whom): Event.Input | undefined => {
  // As with `abm hold`: the id of the group's root speaks for the whole group.
  const scope = accountId === groupId ? {} : { accountId }
  if (said.type === "hold")
    return { _tag: "HoldPlaced", hold: { id: `record/${said.id}`, ...said.data, placedAt: said.at, ...scope } }
  if (said.type === "release") return { _tag: "HoldReleased", ...said.data, ...scope }
  if (isOfWork(said)) return ofWork(said)
  return contactId === undefined ? undefined : ofPerson(said, contactId)
}

/** The input of a statement, appended at `now`. `message` is the one that it names, as the store holds it. */
export const make = (
  said: Statement,
  message: DeliveryState.Message | undefined,
  directory: Directory,
  now: Calendar.Instant
): Made => {
  if (said.at > now + Calendar.dayMillis)
    return { ok: false, problem: { field: "at", message: "it lies in the future", advice: "say when it happened" } }
  const found = whomOf(said, message, directory)
  if (!found.ok) return found
  const input = inputOf(said, found.whom)
  if (input === undefined)
    return {
      ok: false,
      problem: { field: "contact", message: `a ${said.type} is a person's`, advice: "name the contact or the message" }
    }
  const { addressHash, groupId } = found.whom
  const addressed = addressHash === undefined ? input : Mailbox.withAddress(input, addressHash)
  return { ok: true, told: { id: `record/${said.id}`, groupId, at: now, input: addressed } }
}
