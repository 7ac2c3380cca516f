import { assert, describe, it } from "@effect/vitest"
import { Calendar, GroupState, type Task } from "@market-of-one/core"
import * as OpenTasks from "../../src/session/OpenTasks.ts"
import * as WorkView from "../../src/view/WorkView.ts"

const day = (text: string): Calendar.Instant => Calendar.parseInstant(`${text}T08:00:00Z`) ?? Calendar.instant(0)
const long = "Call the client, ask what became of the offer of last spring, and write down who decides about it now"

const task = (taskId: string, dueAt: Calendar.Instant | null, more: Partial<Task.TaskState> = {}): Task.TaskState => ({
  taskId,
  kind: "call",
  accountId: null,
  contactIds: [],
  ownerId: "KAM-1",
  followers: [],
  text: "Call",
  createdAt: Calendar.instant(0),
  dueAt,
  acceptBy: null,
  evidence: {},
  accepted: null,
  escalated: null,
  closed: null,
  ...more
})

const group = (groupId: string, tasks: ReadonlyArray<Task.TaskState>) => ({
  groupId,
  state: { ...GroupState.empty, tasks: Object.fromEntries(tasks.map((one) => [one.taskId, one])) }
})

const all = OpenTasks.of([
  group("G1", [task("t3", null), task("t1", day("2026-03-05"), { accountId: "A1" })]),
  group("G2", [task("t2", day("2026-03-02"), { text: long }), task("t0", day("2026-03-05"))])
])
const setting = { names: new Map([["G2", "Root Works"]]), zone: "Europe/Berlin" as Calendar.Zone }

describe("WorkView.tasks", () => {
  it("lists tasks of all groups by when they are due, each with its group", () => {
    assert.deepStrictEqual(
      all.map(({ groupId, taskId }) => `${groupId} ${taskId}`),
      ["G2 t2", "G2 t0", "G1 t1", "G1 t3"]
    )
  })

  it("names the group where the task is about no account, and cuts no text where there is no terminal", () => {
    const [heading, ...rows] = WorkView.tasks(all, setting, { width: 100, hasColor: false }).trimEnd().split("\n")
    assert.match(heading ?? "", /^due +owner +task +client +about +told +state +what$/u)
    assert.lengthOf(rows, 4)
    assert.include(rows[0], `G2 (the group Root Works)`)
    assert.include(rows[0], long)
    assert.match(rows[0] ?? "", /^2026-03-02 09:00 /u)
    assert.match(rows[2] ?? "", / A1 /u)
    assert.include(rows[3], "G1 (the group G1)")
  })

  it("breaks texts on a terminal, however narrow, and leaves none of it out", () => {
    for (const width of [40, 100, 200]) {
      const text = WorkView.tasks(all, setting, { width, isTerminal: true, hasColor: false })
      assert.notInclude(text, "…")
      for (const word of long.split(" ")) assert.include(text, word)
    }
  })
})
