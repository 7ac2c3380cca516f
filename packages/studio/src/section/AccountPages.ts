/** One section for each account that needs a look: what it is, what is open, and what was decided about it, in order. */
import type { VNode } from "preact"
import { html } from "../page/Html.ts"
import { byHand, criteria } from "./KeyAccounts.ts"
import type { AccountProfile, ReportInput, Silence } from "../page/ReportInput.ts"
import * as Timeline from "./Timeline.ts"
import {
  anchorOf,
  badge,
  cellBadge,
  fileOf,
  inLanguage,
  isAtRisk,
  isSilent,
  keyAnchorOf,
  named,
  section,
  spaced,
  typeName,
  type View
} from "../page/View.ts"

type Item = ReportInput["portfolio"]["items"][number]
/** The folder of the account pages, beside the report. */
export const folder = "accounts"

type Fact = readonly [term: string, text: VNode | string]

const facts = (view: View, profile: AccountProfile): ReadonlyArray<Fact> => {
  const { language, money } = view
  const { percent, say, sayAny } = language
  const item = view.items.get(profile.id)
  const { silence } = profile
  const standing: ReadonlyArray<Fact> =
    item === undefined
      ? [[say("orders"), say("no orders")]]
      : [
          [
            say(view.input.portfolio.measure === "profit" ? "gross profit" : "revenue"),
            `${money(item.measureMinor)} · ${percent(item.share)}`
          ],
          [say("orders"), language.number(item.orders)],
          [say("active periods"), say("of periods", { active: item.activePeriods, periods: item.periods })],
          [say("tier"), sayAny(item.tier.tier)],
          [
            say("strategy"),
            item.undetermined === null ? say(`strategy ${item.abc}${item.xyz}`) : say("strategy undetermined")
          ]
        ]
  return [
    ...standing,
    ...(silence === null
      ? []
      : [
          [say("last purchase"), language.day(silence.lastPurchaseOn)] as const,
          [
            say("silence"),
            silence.usualDays === null
              ? language.count("day", silence.days)
              : `${language.count("day", silence.days)} · ${say("usual").toLowerCase()} ${language.count("day", silence.usualDays)}`
          ] as const
        ]),
    ...(profile.manager === undefined ? [] : [[say("manager"), named(profile.manager)] as const])
  ]
}

/** Complaints that are open and promises that were broken; null when there are none. */
export const open = (view: View, profile: AccountProfile): VNode | null => {
  const { language } = view
  const { say, sayAny } = language
  if (profile.openComplaints.length + profile.brokenPromises.length === 0) return null
  return html`<ul class="open">
    ${profile.openComplaints.map(
      (one) =>
        html`<li>
          ${badge(sayAny(one.kind), "bad")} <code>${one.id}</code> <bdi>${one.topic}</bdi>${" "}
          <span class="muted">${sayAny(one.severity)}, ${say("opened", { day: language.dayOf(one.openedAt) })}</span>
        </li>`
    )}
    ${profile.brokenPromises.map(
      (one) =>
        html`<li>
          ${badge(say("broken promise"), "bad")} <code>${one.id}</code> <bdi>${one.text}</bdi>${" "}
          <span class="muted">${say("was due", { day: language.dayOf(one.dueAt) })}</span>
        </li>`
    )}
  </ul>`
}

/** The criteria; a key account's stand in its row of the key accounts. */
const evidence = (view: View, profile: AccountProfile, item: Item): VNode => {
  const { say } = view.language
  const caption = say("key caption", { name: profile.name })
  return item.key.isKey || item.key.computed
    ? html`<p class="more"><a href=${`#${keyAnchorOf(item.id)}`}>${caption}</a></p>`
    : html`<details class="behind">
        <summary>${caption}</summary>
        ${criteria(view, item)} ${byHand(view, item)}
        <p class="note">${say("tier")}: ${inLanguage(view, item.tier.because)}</p>
      </details>`
}

const silenceBadge = ({ language: { say } }: View, silence: Silence | null): VNode | null => {
  if (isAtRisk(silence)) return badge(say("at risk"), "bad")
  return isSilent(silence) ? badge(say("longer than usual"), "warn") : null
}

/** What it is in a few labels. */
export const badges = (view: View, profile: AccountProfile): VNode => {
  const { say } = view.language
  const item = view.items.get(profile.id)
  return html`<p class="badges">
    ${spaced(
      html`<code>${profile.id}</code>`,
      item === undefined ? null : cellBadge(item),
      item?.key.isKey === true ? badge(say("key"), "key-badge") : null,
      ...(item?.types ?? []).map((held) => badge(typeName(view, held), "type")),
      silenceBadge(view, profile.silence)
    )}
  </p>`
}

/** Figures as a row of terms. */
export const frame = (view: View, profile: AccountProfile): VNode =>
  html`<dl class="frame">
    ${facts(view, profile).map(
      ([term, text]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${text}</dd>
        </div>`
    )}
  </dl>`

const page = (view: View, profile: AccountProfile): VNode => {
  const { say } = view.language
  const item = view.items.get(profile.id)
  const id = anchorOf(profile.id)
  return html`<article id=${id} class="account" aria-labelledby=${`${id}-title`}>
    <header>
      <h3 id=${`${id}-title`}>${named(profile.name)}</h3>
      ${badges(view, profile)}
    </header>
    ${frame(view, profile)}
    ${
      profile.knowledge === undefined
        ? null
        : html`<p class="more">
            <a href=${`${folder}/${fileOf(profile.id)}`}>${say("account page", { name: profile.name })}</a>
          </p>`
    }
    ${open(view, profile)} ${item === undefined ? null : evidence(view, profile, item)}
    <h4>${say("timeline")}</h4>
    ${Timeline.render(view, profile.groupId)}
    <p class="more"><a href="#top">${say("back to top")}</a></p>
  </article>`
}

/** All account sections, most money first. */
export const render = (view: View): VNode => {
  const { say } = view.language
  return section(
    "accounts",
    say("accounts"),
    html`<p class="intro">${say("accounts lead")}</p>`,
    view.paged.length === 0 ? html`<p>${say("accounts none")}</p>` : view.paged.map((profile) => page(view, profile))
  )
}
