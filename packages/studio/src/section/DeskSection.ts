/** The managers in the report: what each carries, what came of it, and how hard the portfolio is, part by part. */
import type { Difficulty } from "@market-of-one/core"
import type { VNode } from "preact"
import * as DeskSentence from "../sentence/DeskSentence.ts"
import { html } from "../page/Html.ts"
import * as Tables from "../page/Tables.ts"
import { named, section, type View } from "../page/View.ts"

/** Columns that hold figures. */
const figures: ReadonlySet<number> = new Set([1, 2, 3, 9, 10, 11])

const partsOf = (view: View, parts: ReadonlyArray<Difficulty.Part>): string =>
  parts
    .map(
      ({ id, times }) =>
        `${DeskSentence.difficulty(view.language, id)} ${times === null ? "–" : view.language.number(times, 2)}`
    )
    .join(" · ")

/** The section; null where nobody has counted. */
export const render = (view: View): VNode | null => {
  const { currency, scoreboard } = view.input.scoreboard ?? {}
  if (scoreboard === undefined || currency === undefined) return null
  const people = view.context.names?.people ?? {}
  const nameOf = (id: string): string => people[id] ?? id
  const { language } = view
  const { columns, rows } = DeskSentence.scores(language, { agenda: { managerId: "" }, currency, nameOf, scoreboard })
  const title = DeskSentence.say(language, "managers")
  return section(
    "managers",
    title,
    ...DeskSentence.scoreNotes(language, { nameOf, scoreboard }).map((note) => html`<p class="small">${note}</p>`),
    Tables.table({
      caption: DeskSentence.say(language, "scoreboard"),
      kind: "broad",
      columns: columns.map((column, at) => (figures.has(at) ? [column, "n"] : [column])),
      rows: rows.map(([name = "", ...cells]) => [named(name), ...cells])
    }),
    Tables.table({
      caption: DeskSentence.say(language, "difficulty parts"),
      columns: [[DeskSentence.say(language, "manager")], [DeskSentence.say(language, "difficulty")]],
      rows: scoreboard.scores.map(({ difficulty, managerId }) => [
        managerId === null ? DeskSentence.say(language, "nobody") : named(nameOf(managerId)),
        partsOf(view, difficulty.parts)
      ])
    })
  )
}
