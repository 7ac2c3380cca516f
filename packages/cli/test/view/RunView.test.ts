import { assert, describe, it } from "@effect/vitest"
import { ProgramReport } from "@market-of-one/core"
import * as RunView from "../../src/view/RunView.ts"

type Enrolment = Parameters<typeof ProgramReport.count>[0] extends Iterable<infer One> ? One : never

/** One enrolment with so many touches sent, and so many skipped for want of consent. */
const enrolment = (programId: string, sent: number, without: number): Enrolment => {
  const at = 0 as Enrolment["enteredAt"]
  const touch = (status: "sent" | "skipped") => ({ status, at, deadlineFrom: at, rule: "no-consent" })
  const people = [...Array<"sent">(sent).fill("sent"), ...Array<"skipped">(without).fill("skipped")]
  return {
    enrolmentId: programId,
    programId,
    version: "v1",
    playId: "main",
    accountId: "A1",
    occurrence: 1,
    holdout: false,
    enteredAt: at,
    opened: {},
    touches: { t1: Object.fromEntries(people.map((status, index) => [`c${index}`, touch(status)])) },
    exited: null
  }
}

describe("the warning of unknown consent", () => {
  const warned = (...all: ReadonlyArray<Enrolment>) =>
    RunView.consentWarnings({ totals: ProgramReport.count(all) }).map((text) => text.split(" due ")[0])

  it("is of each program by itself: one with consent does not make up for one without", () => {
    assert.deepStrictEqual(warned(enrolment("autumn", 90, 0), enrolment("spring", 1, 9), enrolment("summer", 0, 2)), [
      "program spring: 9 of 10",
      "program summer: 2 of 2"
    ])
  })

  it("is not given for half or less, nor where nothing was due", () => {
    assert.deepStrictEqual(warned(enrolment("autumn", 1, 1), enrolment("spring", 0, 0)), [])
  })

  it("names the setting that would answer it", () => {
    const [text = ""] = RunView.consentWarnings({ totals: ProgramReport.count([enrolment("spring", 0, 1)]) })
    assert.include(text, "sources.contacts")
  })
})
