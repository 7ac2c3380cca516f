/**
 * What a statement names, against what there is: a task, a word or an offer that nobody knows would change nothing, without
 * anyone noticing. A no is never thrown away: one to a topic that nobody writes under would stop nothing, so it is taken
 * as a no to all.
 */
import { CanonicalJson, type Event, type GroupState, Nearest } from "@market-of-one/core"
import type * as Workspace from "../workspace/Workspace.ts"
import type { Problem, Statement } from "./Statement.ts"

/** The topics that programs write under and that consents of the data speak of. */
export const topicsOf = ({ programs, records }: Workspace.Workspace): ReadonlyArray<string> =>
  [
    ...new Set([
      ...programs.map(({ program }) => program.topic),
      ...records.records.contacts.flatMap(({ record }) => record.consent.map(({ topic }) => topic))
    ])
  ]
    .filter((topic) => topic !== "*")
    .toSorted()

/** Whether a statement can only be judged by what its group's journal holds. */
export const needsState = ({ type }: Statement): boolean => type === "task" || type === "approval" || type === "offer"

const unknown = (field: string, message: string, advice: string): Problem => ({ field, message, advice })

/** The problem with a topic, if nobody knows it; `*` is every one. */
const topicProblem = (topic: string | undefined, topics: ReadonlyArray<string>): Problem | undefined => {
  if (topic === undefined || topic === "*" || topics.includes(topic)) return undefined
  const near = Nearest.nearest(topic, topics)
  const have = topics.length === 0 ? "no program and no consent has a topic" : `there are ${topics.join(", ")}`
  return unknown("data.topic", `there is no topic ${topic}`, near === undefined ? have : `did you mean "${near}"?`)
}

/** A no to a topic that nobody knows. */
export interface UnknownNo {
  readonly topic: string
  /** The same no to every topic: nobody can tell which one the person meant, and unknown is not consent. */
  readonly toAll: Statement
  readonly warning: Problem
}

const toAll = (said: Statement): Statement | undefined => {
  if (said.type === "unsubscribe") return { ...said, data: {} }
  if (said.type !== "consent" || said.data.status !== "withdrawn") return undefined
  return { ...said, data: { ...said.data, topic: "*" } }
}

/** What a statement says no to, where that is a topic that nobody knows. */
export const unknownNo = (said: Statement, topics: ReadonlyArray<string>): UnknownNo | undefined => {
  const all = toAll(said)
  if (all === undefined || (said.type !== "unsubscribe" && said.type !== "consent")) return undefined
  const problem = topicProblem(said.data.topic, topics)
  if (problem === undefined || said.data.topic === undefined) return undefined
  const warning = { ...problem, message: `${problem.message}; taken as a no to all topics` }
  return { topic: said.data.topic, toAll: all, warning }
}

/** What a statement names that there is not; undefined where all is known. `state` is that of its group. */
export const check = (
  said: Statement,
  topics: ReadonlyArray<string>,
  state: GroupState.GroupState
): Problem | undefined => {
  switch (said.type) {
    case "consent":
      return topicProblem(said.data.topic, topics)
    case "task":
      return Object.hasOwn(state.tasks, said.data.task)
        ? undefined
        : unknown(
            "data.task",
            `there is no task ${said.data.task} of this account's group`,
            "`abm task list --json` names the open ones, with their groups"
          )
    case "approval":
      return Object.hasOwn(state.approvals, said.data.approval)
        ? undefined
        : unknown(
            "data.approval",
            `nothing of this account's group waits for a word under ${said.data.approval}`,
            "`abm approve` lists what does"
          )
    case "offer":
      return Object.hasOwn(state.offers, said.data.offer)
        ? undefined
        : unknown(
            "data.offer",
            `there is no offer ${said.data.offer} to this account's group`,
            "`abm why ACCOUNT` names the offers"
          )
    default:
      return undefined
  }
}

/**
 * What an input says, as text that can be compared. The hash of an address is left out, for the address may have changed
 * since; so is whom a hold covers, for the account may have come into another group.
 */
export const meaningOf = (input: Event.Event): string => {
  switch (input._tag) {
    case "ConsentChanged":
      return CanonicalJson.encode({ ...input, addressHash: null })
    case "ActivityRecorded":
      return CanonicalJson.encode({ ...input, activity: { ...input.activity, addressHash: null } })
    case "HoldPlaced":
      return CanonicalJson.encode({ ...input, hold: { ...input.hold, accountId: null } })
    default:
      return CanonicalJson.encode(input)
  }
}

/** What an input may have been heard as before: as it stands; a no to a topic that nobody knew then, as a no to all. */
export const meaningsOf = (input: Event.Event): ReadonlyArray<string> => {
  if (input._tag === "ActivityRecorded" && input.activity.kind === "unsubscribed") {
    const { topic: _topic, ...activity } = input.activity
    return [input, { ...input, activity }].map(meaningOf)
  }
  if (input._tag === "ConsentChanged" && input.consent.status === "withdrawn")
    return [input, { ...input, consent: { ...input.consent, topic: "*" } }].map(meaningOf)
  return [meaningOf(input)]
}
