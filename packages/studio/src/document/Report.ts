/**
 * The report: one page of the portfolio, the key accounts, the silent ones, markets, what programs did and each account
 * that needs a look, and a page for each of these. Pure: the same input is the same text. No page holds a script or may
 * load anything.
 */
import type { VNode } from "preact"
import * as AccountPage from "./AccountPage.ts"
import * as AccountPages from "../section/AccountPages.ts"
import * as DeskSection from "../section/DeskSection.ts"
import * as FindingsList from "../section/FindingsList.ts"
import { document, html } from "../page/Html.ts"
import * as KeyAccounts from "../section/KeyAccounts.ts"
import * as Markets from "../section/Markets.ts"
import * as Matrix from "../section/Matrix.ts"
import * as Movement from "../section/Movement.ts"
import * as Overview from "../section/Overview.ts"
import * as Page from "../page/Page.ts"
import * as Pareto from "../section/Pareto.ts"
import * as Programs from "../section/Programs.ts"
import type { ReportInput } from "../page/ReportInput.ts"
import * as RetentionSection from "../section/RetentionSection.ts"
import * as SilentAccounts from "../section/SilentAccounts.ts"
import { fileOf, of, type View } from "../page/View.ts"
import type { Word } from "../words/Words.ts"

export type {
  AccountProfile,
  Happening,
  Knowledge,
  Leaver,
  OrderMonth,
  ProgramName,
  ReportInput,
  Rows,
  Silence,
  WrittenFile
} from "../page/ReportInput.ts"

const contents: ReadonlyArray<readonly [id: string, word: Word]> = [
  ["overview", "overview"],
  ["key-accounts", "key accounts"],
  ["silence", "silent accounts"],
  ["retention", "retention"],
  ["managers", "managers"],
  ["matrix", "matrix"],
  ["pareto", "pareto"],
  ["concentration", "concentration"],
  ["movers", "movers"],
  ["tiers", "tiers and types"],
  ["markets", "markets"],
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
        .filter(
          ([id]) =>
            (id !== "files" || input.files.length > 0) &&
            (id !== "markets" || input.markets !== undefined) &&
            (id !== "retention" || input.retention !== undefined) &&
            (id !== "managers" || input.scoreboard !== undefined)
        )
        .map(([id, word]) => html`<li><a href=${`#${id}`}>${say(word)}</a></li>`)}
    </ol>
  </nav>`

/** The folder of the account pages, beside the report. */
export const accountsFolder = AccountPages.folder

/** One file of the report. */
export interface PageFile {
  /** Relative to the report's folder, with `/`. */
  readonly path: string
  readonly html: string
}

const index = (view: View): string => {
  const { day, say } = view.language
  return document(
    Page.of(view, {
      title: say("page title", { title: view.input.title, day: day(view.input.asOf) }),
      navigation: navigation(view),
      main: html`${Overview.header(view)} ${Overview.keyFigures(view)} ${KeyAccounts.render(view)}
      ${SilentAccounts.render(view)} ${RetentionSection.render(view)} ${DeskSection.render(view)} ${Matrix.render(view)}
      ${Pareto.render(view)} ${Movement.concentration(view)} ${Movement.movers(view)} ${Matrix.tiersAndTypes(view)}
      ${Markets.render(view)} ${Programs.render(view)} ${AccountPages.render(view)} ${FindingsList.render(view)}
      ${FindingsList.files(view)}`
    })
  )
}

/** The page as HTML text. All text of the input is escaped; nothing of it becomes markup, a style or a link elsewhere. */
export const render = (input: ReportInput): string => index(of(input))

/** Ids of the accounts that get a section, most money first: those of which it is worth gathering everything known. */
export const accountsOf = (input: ReportInput): ReadonlyArray<string> => of(input).paged.map(({ id }) => id)

/** All files of the report: the report itself, then a page for each account in it of which everything known was given. */
export const pages = function* (input: ReportInput): Generator<PageFile, void> {
  const view = of(input)
  yield { path: "index.html", html: index(view) }
  for (const profile of view.paged) {
    if (profile.knowledge === undefined) continue
    const html = AccountPage.render(view, profile, profile.knowledge)
    yield { path: `${AccountPages.folder}/${fileOf(profile.id)}`, html }
  }
}
