/**
 * The report: one self-contained page of the portfolio, the key accounts, the silent ones, what programs did, and each
 * account that needs a look. Pure: the same input is the same text. It holds no script and may load nothing.
 */
import type { VNode } from "preact"
import * as AccountPages from "./AccountPages.ts"
import * as FindingsList from "./FindingsList.ts"
import { document, html } from "./Html.ts"
import * as KeyAccounts from "./KeyAccounts.ts"
import * as Matrix from "./Matrix.ts"
import * as Movement from "./Movement.ts"
import * as Overview from "./Overview.ts"
import * as Pareto from "./Pareto.ts"
import * as Programs from "./Programs.ts"
import type { ReportInput } from "./ReportInput.ts"
import * as SilentAccounts from "./SilentAccounts.ts"
import { style } from "./Style.ts"
import { of, type View } from "./View.ts"
import type { Word } from "./Words.ts"

export type { AccountProfile, ProgramName, ReportInput, Rows, Silence, WrittenFile } from "./ReportInput.ts"

/** Nothing may be loaded, sent or run; the page's own style is all there is. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const contents: ReadonlyArray<readonly [id: string, word: Word]> = [
  ["overview", "overview"],
  ["key-accounts", "key accounts"],
  ["silence", "silent accounts"],
  ["matrix", "matrix"],
  ["pareto", "pareto"],
  ["concentration", "concentration"],
  ["movers", "movers"],
  ["tiers", "tiers and types"],
  ["programs", "programs"],
  ["accounts", "accounts"],
  ["findings", "findings"],
  ["files", "files"]
]

const navigation = ({ input, language: { say } }: View): VNode =>
  html`<nav aria-label=${say("contents")}>
    <p class="brand" aria-hidden="true">Market of One</p>
    <ol>
      ${contents
        .filter(([id]) => id !== "files" || input.files.length > 0)
        .map(([id, word]) => html`<li><a href=${`#${id}`}>${say(word)}</a></li>`)}
    </ol>
  </nav>`

/** The page as HTML text. All text of the input is escaped; nothing of it becomes markup, a style or a link elsewhere. */
export const render = (input: ReportInput): string => {
  const view = of(input)
  const { day, locale, say } = view.language
  return document(
    html`<html lang=${locale}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content=${policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${say("page title", { title: input.title, day: day(input.asOf) })}</title>
        <style dangerouslySetInnerHTML=${{ __html: style }}></style>
      </head>
      <body id="top">
        <a class="skip" href="#report">${say("skip link")}</a>
        <div class="layout">
          ${navigation(view)}
          <main id="report" tabindex="-1">
            ${Overview.header(view)} ${Overview.keyFigures(view)} ${KeyAccounts.render(view)}
            ${SilentAccounts.render(view)} ${Matrix.render(view)} ${Pareto.render(view)} ${Movement.concentration(view)}
            ${Movement.movers(view)} ${Matrix.tiersAndTypes(view)} ${Programs.render(view)} ${AccountPages.render(view)}
            ${FindingsList.render(view)} ${FindingsList.files(view)}
            <footer><p>${say("made")}</p></footer>
          </main>
        </div>
      </body>
    </html>`
  )
}
