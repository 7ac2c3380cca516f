/** What a reader should know before believing the figures, and which files hold what could not be read. */
import { Finding } from "@market-of-one/core"
import type { VNode } from "preact"
import { html } from "../page/Html.ts"
import { badge, inLanguage, scrolling, section, type View } from "../page/View.ts"

const kinds: Readonly<Record<Finding.Severity, string>> = { error: "bad", warning: "warn", info: "" }
const order: ReadonlyArray<Finding.Severity> = ["error", "warning", "info"]

/** Findings of the portfolio, the data and the programs; errors first. */
export const render = (view: View): VNode => {
  const { say } = view.language
  const found = [...view.input.portfolio.findings, ...view.input.findings]
  return section(
    "findings",
    say("findings"),
    html`<p class="intro">${say("findings lead")}</p>`,
    found.length === 0
      ? html`<p>${say("findings none")}</p>`
      : html`<ul class="findings">
          ${order
            .flatMap((severity) => found.filter((one) => one.severity === severity))
            .map((one) => {
              const place = Finding.showPlace(one.place)
              return html`<li>
                ${badge(say(one.severity), kinds[one.severity])}
                <div>
                  <p>${inLanguage(view, one.message)}</p>
                  ${one.advice === undefined ? null : html`<p class="muted">${inLanguage(view, one.advice)}</p>`}
                  <p class="muted small">
                    <code>${one.rule}</code>${place === "" ? null : html` · <code>${place}</code>`}${
                      one.place?.field === undefined ? null : html` · <code>${one.place.field}</code>`
                    }
                  </p>
                </div>
              </li>`
            })}
        </ul>`
  )
}

/** Files that the run wrote; nothing when there are none. */
export const files = (view: View): VNode | null => {
  const { language } = view
  const { say } = language
  if (view.input.files.length === 0) return null
  return section(
    "files",
    say("files"),
    scrolling(
      say("files caption"),
      html`<table>
        <caption class="hidden">
          ${say("files caption")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${say("file")}</th>
            <th scope="col">${say("what is in it")}</th>
            <th scope="col" class="n">${say("rows")}</th>
          </tr>
        </thead>
        <tbody>
          ${view.input.files.map(
            ({ about, path, rows }) =>
              html`<tr>
                <th scope="row"><code>${path}</code></th>
                <td>${about}</td>
                <td class="n">${rows === undefined ? "–" : language.number(rows)}</td>
              </tr>`
          )}
        </tbody>
      </table>`
    )
  )
}
