/**
 * An account group is a root account with all that belongs to it through `parentId`: one client with one standing.
 * Holds, complaints and key status are the group's and reach every member.
 */
import type * as Finding from "../kernel/Finding.ts"
import type { Account } from "./Account.ts"

/** One group. `id` and `name` are the root's; `accountIds` are sorted by code unit and include the root. */
export interface AccountGroup {
  readonly id: string
  readonly name: string
  readonly accountIds: ReadonlyArray<string>
}

/** All groups of a portfolio, sorted by id, and what is wrong with their parents. */
export interface Grouping {
  readonly groups: ReadonlyArray<AccountGroup>
  /** The group's id by the account's id. */
  readonly groupOf: ReadonlyMap<string, string>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** What grouping needs of an account. */
export type Member = Pick<Account, "id" | "name" | "parentId">

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const cycleFinding = (cycle: ReadonlyArray<string>, place: Finding.Place): Finding.Finding => {
  const [first = ""] = cycle
  const message =
    cycle.length === 1
      ? `account ${first} is its own parent`
      : `the parents of these accounts lead in a circle: ${[...cycle, first].join(" → ")}`
  const advice = "correct `parentId` of one of them: a root has none; until then they count as one group"
  return { severity: "error", rule: "account/cyclic-parent", message, advice, place }
}

const missingFinding = (account: Member, place: Finding.Place): Finding.Finding => {
  const message = `account ${account.id} names parent ${account.parentId ?? ""}, which is not among the accounts`
  const advice = "bring the parent's row, or leave the parent out"
  return { severity: "warning", rule: "account/missing-parent", message, advice, place }
}

/**
 * Groups accounts by their parents. A parent that does not exist makes the account a root of its own, with a warning. A
 * cycle is an error that names it from its least id; its members and all below them still form one group under that
 * least id, so that no hold is lost. Total, and the order of the input is irrelevant. `placeOf` tells where an account
 * was read.
 */
export const group = (
  accounts: Iterable<Member>,
  placeOf: (accountId: string) => Finding.Place = () => ({ field: "parentId" })
): Grouping => {
  const members = new Map<string, Member>()
  for (const account of accounts) members.set(account.id, account)
  const ids = [...members.keys()].toSorted(byCodeUnit)
  const rootOf = new Map<string, string>()
  const findings: Array<Finding.Finding> = []

  for (const id of ids) {
    const path: Array<string> = []
    const place = new Map<string, number>()
    let at = id
    let root = rootOf.get(at)
    while (root === undefined) {
      const before = place.get(at)
      if (before !== undefined) {
        const cycle = path.slice(before)
        root = cycle.toSorted(byCodeUnit)[0] ?? at
        const turn = cycle.indexOf(root)
        findings.push(cycleFinding([...cycle.slice(turn), ...cycle.slice(0, turn)], placeOf(root)))
        break
      }
      place.set(at, path.length)
      path.push(at)
      const account = members.get(at)
      const parent = account?.parentId
      if (account !== undefined && parent !== undefined && members.has(parent)) {
        at = parent
        root = rootOf.get(at)
      } else {
        if (account !== undefined && parent !== undefined) findings.push(missingFinding(account, placeOf(account.id)))
        root = at
      }
    }
    for (const passed of path) rootOf.set(passed, root)
  }

  const accountIds = new Map<string, Array<string>>()
  for (const id of ids) {
    const root = rootOf.get(id) ?? id
    const own = accountIds.get(root)
    if (own === undefined) accountIds.set(root, [id])
    else own.push(id)
  }
  const groups = [...accountIds].map(([id, own]) => ({ id, name: members.get(id)?.name ?? id, accountIds: own }))
  groups.sort((a, b) => byCodeUnit(a.id, b.id))
  findings.sort((a, b) => byCodeUnit(a.message, b.message))
  return { groups, groupOf: rootOf, findings }
}
