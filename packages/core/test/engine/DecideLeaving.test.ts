/** A client at risk or lost as the analysis judges it, inside the decision. */
import { assert, describe, it } from "@effect/vitest"
import type { Manager } from "../../src/account/Manager.ts"
import type { GroupRecords } from "../../src/account/Records.ts"
import * as Decide from "../../src/engine/Decide.ts"
import * as GroupState from "../../src/engine/GroupState.ts"
import type { Decision } from "../../src/journal/Event.ts"
import type { Day } from "../../src/kernel/Calendar.ts"
import type { Staying } from "../../src/market/AccountMarket.ts"
import * as Definition from "../../src/program/Definition.ts"
import { segment } from "../program/GuardSample.ts"
import { at, program, records, wideOpen, zone } from "./Life.ts"

const mia: Manager = {
  id: "mia",
  name: "Mia",
  timeZone: zone("UTC"),
  skills: { languages: [], industries: [], products: [] }
}
const outlook = {
  isNew: false,
  trend: null,
  lossBand: null,
  expectedValue: null,
  valueAtRisk: null,
  qualification: "research needed",
  fit: null,
  targets: []
} as const

const silent: Staying = {
  class: "at risk",
  lostOn: null,
  health: 31,
  causes: null,
  act: { rule: "silence", says: "no order for 71 days", what: "call", by: "2026-03-11" as Day }
}
const lost: Staying = { ...silent, class: "lost", health: null, lostOn: "2026-03-01" as Day }

/** Decides day by day, each with what the analysis says on it. */
const decide = (
  days: ReadonlyArray<readonly [when: string, staying: Staying | undefined]>,
  more: Partial<GroupRecords> = {},
  programs: ReadonlyArray<Definition.CompiledProgram> = []
) => {
  let state = GroupState.empty
  return days.map(([when, retention]): ReadonlyArray<Decision> => {
    const decided = Decide.decide({
      now: at(when),
      market: {
        records: records({ manager: mia, ...more }),
        segment: { ...segment, outlook: { ...outlook, ...(retention === undefined ? {} : { retention }) } }
      },
      state,
      definitions: Definition.collect(programs),
      policy: wideOpen,
      shared: { suppressions: [], pauses: [] }
    })
    state = decided.state
    return decided.events.filter(({ _tag }) => _tag !== "Ticked" && _tag !== "StageChanged")
  })
}
const tags = (events: ReadonlyArray<Decision> | undefined) => events?.map(({ _tag }) => _tag)

describe("a client at risk", () => {
  it("is told to its manager once, with what to do and by when", () => {
    const [first, second] = decide([
      ["2026-03-09T10:00", silent],
      ["2026-03-10T10:00", silent]
    ])
    assert.deepStrictEqual(tags(first), ["SignalRaised", "TaskCreated"])
    const task = first?.find(({ _tag }) => _tag === "TaskCreated")
    assert.deepInclude(task, {
      kind: "loss",
      ownerId: "mia",
      text: "no order for 71 days: call",
      dueAt: at("2026-03-11T18:00"),
      signalKey: "at-risk arrow"
    })
    assert.deepStrictEqual(second, [])
  })

  it("is no signal any more when it buys, and the task ends", () => {
    const [, then] = decide([
      ["2026-03-09T10:00", silent],
      ["2026-03-10T10:00", { ...silent, class: "active", act: null }]
    ])
    assert.deepStrictEqual(tags(then), ["SignalEnded", "TaskWithdrawn"])
  })

  it("that is lost after all has one task, that of the loss", () => {
    const [, then] = decide([
      ["2026-03-09T10:00", silent],
      ["2026-03-10T10:00", lost]
    ])
    assert.deepStrictEqual(tags(then), ["SignalEnded", "TaskWithdrawn", "SignalRaised", "TaskCreated"])
  })

  it("has two business days when the day to act by has gone by", () => {
    const [then] = decide([["2026-04-01T10:00", silent]])
    assert.deepInclude(
      then?.find(({ _tag }) => _tag === "TaskCreated"),
      { dueAt: at("2026-04-03T10:00") }
    )
  })

  it("has no second task where the save desk has one", () => {
    const departures: GroupRecords["departures"] = [
      { id: "n1", accountId: "arrow", at: at("2026-03-09T09:00"), kind: "cancellation" }
    ]
    const told: Staying = { ...silent, act: { ...silent.act, rule: "departure-notice" } as Staying["act"] }
    const [then] = decide([["2026-03-09T10:00", told]], { departures })
    assert.deepStrictEqual(
      then?.flatMap((event) => (event._tag === "SignalRaised" ? [event.kind] : [])),
      ["at-risk", "departure-notice"]
    )
    assert.deepStrictEqual(
      then?.flatMap((event) => (event._tag === "TaskCreated" ? [event.kind] : [])),
      ["departure"]
    )
  })

  it("is a signal without a task where nobody looks after it, and where the loss is a year old", () => {
    assert.deepStrictEqual(decide([["2026-03-09T10:00", silent]], { manager: null }).map(tags), [["SignalRaised"]])
    const old: Staying = { ...lost, lostOn: "2025-03-08" as Day }
    assert.deepStrictEqual(decide([["2026-03-09T10:00", old]]).map(tags), [["SignalRaised"]])
  })
})

describe("win-back", () => {
  it("is an ordinary program with an audience of lost clients", () => {
    const winBack = program({
      objective: "win back",
      audience: 'account.retention == "lost" && "price or competitor" in account.causes'
    })
    const entered = (staying: Staying) =>
      decide([["2026-03-09T10:00", staying]], {}, [winBack])
        .flat()
        .some(({ _tag }) => _tag === "Enrolled")
    assert.isTrue(entered({ ...lost, causes: ["price or competitor"] }))
    assert.isFalse(entered({ ...lost, causes: ["forgotten"] }))
    assert.isFalse(entered(lost))
    assert.isFalse(entered({ ...silent, causes: ["price or competitor"] }))
  })
})
