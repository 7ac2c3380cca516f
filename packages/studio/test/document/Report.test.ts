import { assert, describe, expect, it } from "@effect/vitest"
import { Report } from "../../src/index.ts"
import * as Markup from "../Markup.ts"
import { input, names } from "../Sample.ts"

const english = Report.render(input)
const russian = Report.render({ ...input, locale: "ru" })

/** A name that tries everything: markup, attributes, entities, templates, turning the text around it. */
const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{name}\${1}\u202egnp.exe\u0000\ud800`

/** The page's text without tags. */
const textOf = (page: string): string =>
  page
    .replaceAll(/<style>[\s\S]*?<\/style>|<[^>]*>/gu, " ")
    .replaceAll("&quot;", '"')
    .replaceAll(/\s+/gu, " ")

describe("Report", () => {
  it("is the page of its golden", async () => {
    await expect(english).toMatchFileSnapshot("../goldens/report.html.txt")
  })

  it("is the same text for the same input", () => {
    assert.strictEqual(Report.render(input), english)
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
        for (const href of Markup.values(page, "href")) {
          assert.match(href, /^#/u)
          assert.include(ids, href.slice(1))
        }
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

      it("names every table and the scope of every heading cell", () => {
        for (const [table] of page.matchAll(/<table[\s\S]*?<\/table>/gu)) assert.match(table, /<caption/u)
        for (const [cell] of page.matchAll(/<th[\s>][^>]*>?/gu)) assert.match(cell, /scope="(?:col|row|rowgroup)"/u)
        assert.include(page, `<html lang="${locale}"`)
      })

      it("leaves no place of a word unfilled", () => {
        assert.notMatch(textOf(page), /\{[a-z]+\}|undefined|NaN|\[object/u)
      })
    })
  }

  it("says first how much of the money belongs to nobody", () => {
    assert.match(english, /<p class="lead">0\.5% of the money in the window \(€750\) belongs to no account/u)
    assert.isBelow(english.indexOf("belongs to no account"), english.indexOf('id="overview"'))
  })

  it("shows who is silent for longer than usual, those at risk first", () => {
    const silent = english.slice(english.indexOf('id="silence"'), english.indexOf('id="matrix"'))
    const order = ["Kaltenmoor", "Lunden Foods", "Ostermark Papier"].map((name) => silent.indexOf(name))
    assert.deepStrictEqual(
      order,
      order.toSorted((a, b) => a - b)
    )
    assert.notInclude(silent, "Norvik Chemie")
    assert.include(silent, "104 days")
    assert.include(silent, "1 account whose usual interval is not known yet")
  })

  it("says that the closing numbers close, from the numbers", () => {
    const { touches, ...all } = input.totals
    assert.strictEqual(english.split("✓").length - 1, touches.length + 1)
    assert.strictEqual(all.audience, all.sent + all.waiting + all.skipped + all.refused + all.failed + all.unknown)
  })

  it("says so when they do not close", () => {
    const page = Report.render({ ...input, totals: { ...input.totals, audience: 7 } })
    assert.match(textOf(page), /✗ does not close: the six add up to 6/u)
    const hidden = { ...input.totals, sent: 2 }
    assert.include(Report.render({ ...input, totals: hidden }), "does not close")
  })

  it("lists each touch that went or did not with its reason", () => {
    const text = textOf(english)
    assert.include(text, 'Ada Brook Norvik Chemie 1 Oct 2026 09:01 "chemicals" is chosen: its rule holds')
    assert.match(text, /Пётр Ильин Ostermark Papier invite open complaint CAS-071 \(high\) .* until someone closes it/u)
    assert.include(text, "Mara Quist Norvik Chemie invite no consent to product-news; unknown is not consent")
  })

  it("escapes everything that it is given", () => {
    const [first] = input.profiles
    assert.isDefined(first)
    const page = Report.render({
      ...input,
      title: evil,
      profiles: [
        {
          ...first,
          name: evil,
          manager: evil,
          openComplaints: [
            {
              id: evil,
              kind: "complaint",
              topic: evil,
              severity: "high",
              openedAt: input.journal[0]?.at ?? (0 as never)
            }
          ]
        }
      ],
      programs: [{ id: "expand", name: evil, objective: "expand" }],
      names: { ...names, contacts: { "CON-1": evil, "CON-4": evil }, programs: { expand: evil } },
      journal: input.journal.map((entry) => ({
        ...entry,
        event: entry.event._tag === "FactsImported" ? { ...entry.event, revision: evil } : entry.event
      })),
      findings: [{ severity: "error", rule: evil, message: evil, advice: evil, place: { file: evil, field: evil } }],
      files: [{ path: evil, about: evil }]
    })
    assert.notMatch(page, /<script|<img/u)
    assert.deepStrictEqual(Markup.faults(page), [])
    assert.notMatch(page, /[\u202a-\u202e\u2066-\u2069\u0000]/u)
    assert.isTrue(page.isWellFormed())
    assert.include(page, "&lt;script>alert(1)&lt;/script>")
    assert.include(page, "&amp;amp;{name}${1}\ufffdgnp.exe")
  })

  it("links accounts whose ids hold any sign", () => {
    const id = `a "b" <c> д`
    const journal = input.journal.map((entry) => (entry.groupId === "ACC-1" ? { ...entry, groupId: id } : entry))
    const page = Report.render({
      ...input,
      journal,
      profiles: input.profiles.map((profile) => (profile.id === "ACC-1" ? { ...profile, id, groupId: id } : profile))
    })
    assert.include(page, 'id="account-a_20_22b_22_20_3cc_3e_20_434"')
    assert.deepStrictEqual(Markup.faults(page), [])
  })

  it("stands when nothing is known", () => {
    const page = Report.render({
      ...input,
      profiles: [],
      journal: [],
      programs: [],
      rows: null,
      findings: [],
      files: [],
      totals: {
        ...input.totals,
        audience: 0,
        touches: [],
        reasons: { sent: {}, waiting: {}, skipped: {}, refused: {}, failed: {}, unknown: {} },
        sent: 0,
        waiting: 0,
        skipped: 0,
        refused: 0,
        unknown: 0,
        exited: {},
        enrolled: 0,
        holdout: 0
      },
      portfolio: {
        ...input.portfolio,
        items: [],
        total: 0,
        positive: 0,
        migration: [],
        findings: [],
        concentration: { keyShare: 0, verdict: "unknown", largest: null, topTenShare: 0, threshold: null }
      }
    })
    assert.deepStrictEqual(Markup.faults(page), [])
    assert.notMatch(textOf(page), /NaN|undefined|Infinity/u)
    assert.include(page, "Nothing was sent.")
  })

  it("speaks Russian", () => {
    const text = textOf(russian).replaceAll(/[\u00a0\u202f]/gu, " ")
    for (const words of [
      "Ключевые клиенты",
      "0,5 % денег за период (750 €) никому не принадлежит",
      "Молчат дольше обычного",
      "кормилец",
      "Концентрация",
      "✓ сходится",
      "1 окт. 2026 09:00",
      "открыто: жалоба CAS-071 (высокая)",
      "покупал в 12 из 12 периодов",
      "пока не закроют"
    ])
      assert.include(text, words)
  })
})
