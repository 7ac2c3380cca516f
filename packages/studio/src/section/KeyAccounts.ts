/** The key accounts, each with the reasons why it is one. */
import { KeyCriteria } from "@market-of-one/core"
import type { VNode } from "preact"
import { html } from "../page/Html.ts"
import type { ReportInput } from "../page/ReportInput.ts"
import {
  accountLink,
  badge,
  bar,
  cellBadge,
  inLanguage,
  keyAnchorOf,
  nameOf,
  named,
  scrolling,
  section,
  spaced,
  typeName,
  type View
} from "../page/View.ts"

type Item = ReportInput["portfolio"]["items"][number]

/** The six criteria of an account as a table. */
export const criteria = (view: View, item: Item): VNode => {
  const { language } = view
  const { number, percent, say, sayAny } = language
  const caption = say("key caption", { name: nameOf(view, item.id) })
  return scrolling(
    caption,
    html`<table class="criteria">
      <caption class="hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say("criterion")}</th>
          <th scope="col" class="n">${say("weight")}</th>
          <th scope="col" class="n">${say("score")}</th>
          <td class="bars"></td>
          <th scope="col">${say("reason")}</th>
        </tr>
      </thead>
      <tbody>
        ${item.key.criteria.map(
          ({ because, criterion, score, weight }) =>
            html`<tr>
              <th scope="row">${sayAny(criterion)}</th>
              <td class="n muted">${percent(weight, 0)}</td>
              <td class="n">
                ${score === null ? html`<span class="muted">${say("unknown").toLowerCase()}</span>` : number(score, 2)}
              </td>
              <td class="bars">${score === null ? null : bar(score, "accent")}</td>
              <td class="muted">${inLanguage(view, because)}</td>
            </tr>`
        )}
      </tbody>
    </table>`
  )
}

/** What a person said of the key status, beside what was computed. */
export const byHand = (view: View, item: Item): VNode | null => {
  const { language } = view
  const hand = item.key.byHand
  if (hand === null) return null
  const { people } = view.input.names
  const by = people !== undefined && Object.hasOwn(people, hand.by) ? people[hand.by] : undefined
  return html`<p class="note">
    ${language.say(hand.is ? "by hand yes" : "by hand no", {
      by: by ?? hand.by,
      day: language.day(hand.at),
      reason: hand.reason,
      computed: language.say(item.key.computed ? "key" : "not key")
    })}
  </p>`
}

const unit = (name: string): VNode => html`<span class="unit">${name}</span>`

const card = (view: View, item: Item): VNode => {
  const { language, money } = view
  const { number, percent, say, sayAny } = language
  return html`<details class="key" id=${keyAnchorOf(item.id)}>
    <summary>
      <span class="who">
        ${spaced(
          named(nameOf(view, item.id)),
          cellBadge(item),
          item.key.byHand === null ? null : badge(say("by hand"), "warn"),
          ...item.types.map((held) => badge(typeName(view, held), "type"))
        )}
      </span>
      <span class="tier">${sayAny(item.tier.tier)}</span>
      <span class="n">${spaced(unit(say("score")), item.key.score === null ? "–" : number(item.key.score, 2))}</span>
      <span class="n">${spaced(unit(say("confidence")), percent(item.key.confidence, 0))}</span>
      <span class="n strong">${money(item.measureMinor)}</span>
      <span class="n muted">${percent(item.share)}</span>
    </summary>
    <div class="evidence">
      ${criteria(view, item)} ${byHand(view, item)}
      <ul class="facts">
        ${item.types.map((held) => html`<li>${typeName(view, held)}: ${inLanguage(view, held.because)}</li>`)}
        <li>${say("tier")}: ${sayAny(item.tier.tier)} (${inLanguage(view, item.tier.because)})</li>
      </ul>
      <p class="more">${accountLink(view, item.id)}</p>
    </div>
  </details>`
}

/** Key accounts, most money first; after them those that a person took off the list. */
export const render = (view: View): VNode => {
  const { percent, say, number } = view.language
  const { items } = view.input.portfolio
  const keys = items.filter(({ key }) => key.isKey)
  const taken = items.filter(({ key }) => !key.isKey && key.computed)
  const { confidence, score } = KeyCriteria.standardThresholds
  return section(
    "key-accounts",
    say("key accounts"),
    html`<p class="intro">
      ${say("key lead", { score: number(score / 100, 2), confidence: percent(confidence / 100, 0) })}
    </p>`,
    keys.length === 0
      ? html`<p>${say("key none")}</p>`
      : html`<div class="cards">${keys.map((item) => card(view, item))}</div>`,
    taken.length === 0
      ? null
      : html`<h3>${say("not key by hand")}</h3>
          <div class="cards">${taken.map((item) => card(view, item))}</div>`
  )
}
