/** The work of `abm report`. */
import { existsSync } from "node:fs"
import { mkdir, readdir, rm, writeFile } from "node:fs/promises"
import { basename, dirname, join, relative, resolve } from "node:path"
import { Calendar, Case, Commitment, type Event, MarketPage, Plan, ProgramReport, Store } from "@market-of-one/core"
import { Report, type ReportInput } from "@market-of-one/studio"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as AccountGathering from "../session/AccountGathering.ts"
import * as Names from "../session/Names.ts"
import * as Ports from "../session/Ports.ts"
import * as Retaining from "../session/Retaining.ts"
import * as RetentionGathering from "../session/RetentionGathering.ts"
import * as Session from "../session/Session.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as DeskGathering from "./DeskGathering.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly out: string
  readonly at: string | undefined
  readonly rehearsal: boolean
}

/** What the store tells; nothing when nothing has run. */
const told = Effect.fnUntraced(function* (session: Session.Session, given: Given) {
  const candidates = [
    ...(given.rehearsal ? [] : [StoreFile.live(given.directory, session.workspace.config.store, process.env)]),
    StoreFile.rehearsal(given.directory)
  ]
  const file = candidates.find((one) => existsSync(one.filename))
  if (file === undefined) return { totals: ProgramReport.count([]), journal: [] }
  return yield* Effect.gen(function* () {
    const store = yield* Store.Store
    const journals = yield* Effect.forEach(yield* store.heads, (head) => store.journal(head.groupId))
    return { totals: yield* Plan.totals, journal: journals.flat() as ReadonlyArray<Event.Entry> }
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
})

const profiles = (session: Session.Session): ReadonlyArray<ReportInput.AccountProfile> => {
  const asOf = Calendar.instantOf(session.asOf, 0, session.setup.policy.timeZone)
  return session.groups.map((group) => {
    const segment = session.segments.get(group.groupId)
    return {
      id: group.groupId,
      name: group.name,
      groupId: group.groupId,
      ...(group.manager === null ? {} : { manager: group.manager.name }),
      silence:
        segment === undefined || segment.lastOrderOn === null || segment.silenceDays === null
          ? null
          : {
              lastPurchaseOn: segment.lastOrderOn,
              days: segment.silenceDays,
              usualDays: segment.usualIntervalDays,
              isBorrowed: false
            },
      openComplaints: group.cases.filter(
        (one) =>
          (one.kind === "complaint" || one.kind === "dispute" || one.kind === "legal claim") && Case.isOpen(one, asOf)
      ),
      brokenPromises: group.commitments.filter((one) => Commitment.isBroken(one, asOf))
    }
  })
}

const inputOf = (
  session: Session.Session,
  store: { readonly totals: ProgramReport.Totals; readonly journal: ReadonlyArray<Event.Entry> },
  { retention, scoreboard }: Pick<Required<ReportInput.ReportInput>, "retention" | "scoreboard">
): ReportInput.ReportInput => {
  const { config, programs, records, rejects } = session.workspace
  const { read, rejected } = records.counts.orders
  // Won opportunities have no rows of their own among the orders.
  const accepted = read === 0 ? records.records.orders.length : read - rejected
  return {
    title: config.name ?? basename(resolve(session.workspace.folder)),
    locale: config.locale,
    timeZone: session.setup.policy.timeZone,
    asOf: session.asOf,
    portfolio: session.portfolio,
    rows: { read: accepted + rejected, accepted, rejected },
    profiles: profiles(session),
    programs: programs.map(({ compiled }) => ({
      id: compiled.program.id,
      name: compiled.program.name,
      objective: compiled.program.objective
    })),
    totals: store.totals,
    journal: store.journal,
    names: Names.of(session.workspace, store.journal),
    labels: AccountGathering.labelsOf(records),
    markets: MarketPage.of(records, session.portfolio.window),
    retention,
    scoreboard,
    findings: session.workspace.findings,
    files: rejects.map((path) => ({ path, about: "rows that could not be read, with the reason" }))
  }
}

/** Everything known of the accounts that have a section, and of no other: the others may be many. */
const withKnowledge = (session: Session.Session, input: ReportInput.ReportInput): ReportInput.ReportInput => {
  const known = AccountGathering.knowledgeOf(session, Report.accountsOf(input))
  return {
    ...input,
    profiles: input.profiles.map((profile) => {
      const knowledge = known.get(profile.id)
      return knowledge === undefined ? profile : { ...profile, knowledge }
    })
  }
}

/** Pages of an earlier report whose accounts have none any more: what is gone from the report is gone from its folder. */
const removeOthers = async (folder: string, written: ReadonlySet<string>): Promise<void> => {
  if (!existsSync(folder)) return
  const others = (await readdir(folder)).filter((file) => /^account-[\w-]+\.html$/u.test(file) && !written.has(file))
  await Promise.all(others.map((file) => rm(join(folder, file))))
}

/** Writes the report. */
export const run = Effect.fn("report.run")(function* (given: Given) {
  if (given.at !== undefined && !Calendar.isDay(given.at))
    return yield* Failure.usage(`--at "${given.at}" is not a day`, "write it as 2026-10-01")
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const asOf = given.at as Calendar.Day | undefined
  const session = yield* Session.open({ directory: given.directory, asOf, env: process.env, now })
  const chosen = Retaining.chosen(session.workspace, asOf, now)
  const states = yield* RetentionGathering.states(session, given.directory)
  const retention = RetentionGathering.gather(session, states, chosen, now)
  const at = asOf === undefined ? now : Calendar.instantOf(asOf, 0, session.workspace.policy.timeZone)
  const scoreboard = {
    scoreboard: DeskGathering.scoreboard(session, DeskGathering.of(session, states, at)),
    currency: session.portfolio.currency
  }
  const input = withKnowledge(session, inputOf(session, yield* told(session, given), { retention, scoreboard }))
  const folder = resolve(given.directory, given.out)
  const written = new Set<string>()
  for (const { html, path } of Report.pages(input)) {
    const file = join(folder, path)
    written.add(basename(file))
    yield* Effect.tryPromise({
      try: async () => {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, html)
      },
      catch: () => Failure.port(`cannot write ${file}`, "check that the folder can be written")
    })
  }
  const accounts = join(folder, Report.accountsFolder)
  yield* Effect.tryPromise({
    try: () => removeOthers(accounts, written),
    catch: () => Failure.port(`cannot remove old pages from ${accounts}`, "check that the folder can be written")
  })
  yield* Output.stdout(`${relative(process.cwd(), join(folder, "index.html"))}\n`)
})
