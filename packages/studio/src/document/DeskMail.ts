/**
 * A manager's day as a mail: subject, text and HTML with the same lines. A task has its links where the host has an
 * endpoint for them, else the command to type.
 */
import type { TaskLink } from "@market-of-one/core"
import type { Calendar } from "@market-of-one/core"
import * as BriefMistake from "../sentence/BriefMistake.ts"
import * as DeskSentence from "../sentence/DeskSentence.ts"
import { document, html } from "../page/Html.ts"
import * as Language from "../words/Language.ts"

/** The parts of the mail. */
export interface DeskMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The links of tasks. */
export interface Links {
  /** The address that says this of a task. */
  readonly of: (task: { readonly taskId: string; readonly groupId: string }, act: TaskLink.Act) => string
  /** When they end. */
  readonly until: Calendar.Instant
}

/** How the mail is written. */
export interface MailTelling extends DeskSentence.Telling {
  /** Null without an endpoint: the mail names commands instead. */
  readonly links: Links | null
}

const acts = ["done", "accept", "dismiss"] as const

const cell = "padding:6px 10px 6px 0;border-bottom:1px solid #dde3e9;vertical-align:top"

/** What can be said of a line's task: links by their words, or the command. */
const waysOf = (
  { line: { because, groupId, taskId } }: DeskSentence.Told,
  language: Language.Language,
  links: Links | null
): ReadonlyArray<{ readonly word: string; readonly url: string }> =>
  taskId === null || links === null
    ? []
    : acts
        .filter((act) => act !== "accept" || (because._tag === "TaskOpen" && !because.isAccepted))
        .map((act) => ({ word: DeskSentence.say(language, `link ${act}`), url: links.of({ taskId, groupId }, act) }))

/** The mail. Lines that are due later stay on the desk: the day's mail is what the next days ask for. */
export const render = (desk: DeskSentence.Desk, { links, locale, timeZone }: MailTelling): DeskMail => {
  const language = Language.make(locale, timeZone)
  const say = (word: Parameters<typeof DeskSentence.say>[1], values = {}) => DeskSentence.say(language, word, values)
  const { agenda, nameOf, warnings } = desk
  const { counts, managerId } = agenda
  const day = language.day(agenda.day)
  const sections = DeskSentence.sections(language, desk).filter(({ urgency }) => urgency !== "later")
  const told = warnings.map((warning) => BriefMistake.of(language, warning, nameOf))
  const alerts = DeskSentence.alerts(language, desk).map(
    ({ by, task, why }) => `${by} · ${task.name}: ${task.text} (${why})`
  )
  const command = ({ line: { taskId } }: DeskSentence.Told): string | null =>
    taskId === null || links !== null ? null : say("close", { id: taskId, by: managerId })
  const until =
    links === null || sections.every(({ lines }) => lines.every(({ line }) => line.taskId === null))
      ? null
      : say("links until", { day: language.dayOf(links.until) })
  const lineText = (one: DeskSentence.Told): string =>
    [
      `- ${one.by} · ${one.line.name}${one.value === null ? "" : ` · ${one.value}`}`,
      `  ${one.act}`,
      `  ${one.why}`,
      ...waysOf(one, language, links).map(({ url, word }) => `  ${word}: ${url}`),
      ...(command(one) === null ? [] : [`  ${command(one) ?? ""}`])
    ].join("\n")
  const title = say("title", { name: nameOf(managerId), day })
  const lead = DeskSentence.lead(language, desk)
  const text = [
    `${title}\n${lead}`,
    ...(sections.length === 0 ? [say("nothing")] : []),
    ...sections.map(({ heading, lines }) => [heading.toUpperCase(), ...lines.map(lineText)].join("\n")),
    ...(told.length === 0 ? [] : [[say("warnings").toUpperCase(), ...told.map((one) => `- ${one}`)].join("\n")]),
    ...(alerts.length === 0 ? [] : [[say("followed").toUpperCase(), ...alerts.map((one) => `- ${one}`)].join("\n")]),
    ...(until === null ? [] : [until])
  ]
  const lineHtml = (one: DeskSentence.Told) =>
    html`<tr>
      <td style=${`${cell};white-space:nowrap`}>${one.by}</td>
      <td style=${cell}>
        ${one.line.name}${one.value === null ? "" : ` · ${one.value}`}<br /><strong>${one.act}</strong><br /><span
          style="color:#52606d"
          >${one.why}</span
        >
        ${waysOf(one, language, links).map(({ url, word }) => html` <a href=${url}>${word}</a> `)}
        ${command(one) === null ? null : html`<br /><code>${command(one)}</code>`}
      </td>
    </tr>`
  return {
    subject: say("subject", { day, overdue: counts.overdue, today: counts.today }),
    text: `${text.join("\n\n")}\n`,
    html: document(
      html`<html lang=${locale}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
        </head>
        <body style="font:14px/1.4 sans-serif;color:#16202b;margin:0;padding:16px">
          <h1 style="font-size:20px;margin:0">${title}</h1>
          <p style="color:#52606d;margin:0 0 12px">${lead}</p>
          ${sections.length === 0 ? html`<p>${say("nothing")}</p>` : null}
          ${sections.map(
            ({ heading, lines }) =>
              html`<h2 style="font-size:16px;margin:16px 0 4px">${heading}</h2>
                <table role="presentation" style="border-collapse:collapse;width:100%">
                  ${lines.map(lineHtml)}
                </table>`
          )}
          ${
            told.length === 0
              ? null
              : html`<h2 style="font-size:16px;margin:16px 0 4px">${say("warnings")}</h2>
                  <ul>
                    ${told.map((one) => html`<li>${one}</li>`)}
                  </ul>`
          }
          ${
            alerts.length === 0
              ? null
              : html`<h2 style="font-size:16px;margin:16px 0 4px">${say("followed")}</h2>
                  <ul>
                    ${alerts.map((one) => html`<li>${one}</li>`)}
                  </ul>`
          }
          ${until === null ? null : html`<p style="color:#52606d">${until}</p>`}
        </body>
      </html>`
    )
  }
}
