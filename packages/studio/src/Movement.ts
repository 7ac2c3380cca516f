/** How much hangs on the key accounts, and who moved since the window before. */
import { Concentration, Ratio, type Migration } from "@market-of-one/core"
import type { VNode } from "preact"
import { html } from "./Html.ts"
import { accountLink, badge, lastDay, nameOf, scrolling, section, type View } from "./View.ts"

/** A scale from 0 to 100 % with the expected range and where the key accounts stand. */
const scale = (keyShare: number, { high, low }: Concentration.Bounds): VNode => {
  const at = (100 * Math.min(1, keyShare)).toFixed(1)
  return html`<svg class="scale" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="track" y="2" width="100" height="6"></rect>
    <rect class="expected" x=${low} y="2" width=${high - low} height="6"></rect>
    <rect class="reached" y="4" width=${at} height="2"></rect>
    <rect class="needle" x=${(Number(at) - 0.2).toFixed(1)} width="0.4" height="10"></rect>
  </svg>`
}

/** The share of the key accounts against what is expected, and the largest dependencies. */
export const concentration = (view: View): VNode => {
  const { language } = view
  const { percent, say } = language
  const { keyShare, largest, threshold, topTenShare, verdict } = view.input.portfolio.concentration
  const bounds = Concentration.standard
  const range = { low: percent(bounds.low / 100, 0), high: percent(bounds.high / 100, 0) }
  return section(
    "concentration",
    say("concentration"),
    html`<p class=${`verdict ${verdict === "in-range" ? "good" : "warn"}`}>
      ${say(`verdict ${verdict}`, { share: percent(keyShare), ...range })}
    </p>`,
    verdict === "unknown"
      ? null
      : html`<div class="scale-frame">
          ${scale(keyShare, bounds)}
          <p class="scale-legend">
            <span>${percent(0, 0)}</span><span>${say("expected range", range)}</span><span>${percent(1, 0)}</span>
          </p>
        </div>`,
    html`<ul class="facts">
      ${largest === null ? null : html`<li>${say("largest dependency", { name: nameOf(view, largest.id), share: percent(largest.share) })}</li>`}
      ${largest === null ? null : html`<li>${say("ten largest", { share: percent(topTenShare) })}</li>`}
      ${threshold === null ? null : html`<li>${say("verdict threshold", { score: language.number(threshold / 100, 2) })}</li>`}
    </ul>`
  )
}

/** How many of each end of the list are shown. */
const ends = 6

const standing = (one: Migration.Standing | null): string => (one === null ? "–" : `${one.abc}${one.letter ?? "?"}`)

const kinds: Readonly<Record<Migration.Kind, readonly [sign: string, kind: string]>> = {
  new: ["+", "good"],
  gone: ["×", "bad"],
  up: ["↑", "good"],
  down: ["↓", "bad"],
  same: ["=", ""]
}

const row = (view: View, move: Migration.Move): VNode => {
  const { change, language } = view
  const [sign, kind] = kinds[move.kind]
  const { activeShareChange, measureChangeMinor } = move
  const relative = Ratio.share(measureChangeMinor, move.before?.measureMinor ?? 0)
  return html`<tr>
    <th scope="row">${accountLink(view, move.id)}</th>
    <td>${badge(`${sign} ${language.say(`move ${move.kind}`)}`, kind)}</td>
    <td class="c">${standing(move.before)}</td>
    <td class="c">${standing(move.after)}</td>
    <td class=${`n ${measureChangeMinor < 0 ? "bad" : "good"}`}>${change(measureChangeMinor)}</td>
    <td class="n muted">
      ${move.before === null || move.before.measureMinor <= 0 ? "–" : `${relative > 0 ? "+" : ""}${language.percent(relative, 0)}`}
    </td>
    <td class="n muted">
      ${activeShareChange === null ? "–" : `${activeShareChange > 0 ? "+" : ""}${language.percent(activeShareChange, 0)}`}
    </td>
  </tr>`
}

/** The largest losses and gains against the window before. */
export const movers = (view: View): VNode => {
  const { say, day } = view.language
  const { migration, previousWindow } = view.input.portfolio
  if (migration.length === 0) return section("movers", say("movers"), html`<p>${say("movers unknown")}</p>`)
  const losses = migration.filter(({ measureChangeMinor }) => measureChangeMinor < 0).slice(0, ends)
  const gains = migration
    .filter(({ measureChangeMinor }) => measureChangeMinor > 0)
    .slice(-ends)
    .toReversed()
  return section(
    "movers",
    say("movers"),
    html`<p class="intro">
      ${say("movers lead", { from: day(previousWindow.from), to: day(lastDay(previousWindow.to)) })}
    </p>`,
    scrolling(
      say("movers caption"),
      html`<table>
        <caption>
          ${say("movers caption")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${say("account")}</th>
            <th scope="col">${say("move")}</th>
            <th scope="col" class="c">${say("before")}</th>
            <th scope="col" class="c">${say("after")}</th>
            <th scope="col" class="n">${say("change")}</th>
            <th scope="col" class="n">%</th>
            <th scope="col" class="n">${say("active periods")}</th>
          </tr>
        </thead>
        <tbody>
          ${losses.map((move) => row(view, move))}
        </tbody>
        <tbody>
          ${gains.map((move) => row(view, move))}
        </tbody>
      </table>`
    )
  )
}
