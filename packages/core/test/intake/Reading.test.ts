import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../../src/intake/Dates.ts"
import * as Reading from "../../src/intake/Reading.ts"
import * as Rejects from "../../src/intake/Rejects.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const shown = (read: Dates.Read | undefined, text: string): string => {
  const day = read?.(text)
  return typeof day === "number" ? Calendar.ofDayNumber(day) : String(day)
}

describe("Reading", () => {
  it("tells an id in scientific notation from one that has an E in it", () => {
    for (const id of ["1.7850E+11", "1,78501E+11", "1E+10", "1e+21", "1.785e11"]) {
      assert.isTrue(Reading.isScientific(id), id)
    }
    for (const id of ["12E5", "1E5", "E12", "17850", "A1.5E3B", "1.5", "2E"])
      assert.isFalse(Reading.isScientific(id), id)
  })

  it("finds ids that a spreadsheet has given a decimal", () => {
    assert.deepStrictEqual(Reading.decimalTwins(["17850.0", "17850", "9.0", "8.5", "8", "7.00", "7"]), [
      ["17850.0", "17850"],
      ["7.00", "7"]
    ])
  })

  it("takes blank spellings for nothing, and keeps the rest trimmed", () => {
    const blank = Reading.blanks([" - ", "n/a"])
    assert.deepStrictEqual(
      ["", "  ", "-", " n/a", "0", " 007 ", undefined].map((cell) => Reading.text(cell, blank)),
      [undefined, undefined, undefined, undefined, "0", "007", undefined]
    )
  })

  it("says in a question which rows stand against each other", () => {
    const settler = Reading.dateSettler()
    settler.see("03/04/2011", 2)
    settler.see("25/04/2011", 3)
    settler.see("04/25/2011", 9)
    assert.strictEqual(
      Reading.question(settler.result(), "dateFormat", { file: "a.csv" })?.message,
      'the column is written in two ways: line 3 ("25/04/2011") can only be dd/MM/yyyy, line 9 ("04/25/2011") can only be MM/dd/yyyy'
    )
  })

  it("leaves a column free whose cells read the same either way", () => {
    const dates = Reading.dateSettler()
    dates.see("04/04/2011", 2)
    dates.see("2011-04-05", 3)
    const decimals = Reading.decimalSettler("GBP")
    decimals.see("1234", 2)
    assert.deepStrictEqual([dates.result(), decimals.result()], [{ state: "free" }, { state: "free" }])
  })
})

describe("Dates", () => {
  it("reads ISO 8601 in the forms that files have", () => {
    const table = [
      ["2011-04-03", "2011-04-03"],
      ["2011-04-03 08:26", "2011-04-03"],
      ["2011-04-03T08:26:00.123", "2011-04-03"],
      ["2011/04/03", "2011-04-03"],
      ["20110403", "2011-04-03"],
      ["2011.04.03", "2011-04-03"],
      ["2011-04-31", "no-such-day"],
      ["40636", "serial"],
      ["", "empty"],
      ["03/04/2011", "not-a-date"],
      ["2011-04-03T08:26:00Z", "no-zone"]
    ] as const
    for (const [text, day] of table) assert.strictEqual(shown(Dates.iso(), text), day, text)
  })

  it("reads declared formats and refuses what they do not say", () => {
    const table = [
      ["dd.MM.yyyy", "03.04.2011", "2011-04-03"],
      ["dd.MM.yyyy", "3.4.2011", "not-a-date"],
      ["d.M.yyyy", "3.4.2011", "2011-04-03"],
      ["dd.MM.yyyy", "2011-04-03", "not-a-date"],
      ["MM/dd/yyyy h:mm a", "04/03/2011 8:26 PM", "2011-04-03"],
      ["dd.MM.yy", "03.04.69", "2069-04-03"],
      ["dd.MM.yy", "03.04.70", "1970-04-03"],
      ["yyyy'年'M'月'd'日'", "2011年4月3日", "2011-04-03"]
    ] as const
    for (const [format, text, day] of table) assert.strictEqual(shown(Dates.format(format), text), day, format)
  })

  it("reads day numbers of spreadsheets by declaration only, counted from 1900", () => {
    // As Excel shows them; 60 is its 29 February 1900, which no calendar has.
    const table = [
      ["1", "1900-01-01"],
      ["59", "1900-02-28"],
      ["60", "no-such-day"],
      ["61", "1900-03-01"],
      ["25569", "1970-01-01"],
      ["36526", "2000-01-01"],
      ["45231", "2023-11-01"],
      ["45231.999988426", "2023-11-01"],
      ["45231,5", "2023-11-01"],
      ["2958465", "9999-12-31"],
      ["2958466", "no-such-day"],
      ["0", "no-such-day"],
      ["-1", "not-a-date"],
      ["2023-11-01", "not-a-date"],
      ["", "empty"]
    ] as const
    for (const [text, day] of table) assert.strictEqual(shown(Dates.format("excel"), text), day, text)
    const minutes = ["45231", "45231.5", "45231.347222222", "45231,75", "45231.999999"].map(Dates.minuteOfSerial)
    assert.deepStrictEqual(minutes, [undefined, 720, 500, 1080, 1439])
  })

  it("refuses formats that leave a part of the day open", () => {
    for (const format of ["MM.yyyy", "dd.dd.yyyy", "dd.MMM.yyyy", "", "day"])
      assert.isUndefined(Dates.format(format), format)
  })
})

const finding = (value: string): string =>
  Rejects.finding({ row: { line: 2, cells: [value] }, rule: "import/x", reason: "bad", field: "email", value }).message

describe("Rejects", () => {
  it("puts an apostrophe before what a spreadsheet would run, and leaves signed numbers", () => {
    const cells = ["=1+1", "+1+1", "-2+3", "@sum", "\tx", "-5.00", "+49 30 123", "plain", 'a "b"', "x;y"]
    assert.strictEqual(
      Rejects.line(cells, ";"),
      `'=1+1;'+1+1;'-2+3;'@sum;'\tx;-5.00;+49 30 123;plain;"a ""b""";"x;y"\n`
    )
  })

  it("names its own columns apart where the source has the same", () => {
    const header = { names: ["line", "value", "x"], line: 1, delimiter: "," }
    assert.strictEqual(Rejects.header(header), "line,value,x,file,rejected line,column,field,rejected value,reason\n")
  })

  it("says the value in its finding unless it is an address or long", () => {
    assert.strictEqual(finding("n.o.body@"), "row not taken: email (an address): bad")
    assert.strictEqual(finding("x".repeat(50)), `row not taken: email "${"x".repeat(40)}…": bad`)
  })
})
