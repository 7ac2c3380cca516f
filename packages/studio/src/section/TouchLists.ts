/** Each touch that went or did not, with why: grouped, so that a reader sees the reasons before the persons. */
import type { ProgramReport } from "@market-of-one/core"
import type { VNode } from "preact"
import { outcomes, type Fate } from "../sentence/Fates.ts"
import { html, type Markup } from "../page/Html.ts"
import * as Reasons from "../sentence/Reasons.ts"
import * as Sentences from "../sentence/Sentences.ts"
import { accountLink, badge, inLanguage, named, programName, scrolling, type View } from "../page/View.ts"

/** How many touches a list names before it says how many more there are. */
const mostListed = 200

/** The item under which the fate's account stands: itself, else its group. */
const accountOf = (view: View, { accountId, groupId }: Fate): string =>
  view.profiles.has(accountId) || !view.profiles.has(groupId) ? accountId : groupId

const whom = (view: View, fate: Fate): VNode => {
  const { contacts } = view.input.names
  const name = contacts !== undefined && Object.hasOwn(contacts, fate.contactId) ? contacts[fate.contactId] : undefined
  return html`<th scope="row">${named(name ?? fate.contactId)}</th>`
}

const where = (view: View, fate: Fate): VNode => html`<td>${accountLink(view, accountOf(view, fate))}</td>`

/** One group of a list: its heading and its rows. */
interface Group {
  readonly heading: Markup
  readonly rows: ReadonlyArray<VNode>
}

/** Rows in groups, and how many more there are than a page should hold. */
const listed = (view: View, caption: string, heads: ReadonlyArray<string>, groups: ReadonlyArray<Group>): VNode => {
  const { language } = view
  let room = mostListed
  const shown = groups.flatMap(({ heading, rows }) => {
    const taken = rows.slice(0, room)
    room -= taken.length
    return taken.length === 0
      ? []
      : [
          html`<tbody>
            <tr class="group">
              <th scope="rowgroup" colspan=${heads.length}>
                ${heading}${" "}<span class="muted">${language.number(rows.length)}</span>
              </th>
            </tr>
            ${taken}
          </tbody>`
        ]
  })
  const more = groups.reduce((sum, { rows }) => sum + rows.length, 0) - mostListed
  return html`<div>
    ${scrolling(
      caption,
      html`<table class="fates">
        <caption class="hidden">
          ${caption}
        </caption>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        ${shown}
      </table>`
    )}
    ${more <= 0 ? null : html`<p class="note">${language.say("more in journal", { n: language.number(more) })}</p>`}
  </div>`
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const trace = (view: View, [first, ...others]: ReadonlyArray<string>): Markup => {
  if (first === undefined) return "–"
  return others.length === 0
    ? inLanguage(view, first)
    : html`<details class="trace">
        <summary>${inLanguage(view, first)}</summary>
        <p class="muted small">${view.language.say("other choices")}:</p>
        <ul class="muted small">
          ${others.map((text) => html`<li>${inLanguage(view, text)}</li>`)}
        </ul>
      </details>`
}

/** What went, by program, touch and template; latest first. */
export const sent = (view: View, fates: ReadonlyArray<Fate>): VNode => {
  const { language } = view
  const { say } = language
  const groups = Map.groupBy(fates, ({ content, programId, touchId }) =>
    JSON.stringify([programName(view, programId), touchId, content?.templateId ?? ""])
  )
  return listed(
    view,
    say("sent caption"),
    [say("contact"), say("account"), say("when"), say("why")],
    [...groups]
      .toSorted(([a], [b]) => byText(a, b))
      .map(([, fates]) => ({
        heading:
          fates[0] === undefined
            ? null
            : html`<span
                >${named(programName(view, fates[0].programId))} · ${fates[0].touchId}${" "}<code
                  >${fates[0].content?.templateId}</code
                ></span
              >`,
        rows: fates
          .toSorted((a, b) => b.at - a.at || byText(a.contactId, b.contactId))
          .map(
            (fate) =>
              html`<tr>
                ${whom(view, fate)} ${where(view, fate)}
                <td class="when">${language.instant(fate.at)}</td>
                <td class="why">${trace(view, fate.content?.trace ?? [])}</td>
              </tr>`
          )
      }))
  )
}

const kindOf: Readonly<Record<ProgramReport.Outcome, string>> = {
  sent: "good",
  waiting: "warn",
  skipped: "",
  refused: "bad",
  failed: "bad",
  unknown: "warn"
}

/** What ends a fate that is not an end. */
const endOf = ({ language }: View, { outcome, reason, until }: Fate): string => {
  if (outcome === "unknown") return language.say("until resolved")
  if (outcome !== "waiting") return ""
  return until === null
    ? (Reasons.endOf(reason, language) ?? "–")
    : `${language.say("until")} ${language.instant(until)}`.toLowerCase()
}

/** What did not go, by state and reason, the most frequent reason first. */
export const unsent = (view: View, fates: ReadonlyArray<Fate>): VNode => {
  const { language } = view
  const { say } = language
  const groups = Map.groupBy(fates, ({ outcome, reason }) => JSON.stringify([outcomes.indexOf(outcome), reason]))
  return listed(
    view,
    say("unsent caption"),
    [say("contact"), say("account"), say("touch"), say("why"), say("since"), say("until")],
    [...groups]
      .toSorted(([a, x], [b, y]) => Number(a[1]) - Number(b[1]) || y.length - x.length || byText(a, b))
      .map(([, fates]) => ({
        heading:
          fates[0] === undefined
            ? null
            : html`<span
                >${badge(say(fates[0].outcome), kindOf[fates[0].outcome])}${" "}${Reasons.short(fates[0].reason, language)}</span
              >`,
        rows: fates
          .toSorted((a, b) => byText(a.accountId, b.accountId) || byText(a.contactId, b.contactId))
          .map(
            (fate) =>
              html`<tr>
                ${whom(view, fate)} ${where(view, fate)}
                <td>${fate.touchId}</td>
                <td class="why">${Sentences.reason(fate.reason, fate.evidence, view.context)}</td>
                <td class="when">${language.instant(fate.at)}</td>
                <td>${endOf(view, fate)}</td>
              </tr>`
          )
      }))
  )
}
