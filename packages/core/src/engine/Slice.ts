/**
 * What the state of a group holds of one account: the part that goes along when the account moves to another group. Every
 * part of the state says of whom its lines are; a line that names no account and no person is the group's and stays.
 */
import type { Event, Input } from "../journal/Event.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { GroupState } from "./GroupState.ts"
import * as SliceJoin from "./SliceJoin.ts"

/** The parts of the state that consist of lines: all but where its journal stands. */
export type Parts = Omit<GroupState, "seq" | "decidedAt" | "factsRevision">

/** What is taken; a part of which nothing is taken is absent. Plain JSON. */
export type Slice = Partial<Parts>

/** Of what a line is: of an account, else of a person, else of a notice of departure; of neither, it is the group's. */
export interface About {
  readonly account?: string | null
  readonly contact?: string | undefined
  readonly notice?: string
}

/** Whose lines are taken. */
export interface Whose {
  readonly accountId: string
  readonly contactIds: ReadonlyArray<string>
  readonly noticeIds: ReadonlyArray<string>
}

/** One line of a part. */
type Line<Part> =
  Part extends ReadonlyArray<infer One> ? One : Part extends Readonly<Record<string, infer One>> ? One : never

const ofAccount = ({ accountId }: { readonly accountId: string | null }): About => ({ account: accountId })
const ofPerson = ({ contactId }: { readonly contactId: string }): About => ({ contact: contactId })
const byAccount = (_line: unknown, key: string): About => ({ account: key })
const byPerson = (_line: unknown, key: string): About => ({ contact: key })

/** Of what each line is. A part added to the state and not named here does not compile. */
const about: { readonly [K in keyof Parts]: (line: Line<Parts[K]>, key: string) => About } = {
  enrolments: ofAccount,
  counted: ofAccount,
  holds: ({ accountId = null }) => ({ account: accountId }),
  consents: byPerson,
  accountConsents: ofPerson,
  replies: byPerson,
  absences: byPerson,
  softBounces: byPerson,
  activities: ofPerson,
  // An answer is owed to the person, at whatever account; other tasks are about the account where they name one.
  tasks: ({ accountId, contactIds, kind }) =>
    accountId === null || (kind === "reply" && contactIds.length > 0)
      ? { contact: contactIds[0] }
      : { account: accountId },
  approvals: ofAccount,
  signals: ofAccount,
  offers: ofAccount,
  exitAnswers: (_line, key) => ({ notice: key }),
  stages: byAccount,
  briefsRead: byAccount
}

type Key = keyof Parts
const keys = Object.keys(about) as ReadonlyArray<Key>

/** The lines of a part with their keys; a list has none. */
const linesOf = (part: Parts[Key]): ReadonlyArray<readonly [key: string, line: unknown]> =>
  Array.isArray(part) ? part.map((line: unknown) => ["", line] as const) : Object.entries(part)

const aboutLine = (key: Key, line: unknown, id: string): About =>
  (about[key] as (line: unknown, id: string) => About)(line, id)

/** A part made of lines of the kind that another one is made of. */
const remade = (like: Parts[Key], lines: ReadonlyArray<readonly [key: string, line: unknown]>): unknown =>
  Array.isArray(like) ? lines.map(([, line]) => line) : Object.fromEntries(lines)

/** Everybody and everything that the state has lines of. */
export const mentioned = (
  state: Parts
): {
  readonly accountIds: ReadonlySet<string>
  readonly contactIds: ReadonlySet<string>
  readonly noticeIds: ReadonlySet<string>
} => {
  const accountIds = new Set<string>()
  const contactIds = new Set<string>()
  const noticeIds = new Set<string>()
  for (const key of keys)
    for (const [id, line] of linesOf(state[key])) {
      const { account = null, contact, notice } = aboutLine(key, line, id)
      if (account !== null) accountIds.add(account)
      if (contact !== undefined) contactIds.add(contact)
      if (notice !== undefined) noticeIds.add(notice)
    }
  return { accountIds, contactIds, noticeIds }
}

/** Parts the state: what is of the account and of those who go along, and the rest. Nothing is in both. */
export const take = (state: GroupState, whose: Whose): { readonly slice: Slice; readonly rest: GroupState } => {
  const contacts = new Set(whose.contactIds)
  const notices = new Set(whose.noticeIds)
  const slice: Record<string, unknown> = {}
  const rest: Record<string, unknown> = { ...state }
  for (const key of keys) {
    const part = state[key]
    const lines = linesOf(part)
    const isTheirs = ([id, line]: readonly [string, unknown]): boolean => {
      const { account, contact, notice } = aboutLine(key, line, id)
      return account === whose.accountId || contacts.has(contact ?? "") || notices.has(notice ?? "")
    }
    const taken = lines.filter(isTheirs)
    if (taken.length === 0) continue
    slice[key] = remade(part, taken)
    rest[key] = remade(
      part,
      lines.filter((one) => !isTheirs(one))
    )
  }
  return { slice, rest: rest as unknown as GroupState }
}

/** The state with what another group had of an account. What both know of one person is joined, the later word last. */
export const give = (state: GroupState, slice: Slice): GroupState => ({ ...state, ...SliceJoin.join(state, slice) })

/**
 * What persons said that outlasts a run, out of a move: the inputs that say it again, for plans and rehearsals, whose
 * stores begin without the journal of the group that it was said in. Nothing in the giving group's line.
 */
export const said = (event: Extract<Event, { _tag: "AccountMoved" }>): ReadonlyArray<Input> => {
  const { accountId, carried, into = accountId } = event
  const { accountConsents = [], consents = {}, holds = [] } = (carried ?? {}) as Slice
  return [
    ...holds.map((hold): Input => ({
      _tag: "HoldPlaced",
      hold: hold.accountId === accountId ? { ...hold, accountId: into } : hold
    })),
    ...accountConsents.map((one): Input => ({ _tag: "ConsentChanged", scope: "account", ...one })),
    ...Object.entries(consents).flatMap(([contactId, each]) =>
      each.map((consent): Input => ({ _tag: "ConsentChanged", contactId, consent }))
    )
  ]
}

/** The fold of `AccountMoved`: in the giving group what is given is gone, in the receiving one it is there. */
export const moved = (state: GroupState, event: Extract<Event, { _tag: "AccountMoved" }>, at: Instant): GroupState => {
  const { accountId, carried, into } = event
  if (carried === null) return take(state, event).rest
  // It was taken by `take` and kept as it was.
  const slice = carried as Slice
  return give(state, into === undefined ? slice : SliceJoin.merged(state, slice, { accountId, into, at }))
}
