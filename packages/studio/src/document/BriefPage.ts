/** The negotiation brief as one printable A4 page, and as Markdown. Both say the same sentences, each with its source row. */
import { GroupBook, type Brief } from "@market-of-one/core"
import * as BriefSentence from "../sentence/BriefSentence.ts"
import type { Locale } from "../words/Glossary.ts"
import { document, html } from "../page/Html.ts"
import * as Language from "../words/Language.ts"

/** How a brief is told. */
export interface Telling {
  readonly locale: Locale
  /** The IANA zone in which instants are told. */
  readonly timeZone: string
}

const speechOf = (brief: Brief.Brief, { locale, timeZone }: Telling): BriefSentence.Speech => ({
  language: Language.make(locale, timeZone),
  currency: brief.currency
})

const leadOf = (brief: Brief.Brief, speech: BriefSentence.Speech): string =>
  BriefSentence.say(speech, "lead", {
    group: brief.groupId,
    day: speech.language.day(brief.asOf),
    completeness: speech.language.percent(brief.completeness, 0)
  })

const cutOf = (brief: Brief.Brief, speech: BriefSentence.Speech): string =>
  brief.cut === 0 ? BriefSentence.say(speech, "nothing cut") : BriefSentence.say(speech, "cut", { n: brief.cut })

/** Sizes of the page in points: 275 by 186 millimetres inside the margins, a little left free below. */
const pageHeight = 750
const pageWidth = 527
const usualPoints = 8.6
const leastPoints = 4
const stepPoints = 0.2

/** How high the page will be at a size of type, by the mean width of letters: what does not fit a line takes another. */
const heightAt = (brief: Brief.Brief, speech: BriefSentence.Speech, points: number): number => {
  const lineHeight = 1.3
  const sourceWidth = 17
  const letters = (pageWidth / points - sourceWidth) / 0.52
  const rows = brief.sections
    .flatMap((section) => section.lines)
    .reduce((sum, line) => sum + Math.ceil(BriefSentence.of(speech, line.said).length / letters) * lineHeight + 0.12, 0)
  const headings = brief.sections.length * 2.4
  const notes = brief.sections.filter((section) => section.cut > 0).length * 1.4
  return (rows + headings + notes + 6.5) * points
}

/** What must stay is never cut, so a page with more of it is set smaller. */
const pointsOf = (brief: Brief.Brief, speech: BriefSentence.Speech): number => {
  let points = usualPoints
  while (points > leastPoints && heightAt(brief, speech, points) > pageHeight) points -= stepPoints
  return points
}

const style = (points: number): string => `
@page { size: A4; margin: 11mm 12mm; }
* { box-sizing: border-box; }
body { font: ${points.toFixed(2)}pt/1.3 system-ui, Segoe UI, Liberation Sans, DejaVu Sans, sans-serif; color: #16202b; background: #fff; margin: 0 auto; max-width: 186mm; }
h1 { font-size: 1.7em; margin: 0; } .lead { color: #52606d; margin: 0 0 .5em; }
h2 { font-size: 1.1em; margin: .55em 0 .15em; padding-bottom: .1em; border-bottom: .5pt solid #c4ccd4; break-after: avoid; }
ul { list-style: none; margin: 0; padding: 0; } li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 1em; padding: .06em 0; }
li span { overflow-wrap: anywhere; } li.kept span { font-weight: 600; } li code { color: #6b7885; font-size: .78em; white-space: nowrap; }
.more, footer { color: #6b7885; margin: .1em 0 0; } footer { margin-top: .8em; }
@media screen { body { padding: 24px; font-size: 15px; max-width: 900px; } }`

/** The brief as a self-contained page that prints on one A4 sheet. */
export const render = (brief: Brief.Brief, telling: Telling): string => {
  const speech = speechOf(brief, telling)
  const title = BriefSentence.say(speech, "title", { name: brief.name })
  return document(
    html`<html lang=${telling.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style(pointsOf(brief, speech))}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="lead">${leadOf(brief, speech)}</p>
          ${brief.sections.map(
            (section) =>
              html`<section>
                <h2>${BriefSentence.say(speech, section.name)}</h2>
                <ul>
                  ${section.lines.map(
                    (line) =>
                      html`<li class=${line.isKept ? "kept" : "may"}>
                        <span>${BriefSentence.of(speech, line.said)}</span
                        ><code>${GroupBook.showSource(line.source)}</code>
                      </li>`
                  )}
                </ul>
                ${
                  section.cut === 0
                    ? null
                    : html`<p class="more">${BriefSentence.say(speech, "more", { n: section.cut })}</p>`
                }
              </section>`
          )}
          <footer>${cutOf(brief, speech)}</footer>
        </main>
      </body>
    </html>`
  )
}

/** Text of the records that means nothing to Markdown. */
const plain = (text: string): string => text.replaceAll(/\s+/gu, " ").replaceAll(/[\\`*_[\]<>]/gu, String.raw`\$&`)

/** The brief as Markdown. */
export const markdown = (brief: Brief.Brief, telling: Telling): string => {
  const speech = speechOf(brief, telling)
  const sections = brief.sections.map((section) => {
    const lines = section.lines.map(
      (line) => `- ${plain(BriefSentence.of(speech, line.said))} \`${GroupBook.showSource(line.source)}\`\n`
    )
    const more = section.cut === 0 ? "" : `\n${BriefSentence.say(speech, "more", { n: section.cut })}\n`
    return `\n## ${BriefSentence.say(speech, section.name)}\n\n${lines.join("")}${more}`
  })
  const title = plain(BriefSentence.say(speech, "title", { name: brief.name }))
  return `# ${title}\n\n${plain(leadOf(brief, speech))}\n${sections.join("")}\n${cutOf(brief, speech)}\n`
}
