/** The account's last two years as a picture with its table, the events one by one, and the journal of decisions. */
import type { Calendar } from "@market-of-one/core"
import type { VNode } from "preact"
import * as Activity from "./Activity.ts"
import { told } from "../words/BriefWords.ts"
import { colour, figure, type Frame, type Option } from "../page/Charts.ts"
import { html, type Markup } from "../page/Html.ts"
import type { AccountProfile, Happening, Knowledge } from "../page/ReportInput.ts"
import * as Tables from "../page/Tables.ts"
import * as Timeline from "./Timeline.ts"
import { badge, section, spaced, type View } from "../page/View.ts"

/** Shapes tell the rows apart, beside their names. */
const shapes: Readonly<Record<Activity.Kind, readonly [symbol: string, fill: string, border: string]>> = {
  interaction: ["circle", colour.tint, colour.accent],
  case: ["triangle", colour.warnSoft, colour.warn],
  promise: ["rect", colour.tint, colour.accent],
  won: ["diamond", colour.goodSoft, colour.good],
  lost: ["diamond", colour.badSoft, colour.bad],
  message: ["roundRect", colour.tint, colour.accent]
}

/** Months that a narrow screen has room for. */
const narrowMonths = 12
const lane = 30

/** Pointed shapes have less room for a number. */
const sizeOf = (shape: string, isWide: boolean): number =>
  (shape === "diamond" || shape === "triangle" ? 28 : 22) - (isWide ? 0 : 3)

const option = (view: View, all: ReadonlyArray<Activity.Month>, { height, name }: Frame): Option => {
  const { language, money } = view
  const isWide = name === "wide"
  const months = isWide ? all : all.slice(-narrowMonths)
  const left = isWide ? 116 : 92
  const lanes = lane * Activity.kinds.length
  const axis = { type: "category" as const, data: months.map(({ first }) => language.month(first)) }
  const quiet = { axisLine: { show: false }, axisTick: { show: false } }
  const text = { color: colour.muted, fontSize: isWide ? 12 : 11 }
  return {
    grid: [
      { left, right: 8, top: 12, height: height - lanes - 12 - 34 },
      { left, right: 8, top: height - lanes - 4, height: lanes }
    ],
    xAxis: [
      {
        ...axis,
        ...quiet,
        gridIndex: 0,
        axisLine: { show: true, lineStyle: { color: colour.line } },
        axisLabel: { ...text, interval: isWide ? 2 : 3 }
      },
      { ...axis, ...quiet, gridIndex: 1, axisLabel: { show: false } }
    ],
    yAxis: [
      {
        type: "value",
        gridIndex: 0,
        splitNumber: 3,
        splitLine: { lineStyle: { color: colour.hair } },
        // Without any order the axis would name parts of a cent.
        axisLabel: {
          ...text,
          show: months.some(({ minor }) => minor !== 0),
          formatter: (minor: number) => money(minor)
        }
      },
      {
        type: "category",
        gridIndex: 1,
        ...quiet,
        inverse: true,
        data: Activity.kinds.map((kind) => language.say(kind)),
        axisLabel: { ...text, color: colour.ink, interval: 0 },
        splitLine: { show: true, interval: 0, lineStyle: { color: colour.hair } }
      }
    ],
    series: [
      {
        type: "bar",
        silent: true,
        xAxisIndex: 0,
        yAxisIndex: 0,
        itemStyle: { color: colour.accent },
        barCategoryGap: "30%",
        data: months.map(({ minor }) => minor)
      },
      ...Activity.kinds.map((kind) => ({
        type: "scatter" as const,
        silent: true,
        clip: false,
        xAxisIndex: 1,
        yAxisIndex: 1,
        symbol: shapes[kind][0],
        symbolSize: sizeOf(shapes[kind][0], isWide),
        itemStyle: { color: shapes[kind][1], borderColor: shapes[kind][2], borderWidth: 1, opacity: 1 },
        label: { show: true, position: "inside" as const, color: colour.ink, fontSize: 11 },
        data: months.flatMap(({ counts }, at) =>
          counts[kind] === 0
            ? []
            : [
                {
                  value: [at, Activity.kinds.indexOf(kind)],
                  label: { formatter: language.number(counts[kind]) }
                }
              ]
        )
      }))
    ]
  }
}

const monthTable = (view: View, months: ReadonlyArray<Activity.Month>): VNode => {
  const { month, number, say } = view.language
  const shown = (n: number): Markup => (n === 0 ? html`<span class="muted">0</span>` : number(n))
  return Tables.table({
    caption: say("activity caption"),
    kind: "months",
    columns: [
      [say("month")],
      [say("order count"), "n"],
      [say("ordered"), "n"],
      ...Activity.kinds.map((kind) => [say(kind), "n"] as const)
    ],
    rows: months
      .toReversed()
      .map(({ counts, first, minor, orders }) => [
        month(first),
        shown(orders),
        minor === 0 ? html`<span class="muted">${view.money(0)}</span>` : view.money(minor),
        ...Activity.kinds.map((kind) => shown(counts[kind]))
      ])
  })
}

const whatOf = (view: View, { kind, what }: Happening): Markup => {
  const { locale, say, sayAny } = view.language
  const word = locale === "ru" ? told(what, locale) : sayAny(what)
  switch (kind) {
    case "promise": {
      const fate = sayAny(`promise ${what}`)
      return spaced(say("one promise"), badge(fate, what === "broken" ? "bad" : what === "kept" ? "good" : "warn"))
    }
    case "won":
      return spaced(badge(say("won"), "good"), word)
    case "lost":
      return spaced(badge(say("lost"), "bad"), word)
    case "interaction":
    case "case":
      return word.slice(0, 1).toUpperCase() + word.slice(1)
  }
}

/** Events that are listed one by one. */
const mostListed = 80

const events = (view: View, found: ReadonlyArray<Happening>): VNode => {
  const { day, number, say } = view.language
  if (found.length === 0) return html`<p class="muted">${say("events none")}</p>`
  const rest = found.length - mostListed
  return html`<details class="behind">
    <summary>${say("events behind")}</summary>
    ${Tables.table({
      caption: say("events caption"),
      columns: [[say("day"), "d"], [say("event")], [say("what is in it")], ["ID", "d"]],
      rows: found
        .slice(0, mostListed)
        .map((one) => [
          day(one.on),
          whatOf(view, one),
          one.text === null ? html`<span class="muted">–</span>` : html`<bdi>${one.text}</bdi>`,
          html`<code>${one.id}</code>`
        ])
    })}
    ${rest > 0 ? html`<p class="note">${say("events more", { n: number(rest) })}</p>` : null}
  </details>`
}

/** The section. */
export const render = (view: View, profile: AccountProfile, known: Knowledge): VNode => {
  const { language } = view
  const { say } = language
  const { asOf, timeZone } = view.input
  const journal = view.journals.get(profile.groupId) ?? []
  const months = Activity.of(known, Activity.messageDays(journal, timeZone as Calendar.Zone), asOf)
  const [first] = months
  const span = { from: first === undefined ? "" : language.month(first.first), to: language.month(asOf) }
  return section(
    "activity",
    say("activity"),
    figure({
      id: "activity-picture",
      title: say("activity title", span),
      description: say("activity desc"),
      heights: { wide: 400, narrow: 380 },
      option: (frame) => option(view, months, frame)
    }),
    html`<details class="behind">
      <summary>${say("table behind")}</summary>
      ${monthTable(view, months)}
    </details>`,
    events(view, Activity.eventsOf(known, months))
  )
}

/** What programs decided about the account, in order. */
export const journal = (view: View, profile: AccountProfile): VNode =>
  section("journal", view.language.say("journal"), Timeline.render(view, profile.groupId))
