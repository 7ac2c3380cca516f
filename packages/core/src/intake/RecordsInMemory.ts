/** The records port over a book in memory: everything that the engine decides about one group, in one value. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Account } from "../account/Account.ts"
import type { AccountGroup } from "../account/AccountGroup.ts"
import { normalEmail } from "../account/Contact.ts"
import { type Manager, superiorsOf } from "../account/Manager.ts"
import * as RoleVerdict from "../account/RoleVerdict.ts"
import { Records, RecordsError, type GroupContact, type GroupRecords } from "../account/Records.ts"
import * as Hash from "../kernel/Hash.ts"
import * as GroupExtras from "./GroupExtras.ts"
import type { Sourced } from "./Identity.ts"
import type { RecordBook } from "./RecordBook.ts"

interface OfAccount {
  readonly id: string
  readonly accountId?: string
}

/** Records of one kind by group; what belongs to nobody is left out. */
const byGroup = <A extends OfAccount>(
  all: ReadonlyArray<Sourced<A>>,
  groupOf: ReadonlyMap<string, string>
): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const { record } of all) {
    const group = groupOf.get(record.accountId ?? "")
    if (group === undefined) continue
    const own = groups.get(group)
    if (own === undefined) groups.set(group, [record])
    else own.push(record)
  }
  return groups
}

/** The manager of a group: the root's, else the one of the member that bought most; ties by id. */
const managerOf = (
  group: AccountGroup,
  accounts: ReadonlyArray<Account>,
  boughtMinor: ReadonlyMap<string, number>,
  managers: ReadonlyMap<string, Manager>
): Manager | null => {
  const owned = accounts.filter((account) => managers.has(account.ownerId ?? ""))
  const root = owned.find((account) => account.id === group.id)
  const [largest] = owned.toSorted(
    (a, b) => (boughtMinor.get(b.id) ?? 0) - (boughtMinor.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1)
  )
  return managers.get((root ?? largest)?.ownerId ?? "") ?? null
}

/** The deputy and the superiors of a manager, as far as the book knows them; undefined where they and the manager stay. */
const standInsOf = (
  manager: Manager | null,
  managers: ReadonlyMap<string, Manager>
): ReadonlyArray<Manager> | undefined => {
  if (manager === null) return undefined
  const deputy = managers.get(manager.deputyId ?? "")
  const superiors = superiorsOf(manager, (id) => managers.get(id))
  const all = [...new Set([...(deputy === undefined ? [] : [deputy]), ...superiors])]
  return [manager, ...all].every(({ leftAt }) => leftAt === undefined) ? undefined : all
}

/** Former ids by what they have become, each list sorted. */
const formerIds = (aliases: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlyArray<string>> => {
  const former = new Map<string, Array<string>>()
  for (const [drop, keep] of aliases) {
    const own = former.get(keep)
    if (own === undefined) former.set(keep, [drop])
    else own.push(drop)
  }
  for (const ids of former.values()) ids.sort()
  return former
}

/**
 * The records of every group, sorted by group id. Addresses get their hash under `addressKey`; contacts at `domains` are
 * marked as nobody's clients. The revision is a hash of the group's records and of nothing else.
 */
export const groupRecords = (
  book: RecordBook,
  addressKey: string,
  domains: GroupExtras.OtherDomains = { own: [], vendor: [] }
): ReadonlyArray<GroupRecords> => {
  const { grouping, merges, records } = book
  const { groupOf } = grouping
  const accounts = new Map(records.accounts.map(({ record }) => [record.id, record]))
  const managers = new Map(records.managers.map(({ record }) => [record.id, record]))
  const bought = new Map<string, number>()
  for (const { record } of records.orders) {
    if (record.accountId !== undefined)
      bought.set(record.accountId, (bought.get(record.accountId) ?? 0) + record.amount.minor)
  }
  const formerAccounts = formerIds(merges.accounts)
  const formerContacts = formerIds(merges.contacts)
  const words = RoleVerdict.byContact(records.roles.map(({ record }) => record))
  const contacts = byGroup(records.contacts, groupOf)
  const opportunities = byGroup(records.opportunities, groupOf)
  const cases = byGroup(records.cases, groupOf)
  const commitments = byGroup(records.promises, groupOf)
  const interactions = byGroup(records.interactions, groupOf)
  const assets = byGroup(records.assets, groupOf)
  const departures = byGroup(records.departures, groupOf)
  const activations = byGroup(records.activations, groupOf)
  const team = byGroup(records.team, groupOf)
  const orders = departures.size === 0 ? new Map() : byGroup(records.orders, groupOf)
  const presences = byGroup(records.competitorPresence, groupOf)
  const excluded = GroupExtras.exclusions(book, domains)
  return grouping.groups.map((group) => {
    const members = group.accountIds.map((id) => accounts.get(id)).filter((account) => account !== undefined)
    const people = (contacts.get(group.id) ?? []).flatMap((contact): ReadonlyArray<GroupContact> => {
      const { accountId } = contact
      const email = normalEmail(contact.email)
      const addressHash = email === undefined ? null : Hash.keyed(addressKey, email)
      const former = formerContacts.get(contact.id)
      const exclusion = excluded(contact.email)
      const said = contact.kind === "mailbox" ? undefined : words.get(contact.id)
      const also = {
        ...(former === undefined ? {} : { formerIds: former }),
        ...(exclusion === undefined ? {} : { exclusion }),
        ...(said === undefined
          ? {}
          : {
              roles: RoleVerdict.applied(contact.roles, said),
              roleWords: said.toSorted(RoleVerdict.inOrder)
            })
      }
      return accountId === undefined ? [] : [{ ...contact, accountId, addressHash, ...also }]
    })
    const moved = group.accountIds.flatMap((id) => (formerAccounts.get(id) ?? []).map((drop) => [drop, id] as const))
    const manager = managerOf(group, members, bought, managers)
    const standIns = standInsOf(manager, managers)
    const notices = departures.get(group.id) ?? []
    const services = activations.get(group.id) ?? []
    const ours = team.get(group.id) ?? []
    const leaving = GroupExtras.leaving(book, {
      departures: notices,
      manager,
      orders: orders.get(group.id) ?? [],
      presences: presences.get(group.id) ?? []
    })
    const content = {
      groupId: group.id,
      name: group.name,
      manager,
      ...(standIns === undefined ? {} : { standIns }),
      accounts: members,
      contacts: people,
      opportunities: opportunities.get(group.id) ?? [],
      cases: cases.get(group.id) ?? [],
      commitments: commitments.get(group.id) ?? [],
      interactions: interactions.get(group.id) ?? [],
      assets: assets.get(group.id) ?? [],
      departures: notices,
      ...(services.length === 0 ? {} : { activations: services }),
      ...(leaving === undefined ? {} : { leaving }),
      ...(ours.length === 0 ? {} : { team: ours }),
      ...(moved.length === 0 ? {} : { formerAccountIds: Object.fromEntries(moved) })
    }
    return { ...content, revision: Hash.ofValue(content).slice(0, 16) }
  })
}

const unknown = (groupId: string) =>
  new RecordsError({
    reason: "unknown group",
    groupId,
    message: `there is no account group ${groupId} in the records`,
    retryable: false
  })

/** The port over groups already made; an id that is not among them is an unknown group. */
export const layer = (groups: ReadonlyArray<GroupRecords>): Layer.Layer<Records> => {
  const byId = new Map(groups.map((group) => [group.groupId, group]))
  return Layer.succeed(Records, {
    groupIds: Effect.succeed(groups.map((group) => group.groupId)),
    group: (groupId) => {
      const found = byId.get(groupId)
      return found === undefined ? Effect.fail(unknown(groupId)) : Effect.succeed(found)
    }
  })
}
