/** A workspace is a folder with `abm.yaml`, data, programs and templates; loaded it is one value with all its findings. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { type Finding, type Policy, RecordBook, RecordKind, Rejects } from "@market-of-one/core"
import type { TemplateSet } from "@market-of-one/templates"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as AccountRules from "./AccountRules.ts"
import * as CampaignFile from "./CampaignFile.ts"
import { Config } from "./Config.ts"
import * as DataFiles from "./DataFiles.ts"
import * as Holidays from "./Holidays.ts"
import * as PublicHolidays from "./PublicHolidays.ts"
import * as ProgramNames from "./ProgramNames.ts"
import * as Programs from "./Programs.ts"
import * as RoleTemplates from "./RoleTemplates.ts"
import type { Environment } from "./SourcePath.ts"
import * as StrictDecode from "./StrictDecode.ts"
import * as Templates from "./Templates.ts"
import * as YamlFile from "./YamlFile.ts"

/** Everything that a workspace says. With an error among the findings nothing may be planned or sent. */
export interface Workspace {
  readonly folder: string
  readonly config: Config
  /** The guard rails of the file with zone, country and holidays filled in. */
  readonly policy: Policy.Policy
  readonly records: RecordBook.RecordBook
  /** Rules over accounts: fit, tiers, target lists. */
  readonly rules: AccountRules.AccountRules
  readonly programs: ReadonlyArray<Programs.LoadedProgram>
  readonly templateSet: TemplateSet.TemplateSet
  readonly findings: ReadonlyArray<Finding.Finding>
  /** Files with the rows that could not be read, relative to the folder. */
  readonly rejects: ReadonlyArray<string>
}

/** There is no workspace, or its `abm.yaml` cannot be understood; nothing else was read. */
export class WorkspaceError extends Data.TaggedError("WorkspaceError")<{
  readonly reason: "no workspace" | "bad config"
  readonly folder: string
  readonly findings: ReadonlyArray<Finding.Finding>
}> {
  override readonly message = this.findings[0]?.message ?? "the workspace cannot be used"
}

/** The name of the file that makes a folder a workspace. */
export const configFile = "abm.yaml"

const unusable = (folder: string, reason: WorkspaceError["reason"], findings: ReadonlyArray<Finding.Finding>) =>
  Effect.fail(new WorkspaceError({ reason, folder, findings }))

const noWorkspace = (folder: string): Finding.Finding => ({
  severity: "error",
  rule: "workspace/missing",
  message: `there is no ${configFile} in ${folder}`,
  advice: "name the folder of a workspace with -C DIR, or make one: abm init DIR",
  place: { file: configFile }
})

interface Kept {
  readonly files: ReadonlyArray<string>
  readonly findings: ReadonlyArray<Finding.Finding>
}

const isOurs = (name: string): boolean => RecordKind.names.some((kind) => name.startsWith(`${kind}-`))

/** Puts rejected rows into `.abm/rejects`, one file for each source file; those of the last time are removed. */
const keepRejects = (folder: string, book: RecordBook.RecordBook): Kept => {
  const place = join(".abm", "rejects")
  const written = new Map<string, string>()
  for (const { input, rows } of book.rejected) {
    const name = join(place, `${input.kind}-${basename(input.file).replace(/\.(?:xlsx|json)$/iu, ".csv")}`)
    const known = written.get(name) ?? Rejects.header(input.table.header)
    written.set(name, known + rows.map((row) => Rejects.entry(row, input.table.header)).join(""))
  }
  try {
    const before = existsSync(join(folder, place)) ? readdirSync(join(folder, place)) : []
    for (const name of before.filter(isOurs)) rmSync(join(folder, place, name), { force: true })
    if (written.size > 0) mkdirSync(join(folder, place), { recursive: true })
    for (const [name, text] of written) writeFileSync(join(folder, name), text)
    return { files: [...written.keys()], findings: [] }
  } catch {
    const message = `rejected rows could not be kept in ${place}`
    const advice = "allow writing there; the findings name every row"
    return { files: [], findings: [{ severity: "warning", rule: "workspace/rejects", message, advice }] }
  }
}

const policyOf = (config: Config, holidays: Holidays.Holidays): Policy.Policy => ({
  ...config.policy,
  timeZone: config.timeZone,
  holidays: holidays.byCountry,
  ...(config.country === undefined ? {} : { country: config.country })
})

const readConfig = (
  folder: string
): Effect.Effect<{ readonly config: Config; readonly yaml: YamlFile.YamlFile }, WorkspaceError> =>
  Effect.suspend(() => {
    const path = join(folder, configFile)
    if (!existsSync(path)) return unusable(folder, "no workspace", [noWorkspace(folder)])
    const parsed = YamlFile.parse(readFileSync(path, "utf8"), configFile)
    if (!parsed.ok) return unusable(folder, "bad config", parsed.findings)
    const decoded = StrictDecode.decode(Config, parsed.yaml, "workspace/config")
    if (!decoded.ok) return unusable(folder, "bad config", decoded.findings)
    return Effect.succeed({ config: decoded.value, yaml: parsed.yaml })
  })

/** `abm.yaml` alone, for commands that need no data. */
export const config = (folder: string): Effect.Effect<Config, WorkspaceError> =>
  Effect.map(readConfig(folder), (read) => read.config)

/**
 * Loads a workspace. Fails only when there is none or `abm.yaml` is broken; everything else is a finding. `env` gives
 * the variables that paths name.
 */
export const load = (folder: string, env: Environment): Effect.Effect<Workspace, WorkspaceError> =>
  Effect.gen(function* () {
    const { config, yaml } = yield* readConfig(folder)
    const byCountry = yield* PublicHolidays.read(config.holidays?.countries ?? [], yaml)
    const holidays = Holidays.joined([Holidays.read(folder), byCountry])
    const policy = policyOf(config, holidays)
    const data = yield* DataFiles.read(config, yaml, folder, env)
    const records = RecordBook.resolve({
      inputs: data.inputs,
      zone: config.timeZone,
      currency: config.currency,
      excludedDomains: [...config.domains.own, ...config.domains.vendor, ...config.domains.freeMail],
      ownAccounts: config.ownAccounts,
      rates: data.rates,
      ...(data.ordersFrom === undefined ? {} : { ordersFrom: data.ordersFrom })
    })
    const rules = AccountRules.read(config, yaml, (id) => records.grouping.groupOf.has(id))
    const programs = Programs.read(folder, policy, yield* CampaignFile.read(folder, policy))
    const templateSet = Templates.read(folder)
    const kept = keepRejects(folder, records)
    const workspace: Workspace = {
      folder,
      config,
      policy,
      records,
      rules,
      programs: programs.programs,
      templateSet,
      findings: [
        ...kept.findings,
        ...holidays.findings,
        ...data.findings,
        ...records.findings,
        ...rules.findings,
        ...RoleTemplates.of({ config, records }).findings,
        ...programs.findings,
        ...ProgramNames.check({ programs: programs.programs, config, records }),
        ...templateSet.findings,
        ...Templates.checkUses(programs.uses, templateSet)
      ],
      rejects: kept.files
    }
    return workspace
  })
