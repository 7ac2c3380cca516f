/** What is open, broken or held at an instant: the three questions that records answer about time. */
import { assert, describe, it } from "@effect/vitest"
import * as Case from "../../src/account/Case.ts"
import * as Commitment from "../../src/account/Commitment.ts"
import * as Hold from "../../src/account/Hold.ts"
import { complaint, hold, hours, now, promise } from "../program/GuardSample.ts"

describe("a case", () => {
  it("is open from its opening until it is closed", () => {
    assert.isTrue(Case.isOpen(complaint({ openedAt: now }), now))
    assert.isFalse(Case.isOpen(complaint({ openedAt: hours(1) }), now))
    assert.isTrue(Case.isOpen(complaint({ closedAt: hours(1) }), now))
    assert.isFalse(Case.isOpen(complaint({ closedAt: now }), now))
  })
})

describe("a promise", () => {
  it("is broken from its due time until it is kept or settled", () => {
    assert.isFalse(Commitment.isBroken(promise({ dueAt: hours(1) }), now))
    assert.isTrue(Commitment.isBroken(promise({ dueAt: now }), now))
    assert.isFalse(Commitment.isBroken(promise({ keptAt: now }), now))
    assert.isTrue(Commitment.isBroken(promise({ keptAt: hours(1) }), now))
    assert.isFalse(Commitment.isBroken(promise({ settled: { by: "mia", at: now, note: "replaced" } }), now))
  })
})

describe("a hold", () => {
  it("covers its account, or all, from its day until its day", () => {
    assert.isTrue(Hold.covers(hold(), "bolt", now))
    assert.isFalse(Hold.covers(hold({ accountId: "arrow" }), "bolt", now))
    assert.isTrue(Hold.covers(hold({ until: hours(1) }), "bolt", now))
    assert.isFalse(Hold.covers(hold({ until: now }), "bolt", now))
    assert.isFalse(Hold.covers(hold({ placedAt: hours(1) }), "bolt", now))
  })
})
