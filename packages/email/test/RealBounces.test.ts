/** Real reports with the classes that their collection gives them; see SOURCES.md beside the data. */
import { assert, it } from "@effect/vitest"
import type { Calendar } from "@market-of-one/core"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describeRealData } from "../../../.config/RealData.ts"
import { Inbound, RawMail } from "../src/index.ts"

interface Expected {
  readonly status: string
  readonly reason: string
  readonly hardBounce: boolean
}

const expectedOf = (all: ReadonlyArray<Expected>): string => {
  if (all.some(({ reason }) => reason === "feedback")) return "complaint"
  if (all.some(({ reason }) => reason === "vacation")) return "out of office"
  return all.every(({ hardBounce }) => hardBounce) ? "hard" : "soft"
}

describeRealData("real bounces", (data) => {
  const folder = join(data, "bounces")

  it("are told as their labels say, and none that refuses what we are is taken for a missing mailbox", async () => {
    const labels = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Readonly<
      Record<string, ReadonlyArray<Expected>>
    >
    const names = readdirSync(join(folder, "messages"))
    const counts: Record<string, number> = {}
    const reports = { all: 0, agree: 0 }
    const policy: Array<string> = []
    let agree = 0
    for (const name of names) {
      const mail = await RawMail.parse(readFileSync(join(folder, "messages", name)))
      assert.isDefined(mail, name)
      if (mail === undefined) continue
      const what = Inbound.classify(mail, "2020-01-01" as Calendar.Day)
      const told = what.kind === "bounce" ? (what.hard ? "hard" : "soft") : what.kind
      const label = labels[name] ?? []
      const expected = expectedOf(label)
      counts[`${expected} told as ${told}`] = (counts[`${expected} told as ${told}`] ?? 0) + 1
      const isRight = expected === told
      agree += Number(isRight)
      if (what.kind === "bounce" && what.sign === "delivery-status") {
        reports.all += 1
        reports.agree += Number(isRight)
      }
      if (told === "hard" && label.some(({ status }) => status.startsWith("5.7."))) policy.push(name)
    }
    console.log("real bounces:", JSON.stringify({ read: names.length, agree, reports, counts }))
    assert.deepStrictEqual(policy, [])
    assert.strictEqual(names.length, Object.keys(labels).length)
    // What is left: codes that we take as we do at a hand-over (5.2.1 as hard, 5.7.x never), and "filtered" there where
    // the report itself says that the user is unknown, without saying when.
    assert.isAtLeast(agree / names.length, 0.9)
    assert.isAtLeast(reports.agree / reports.all, 0.88)
  })
})
