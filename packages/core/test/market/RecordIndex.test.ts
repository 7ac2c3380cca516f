import { assert, describe, it } from "@effect/vitest"
import * as RecordIndex from "../../src/market/RecordIndex.ts"
import { account, contact, records } from "../engine/Life.ts"
import { complaint, promise } from "../program/GuardSample.ts"

const group = records({
  accounts: [account("bolt"), account("arrow")],
  contacts: [
    contact("cara", "bolt"),
    contact("anna-2", "bolt", { addressHash: "hash of anna" }),
    contact("anna"),
    contact("mute", "arrow", { addressHash: null })
  ],
  cases: [complaint({ id: "c2" }), complaint({ id: "c1" })],
  commitments: [promise({ id: "p2" }), promise({ id: "p1" })]
})
const index = RecordIndex.of(group)
const ids = (all: ReadonlyArray<{ readonly id: string }>) => all.map(({ id }) => id)

describe("the index of records", () => {
  it("puts them in the order of their ids", () => {
    assert.deepStrictEqual(ids(index.accounts), ["arrow", "bolt"])
    assert.deepStrictEqual(ids(index.cases), ["c1", "c2"])
    assert.deepStrictEqual(ids(index.commitments), ["p1", "p2"])
    assert.deepStrictEqual(ids(index.contactsOf("bolt")), ["anna-2", "cara"])
  })

  it("finds by id, by account and by mailbox, and nothing for what is not there", () => {
    assert.strictEqual(index.contact("anna"), group.contacts[2])
    assert.strictEqual(index.account("bolt"), group.accounts[0])
    assert.deepStrictEqual(ids(index.contactsAt("hash of anna")), ["anna", "anna-2"])
    assert.isUndefined(index.contact("constructor"))
    assert.isUndefined(index.account("cedar"))
    assert.deepStrictEqual(index.contactsOf("cedar"), [])
    assert.deepStrictEqual(index.contactsAt("null"), [])
  })

  it("finds the former ids of a merged contact at its mailbox, and nowhere else", () => {
    const merged = RecordIndex.of(
      records({
        accounts: [account("bolt")],
        contacts: [contact("anna", "bolt", { addressHash: "hash of anna", formerIds: ["old-anna"] })]
      })
    )
    const found = merged.contactsAt("hash of anna")
    assert.deepStrictEqual(ids(found), ["anna", "old-anna"])
    assert.deepStrictEqual(found[1]?.consent, [])
    assert.isUndefined(merged.contact("old-anna"), "nobody is written to under a former id")
    assert.deepStrictEqual(ids(merged.contactsOf("bolt")), ["anna"])
  })

  it("is made once for the same records", () => {
    assert.strictEqual(RecordIndex.of(group), index)
    assert.notStrictEqual(RecordIndex.of({ ...group }), index)
  })
})
