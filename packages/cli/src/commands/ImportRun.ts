/** The work of `abm import`: look at the file, try the proposal on all its rows, show it, keep it when asked. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { Calendar, type Finding, Grid, JsonRows, Money, Proposal, RecordBook, Rejects } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as ProposalDocument from "../output/ProposalDocument.ts"
import * as ProposalView from "../view/ProposalView.ts"
import * as SourceEntry from "../workspace/SourceEntry.ts"
import * as SourcePath from "../workspace/SourcePath.ts"
import * as TableFile from "../workspace/TableFile.ts"
import * as Workspace from "../workspace/Workspace.ts"

/** What the flags say. */
export interface Given extends Omit<Proposal.Given, "currency" | "amountsIn"> {
  readonly directory: string
  readonly currency: string | undefined
  readonly write: boolean
  readonly json: boolean
}

const isTable = <A extends object>(parsed: A | Finding.Finding): parsed is A => !("severity" in parsed)

const unreadable = (file: string, finding: Finding.Finding): Failure.Failure =>
  Failure.refused(`${file}: ${finding.message}`, finding.advice)

const ofSheets = (
  sheets: ReadonlyArray<TableFile.Sheet>,
  given: Proposal.Given
): Proposal.Proposal | Finding.Finding => {
  const found = given.sheet === undefined ? sheets[0] : sheets.find(({ sheet }) => sheet === given.sheet)
  const names = sheets.map(({ sheet }) => sheet).join(", ")
  if (found === undefined) {
    const message = `there is no sheet "${given.sheet ?? ""}"`
    return { severity: "error", rule: "import/no-sheet", message, advice: `the sheets are: ${names}` }
  }
  const headerLine = given.headerLine ?? Grid.headerLine(found.data)
  const table = Grid.table(found.data, { file: given.file, ...(headerLine === undefined ? {} : { headerLine }) })
  if (!isTable(table)) return table
  const because = sheets.length === 1 ? "it is the only one" : `the sheets are ${names}`
  const parts: ReadonlyArray<Proposal.Part> = [
    { part: "header", value: `line ${table.header.line} of sheet ${found.sheet}`, because }
  ]
  return Proposal.ofTable(table, given, parts, {
    ...(given.sheet === undefined ? {} : { sheet: given.sheet }),
    ...(table.header.line === 1 ? {} : { headerLine: table.header.line })
  })
}

const propose = Effect.fnUntraced(function* (path: string, given: Proposal.Given) {
  const bytes = yield* Effect.try({
    try: () => readFileSync(path),
    catch: () => Failure.usage(`cannot read ${given.file}`, "is it there, and a file?")
  })
  switch (TableFile.formatOf(path)) {
    case "csv":
      return Proposal.ofBytes(bytes, given)
    case "json": {
      const { file, rows } = given
      const options = rows === undefined ? { file } : { file, rows }
      const table = JsonRows.parse(bytes.toString("utf8"), options)
      if (!isTable(table)) return yield* unreadable(file, table)
      return Proposal.ofTable(table, given, [], rows === undefined ? {} : { rows })
    }
    case "xlsx": {
      const sheets = yield* Effect.tryPromise({
        try: () => TableFile.sheetsOf(bytes),
        catch: () => Failure.refused(`${given.file} is not a spreadsheet that can be read`, "save it as .xlsx again")
      })
      const proposal = ofSheets(sheets, given)
      return isTable(proposal) ? proposal : yield* unreadable(given.file, proposal)
    }
  }
})

/** Reads all rows by the proposal, as a run would. */
const tryOut = (proposal: Proposal.Proposal, currency: Money.Currency, zone: Calendar.Zone) => {
  const { file, kind, questions, source, table } = proposal
  if (kind === null || source === null || table === null || questions.length > 0) return null
  const book = RecordBook.resolve({ inputs: [{ kind, source, file, table }], currency, zone })
  const reasons = new Map<string, { rule: string; rows: number; first: Finding.Finding }>()
  for (const row of book.rejected.flatMap(({ rows }) => rows)) {
    const known = reasons.get(row.rule)
    if (known === undefined) reasons.set(row.rule, { rule: row.rule, rows: 1, first: Rejects.finding(row) })
    else known.rows += 1
  }
  return { ...book.counts[kind], reasons: [...reasons.values()] }
}

const decodeCurrency = (code: string): Effect.Effect<Money.Currency, Failure.Failure> =>
  Schema.decodeUnknownEffect(Money.Currency)(code).pipe(
    Effect.mapError((error) => Failure.usage(`--currency: ${error.message}`))
  )

const keep = (directory: string, proposal: Proposal.Proposal): Effect.Effect<void, Failure.Failure> =>
  Effect.gen(function* () {
    const { kind, source } = proposal
    if (kind === null || source === null) return
    const path = join(directory, Workspace.configFile)
    const text = yield* Effect.try({
      try: () => readFileSync(path, "utf8"),
      catch: () =>
        Failure.usage(`there is no ${Workspace.configFile} in ${directory}`, "make a workspace: abm init DIR")
    })
    const put = SourceEntry.put(text, kind, source)
    if (!put.ok) return yield* Failure.refused(put.message, put.advice)
    yield* Effect.try({
      try: () => writeFileSync(path, put.text),
      catch: () => Failure.port(`cannot write ${path}`, "allow writing there")
    })
  })

/** The path of the file as abm.yaml names it: relative inside the workspace, in full elsewhere. */
const nameOf = (directory: string, file: string): string => {
  const path = existsSync(join(directory, file)) ? join(directory, file) : file
  return SourcePath.shown(directory, resolve(path))
}

const nextSteps = (given: Given, proposal: Proposal.Proposal): ReadonlyArray<string> => {
  const open = proposal.questions.length
  if (open > 0)
    return [`${open === 1 ? "One question is" : `${open} questions are`} open; answer with the flags above.`]
  if (given.write) return [`Written to ${Workspace.configFile}. Next: abm check -C ${given.directory}`]
  return ["To keep it: the same command with --write"]
}

/** Proposes how to read a file. Fails with code 1 while a question is open. */
export const run = Effect.fn("import.run")(function* (given: Given) {
  const { currency: amounts, directory, json, write, ...said } = given
  const config = yield* Effect.result(Workspace.config(directory))
  const isWorkspace = config._tag === "Success"
  const currency = isWorkspace ? config.success.currency : Money.noCurrency
  const zone = isWorkspace ? config.success.timeZone : Calendar.Zone.make("UTC")
  const amountsIn = amounts === undefined ? undefined : yield* decodeCurrency(amounts)
  const file = nameOf(directory, given.file)
  const path = existsSync(join(directory, given.file)) ? join(directory, given.file) : given.file
  const reporting = isWorkspace ? currency : (amountsIn ?? currency)
  const proposal = yield* propose(path, { ...said, file, currency: reporting, amountsIn })
  const isOpen = proposal.questions.length > 0
  const trial = tryOut(proposal, proposal.source?.currency ?? reporting, zone)
  if (write && !isOpen) yield* keep(directory, proposal)
  if (json) yield* Output.json(ProposalDocument.encode(proposal, trial, write && !isOpen))
  else yield* Output.stdout(ProposalView.make(proposal, trial, nextSteps(given, proposal), yield* Output.screen))
  if (isOpen) return yield* Failure.refused(`${file} leaves a question open`, proposal.questions[0]?.message)
})
