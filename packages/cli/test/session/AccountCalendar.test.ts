import { assert, describe, it } from "@effect/vitest"
import { Calendar, GroupState, type Records } from "@market-of-one/core"
import * as AccountCalendar from "../../src/session/AccountCalendar.ts"

const at = (text: string): Calendar.Instant => Calendar.parseInstant(`${text}:00Z`) ?? Calendar.instant(0)
const now = at("2026-10-01T09:00")

// Fictional.
const records: Records.GroupRecords = {
  groupId: "arrow",
  revision: "1",
  name: "Arrow Works",
  manager: null,
  accounts: [],
  contacts: [],
  opportunities: [],
  cases: [],
  commitments: [],
  interactions: [
    { id: "1", accountId: "arrow", kind: "meeting", status: "planned", by: "mia", plannedAt: at("2026-10-05T09:00") },
    {
      id: "2",
      accountId: "arrow",
      contactId: "anna",
      kind: "call",
      status: "held",
      by: "mia",
      at: at("2026-09-20T09:00")
    },
    { id: "3", accountId: "arrow", kind: "call", status: "missed", by: "mia", at: at("2026-09-21T09:00") },
    { id: "4", accountId: "arrow", kind: "call", status: "held", by: "mia", at: at("2026-05-01T09:00") }
  ],
  assets: [],
  departures: []
}
const touch = (status: "sent" | "held" | "skipped", when: string, more: object = {}) => ({
  status,
  at: at(when),
  deadlineFrom: at(when),
  ...more
})
const state: GroupState.GroupState = {
  ...GroupState.empty,
  enrolments: {
    e1: {
      enrolmentId: "e1",
      programId: "care",
      version: "v1",
      playId: "main",
      accountId: "arrow",
      occurrence: 1,
      holdout: false,
      enteredAt: at("2026-09-01T09:00"),
      opened: {},
      touches: {
        hello: { anna: touch("sent", "2026-09-25T09:00"), ben: touch("skipped", "2026-09-25T09:00") },
        news: {
          anna: touch("held", "2026-09-30T09:00", { rule: "window", until: at("2026-10-02T07:00") }),
          ben: touch("held", "2026-09-30T09:00", { rule: "sales-hold", until: null })
        }
      },
      exited: null
    }
  }
}
const show = ({ at: when, because, by, contactIds, side, state: how, what }: AccountCalendar.Entry): string =>
  [when === null ? "?" : Calendar.showInstant(when).slice(0, 10), side, how, what, ...contactIds, by, because ?? ""]
    .join(" ")
    .trim()

describe("the calendar of an account", () => {
  it("lists what marketing sent and holds with what sales met and plans, by time; what waits for a person is last", () => {
    assert.deepStrictEqual(AccountCalendar.list(records, state, now).map(show), [
      "2026-09-20 sales met call anna mia",
      "2026-09-25 marketing sent hello anna care",
      "2026-10-02 marketing held news anna care window",
      "2026-10-05 sales planned meeting mia",
      "? marketing held news ben care sales-hold"
    ])
  })

  it("lists what sales does where nothing has run", () => {
    assert.deepStrictEqual(
      AccountCalendar.list(records, null, now).map(({ what }) => what),
      ["call", "meeting"]
    )
  })
})
