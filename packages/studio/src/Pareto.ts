/** The Pareto curve: how few accounts bring how much, as a picture and as the table behind it. */
import type { VNode } from "preact"
import { html } from "./Html.ts"
import { accountLink, nameOf, scrolling, section, type View } from "./View.ts"

/** One account on the curve. `sum` is the share of it and all before it. */
interface Point {
  readonly id: string
  readonly rank: number
  readonly share: number
  readonly sum: number
}

/** Size of a drawing and its margins, in its own units; text is as large in a narrow drawing as in a wide one. */
interface Frame {
  readonly name: "wide" | "narrow"
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const frames: ReadonlyArray<Frame> = [
  { name: "wide", width: 960, height: 400, left: 56, right: 20, top: 20, bottom: 52 },
  { name: "narrow", width: 360, height: 330, left: 46, right: 10, top: 18, bottom: 50 }
]

/** The thresholds of ABC, drawn as lines. */
const lines: ReadonlyArray<number> = [0.8, 0.95]
const ticks: ReadonlyArray<number> = [0, 0.2, 0.4, 0.6, 1]
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

/** Round steps of 1, 2 or 5 that give about five ticks. */
const stepOf = (count: number): number => {
  const rough = count / 5
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)))
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10)
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10)

const draw = (view: View, points: ReadonlyArray<Point>, frame: Frame): VNode => {
  const { language } = view
  const { percent, say } = language
  const count = points.length
  const x = (rank: number): number => frame.left + (rank / count) * (frame.width - frame.left - frame.right)
  const base = frame.height - frame.bottom
  const y = (share: number): number => base - share * (base - frame.top)
  const every = Math.max(1, Math.ceil(count / mostPoints))
  const drawn = points.filter(({ rank }) => rank % every === 0 || rank === count || rank === 1)
  const path = drawn.map(({ rank, sum }) => `L${fixed(x(rank))} ${fixed(y(sum))}`).join("")
  const curve = `M${fixed(x(0))} ${fixed(y(0))}${path}`
  const classes = (["A", "B", "C"] as const).map((abc) => ({
    abc,
    count: points.filter(({ id }) => view.items.get(id)?.abc === abc).length
  }))
  const [a = 0, b = 0] = classes.map((one) => one.count)
  const bands = [
    { abc: "A", from: 0, to: a },
    { abc: "B", from: a, to: a + b },
    { abc: "C", from: a + b, to: count }
  ]
  const step = stepOf(count)
  const marks = Array.from({ length: Math.floor(count / step) }, (_, at) => (at + 1) * step)
  const id = `pareto-${frame.name}`
  const counts = Object.fromEntries(classes.map((one) => [one.abc.toLowerCase(), language.number(one.count)]))
  return html`<svg
    class=${`chart ${frame.name}`}
    viewBox=${`0 0 ${frame.width} ${frame.height}`}
    role="img"
    aria-labelledby=${`${id}-title ${id}-desc`}
  >
    <title id=${`${id}-title`}>${say("pareto title", { n: language.number(count) })}</title>
    <desc id=${`${id}-desc`}>${say("pareto desc", counts)}</desc>
    ${bands
      .filter(({ from, to }) => to > from)
      .map(
        ({ abc, from, to }) =>
          html`<g>
            <rect
              class=${`band band-${abc}`}
              x=${fixed(x(from))}
              y=${frame.top}
              width=${fixed(x(to) - x(from))}
              height=${base - frame.top}
            ></rect>
            ${
              x(to) - x(from) < 26
                ? null
                : html`<text class="band-label" x=${fixed((x(from) + x(to)) / 2)} y=${base - 10} text-anchor="middle"
                    >${x(to) - x(from) < 70 ? abc : `${abc} · ${language.number(to - from)}`}</text
                  >`
            }
          </g>`
      )}
    ${ticks.map(
      (tick) =>
        html`<g>
          <line
            class=${tick === 0 ? "axis" : "grid"}
            x1=${frame.left}
            x2=${frame.width - frame.right}
            y1=${fixed(y(tick))}
            y2=${fixed(y(tick))}
          ></line>
          <text class="tick" x=${frame.left - 8} y=${fixed(y(tick) + (tick === 1 ? 0 : 4))} text-anchor="end"
            >${percent(tick, 0)}</text
          >
        </g>`
    )}
    ${lines.map(
      (line) =>
        html`<g>
          <line
            class="threshold"
            x1=${frame.left}
            x2=${frame.width - frame.right}
            y1=${fixed(y(line))}
            y2=${fixed(y(line))}
          ></line>
          <text class="tick strong" x=${frame.left - 8} y=${fixed(y(line) + (line > 0.9 ? 6 : 4))} text-anchor="end"
            >${percent(line, 0)}</text
          >
        </g>`
    )}
    ${marks.map(
      (mark) =>
        html`<g>
          <line class="axis" x1=${fixed(x(mark))} x2=${fixed(x(mark))} y1=${base} y2=${base + 5}></line>
          <text class="tick" x=${fixed(x(mark))} y=${base + 19} text-anchor="middle">${language.number(mark)}</text>
        </g>`
    )}
    <text
      class="axis-name"
      x=${fixed((frame.left + frame.width - frame.right) / 2)}
      y=${frame.height - 8}
      text-anchor="middle"
    >
      ${say("pareto x")}
    </text>
    <path class="area" d=${`${curve}L${fixed(x(count))} ${fixed(y(0))}Z`}></path>
    <path class="curve" d=${curve}></path>
    ${
      count > mostDots
        ? null
        : points.map(
            (point) =>
              html`<circle class="dot" cx=${fixed(x(point.rank))} cy=${fixed(y(point.sum))} r="3">
                <title>
                  ${say("pareto point", { name: nameOf(view, point.id), share: percent(point.share), sum: percent(point.sum) })}
                </title>
              </circle>`
          )
    }
  </svg>`
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

/** The section: the picture in two widths, of which the screen shows one, and its table. */
export const render = (view: View): VNode => {
  const { say } = view.language
  const points = pointsOf(view)
  return section(
    "pareto",
    say("pareto"),
    lead(view),
    points.length === 0
      ? html`<p>${say("verdict unknown")}</p>`
      : html`<figure>${frames.map((frame) => draw(view, points, frame))}</figure>`,
    html`<details class="behind">
      <summary>${say("table behind")}</summary>
      ${scrolling(say("pareto caption"), table(view, points))}
    </details>`
  )
}
