/** The files of records: declared in `sources`, or `data/<kind>.csv` where a kind is not declared. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Csv, type Finding, RecordKind, type References, type Source } from "@market-of-one/core"
import type { Config } from "./Config.ts"
import * as SourcePath from "./SourcePath.ts"
import type { Path, YamlFile } from "./YamlFile.ts"

/** All files read into rows, and what could not be. */
export interface DataFiles {
  readonly inputs: ReadonlyArray<References.Input>
  readonly ordersFrom?: Source.FromOpportunities
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
export const usualFile = (kind: RecordKind.KindName): string => `data/${snake(kind)}.csv`

const declaredOf = (kind: RecordKind.KindName, config: Config, folder: string): ReadonlyArray<Declared> => {
  const given = config.sources[kind]
  if (given === undefined) {
    const file = usualFile(kind)
    return existsSync(join(folder, file)) ? [{ kind, source: { file }, path: [] }] : []
  }
  if ("from" in given) return []
  return isList(given)
    ? given.map((source, at) => ({ kind, source, path: ["sources", kind, at] }))
    : [{ kind, source: given, path: ["sources", kind] }]
}

const optionsOf = (source: Source.Source, file: string): Csv.Options => ({
  file,
  ...(source.encoding === undefined ? {} : { encoding: source.encoding }),
  ...(source.delimiter === undefined ? {} : { delimiter: source.delimiter }),
  ...(source.headerLine === undefined ? {} : { headerLine: source.headerLine })
})

const isTable = (parsed: Csv.Table | Finding.Finding): parsed is Csv.Table => "rows" in parsed

/** Reads all files of a workspace. Files of one source are imports in the order of their names. */
export const read = (config: Config, yaml: YamlFile, folder: string, env: SourcePath.Environment): DataFiles => {
  const inputs: Array<References.Input> = []
  const findings: Array<Finding.Finding> = []
  const readFile = ({ kind, path, source }: Declared, name: string): void => {
    const file = SourcePath.shown(folder, name)
    try {
      const table = Csv.parse(readFileSync(name), optionsOf(source, file))
      if (isTable(table)) inputs.push({ kind, source, file, table })
      else findings.push(table)
    } catch {
      const message = `${file} cannot be read`
      const advice = "check that the file exists and may be read"
      findings.push({ severity: "error", rule: "workspace/unreadable", message, advice, place: yaml.placeOf(path) })
    }
  }
  for (const kind of RecordKind.names) {
    for (const declared of declaredOf(kind, config, folder)) {
      const { source, path } = declared
      for (const pattern of typeof source.file === "string" ? [source.file] : source.file) {
        const found = SourcePath.find(pattern, folder, env)
        if (found.ok) for (const file of found.files) readFile(declared, file)
        else {
          const { advice, message, rule } = found
          findings.push({ severity: "error", rule, message, advice, place: yaml.placeOf([...path, "file"]) })
        }
      }
    }
  }
  const { orders } = config.sources
  return { inputs, findings, ...(orders !== undefined && "from" in orders ? { ordersFrom: orders } : {}) }
}
