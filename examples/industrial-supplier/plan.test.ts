/** What should happen in the example workspace in October 2026, stated case by case: change a rule and one of them fails. */
import { assert, beforeAll, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { join } from "node:path"

interface Decision {
  readonly type: string
  readonly at: string
  readonly programId?: string
  readonly accountId?: string
  readonly contactId?: string
  readonly touchId?: string
  readonly templateId?: string
  readonly rule?: string
  readonly reason?: string
  readonly holdout?: boolean
  readonly evidence?: Readonly<Record<string, unknown>>
}

const main = join(import.meta.dirname, "../../packages/cli/src/main.ts")
let decisions: ReadonlyArray<Decision> = []

const where = (wanted: Partial<Decision>): ReadonlyArray<Decision> =>
  decisions.filter((one) => Object.entries(wanted).every(([name, value]) => one[name as keyof Decision] === value))
const ofGroup = (accounts: ReadonlyArray<string>, wanted: Partial<Decision>): ReadonlyArray<Decision> =>
  where(wanted).filter((one) => accounts.includes(one.accountId ?? ""))

describe("October at the industrial supplier", () => {
  beforeAll(() => {
    const args = ["plan", "-C", import.meta.dirname, "--from", "2026-10-01", "--until", "2026-10-31", "--json"]
    const printed = execFileSync(process.execPath, ["--conditions=@market-of-one/source", main, ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 28
    })
    decisions = (JSON.parse(printed) as { readonly decisions: ReadonlyArray<Decision> }).decisions
  })

  it("writes to the breadwinner, where nothing is wrong", () => {
    assert.isAbove(where({ type: "MessageQueued", accountId: "ACC-1001" }).length, 2)
    assert.isEmpty(where({ type: "TouchHeld", accountId: "ACC-1001", rule: "broken-promise" }))
  })

  it("holds promotion in the whole group whose promise is broken, and names the promise", () => {
    const group = ["ACC-1010", "ACC-1011", "ACC-1012"]
    const held = ofGroup(group, { type: "TouchHeld", rule: "broken-promise" })
    assert.isNotEmpty(held)
    for (const one of held) assert.strictEqual(one.evidence?.["promise.id"], "PRM-017")
    assert.isEmpty(ofGroup(group, { type: "MessageQueued" }))
  })

  it("holds promotion in the whole key group for one member's complaint", () => {
    assert.isNotEmpty(where({ type: "TouchHeld", accountId: "ACC-1040", rule: "open-complaint" }))
    assert.isEmpty(ofGroup(["ACC-1040", "ACC-1041", "ACC-1042"], { type: "MessageQueued" }))
  })

  it("asks the key account that is silent longer than usual what is wrong, and does not offer it anything", () => {
    const asked = ofGroup(["ACC-1020", "ACC-1021", "ACC-1022"], { type: "MessageQueued" })
    assert.isNotEmpty(asked)
    for (const one of asked) assert.strictEqual(one.programId, "win-attention")
  })

  it("writes to nobody who withdrew consent or never gave it", () => {
    assert.isEmpty(where({ type: "MessageQueued", contactId: "CON-1001-09" }))
    assert.isNotEmpty(where({ type: "TouchSkipped", contactId: "CON-1001-09", reason: "unsubscribed" }))
    assert.isNotEmpty(where({ type: "TouchSkipped", contactId: "CON-1001-06", reason: "no-consent" }))
  })

  it("writes to no shared mailbox and to nobody who has left", () => {
    assert.isEmpty(where({ type: "MessageQueued", contactId: "CON-1001-11" }))
    assert.isEmpty(where({ type: "MessageQueued", contactId: "CON-1020-03" }))
  })

  it("chooses the Russian template for people who read Russian, wherever they are", () => {
    const russian = decisions.filter((one) => one.type === "MessageQueued" && one.templateId?.endsWith(".ru"))
    assert.isNotEmpty(russian)
    for (const one of russian) assert.notStrictEqual(one.accountId, "ACC-1001")
  })

  it("keeps a holdout that gets nothing", () => {
    const held = where({ type: "Enrolled", holdout: true }).map((one) => [one.programId, one.accountId])
    assert.isNotEmpty(held)
    for (const [programId, accountId] of held) {
      assert.isEmpty(
        decisions.filter(
          (one) => one.type === "MessageQueued" && one.programId === programId && one.accountId === accountId
        )
      )
    }
  })

  it("follows up after five business days, and only with those it is for", () => {
    const first = where({ type: "MessageQueued", programId: "expand-key", touchId: "value" })
    for (const proof of where({ type: "MessageQueued", programId: "expand-key", touchId: "proof" })) {
      const before = first.find((one) => one.contactId === proof.contactId)
      if (before !== undefined) assert.isAtLeast(Date.parse(proof.at) - Date.parse(before.at), 7 * 86_400_000)
    }
  })
})
