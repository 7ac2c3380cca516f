/** The files of records: declared in `sources`, or `data/<kind>` as CSV, XLSX or JSON where a kind is not declared. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import {
  type Csv,
  type Finding,
  Presets,
  type Rates,
  RateTable,
  RecordKind,
  type References,
  type Source,
  Tax
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type { Config } from "./Config.ts"
import * as SourcePath from "./SourcePath.ts"
import * as TableFile from "./TableFile.ts"
import type { Path, YamlFile } from "./YamlFile.ts"

/** All files read into rows, and what could not be. */
export interface DataFiles {
  readonly inputs: ReadonlyArray<References.Input>
  readonly ordersFrom?: Source.FromOpportunities
  /** What other currencies were worth in the reporting currency. */
  readonly rates: Rates.Rates
  readonly findings: ReadonlyArray<Finding.Finding>
}

interface Declared {
  readonly kind: RecordKind.KindName
  readonly source: Source.Source
  readonly path: Path
}

const isList = <A>(value: A | ReadonlyArray<A>): value is ReadonlyArray<A> => Array.isArray(value)

const snake = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)

/** The file that gives a kind where no source is declared, relative to the workspace. */
export const usualFile = (kind: RecordKind.KindName | "rates"): string => `data/${snake(kind)}.csv`

/** The usual file as it is there: CSV, else XLSX, else JSON. */
const foundFile = (kind: RecordKind.KindName | "rates", folder: string): string | undefined =>
  [".csv", ".xlsx", ".json"]
    .map((end) => usualFile(kind).replace(/\.csv$/u, end))
    .find((file) => existsSync(join(folder, file)))

const declaredOf = (kind: RecordKind.KindName, config: Config, folder: string): ReadonlyArray<Declared> => {
  const given = config.sources[kind]
  if (given === undefined) {
    const file = foundFile(kind, folder)
    return file === undefined ? [] : [{ kind, source: { file }, path: [] }]
  }
  if ("from" in given) return []
  return isList(given)
    ? given.map((source, at) => ({ kind, source, path: ["sources", kind, at] }))
    : [{ kind, source: given, path: ["sources", kind] }]
}

/** Where the source, or a column of it, declares tax within amounts and no rate of it. */
const withoutRate = ({ columns = {}, tax }: Source.Source, path: Path): Path | undefined => {
  if (Tax.rateOf(tax) === Tax.noRate) return [...path, "tax"]
  for (const [name, column] of Object.entries(columns)) {
    if (typeof column === "object" && "tax" in column && Tax.rateOf(column.tax) === Tax.noRate)
      return [...path, "columns", name, "tax"]
  }
  return undefined
}

const isTable = (parsed: Csv.Table | Finding.Finding): parsed is Csv.Table => "rows" in parsed

/** Reads all files of a workspace. Files of one source are imports in the order of their names. */
export const read = Effect.fn("DataFiles.read")(function* (
  config: Config,
  yaml: YamlFile,
  folder: string,
  env: SourcePath.Environment
) {
  const findings: Array<Finding.Finding> = []
  /** The tables of all files of a source. */
  const tables = Effect.fnUntraced(function* (source: TableFile.Written & Pick<Source.Source, "file">, path: Path) {
    const read: Array<{ readonly file: string; readonly table: Csv.Table }> = []
    for (const pattern of typeof source.file === "string" ? [source.file] : source.file) {
      const found = SourcePath.find(pattern, folder, env)
      if (!found.ok) {
        const { advice, message, rule } = found
        findings.push({ severity: "error", rule, message, advice, place: yaml.placeOf([...path, "file"]) })
        continue
      }
      for (const name of found.files) {
        const file = SourcePath.shown(folder, name)
        const table = yield* TableFile.read(name, file, source)
        if (isTable(table)) read.push({ file, table })
        else findings.push(table)
      }
    }
    return read
  })

  const inputs: Array<References.Input> = []
  for (const kind of RecordKind.names) {
    for (const { path, source } of declaredOf(kind, config, folder)) {
      const applied = Presets.applied(kind, source)
      const untaxed = withoutRate(source, path)
      if (untaxed !== undefined) {
        const message = "tax: amounts with tax in them need its rate"
        const place = yaml.placeOf(untaxed)
        findings.push({ severity: "error", rule: "workspace/tax-rate", message, advice: Tax.advice, place })
        continue
      }
      for (const one of yield* tables(applied, path)) inputs.push({ kind, source: applied, ...one })
    }
  }
  const usualRates = foundFile("rates", folder)
  const source = config.sources.rates ?? (usualRates === undefined ? undefined : { file: usualRates })
  const rateInputs: Array<RateTable.Input> = []
  if (source !== undefined)
    for (const one of yield* tables(source, ["sources", "rates"])) rateInputs.push({ source, ...one })
  const rates = RateTable.read(rateInputs, config.currency)
  const { orders } = config.sources
  const all: DataFiles = {
    inputs,
    rates: rates.rates,
    findings: [...findings, ...rates.findings],
    ...(orders !== undefined && "from" in orders ? { ordersFrom: orders } : {})
  }
  return all
})
