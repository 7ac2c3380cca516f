import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Activity } from "../../src/account/Activity.ts"
import * as Reply from "../../src/engagement/Reply.ts"
import { Day, showInstant, Zone } from "../../src/kernel/Calendar.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import { at } from "./DeedSample.ts"

const day = Schema.decodeSync(Day)
const berlin = { zone: Schema.decodeSync(Zone)("Europe/Berlin"), holidays: new Set([day("2026-10-05")]) }
const away = (told: string, until?: string): Activity => ({
  kind: "out of office",
  contactId: "P-1",
  at: at(told),
  ...(until === undefined ? {} : { until: at(until) })
})
const ends = (one: Activity) => showInstant(Reply.absenceEnds(one, berlin, Reply.standard))

describe("Reply", () => {
  it("tells people from machines by the first sign that holds", () => {
    // RFC 3834 section 5 (Auto-Submitted), RFC 5230 section 5.5 (vacation), and what mail programs send.
    const table: ReadonlyArray<readonly [Reply.Incoming, string, string]> = [
      [{ headers: { subject: "Re: Autumn news" } }, "human", "no-sign"],
      [{ headers: { subject: "Re: our automatic reply machine" } }, "human", "no-sign"],
      [{ headers: { subject: "Re: Autumn news", "auto-submitted": "no" } }, "human", "no-sign"],
      [{ headers: {}, text: "I am on annual leave next week, call me today" }, "human", "no-sign"],
      [
        { headers: { subject: "Auto: news", "auto-submitted": "auto-replied (vacation)" } },
        "out of office",
        "vacation"
      ],
      [{ headers: { subject: "Out of office", "auto-submitted": "auto-replied" } }, "out of office", "auto-submitted"],
      [{ headers: { subject: "Ticket 12", "auto-submitted": "auto-replied" } }, "automatic", "auto-submitted"],
      [
        { headers: { "auto-submitted": "auto-generated" }, text: "Ich bin im Urlaub bis 5.10." },
        "out of office",
        "auto-submitted"
      ],
      [{ headers: { "return-path": "<>", subject: "Undeliverable: news" } }, "automatic", "null-sender"],
      [{ headers: { "x-autoreply": "yes", subject: "We got your letter" } }, "automatic", "autoreply-header"],
      [{ headers: { precedence: "bulk", subject: "Received" } }, "automatic", "precedence"],
      [{ headers: { subject: "Automatic reply: Autumn news" } }, "out of office", "subject"],
      [{ headers: { subject: "Re: Automatische Antwort: Neues" } }, "out of office", "subject"],
      [{ headers: { subject: "Автоответ: Новости" } }, "out of office", "subject"],
      [{ headers: { subject: "Я в отпуске" } }, "out of office", "subject"]
    ]
    for (const [incoming, kind, sign] of table) {
      assert.deepStrictEqual<unknown>(Reply.classify(incoming), { kind, sign }, JSON.stringify(incoming))
    }
  })

  it("lets only a person's answer end the sequence and pause the account, and only an absence hold the person", () => {
    assert.deepStrictEqual(Reply.effects, {
      human: { endsSequence: true, pausesAccount: true, holdsPerson: false },
      "out of office": { endsSequence: false, pausesAccount: false, holdsPerson: true },
      automatic: { endsSequence: false, pausesAccount: false, holdsPerson: false }
    })
  })

  it("holds until the stated return and one business day, else three business days", () => {
    // 5 October is a holiday here; 2 October is a Friday. Berlin is UTC+2 until 25 October.
    const table = [
      [away("2026-09-28T08:00:00Z", "2026-09-29T22:00:00Z"), "2026-09-30T22:00:00Z"],
      [away("2026-09-28T08:00:00Z", "2026-10-01T22:00:00Z"), "2026-10-05T22:00:00Z"],
      [away("2026-09-28T08:00:00Z"), "2026-10-01T08:00:00Z"],
      [away("2026-10-01T08:00:00Z"), "2026-10-07T08:00:00Z"],
      [away("2026-09-28T08:00:00Z", "2026-09-20T22:00:00Z"), "2026-10-01T08:00:00Z"],
      [away("2026-10-20T08:00:00Z", "2026-10-23T08:00:00Z"), "2026-10-26T09:00:00Z"]
    ] as const
    for (const [one, expected] of table) assert.strictEqual(ends(one), expected)
  })

  it("follows the absence told last and remembers when it ends", () => {
    const first = away("2026-09-07T08:00:00Z", "2026-09-30T22:00:00Z")
    const second = away("2026-09-09T08:00:00Z", "2026-09-14T22:00:00Z")
    const human: Activity = { kind: "replied", contactId: "P-1", at: at("2026-09-09T09:00:00Z") }
    const ask = (now: string, activities: ReadonlyArray<Activity>) => {
      const horizon = Horizon.make(at(now))
      const until = Reply.awayUntil(activities, { calendar: berlin, horizon, rules: Reply.standard })
      const next = horizon.next()
      return [until === null ? null : showInstant(until), next === null ? null : showInstant(next)]
    }
    const both = [second, human, first]
    assert.deepStrictEqual(ask("2026-09-08T00:00:00Z", both), ["2026-10-01T22:00:00Z", "2026-09-09T08:00:00Z"])
    assert.deepStrictEqual(ask("2026-09-10T00:00:00Z", both), ["2026-09-15T22:00:00Z", "2026-09-15T22:00:00Z"])
    assert.deepStrictEqual(ask("2026-09-10T00:00:00Z", both.toReversed()), [
      "2026-09-15T22:00:00Z",
      "2026-09-15T22:00:00Z"
    ])
    assert.deepStrictEqual(ask("2026-09-15T22:00:00Z", both), [null, null])
    assert.deepStrictEqual(ask("2026-09-10T00:00:00Z", [human]), [null, null])
  })
})
