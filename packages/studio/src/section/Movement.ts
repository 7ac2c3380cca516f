/** How much hangs on the key accounts, and who moved since the window before. */
import { Concentration, Migration, Ratio } from "@market-of-one/core"
import type { VNode } from "preact"
import { colour, figure, type Frame, type Option } from "../page/Charts.ts"
import { html } from "../page/Html.ts"
import { accountLink, badge, lastDay, nameOf, scrolling, section, type View } from "../page/View.ts"

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

const standing = (one: Migration.Standing | null): string => Migration.show(one) ?? "–"

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

const colours: Readonly<Record<Migration.Kind, string>> = {
  new: colour.good,
  gone: colour.bad,
  up: colour.good,
  down: colour.bad,
  same: colour.muted
}

const sum = (flows: ReadonlyArray<Migration.Flow>): number => flows.reduce((total, { accounts }) => total + accounts, 0)

/** Bands from the cells before to the cells now, as wide as they hold accounts; those without orders come last. */
const option = (view: View, { name }: Frame): Option => {
  const { migration } = view.input.portfolio
  const { number, say } = view.language
  const flows = (["new", "gone", "up", "down", "same"] as const).flatMap((kind) =>
    Migration.flows(migration.filter((move) => move.kind === kind)).map((flow) => ({ ...flow, kind }))
  )
  const nodes = (["from", "to"] as const).flatMap((end) =>
    [...new Set(flows.map((flow) => flow[end]))]
      .toSorted((a, b) => ((a ?? "~") < (b ?? "~") ? -1 : 1))
      .map((cell) => ({
        name: `${end} ${cell}`,
        depth: end === "from" ? 0 : 1,
        itemStyle: { color: cell === null ? colour.muted : colour.accent },
        label: {
          position: end === "from" ? ("left" as const) : ("right" as const),
          formatter: `${cell ?? say("no orders short")} · ${number(sum(flows.filter((flow) => flow[end] === cell)))}`
        }
      }))
  )
  const margin = name === "wide" ? 130 : 104
  return {
    series: [
      {
        type: "sankey",
        silent: true,
        left: margin,
        right: margin,
        top: 10,
        bottom: 10,
        nodeWidth: 10,
        nodeGap: 12,
        layoutIterations: 0,
        label: { color: colour.ink, fontSize: 13 },
        data: nodes,
        links: flows.map(({ accounts, from, kind, to }) => ({
          source: `from ${from}`,
          target: `to ${to}`,
          value: accounts,
          lineStyle: { color: colours[kind], opacity: kind === "same" ? 0.2 : 0.4 }
        }))
      }
    ]
  }
}

const flowTable = (view: View, flows: ReadonlyArray<Migration.Flow>): VNode => {
  const { change, language } = view
  const { say } = language
  return html`<table class="compact">
    <caption>
      ${say("flows caption")}
    </caption>
    <thead>
      <tr>
        <th scope="col">${say("before")}</th>
        <th scope="col">${say("after")}</th>
        <th scope="col" class="n">${say("accounts")}</th>
        <th scope="col" class="n">${say("change")}</th>
      </tr>
    </thead>
    <tbody>
      ${flows.map(
        (flow) =>
          html`<tr>
            <td>${flow.from ?? say("no orders short")}</td>
            <td>${flow.to ?? say("no orders short")}</td>
            <td class="n">${language.number(flow.accounts)}</td>
            <td class="n">${change(flow.measureChangeMinor)}</td>
          </tr>`
      )}
    </tbody>
  </table>`
}

/** Between which cells accounts went: the picture and its table. */
const migrationPicture = (view: View): ReadonlyArray<VNode> => {
  const { number, say } = view.language
  const { migration } = view.input.portfolio
  const kindsOf = Object.groupBy(migration, ({ kind }) => kind)
  return [
    figure({
      id: "migration",
      title: say("flows caption"),
      description: say(
        "flows desc",
        Object.fromEntries(
          (Object.keys(kinds) as Array<Migration.Kind>).map((kind) => [kind, number(kindsOf[kind]?.length ?? 0)])
        )
      ),
      heights: { wide: 420, narrow: 420 },
      option: (frame) => option(view, frame)
    }),
    html`<details class="behind">
      <summary>${say("table behind")}</summary>
      ${scrolling(say("flows caption"), flowTable(view, Migration.flows(migration)))}
    </details>`
  ]
}

/** Between which cells accounts moved against the window before, and the largest losses and gains. */
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
    ...migrationPicture(view),
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
