import { assert, describe, it } from "@effect/vitest"
import * as HandOver from "../../src/desk/HandOver.ts"
import { at, client, manager, managers, task } from "./DeskSample.ts"

const now = at("2026-10-05")
const interaction = { accountId: "A", kind: "call" as const, by: "ann" }

describe("a hand-over", () => {
  it("names everything that is under way with each client, and who takes it on", () => {
    const one = client("A", {
      records: {
        commitments: [
          { id: "P", accountId: "A", text: "", madeAt: at("2026-09-01"), dueAt: at("2026-11-01"), madeBy: "ann" },
          { id: "Q", accountId: "A", text: "", madeAt: at("2026-09-01"), dueAt: at("2026-11-01"), madeBy: "bob" }
        ],
        cases: [
          { id: "C", kind: "question", topic: "", severity: "low", openedAt: at("2026-10-01"), reopenedAt: [] },
          {
            id: "D",
            kind: "question",
            topic: "",
            severity: "low",
            openedAt: at("2026-10-01"),
            closedAt: at("2026-10-02"),
            reopenedAt: []
          }
        ],
        opportunities: [
          { id: "O", kind: "deal", outcome: "open" },
          { id: "W", kind: "deal", outcome: "won" }
        ],
        interactions: [
          { ...interaction, id: "1", status: "planned", plannedAt: at("2026-10-09") },
          { ...interaction, id: "2", status: "planned", plannedAt: at("2026-10-01") },
          { ...interaction, id: "3", status: "held", startedAt: at("2026-09-09"), contactId: "K" }
        ]
      },
      rest: {
        tasks: [task("t"), task("u", { ownerId: "bob" })],
        briefReads: [{ accountId: "A", by: "ann", at: at("2026-09-30"), producedAt: at("2026-09-30") }]
      }
    })
    const others = client("B", { records: { manager: manager("bob") } })
    const { clients } = HandOver.of("ann", [others, one], { managers, now })
    const ids = (all: ReadonlyArray<{ readonly id: string }> = []) => all.map(({ id }) => id)
    assert.lengthOf(clients, 1)
    const [found] = clients
    assert.deepStrictEqual(
      [found?.groupId, found?.isTheirs, found?.to, found?.tasks.map(({ taskId }) => taskId)],
      ["A", true, "cid", ["t"]]
    )
    assert.deepStrictEqual(
      [ids(found?.promises), ids(found?.cases), ids(found?.opportunities), ids(found?.dealings)],
      [["P"], ["C"], ["O"], ["1"]]
    )
    assert.deepStrictEqual([found?.briefReadAt, found?.knows, found?.last?.id], [at("2026-09-30"), ["K"], "3"])
  })

  it("goes to the superior when the deputy has left too, and to nobody when nobody is there", () => {
    const gone = { leftAt: at("2026-10-01") }
    const first = new Map([...managers, ["cid", manager("cid", gone)]] as const)
    assert.strictEqual(HandOver.successorOf("ann", first, now), "bob")
    assert.strictEqual(HandOver.successorOf("ann", new Map([...first, ["bob", manager("bob", gone)]]), now), null)
  })
})
