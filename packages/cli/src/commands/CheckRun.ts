/** The work of `abm check`: load, show what was found, and end with the exit code that says whether it was bad. */
import { Calendar, type Finding } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Session from "../session/Session.ts"
import * as VersionsInside from "../session/VersionsInside.ts"
import * as FindingsView from "../view/FindingsView.ts"
import * as ConsentCoverage from "../workspace/ConsentCoverage.ts"
import * as ForgottenComplaints from "../session/ForgottenComplaints.ts"
import * as RuleReach from "../workspace/RuleReach.ts"
import * as SchemaAdvice from "../workspace/SchemaAdvice.ts"
import * as Workspace from "../workspace/Workspace.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly format: "text" | "json" | "github"
  readonly mostWarnings: number | undefined
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** What there is, in one line: a check that found nothing should say that it looked. */
const contents = ({ programs, records, templateSet }: Workspace.Workspace): string => {
  const kinds = Object.entries(records.records)
    .filter(([, all]) => all.length > 0)
    .map(([kind, all]) => `${all.length} ${kind === "competitorPresence" ? "presences of competitors" : kind}`)
  const groups = counted(records.grouping.groups.length, "group")
  return `${kinds.length === 0 ? "no records" : kinds.join(", ")}; ${groups}; ${counted(programs.length, "program")}; ${counted(templateSet.templates.size, "template")}`
}

/** Rows of every kind together: read = accepted + unchanged + updated + rejected. */
const rows = ({ records, rejects }: Workspace.Workspace): string => {
  const sum = { read: 0, accepted: 0, unchanged: 0, updated: 0, rejected: 0 }
  for (const counts of Object.values(records.counts)) {
    for (const part of ["read", "accepted", "unchanged", "updated", "rejected"] as const) sum[part] += counts[part]
  }
  const kept = rejects.length === 0 ? "" : ` (kept in ${rejects.join(", ")})`
  return `${counted(sum.read, "row")} read = ${sum.accepted} accepted + ${sum.unchanged} unchanged + ${sum.updated} updated + ${sum.rejected} rejected${kept}`
}

const show = Effect.fnUntraced(function* (
  given: Given,
  findings: ReadonlyArray<Finding.Finding>,
  summary: ReadonlyArray<string>
) {
  const totals = FindingsView.totals(findings)
  if (given.format === "json") return yield* Output.json({ findings: FindingsView.sorted(findings), totals })
  if (given.format === "github") return yield* Output.stdout(FindingsView.github(findings, given.directory))
  yield* Output.stdout(FindingsView.text(findings, summary, yield* Output.screen))
})

const verdict = (given: Given, findings: ReadonlyArray<Finding.Finding>): Effect.Effect<void, Failure.Failure> => {
  const { errors, warnings } = FindingsView.totals(findings)
  if (errors > 0) {
    return Effect.fail(Failure.refused(counted(errors, "error"), "nothing is planned or sent until they are mended"))
  }
  const most = given.mostWarnings
  if (most === undefined || warnings <= most) return Effect.void
  return Effect.fail(Failure.refused(`${counted(warnings, "warning")}, more than ${most}`))
}

/** Checks a workspace. Fails with code 1 on an error or too many warnings, with 2 where there is no workspace. */
export const run = Effect.fn("check.run")(function* (given: Given) {
  if (given.mostWarnings !== undefined && given.mostWarnings < 0)
    return yield* Failure.usage(`--max-warnings ${given.mostWarnings} is no number of warnings`, "give 0 or more")
  const config = yield* Effect.result(Workspace.config(given.directory))
  if (config._tag === "Failure") {
    const { findings, message, reason } = config.failure
    if (reason === "no workspace") return yield* Failure.usage(message, findings[0]?.advice)
    yield* show(given, findings, [])
    return yield* verdict(given, findings)
  }
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const session = yield* Session.load({ directory: given.directory, env: process.env, now })
  const { groups, segments, workspace } = session
  const markets = groups.map((records) => ({ records, segment: segments.get(records.groupId) ?? null }))
  const findings = [
    ...ConsentCoverage.check(workspace.programs, markets),
    ...workspace.findings.map(SchemaAdvice.add),
    ...RuleReach.check(workspace),
    ...ForgottenComplaints.check(session),
    ...(yield* VersionsInside.check(session, given.directory, process.env))
  ]
  yield* show(given, findings, [contents(workspace), rows(workspace)])
  return yield* verdict(given, findings)
})
