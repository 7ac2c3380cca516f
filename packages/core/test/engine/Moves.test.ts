/** Who is found to belong elsewhere, and what goes along, on small states by hand. */
import { assert, describe, it } from "@effect/vitest"
import type { GroupRecords } from "../../src/account/Records.ts"
import * as GroupState from "../../src/engine/GroupState.ts"
import * as Moves from "../../src/engine/Moves.ts"
import type { Event } from "../../src/journal/Event.ts"
import { account, at, contact, records } from "./Life.ts"

const now = at("2026-03-09T10:00")

/** Bolt is of Arrow's group now, Cedar stands alone, Dale was merged into Cedar; Eve was Ed before. */
const groups: ReadonlyArray<GroupRecords> = [
  records({
    accounts: [account("arrow"), account("bolt")],
    contacts: [contact("anna"), contact("bella", "bolt")],
    departures: [{ id: "n1", accountId: "bolt", at: now, kind: "cancellation" }]
  }),
  records({
    groupId: "cedar",
    accounts: [account("cedar")],
    contacts: [contact("carl", "cedar"), contact("eve", "cedar", { formerIds: ["ed"] })],
    formerAccountIds: { dale: "cedar" }
  })
]
const places = Moves.placesOf(groups)

const stateOf = (...events: ReadonlyArray<Event>): GroupState.GroupState =>
  events.reduce<GroupState.GroupState>(
    (state, event) => GroupState.evolve(state, { seq: state.seq + 1, at: now, event }),
    GroupState.empty
  )
const read = (accountId: string): Event => ({ _tag: "BriefRead", accountId, by: "mia", producedAt: now })
const opened = (contactId: string): Event => ({
  _tag: "ActivityRecorded",
  activity: { kind: "opened", contactId, at: now }
})
const task = (kind: "reply" | "call", accountId: string, contactId: string): Event => ({
  _tag: "TaskCreated",
  taskId: `${kind} ${contactId}`,
  kind,
  accountId,
  contactIds: [contactId],
  ownerId: "mia",
  followers: [],
  text: "answer the reply",
  dueAt: null,
  acceptBy: null,
  evidence: {}
})
const answered: Event = { _tag: "ExitAnswered", noticeId: "n1", answers: { reason: "price" }, by: "mia" }

const find = (groupId: string, isGone: boolean, ...events: ReadonlyArray<Event>) =>
  Moves.find(stateOf(...events), { groupId, isGone }, places)

describe("what belongs to another group", () => {
  it("is nothing where all is at home, or in no records any more", () => {
    assert.deepStrictEqual(find("arrow", false, read("arrow"), opened("anna"), answered), [])
    assert.deepStrictEqual(find("arrow", false, read("never heard of"), opened("nobody")), [])
  })

  it("is an account with its people and its notices of departure", () => {
    assert.deepStrictEqual(find("bolt", true, read("bolt"), opened("bella"), opened("anna"), answered), [
      { accountId: "arrow", to: "arrow", contactIds: ["anna"], noticeIds: [] },
      { accountId: "bolt", to: "arrow", contactIds: ["bella"], noticeIds: ["n1"] }
    ])
  })

  it("is the root of a group that is no more, whatever its state names", () => {
    assert.deepStrictEqual(find("bolt", true), [{ accountId: "bolt", to: "arrow", contactIds: [], noticeIds: [] }])
  })

  it("is a person at their new account, also under the id of before a merge", () => {
    assert.deepStrictEqual(find("arrow", false, opened("carl"), opened("ed")), [
      { accountId: "cedar", to: "cedar", contactIds: ["carl", "ed"], noticeIds: [] }
    ])
  })

  it("is a merged account under the one that it has become, within its group as well", () => {
    assert.deepStrictEqual(find("dale", true, read("dale"), opened("carl")), [
      { accountId: "dale", into: "cedar", to: "cedar", contactIds: ["carl"], noticeIds: [] }
    ])
    assert.deepStrictEqual(find("cedar", false, read("dale"), opened("carl")), [
      { accountId: "dale", into: "cedar", to: "cedar", contactIds: [], noticeIds: [] }
    ])
  })

  it("is the answer owed to a person where the person is, and another task where its account is", () => {
    assert.deepStrictEqual(find("arrow", false, task("reply", "arrow", "carl"), task("call", "arrow", "carl")), [
      { accountId: "cedar", to: "cedar", contactIds: ["carl"], noticeIds: [] }
    ])
    assert.deepStrictEqual(find("cedar", false, task("call", "cedar", "bella")), [])
  })

  it("is who is gone from the records with the account that owes them something", () => {
    assert.deepStrictEqual(find("bolt", true, task("reply", "bolt", "gone"), opened("gone"), opened("stranger")), [
      { accountId: "bolt", to: "arrow", contactIds: ["gone"], noticeIds: [] }
    ])
  })
})
