/**
 * The page of one account: everything known of it. It holds no script and loads nothing, stands on its own and prints
 * as it is. The report beside it names it.
 */
import type { VNode } from "preact"
import * as AccountPages from "../section/AccountPages.ts"
import * as ActivitySection from "../section/ActivitySection.ts"
import * as DossierSection from "../section/DossierSection.ts"
import * as GrowthSection from "../section/GrowthSection.ts"
import { document, html } from "../page/Html.ts"
import { byHand, criteria } from "../section/KeyAccounts.ts"
import * as Page from "../page/Page.ts"
import * as PeopleSection from "../section/PeopleSection.ts"
import type { AccountProfile, Knowledge } from "../page/ReportInput.ts"
import * as RivalsSection from "../section/RivalsSection.ts"
import * as SchemeSection from "../section/SchemeSection.ts"
import { anchorOf, inLanguage, named, section, type View } from "../page/View.ts"
import type { Word } from "../words/Words.ts"

const contents: ReadonlyArray<readonly [id: string, word: Word]> = [
  ["standing", "standing"],
  ["people", "people"],
  ["scheme", "scheme"],
  ["activity", "activity"],
  ["dossier", "dossier"],
  ["rivals", "rivals"],
  ["space", "white space"],
  ["plan", "plan"],
  ["journal", "journal"]
]

const standing = (view: View, profile: AccountProfile): VNode => {
  const { say } = view.language
  const item = view.items.get(profile.id)
  return section(
    "standing",
    say("standing"),
    AccountPages.frame(view, profile),
    AccountPages.open(view, profile),
    item === undefined
      ? null
      : html`<details class="behind">
          <summary>${say("key caption", { name: profile.name })}</summary>
          ${criteria(view, item)} ${byHand(view, item)}
          <p class="note">${say("tier")}: ${inLanguage(view, item.tier.because)}</p>
        </details>`
  )
}

/** The page as HTML text; everything of the input is escaped. */
export const render = (view: View, profile: AccountProfile, known: Knowledge): string => {
  const { day, say } = view.language
  const report = `../index.html#${anchorOf(profile.id)}`
  return document(
    Page.of(view, {
      title: say("account page title", { name: profile.name, day: day(view.input.asOf) }),
      navigation: html`<nav aria-label=${say("contents")}>
        <p class="brand" aria-hidden="true">Market of One</p>
        <ol>
          ${contents.map(([id, word]) => html`<li><a href=${`#${id}`}>${say(word)}</a></li>`)}
          <li><a href=${report}>${say("to the report")}</a></li>
        </ol>
      </nav>`,
      main: html`<header class="page">
          <p class="eyebrow">${say("account page kind")} · ${day(view.input.asOf)}</p>
          <h1>${named(profile.name)}</h1>
          ${AccountPages.badges(view, profile)}
        </header>
        ${standing(view, profile)} ${PeopleSection.render(view, profile, known)} ${SchemeSection.render(view, known)}
        ${ActivitySection.render(view, profile, known)} ${DossierSection.render(view, known)}
        ${RivalsSection.render(view, known)} ${GrowthSection.whiteSpace(view, known)}
        ${GrowthSection.plans(view, known)} ${ActivitySection.journal(view, profile)}`
    })
  )
}
