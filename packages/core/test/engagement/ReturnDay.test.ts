import { assert, describe, it } from "@effect/vitest"
import type { Day } from "../../src/kernel/Calendar.ts"
import * as ReturnDay from "../../src/engagement/ReturnDay.ts"

const sentOn = "2026-09-28" as Day

describe("ReturnDay", () => {
  it.each([
    ["I am out of the office until 12 October 2026.", "2026-10-12"],
    ["I will be back on Monday, October 12th and answer then.", "2026-10-12"],
    ["On leave from 1 October 2026 until 2026-10-12", "2026-10-12"],
    ["Returning to the office on 12.10.2026", "2026-10-12"],
    ["back in the office on 3rd of January", "2027-01-03"],
    ["Я в отпуске до 12 октября, по срочным вопросам звоните.", "2026-10-12"],
    ["Отсутствую с 1.10.2026 по 12.10.2026", "2026-10-12"],
    ["Вернусь 12 октября 2026 года", "2026-10-12"],
    ["Буду на месте в понедельник 12 октября", "2026-10-12"],
    ["away until 5 October; then again until 12 October", "2026-10-12"],
    ["back on 03/04/2026", undefined],
    ["until 31 November", undefined],
    ["back on 1 September 2026", undefined],
    ["until 12 October 2031", undefined],
    ["Our fair is on 12 October 2026", undefined],
    ["", undefined]
  ])("reads %s", (text, expected) => {
    assert.strictEqual(ReturnDay.find(text, sentOn), expected)
  })

  it("does not tire of a long text", () => {
    assert.isUndefined(ReturnDay.find("until ".repeat(20_000) + "12".repeat(20_000), sentOn))
  })
})
