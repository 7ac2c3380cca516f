/** What ids are called, for sentences about the journal. */
import type { Event } from "@market-of-one/core"
import { Sentences } from "@market-of-one/studio"
import type * as Workspace from "../workspace/Workspace.ts"

/** Names of accounts, contacts, programs and managers by id, and what the journal itself tells. */
export const of = ({ programs, records: book }: Workspace.Workspace, journal: Iterable<Event.Entry>): Sentences.Names =>
  Sentences.learn(journal, {
    accounts: Object.fromEntries(book.records.accounts.map(({ record }) => [record.id, record.name])),
    contacts: Object.fromEntries(book.records.contacts.map(({ record }) => [record.id, record.name])),
    people: Object.fromEntries(book.records.managers.map(({ record }) => [record.id, record.name])),
    programs: Object.fromEntries(programs.map(({ compiled }) => [compiled.program.id, compiled.program.name]))
  })
