/** Where the account can grow: what similar clients buy, and how its plans stand. */
import type { PlanProgress } from "@market-of-one/core"
import type { VNode } from "preact"
import { html, type Markup } from "../page/Html.ts"
import type { Knowledge } from "../page/ReportInput.ts"
import * as Tables from "../page/Tables.ts"
import { badge, bar, labelOf, lastDay, named, nameOf, pageLink, section, spaced, type View } from "../page/View.ts"

const unknown = (): Markup => html`<span class="muted">–</span>`

/** What similar clients buy, each of them named. */
export const whiteSpace = (view: View, known: Knowledge): VNode => {
  const { day, number, percent, say } = view.language
  const [first] = known.whiteSpace
  if (first === undefined) return section("space", say("white space"), html`<p>${say("white space none")}</p>`)
  return section(
    "space",
    say("white space"),
    html`<p class="intro">${say("white space lead")}</p>`,
    Tables.table({
      caption: say("white space caption"),
      columns: [
        [say("product")],
        [say("expected"), "n"],
        ["", "bars"],
        [say("similar clients")],
        [say("bought before"), "d"]
      ],
      rows: known.whiteSpace.map((space) => [
        named(labelOf(view, space.product)),
        html`${view.money(space.expectedMinor)}
          <div class="reasons">${say(`basis ${space.basis}`)}</div>`,
        first.expectedMinor <= 0 ? null : bar(space.expectedMinor / first.expectedMinor, "accent"),
        html`${say("buyers of", {
            buyers: number(space.buyers.length),
            similar: number(space.similar),
            share: percent(space.probability, 0),
            ground: say(`ground ${space.ground}`)
          })}
          <div class="small muted">
            ${space.buyers.map((id, at) => html`${at === 0 ? "" : " · "}${pageLink(view, id)}`)}
          </div>`,
        space.boughtBefore === null ? html`<span class="muted">${say("never")}</span>` : day(space.boughtBefore)
      ])
    })
  )
}

const progress = (view: View, plan: PlanProgress.PlanProgress): ReadonlyArray<Markup> => {
  const { day, say } = view.language
  const { money } = view
  const { actualMinor, forecastMinor, gapMinor, method, period, targetMinor } = plan
  const cell = (minor: number | null): Markup => (minor === null ? unknown() : money(minor))
  return [
    spaced(html`<code>${plan.planId}</code>`, named(nameOf(view, plan.accountId))),
    period === null ? badge(say("period unread"), "warn") : `${day(period.from)} – ${day(lastDay(period.to))}`,
    money(targetMinor),
    cell(actualMinor),
    actualMinor === null || targetMinor <= 0
      ? null
      : bar(
          actualMinor / targetMinor,
          "accent",
          forecastMinor === null ? undefined : Math.min(1, Math.max(0, forecastMinor / targetMinor))
        ),
    html`${cell(forecastMinor)}${method === null ? null : html`<div class="reasons">${say(`method ${method}`)}</div>`}`,
    gapMinor === null
      ? unknown()
      : gapMinor > 0
        ? html`<span class="bad">${money(gapMinor)}</span>`
        : badge(say("reached"), "good")
  ]
}

/** The plans, with goals that are past due. */
export const plans = (view: View, known: Knowledge): VNode => {
  const { day, say } = view.language
  const overdue = known.plans.flatMap((plan) => plan.overdueGoals.map((goal) => ({ goal, plan })))
  return section(
    "plan",
    say("plan"),
    known.plans.length === 0
      ? html`<p>${say("plan none")}</p>`
      : Tables.table({
          caption: say("plan caption"),
          columns: [
            [say("plan id")],
            [say("plan period"), "d"],
            [say("target"), "n"],
            [say("actual"), "n"],
            ["", "bars"],
            [say("forecast"), "n"],
            [say("gap"), "n"]
          ],
          rows: known.plans.map((plan) => progress(view, plan))
        }),
    overdue.length === 0
      ? null
      : html`<h3>${say("overdue goals")}</h3>
          <ul class="open">
            ${overdue.map(
              ({ goal, plan }) =>
                html`<li>
                  ${badge(goal.due === undefined ? plan.planId : say("was due", { day: day(goal.due) }), "bad")}${" "}
                  <bdi>${goal.text}</bdi>
                </li>`
            )}
          </ul>`
  )
}
