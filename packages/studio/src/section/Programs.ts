/** What programs did: the closing numbers of each touch by reason, and each touch that went or did not, with why. */
import type { ProgramReport } from "@market-of-one/core"
import type { VNode } from "preact"
import { html, type Markup } from "../page/Html.ts"
import { outcomes } from "../sentence/Fates.ts"
import * as Reasons from "../sentence/Reasons.ts"
import * as TouchLists from "./TouchLists.ts"
import { named, programName, scrolling, section, spaced, type View } from "../page/View.ts"

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** What the six add up to, from their reasons: equal to the audience when the numbers close. */
const closedSum = (numbers: ProgramReport.Numbers): number =>
  outcomes.reduce((sum, outcome) => sum + sumOf(numbers.reasons[outcome]), 0)

/** Whether each of the six is the sum of its reasons, and all together are the audience. */
const closes = (numbers: ProgramReport.Numbers): boolean =>
  closedSum(numbers) === numbers.audience &&
  outcomes.every((outcome) => sumOf(numbers.reasons[outcome]) === numbers[outcome])

const check = (view: View, numbers: ProgramReport.Numbers): VNode => {
  const { number, say } = view.language
  const fits = closes(numbers)
  const word = fits
    ? say("closes word")
    : `${say("closes not")}: ${say("closes no", { sum: number(closedSum(numbers)) })}`
  return html`<span class=${`check ${fits ? "good" : "bad"}`}>
    ${spaced(html`<span aria-hidden="true">${fits ? "✓" : "✗"}</span>`, word)}
  </span>`
}

const place = (view: View, numbers: ProgramReport.Numbers, outcome: ProgramReport.Outcome): VNode => {
  const { language } = view
  const reasons = Object.entries(numbers.reasons[outcome])
  const count = numbers[outcome]
  return html`<td class=${`n ${count === 0 ? "zero" : ""}`}>
    <span class="strong">${language.number(count)}</span>
    ${
      reasons.length === 0
        ? null
        : html`<ul class="reasons">
            ${reasons.map(
              ([reason, n]) =>
                html`<li>
                  <span class="count">${language.number(n)}</span>${"\u00a0× "}${Reasons.short(reason, language)}
                </li>`
            )}
          </ul>`
    }
  </td>`
}

const row = (view: View, name: Markup, numbers: ProgramReport.Numbers): VNode =>
  html`<tr>
    <th scope="row">${name}</th>
    <td class="n"><span class="strong">${view.language.number(numbers.audience)}</span>${check(view, numbers)}</td>
    ${outcomes.map((outcome) => place(view, numbers, outcome))}
  </tr>`

const closing = (view: View): VNode => {
  const { say, sayAny } = view.language
  const { programs, totals } = view.input
  const ids = [...new Set(totals.touches.map(({ programId }) => programId))]
  return scrolling(
    say("programs caption"),
    html`<table class="closing">
      <caption>
        ${say("programs caption")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say("touch")}</th>
          <th scope="col" class="n">${say("audience")}</th>
          ${outcomes.map((outcome) => html`<th scope="col" class="n">${say(outcome)}</th>`)}
        </tr>
      </thead>
      ${ids.map((id) => {
        const objective = programs.find((one) => one.id === id)?.objective
        return html`<tbody>
          <tr class="group">
            <th scope="rowgroup" colspan="8">
              ${spaced(
                named(programName(view, id)),
                objective === undefined ? null : html`<span class="muted">${sayAny(`objective ${objective}`)}</span>`
              )}
            </th>
          </tr>
          ${totals.touches
            .filter(({ programId }) => programId === id)
            .map((numbers) =>
              row(
                view,
                html`<span
                  >${numbers.touchId}<br /><span class="muted small">${say("play")} ${numbers.playId}</span></span
                >`,
                numbers
              )
            )}
        </tbody>`
      })}
      <tfoot>
        ${row(view, say("all touches"), totals)}
      </tfoot>
    </table>`
  )
}

/** Numbers, then lists. */
export const render = (view: View): VNode => {
  const { language } = view
  const { number, say } = language
  const { totals } = view.input
  const sent = view.fates.filter(({ outcome }) => outcome === "sent")
  const unsent = view.fates.filter(({ outcome }) => outcome !== "sent")
  const exits = Object.entries(totals.exited).map(([reason, n]) => `${Reasons.short(reason, language)} ${number(n)}`)
  const facts = [
    say("enrolled", { n: language.count("account", totals.enrolled) }),
    ...(totals.holdout === 0 ? [] : [say("holdouts", { n: number(totals.holdout) })]),
    ...(exits.length === 0 ? [] : [say("exited", { reasons: exits.join(", ") })])
  ]
  return section(
    "programs",
    say("programs"),
    html`<p class="intro">${say("programs lead")}</p>`,
    html`<ul class="facts inline">
      ${facts.map((fact) => html`<li>${fact}</li>`)}
    </ul>`,
    totals.audience === 0 ? html`<p>${say("programs none")}</p>` : closing(view),
    html`<h3 id="sent">${say("what was sent")}</h3>`,
    sent.length === 0 ? html`<p>${say("sent none")}</p>` : TouchLists.sent(view, sent),
    html`<h3 id="not-sent">${say("what was not")}</h3>`,
    unsent.length === 0 ? html`<p>${say("unsent none")}</p>` : TouchLists.unsent(view, unsent)
  )
}
