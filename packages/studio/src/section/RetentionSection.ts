/** Loss and return: who is at risk or lost and why, health by its parts, refusals, win-back and renewals. */
import { type Calendar, type Health, type Refusals, type Retention, RetentionText } from "@market-of-one/core"
import type { VNode } from "preact"
import { colour, figure, type Frame, type Option } from "../page/Charts.ts"
import { html, type Markup } from "../page/Html.ts"
import type { RetentionPart } from "../page/RetentionInput.ts"
import * as RetentionSentence from "../sentence/RetentionSentence.ts"
import * as Tables from "../page/Tables.ts"
import { accountLink, lastDay, named, section, type View } from "../page/View.ts"

/** Rows that a table shows; the command's files have all. */
const mostRows = 40

const money = (view: View, minor: number | null): Markup =>
  minor === null ? html`<span class="muted">${view.language.say("unknown")}</span>` : view.money(minor)

const day = (view: View, on: Calendar.Day | null): string => (on === null ? "–" : view.language.day(on))

const reasons = ({ language: { locale } }: View, row: Retention.Row): Markup =>
  RetentionSentence.reasons(row, locale).map((one) => html`<div class="small">${one}</div>`)

const managerOf = (view: View, id: string | null): Markup =>
  id === null ? html`<span class="muted">–</span>` : named(view.context.names?.people?.[id] ?? id)

const atRisk = (view: View, rows: ReadonlyArray<Retention.Row>): VNode | null => {
  const { locale, number, say } = view.language
  if (rows.length === 0) return null
  return Tables.table({
    caption: say("at risk caption"),
    kind: "broad",
    columns: [
      [say("account")],
      [say("value at risk"), "n"],
      [say("health"), "n"],
      [say("why")],
      [say("cause")],
      [say("to do")]
    ],
    rows: rows
      .slice(0, mostRows)
      .map((row) => [
        accountLink(view, row.id),
        money(view, row.valueAtRiskMinor),
        row.health === null ? html`<span class="muted">–</span>` : number(row.health),
        reasons(view, row),
        RetentionSentence.causes(row.causes, locale),
        RetentionSentence.act(row, locale)
      ])
  })
}

const lost = (view: View, rows: ReadonlyArray<Retention.Row>): VNode | null => {
  const { locale, say } = view.language
  if (rows.length === 0) return null
  return Tables.table({
    caption: say("lost caption"),
    kind: "broad",
    columns: [
      [say("account")],
      [say("margin before"), "n"],
      [say("how lost")],
      [say("why")],
      [say("cause")],
      [say("to do")]
    ],
    rows: rows
      .slice(0, mostRows)
      .map((row) => [
        accountLink(view, row.id),
        money(view, row.marginMinor),
        RetentionSentence.lost(row, locale),
        reasons(view, row),
        RetentionSentence.causes(row.causes, locale),
        RetentionSentence.act(row, locale)
      ])
  })
}

const points = (view: View, { points: own, score }: Health.Contribution): Markup =>
  score === null ? html`<span class="muted">–</span>` : view.language.number(own)

const health = (view: View, { atRisk: rows, health: all }: Retention.Retention): VNode | null => {
  const { locale, number, say } = view.language
  const own = new Map(all.map((one) => [one.id, one]))
  const shown = rows.slice(0, mostRows).flatMap(({ id }) => own.get(id) ?? [])
  const [first] = shown
  if (first === undefined) return null
  return Tables.table({
    caption: say("health caption"),
    columns: [
      [say("account")],
      ...first.contributions.map(({ part }) => [RetentionText.nameOf(part, locale), "n"] as const),
      [say("health"), "n"]
    ],
    rows: shown.map(({ contributions, id, score }) => [
      accountLink(view, id),
      ...contributions.map((one) => points(view, one)),
      score === null ? html`<span class="muted">${say("unknown")}</span>` : number(score)
    ])
  })
}

type Kind = Retention.Retention["refusals"]["byKind"][number]

const isKind = (name: string): name is Refusals.RefusalKind =>
  ["lost opportunity", "departure notice", "asset ended", "order reversed", "offer declined"].includes(name)

const kindName = ({ language: { locale } }: View, { name }: Kind): string =>
  isKind(name) ? RetentionText.nameOf(name, locale) : name

const option = (view: View, kinds: ReadonlyArray<Kind>, { name }: Frame): Option => {
  const { number, say } = view.language
  const isWide = name === "wide"
  const hasBefore = kinds.some(({ before }) => before !== null)
  const series = (what: string, color: string, values: ReadonlyArray<number>) => ({
    type: "bar" as const,
    name: what,
    silent: true,
    barMaxWidth: 18,
    itemStyle: { color },
    label: {
      show: true,
      position: "right" as const,
      color: colour.muted,
      formatter: ({ value }: { readonly value?: unknown }) => number(Number(value))
    },
    data: [...values]
  })
  return {
    grid: { left: isWide ? 190 : 150, right: 44, top: 8, bottom: 8 },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: colour.ink, fontSize: isWide ? 13 : 12 },
      data: kinds.map((one) => kindName(view, one))
    },
    series: [
      series(
        say("this window"),
        colour.accent,
        kinds.map(({ count }) => count)
      ),
      ...(hasBefore
        ? [
            series(
              say("window before"),
              colour.tint,
              kinds.map(({ before }) => before?.count ?? 0)
            )
          ]
        : [])
    ]
  }
}

const counts = (view: View, { before, count }: Kind): ReadonlyArray<Markup> => [
  view.language.number(count),
  before === null ? html`<span class="muted">–</span>` : view.language.number(before.count)
]

const refusals = (view: View, { refusals: report }: Retention.Retention): ReadonlyArray<VNode | null> => {
  const { locale, number, say, sayAny } = view.language
  const { byKind, raised, total, window } = report
  if (total.count === 0 && (total.before?.count ?? 0) === 0) return []
  const before = total.before === null ? say("unknown").toLowerCase() : number(total.before.count)
  const list = byKind
    .map((one) => `${kindName(view, one)}: ${one.count} (${one.before === null ? "–" : one.before.count})`)
    .join(locale === "ru" ? "; " : ", ")
  const columns = [[say("this window"), "n"] as const, [say("window before"), "n"] as const]
  return [
    html`<p>
      ${say("refusals lead", {
        from: view.language.day(window.from),
        to: view.language.day(lastDay(window.to)),
        now: number(total.count),
        before
      })}
    </p>`,
    figure({
      id: "refusals",
      title: say("refusals caption"),
      description: say("refusals desc", { list }),
      heights: { wide: 280, narrow: 280 },
      option: (frame) => option(view, byKind, frame)
    }),
    html`<details class="behind">
      <summary>${say("table behind")}</summary>
      ${Tables.table({
        caption: say("refusals caption"),
        kind: "compact",
        columns: [[say("refusal kind")], ...columns],
        rows: byKind.map((one) => [kindName(view, one), ...counts(view, one)])
      })}
    </details>`,
    raised.length === 0
      ? null
      : Tables.table({
          caption: say("raised caption"),
          columns: [[say("direction")], ...columns],
          rows: raised.map((one) => [
            html`${sayAny(`direction ${one.dimension}`)}: <bdi>${view.input.labels?.[one.name] ?? one.name}</bdi>`,
            ...counts(view, one)
          ])
        })
  ]
}

const saveDesk = (view: View, { cases, zone }: RetentionPart): VNode | null => {
  const { locale, say } = view.language
  if (cases.length === 0) return null
  return Tables.table({
    caption: say("save desk"),
    kind: "broad",
    columns: [[say("account")], [say("case state")], [say("case times")], [say("next step")]],
    rows: cases.slice(0, mostRows).map(({ groupId, proposal }) => {
      const at = RetentionSentence.instant(proposal.windowEndsAt, zone)
      const lines = [
        RetentionSentence.say("case window", locale, { at }),
        RetentionSentence.contact(proposal, zone, locale)
      ]
      const asked = [RetentionSentence.open(proposal, locale), RetentionSentence.approval(proposal, locale)]
      const small = (text: string): Markup => html`<div class="small">${text}</div>`
      return [
        accountLink(view, groupId),
        html`${RetentionSentence.status(proposal, locale)} ${asked.filter((text) => text !== "").map(small)}`,
        lines.map(small),
        RetentionSentence.step(proposal, zone, locale)
      ]
    })
  })
}

const winBack = (view: View, { retention: { currency }, winBack: entries }: RetentionPart): VNode | null => {
  const { locale, say } = view.language
  if (entries.length === 0) return null
  return Tables.table({
    caption: say("win-back caption"),
    columns: [[say("account")], [say("expected value"), "n"], [say("how computed")], [say("to do")]],
    rows: entries
      .slice(0, mostRows)
      .map((one) => [
        accountLink(view, one.id),
        money(view, one.expectedMinor),
        one.marginMinor === null ? "–" : RetentionSentence.expected(one, currency, locale),
        RetentionSentence.standing(one, locale)
      ])
  })
}

const renewals = (view: View, { renewals: { lists } }: RetentionPart): VNode | null => {
  const { say } = view.language
  const rows = lists.flatMap(({ managerId, renewals: own }) => own.map((one) => ({ managerId, one })))
  if (rows.length === 0) return null
  return Tables.table({
    caption: say("renewals caption"),
    columns: [
      [say("asset to renew")],
      [say("account")],
      [say("manager")],
      [say("ends on")],
      [say("of 12 months"), "n"]
    ],
    rows: rows
      .slice(0, mostRows)
      .map(({ managerId, one }) => [
        named(one.label),
        one.accountId === null ? "–" : accountLink(view, one.accountId),
        managerOf(view, managerId),
        day(view, one.endsAt),
        money(view, one.valueMinor)
      ])
  })
}

/** The section; nothing where nobody has judged. */
export const render = (view: View): VNode | null => {
  const { retention: part } = view.input
  if (part === undefined) return null
  const { locale, number, say } = view.language
  const { retention } = part
  return section(
    "retention",
    say("retention"),
    html`<p class="intro">${RetentionSentence.valueAtRisk(part.asOf, retention, locale)}</p>`,
    html`<p>
      ${say("retention counts", {
        risk: number(retention.atRisk.length),
        lost: number(retention.lost.length),
        regained: number(retention.regained.length)
      })}
    </p>`,
    retention.atRisk.length + retention.lost.length === 0 ? html`<p>${say("retention none")}</p>` : null,
    atRisk(view, retention.atRisk),
    health(view, retention),
    lost(view, retention.lost),
    ...refusals(view, retention),
    saveDesk(view, part),
    winBack(view, part),
    renewals(view, part)
  )
}
