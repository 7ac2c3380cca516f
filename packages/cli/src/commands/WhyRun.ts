/** The work of `abm why`. */
import { Calendar, type Event, Store } from "@market-of-one/core"
import { Sentences } from "@market-of-one/studio"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Names from "../session/Names.ts"
import * as Ports from "../session/Ports.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as WorkspaceStore from "../session/WorkspaceStore.ts"
import type * as Workspace from "../workspace/Workspace.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly account: string
  readonly contact: string | undefined
  readonly rehearsal: boolean
  readonly json: boolean
}

/** Whether an event concerns an account of the group, or the whole group; and the contact, when one is named. */
const concerns = (
  entry: Event.Entry,
  account: string | undefined,
  contact: string | undefined,
  names: Sentences.Names
): boolean => {
  const event = entry.event
  const told =
    "messageId" in event && typeof event.messageId === "string" ? names.messages?.[event.messageId] : undefined
  if (contact !== undefined) {
    const of =
      "contactId" in event
        ? event.contactId
        : event._tag === "ActivityRecorded"
          ? event.activity.contactId
          : told?.contactId
    return of === contact
  }
  if (event._tag === "AccountMoved" && event.into === account) return true
  return (
    account === undefined ||
    !("accountId" in event) ||
    (event.accountId ?? null) === null ||
    event.accountId === account
  )
}

/** Refuses a contact that is nobody's, or of another group than the account. */
const checkContact = ({ records: book }: Workspace.Workspace, groupId: string, contact: string) => {
  const record = book.records.contacts.find(({ record: one }) => one.id === contact)?.record
  const of = record?.accountId === undefined ? undefined : book.grouping.groupOf.get(record.accountId)
  if (record === undefined)
    return Effect.fail(Failure.refused(`there is no contact ${contact}`, "name a contact id of the data"))
  return of === groupId
    ? Effect.void
    : Effect.fail(
        Failure.refused(
          `contact ${contact} belongs to ${of === undefined ? "no account" : `the group ${of}`}, not to ${groupId}`,
          of === undefined ? "leave it out" : `abm why ${of} ${contact}`
        )
      )
}

/** Tells the journal of an account. */
export const run = Effect.fn("why.run")(function* (given: Given) {
  const { file, workspace } = yield* WorkspaceStore.open(given.directory, given.rehearsal)
  const groupId = workspace.records.grouping.groupOf.get(given.account)
  if (groupId === undefined)
    return yield* Failure.refused(`there is no account ${given.account}`, "name an account id of the data")
  if (given.contact !== undefined) yield* checkContact(workspace, groupId, given.contact)
  const journal = yield* Effect.gen(function* () {
    return yield* (yield* Store.Store).journal(groupId)
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  const names = Names.of(workspace, journal)
  const account = groupId === given.account ? undefined : given.account
  const entries = journal.filter((entry) => concerns(entry, account, given.contact, names))
  if (given.json)
    return yield* Output.json(
      entries.map(({ at, event, seq }) => ({ group: groupId, seq, at: Calendar.showInstant(at), ...event }))
    )
  if (entries.length === 0) return yield* Output.stdout(`nothing is known of ${given.contact ?? given.account} yet\n`)
  const context: Sentences.Context = { locale: workspace.config.locale, timeZone: workspace.policy.timeZone, names }
  // A tick is the frame of what it decided; the sentences after it say what matters.
  const told = entries
    .filter(({ event }) => event._tag !== "Ticked")
    .map((entry) => `${Sentences.line(entry, context)}\n`)
  yield* Output.stdout(told.join(""))
})
