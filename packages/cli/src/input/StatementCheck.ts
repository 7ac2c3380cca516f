/**
 * What a statement names, against what there is: a task, a word or an offer that nobody knows would change nothing, and an
 * unsubscribe from a topic that nobody writes under would stop nothing, without anyone noticing.
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

/** What a statement names that there is not; undefined where all is known. `state` is that of its group. */
export const check = (
  said: Statement,
  topics: ReadonlyArray<string>,
  state: GroupState.GroupState
): Problem | undefined => {
  switch (said.type) {
    case "unsubscribe":
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
