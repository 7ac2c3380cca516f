/** Who is silent for longer than usual: the days since the last purchase against the account's own rhythm. */
import type { VNode } from "preact"
import { html } from "../page/Html.ts"
import type { AccountProfile, Silence } from "../page/ReportInput.ts"
import { accountLink, badge, bar, cellBadge, isAtRisk, isSilent, scrolling, section, type View } from "../page/View.ts"

type Silent = AccountProfile & { readonly silence: Silence & { readonly usualDays: number } }

/** Silence in usual intervals; an interval of 0 days counts as one. */
const timesOf = ({ silence }: Silent): number => silence.days / Math.max(1, silence.usualDays)

/** The bar is full at so many intervals. */
const fullAt = 5

const row = (view: View, profile: Silent): VNode => {
  const { language } = view
  const { silence } = profile
  const item = view.items.get(profile.id)
  const risk = isAtRisk(silence)
  return html`<tr>
    <th scope="row">
      ${accountLink(view, profile.id)} ${item?.key.isKey === true ? badge(language.say("key"), "key-badge") : null}
    </th>
    <td>${item === undefined ? html`<span class="muted">–</span>` : cellBadge(item)}</td>
    <td>${language.day(silence.lastPurchaseOn)}</td>
    <td class="n strong">${language.count("day", silence.days)}</td>
    <td class="n">
      ${language.count("day", silence.usualDays)}${silence.isBorrowed ? html` <span class="muted">(${language.say("borrowed")})</span>` : null}
    </td>
    <td class="n">${language.number(timesOf(profile), 1)} ×</td>
    <td class="bars">${bar(timesOf(profile) / fullAt, risk ? "bad" : "warn", 1 / fullAt)}</td>
    <td>${badge(language.say(risk ? "at risk" : "longer than usual"), risk ? "bad" : "warn")}</td>
  </tr>`
}

/** Those at risk first, then by how many intervals they are silent. */
export const render = (view: View): VNode => {
  const { count, say } = view.language
  const silent = view.input.profiles
    .filter((profile): profile is Silent => isSilent(profile.silence))
    .toSorted(
      (a, b) =>
        Number(isAtRisk(b.silence)) - Number(isAtRisk(a.silence)) ||
        timesOf(b) - timesOf(a) ||
        (a.name < b.name ? -1 : 1)
    )
  const unknown = view.input.profiles.filter(({ silence }) => silence !== null && silence.usualDays === null).length
  return section(
    "silence",
    say("silent accounts"),
    html`<p class="intro">${say("silence lead")}</p>`,
    silent.length === 0
      ? html`<p>${say("silence none")}</p>`
      : scrolling(
          say("silence caption"),
          html`<table>
            <caption>
              ${say("silence caption")}
            </caption>
            <thead>
              <tr>
                <th scope="col">${say("account")}</th>
                <th scope="col">${say("class")}</th>
                <th scope="col">${say("last purchase")}</th>
                <th scope="col" class="n">${say("silent for")}</th>
                <th scope="col" class="n">${say("usual")}</th>
                <th scope="col" class="n">${say("times")}</th>
                <td class="bars"></td>
                <th scope="col">${say("state")}</th>
              </tr>
            </thead>
            <tbody>
              ${silent.map((profile) => row(view, profile))}
            </tbody>
          </table>`
        ),
    unknown === 0 ? null : html`<p class="note">${say("silence unknown", { accounts: count("account", unknown) })}</p>`
  )
}
