import { assert, describe, expect, it } from "@effect/vitest"
import { Report } from "../../src/index.ts"
import { known, knowledgeOf } from "../KnowledgeSample.ts"
import * as Markup from "../Markup.ts"
import { input } from "../Sample.ts"

/** The pages of an input by their path. */
const pagesOf = (given: Report.ReportInput): ReadonlyMap<string, string> =>
  new Map(Array.from(Report.pages(given), ({ html, path }) => [path, html]))

const path = "accounts/account-ACC-1.html"
const english = pagesOf(known).get(path) ?? ""
const russian = pagesOf({ ...known, locale: "ru" }).get(path) ?? ""

/** A section's text without tags. */
const textOf = (page: string, id: string): string =>
  (page.split(`<section id="${id}"`)[1] ?? "")
    .replace(/<\/section>[\s\S]*/u, "")
    .replaceAll(/<[^>]*>/gu, " ")
    .replaceAll(/[\s\u00a0\u202f]+/gu, " ")

describe("the page of an account", () => {
  it("is the page of its golden", async () => {
    await expect(english).toMatchFileSnapshot("../goldens/account.html.txt")
  })

  it("is the same text for the same input", () => {
    assert.strictEqual(pagesOf(known).get(path), english)
  })

  it("is written for each account of which everything known is given, beside the report", () => {
    assert.deepStrictEqual([...pagesOf(known).keys()], ["index.html", path])
    assert.deepStrictEqual([...pagesOf(input).keys()], ["index.html"])
    assert.include(pagesOf(known).get("index.html"), `<a href="${path}">`)
    assert.strictEqual(pagesOf(input).get("index.html"), Report.render(input))
  })

  it("has a file name that file systems take, whatever the id", () => {
    const [first] = known.profiles
    assert.isDefined(first)
    const files = [
      "Общество с ограниченной ответственностью «Ромашка» №1",
      "Общество с ограниченной ответственностью «Ромашка» №2"
    ].map((id) => {
      const profiles = [{ ...first, id, groupId: "ACC-1" }]
      return [...pagesOf({ ...known, profiles }).keys()][1] ?? ""
    })
    for (const file of files) assert.match(file, /^accounts\/account-[\w-]{1,200}\.html$/u)
    assert.notStrictEqual(files[0], files[1])
  })

  it("is worth making for the accounts that have a section, most money first", () => {
    assert.deepStrictEqual(Report.accountsOf(input), ["ACC-1", "ACC-2", "ACC-3", "ACC-5"])
  })

  for (const [locale, page] of [
    ["en", english],
    ["ru", russian]
  ] as const) {
    describe(locale, () => {
      it("nests every tag", () => {
        assert.deepStrictEqual(Markup.faults(page), [])
      })

      it("has every id once and no link to nowhere", () => {
        const ids = Markup.values(page, "id")
        assert.deepStrictEqual(ids.toSorted(), [...new Set(ids)].toSorted())
        for (const href of Markup.values(page, "href"))
          if (href.startsWith("#")) assert.include(ids, href.slice(1))
          else assert.strictEqual(href, "../index.html#account-ACC-1")
        assert.include(Report.render({ ...known, locale }), 'id="account-ACC-1"')
        for (const label of Markup.values(page, "aria-labelledby").flatMap((value) => value.split(" ")))
          assert.include(ids, label)
      })

      it("loads nothing and holds no script", () => {
        assert.include(page, "default-src 'none'")
        assert.notMatch(
          page,
          /<script|<link|<img|<iframe|\ssrc=|https?:|\/\/[a-z]|url\(|@import|\son[a-z]+=|\sstyle=/iu
        )
      })

      it("names every table, the scope of every heading cell, and every picture that is not decoration", () => {
        for (const [table] of page.matchAll(/<table[\s\S]*?<\/table>/gu)) assert.match(table, /<caption/u)
        for (const [cell] of page.matchAll(/<th[\s>][^>]*>?/gu)) assert.match(cell, /scope="(?:col|row|rowgroup)"/u)
        for (const [picture] of page.matchAll(/<svg[\s\S]*?<\/svg>/gu))
          if (!picture.includes('aria-hidden="true"')) assert.match(picture, /<title[\s\S]*<desc/u)
      })

      it("leaves out no level of heading", () => {
        const levels = Array.from(page.matchAll(/<h([1-6])/gu), ([, level]) => Number(level))
        assert.strictEqual(levels[0], 1)
        for (const [at, level] of levels.entries()) assert.isAtMost(level, (levels[at - 1] ?? 0) + 1)
      })

      it("leaves no place of a word unfilled", () => {
        assert.notMatch(
          page.replaceAll(/<style>[\s\S]*?<\/style>|<[^>]*>/gu, " "),
          /\{[a-z]+\}|undefined|NaN|\[object/u
        )
      })
    })
  }

  it("draws each person once, by how sure the role is, and the roles that nobody holds", () => {
    // Each kind stands once more in the legend.
    const count = (kind: string): number => english.split(`<g class="seat ${kind}">`).length - 2
    assert.deepStrictEqual(["confirmed", "recommended", "left", "empty", "confirmed way"].map(count), [2, 1, 1, 1, 2])
    assert.include(english, ">veto</text>")
  })

  it("says beside the picture what it shows", () => {
    const people = textOf(english, "people")
    assert.include(people, "Required roles covered: 83%. Nobody yet: champion.")
    assert.include(people, "Single-threaded: only one contact here is warm")
    assert.include(people, "Tove Sand Head of maintenance Norvik Chemie head champion recommended")
    assert.include(people, "Rolf Tamm 30 Jun 2026 champion the account is at risk")
    assert.include(people, "would fill a role that nobody holds: champion")
    assert.include(people, "Jonas Ahrendt knows Mara Quist; from there Ivo Lenz. Warmth at the end: 3%.")
  })

  it("tells offers that were seen from those that were only said", () => {
    const rivals = textOf(english, "rivals")
    assert.include(rivals, "Rival Seals their breadwinner 55%")
    assert.include(rivals, "Rival Seals evidenced Frame for a year – 1 Aug 2026 over Copy of their offer")
    assert.include(rivals, "Rival Seals claimed Norvik Chemie 9 % below list 31 Dec 2026")
  })

  it("says what to tell against a competitor that is there, and to whom", () => {
    const rivals = textOf(english, "rivals")
    assert.include(rivals, "Seal set Lasts a year longer everyone Rival Seals – data/products.csv:3")
    assert.include(rivals, "Pump 200 A ninth less energy technical evaluator – Report 14 data/products.csv:2")
  })

  it("names the similar clients of white space and what a plan lacks", () => {
    assert.include(textOf(english, "space"), "Seal set €1,200 margin assumed 5 of 5 (100%), similar by industry")
    assert.include(textOf(english, "space"), "SIM-A · SIM-B · SIM-C · SIM-D · SIM-E")
    assert.match(
      textOf(english, "plan"),
      /€120,000 €27,000 €\S+ by the daily rate so far €\S+ Goals past due due 31 Aug/u
    )
  })

  it("lists gaps by what they block and stale facts with their rows", () => {
    const dossier = textOf(english, "dossier")
    const blocked = Array.from(
      dossier.matchAll(/ (negotiation|offer|qualification|plan|knowledge) (?:general|rel|dec|com)/gu)
    )
    const order = ["negotiation", "offer", "qualification", "plan", "knowledge"]
    const found = blocked.map(([, block = ""]) => order.indexOf(block))
    assert.deepStrictEqual(
      found,
      found.toSorted((a, b) => a - b)
    )
    assert.match(dossier, /Facts to ask again [\s\S]*data\/contacts\.csv:\d+/u)
  })

  it("escapes everything that it is given", () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{name}\u202egnp.exe`
    const page =
      pagesOf({
        ...known,
        profiles: known.profiles.map((profile) =>
          profile.id === "ACC-1" ? { ...profile, name: evil, knowledge: knowledgeOf(evil) } : profile
        ),
        names: { ...known.names, people: { "KAM-2": evil } },
        labels: { PUMP: evil, SEAL: evil, RIV: evil },
        markets: known.markets?.map((market) => ({ ...market, industry: evil, region: evil })) ?? []
      }).get(path) ?? ""
    assert.notMatch(page, /<script|<img/u)
    assert.deepStrictEqual(Markup.faults(page), [])
    assert.notMatch(page, /[\u202a-\u202e]/u)
    assert.include(page, "&lt;script>alert(1)&lt;/script>")
  })

  it("stands when nothing is known", () => {
    const knowledge = knowledgeOf("Norvik Chemie")
    const empty: Report.Knowledge = {
      ...knowledge,
      map: {
        ...knowledge.map,
        members: [],
        departed: [],
        heat: [],
        coverage: { ratio: null, roles: [], uncovered: [] },
        template: { id: "none", required: [] }
      },
      leavers: [],
      schemes: [],
      dossier: { ...knowledge.dossier, facts: [], contradictions: [], gaps: [] },
      competition: { ...knowledge.competition, rivals: [], offers: [] },
      whiteSpace: [],
      offering: [],
      plans: [],
      orders: [],
      happenings: []
    }
    const profiles = input.profiles.map((one) => (one.id === "ACC-1" ? { ...one, knowledge: empty } : one))
    const page = pagesOf({ ...input, profiles }).get(path) ?? ""
    assert.deepStrictEqual(Markup.faults(page), [])
    assert.notMatch(page, /NaN|undefined|Infinity/u)
    assert.include(textOf(page, "people"), "Nobody is known here.")
  })

  it("speaks Russian", () => {
    for (const [section, words] of [
      ["people", "Обязательные роли заняты на 83 %. Пока никого: сторонник внутри."],
      ["people", "Самый тёплый путь к принимающему решение"],
      ["scheme", "Распоряжается деньгами"],
      ["activity", "Заказы и события по месяцам"],
      ["dossier", "Mara Quist подчиняется: Ivo Lenz"],
      ["dossier", "тендер: проигрыш в пользу RIV, SEAL: price"],
      ["rivals", "подтверждено"],
      ["space", "похожи отраслью"],
      ["plan", "по среднему за день"]
    ] as const)
      assert.include(textOf(russian, section), words)
  })
})

describe("the market section of the report", () => {
  const page = Report.render(known)

  it("tells each industry and region, and what is not known of it", () => {
    const markets = textOf(page, "markets")
    assert.include(markets, "chemicals region unknown 7 1 €47,000 100.0% −13% Rival Seals × 2 price × 1 unknown × 1")
    assert.include(markets, "industry unknown South 1 0 €0 0.0% – – – –")
  })

  it("is left out where nobody has counted", () => {
    assert.notInclude(Report.render(input), 'id="markets"')
    assert.notInclude(Report.render(input), 'href="#markets"')
  })

  it("nests every tag", () => {
    assert.deepStrictEqual(Markup.faults(page), [])
  })
})
