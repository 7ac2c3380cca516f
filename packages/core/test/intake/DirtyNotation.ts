/** Files whose amounts and dates are written as people and programs write them. Everything in them is made up. */
import { lines, type DirtyFile } from "./DirtyFiles.ts"

const good = "1,A,2026-01-05,10.00"
const orders = (...rows: ReadonlyArray<string>): string => lines("id,account,date,amount", ...rows)
/** Orders with semicolons, where the comma is part of the amount. */
const semicolons = (...rows: ReadonlyArray<string>): string => lines("id;account;date;amount", ...rows)

/** How amounts and dates are written. */
export const notation: ReadonlyArray<DirtyFile> = [
  {
    what: "decimal commas with dots between thousands",
    text: semicolons("1;A;2026-01-05;1.234,50"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 123450"]
  },
  {
    what: "spaces between thousands",
    text: semicolons("1;A;2026-01-05;1 234,50"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 123450"]
  },
  {
    what: "no-break spaces between thousands",
    text: semicolons("1;A;2026-01-05;1\u00A0234,50", "2;A;2026-01-06;1\u202F000,00"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 123450", "2026-01-06 A 100000"]
  },
  {
    what: "apostrophes between thousands",
    text: semicolons("1;A;2026-01-05;1'234.50", "2;A;2026-01-06;1’000.00"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 123450", "2026-01-06 A 100000"]
  },
  {
    what: "Indian lakhs",
    text: semicolons("1;A;2026-01-05;1,23,456.50"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 12345650"]
  },
  {
    what: "parentheses, minus signs before and behind",
    text: semicolons("1;A;2026-01-05;(10,50)", "2;A;2026-01-06;−1,00", "3;A;2026-01-07;2,00-"),
    findings: [],
    rows: "3 = 3 + 0 + 0 + 0",
    gives: ["2026-01-05 A -1050", "2026-01-06 A -100", "2026-01-07 A -200"]
  },
  {
    what: "tax within the amounts, at the declared rate, and a sum of them",
    text: orders("1,A,2026-01-05,12.00", "2,A,2026-01-06,0.03", "3,B,2026-01-07,-0.09", ",,,11.94"),
    source: { tax: { amounts: "included", rate: 20 } },
    findings: ["info tax-taken-out :", "warning totals-row 5:4 amount"],
    rows: "4 = 3 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000", "2026-01-06 A 2", "2026-01-07 B -8"]
  },
  {
    what: "tax within one column of amounts only",
    text: lines("id,account,date,amount,cost", "1,A,2026-01-05,12.00,6.00"),
    source: { tax: { amounts: "included", rate: "20" }, columns: { cost: { column: "cost", tax: "excluded" } } },
    findings: ["info tax-taken-out :"],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "tax within the amounts at a rate that nobody declares",
    text: orders(good),
    source: { tax: "included" },
    findings: ["error tax-rate :"],
    rows: "1 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "day numbers of a spreadsheet, by declaration",
    text: orders("1,A,46027,10.00", "2,A,46027.75,10.00", "3,A,60,10.00", "4,A,2026-01-05,10.00"),
    source: { dateFormat: "excel" },
    findings: ["warning bad-date 4:3 date", "warning bad-date 5:3 date"],
    rows: "4 = 2 + 0 + 0 + 2",
    gives: ["2026-01-05 A 1000", "2026-01-05 A 1000"]
  },
  {
    what: "the source's currency in the cells",
    text: semicolons("1;A;2026-01-05;€ 10,50", "2;A;2026-01-06;10,50 EUR"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1050", "2026-01-06 A 1050"]
  },
  {
    what: "the sign of another currency in a cell",
    text: semicolons("1;A;2026-01-05;10,50", "2;A;2026-01-06;$ 10,50"),
    findings: ["warning bad-amount 3:4 amount"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1050"]
  },
  {
    what: "the code of another currency in a cell",
    text: semicolons("1;A;2026-01-05;10,50", "2;A;2026-01-06;10,50 GBP"),
    findings: ["warning bad-amount 3:4 amount"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1050"]
  },
  {
    what: "a currency that is none",
    text: lines("id,account,date,amount,currency", "1,A,2026-01-05,1,EURO", "2,A,2026-01-05,1,EUR"),
    findings: ["warning bad-currency 2:5 currency"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-05 A 100"]
  },
  {
    what: "a currency without a rate",
    text: lines("id,account,date,amount,currency", "1,A,2026-01-05,1,CHF"),
    findings: ["warning no-rate 2:4 amount"],
    rows: "1 = 0 + 0 + 0 + 1",
    gives: []
  },
  {
    what: "currencies with rates by day",
    text: lines(
      "id,account,date,amount,currency",
      "1,A,2026-01-05,100,USD",
      "2,A,2026-01-12,100,USD",
      "3,A,2026-01-13,100,USD"
    ),
    findings: ["warning no-rate 4:4 amount"],
    rows: "3 = 2 + 0 + 0 + 1",
    gives: ["2026-01-05 A 9000", "2026-01-12 A 9000"]
  },
  {
    what: "a negative zero",
    text: orders("1,A,2026-01-05,-0.00"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 0"]
  },
  {
    what: "more decimals than the currency has",
    text: orders("1,A,2026-01-05,0.125", "2,A,2026-01-06,0.1350001"),
    source: { decimal: "." },
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 12", "2026-01-06 A 14"]
  },
  {
    what: "an amount with two readings and a row that decides",
    text: semicolons("1;A;2026-01-05;1.234", "2;A;2026-01-06;1,50"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 123400", "2026-01-06 A 150"]
  },
  {
    what: "an amount with two readings and no row that decides",
    text: semicolons("1;A;2026-01-05;1.234", "2;A;2026-01-06;7"),
    findings: ["error two-readings 2:4 amount"],
    rows: "2 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "amounts written in two ways",
    text: semicolons("1;A;2026-01-05;1.50", "2;A;2026-01-06;1,50"),
    findings: ["error two-notations :"],
    rows: "2 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "an amount in scientific notation",
    text: orders("1,A,2026-01-05,1.2E+3", good.replace("1,", "2,")),
    findings: ["warning scientific 2:4 amount"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "an amount in words",
    text: orders("1,A,2026-01-05,ten", good.replace("1,", "2,")),
    findings: ["warning bad-amount 2:4 amount"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "an amount beyond 2^53 cents",
    text: orders("1,A,2026-01-05,90071992547409.93", good.replace("1,", "2,")),
    findings: ["warning bad-amount 2:4 amount"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "spellings of nothing, declared",
    text: lines("id,account,date,amount,cost,product", "1,A,2026-01-05,1.00,-,n/a"),
    source: { blank: ["-", "n/a"] },
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 100"]
  },
  {
    what: "a percentage",
    kind: "contacts",
    text: lines("id,account_id,name,influence", "1,A,Ada,80 %", "2,A,Bo,12.5%", "3,A,Cy,high"),
    findings: ["warning bad-number 4:4 influence"],
    rows: "3 = 2 + 0 + 0 + 1",
    gives: ["1 A 0.8", "2 A 0.125"]
  },
  {
    what: "a scale of thousands",
    kind: "accounts",
    text: lines("id,name,revenue", "C,Cole,1.5"),
    source: { columns: { annualRevenue: { column: "revenue", scale: 1000 } } },
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["C 150000"]
  },
  {
    what: "dates with two readings and a row that decides",
    text: orders("1,A,03/04/2026,1.00", "2,A,25/04/2026,1.00"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-04-03 A 100", "2026-04-25 A 100"]
  },
  {
    what: "dates with two readings and no row that decides",
    text: orders("1,A,03/04/2026,1.00", "2,A,05/05/2026,1.00"),
    findings: ["error two-readings 2:3 date"],
    rows: "2 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "dates written in two orders",
    text: orders("1,A,25/04/2026,1.00", "2,A,04/25/2026,1.00"),
    findings: ["error two-notations :"],
    rows: "2 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "ISO dates beside dotted ones",
    text: orders("1,A,2026-04-03,1.00", "2,A,25.04.2026,1.00"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-04-03 A 100", "2026-04-25 A 100"]
  },
  {
    what: "two-digit years, not declared",
    text: orders("1,A,25.04.26,1.00"),
    findings: ["warning bad-date 2:3 date"],
    rows: "1 = 0 + 0 + 0 + 1",
    gives: []
  },
  {
    what: "two-digit years, declared",
    text: orders("1,A,25.04.26,1.00", "2,A,25.04.99,1.00"),
    source: { dateFormat: "dd.MM.yy" },
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-04-25 A 100", "1999-04-25 A 100"]
  },
  {
    what: "a spreadsheet's day numbers",
    text: orders("1,A,46027,1.00", good.replace("1,", "2,")),
    findings: ["warning bad-date 2:3 date"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "a day that the calendar does not have",
    text: orders("1,A,2026-02-29,1.00", good.replace("1,", "2,")),
    findings: ["warning bad-date 2:3 date"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "an instant in another zone, on the next day here",
    text: orders("1,A,2026-01-05T23:30:00Z,1.00"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-06 A 100"]
  },
  {
    what: "a local time that summer time skips",
    kind: "promises",
    text: lines("id,account_id,text,made_at,due_at,made_by", "1,A,Call,2026-03-29 02:30,2026-10-25 02:30,M"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-03-29T01:00:00.000Z 2026-10-25T00:30:00.000Z"]
  },
  {
    what: "a date format that names no day",
    text: orders(good),
    source: { dateFormat: "MM.yyyy" },
    findings: ["error date-format :"],
    rows: "1 = 0 + 0 + 0 + 0",
    gives: []
  }
]
