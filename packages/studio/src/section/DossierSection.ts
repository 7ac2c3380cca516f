/** The dossier: how much is known, what is missing by what it blocks, what is out of date, what contradicts. */
import { GroupBook, type Dossier } from "@market-of-one/core"
import type { VNode } from "preact"
import { told } from "../words/BriefWords.ts"
import * as DossierText from "../sentence/DossierText.ts"
import { html, type Markup } from "../page/Html.ts"
import type { Knowledge } from "../page/ReportInput.ts"
import * as Tables from "../page/Tables.ts"
import { badge, bar, section, type View } from "../page/View.ts"

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const factName = ({ language: { locale } }: View, name: string): string => capital(told(name, locale))

const text = ({ input: { names }, language: { locale } }: View, fact: Dossier.Fact): Markup =>
  html`<bdi>${DossierText.of(fact, locale, names.contacts)}</bdi>`

const dayOf = ({ language: { day, say } }: View, on: Dossier.Fact["on"]): Markup =>
  on === null ? html`<span class="muted">${say("no day")}</span>` : day(on)

const source = (fact: Dossier.Fact): Markup => html`<code>${GroupBook.showSource(fact.source)}</code>`

const parts = (view: View, { filled }: Dossier.Dossier): VNode => {
  const { number, say } = view.language
  return Tables.table({
    caption: say("parts caption"),
    kind: "compact parts",
    columns: [[say("part")], [say("filled"), "n"], ["", "bars"]],
    rows: filled.map((one) => [
      say(`part ${one.part}`),
      say("filled of", {
        filled: number(one.filled, Number.isInteger(one.filled) ? 0 : 1),
        required: number(one.required)
      }),
      bar(one.required === 0 ? 1 : one.filled / one.required, "accent")
    ])
  })
}

const gaps = (view: View, dossier: Dossier.Dossier): VNode => {
  const { say } = view.language
  if (dossier.gaps.length === 0) return html`<p class="muted">${say("gaps none")}</p>`
  return Tables.table({
    caption: say("gaps caption"),
    columns: [[say("fact")], [say("blocks")], [say("part")], [say("state")]],
    rows: dossier.gaps.map((gap) => [
      factName(view, gap.name),
      say(`blocks ${gap.blocks}`),
      say(`part ${gap.part}`),
      badge(say(`gap ${gap.reason}`), gap.reason === "missing" ? "bad" : "warn")
    ])
  })
}

const stale = (view: View, facts: ReadonlyArray<Dossier.Fact>): VNode => {
  const { say } = view.language
  if (facts.length === 0) return html`<p class="muted">${say("stale none")}</p>`
  return Tables.table({
    caption: say("stale caption"),
    columns: [[say("fact")], [say("says")], [say("day"), "d"], [say("expired on"), "d"], [say("source"), "d"]],
    rows: facts.map((fact) => [
      factName(view, fact.name),
      text(view, fact),
      dayOf(view, fact.on),
      dayOf(view, fact.expiresOn),
      source(fact)
    ])
  })
}

const contradictions = (view: View, dossier: Dossier.Dossier): VNode => {
  const { say } = view.language
  if (dossier.contradictions.length === 0) return html`<p class="muted">${say("contradictions none")}</p>`
  return Tables.table({
    caption: say("contradictions caption"),
    columns: [[say("fact")], [say("says")], [say("day"), "d"], [say("source"), "d"]],
    rows: dossier.contradictions.flatMap(({ facts, name }) =>
      facts.map((fact) => [factName(view, name), text(view, fact), dayOf(view, fact.on), source(fact)])
    )
  })
}

const all = (view: View, { facts }: Dossier.Dossier): VNode => {
  const { number, percent, say } = view.language
  return html`<details class="behind">
    <summary>${say("all facts", { n: number(facts.length) })}</summary>
    ${Tables.table({
      caption: say("facts caption"),
      columns: [
        [say("fact")],
        [say("part")],
        [say("says")],
        [say("day"), "d"],
        [say("confidence"), "n"],
        [say("source"), "d"]
      ],
      rows: facts.map((fact) => [
        factName(view, fact.name),
        say(`part ${fact.part}`),
        text(view, fact),
        dayOf(view, fact.on),
        percent(fact.confidence, 0),
        source(fact)
      ])
    })}
  </details>`
}

/** The section. */
export const render = (view: View, { dossier }: Knowledge): VNode => {
  const { number, percent, say } = view.language
  const old = dossier.facts.filter(({ isStale }) => isStale)
  return section(
    "dossier",
    say("dossier"),
    html`<p class="intro">
        ${say("dossier lead", {
          share: percent(dossier.completeness, 0),
          missing: number(dossier.gaps.filter(({ reason }) => reason === "missing").length),
          stale: number(old.length),
          contradictions: number(dossier.contradictions.length)
        })}
      </p>
      ${parts(view, dossier)}`,
    html`<h3>${say("gaps")}</h3>
      ${gaps(view, dossier)}`,
    html`<h3>${say("stale facts")}</h3>
      ${stale(view, old)}`,
    html`<h3>${say("contradictions")}</h3>
      ${contradictions(view, dossier)}`,
    all(view, dossier)
  )
}
