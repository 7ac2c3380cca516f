import { assert, describe, it } from "@effect/vitest"
import * as GroupState from "../../src/engine/GroupState.ts"
import type { GroupRecords } from "../../src/account/Records.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import type { Instant } from "../../src/kernel/Calendar.ts"
import * as Definition from "../../src/program/Definition.ts"
import type { EnrolmentState, TouchState } from "../../src/program/Enrolment.ts"
import * as Propose from "../../src/program/Propose.ts"
import * as Recipient from "../../src/program/Recipient.ts"
import * as Steps from "../../src/program/Steps.ts"
import { account, at, contact, program, records, wideOpen, zone } from "../engine/Life.ts"
import { segment } from "./GuardSample.ts"

const monday = at("2026-03-09T10:00")
const care = program()

const enrolment = (more: Partial<EnrolmentState> = {}): EnrolmentState => ({
  enrolmentId: "e1",
  programId: "care",
  version: care.version,
  playId: "main",
  accountId: "arrow",
  occurrence: 1,
  holdout: false,
  enteredAt: monday,
  opened: {},
  touches: {},
  exited: null,
  ...more
})
const touch = (status: TouchState["status"], when: Instant = monday): TouchState => ({
  status,
  at: when,
  deadlineFrom: when
})

interface Given {
  readonly now?: Instant
  readonly records?: Partial<GroupRecords>
  readonly isKey?: boolean | null
  readonly programs?: ReadonlyArray<Definition.CompiledProgram>
  readonly enrolments?: ReadonlyArray<EnrolmentState>
}
const look = ({ enrolments = [], isKey = null, now = monday, programs = [care], records: more = {} }: Given = {}) => {
  const horizon = Horizon.make(now)
  const market = { records: records(more), segment: { ...segment, isKey } }
  const setting = {
    horizon,
    policy: wideOpen,
    market,
    definitions: Definition.collect(programs),
    heard: Recipient.toldOf(GroupState.empty, {})
  }
  return { horizon, context: Propose.look(setting, enrolments) }
}
const entered = (given: Given = {}) =>
  Propose.entries(look(given).context).map(
    ({ account: one, definition, occurrence, play }) =>
      `${one.id} ${definition.program.id}/${play.play.id} ${occurrence}`
  )
const left = (given: Given) => Propose.exits(look(given).context).map(({ reason }) => reason)

describe("who enters", () => {
  it("is each account of the audience, by priority, program and account", () => {
    const group = { accounts: [account("bolt"), account("arrow")] }
    const other = program({ id: "b-first", priority: 2 })
    const last = program({ id: "a-last" })
    assert.deepStrictEqual(entered({ records: group, programs: [care, last, other] }), [
      "arrow b-first/main 1",
      "bolt b-first/main 1",
      "arrow a-last/main 1",
      "bolt a-last/main 1",
      "arrow care/main 1",
      "bolt care/main 1"
    ])
  })

  it("is nobody of whom it is not known whether the rule holds", () => {
    const keys = program({ audience: "group.isKey" })
    assert.deepStrictEqual(entered({ programs: [keys] }), [])
    assert.deepStrictEqual(entered({ programs: [keys], isKey: false }), [])
    assert.deepStrictEqual(entered({ programs: [keys], isKey: true }), ["arrow care/main 1"])
  })

  it("enters the first play that fits, and none whose goal is met", () => {
    const touches = [{ id: "hello", to: "true", slot: "main" }]
    const plays = (goal?: string) => [
      { id: "keys", when: "group.isKey", touches, ...(goal === undefined ? {} : { goal }) },
      { id: "others", touches: [{ ...touches[0], id: "hello-others" }] }
    ]
    const two = (goal?: string) => program({ plays: plays(goal) })
    assert.deepStrictEqual(entered({ programs: [two()], isKey: true }), ["arrow care/keys 1"])
    assert.deepStrictEqual(entered({ programs: [two()], isKey: false }), ["arrow care/others 1"])
    assert.deepStrictEqual(entered({ programs: [two()] }), ["arrow care/others 1"], "not known to be key")
    assert.deepStrictEqual(entered({ programs: [two("account.openOpportunities == 0")], isKey: true }), [])
  })

  it("carries the facts that the audience rule looked at", () => {
    const [entry] = Propose.entries(look({ programs: [program({ audience: "group.isKey" })], isKey: true }).context)
    assert.deepStrictEqual(entry?.evidence, { "group.isKey": true })
  })

  it("is known by program, account and occurrence, and by no version", () => {
    const id = (given: Given) => Propose.entries(look(given).context)[0]?.enrolmentId
    assert.strictEqual(id({}), id({ programs: [program({ name: "Renamed" })] }))
    assert.notStrictEqual(id({}), id({ programs: [program({ id: "other" })] }))
  })

  it("waits for the program's first day, which is watched", () => {
    const { context, horizon } = look({ programs: [program({ startsOn: "2026-03-12" })] })
    assert.deepStrictEqual(Propose.entries(context), [])
    assert.strictEqual(horizon.next(), at("2026-03-12T00:00"))
  })
})

describe("who leaves", () => {
  const opened = { t1: { at: monday, members: ["anna"] }, t2: { at: monday, members: ["anna", "ben"] } }

  it("has done all touches of all steps", () => {
    const done = (t1: TouchState["status"], anna: TouchState["status"], ben?: TouchState["status"]) =>
      left({
        enrolments: [
          enrolment({
            opened,
            touches: {
              t1: { anna: touch(t1) },
              t2: { anna: touch(anna), ...(ben === undefined ? {} : { ben: touch(ben) }) }
            }
          })
        ]
      })
    for (const end of ["sent", "skipped", "refused", "failed"] as const)
      assert.deepStrictEqual(done(end, end, end), ["completed"], end)
    for (const open of ["held", "queued", "unknown"] as const) {
      assert.deepStrictEqual(done("sent", "sent", open), [], open)
      assert.deepStrictEqual(done(open, "sent", "sent"), [], open)
    }
    assert.deepStrictEqual(done("sent", "sent"), [], "ben's turn has not come")
    assert.deepStrictEqual(left({ enrolments: [enrolment({ opened: { t1: opened.t1 } })] }), [], "a step is to come")
  })

  it("has met the goal, or is gone", () => {
    const goal = program({ play: { goal: "account.openOpportunities > 0" } })
    const inGoal = enrolment({ version: goal.version })
    const deal = { opportunities: [{ id: "o1", accountId: "arrow", kind: "deal" as const, outcome: "open" as const }] }
    assert.deepStrictEqual(left({ programs: [goal], enrolments: [inGoal] }), [])
    assert.deepStrictEqual(left({ programs: [goal], enrolments: [inGoal], records: deal }), ["goal met"])
    assert.deepStrictEqual(left({ enrolments: [enrolment()], records: { accounts: [] } }), ["account left the group"])
  })

  it("is nobody who has left already, or whose version is not known", () => {
    const exited = { reason: "completed", at: monday }
    assert.deepStrictEqual(left({ enrolments: [enrolment({ exited })], records: { accounts: [] } }), [])
    assert.deepStrictEqual(left({ enrolments: [enrolment({ version: "unheard of" })], records: { accounts: [] } }), [])
  })

  it("ends with the program's last day in the program's zone", () => {
    const ending = program({ endsOn: "2026-03-09", timeZone: "America/New_York" })
    const over = (now: Instant) =>
      Propose.endings(look({ now, programs: [ending], enrolments: [enrolment({ version: ending.version })] }).context)
    assert.lengthOf(over(at("2026-03-10T03:59")), 0)
    assert.deepStrictEqual(
      over(at("2026-03-10T04:00")).map(({ evidence, reason }) => [reason, evidence]),
      [["program-ended", { "program.endsOn": "2026-03-09" }]]
    )
  })
})

describe("steps", () => {
  const opens = (given: Given) =>
    Steps.openings(look(given).context).map(({ members, step }) => [step.touch.id, members])
  const due = (given: Given) =>
    Steps.dueTouches(look(given).context).map(({ contactId, touch: { touch: one } }) => `${one.id} ${contactId}`)
  const people = { contacts: ["cara", "anna", "ben"].map((id) => contact(id)) }

  it("open for the account's contacts to whom the rule applies, by id", () => {
    const group = {
      accounts: [account("arrow"), account("bolt")],
      contacts: [...people.contacts, contact("dora", "arrow", { roles: ["user"] }), contact("emil", "bolt")]
    }
    assert.deepStrictEqual(opens({ records: group, enrolments: [enrolment()] }), [["t1", ["anna", "ben", "cara"]]])
  })

  it("open with the first member whose turn comes, one after the other", () => {
    const inside = enrolment({
      opened: { t1: { at: monday, members: ["anna", "ben"] } },
      touches: { t1: { anna: touch("held"), ben: touch("sent", at("2026-03-10T08:00")) } }
    })
    const given = (now: Instant): Given => ({ now, records: people, enrolments: [inside] })
    assert.deepStrictEqual(opens(given(at("2026-03-12T07:59"))), [])
    assert.deepStrictEqual(opens(given(at("2026-03-12T08:00"))), [["t2", ["anna", "ben", "cara"]]])
  })

  it("that open for nobody are followed by the next after its wait", () => {
    const nobody = enrolment({ opened: { t1: { at: monday, members: [] } } })
    const given = (now: Instant): Given => ({ now, records: { contacts: [] }, enrolments: [nobody] })
    assert.deepStrictEqual(opens(given(at("2026-03-11T09:59"))), [])
    assert.deepStrictEqual(opens(given(at("2026-03-11T10:00"))), [["t2", []]])
  })

  it("are due for each member after their own last touch, and at once for who joins", () => {
    const inside = enrolment({
      opened: {
        t1: { at: monday, members: ["anna", "ben"] },
        t2: { at: at("2026-03-12T08:00"), members: ["anna", "ben", "cara"] }
      },
      touches: { t1: { anna: touch("sent", at("2026-03-10T20:00")), ben: touch("sent", at("2026-03-10T08:00")) } }
    })
    const given = (now: Instant): Given => ({ now, records: people, enrolments: [inside] })
    assert.deepStrictEqual(due(given(at("2026-03-12T08:00"))), ["t2 ben", "t2 cara"])
    assert.deepStrictEqual(due(given(at("2026-03-12T20:00"))), ["t2 ben", "t2 cara", "t2 anna"])
  })

  it("are not due for whom an earlier touch is still to go", () => {
    const inside = enrolment({
      opened: { t1: { at: monday, members: ["anna"] }, t2: { at: monday, members: ["anna"] } },
      touches: { t1: { anna: touch("queued") } }
    })
    assert.deepStrictEqual(due({ now: at("2026-04-01T00:00"), enrolments: [inside] }), ["t1 anna"])
  })

  it("count waits in the contact's calendar", () => {
    const waiting = program({}, [{ after: "2 business days" }])
    const inside = enrolment({ version: waiting.version, enteredAt: at("2026-03-13T23:30") })
    const opensAt = (timeZone: string) => {
      const group = { accounts: [account("arrow", { timeZone: zone(timeZone) })] }
      const { context, horizon } = look({
        now: at("2026-03-13T23:30"),
        programs: [waiting],
        records: group,
        enrolments: [inside]
      })
      assert.deepStrictEqual(Steps.openings(context), [])
      return horizon.next()
    }
    // It is Friday night in London and Saturday in Berlin and Tokyo, where the second business day begins sooner.
    assert.strictEqual(opensAt("Europe/London"), at("2026-03-17T23:30"))
    assert.strictEqual(opensAt("Europe/Berlin"), at("2026-03-16T23:30"))
    assert.strictEqual(opensAt("Asia/Tokyo"), at("2026-03-16T23:30"))
  })

  it("of several programs come by turn, priority, touch and contact", () => {
    const loud = program({ id: "loud", priority: 5 }, [{}])
    const quiet = program({ id: "quiet" }, [{}])
    const opened = { t1: { at: monday, members: ["anna", "ben"] } }
    const both = [
      enrolment({ enrolmentId: "a", programId: "quiet", version: quiet.version, opened }),
      enrolment({ enrolmentId: "b", programId: "loud", version: loud.version, opened })
    ]
    const order = Steps.dueTouches(look({ programs: [loud, quiet], records: people, enrolments: both }).context)
    assert.deepStrictEqual(
      order.map(({ contactId, enrolment: { programId } }) => `${programId} ${contactId}`),
      ["loud anna", "loud ben", "quiet anna", "quiet ben"]
    )
  })
})
