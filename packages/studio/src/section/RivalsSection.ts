/** Competitors at the account, what they offer, seen or only said, and what we have to tell against it, and to whom. */
import { GroupBook } from "@market-of-one/core"
import type { VNode } from "preact"
import { told as wordOf } from "../words/BriefWords.ts"
import { html, type Markup } from "../page/Html.ts"
import type { Knowledge } from "../page/ReportInput.ts"
import * as Tables from "../page/Tables.ts"
import { badge, bar, labelOf, named, section, spaced, type View } from "../page/View.ts"

const unknown = (): Markup => html`<span class="muted">–</span>`

const rivals = (view: View, { accounts, competition }: Knowledge): VNode => {
  const { day, list, number, percent, say } = view.language
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return Tables.table({
    caption: say("rivals caption"),
    columns: [
      [say("rival")],
      [say("share of wallet"), "n"],
      ["", "bars"],
      [say("present at")],
      [say("lost to them"), "n"]
    ],
    rows: competition.rivals.map((rival) => [
      spaced(
        named(labelOf(view, rival.competitorId)),
        rival.isTheirBreadwinner ? badge(say("their breadwinner"), "warn") : null
      ),
      rival.shareOfWallet === null ? say("unknown").toLowerCase() : percent(rival.shareOfWallet, 0),
      rival.shareOfWallet === null ? null : bar(rival.shareOfWallet, "warn"),
      rival.presences.length === 0
        ? unknown()
        : rival.presences.map(
            ({ accountId, product, since }) =>
              html`<div>
                ${named(names.get(accountId) ?? accountId)}${
                  product === null ? null : html`, <bdi>${labelOf(view, product)}</bdi>`
                }${since === null ? null : html` <span class="muted">${say("since").toLowerCase()} ${day(since)}</span>`}
              </div>`
          ),
      rival.lostToThem.length === 0
        ? html`<span class="muted">0</span>`
        : html`${number(rival.lostToThem.length)}
            <div class="reasons">${list([...new Set(rival.lostToThem.flatMap(({ reason }) => reason ?? []))])}</div>`
    ])
  })
}

const offers = (view: View, { competition }: Knowledge): VNode => {
  const { day, say } = view.language
  if (competition.offers.length === 0) return html`<p class="muted">${say("offers none")}</p>`
  return Tables.table({
    caption: say("offers caption"),
    columns: [
      [say("rival")],
      [say("state")],
      [say("offer")],
      [say("price")],
      [say("until"), "d"],
      [say("evidence")],
      [say("source"), "d"]
    ],
    rows: competition.offers.map((offer) => [
      offer.competitorId === null ? say("somebody") : named(labelOf(view, offer.competitorId)),
      badge(say(offer.standing), offer.standing === "evidenced" ? "good" : "warn"),
      html`<bdi>${offer.terms}</bdi>`,
      offer.price === null ? unknown() : html`<bdi>${offer.price}</bdi>`,
      offer.until === null
        ? html`<span class="muted">${say("no day")}</span>`
        : spaced(day(offer.until), offer.isOver ? badge(say("over")) : null),
      offer.evidence === null ? unknown() : html`<bdi>${offer.evidence}</bdi>`,
      html`<code>${GroupBook.showSource(offer.source)}</code>`
    ])
  })
}

/** Selling points that are shown unfolded. */
const mostTold = 10

const told = (view: View, points: Knowledge["offering"]): VNode => {
  const { list, locale, say } = view.language
  return Tables.table({
    caption: say("offering caption"),
    columns: [
      [say("product")],
      [say("says")],
      [say("for role")],
      [say("against")],
      [say("proof")],
      [say("source"), "d"]
    ],
    rows: points.map((point) => [
      named(point.name),
      html`<bdi>${point.text}</bdi>`,
      point.forRoles.length === 0
        ? html`<span class="muted">${say("everyone")}</span>`
        : list(point.forRoles.map((role) => wordOf(role, locale))),
      point.against === null ? unknown() : named(labelOf(view, point.against)),
      point.proof === null ? unknown() : html`<bdi>${point.proof}</bdi>`,
      html`<code>${GroupBook.showSource(point.source)}</code>`
    ])
  })
}

const offering = (view: View, points: Knowledge["offering"]): VNode => {
  const { number, say } = view.language
  const rest = points.slice(mostTold)
  return html`<h3>${say("offering")}</h3>
    ${points.length === 0 ? html`<p class="muted">${say("offering none")}</p>` : told(view, points.slice(0, mostTold))}
    ${
      rest.length === 0
        ? null
        : html`<details class="behind">
            <summary>${say("and more", { n: number(rest.length) })}</summary>
            ${told(view, rest)}
          </details>`
    }`
}

/** The section. */
export const render = (view: View, known: Knowledge): VNode => {
  const { say } = view.language
  return section(
    "rivals",
    say("rivals"),
    known.competition.rivals.length === 0 ? html`<p>${say("rivals none")}</p>` : rivals(view, known),
    offers(view, known),
    offering(view, known.offering)
  )
}
