/**
 * The cases of a workspace against its mutants, as `abm test` runs them: the data are read once, and of a session only
 * what a mutant touches is made anew.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Calendar, Definition, Guard, Policy, ProgramReading } from "@market-of-one/core"
import { TemplateSet } from "@market-of-one/templates"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as StatementInput from "../../src/input/StatementInput.ts"
import * as CaseFacts from "../../src/session/CaseFacts.ts"
import * as CaseRun from "../../src/session/CaseRun.ts"
import * as CaseVerdict from "../../src/session/CaseVerdict.ts"
import * as Session from "../../src/session/Session.ts"
import * as AccountRules from "../../src/workspace/AccountRules.ts"
import * as CampaignFile from "../../src/workspace/CampaignFile.ts"
import { Config } from "../../src/workspace/Config.ts"
import * as Programs from "../../src/workspace/Programs.ts"
import * as Templates from "../../src/workspace/Templates.ts"
import type { Placed } from "../../src/workspace/TestCaseCheck.ts"
import * as TestCaseFile from "../../src/workspace/TestCaseFile.ts"
import * as Workspace from "../../src/workspace/Workspace.ts"
import * as YamlFile from "../../src/workspace/YamlFile.ts"
import * as Mutant from "./Mutant.ts"
import * as Mutants from "./Mutants.ts"
import * as TemplateMutants from "./TemplateMutants.ts"

type Fields = Readonly<Record<string, unknown>>

/** How cases are made ready in a workspace as a mutant has it, or the rule by which `abm check` refuses it. */
type Made = ((placed: Placed) => CaseFacts.Prepared) | string

/** One change to try. */
export interface Trial {
  readonly name: string
  /** What cases that it may break name, if so. */
  readonly about: string
  /** Runs something while the change is made. */
  readonly during: <A>(use: (made: Made) => Effect.Effect<A>) => Effect.Effect<A>
}

/** A workspace on the bench. */
export interface Bench {
  readonly workspace: Workspace.Workspace
  readonly cases: ReadonlyArray<Placed>
  readonly programs: ReadonlyArray<Trial>
  readonly templates: ReadonlyArray<Trial>
  readonly settings: ReadonlyArray<Trial>
  readonly guards: ReadonlyArray<Trial>
  /** The names of the cases that fail with nothing changed. */
  readonly failing: Effect.Effect<ReadonlyArray<string>>
  /** What a change breaks: a case by its name, `first` before all others; or what refuses it; undefined if nothing does. */
  readonly breaks: (trial: Trial, first?: string) => Effect.Effect<string | undefined>
}

/** Without a guard rail a run may go round for ever: such a case fails. */
const endless = Effect.timeoutOrElse({ duration: "2 seconds", orElse: () => Effect.succeed(true) })

const errorIn = (findings: Workspace.Workspace["findings"]): string | undefined =>
  findings.find(({ severity }) => severity === "error")?.rule

const source = (file: string): Programs.Source => ({ file, placeOf: () => ({ file }), placeInText: () => ({ file }) })

/** Loads a workspace with its cases. */
export const make = Effect.fnUntraced(function* (folder: string, env: NodeJS.ProcessEnv) {
  const now = Calendar.instant(Date.parse("2026-10-01T00:00:00Z"))
  const workspace = yield* Workspace.load(folder, env)
  const { cases } = TestCaseFile.read(folder, [], workspace)
  const directory = StatementInput.directoryOf(workspace.records, Session.addressKey(workspace, env))
  const ground = (of: Workspace.Workspace): CaseFacts.Ground => {
    const sessions = new Map<Calendar.Day, Session.Session>()
    return {
      sessionOf: (day) => {
        const known = sessions.get(day) ?? Session.ofWorkspace(of, { asOf: day, env, now })
        sessions.set(day, known)
        return known
      },
      groupsOf: (book, at) => Session.groupsOf(of, book, { at, env }),
      directory,
      zone: of.policy.timeZone
    }
  }
  const unchanged = ground(workspace)
  const prepared = new Map<Placed, CaseFacts.Prepared>()
  /** Programs, templates and numbers of guard rails change nothing of what is known of a client. */
  const withParts = (parts: Partial<Pick<Workspace.Workspace, "programs" | "templateSet" | "policy">>): Made => {
    const changed = { ...workspace, ...parts }
    const definitions = Definition.collect(changed.programs.map(({ compiled }) => compiled))
    return (placed) => {
      const ready = prepared.get(placed) ?? CaseFacts.make(placed, unchanged)
      prepared.set(placed, ready)
      if (!ready.ok) return ready
      const { session } = ready.ready
      const policy = { ...changed.policy, sendingDomain: session.setup.policy.sendingDomain }
      const other = { ...session, workspace: changed, setup: { ...session.setup, definitions, policy } }
      return { ok: true, ready: { ...ready.ready, session: other } }
    }
  }
  const trial = (of: Mutant.Mutant<unknown>, file: string, about: string, made: () => Made): Trial => ({
    name: `${file} ${Mutant.name(of)}`,
    about,
    during: (use) => Effect.suspend(() => use(made()))
  })

  const templates = [...workspace.templateSet.templates.keys()]
  const withProgram = (file: string, id: string, value: unknown): Made => {
    const read = ProgramReading.read(value)
    if (!read.ok) return "program/schema"
    const { findings, programs, uses } = Programs.compile(read.value, source(file), workspace.policy)
    const wrong = errorIn([...findings, ...Templates.checkUses(uses, workspace.templateSet)])
    if (wrong !== undefined) return wrong
    return withParts({ programs: workspace.programs.flatMap((one) => (one.program.id === id ? programs : [one])) })
  }
  const writtenIn = (file: string): unknown => {
    const parsed = YamlFile.parse(readFileSync(join(folder, file), "utf8"), file)
    return parsed.ok ? parsed.yaml.value : undefined
  }
  const programs = workspace.programs.flatMap(({ file, program }) => {
    const isCode = file.startsWith("campaign.")
    const value = isCode ? program : writtenIn(file)
    const where = isCode ? `${file} ${program.id}` : file
    return Mutants.ofProgram(value, templates).map((one) =>
      trial(one, where, program.id, () => withProgram(file, program.id, one.made))
    )
  })

  const { uses } = Programs.read(folder, workspace.policy, yield* CampaignFile.read(folder, workspace.policy))
  const sources = Templates.sources(folder)
  const shared = sources.filter(({ path }) => /^(?:layouts|partials)\//u.test(path))
  const withTemplate = (path: string, text: string): Made => {
    const isShared = shared.some((one) => one.path === path)
    const among = isShared ? sources : [...shared, { path, text }]
    const set = TemplateSet.compile(among.map((one) => (one.path === path ? { path, text } : one)))
    const changed = { ...set, templates: new Map([...workspace.templateSet.templates, ...set.templates]) }
    const wrong = errorIn([...set.findings, ...Templates.checkUses(uses, changed)])
    return wrong ?? withParts({ templateSet: changed })
  }
  const ofTemplates = sources.flatMap(({ path, text }) =>
    TemplateMutants.of(text).map((one) =>
      trial(one, `templates/${path}`, path.replace(/\.hbs$/u, ""), () => withTemplate(path, one.made))
    )
  )

  const written = writtenIn(Workspace.configFile) as Fields
  const policy = Schema.encodeSync(Policy.Policy)(workspace.policy)
  const withConfig = (value: unknown): Made => {
    const decoded = Schema.decodeUnknownResult(Config)(value)
    if (decoded._tag === "Failure") return "workspace/config"
    const config = decoded.success
    const changed: Workspace.Workspace = {
      ...workspace,
      config,
      policy: {
        ...workspace.policy,
        ...config.policy,
        timeZone: config.timeZone,
        ...(config.country && { country: config.country })
      },
      rules: AccountRules.read(config, source(Workspace.configFile) as YamlFile.YamlFile, (id) =>
        workspace.records.grouping.groupOf.has(id)
      )
    }
    const other = ground(changed)
    return (placed) => CaseFacts.make(placed, other)
  }
  const withPolicy = (guards: unknown): Made => {
    const decoded = Schema.decodeUnknownResult(Config)({ ...written, policy: guards })
    if (decoded._tag === "Failure") return "workspace/config"
    return withParts({ policy: { ...workspace.policy, ...decoded.success.policy } })
  }
  const settings = [
    ...Mutants.ofConfig(written).map((one) => trial(one, Workspace.configFile, "", () => withConfig(one.made))),
    ...Mutants.ofPolicy(policy).map((one) => trial(one, "policy", "", () => withPolicy(one.made)))
  ]

  const guards = Guard.rules.map((rule): Trial => {
    const open = rule as { check: Guard.GuardRule["check"] }
    const { check } = rule
    return {
      name: `guard rail ${rule.id}: holds → never`,
      about: rule.id,
      during: (use) =>
        Effect.acquireUseRelease(
          Effect.sync(() => Object.assign(open, { check: () => undefined })),
          () => use(withParts({})),
          () => Effect.sync(() => Object.assign(open, { check }))
        )
    }
  })

  const fails = (placed: Placed, made: Exclude<Made, string>): Effect.Effect<boolean> => {
    const prepared = made(placed)
    if (!prepared.ok) return Effect.succeed(true)
    const { ready } = prepared
    return CaseRun.run(ready).pipe(
      Effect.map((ran) => {
        const { expect, for: whom } = placed.test
        return CaseVerdict.judge(expect, whom, ran, ready.session.workspace.policy.timeZone).length > 0
      }),
      Effect.orDie
    )
  }
  const breaks: Bench["breaks"] = (trial, first) =>
    trial.during(
      Effect.fnUntraced(function* (made) {
        if (typeof made === "string") return `refused: ${made}`
        const rank = ({ test }: Placed): number =>
          test.name === first ? 0 : trial.about !== "" && JSON.stringify(test).includes(trial.about) ? 1 : 2
        for (const placed of cases.toSorted((a, b) => rank(a) - rank(b)))
          if (yield* fails(placed, made).pipe(endless)) return placed.test.name
        return undefined
      })
    )
  const failing = Effect.gen(function* () {
    const made = withParts({})
    const names: Array<string> = []
    for (const placed of cases)
      if (typeof made !== "string" && (yield* fails(placed, made))) names.push(placed.test.name)
    return names
  })
  const bench: Bench = { workspace, cases, programs, templates: ofTemplates, settings, guards, failing, breaks }
  return bench
})
