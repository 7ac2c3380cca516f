/** What people of ours are asked for, and what steps wait for: tasks, words, barriers, conditions, one voice. */
import { assert, describe, it } from "@effect/vitest"
import type { GroupRecords } from "../../src/account/Records.ts"
import type { Manager } from "../../src/account/Manager.ts"
import type { Input } from "../../src/journal/Event.ts"
import { approvalIdOf, taskIdOf } from "../../src/program/Enrolment.ts"
import { account, at, contact, live, program, records, touching, wideOpen, zone } from "./Life.ts"

const mia: Manager = {
  id: "mia",
  name: "Mia",
  managerId: "boss",
  deputyId: "deputy",
  timeZone: zone("UTC"),
  skills: { languages: [], industries: [], products: [] }
}
const managed = (more: Partial<GroupRecords> = {}) => records({ manager: mia, ...more })

const call = { to: undefined, slot: undefined, task: { kind: "call", text: "call them" } }
const replied = (contactId: string, when: string): Input => ({
  _tag: "ActivityRecorded",
  activity: { kind: "replied", contactId, at: at(when) }
})

describe("times that the policy sets", () => {
  const reply = (policy: typeof wideOpen) => {
    const life = live({ records: managed(), programs: [], policy })
    life.tell("2026-03-09T10:00", replied("anna", "2026-03-09T10:00"))
    life.tick("2026-03-09T10:00")
    return life
  }

  it("are when a reply has to be answered", () => {
    assert.strictEqual(reply(wideOpen).wakes(), "2026-03-10T10:00")
    assert.strictEqual(reply({ ...wideOpen, replyBusinessDays: 3 }).wakes(), "2026-03-12T10:00")
  })

  it("are when whoever gets a task has to take it on", () => {
    const life = reply({ ...wideOpen, replyBusinessDays: 9, acceptBusinessDays: 2 })
    life.bring("2026-03-09T12:00", { manager: { ...mia, id: "noa" } })
    assert.deepStrictEqual(life.tick("2026-03-09T12:00"), ["task from mia to noa: the client's manager changed"])
    assert.strictEqual(life.wakes(), "2026-03-11T12:00")
  })

  it("are when a complaint is forgotten", () => {
    const openedAt = at("2026-03-02T10:00")
    const complaint = { kind: "complaint", topic: "late", severity: "low", firstResponseAt: openedAt } as const
    const cases = [{ ...complaint, id: "c1", accountId: "arrow", openedAt, reopenedAt: [] }]
    const raised = (policy: typeof wideOpen) =>
      live({ records: managed({ cases }), programs: [], policy })
        .run("2026-03-02T10:00", "2026-05-01T00:00")
        .filter((text) => text.includes("signal forgotten-complaint"))
    assert.deepStrictEqual(raised(wideOpen), ["2026-04-01T10:00 signal forgotten-complaint c1"])
    assert.deepStrictEqual(raised({ ...wideOpen, forgottenComplaintDays: 10 }), [
      "2026-03-12T10:00 signal forgotten-complaint c1"
    ])
  })
})

describe("a person's word on key status", () => {
  const word = (more: object = {}) => ({
    is: true,
    by: "mia",
    at: at("2026-01-01T10:00"),
    reason: "the board says so",
    ...more
  })
  const opened = { openedAt: at("2026-03-01T10:00"), reopenedAt: [] }
  const complaint = {
    id: "c1",
    accountId: "bolt",
    kind: "complaint",
    topic: "late",
    severity: "low",
    ...opened
  } as const
  const decided = (keyByHand: ReturnType<typeof word> | undefined, isKey?: boolean) => {
    const root = account("arrow", keyByHand === undefined ? {} : { keyByHand })
    const life = live({
      records: managed({ accounts: [root, account("bolt", { parentId: "arrow" })], cases: [complaint] }),
      programs: [
        program({ audience: 'account.id == "arrow"' }, [{}]),
        program({ id: "key", audience: "group.isKey" }, [{}])
      ],
      ...(isKey === undefined ? {} : { isKey })
    })
    const lines = life.tick("2026-03-09T10:00").filter((text) => / key | t1 |^t1 anna/u.test(text))
    return { lines, wakes: life.wakes(), later: () => life.tick("2026-03-09T15:00") }
  }

  it("holds promotion in the whole group and is what rules see, also without an analysis and against it", () => {
    const isKey = [
      "arrow entered key (1)",
      "bolt entered key (1)",
      "t1 anna held: open-complaint",
      "t1 anna held: open-complaint"
    ]
    assert.deepStrictEqual(decided(word()).lines, isKey)
    assert.deepStrictEqual(decided(word(), false).lines, isKey)
    assert.deepStrictEqual(decided(undefined).lines, ["t1 anna queued"])
    assert.deepStrictEqual(decided(word({ is: false }), true).lines, ["t1 anna queued"])
  })

  it("begins and ends when it says, which is watched", () => {
    const ahead = decided(word({ at: at("2026-03-09T15:00") }))
    assert.deepStrictEqual([ahead.lines, ahead.wakes], [["t1 anna queued"], "2026-03-09T15:00"])
    assert.include(ahead.later(), "arrow entered key (1)")
    const ending = decided(word({ until: at("2026-03-09T15:00") }), false)
    assert.strictEqual(ending.wakes, "2026-03-09T15:00")
    assert.include(ending.later(), "t1 anna queued")
  })
})

describe("a promise that is due", () => {
  const promise = (more: object) => ({
    id: "p1",
    accountId: "arrow",
    text: "unblock the line",
    madeAt: at("2026-03-01T10:00"),
    dueAt: at("2026-03-05T10:00"),
    madeBy: "mia",
    fact: "asset line is active",
    ...more
  })
  const decided = (more: object, status: "active" | "blocked") =>
    live({
      records: managed({
        commitments: [promise(more)],
        assets: [{ id: "line", accountId: "arrow", holderId: "anna", label: "line", status }]
      }),
      programs: [program({ audience: "account.openPromises >= 0.0" }, [{}])]
    }).tick("2026-03-09T10:00")

  it("holds and is raised by its fact, not by its tick", () => {
    const kept = decided({}, "active")
    assert.include(kept, "t1 anna queued")
    assert.notInclude(kept, "signal promise-overdue p1")
    const ticked = decided({ keptAt: at("2026-03-04T10:00") }, "blocked")
    assert.include(ticked, "t1 anna held: broken-promise")
    assert.include(ticked, "signal promise-overdue p1")
  })
})

describe("a task of a step", () => {
  const programs = [program({}, [call, { after: "1 day" }])]

  it("goes to the manager with a due time, and the next step waits until it is done", () => {
    const life = live({ records: managed(), programs })
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [
      "arrow entered care (1)",
      "t1 opened for nobody",
      "task call for mia about arrow"
    ])
    assert.strictEqual(life.wakes(), "2026-03-11T10:00")
    const [created] = life.log.filter((event) => event._tag === "TaskCreated")
    assert.strictEqual(created?.dueAt, at("2026-03-11T10:00"))
    life.closeTasks("2026-03-10T15:00")
    assert.deepStrictEqual(life.tick("2026-03-10T15:00"), [])
    assert.strictEqual(life.wakes(), "2026-03-11T15:00")
    assert.deepStrictEqual(life.tick("2026-03-11T15:00"), ["t2 opened for anna", "t2 anna queued"])
  })

  it("goes one step up when it is late, once", () => {
    const life = live({ records: managed(), programs })
    life.tick("2026-03-09T10:00")
    assert.deepStrictEqual(life.tick("2026-03-11T10:00"), ["task up to boss: overdue"])
    assert.deepStrictEqual(life.tick("2026-03-20T10:00"), [])
  })

  it("goes one step up when nobody took it on, and a late one again", () => {
    const task = { ...call.task, acceptBusinessDays: 1 }
    const life = live({ records: managed(), programs: [program({}, [{ ...call, task }])] })
    life.tick("2026-03-09T10:00")
    assert.deepStrictEqual(life.tick("2026-03-10T10:00"), ["task up to boss: not accepted"])
    assert.deepStrictEqual(life.tick("2026-03-11T10:00"), ["task up to boss: overdue"])
  })

  it("stays where it is once somebody took it on in time", () => {
    const task = { ...call.task, acceptBusinessDays: 1 }
    const life = live({ records: managed(), programs: [program({}, [{ ...call, task }])] })
    life.tick("2026-03-09T10:00")
    const [taskId = ""] = Object.keys(life.state().tasks)
    life.tell("2026-03-09T12:00", { _tag: "TaskAccepted", taskId, by: "mia" })
    assert.deepStrictEqual(life.tick("2026-03-10T10:00"), [])
  })

  it("goes to the deputy when its owner leaves, and to the new manager when there is one", () => {
    const life = live({ records: managed(), programs })
    life.tick("2026-03-09T10:00")
    life.bring("2026-03-09T12:00", { manager: { ...mia, leftAt: at("2026-03-09T12:00") } })
    assert.deepStrictEqual(life.tick("2026-03-09T12:00"), ["task from mia to deputy: its owner left"])
    life.bring("2026-03-09T13:00", { manager: { ...mia, id: "noa" } })
    assert.deepStrictEqual(life.tick("2026-03-09T13:00"), ["task from deputy to noa: the client's manager changed"])
    // Whoever gets it has to take it on within a business day.
    assert.deepStrictEqual(life.tick("2026-03-10T13:00"), ["task up to boss: not accepted"])
  })

  it("goes to the superior when the deputy has left too, to nobody when nobody is there, and is watched", () => {
    const person = (id: string, leftAt?: string) => ({
      ...mia,
      id,
      ...(leftAt === undefined ? {} : { leftAt: at(leftAt) })
    })
    const left = { ...mia, leftAt: at("2026-03-09T12:00") }
    const after = (...standIns: ReadonlyArray<Manager>) => {
      const life = live({ records: managed(), programs })
      life.tick("2026-03-09T10:00")
      life.bring("2026-03-09T12:00", { manager: left, standIns })
      return { lines: life.tick("2026-03-09T12:00"), wakes: life.wakes(), later: life.tick("2026-03-09T15:00") }
    }
    const said = (to: string) => [`task from mia to ${to}: its owner left`]
    assert.deepStrictEqual(after(person("deputy", "2026-03-01T10:00"), person("boss")).lines, said("boss"))
    assert.deepStrictEqual(after(person("boss")).lines, said("boss"), "nobody knows the deputy")
    assert.deepStrictEqual(after(person("deputy", "2026-03-01T10:00")).lines, [])
    const soon = after(person("deputy", "2026-03-09T15:00"), person("boss"))
    const later = ["task from deputy to boss: its owner left"]
    assert.deepStrictEqual(soon, { lines: said("deputy"), wakes: "2026-03-09T15:00", later })
  })

  it("goes past a superior who has left: to the next one up, else to the deputy", () => {
    const person = (id: string, more: object) => ({ ...mia, id, ...more })
    const gone = { leftAt: at("2026-03-01T10:00") }
    const late = (...standIns: ReadonlyArray<Manager>) => {
      const life = live({ records: managed({ standIns }), programs })
      life.tick("2026-03-09T10:00")
      return life.tick("2026-03-11T10:00")
    }
    const boss = person("boss", { ...gone, managerId: "head" })
    assert.deepStrictEqual(late(boss, person("head", {})), ["task up to head: overdue"])
    assert.deepStrictEqual(late(person("boss", { ...gone, managerId: "top" })), ["task up to top: overdue"])
    const top = person("boss", { ...gone, managerId: "boss" })
    assert.deepStrictEqual(late(top), ["task up to deputy: overdue"])
    assert.deepStrictEqual(late(top, person("deputy", gone)), ["task up to nobody: overdue"])
  })

  it("of a superior who leaves goes to the next one up, who keeps it", () => {
    const head = { ...mia, id: "head" }
    const boss = { ...mia, id: "boss", managerId: "head" }
    const asked = program({}, [{ ...call, task: { ...call.task, owner: "superior" as const } }])
    const life = live({ records: managed({ standIns: [boss, head] }), programs: [asked] })
    assert.include(life.tick("2026-03-09T10:00"), "task call for boss about arrow")
    life.bring("2026-03-09T12:00", { standIns: [{ ...boss, leftAt: at("2026-03-09T12:00") }, head] })
    assert.deepStrictEqual(life.tick("2026-03-09T12:00"), ["task from boss to head: its owner left"])
    assert.deepStrictEqual(life.tick("2026-03-09T13:00"), [])
  })

  it("is for the expert of the team, who keeps it when the manager changes", () => {
    const task = { ...call.task, owner: "expert" }
    const team = [{ id: "1", accountId: "arrow", personId: "eva", role: "expert" as const }]
    const life = live({ records: managed({ team }), programs: [program({}, [{ ...call, task }])] })
    assert.include(life.tick("2026-03-09T10:00"), "task call for eva about arrow")
    life.bring("2026-03-09T13:00", { team, manager: { ...mia, id: "noa" } })
    assert.deepStrictEqual(life.tick("2026-03-09T13:00"), [])
  })

  it("counts for the caps of whom it is about, as a message does", () => {
    const policy = { ...wideOpen, contactCap: { per24Hours: 1, per7Days: 3 } }
    const about = { ...call, to: '"champion" in contact.roles' }
    const life = live({ records: managed(), programs: [program({}, [about, {}])], policy })
    life.tick("2026-03-09T10:00")
    life.closeTasks("2026-03-09T11:00")
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), [
      "t2 opened for anna",
      "t2 anna held: contact-cap until 2026-03-10T11:00"
    ])
  })

  it("is no longer needed when the account leaves", () => {
    const life = live({ records: managed(), programs })
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T11:00", { _tag: "EnrolmentAborted", enrolmentId: life.enrolmentIds()[0] ?? "", by: "mia" })
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["task withdrawn: aborted by mia"])
  })

  it("is not given for an account that is held out", () => {
    const life = live({ records: managed(), programs: [program({ holdout: 0.5 }, [call])], isKey: true })
    const lines = life.tick("2026-03-09T10:00")
    const isOut = lines.some((line) => line.includes("held out"))
    assert.strictEqual(
      lines.some((line) => line.startsWith("task")),
      !isOut
    )
  })

  it("has one id for a step of an enrolment, in whatever version", () => {
    const life = live({ records: managed(), programs })
    life.tick("2026-03-09T10:00")
    assert.deepStrictEqual(Object.keys(life.state().tasks), [taskIdOf(life.enrolmentIds()[0] ?? "", "t1")])
  })
})

describe("a reply", () => {
  const people = { contacts: [contact("anna"), contact("ben")] }

  it("pauses the account until the manager closes the task, which is due in a business day", () => {
    const life = live({ records: managed(people), programs: [program({}, [{}, { after: "2 days" }])] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.tell("2026-03-10T12:00", replied("anna", "2026-03-10T12:00"))
    assert.deepStrictEqual(life.tick("2026-03-10T12:00"), ["task reply for mia about arrow, anna"])
    assert.deepStrictEqual(touching(life.tick("2026-03-11T10:00")), [
      "t2 anna skipped: replied",
      "t2 ben held: reply-waiting"
    ])
    assert.deepStrictEqual(life.tick("2026-03-11T12:00"), ["task up to boss: overdue"])
    life.closeTasks("2026-03-12T09:00")
    assert.deepStrictEqual(touching(life.tick("2026-03-12T09:00")), ["t2 ben queued"])
  })

  it("pauses no other account of the group", () => {
    const accounts = [account("arrow"), account("bolt")]
    const contacts = [contact("anna"), contact("ben", "bolt")]
    const life = live({ records: managed({ accounts, contacts }) })
    life.tell("2026-03-09T09:00", replied("anna", "2026-03-09T09:00"))
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna held: reply-waiting", "t1 ben queued"])
  })

  it("asks for an answer each time", () => {
    const life = live({ records: managed(people) })
    for (const when of ["2026-03-09T09:00", "2026-03-10T09:00"]) {
      life.tell(when, replied("anna", when))
      assert.include(life.tick(when), "task reply for mia about arrow, anna")
      life.closeTasks(when)
    }
  })
})

describe("a touch that needs a word", () => {
  const programs = [program({}, [{ approval: "manager" }, { approval: "superior" }])]
  const given = (life: ReturnType<typeof live>, touchId: string) => approvalIdOf(life.enrolmentIds()[0] ?? "", touchId)

  it("asks once for all members, goes when it is given, and looks at everything again then", () => {
    const life = live({ records: managed({ contacts: [contact("anna"), contact("ben")] }), programs })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), [
      "t1 anna held: awaiting-approval",
      "t1 asks mia",
      "t1 ben held: awaiting-approval"
    ])
    life.tell("2026-03-12T10:00", {
      _tag: "HoldPlaced",
      hold: { id: "h1", kind: "sales", reason: "talks", by: "mia", placedAt: at("2026-03-12T10:00") }
    })
    life.tell("2026-03-12T11:00", { _tag: "ApprovalGiven", approvalId: given(life, "t1"), by: "mia" })
    assert.deepStrictEqual(life.tick("2026-03-12T11:00"), ["t1 anna held: sales-hold", "t1 ben held: sales-hold"])
    life.tell("2026-03-12T12:00", { _tag: "HoldReleased", by: "mia" })
    assert.deepStrictEqual(life.tick("2026-03-12T12:00"), ["t1 anna queued", "t1 ben queued"])
    life.answer("2026-03-12T12:00")
    assert.include(life.tick("2026-03-12T12:01"), "t2 asks boss")
  })

  it("is skipped when the word is no", () => {
    const life = live({ records: managed(), programs })
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T11:00", { _tag: "ApprovalRefused", approvalId: given(life, "t1"), by: "mia", reason: "no" })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T11:00")).slice(0, 1), ["t1 anna skipped: approval-refused"])
  })
})

describe("a task that needs a word", () => {
  const call = { kind: "call", text: "Offer the frame contract." }
  const step = { slot: undefined, task: call, approval: "superior" }
  const lives = (more: object = {}, rest: object = {}) =>
    live({ records: managed(), programs: [program(rest, [{ ...step, ...more }, {}])] })
  const idOf = (life: ReturnType<typeof live>) => approvalIdOf(life.enrolmentIds()[0] ?? "", "t1")
  const given = (life: ReturnType<typeof live>) =>
    life.tell("2026-03-10T10:00", { _tag: "ApprovalGiven", approvalId: idOf(life), by: "boss" })

  it("asks first and says what is asked, and is made when the word is given", () => {
    const life = lives()
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), ["arrow entered care (1)", "t1 asks boss"])
    assert.deepInclude(Object.values(life.state().approvals)[0], { asks: call.text, touchId: "t1", of: "boss" })
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), [])
    given(life)
    assert.deepStrictEqual(life.tick("2026-03-10T10:00"), ["t1 opened for anna", "task call for mia about arrow, anna"])
    life.closeTasks("2026-03-10T11:00")
    assert.deepStrictEqual(touching(life.tick("2026-03-10T11:00")), ["t2 anna queued"])
  })

  it("is passed over when the word is no, with who said so and why, and the next step opens", () => {
    const life = lives()
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-10T10:00", { _tag: "ApprovalRefused", approvalId: idOf(life), by: "boss", reason: "too soon" })
    assert.deepStrictEqual(life.tick("2026-03-10T10:00"), [
      "t1 opened for nobody",
      "t2 opened for anna",
      "t2 anna queued"
    ])
    assert.deepInclude(
      life.log.find((event) => event._tag === "StepOpened"),
      { reason: "approval-refused", evidence: { "approval.by": "boss", "approval.reason": "too soon" } }
    )
  })

  it("is looked at again when the word is given: for whom it is, and whether its condition still holds", () => {
    const life = lives({ when: "account.openOpportunities == 0" })
    life.tick("2026-03-09T10:00")
    life.bring("2026-03-09T12:00", { contacts: [contact("ben")] })
    given(life)
    assert.include(life.tick("2026-03-10T10:00"), "t1 opened for ben")
    const passed = lives({ when: "account.openOpportunities == 0" })
    passed.tick("2026-03-09T10:00")
    passed.bring("2026-03-09T12:00", {
      opportunities: [{ id: "o1", accountId: "arrow", kind: "deal", outcome: "open" }]
    })
    assert.include(passed.tick("2026-03-09T12:00"), "t1 opened for nobody")
    assert.isEmpty(passed.state().approvals)
  })

  it("waits for nobody once the account leaves", () => {
    const leaves = lives({}, { play: { goal: "account.openOpportunities > 0" } })
    leaves.tick("2026-03-09T10:00")
    leaves.bring("2026-03-09T12:00", {
      opportunities: [{ id: "o1", accountId: "arrow", kind: "deal", outcome: "open" }]
    })
    leaves.tick("2026-03-09T12:00")
    assert.isEmpty(leaves.state().approvals)
  })
})

describe("what a step waits for", () => {
  const waiting = (otherwise: "go on" | "leave") => [
    program({}, [{}, { waitFor: { event: "meeting", timeout: "1 week", otherwise } }])
  ]
  const meeting = (when: string) => ({
    interactions: [
      {
        id: "m1",
        accountId: "arrow",
        contactId: "anna",
        kind: "meeting" as const,
        at: at(when),
        status: "held" as const,
        by: "mia"
      }
    ]
  })

  it("comes: the step opens at once", () => {
    const life = live({ programs: waiting("leave") })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    assert.deepStrictEqual(life.tick("2026-03-10T10:00"), [])
    life.bring("2026-03-11T10:00", meeting("2026-03-11T09:00"))
    assert.deepStrictEqual(life.tick("2026-03-11T10:00"), [
      "t2 passed by event",
      "t2 opened for anna",
      "t2 anna queued"
    ])
  })

  it("does not come in time: the step opens all the same, or the account leaves", () => {
    for (const [otherwise, expected] of [
      ["go on", ["t2 passed by timeout", "t2 opened for anna", "t2 anna queued"]],
      ["leave", ["arrow left care: no-meeting"]]
    ] as const) {
      const life = live({ programs: waiting(otherwise) })
      life.tick("2026-03-09T10:00")
      life.answer("2026-03-09T10:00")
      assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [])
      assert.strictEqual(life.wakes(), "2026-03-16T10:00")
      assert.deepStrictEqual(life.tick("2026-03-16T10:00"), expected)
    }
  })

  it("what happened before the step was waited for does not count", () => {
    const life = live({ programs: waiting("go on"), records: records(meeting("2026-03-01T09:00")) })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    assert.deepStrictEqual(life.tick("2026-03-10T10:00"), [])
  })

  it("a gate counts roles whose people replied or met with us, not opens and clicks", () => {
    const gate = { roles: ["champion", "user", "legal"], atLeast: 2, within: "2 weeks" }
    const contacts = [contact("anna"), contact("ben", "arrow", { roles: ["user"] })]
    const life = live({ programs: [program({}, [{}, { gate }])], records: records({ contacts }) })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    for (const kind of ["opened", "clicked"] as const)
      life.tell("2026-03-10T10:00", {
        _tag: "ActivityRecorded",
        activity: { kind, contactId: "anna", at: at("2026-03-10T10:00") }
      })
    life.tell("2026-03-10T10:00", replied("ben", "2026-03-10T10:00"))
    life.closeTasks("2026-03-10T10:00")
    assert.notInclude(life.tick("2026-03-10T10:00"), "t2 passed by gate")
    life.bring("2026-03-11T10:00", { contacts, ...meeting("2026-03-11T09:00") })
    assert.include(life.tick("2026-03-11T10:00"), "t2 passed by gate")
  })

  it("a gate that is not passed within its time lets the account go", () => {
    const life = live({ programs: [program({}, [{}, { gate: { roles: ["champion"], within: "2 weeks" } }])] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    assert.deepStrictEqual(life.tick("2026-03-23T10:00"), ["arrow left care: gate-not-passed"])
  })

  it("a condition that does not hold passes the step over", () => {
    const life = live({ programs: [program({}, [{ when: "account.openOpportunities > 0" }, {}])] })
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [
      "arrow entered care (1)",
      "t1 opened for nobody",
      "t2 opened for anna",
      "t2 anna queued"
    ])
    const [opened] = life.log.filter((event) => event._tag === "StepOpened")
    assert.deepStrictEqual(opened?.evidence, { "account.openOpportunities": 0 })
  })
})

describe("one voice", () => {
  const first = program({ id: "first", priority: 1 }, [{}, { after: "1 week" }])
  const second = program({ id: "second" }, [{}])

  it("the program of the highest priority speaks, and the other when it has left", () => {
    const life = live({ programs: [second, first] })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna queued", "t1 anna held: in-flight"])
    life.answer("2026-03-09T10:00")
    assert.deepStrictEqual(life.tick("2026-03-09T10:01"), ["t1 anna held: another-program until 2026-03-23T10:00"])
    life.tick("2026-03-16T10:00")
    life.answer("2026-03-16T10:00")
    const lines = life.tick("2026-03-16T10:01")
    assert.include(lines, "arrow left first: completed")
  })

  it("ends 14 days after the speaker's last due touch", () => {
    const quiet = program({ id: "first", priority: 1 }, [{}, { after: "8 weeks" }])
    const patient = program({ id: "second" }, [{ deadlineBusinessDays: 20 }])
    const life = live({ programs: [patient, quiet] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    assert.deepStrictEqual(touching(life.tick("2026-03-23T10:00")), ["t1 anna queued"])
  })

  it("is not asked for where the policy says so, and concerns no service message", () => {
    const off = { ...wideOpen, oneVoice: { count: "off" as const, quietDays: 14 } }
    const life = live({ programs: [second, first], policy: off })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna queued", "t1 anna held: in-flight"])
  })
})

describe("overrides for one account", () => {
  const given = (override: object) => [program({ overrides: { arrow: override } }, [{}, {}])]

  it("keep it out, skip touches, and choose its variant", () => {
    assert.deepStrictEqual(live({ programs: given({ exclude: true }) }).tick("2026-03-09T10:00"), [])
    assert.deepStrictEqual(touching(live({ programs: given({ skip: ["t1"] }) }).tick("2026-03-09T10:00")), [
      "t2 anna queued"
    ])
  })

  it("a program closed to entries takes nobody, and who is inside goes on", () => {
    const open = program()
    const closed = program({ entries: "closed" })
    assert.deepStrictEqual(live({ programs: [closed] }).tick("2026-03-09T10:00"), [])
    const life = live({ programs: [open] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.define([closed], [open])
    assert.deepStrictEqual(touching(life.tick("2026-03-11T10:00")), ["t2 anna queued"])
  })
})

describe("what is noticed", () => {
  it("is raised once with a task, and is over with its cause", () => {
    const life = live({
      records: managed({
        commitments: [
          {
            id: "p1",
            accountId: "arrow",
            text: "a pump",
            madeAt: at("2026-03-01T10:00"),
            dueAt: at("2026-03-10T10:00"),
            madeBy: "mia"
          }
        ]
      }),
      programs: []
    })
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [])
    const raised = life.run("2026-03-09T10:00", "2026-03-11T00:00")
    assert.deepStrictEqual(
      raised.slice(0, 2).map((line) => line.slice(17)),
      ["signal promise-overdue p1", "task anomaly for mia about arrow"]
    )
    life.bring("2026-03-11T10:00", {
      commitments: [
        {
          id: "p1",
          accountId: "arrow",
          text: "a pump",
          madeAt: at("2026-03-01T10:00"),
          dueAt: at("2026-03-10T10:00"),
          madeBy: "mia",
          keptAt: at("2026-03-11T09:00")
        }
      ]
    })
    assert.deepStrictEqual(life.tick("2026-03-11T10:00"), [
      "over promise-overdue p1",
      "task withdrawn: what was noticed is over"
    ])
  })

  it("tells of a complaint that was forgotten, which goes on holding, until somebody takes it up", () => {
    const complaint = {
      id: "c1",
      accountId: "arrow",
      kind: "complaint",
      topic: "late",
      severity: "low",
      ownerId: "mia",
      openedAt: at("2026-03-02T10:00"),
      firstResponseAt: at("2026-03-02T11:00"),
      reopenedAt: []
    } as const
    const life = live({ records: managed({ cases: [complaint] }), programs: [program({}, [{}])] })
    const held = life.run("2026-03-09T10:00", "2026-04-02T00:00")
    assert.include(held, "2026-04-01T11:00 signal forgotten-complaint c1")
    assert.include(held, "2026-04-01T11:00 task anomaly for mia about arrow")
    assert.include(held, "2026-03-09T10:00 t1 anna held: open-complaint")
    assert.notInclude(held.join(), "queued")
    life.bring("2026-04-02T10:00", { cases: [{ ...complaint, reopenedAt: [at("2026-04-02T09:00")] }] })
    assert.deepStrictEqual(life.tick("2026-04-02T10:00"), [
      "over forgotten-complaint c1",
      "task withdrawn: what was noticed is over"
    ])
  })

  it("can start a program: rules see what holds", () => {
    const programs = [program({ audience: '"contact-left" in account.signals' })]
    const contacts = [contact("anna"), contact("ben", "arrow", { leftAt: at("2026-03-10T00:00") })]
    const life = live({ records: managed({ contacts }), programs })
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [])
    assert.include(life.tick("2026-03-10T00:00"), "arrow entered care (1)")
  })

  it("engagement moves an account between stages that rules see, and it falls back as it fades", () => {
    const programs = [program({ audience: 'account.stage == "engagement"' })]
    const meetings = [1, 2].map((day) => ({
      id: `m${day}`,
      accountId: "arrow",
      contactId: "anna",
      kind: "meeting" as const,
      at: at(`2026-03-0${day}T09:00`),
      status: "held" as const,
      by: "mia"
    }))
    const life = live({ records: managed({ interactions: meetings }), programs, stages: true })
    assert.deepStrictEqual(life.tick("2026-03-09T10:00").slice(0, 2), [
      "arrow stage engagement",
      "arrow entered care (1)"
    ])
    const later = life.run("2026-03-09T10:00", "2026-08-01T00:00")
    assert.isTrue(later.some((line) => line.includes("arrow stage awareness")))
  })
})

describe("absences and bouncing addresses", () => {
  it("out of office holds that person until a business day after the stated return", () => {
    const life = live({ records: managed({ contacts: [contact("anna"), contact("ben")] }) })
    life.tell("2026-03-09T09:00", {
      _tag: "ActivityRecorded",
      activity: { kind: "out of office", contactId: "anna", at: at("2026-03-09T09:00"), until: at("2026-03-10T12:00") }
    })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), [
      "t1 anna held: out-of-office until 2026-03-11T12:00",
      "t1 ben queued"
    ])
  })

  it("three soft bounces in 14 days rest the address for 30", () => {
    const life = live({ records: managed() })
    for (const day of ["01", "05", "08"])
      life.tell(`2026-03-${day}T09:00`, {
        _tag: "ActivityRecorded",
        activity: { kind: "bounced", contactId: "anna", at: at(`2026-03-${day}T09:00`) }
      })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), [
      "t1 anna held: soft-bounce-rest until 2026-04-07T09:00"
    ])
  })

  it("the rest is the address's: a corrected one is written to, and bounces of a message count for where it went", () => {
    const told = (messageId?: string) =>
      ({
        _tag: "ActivityRecorded",
        activity: {
          ...(messageId === undefined ? { addressHash: "hash of anna" } : { messageId }),
          kind: "bounced",
          contactId: "anna",
          at: at("2026-03-10T09:00")
        }
      }) as const
    for (const corrected of [false, true]) {
      const life = live({ records: managed(), programs: [program({}, [{}, { after: "2 days" }])] })
      life.tick("2026-03-09T10:00")
      life.answer("2026-03-09T10:00")
      for (const messageId of [life.messageIds()[0], undefined, undefined])
        life.tell("2026-03-10T09:00", told(messageId))
      if (corrected)
        life.bring("2026-03-10T10:00", { contacts: [contact("anna", "arrow", { addressHash: "another hash" })] })
      assert.deepStrictEqual(touching(life.tick("2026-03-11T10:00")), [
        corrected ? "t2 anna queued" : "t2 anna held: soft-bounce-rest until 2026-04-09T09:00"
      ])
    }
  })

  it("the policy says how long an absence lasts and after how many bounces for how long an address rests", () => {
    const absence = { afterReturnBusinessDays: 3, withoutReturnBusinessDays: 5 }
    const softBounce = { bounces: 1, withinDays: 7, restDays: 200 }
    const told = (kind: "out of office" | "bounced", contactId: string) =>
      ({ _tag: "ActivityRecorded", activity: { kind, contactId, at: at("2026-03-09T09:00") } }) as const
    const life = live({
      records: managed({ contacts: [contact("anna"), contact("ben")] }),
      policy: { ...wideOpen, absence, softBounce }
    })
    life.tell("2026-03-09T09:00", told("out of office", "anna"))
    life.tell("2026-03-09T09:00", told("bounced", "ben"))
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), [
      "t1 anna held: out-of-office until 2026-03-16T09:00",
      "t1 ben held: soft-bounce-rest until 2026-09-25T09:00"
    ])
  })
})

describe("a budget", () => {
  const budget = { minor: 100, currency: "EUR" }
  const people = { contacts: [contact("anna"), contact("ben"), contact("cara")] }

  it("holds what would pass it, also within one look, and lets it go when others give back", () => {
    const life = live({ records: managed(people), programs: [program({ budget }, [{ costMinor: 40 }])] })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), [
      "t1 anna queued",
      "t1 ben queued",
      "t1 cara held: budget"
    ])
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [])
    life.answer("2026-03-09T11:00", "failed")
    assert.deepStrictEqual(touching(life.tick("2026-03-09T11:00")), ["t1 cara queued"])
  })

  it("counts what other groups took", () => {
    const shared = { suppressions: [], pauses: [], spent: { care: 80 } }
    const life = live({ records: managed(), programs: [program({ budget }, [{ costMinor: 40 }])], shared })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna held: budget"])
    assert.strictEqual(life.wakes(), "2026-03-10T00:00")
  })

  it("passes over a task that it cannot pay", () => {
    const shared = { suppressions: [], pauses: [], spent: { care: 80 } }
    const life = live({ records: managed(), programs: [program({ budget }, [{ ...call, costMinor: 40 }])], shared })
    assert.notInclude(life.tick("2026-03-09T10:00").join(), "task")
  })
})

describe("a gift", () => {
  const budget = { minor: 100_000, currency: "EUR" }
  const gift = (id: string) => ({
    id,
    to: '"champion" in contact.roles',
    slot: undefined,
    costMinor: 3_000,
    task: { kind: "gift", text: "a book" }
  })
  const programs = [program({ budget }, [gift("t1"), gift("t2")])]
  const german = { contacts: [contact("anna", "arrow", { country: "DE" })] }
  const limits = (minor: number) => ({ ...wideOpen, giftLimits: { DE: { minor, currency: "EUR" } } }) as typeof wideOpen

  it("is given within the limit of a person and a year, and refused above", () => {
    const life = live({ records: managed(german), programs, policy: limits(5_000) })
    assert.include(life.tick("2026-03-09T10:00"), "task gift for mia about arrow, anna")
    life.closeTasks("2026-03-09T11:00")
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["t2 opened for nobody", "arrow left care: completed"])
    const last = life.log.filter((event) => event._tag === "StepOpened").at(-1)
    assert.deepStrictEqual(last?.evidence, { anna: "30.00 EUR passes what is left in 2026: 20.00 EUR" })
  })

  it("is refused where no limit is written down", () => {
    const life = live({ records: managed(german), programs })
    assert.notInclude(life.tick("2026-03-09T10:00").join(), "task gift")
  })
})

describe("a broken promise", () => {
  const promise = {
    id: "p1",
    accountId: "arrow",
    text: "a pump",
    madeAt: at("2026-03-01T10:00"),
    dueAt: at("2026-03-10T10:00"),
    madeBy: "mia"
  }
  const group = (more: object = {}): GroupRecords =>
    managed({
      accounts: [account("arrow"), account("bolt")],
      contacts: [contact("anna"), contact("ben", "bolt")],
      commitments: [{ ...promise, ...more }]
    })
  const programs = [program({}, [{}, { after: "2 days" }])]

  it("stops promotion on every account of the group in the same decision, until it is made good", () => {
    const life = live({ records: group(), programs })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.tick("2026-03-10T10:00")
    assert.deepStrictEqual(touching(life.tick("2026-03-11T10:00")), [
      "t2 anna held: broken-promise",
      "t2 ben held: broken-promise"
    ])
    const { commitments } = group({ keptAt: at("2026-03-12T09:00") })
    life.bring("2026-03-12T10:00", { commitments })
    assert.deepStrictEqual(touching(life.tick("2026-03-12T10:00")).slice(-2), ["t2 anna queued", "t2 ben queued"])
  })

  it("calls back what is in the queue when its time comes", () => {
    const life = live({ records: group(), programs })
    life.tick("2026-03-10T09:59")
    assert.include(
      life.tick("2026-03-10T10:00").join("; "),
      "t1 anna deferred: broken-promise; t1 ben deferred: broken-promise"
    )
  })
})

describe("a word that nobody has to give any more", () => {
  it("is not waited for when the account has left its program", () => {
    const life = live({ records: managed(), programs: [program({}, [{ approval: "manager" }])] })
    life.tick("2026-03-09T10:00")
    assert.lengthOf(Object.values(life.state().approvals), 1)
    life.tell("2026-03-09T11:00", { _tag: "EnrolmentAborted", enrolmentId: life.enrolmentIds()[0] ?? "", by: "mia" })
    assert.lengthOf(Object.values(life.state().approvals), 0)
  })
})
