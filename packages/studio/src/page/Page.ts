/** What every page of the report has around it: the policy that nothing is loaded or run, the style, contents, main part. */
import type { VNode } from "preact"
import { html, type Markup } from "./Html.ts"
import { style } from "./Style.ts"
import type { View } from "./View.ts"

/** Nothing may be loaded, sent or run; the page's own style is all there is. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** The parts of one page. */
export interface Parts {
  readonly title: string
  readonly navigation: VNode
  readonly main: Markup
}

/** The whole page as a tree. */
export const of = ({ language: { locale, say } }: View, { main, navigation, title }: Parts): VNode =>
  html`<html lang=${locale}>
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content=${policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${title}</title>
      <style dangerouslySetInnerHTML=${{ __html: style }}></style>
    </head>
    <body id="top">
      <a class="skip" href="#report">${say("skip link")}</a>
      <div class="layout">
        ${navigation}
        <main id="report" tabindex="-1">
          ${main}
          <footer><p>${say("made")}</p></footer>
        </main>
      </div>
    </body>
  </html>`
