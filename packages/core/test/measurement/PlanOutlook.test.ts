/** The outlook of a plan: its numbers are those of the plan, whatever is planned; and one plan, counted by hand. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Decision } from "../../src/journal/Event.ts"
import { parseInstant, type Day, type Instant, type Zone } from "../../src/kernel/Calendar.ts"
import * as PlanOutlook from "../../src/measurement/PlanOutlook.ts"
import type { Decided } from "../../src/measurement/TouchFates.ts"
import * as TouchFates from "../../src/measurement/TouchFates.ts"
import * as Planned from "./Planned.ts"

const seeds = Array.from({ length: 15 }, (_, index) => index + 1)
const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, one) => total + one, 0)

describe("the outlook of any plan", () => {
  it.effect("adds up to the closing numbers", () =>
    Effect.gen(function* () {
      let messages = 0
      for (const seed of seeds) {
        const portfolio = Planned.portfolio(seed)
        const { decisions, totals } = yield* Planned.plan(portfolio)
        const outlook = PlanOutlook.make(decisions, Planned.setting(portfolio))
        const named = `seed ${seed}`
        messages += outlook.messages

        const fates = TouchFates.follow(decisions).filter(({ state }) => state !== "task")
        const held = sum(outlook.holds.map(({ standing }) => standing))
        const skipped = fates.filter(({ state }) => state === "skipped").length
        assert.strictEqual(outlook.messages + held + skipped, totals.audience, named)
        assert.strictEqual(skipped, totals.skipped, named)
        assert.strictEqual(
          outlook.messages,
          totals.sent + totals.failed + (totals.reasons.waiting["queued"] ?? 0),
          named
        )
        for (const { rule, standing, touches } of outlook.holds) {
          assert.strictEqual(standing, totals.reasons.waiting[rule] ?? 0, `${named}: ${rule}`)
          assert.isAtLeast(touches, standing)
        }

        for (const [what, parts] of [
          ["weeks", outlook.weeks],
          ["load", outlook.load]
        ] as const) {
          assert.strictEqual(sum(parts.map((one) => one.messages)), outlook.messages, `${named}: ${what}`)
          assert.strictEqual(sum(parts.map((one) => one.tasks)), outlook.tasks, `${named}: ${what}`)
        }
        for (const week of outlook.weeks) {
          assert.strictEqual(sum(week.programs.map((one) => one.messages)), week.messages, `${named}: ${week.week}`)
          assert.strictEqual(sum(week.programs.map((one) => one.tasks)), week.tasks, `${named}: ${week.week}`)
        }
        for (const one of outlook.load) {
          assert.strictEqual(sum(one.weeks.map(({ messages }) => messages)), one.messages, named)
          assert.strictEqual(sum(one.weeks.map(({ tasks }) => tasks)), one.tasks, named)
        }
        assert.strictEqual(sum(outlook.accounts.map((one) => one.messages)), outlook.messages, named)
        const spoken = new Set(outlook.accounts.filter((one) => one.messages > 0).map(({ accountId }) => accountId))
        for (const { accountId } of outlook.silent) assert.isFalse(spoken.has(accountId), `${named}: ${accountId}`)
        assert.doesNotThrow(() => Schema.encodeSync(PlanOutlook.PlanOutlook)(outlook))
      }
      assert.isAbove(messages, 50)
    })
  )
})

const at = (text: string): Instant => parseInstant(`${text}:00Z`) ?? (0 as Instant)
const touch = (enrolment: string, contactId: string, touchId = "one") => {
  const [programId = "", accountId = ""] = enrolment.split("@")
  return { enrolmentId: enrolment, programId, playId: "main", touchId, accountId, contactId }
}
const entered = (enrolment: string, holdout = false): Decision => {
  const [programId = "", accountId = ""] = enrolment.split("@")
  return {
    _tag: "Enrolled",
    enrolmentId: enrolment,
    programId,
    version: "v1",
    playId: "main",
    accountId,
    occurrence: 1,
    holdout,
    evidence: {}
  }
}
const queued = (enrolment: string, contactId: string, day: string, touchId?: string): Decision => ({
  _tag: "MessageQueued",
  ...touch(enrolment, contactId, touchId),
  due: at(`${day}T08:00`),
  messageId: `${enrolment} ${contactId} ${touchId ?? "one"}`,
  version: "v1",
  addressHash: contactId,
  topic: "news",
  class: "promotional",
  slot: "main",
  variantId: "a",
  templateId: "main.a",
  sender: "program",
  notBefore: at(`${day}T08:00`),
  notAfter: at(`${day}T16:00`),
  ...(contactId === "ben" ? { costMinor: 250 } : {}),
  trace: []
})
const held = (enrolment: string, contactId: string, rule: string, until: string | null, evidence = {}): Decision => ({
  _tag: "TouchHeld",
  ...touch(enrolment, contactId),
  due: at("2026-10-05T07:00"),
  rule,
  evidence,
  others: [],
  until: until === null ? null : at(until)
})
const asked = (taskId: string, ownerId: string | null, dueAt: string, enrolmentId?: string): Decision => ({
  _tag: "TaskCreated",
  taskId,
  kind: "call",
  accountId: "arrow",
  contactIds: [],
  ...(enrolmentId === undefined ? {} : { enrolmentId, touchId: taskId }),
  ownerId,
  followers: [],
  text: "call them",
  dueAt: at(dueAt),
  acceptBy: null,
  ...(taskId === "call-1" ? { costMinor: 4000 } : {}),
  evidence: {}
})
const decided = (...events: ReadonlyArray<Decision>): ReadonlyArray<Decided> =>
  events.map((event) => ({ groupId: "g", at: at("2026-10-05T07:00"), event }))
const setting: PlanOutlook.Setting = {
  zone: "Europe/Berlin" as Zone,
  accounts: [
    { accountId: "arrow", groupId: "arrow", managerId: "mia", tier: "one-to-one" },
    { accountId: "birch", groupId: "birch", managerId: "mia", tier: "one-to-few" },
    { accountId: "cedar", groupId: "cedar", managerId: null, tier: "one-to-many" },
    { accountId: "dune", groupId: "dune", managerId: "tom", tier: null },
    { accountId: "elm", groupId: "elm", managerId: "tom", tier: "one-to-many" }
  ],
  capacityOf: (_managerId, tier) => (tier === "one-to-one" ? 3 : null),
  purse: (programId) => ({ currency: "EUR", budgetMinor: programId === "grow" ? 100_000 : null })
}
const outlook = PlanOutlook.make(
  decided(
    entered("grow@arrow"),
    entered("care@arrow"),
    entered("grow@birch"),
    entered("grow@cedar", true),
    entered("grow@elm"),
    held("grow@arrow", "anna", "window", "2026-10-05T07:30"),
    queued("grow@arrow", "anna", "2026-10-05"),
    queued("grow@arrow", "ben", "2026-10-11", "two"),
    queued("grow@arrow", "ben", "2026-10-12", "three"),
    held("care@arrow", "anna", "another-program", "2026-10-26T08:00", { "speaker.program": "grow" }),
    held("grow@birch", "bo", "open-complaint", null),
    { _tag: "TouchSkipped", ...touch("grow@cedar", "cara"), reason: "holdout", evidence: {} },
    { _tag: "StepOpened", enrolmentId: "grow@elm", touchId: "one", members: [] },
    asked("call-1", "mia", "2026-10-13T08:00", "care@arrow"),
    asked("call-2", "tom", "2026-08-06T08:00"),
    asked("call-3", "tom", "2026-10-06T08:00"),
    { _tag: "TaskHandedOver", taskId: "call-2", from: "tom", to: "mia", acceptBy: null, reason: "left" },
    { _tag: "TaskWithdrawn", taskId: "call-3", reason: "over" },
    {
      _tag: "ApprovalRequested",
      approvalId: "word-1",
      enrolmentId: "grow@arrow",
      programId: "grow",
      touchId: "one",
      accountId: "arrow",
      of: "mia"
    }
  ),
  setting
)

describe("the outlook of one plan", () => {
  it("tells messages and tasks by week, program and account", () => {
    assert.deepStrictEqual(outlook.weeks, [
      {
        week: "2026-10-05",
        messages: 2,
        tasks: 1,
        accounts: 1,
        programs: [
          { programId: "grow", messages: 2, tasks: 0 },
          { programId: null, messages: 0, tasks: 1 }
        ],
        busiest: [{ accountId: "arrow", messages: 2, tasks: 1 }]
      },
      {
        week: "2026-10-12",
        messages: 1,
        tasks: 1,
        accounts: 1,
        programs: [
          { programId: "care", messages: 0, tasks: 1 },
          { programId: "grow", messages: 1, tasks: 0 }
        ],
        busiest: [{ accountId: "arrow", messages: 1, tasks: 1 }]
      }
    ] as unknown as PlanOutlook.PlanOutlook["weeks"])
    assert.deepStrictEqual(outlook.accounts, [{ accountId: "arrow", messages: 3, tasks: 2 }])
  })

  it("tells holds by reason, those that stand first", () => {
    assert.deepStrictEqual(
      outlook.holds.map(({ accounts, class: klass, rule, standing, touches, until }) => [
        rule,
        klass,
        touches,
        standing,
        accounts,
        until
      ]),
      [
        ["another-program", "until a time", 1, 1, 1, at("2026-10-26T08:00")],
        ["open-complaint", "until a person acts", 1, 1, 1, null],
        ["window", "until a time", 1, 0, 1, at("2026-10-05T07:30")]
      ]
    )
  })

  it("tells which program waits for which", () => {
    assert.deepStrictEqual(outlook.voices, [
      { speaker: "grow", waiting: "care", touches: 1, accounts: ["arrow"], until: at("2026-10-26T08:00") }
    ])
  })

  it("tells what managers carry: groups against room, and tasks where they ended up", () => {
    assert.deepStrictEqual(
      outlook.load.map(({ managerId, messages, tasks, tiers }) => [
        managerId,
        tiers.map(({ capacity, groups, tier }) => `${tier} ${groups}/${capacity}`),
        messages,
        tasks
      ]),
      [
        ["mia", ["one-to-one 1/3", "one-to-few 1/null"], 3, 2],
        ["tom", ["one-to-many 1/null"], 0, 0],
        [null, ["one-to-many 1/null"], 0, 0]
      ]
    )
  })

  it("tells what programs cost, as far as it is declared", () => {
    assert.deepStrictEqual(
      outlook.costs.map((one) => [one.programId, one.messagesMinor, one.tasksMinor, one.undeclared, one.budgetMinor]),
      [
        ["care", 0, 4000, 0, null],
        ["grow", 500, 0, 1, 100_000]
      ]
    )
  })

  it("tells which offers are made, without those whose message does not go", () => {
    const seals = { offerId: "offer-1", id: "seals", kind: "discount", title: "5 % off", percent: 5 } as const
    const told = { ...seals, endsOn: "2026-11-30" as Day, endsAt: at("2026-12-01T00:00") }
    const offering = (...of: Parameters<typeof queued>): Decision => ({ ...queued(...of), offer: told }) as Decision
    const { offers } = PlanOutlook.make(
      decided(
        offering("grow@birch", "bo", "2026-10-05"),
        offering("grow@arrow", "anna", "2026-10-05"),
        offering("grow@arrow", "ben", "2026-10-06"),
        offering("grow@elm", "eve", "2026-10-06"),
        {
          _tag: "MessageWithdrawn",
          ...touch("grow@elm", "eve"),
          messageId: "grow@elm eve one",
          reason: "offer-ended",
          evidence: {}
        }
      ),
      setting
    )
    assert.deepStrictEqual(offers, [
      {
        programId: "grow",
        id: "seals",
        kind: "discount",
        title: "5 % off",
        touches: 3,
        accounts: ["arrow", "birch"]
      }
    ])
    assert.deepStrictEqual(outlook.offers, [])
  })

  it("tells whose word will be asked", () => {
    assert.deepStrictEqual(outlook.approvals, [
      {
        approvalId: "word-1",
        at: at("2026-10-05T07:00"),
        of: "mia",
        accountId: "arrow",
        programId: "grow",
        touchId: "one"
      }
    ])
  })

  it("tells whom nobody speaks to, and why", () => {
    assert.deepStrictEqual(
      outlook.silent.map(({ accountId, programs, reason, why }) => [accountId, why, reason, programs]),
      [
        ["birch", "held", "open-complaint", ["grow"]],
        ["cedar", "holdout", null, ["grow"]],
        ["dune", "no program", null, []],
        ["elm", "nobody to write to", null, ["grow"]]
      ]
    )
  })
})
