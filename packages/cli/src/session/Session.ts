/**
 * A session is a workspace made ready to decide: its records as groups, its analysis, its programs compiled and its
 * templates read. Commands that only look open one too; a workspace with errors is refused with its findings.
 */
import {
  type AccountMarket,
  Calendar,
  Contact,
  Definition,
  Finding,
  Policy,
  PromiseFact,
  type Records,
  RecordsInMemory,
  type Renderer,
  RetentionOutlook,
  Retry,
  type Review,
  Setup
} from "@market-of-one/core"
import { HandlebarsRenderer } from "@market-of-one/templates"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Analysis from "./Analysis.ts"
import * as NoticeStates from "./NoticeStates.ts"
import * as Retaining from "./Retaining.ts"
import * as Workspace from "../workspace/Workspace.ts"

/** Everything that commands work with. */
export interface Session {
  readonly workspace: Workspace.Workspace
  /** The day to which silence is counted and at which the analysis ends at the latest. */
  readonly asOf: Calendar.Day
  /** By groups. */
  readonly portfolio: Review.Review
  readonly segments: ReadonlyMap<string, AccountMarket.Segment>
  readonly groups: ReadonlyArray<Records.GroupRecords>
  readonly setup: Setup.SetupShape
  /** Accounts that are lost, by word or presumed. */
  readonly lost: ReadonlySet<string>
  /** Findings of the workspace and of its analysis. */
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** How a session is opened: where, as of when, and with which findings it is refused. */
export interface Options {
  readonly directory: string
  /** The day asked for; of an instant the day in which it lies, in the reporting zone. */
  readonly asOf?: Calendar.Day | Calendar.Instant | undefined
  readonly env: NodeJS.ProcessEnv
  readonly now: Calendar.Instant
}

const setupOf = (workspace: Workspace.Workspace, segments: Session["segments"]): Setup.SetupShape => {
  const { config, policy, programs } = workspace
  const { unsubscribe, ...sender } = config.sender
  const isNamed = policy.sendingDomain !== Policy.standard.sendingDomain
  return {
    definitions: Definition.collect(programs.map(({ compiled }) => compiled)),
    policy: isNamed ? policy : { ...policy, sendingDomain: Contact.emailDomain(sender.email) },
    retry: Retry.standard,
    sender,
    unsubscribe: { mailto: unsubscribe },
    locale: config.locale,
    save: config.saveDesk,
    segmentOf: (groupId) => segments.get(groupId) ?? null
  }
}

/** Reads a workspace; one that is missing is wrong usage, one whose `abm.yaml` is broken is refused. */
export const workspaceOf = Effect.fnUntraced(function* (directory: string, env: NodeJS.ProcessEnv) {
  return yield* Workspace.load(directory, env).pipe(
    Effect.catchTag("WorkspaceError", (error) =>
      error.reason === "no workspace"
        ? Effect.fail(Failure.usage(error.message, error.findings[0]?.advice))
        : Effect.andThen(
            Effect.forEach(error.findings, (finding) => Output.stderr(showFinding(finding)), { discard: true }),
            Effect.fail(Failure.refused(`${error.folder} cannot be used`, "`abm check` shows what is wrong"))
          )
    )
  )
})

/** The key under which addresses are hashed: `ABM_SIGNING_KEY`, else one that the sender's address makes. */
export const addressKey = ({ config }: Workspace.Workspace, env: NodeJS.ProcessEnv): string =>
  env["ABM_SIGNING_KEY"] ?? `market-of-one:${config.sender.email}`

/** The groups of a book as decisions take them; a promise is what its fact says at an instant. */
export const groupsOf = (
  workspace: Workspace.Workspace,
  book: Workspace.Workspace["records"],
  { at, env }: { readonly at: Calendar.Instant; readonly env: NodeJS.ProcessEnv }
): ReadonlyArray<Records.GroupRecords> =>
  RecordsInMemory.groupRecords(book, addressKey(workspace, env), workspace.config.domains).map((group) =>
    PromiseFact.apply(group, at)
  )

/** A workspace made ready to decide as `options` say, errors and all; `noticed` is what a store knows of who gave notice. */
export const ofWorkspace = (
  workspace: Workspace.Workspace,
  options: Pick<Options, "asOf" | "env" | "now">,
  noticed: ReadonlyArray<Retaining.Known> = []
): Session => {
  const { policy, records: book } = workspace
  const asked = typeof options.asOf === "number" ? Calendar.dayOf(options.asOf, policy.timeZone) : options.asOf
  const asOf = Retaining.chosen(workspace, asked, options.now).day
  // Decisions are taken for groups: what programs read is of groups, at whatever level a report is wanted.
  const portfolio = Analysis.review(workspace, asOf, { level: "group" })
  // A promise is what its fact says, as of the day that is looked at.
  const at = asked === undefined ? options.now : Calendar.instantOf(asOf, 0, policy.timeZone)
  const groups = groupsOf(workspace, book, { at, env: options.env })
  const look = Retaining.lookAt(workspace, asOf, options.now)
  const { outcomes = [] } = Retaining.toldBy(noticed, look, workspace.config.saveDesk)
  const retention = Retaining.of(workspace, look, { review: portfolio, told: { outcomes } })
  const staying = RetentionOutlook.of(retention, workspace.config.locale)
  const segments = Analysis.segments(workspace, portfolio, groups, staying)
  return {
    workspace,
    asOf,
    portfolio,
    segments,
    groups,
    setup: setupOf(workspace, segments),
    lost: new Set(retention.lostAccounts),
    findings: [...workspace.findings, ...portfolio.findings]
  }
}

/** Loads a workspace into a session, errors and all; `open` refuses errors. */
export const load = Effect.fnUntraced(function* (options: Options) {
  const workspace = yield* workspaceOf(options.directory, options.env)
  return ofWorkspace(workspace, options, yield* NoticeStates.read(workspace, options.directory, options.env))
})

/** Opens a session; a workspace with an error is refused, with each error on stderr. */
export const open = Effect.fnUntraced(function* (options: Options) {
  const session = yield* load(options)
  const rejected = Object.values(session.workspace.records.counts).reduce((sum, counts) => sum + counts.rejected, 0)
  if (rejected > 0)
    yield* Output.stderr(
      `abm: ${rejected} row${rejected === 1 ? "" : "s"} could not be read; see ${session.workspace.rejects.join(", ")}\n`
    )
  const errors = session.findings.filter((finding) => finding.severity === "error")
  if (errors.length === 0) return session
  yield* Effect.forEach(errors, (finding) => Output.stderr(showFinding(finding)), { discard: true })
  return yield* Failure.refused(
    `the workspace has ${errors.length} error${errors.length === 1 ? "" : "s"}`,
    "mend them first: `abm check` shows them with their places"
  )
})

/** A finding as one line for a terminal. */
const showFinding = (finding: Finding.Finding): string => {
  const place = Finding.showPlace(finding.place)
  const advice = finding.advice === undefined ? "" : ` (${finding.advice})`
  return `${place === "" ? "" : `${place}: `}${finding.severity}: ${finding.message}${advice} [${finding.rule}]\n`
}

/** The ports that a session fills: records, setup and renderer. */
export const ports = ({
  groups,
  setup,
  workspace
}: Session): Layer.Layer<Records.Records | Setup.Setup | Renderer.Renderer> =>
  Layer.mergeAll(
    RecordsInMemory.layer(groups),
    Layer.succeed(Setup.Setup, setup),
    HandlebarsRenderer.layer(workspace.templateSet)
  )
