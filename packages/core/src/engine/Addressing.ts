/** Gives inputs the mailbox that they are about, out of the records, so that what a person said reaches every group. */
import * as Effect from "effect/Effect"
import { Records, type GroupRecords, type RecordsError } from "../account/Records.ts"
import * as Mailbox from "../journal/Mailbox.ts"
import type { Told } from "../journal/Store.ts"
import * as RecordIndex from "../market/RecordIndex.ts"

const addressIn = (records: GroupRecords, contactId: string): string | null => {
  const contact =
    RecordIndex.of(records).contact(contactId) ??
    records.contacts.find(({ formerIds = [] }) => formerIds.includes(contactId))
  return contact?.addressHash ?? null
}

/** An input of a group that the records do not have is told as it is. */
const unlessUnknown = (error: RecordsError): Effect.Effect<null, RecordsError> =>
  error.retryable ? Effect.fail(error) : Effect.succeed(null)

/** The inputs with the mailboxes of those that name a contact and no message. */
export const complete = (told: ReadonlyArray<Told>): Effect.Effect<ReadonlyArray<Told>, RecordsError, Records> =>
  Effect.forEach(told, (one) => {
    const contactId = Mailbox.missingOf(one.input)
    if (contactId === undefined) return Effect.succeed(one)
    return Records.use((records) => records.group(one.groupId)).pipe(
      Effect.catchTag("RecordsError", unlessUnknown),
      Effect.map((records) => {
        const addressHash = records === null ? null : addressIn(records, contactId)
        return addressHash === null ? one : { ...one, input: Mailbox.withAddress(one.input, addressHash) }
      })
    )
  })
