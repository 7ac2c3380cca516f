/** The small pages that the links of a manager's mail open: one that asks, and those that answer. */
import type { Task, TaskLink } from "@market-of-one/core"
import type { Telling } from "../sentence/DeskSentence.ts"
import { link } from "../words/DeskWords.ts"
import { document, html, type Markup } from "../page/Html.ts"
import * as Language from "../words/Language.ts"

const style =
  "body{font:18px/1.5 system-ui,sans-serif;color:#16202b;background:#fff;margin:0 auto;padding:24px;max-width:560px}h1{font-size:1.3em}textarea{font:inherit;width:100%;box-sizing:border-box}button{font:inherit;padding:.5em 1.2em;margin-top:1em}.about{color:#52606d}"

type Word = keyof typeof link

const page = ({ locale }: Telling, title: string, content: Markup): string =>
  document(
    html`<html lang=${locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style dangerouslySetInnerHTML=${{ __html: style }}></style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`
  )

const say = ({ locale }: Telling, word: Word, values: Readonly<Record<string, string>> = {}): string =>
  Language.fill(link[word][locale], values)

/** A page that says one thing. */
export const note = (telling: Telling, word: Word, values: Readonly<Record<string, string>> = {}): string =>
  page(telling, say(telling, word, values), null)

/** The page that asks whether it is so; sending its form to the same address writes it down. */
export const ask = (
  telling: Telling,
  { act }: Pick<TaskLink.Claim, "act">,
  { accountId, dueAt, taskId, text }: Task.TaskState,
  nameOf: (id: string) => string
): string => {
  const { instant } = Language.make(telling.locale, telling.timeZone)
  const about = [
    ...(accountId === null ? [] : [nameOf(accountId)]),
    ...(dueAt === null ? [] : [say(telling, "due", { at: instant(dueAt) })]),
    taskId
  ]
  return page(
    telling,
    say(telling, act === "done" ? "confirm" : `confirm ${act}`),
    html`<p>${text}</p>
      <p class="about">${about.join(" · ")}</p>
      <form method="post" action="">
        ${
          act === "accept"
            ? null
            : html`<label>${say(telling, "note")}<textarea name="note" rows="3" maxlength="500"></textarea></label>`
        }
        <button type="submit">${say(telling, `button ${act}`)}</button>
      </form>`
  )
}

/** The page for a task that the link can do nothing about any more. */
export const standing = (telling: Telling, found: TaskLink.Standing, nameOf: (id: string) => string): string => {
  const { instant } = Language.make(telling.locale, telling.timeZone)
  switch (found.state) {
    case "closed":
      return found.outcome === "withdrawn"
        ? note(telling, "withdrawn", { by: found.by, at: instant(found.at) })
        : note(telling, "closed", { by: nameOf(found.by), at: instant(found.at) })
    case "accepted":
      return note(telling, "accepted", { by: nameOf(found.by), at: instant(found.at) })
    case "not theirs":
      return note(telling, "not theirs", { by: found.ownerId === null ? "–" : nameOf(found.ownerId) })
    case "unknown":
    case "open":
      return note(telling, "unknown")
  }
}
