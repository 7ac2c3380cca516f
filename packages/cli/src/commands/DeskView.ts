/** A manager's day as a terminal shows it. */
import type { Assignment } from "@market-of-one/core"
import { BriefMistake, DeskSentence } from "@market-of-one/studio"
import type * as Output from "../output/Output.ts"
import * as Style from "../view/Style.ts"
import * as Table from "../view/Table.ts"

/** Agenda, warnings and scoreboard. */
export const render = (
  desk: DeskSentence.Desk,
  telling: DeskSentence.Telling,
  { hasColor, width }: Output.Screen
): string => {
  const language = DeskSentence.languageOf(telling)
  const say = (word: Parameters<typeof DeskSentence.say>[1], values = {}) => DeskSentence.say(language, word, values)
  const { bad, bold, dim, warn } = Style.make(hasColor)
  const { agenda, nameOf, warnings } = desk
  const paints = { overdue: bad, today: warn, soon: bold, later: bold }
  const sections = DeskSentence.sections(language, desk).flatMap(({ heading, lines, urgency }) => [
    "",
    paints[urgency](heading),
    ...Table.lines(
      (["by", "client", "at risk", "what"] as const).map((word) =>
        word === "at risk" ? { heading: say(word), align: "right" } : { heading: say(word) }
      ),
      lines.map(({ act, by, line, value, why }) => [
        by,
        line.name,
        value ?? "–",
        `${act}; ${why}${line.taskId === null ? "" : ` (${line.taskId})`}`
      ]),
      width,
      { heading: dim }
    )
  ])
  const warned =
    warnings.length === 0
      ? []
      : [
          "",
          bold(say("warnings")),
          ...warnings.flatMap((one) => Table.wrap(`- ${BriefMistake.of(language, one, nameOf)}`, width, "  "))
        ]
  const alerts = DeskSentence.alerts(language, desk)
  const followed =
    alerts.length === 0
      ? []
      : [
          "",
          bold(say("followed")),
          ...Table.lines(
            (["by", "client", "what"] as const).map((word) => ({ heading: say(word) })),
            alerts.map(({ by, task, why }) => [by, task.name, `${task.text}; ${why} (${task.taskId})`]),
            width,
            { heading: dim }
          )
        ]
  const { columns, rows } = DeskSentence.scores(language, desk)
  // The manager's own figures one under the other: a dozen columns fit no terminal.
  const own = rows[0] ?? []
  const label = Math.max(...columns.map((column) => column.length))
  return [
    bold(say("title", { name: nameOf(agenda.managerId), day: language.day(agenda.day) })),
    dim(DeskSentence.lead(language, desk)),
    ...(sections.length === 0 ? [say("nothing")] : sections),
    ...warned,
    ...followed,
    "",
    bold(say("scoreboard")),
    ...columns.map((column, at) => `${dim(column.padEnd(label))}  ${own[at] ?? ""}`),
    ...DeskSentence.scoreNotes(language, desk).flatMap((note) => Table.wrap(note, width).map(dim)),
    ""
  ].join("\n")
}

/** Proposals that a screen shows; `--json` has all. */
const mostProposals = 20

/** The scoreboard of all, and who should take clients that need somebody. */
export const scores = (
  board: Pick<DeskSentence.Desk, "currency" | "nameOf" | "scoreboard"> & {
    readonly proposals: ReadonlyArray<Assignment.Proposal>
  },
  telling: DeskSentence.Telling,
  { hasColor, width }: Output.Screen
): string => {
  const language = DeskSentence.languageOf(telling)
  const { bold, dim } = Style.make(hasColor)
  const { columns, rows } = DeskSentence.scores(language, { ...board, agenda: { managerId: "" } })
  // In two halves, each of which begins with who it is.
  const halves = [
    [0, 1, 2, 3, 4, 8],
    [0, 5, 6, 7, 9, 10, 11]
  ]
  const tables = halves.flatMap((half) => [
    ...Table.lines(
      half.map((at) => ({ heading: columns[at] ?? "" })),
      rows.map((row) => half.map((at) => row[at] ?? "")),
      width,
      { heading: dim }
    ),
    ""
  ])
  const notes = DeskSentence.scoreNotes(language, board).flatMap((note) => Table.wrap(note, width).map(dim))
  const proposed = DeskSentence.proposals(language, board.proposals, board.nameOf)
  const more = proposed.length - mostProposals
  const assigned =
    proposed.length === 0
      ? []
      : [
          "",
          bold(DeskSentence.say(language, "assignment")),
          ...proposed.slice(0, mostProposals).flatMap((one) => Table.wrap(`- ${one}`, width, "  ")),
          ...(more > 0 ? [dim(DeskSentence.say(language, "more", { n: more }))] : [])
        ]
  return [bold(DeskSentence.say(language, "scoreboard")), ...tables, ...notes, ...assigned, ""].join("\n")
}
