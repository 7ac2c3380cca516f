/** The head of the page: whose money the figures are about, the window, and the figures to know first. */
import type { ProgramReport } from "@market-of-one/core"
import type { VNode } from "preact"
import { html } from "../page/Html.ts"
import * as Reasons from "../sentence/Reasons.ts"
import { isAtRisk, isSilent, lastDay, section, type View } from "../page/View.ts"

/** The share of the window's money that no account has, and what that means. */
const nobodysMoney = ({ input: { portfolio }, language, money }: View): string => {
  const { counts, total } = portfolio
  const minor = counts.withoutAccountMinor
  const all = total + minor
  const share = language.percent(all > 0 ? minor / all : 0)
  return counts.withoutAccount === 0
    ? language.say("nobody none", { share })
    : language.say("nobody", { share, money: money(minor) })
}

/** Title, first line and the frame of the analysis. */
export const header = (view: View): VNode => {
  const { asOf, portfolio, rows, title } = view.input
  const { language } = view
  const { say } = language
  const { from, to } = portfolio.window
  const frame: ReadonlyArray<readonly [string, string]> = [
    [say("as of"), language.day(asOf)],
    [say("window"), say("window span", { from: language.day(from), to: language.day(lastDay(to)) })],
    [say("currency"), portfolio.currency],
    [say("measure"), say(portfolio.measure === "profit" ? "gross profit" : "revenue")],
    [say("regularity"), say(portfolio.method)],
    ...(rows === null
      ? []
      : [
          [
            say("rows"),
            say("rows read", {
              read: language.number(rows.read),
              accepted: language.number(rows.accepted),
              rejected: language.number(rows.rejected)
            })
          ] as const
        ])
  ]
  return html`<header class="page">
    <p class="eyebrow">${say("page kind")}</p>
    <h1><bdi>${title}</bdi></h1>
    <p class="lead">${nobodysMoney(view)}</p>
    <dl class="frame">
      ${frame.map(
        ([term, text]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${text}</dd>
          </div>`
      )}
    </dl>
  </header>`
}

interface Figure {
  readonly name: string
  readonly value: string
  readonly about: string
  readonly kind?: "warn" | "good"
}

const unsentReasons = ({ reasons }: ProgramReport.Totals): ReadonlyArray<readonly [string, number]> => {
  const { failed, refused, skipped, unknown, waiting } = reasons
  const all = new Map<string, number>()
  for (const group of [waiting, skipped, refused, failed, unknown])
    for (const [reason, count] of Object.entries(group)) all.set(reason, (all.get(reason) ?? 0) + count)
  return [...all].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}

const figures = (view: View): ReadonlyArray<Figure> => {
  const { language, money } = view
  const { number, percent, say } = language
  const { portfolio, profiles, totals } = view.input
  const keys = portfolio.items.filter(({ key }) => key.isKey)
  const silent = profiles.filter(({ silence }) => isSilent(silence))
  const atRisk = silent.filter(({ silence }) => isAtRisk(silence)).length
  const complaints = profiles.reduce((sum, { openComplaints }) => sum + openComplaints.length, 0)
  const promises = profiles.reduce((sum, { brokenPromises }) => sum + brokenPromises.length, 0)
  const [most] = unsentReasons(totals)
  const unsent = totals.audience - totals.sent
  return [
    {
      name: say(portfolio.measure === "profit" ? "gross profit" : "revenue"),
      value: money(portfolio.total),
      about: say("in the window")
    },
    {
      name: say("buying accounts"),
      value: number(portfolio.items.length),
      about: say("without orders", { n: number(portfolio.withoutOrders) })
    },
    {
      name: say("key accounts"),
      value: number(keys.length),
      about: say("bring share", { share: percent(portfolio.concentration.keyShare) })
    },
    {
      name: say("silent accounts"),
      value: number(silent.length),
      about: say("at risk of them", { n: number(atRisk) }),
      ...(atRisk > 0 ? { kind: "warn" } : {})
    },
    {
      name: say("open complaints"),
      value: number(complaints),
      about: say("broken promises figure", { n: number(promises) }),
      ...(complaints + promises > 0 ? { kind: "warn" } : {})
    },
    {
      name: say("messages sent"),
      value: number(totals.sent),
      about: say("of due touches", { n: number(totals.audience) })
    },
    {
      name: say("not sent figure"),
      value: number(unsent),
      about:
        most === undefined
          ? say("of due touches", { n: number(totals.audience) })
          : say("most for", { reason: Reasons.short(most[0], language), n: number(most[1]) })
    }
  ]
}

/** The figures to know first. */
export const keyFigures = (view: View): VNode =>
  section(
    "overview",
    view.language.say("key figures"),
    html`<dl class="figures">
      ${figures(view).map(
        ({ about, kind, name, value }) =>
          html`<div class=${kind ?? ""}>
            <dt>${name}</dt>
            <dd><span class="value">${value}</span> <span class="about">${about}</span></dd>
          </div>`
      )}
    </dl>`
  )
