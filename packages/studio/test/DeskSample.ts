/** A made-up manager's day with a line of every kind, with names that try to break out of a page. */
import type { AgendaLine, Calendar, Scoreboard, Task } from "@market-of-one/core"
import type { Desk } from "../src/sentence/DeskSentence.ts"

export const at = (text: string): Calendar.Instant => Date.parse(text) as Calendar.Instant
const day = (text: string): Calendar.Day => text as Calendar.Day

const names: Readonly<Record<string, string>> = {
  ann: "Ann <b>Example</b>",
  bob: "Bob Example",
  A: "Acme & Sons",
  K: "Kay Contact"
}

export const nameOf = (id: string): string => names[id] ?? id

const line = (
  kind: AgendaLine.Kind,
  urgency: AgendaLine.Urgency,
  because: AgendaLine.Because,
  rest: Partial<AgendaLine.Line> = {}
): AgendaLine.Line => ({
  kind,
  key: `${kind} 1`,
  urgency,
  groupId: "A",
  name: "Acme & Sons",
  accountId: "A",
  dueAt: at("2026-10-05T13:00:00Z"),
  raised: null,
  taskId: null,
  valueAtRiskMinor: 1_234_500,
  expectedMinor: 9_900_000,
  because,
  ...rest
})

const lines: ReadonlyArray<AgendaLine.Line> = [
  line(
    "promise",
    "overdue",
    {
      _tag: "Promised",
      promiseId: "P-1",
      text: "Send <script>certificates</script>",
      madeBy: "ann",
      madeAt: at("2026-09-01T08:00:00Z"),
      state: "broken"
    },
    { raised: { from: "ann", reason: "broken" }, taskId: "task-1" }
  ),
  line("case", "overdue", {
    _tag: "CaseOpen",
    caseId: "C-1",
    kind: "complaint",
    topic: "leaks",
    severity: "high",
    openedAt: at("2026-10-01T08:00:00Z"),
    isAnswered: false,
    isLate: true,
    transfers: 2
  }),
  line("save", "today", {
    _tag: "Leaving",
    noticeIds: ["D-1"],
    reason: "price",
    openedAt: at("2026-10-02T08:00:00Z"),
    windowEndsAt: at("2026-10-09T08:00:00Z"),
    unanswered: ["which service", "until when"]
  }),
  line(
    "task",
    "today",
    {
      _tag: "TaskOpen",
      taskId: "task-2",
      kind: "call",
      text: "Call about the offer",
      createdAt: at("2026-10-01T08:00:00Z"),
      acceptBy: at("2026-10-05T08:00:00Z"),
      isAccepted: false
    },
    { taskId: "task-2" }
  ),
  line("duty", "today", {
    _tag: "DutyDue",
    cell: "AX",
    everyDays: 7,
    last: { at: at("2026-09-21T08:00:00Z"), kind: "call", id: "I-1" },
    overdueDays: 7
  }),
  line(
    "meeting",
    "soon",
    {
      _tag: "MeetingPlanned",
      interactionId: "I-2",
      kind: "negotiation",
      at: at("2026-10-06T08:00:00Z"),
      isAllDay: false,
      brief: "outdated"
    },
    { dueAt: at("2026-10-06T08:00:00Z") }
  ),
  line("reply", "soon", { _tag: "ReplyWaits", taskId: "task-3", contactIds: ["K"] }, { taskId: "task-3" }),
  line(
    "approval",
    "soon",
    { _tag: "WordAsked", approvalId: "word-1", touchId: null, requestedAt: at("2026-10-01T08:00:00Z") },
    { dueAt: null, valueAtRiskMinor: null, expectedMinor: null }
  ),
  line(
    "renewal",
    "later",
    { _tag: "ContractEnds", assetId: "AS-1", label: "Full service", endsOn: day("2026-12-31"), renewsOn: null },
    { dueAt: at("2026-12-31T23:00:00Z") }
  )
]

const timely: Scoreboard.Timely = { inTime: 3, late: 2, overdue: 1, open: 4 }
const score: Scoreboard.Score = {
  managerId: "bob",
  clients: 2,
  carriedMinor: 7_500_000,
  share: 0.75,
  deputyId: "ann",
  tasks: timely,
  promises: timely,
  cases: timely,
  plan: { plans: 1, targetMinor: 10_000_000, actualMinor: 6_000_000, forecastMinor: null },
  widened: [],
  refusals: { count: 2, minor: 100, unknownAmounts: 1 },
  difficulty: { index: 1.25, parts: [] }
}

export const desk: Desk = {
  agenda: {
    managerId: "bob",
    day: day("2026-10-05"),
    lines,
    counts: { overdue: 2, today: 3, soon: 3, later: 1 }
  },
  warnings: [
    {
      mistake: "late",
      groupId: "A",
      accountId: "A",
      who: "bob",
      from: at("2026-10-04T08:00:00Z"),
      by: at("2026-10-05T13:00:00Z"),
      because: {
        _tag: "TimeRunsOut",
        of: "task",
        id: "task-2",
        text: "Call about the offer",
        dueAt: at("2026-10-05T13:00:00Z"),
        left: 0.1
      },
      about: null
    }
  ],
  followed: [
    {
      groupId: "D",
      name: "Delta <Works>",
      accountId: "D-1",
      taskId: "task-9",
      kind: "anomaly",
      text: "Answer the complaint",
      ownerId: "ann",
      createdAt: at("2026-10-04T08:00:00Z"),
      dueAt: at("2026-10-06T13:00:00Z")
    }
  ],
  scoreboard: {
    from: day("2025-10-05"),
    to: day("2026-10-05"),
    basis: "costs",
    totalMinor: 10_000_000,
    scores: [{ ...score, managerId: "ann", carriedMinor: 2_500_000, share: 0.25, deputyId: null, plan: null }, score],
    withoutDeputy: { share: 0.25, managerIds: ["ann"] }
  },
  currency: "EUR",
  at: at("2026-10-05T06:00:00Z"),
  nameOf
}

export const task: Task.TaskState = {
  taskId: "task-1",
  kind: "call",
  accountId: "A",
  contactIds: [],
  ownerId: "bob",
  followers: [],
  text: "Call about <i>the offer</i>",
  createdAt: at("2026-10-01T08:00:00Z"),
  dueAt: at("2026-10-05T13:00:00Z"),
  acceptBy: null,
  evidence: {},
  accepted: null,
  escalated: null,
  closed: null
}
