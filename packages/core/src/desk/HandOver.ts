/**
 * The record of a hand-over: everything that a manager who leaves has under way, by client, and who takes it on. Tasks
 * move by themselves in the same decision; this is what the successor reads. Source: docs/explanation/desk.md (hand-over).
 */
import * as Case from "../account/Case.ts"
import type { Commitment } from "../account/Commitment.ts"
import type { Interaction } from "../account/Interaction.ts"
import * as Manager from "../account/Manager.ts"
import type { Opportunity } from "../account/Opportunity.ts"
import type { Instant } from "../kernel/Calendar.ts"
import { heldAt } from "../market/GroupBook.ts"
import * as DeskClient from "./DeskClient.ts"
import * as DutyCadence from "./DutyCadence.ts"
import * as Task from "./Task.ts"

/** What is handed over of one client. Lists are sorted by id unless said. */
export interface ClientHandOver {
  readonly groupId: string
  readonly name: string
  /** Whether the manager answered for it; else only single matters of it are handed over. */
  readonly isTheirs: boolean
  readonly valueAtRiskMinor: number | null
  readonly expectedMinor: number | null
  /** Who takes it on: the deputy, else the superior, as long as they are here; null when nobody is. */
  readonly to: string | null
  /** The soonest due first. */
  readonly tasks: ReadonlyArray<Task.TaskState>
  readonly words: ReadonlyArray<DeskClient.Word>
  readonly promises: ReadonlyArray<Commitment>
  readonly cases: ReadonlyArray<Case.Case>
  readonly opportunities: ReadonlyArray<Opportunity>
  /** Planned with this manager, the soonest first. */
  readonly dealings: ReadonlyArray<Interaction>
  /** When the manager last read the client's brief; null when never. */
  readonly briefReadAt: Instant | null
  /** Ids of contacts whom the manager has talked with, the latest talk first. */
  readonly knows: ReadonlyArray<string>
  readonly last: DutyCadence.LastContact | null
}

/** The record. */
export interface HandOver {
  readonly managerId: string
  readonly at: Instant
  /** The most valuable client first; clients of which nothing is handed over are left out. */
  readonly clients: ReadonlyArray<ClientHandOver>
}

const byId = <A extends { readonly id: string }>(a: A, b: A): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Who steps in for a manager: the deputy, else the superior, whoever is here. */
export const successorOf = (
  managerId: string,
  managers: ReadonlyMap<string, Manager.Manager>,
  now: Instant
): string | null => {
  const leaving = managers.get(managerId)
  const known = (id: string) => managers.get(id)
  return leaving === undefined ? null : Manager.standInOf(leaving, known, (at) => at <= now)
}

const knownBy = ({ records }: DeskClient.DeskClient, managerId: string, now: Instant): ReadonlyArray<string> => {
  const talks = records.interactions
    .flatMap((one) => {
      const at = heldAt(one)
      const isTalk = one.by === managerId && one.status === "held" && at !== null && at <= now
      return isTalk && one.contactId !== undefined ? [{ contactId: one.contactId, at }] : []
    })
    .toSorted((a, b) => b.at - a.at || (a.contactId < b.contactId ? -1 : 1))
  const left = new Set(records.contacts.flatMap(({ id, leftAt }) => ((leftAt ?? now + 1) <= now ? [id] : [])))
  return [...new Set(talks.map(({ contactId }) => contactId))].filter((id) => !left.has(id))
}

/** The record of a manager at an instant. Total; the order of what is given is irrelevant. */
export const of = (
  managerId: string,
  clients: Iterable<DeskClient.DeskClient>,
  { managers, now }: { readonly managers: ReadonlyMap<string, Manager.Manager>; readonly now: Instant }
): HandOver => {
  const to = successorOf(managerId, managers, now)
  const records = [...clients].flatMap((client): ReadonlyArray<ClientHandOver> => {
    const { cases, commitments, groupId, interactions, manager, name, opportunities } = client.records
    const isTheirs = manager?.id === managerId
    const own = {
      tasks: Task.open(Object.fromEntries(client.tasks.map((task) => [task.taskId, task]))).filter(
        ({ ownerId }) => ownerId === managerId
      ),
      words: client.words.filter(({ of: whom }) => whom === managerId),
      promises: commitments
        .filter(
          ({ keptAt, madeAt, madeBy, settled }) =>
            madeBy === managerId && madeAt <= now && (keptAt ?? now + 1) > now && (settled?.at ?? now + 1) > now
        )
        .toSorted(byId),
      cases: cases.filter((one) => Case.isOpen(one, now) && (isTheirs || one.ownerId === managerId)).toSorted(byId),
      opportunities: opportunities
        .filter(
          ({ outcome, ownerId }) => outcome === "open" && (ownerId === managerId || (isTheirs && ownerId === undefined))
        )
        .toSorted(byId),
      dealings: interactions
        .filter(({ by, status }) => by === managerId && status === "planned")
        .filter((one) => (one.plannedAt ?? heldAt(one) ?? now) >= now)
        .toSorted((a, b) => (a.plannedAt ?? 0) - (b.plannedAt ?? 0) || byId(a, b))
    }
    if (!isTheirs && Object.values(own).every((list) => list.length === 0)) return []
    const reads = client.briefReads.filter(({ by }) => by === managerId).map(({ at }) => at)
    return [
      {
        groupId,
        name,
        isTheirs,
        valueAtRiskMinor: client.segment?.outlook?.valueAtRisk?.minor ?? null,
        expectedMinor: client.segment?.outlook?.expectedValue?.minor ?? null,
        to,
        ...own,
        briefReadAt: reads.toSorted((a, b) => b - a)[0] ?? null,
        knows: knownBy(client, managerId, now),
        last: DutyCadence.lastOf(client, now)
      }
    ]
  })
  const value = ({ expectedMinor }: ClientHandOver): number => expectedMinor ?? Number.MIN_SAFE_INTEGER
  return {
    managerId,
    at: now,
    clients: records.toSorted((a, b) => value(b) - value(a) || (a.groupId < b.groupId ? -1 : 1))
  }
}
