import { assert, describe, it } from "@effect/vitest"
import * as Data from "../src/Data.ts"
import * as Environment from "../src/Environment.ts"
import { Stop } from "../src/Stop.ts"
import * as Syntax from "../src/Syntax.ts"

const data = {
  day: "2026-10-20",
  today: "2026-11-23",
  tomorrow: "2026-11-24",
  week: "2026-11-09",
  year: "2024-11-01",
  eur: { minor: 123_456_789, currency: "EUR" },
  yen: { minor: 1500, currency: "JPY" },
  big: { minor: Number.MAX_SAFE_INTEGER, currency: "EUR" },
  n: 1234.5678,
  ratio: 0.1256,
  roles: ["user", "champion", "legal"],
  name: "o'neil & sons-house",
  flags: "👩‍👩‍👧 family and friends",
  yes: true,
  zero: 0
}

/** Renders without the check, so that what the check would stop is seen here. */
const show = (text: string, locale = "en", values: object = data): string => {
  const read = Syntax.parse({ file: "t.hbs", text, line: 1, column: 1 })
  if (!read.ok) return assert.fail(read.finding.message)
  return Environment.make(locale, "plain", new Map()).compile(read.parsed.program)(Data.of(values, {}), {})
}

/** No-break spaces of CLDR as plain ones, to be read here. */
const plain = (text: string) => text.replace(/[\u00A0\u202F]/gu, " ")

const forms = (locale: string, counts: ReadonlyArray<number>) =>
  counts.map((count) =>
    plain(show("{{plural count zero='#z' one='#o' two='#t' few='#f' many='#m' other='#x'}}", locale, { count }))
  )

/** Locale data is that of CLDR as Node 22 to 24 carry it. */
const rows: ReadonlyArray<readonly [source: string, en: string, ru: string]> = [
  ["{{date day}}", "October 20, 2026", "20 октября 2026 г."],
  ["{{date day style='short'}}", "10/20/26", "20.10.2026"],
  ["{{date day style='full'}}", "Tuesday, October 20, 2026", "вторник, 20 октября 2026 г."],
  ["{{relativeDate today}}", "today", "сегодня"],
  ["{{relativeDate tomorrow}}", "tomorrow", "завтра"],
  ["{{relativeDate week}}", "2 weeks ago", "2 недели назад"],
  ["{{relativeDate day}}", "4 weeks ago", "4 недели назад"],
  ["{{relativeDate year}}", "2 years ago", "2 года назад"],
  ["{{number n}}", "1,234.568", "1 234,568"],
  ["{{number n decimals=0}}", "1,235", "1 235"],
  ["{{percent ratio}}", "13%", "13 %"],
  ["{{percent ratio decimals=1}}", "12.6%", "12,6 %"],
  ["{{money eur}}", "€1,234,567.89", "1 234 567,89 €"],
  ["{{money eur whole=true}}", "€1,234,568", "1 234 568 €"],
  ["{{money yen}}", "¥1,500", "1 500 ¥"],
  ["{{money big}}", "€90,071,992,547,409.91", "90 071 992 547 409,91 €"],
  ["{{list roles}}", "user, champion, and legal", "user, champion и legal"],
  ["{{list roles type='or'}}", "user, champion, or legal", "user, champion или legal"],
  ["{{upper name}}", "O'NEIL & SONS-HOUSE", "O'NEIL & SONS-HOUSE"],
  ["{{title name}}", "O'neil & Sons-House", "O'neil & Sons-House"],
  ["{{truncate flags 5}}", "👩‍👩‍👧 fa…", "👩‍👩‍👧 fa…"],
  ["{{truncate name 100}}", "o'neil & sons-house", "o'neil & sons-house"],
  ["{{default nothing name}}", "o'neil & sons-house", "o'neil & sons-house"],
  ["{{#if (and yes (not zero) (or nothing roles))}}a{{else}}b{{/if}}", "a", "a"],
  ["{{#if (eq n 1234.5678)}}a{{/if}}{{#if (ne n 1)}}b{{/if}}", "ab", "ab"],
  ["{{#if (gt day '2026-10-19')}}a{{/if}}{{#if (lt n 5)}}b{{/if}}{{#if (gt nothing 1)}}c{{/if}}", "a", "a"],
  [
    "{{#each roles}}{{@index}}{{#if @first}}!{{/if}}{{this}}{{#unless @last}},{{/unless}}{{/each}}",
    "0!user,1champion,2legal",
    "0!user,1champion,2legal"
  ],
  ["{{#each nothing}}a{{else}}b{{/each}}", "b", "b"],
  [
    "{{#switch n}}{{#case 1}}a{{/case}}{{#case 2 1234.5678}}b{{/case}}{{#case 1234.5678}}c{{/case}}{{else}}d{{/switch}}",
    "b",
    "b"
  ],
  ["{{#switch nothing}}{{#case 1}}a{{/case}}{{else}}d{{/switch}}", "d", "d"],
  ["{{#with eur as |money|}}{{money.currency}}{{minor}}{{/with}}", "EUR123456789", "EUR123456789"]
]

describe("helpers", () => {
  for (const [source, en, ru] of rows) {
    it(`${source} is "${en}" and "${ru}"`, () => {
      assert.strictEqual(plain(show(source, "en")), en)
      assert.strictEqual(plain(show(source, "ru")), ru)
    })
  }

  it("plural knows the categories of each language", () => {
    // Unicode CLDR, language plural rules.
    assert.deepStrictEqual(forms("en", [0, 1, 2, 21]), ["0x", "1o", "2x", "21x"])
    assert.deepStrictEqual(forms("ru", [1, 2, 5, 11, 21, 22, 1.5]), ["1o", "2f", "5m", "11m", "21o", "22f", "1,5x"])
    assert.deepStrictEqual(
      forms("ar", [0, 1, 2]).map((text) => text.at(-1)),
      ["z", "o", "t"]
    )
  })

  it("stop where a value is missing or of another kind", () => {
    const stops = [
      "{{nothing}}",
      "{{name.first}}",
      "{{upper nothing}}",
      "{{list empty}}",
      "{{date name}}",
      "{{number name}}",
      "{{money n}}",
      "{{default nothing nothing}}",
      "{{eur}}",
      "{{roles}}",
      "{{url name}}",
      "{{plural n one='a'}}"
    ]
    for (const text of stops) assert.throws(() => show(text, "en", { ...data, empty: [] }), Stop, /^[^@]*$/u, text)
  })

  it("that Handlebars has and the list has not are not there", () => {
    for (const text of ["{{lookup eur 'minor'}}", "{{log name}}", "{{helperMissing name}}", "{{unknown name}}"]) {
      assert.throws(() => show(text), undefined, undefined, text)
    }
  })

  it("reach no prototype, whatever the path", () => {
    const paths = [
      "constructor",
      "__proto__",
      "eur.constructor",
      "eur.__proto__.toString",
      "roles.push",
      "name.constructor.name",
      "eur.hasOwnProperty",
      "__defineGetter__",
      "this.constructor"
    ]
    for (const path of paths) {
      assert.strictEqual(show(`{{#if ${path}}}reached{{/if}}`), "", path)
      assert.throws(() => show(`{{${path}}}`), Stop, undefined, path)
    }
  })

  it("see frozen data all the way down", () => {
    const frozen = Data.of(data, Data.fallbacks({ "added.deep": 1, "eur.note": "x" }))
    const check = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return
      assert.isFrozen(value)
      Object.values(value).forEach(check)
    }
    check(frozen)
    assert.throws(() => Object.assign(frozen, { name: "other" }), TypeError)
  })

  it("stop at data that holds itself", () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    assert.throws(() => Data.of(loop, {}), Stop)
  })
})
