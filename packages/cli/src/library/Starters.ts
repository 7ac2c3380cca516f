/**
 * Plays of the library as files of a new workspace: the program in YAML, its letters in two languages and cases that
 * state what it does, all over the sample's made-up clients.
 */
import { PlayLibrary } from "@market-of-one/core"
import { stringify } from "yaml"
import * as EarlyStageDeal from "./EarlyStageDeal.ts"
import * as ExpertRound from "./ExpertRound.ts"
import * as ImageMakerLaunch from "./ImageMakerLaunch.ts"
import * as Letter from "./Letter.ts"
import * as QuarterlyReview from "./QuarterlyReview.ts"
import * as Renewal from "./Renewal.ts"
import * as WhiteSpace from "./WhiteSpace.ts"
import * as WinBack from "./WinBack.ts"

/** By id of the play. */
const starters: Readonly<Record<string, Letter.Starter>> = {
  "early-stage-deal": EarlyStageDeal.starter,
  "white-space": WhiteSpace.starter,
  "quarterly-review": QuarterlyReview.starter,
  renewal: Renewal.starter,
  "image-maker-launch": ImageMakerLaunch.starter,
  "expert-round": ExpertRound.starter,
  "win-back": WinBack.starter
}

/** The consent topic of the sample. */
const topic = "news"

const targets = `
# Whose contract ends within half a year: the audience of the play renewal.
targets:
  - { id: renewals, name: Contracts that end, accounts: [C-300] }
`

/** What `abm.yaml` says besides for these plays; empty for most. */
export const config = (plays: ReadonlyArray<PlayLibrary.LibraryPlay>): string =>
  plays.some(({ id }) => id === PlayLibrary.renewal.id) ? targets : ""

const filesOf = (play: PlayLibrary.LibraryPlay): ReadonlyArray<readonly [path: string, text: string]> => {
  const starter = starters[play.id]
  const program = stringify(play.of({ topic }), { lineWidth: 0, defaultStringType: "PLAIN" })
  const letters = Object.entries(starter?.letters ?? {}).flatMap(([slot, letter]) =>
    (["en", "ru"] as const).map(
      (locale) =>
        [`templates/${play.id}/${slot}.${locale}.hbs`, Letter.template(letter[locale], locale, topic)] as const
    )
  )
  return [
    [
      `programs/${play.id}.yaml`,
      `# yaml-language-server: $schema=../.abm/schemas/program.schema.json\n# ${play.summary}.\n${program}`
    ],
    ...letters,
    [
      `tests/${play.id}.yaml`,
      `# yaml-language-server: $schema=../.abm/schemas/test.schema.json\n${starter?.cases ?? "cases: []\n"}`
    ]
  ]
}

/** Files of these plays, by path. */
export const files = (plays: ReadonlyArray<PlayLibrary.LibraryPlay>): Readonly<Record<string, string>> =>
  Object.fromEntries(plays.flatMap(filesOf))
