/** A manager's day as one printable page, self-contained: nothing is loaded, run or sent. */
import * as BriefMistake from "../sentence/BriefMistake.ts"
import * as DeskSentence from "../sentence/DeskSentence.ts"
import { document, html } from "../page/Html.ts"
import * as Language from "../words/Language.ts"

export type { Desk, Telling } from "../sentence/DeskSentence.ts"

/** Nothing may be loaded, sent or run; the page's own style is all there is. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const style = `
@page { size: A4; margin: 12mm; }
* { box-sizing: border-box; }
body { font: 14px/1.4 system-ui, Segoe UI, Liberation Sans, DejaVu Sans, sans-serif; color: #16202b; background: #fff; margin: 0 auto; padding: 20px; max-width: 1000px; }
h1 { font-size: 1.5em; margin: 0; } .lead { color: #52606d; margin: 0 0 1em; }
h2 { font-size: 1.1em; margin: 1.2em 0 .3em; break-after: avoid; } h2.overdue { color: #a3161a; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; color: #52606d; }
th, td { padding: .3em .7em .3em 0; border-bottom: 1px solid #dde3e9; vertical-align: top; } tr { break-inside: avoid; }
td.by, td.value, .id { white-space: nowrap; } .value { text-align: right; } .agenda { table-layout: fixed; } .agenda .by { width: 11.5em; } .agenda .client { width: 14em; } .agenda .value { width: 6em; } .why { display: block; color: #52606d; } .id { color: #6b7885; font-size: .85em; }
li { margin: .25em 0; } footer { color: #6b7885; margin-top: 1.5em; }
@media print { body { padding: 0; font-size: 9pt; max-width: none; } .scroll { overflow: visible; } }`

/** One line of a table of the agenda. */
const row = ({ act, by, line, value, why }: DeskSentence.Told) =>
  html`<tr>
    <td class="by">${by}</td>
    <td class="client">${line.name} <span class="id">${line.accountId}</span></td>
    <td class="value">${value ?? "–"}</td>
    <td>
      <strong>${act}</strong> <span class="why">${why}</span>
      ${line.taskId === null ? null : html`<span class="id">${line.taskId}</span>`}
    </td>
  </tr>`

/** The page. */
export const render = (desk: DeskSentence.Desk, { locale, timeZone }: DeskSentence.Telling): string => {
  const language = Language.make(locale, timeZone)
  const say = (word: Parameters<typeof DeskSentence.say>[1], values = {}) => DeskSentence.say(language, word, values)
  const { agenda, nameOf, warnings } = desk
  const title = say("title", { name: nameOf(agenda.managerId), day: language.day(agenda.day) })
  const sections = DeskSentence.sections(language, desk)
  const alerts = DeskSentence.alerts(language, desk)
  const { columns, rows } = DeskSentence.scores(language, desk)
  const heads = [
    ["by", "by"],
    ["client", "client"],
    ["at risk", "value"],
    ["what", "what"]
  ] as const
  return document(
    html`<html lang=${locale}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content=${policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style dangerouslySetInnerHTML=${{ __html: style }}></style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="lead">${DeskSentence.lead(language, desk)}</p>
          ${sections.length === 0 ? html`<p>${say("nothing")}</p>` : null}
          ${sections.map(
            ({ heading, lines, urgency }) =>
              html`<section>
                <h2 class=${urgency}>${heading}</h2>
                <div class="scroll">
                  <table class="agenda">
                    <thead>
                      <tr>
                        ${heads.map(([head, kind]) => html`<th scope="col" class=${kind}>${say(head)}</th>`)}
                      </tr>
                    </thead>
                    <tbody>
                      ${lines.map(row)}
                    </tbody>
                  </table>
                </div>
              </section>`
          )}
          ${
            warnings.length === 0
              ? null
              : html`<section>
                  <h2>${say("warnings")}</h2>
                  <ul>
                    ${warnings.map((warning) => html`<li>${BriefMistake.of(language, warning, nameOf)}</li>`)}
                  </ul>
                </section>`
          }
          ${
            alerts.length === 0
              ? null
              : html`<section>
                  <h2>${say("followed")}</h2>
                  <ul>
                    ${alerts.map(
                      ({ by, task, why }) =>
                        html`<li>
                          ${by} · ${task.name} <span class="id">${task.accountId}</span> <strong>${task.text}</strong>
                          <span class="why">${why} <span class="id">${task.taskId}</span></span>
                        </li>`
                    )}
                  </ul>
                </section>`
          }
          <section>
            <h2>${say("scoreboard")}</h2>
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    ${columns.map((column) => html`<th scope="col">${column}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${rows.map(
                    (cells) =>
                      html`<tr>
                        ${cells.map((cell) => html`<td>${cell}</td>`)}
                      </tr>`
                  )}
                </tbody>
              </table>
            </div>
            ${DeskSentence.scoreNotes(language, desk).map((note) => html`<p class="why">${note}</p>`)}
          </section>
          <footer>${say("printed", { at: language.instant(desk.at) })}</footer>
        </main>
      </body>
    </html>`
  )
}
