/** The decision scheme of each account: who releases the money, decides, can stop it, is heard; what is under way. */
import type { DecisionScheme } from "@market-of-one/core"
import type { VNode } from "preact"
import { html, type Markup } from "../page/Html.ts"
import type { Knowledge } from "../page/ReportInput.ts"
import * as Tables from "../page/Tables.ts"
import { badge, inLanguage, named, section, type View } from "../page/View.ts"

const lines = (items: ReadonlyArray<Markup>): Markup =>
  items.length === 0 ? html`<span class="muted">–</span>` : items.map((one) => html`<div class="held">${one}</div>`)

/** Steps and criteria that a cell names. */
const mostNamed = 6

/** The first of a list that may be long; the others are counted. */
const first = <A>({ language: { number, say } }: View, items: ReadonlyArray<A>, line: (item: A) => Markup): Markup => {
  const rest = items.length - mostNamed
  const named = items.slice(0, mostNamed).map(line)
  return lines(rest > 0 ? [...named, html`<span class="muted">${say("and more", { n: number(rest) })}</span>`] : named)
}

/** The names of people; what is missing is said. */
const peopleOf = (
  view: View,
  known: Knowledge,
  held: ReadonlyArray<{ readonly contactId: string }>,
  isNeeded: boolean
): Markup => {
  const names = new Map(known.map.members.map(({ id, name }) => [id, name]))
  return held.length === 0 && isNeeded
    ? badge(view.language.say("not confirmed"), "warn")
    : lines(held.map(({ contactId }) => named(names.get(contactId) ?? contactId)))
}

const buyer = (view: View, known: Knowledge, scheme: DecisionScheme.DecisionScheme): Markup =>
  scheme.economicBuyer === null && scheme.findings.some(({ rule }) => rule === "market/economic-buyers")
    ? badge(view.language.say("several confirmed"), "bad")
    : peopleOf(view, known, scheme.economicBuyer === null ? [] : [scheme.economicBuyer], true)

/** The section, with the map's own findings. */
export const render = (view: View, known: Knowledge): VNode => {
  const { day, number, say } = view.language
  const names = new Map(known.accounts.map(({ id, name }) => [id, name]))
  return section(
    "scheme",
    say("scheme"),
    html`<p class="intro">${say("scheme lead")}</p>`,
    Tables.table({
      caption: say("scheme caption"),
      kind: "broad",
      columns: [
        [say("account")],
        [say("releases money")],
        [say("decides")],
        [say("can stop")],
        [say("is heard")],
        [say("under way")],
        [say("decided before")]
      ],
      rows: known.schemes.map((scheme) => [
        named(names.get(scheme.accountId) ?? scheme.accountId),
        buyer(view, known, scheme),
        peopleOf(view, known, scheme.deciders, true),
        peopleOf(view, known, scheme.vetoers, false),
        peopleOf(view, known, scheme.advisers, false),
        first(
          view,
          scheme.steps,
          ({ deadline, opportunityId, stage }) =>
            html`<code>${opportunityId}</code>${stage === null ? null : html` <bdi>${stage}</bdi>`}${
                deadline === null ? null : html` <span class="muted">${say("by day", { day: day(deadline) })}</span>`
              }`
        ),
        first(
          view,
          scheme.criteria,
          ({ reason, times }) => html`<bdi>${say("times short", { what: reason, n: number(times) })}</bdi>`
        )
      ])
    }),
    known.map.findings.length === 0
      ? null
      : html`<ul class="findings">
          ${known.map.findings.map(
            (finding) =>
              html`<li>
                ${badge(say(finding.severity), finding.severity === "error" ? "bad" : "warn")}
                <p>${inLanguage(view, finding.message)}</p>
              </li>`
          )}
        </ul>`
  )
}
