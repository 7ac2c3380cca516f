import { assert, describe, it } from "@effect/vitest"
import * as Followed from "../../src/desk/Followed.ts"
import { at, client, task } from "./DeskSample.ts"

const told = (who: string, ...clients: ReadonlyArray<Parameters<typeof Followed.of>[0][number]>) =>
  Followed.of(clients, who).map(({ taskId }) => taskId)
const named = (...tasks: ReadonlyArray<ReturnType<typeof task>>) => ({ ...client("A"), tasks })

describe("Followed", () => {
  it("tells a follower what others are asked to do, the soonest due first", () => {
    const one = named(
      task("t-2", { followers: ["eve"], dueAt: null }),
      task("t-1", { followers: ["eve"] }),
      task("t-3", { followers: ["eve"], dueAt: at("2026-10-04 15:00") }),
      task("t-4")
    )
    assert.deepStrictEqual(told("eve", one), ["t-3", "t-1", "t-2"])
    assert.deepStrictEqual(told("dan", one), [])
  })

  it("tells who follows the account now of what was raised before", () => {
    const { records } = client("A")
    const team = [{ id: "T-1", accountId: "A", personId: "eve", role: "follower" as const }]
    assert.deepStrictEqual(told("eve", { records: { ...records, team }, tasks: [task("t-1")] }), ["t-1"])
  })

  it("leaves out what is closed, one's own, and what was raised to oneself: the agenda has it", () => {
    const followers = ["eve"]
    const closed = { at: at("2026-10-02 09:00"), by: "ann", outcome: "done" as const }
    const escalated = { at: at("2026-10-02 09:00"), to: "eve", reason: "overdue" }
    const own = [task("t-1", { followers, closed }), task("t-2", { followers, ownerId: "eve" })]
    assert.deepStrictEqual(told("eve", named(...own, task("t-3", { followers, escalated }))), [])
  })
})
