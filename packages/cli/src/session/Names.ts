/** What ids are called, for sentences about the journal. */
import type { Event } from "@market-of-one/core"
import { Sentences } from "@market-of-one/studio"
import type * as Workspace from "../workspace/Workspace.ts"

/** The currency of all budgets, where it is one. */
const currencyOf = (programs: Workspace.Workspace["programs"]): { readonly currency?: string } => {
  const [currency, ...others] = new Set(
    programs.flatMap(({ compiled: { program } }) => (program.budget === undefined ? [] : [program.budget.currency]))
  )
  return currency === undefined || others.length > 0 ? {} : { currency }
}

/** Names of accounts, contacts, programs and managers by id, and what the journal itself tells. */
export const of = ({ programs, records: book }: Workspace.Workspace, journal: Iterable<Event.Entry>): Sentences.Names =>
  Sentences.learn(journal, {
    ...currencyOf(programs),
    accounts: Object.fromEntries(book.records.accounts.map(({ record }) => [record.id, record.name])),
    contacts: Object.fromEntries(book.records.contacts.map(({ record }) => [record.id, record.name])),
    people: Object.fromEntries(book.records.managers.map(({ record }) => [record.id, record.name])),
    programs: Object.fromEntries(programs.map(({ compiled }) => [compiled.program.id, compiled.program.name]))
  })
