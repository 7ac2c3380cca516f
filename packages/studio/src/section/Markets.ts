/** The market page: what is bought in each industry and region, whether it grows, whom we meet there and why we lose. */
import type { MarketPage } from "@market-of-one/core"
import type { VNode } from "preact"
import { html, type Markup } from "../page/Html.ts"
import * as Tables from "../page/Tables.ts"
import { labelOf, named, section, type View } from "../page/View.ts"

/** Markets that are shown unfolded. */
const mostShown = 20
/** Competitors, reasons and sources that a cell names. */
const mostNamed = 3

const counted = (view: View, all: MarketPage.Counted, nameOf: (name: string) => string): Markup =>
  all.length === 0
    ? html`<span class="muted">–</span>`
    : all.slice(0, mostNamed).map(
        ({ name, times }) =>
          html`<div class="held small">
            <bdi>${view.language.say("times short", { what: nameOf(name), n: view.language.number(times) })}</bdi>
          </div>`
      )

const table = (view: View, markets: ReadonlyArray<MarketPage.Market>): VNode => {
  const { number, percent, say } = view.language
  const plain = (name: string): string => (name === "unknown" ? say("unknown").toLowerCase() : name)
  return Tables.table({
    caption: say("markets caption"),
    kind: "broad",
    columns: [
      [say("market")],
      [say("accounts"), "n"],
      [say("prospects"), "n"],
      [say("sold"), "n"],
      [say("share"), "n"],
      [say("growth"), "n"],
      [say("rivals")],
      [say("why lost")],
      [say("prospect sources")]
    ],
    rows: markets.map((market) => [
      html`${market.industry === null ? say("industry unknown") : named(market.industry)}
        <div class="muted small">${market.region === null ? say("region unknown") : named(market.region)}</div>`,
      number(market.accounts),
      number(market.prospects),
      view.money(market.soldMinor),
      percent(market.share),
      market.growth === null
        ? html`<span class="muted">–</span>`
        : html`<span class=${market.growth < 0 ? "bad" : "good"}
            >${market.growth > 0 ? "+" : ""}${percent(market.growth, 0)}</span
          >`,
      counted(view, market.competitors, (id) => labelOf(view, id)),
      counted(view, market.lossReasons, plain),
      counted(view, market.prospectSources, plain)
    ])
  })
}

/** The section; nothing where nobody has counted. */
export const render = (view: View): VNode | null => {
  const { number, say } = view.language
  const { markets } = view.input
  if (markets === undefined) return null
  const rest = markets.slice(mostShown)
  return section(
    "markets",
    say("markets"),
    html`<p class="intro">${say("markets lead")}</p>`,
    markets.length === 0 ? html`<p>${say("markets none")}</p>` : table(view, markets.slice(0, mostShown)),
    rest.length === 0
      ? null
      : html`<details class="behind">
          <summary>${say("markets rest", { n: number(rest.length) })}</summary>
          ${table(view, rest)}
        </details>`
  )
}
