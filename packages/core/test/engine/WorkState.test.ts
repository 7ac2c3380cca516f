import { assert, describe, expect, it } from "@effect/vitest"
import * as GroupState from "../../src/engine/GroupState.ts"
import { events, minute, now, show } from "./WorkEvents.ts"

type State = GroupState.GroupState

/** What was told before, by the names of the events, a minute apart. */
const after = (...told: ReadonlyArray<string>): State =>
  told.reduce<State>((state, name, index) => {
    const event = events[name]
    if (event === undefined) throw new Error(`there is no event ${name}`)
    return GroupState.evolve(state, { seq: state.seq + 1, at: minute(index + 1), event })
  }, GroupState.empty)

/** Everything that people work on, in every state that it can be in. */
const states: Readonly<Record<string, State>> = {
  nothing: GroupState.empty,
  "a task, open": after("task created"),
  "a task, taken on": after("task created", "task accepted"),
  "a task, one step up": after("task created", "task escalated"),
  "a task, handed over": after("task created", "task handed over"),
  "a task, done": after("task created", "task closed"),
  "a task, withdrawn": after("task created", "task withdrawn"),
  "a word, asked for": after("approval requested"),
  "a word, given": after("approval requested", "approval given"),
  "a word, refused": after("approval requested", "approval refused"),
  "a signal, raised": after("signal raised"),
  "a signal, over": after("signal raised", "signal ended"),
  "a stage": after("stage changed"),
  "an offer, made": after("offer made"),
  "an offer, waiting for a word": after("offer made for a word"),
  "an offer, accepted": after("offer made", "offer accepted"),
  "an offer, declined": after("offer made", "offer declined"),
  "a notice, answered": after("exit answered"),
  "a brief, read": after("brief read"),
  "a hold": after("hold placed"),
  "an account inside": { ...after("enrolled"), seq: 1 }
}

/** The leaves of a state by their paths; instants by their distance. */
const leaves = (value: unknown, path: string, into: Map<string, string>): Map<string, string> => {
  if (typeof value === "object" && value !== null)
    for (const [key, one] of Object.entries(value)) leaves(one, path === "" ? key : `${path}.${key}`, into)
  else
    into.set(
      path,
      typeof value === "number" && value > 1e12 ? show(minute((value - minute(0)) / 60_000)) : String(value)
    )
  return into
}

/** What an event changed, but that it was told. */
const changes = (one: State, other: State): string => {
  const before = leaves({ ...one, seq: 0 }, "", new Map())
  const later = leaves({ ...other, seq: 0 }, "", new Map())
  const gone = [...before.keys()].filter((path) => !later.has(path)).map((path) => `${path} gone`)
  const changed = [...later].filter(([path, value]) => before.get(path) !== value).map((pair) => pair.join("="))
  return [...gone, ...changed].join(" ") || "–"
}

describe("the work of a group", () => {
  it("every state of tasks, words, signals, stages, offers and answers under every event", async () => {
    const lines = Object.entries(states).flatMap(([name, state]) => [
      `${name}:`,
      ...Object.entries(events).map(([what, event]) => {
        const told = GroupState.evolve(state, { seq: state.seq + 1, at: now, event })
        return `  ${what.padEnd(22)} ${changes(state, told)}`
      })
    ])
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("WorkState.golden.txt")
  })

  it("an end stands: what is told of a closed task or an answered word afterwards changes nothing of it", () => {
    for (const [name, part] of [
      ["a task, done", "tasks"],
      ["a task, withdrawn", "tasks"],
      ["a word, given", "approvals"],
      ["a word, refused", "approvals"],
      ["an offer, accepted", "offers"]
    ] as const) {
      const state = states[name] ?? GroupState.empty
      for (const [what, event] of Object.entries(events)) {
        // Asked or made anew, or gone along with its account.
        if (/created|requested|made|moved/u.test(what)) continue
        const told = GroupState.evolve(state, { seq: state.seq + 1, at: now, event })
        assert.deepStrictEqual(told[part], state[part], `${name}, ${what}`)
      }
    }
  })
})
