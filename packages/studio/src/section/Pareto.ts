/** The Pareto curve: how few accounts bring how much, as a picture and as the table behind it. */
import type { VNode } from "preact"
import { colour, figure, type Frame, type Option } from "../page/Charts.ts"
import { html } from "../page/Html.ts"
import { accountLink, scrolling, section, type View } from "../page/View.ts"

/** One account on the curve. `sum` is the share of it and all before it. */
interface Point {
  readonly id: string
  readonly rank: number
  readonly share: number
  readonly sum: number
}

/** The thresholds of ABC, drawn as lines. */
const lines: ReadonlyArray<number> = [0.8, 0.95]
const mostDots = 60
const mostPoints = 400

const pointsOf = ({ input: { portfolio } }: View): ReadonlyArray<Point> => {
  let before = 0
  return portfolio.items
    .filter(({ measureMinor }) => measureMinor > 0)
    .map(({ id, measureMinor, share }, at) => {
      before += measureMinor
      return { id, rank: at + 1, share, sum: before / portfolio.positive }
    })
}

/** The classes along the curve: after how many accounts each begins and ends. */
const bandsOf = (view: View, points: ReadonlyArray<Point>) => {
  const counted = (abc: string): number => points.filter(({ id }) => view.items.get(id)?.abc === abc).length
  const a = counted("A")
  const b = counted("B")
  return [
    { abc: "A", from: 0, to: a, color: colour.tint },
    { abc: "B", from: a, to: a + b, color: colour.soft },
    { abc: "C", from: a + b, to: points.length, color: "transparent" }
  ]
}

/** The curve over the bands of its classes, with the thresholds as lines. */
const option = (view: View, points: ReadonlyArray<Point>, { name, width }: Frame): Option => {
  const { number, percent, say } = view.language
  const count = points.length
  const every = Math.max(1, Math.ceil(count / mostPoints))
  const drawn = points.filter(({ rank }) => rank % every === 0 || rank === count || rank === 1)
  const whole = (share: number): string => percent(share, 0)
  const text = { color: colour.muted, fontSize: 13 }
  const bands = bandsOf(view, points)
    .filter(({ from, to }) => to > from)
    .map((band) => ({ ...band, size: ((band.to - band.from) / count) * width }))
  return {
    grid: name === "wide" ? { left: 56, right: 52, top: 20, bottom: 56 } : { left: 46, right: 42, top: 18, bottom: 54 },
    xAxis: {
      type: "value",
      min: 0,
      max: count,
      minInterval: 1,
      name: say("pareto x"),
      nameLocation: "middle",
      nameGap: 30,
      nameTextStyle: text,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: colour.line } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: (rank: number) => number(rank) }
    },
    yAxis: {
      type: "value",
      min: 0,
      max: 1,
      interval: 0.2,
      splitLine: { lineStyle: { color: colour.hair } },
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, formatter: whole }
    },
    series: [
      {
        type: "line",
        clip: false,
        silent: true,
        symbol: "circle",
        symbolSize: 6,
        showSymbol: count <= mostDots,
        data: [[0, 0], ...drawn.map(({ rank, sum }) => [rank, sum])],
        lineStyle: { color: colour.accent, width: 2.25 },
        itemStyle: { color: colour.accent },
        areaStyle: { color: colour.accent, opacity: 0.08 },
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: colour.accent, type: "dashed" },
          label: { position: "end", color: colour.accent, fontSize: 13, fontWeight: "bold" },
          data: lines.map((line) => ({ yAxis: line, label: { formatter: whole(line) } }))
        },
        markArea: {
          silent: true,
          data: bands.map(({ abc, color, from, size, to }) => [
            {
              xAxis: from,
              itemStyle: { color },
              label: {
                show: size >= 30,
                position: "insideBottom",
                color: colour.ink,
                fontSize: 13,
                fontWeight: "bold",
                formatter: size < 80 ? abc : `${abc} · ${number(to - from)}`
              }
            },
            { xAxis: to }
          ])
        }
      }
    ]
  }
}

const picture = (view: View, points: ReadonlyArray<Point>): VNode => {
  const { number, say } = view.language
  const counts = Object.fromEntries(
    bandsOf(view, points).map(({ abc, from, to }) => [abc.toLowerCase(), number(to - from)])
  )
  return figure({
    id: "pareto",
    title: say("pareto title", { n: number(points.length) }),
    description: say("pareto desc", counts),
    heights: { wide: 400, narrow: 330 },
    option: (frame) => option(view, points, frame)
  })
}

const table = (view: View, points: ReadonlyArray<Point>): VNode => {
  const { language, money } = view
  const { percent, say } = language
  const sums = new Map(points.map((point) => [point.id, point.sum]))
  const { items, measure } = view.input.portfolio
  return html`<table>
    <caption>
      ${say("pareto caption")}
    </caption>
    <thead>
      <tr>
        <th scope="col" class="n">${say("rank")}</th>
        <th scope="col">${say("account")}</th>
        <th scope="col" class="n">${say(measure === "profit" ? "gross profit" : "revenue")}</th>
        <th scope="col" class="n">${say("share")}</th>
        <th scope="col" class="n">${say("cumulative")}</th>
        <th scope="col">${say("class")}</th>
      </tr>
    </thead>
    <tbody>
      ${items.map(
        (item, at) =>
          html`<tr>
            <td class="n muted">${language.number(at + 1)}</td>
            <th scope="row">${accountLink(view, item.id)}</th>
            <td class="n">${money(item.measureMinor)}</td>
            <td class="n">${percent(item.share)}</td>
            <td class="n">${sums.has(item.id) ? percent(sums.get(item.id) ?? 0) : "–"}</td>
            <td>${item.abc}${item.undetermined === null ? item.xyz : "?"}</td>
          </tr>`
      )}
    </tbody>
  </table>`
}

const lead = (view: View): VNode | null => {
  const { language } = view
  const { items } = view.input.portfolio
  const first = items.filter(({ abc }) => abc === "A")
  if (first.length === 0) return null
  const share = first.reduce((sum, item) => sum + item.share, 0)
  return html`<p class="intro">
    ${language.say("pareto lead", {
      a: language.number(first.length),
      part: language.percent(first.length / items.length, 0),
      share: language.percent(share)
    })}
  </p>`
}

/** The section: the picture and its table. */
export const render = (view: View): VNode => {
  const { say } = view.language
  const points = pointsOf(view)
  return section(
    "pareto",
    say("pareto"),
    lead(view),
    points.length === 0 ? html`<p>${say("verdict unknown")}</p>` : picture(view, points),
    html`<details class="behind">
      <summary>${say("table behind")}</summary>
      ${scrolling(say("pareto caption"), table(view, points))}
    </details>`
  )
}
