/** The ABC–XYZ matrix with its money and strategies, and how accounts spread over tiers and types. */
import { AbcXyz } from "@market-of-one/core"
import type { VNode } from "preact"
import { colour, figure, type Frame, type Option } from "../page/Charts.ts"
import { html } from "../page/Html.ts"
import { bar, scrolling, section, typeName, type View } from "../page/View.ts"

const rows = ["A", "B", "C"] as const
const columns = ["X", "Y", "Z"] as const

/** Five steps of tint by the cell's share of the money. */
const tint = (share: number): number => (share <= 0 ? 0 : share < 0.02 ? 1 : share < 0.1 ? 2 : share < 0.3 ? 3 : 4)

const sum = (cells: ReadonlyArray<AbcXyz.CellTotal>): AbcXyz.CellTotal => ({
  accounts: cells.reduce((total, { accounts }) => total + accounts, 0),
  measureMinor: cells.reduce((total, { measureMinor }) => total + measureMinor, 0),
  share: cells.reduce((total, { share }) => total + share, 0),
  undetermined: cells.reduce((total, { undetermined }) => total + undetermined, 0)
})

const numbers = (view: View, cell: AbcXyz.CellTotal): VNode => {
  const { language, money } = view
  const { say } = language
  return html`<div class="cell">
    <div class="count">${language.count("account", cell.accounts)}</div>
    <div class="money">${money(cell.measureMinor)} <span class="muted">${language.percent(cell.share)}</span></div>
    ${
      cell.undetermined === 0
        ? null
        : html`<div class="note">${language.number(cell.undetermined)} ${say("undetermined")}</div>`
    }
  </div>`
}

/** A bubble in each cell that holds accounts; its area is the cell's share of the money. */
const option = (view: View, { height, name, width }: Frame): Option => {
  const { language, money } = view
  const { matrix } = view.input.portfolio
  const grid = { left: name === "wide" ? 40 : 26, right: 4, top: 28, bottom: 4 }
  const largest = Math.min((width - grid.left) / 3, (height - grid.top) / 3) - 8
  const axis = {
    type: "category" as const,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colour.ink, fontSize: 14, fontWeight: "bold" as const },
    splitLine: { show: true, interval: 0, lineStyle: { color: colour.line } }
  }
  return {
    grid,
    xAxis: { ...axis, data: [...columns], position: "top" },
    yAxis: { ...axis, data: rows.toReversed() },
    series: [
      {
        type: "scatter",
        clip: false,
        silent: true,
        itemStyle: { color: colour.strong, opacity: 1 },
        data: AbcXyz.cells
          .filter((cell) => matrix[cell].accounts > 0)
          .map((cell) => {
            const { accounts, measureMinor, share } = matrix[cell]
            const size = Math.round(largest * Math.sqrt(Math.max(0, share)))
            return {
              value: [cell.charAt(1), cell.charAt(0)],
              symbolSize: size,
              label: {
                show: true,
                position: name === "wide" ? ("right" as const) : size < 36 ? ("bottom" as const) : ("inside" as const),
                color: colour.ink,
                fontSize: name === "wide" ? 14 : 12,
                lineHeight: name === "wide" ? 20 : 16,
                formatter: [language.count("account", accounts), money(measureMinor), language.percent(share)].join(
                  "\n"
                )
              }
            }
          })
      }
    ]
  }
}

const table = (view: View): VNode => {
  const { say } = view.language
  const { matrix } = view.input.portfolio
  return html`<table class="matrix">
    <caption class="hidden">
      ${say("matrix caption")}
    </caption>
    <thead>
      <tr>
        <td></td>
        ${columns.map((xyz) => html`<th scope="col">${say(xyz)}</th>`)}
        <th scope="col" class="sum">${say("total")}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (abc) =>
          html`<tr>
            <th scope="row">${abc}</th>
            ${columns.map((xyz) => {
              const cell = AbcXyz.cellOf(abc, xyz)
              return html`<td class=${`tint-${tint(matrix[cell].share)}`}>
                <div class="cell-name">${cell}</div>
                ${numbers(view, matrix[cell])}
                <div class="strategy">${say(`strategy ${cell}`)}</div>
              </td>`
            })}
            <td class="sum">${numbers(view, sum(columns.map((xyz) => matrix[AbcXyz.cellOf(abc, xyz)])))}</td>
          </tr>`
      )}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">${say("total")}</th>
        ${columns.map(
          (xyz) => html`<td class="sum">${numbers(view, sum(rows.map((abc) => matrix[AbcXyz.cellOf(abc, xyz)])))}</td>`
        )}
        <td class="sum">${numbers(view, sum(AbcXyz.cells.map((cell) => matrix[cell])))}</td>
      </tr>
    </tfoot>
  </table>`
}

/** The nine cells as a picture, and as a table with their totals and strategies. */
export const render = (view: View): VNode => {
  const { language } = view
  const { say } = language
  const { matrix } = view.input.portfolio
  const undetermined = sum(AbcXyz.cells.map((cell) => matrix[cell])).undetermined
  return section(
    "matrix",
    say("matrix"),
    html`<p class="intro">${say("matrix lead")}</p>`,
    figure({
      id: "matrix",
      title: say("matrix caption"),
      description: say("matrix desc"),
      heights: { wide: 400, narrow: 460 },
      option: (frame) => option(view, frame)
    }),
    html`<details class="behind" open>
      <summary>${say("table behind")}</summary>
      ${scrolling(say("matrix caption"), table(view))}
    </details>`,
    undetermined === 0
      ? null
      : html`<p class="note">
          ${say("matrix undetermined", { n: language.number(undetermined), strategy: say("strategy undetermined") })}
        </p>`
  )
}

interface Group {
  readonly name: string
  readonly accounts: number
  readonly measureMinor: number
  readonly share: number
}

const groupTable = (view: View, caption: string, heading: string, groups: ReadonlyArray<Group>): VNode => {
  const { language, money } = view
  const { say } = language
  return html`<table class="compact">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heading}</th>
        <th scope="col" class="n">${say("accounts")}</th>
        <th scope="col" class="n">${say(view.input.portfolio.measure === "profit" ? "gross profit" : "revenue")}</th>
        <th scope="col" class="n">${say("share")}</th>
        <td class="bars"></td>
      </tr>
    </thead>
    <tbody>
      ${groups.map(
        (group) =>
          html`<tr>
            <th scope="row">${group.name}</th>
            <td class="n">${language.number(group.accounts)}</td>
            <td class="n">${money(group.measureMinor)}</td>
            <td class="n">${language.percent(group.share)}</td>
            <td class="bars">${bar(group.share, "accent")}</td>
          </tr>`
      )}
    </tbody>
  </table>`
}

/** How many accounts and how much money each tier and each type has. */
export const tiersAndTypes = (view: View): VNode => {
  const { say, sayAny } = view.language
  const { items } = view.input.portfolio
  const group = (name: string, members: typeof items): Group => ({
    name,
    accounts: members.length,
    measureMinor: members.reduce((total, { measureMinor }) => total + measureMinor, 0),
    share: members.reduce((total, { share }) => total + share, 0)
  })
  const tiers = ["one-to-one", "one-to-few", "one-to-many", "none"]
    .map((tier) =>
      group(
        sayAny(tier),
        items.filter((item) => item.tier.tier === tier)
      )
    )
    .filter(({ accounts }) => accounts > 0)
  const names = new Set(items.flatMap(({ types }) => types.map((held) => typeName(view, held))))
  const types = [...names]
    .map((name) =>
      group(
        name,
        items.filter(({ types }) => types.some((held) => typeName(view, held) === name))
      )
    )
    .toSorted((a, b) => b.measureMinor - a.measureMinor || (a.name < b.name ? -1 : 1))
  return section(
    "tiers",
    say("tiers and types"),
    html`<div class="columns">
      ${scrolling(say("tiers caption"), groupTable(view, say("tiers caption"), say("tier"), tiers))}
      ${
        types.length === 0
          ? html`<p>${say("types none")}</p>`
          : scrolling(say("types caption"), groupTable(view, say("types caption"), say("type"), types))
      }
    </div>`
  )
}
