import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as AccountGroup from "../../src/account/AccountGroup.ts"

const account = (id: string, parentId?: string): AccountGroup.Member => ({
  id,
  name: `Company ${id}`,
  ...(parentId === undefined ? {} : { parentId })
})

describe("account groups", () => {
  it("a group holds the root and all below it, however deep", () => {
    const { findings, groupOf, groups } = AccountGroup.group([
      account("d", "c"),
      account("b", "a"),
      account("c", "b"),
      account("a"),
      account("z")
    ])
    assert.deepStrictEqual(groups, [
      { id: "a", name: "Company a", accountIds: ["a", "b", "c", "d"] },
      { id: "z", name: "Company z", accountIds: ["z"] }
    ])
    assert.strictEqual(groupOf.get("d"), "a")
    assert.deepStrictEqual(findings, [])
  })

  it("a cycle is one error that names it from its least id, and those below it stay with it", () => {
    const { findings, groups } = AccountGroup.group([
      account("below", "c"),
      account("c", "a"),
      account("b", "c"),
      account("a", "b")
    ])
    assert.strictEqual(findings.length, 1)
    assert.strictEqual(findings[0]?.severity, "error")
    assert.strictEqual(findings[0]?.rule, "account/cyclic-parent")
    assert.include(findings[0]?.message, "a → b → c → a")
    assert.deepStrictEqual(
      groups.map((group) => group.accountIds),
      [["a", "b", "below", "c"]]
    )
  })

  it("an account that is its own parent is a cycle", () => {
    const { findings } = AccountGroup.group([account("a", "a")])
    assert.strictEqual(findings[0]?.message, "account a is its own parent")
  })

  it("a parent that does not exist is a warning at the account's row, and the account its own root", () => {
    const { findings, groups } = AccountGroup.group([account("a", "gone")], () => ({ file: "accounts.csv", line: 2 }))
    assert.strictEqual(findings[0]?.rule, "account/missing-parent")
    assert.strictEqual(findings[0]?.severity, "warning")
    assert.include(findings[0]?.message, "gone")
    assert.deepStrictEqual(findings[0]?.place, { file: "accounts.csv", line: 2 })
    assert.strictEqual(groups[0]?.id, "a")
  })

  const ids = Schema.Literals(["a", "b", "c", "d", "e", "f", "g"])
  const parents = Schema.Array(
    Schema.Tuple([ids, Schema.Literals(["a", "b", "c", "d", "e", "f", "g", "none", "gone"])])
  )

  it.prop(
    "groups part the accounts, and the order of the input is irrelevant",
    [Arbitrary.schema(parents)],
    ([pairs]) => {
      const members = [...new Map(pairs).entries()].map(([id, parent]) =>
        account(id, parent === "none" ? undefined : parent)
      )
      const grouped = AccountGroup.group(members)
      assert.deepStrictEqual(
        grouped.groups.flatMap((group) => group.accountIds).toSorted(),
        members.map((member) => member.id).toSorted()
      )
      const turned = AccountGroup.group(members.toReversed())
      assert.deepStrictEqual(turned.groups, grouped.groups)
      assert.deepStrictEqual(turned.findings, grouped.findings)
    }
  )
})
