/** The part of an account in JSON that stands around it: warnings, anomalies, revenue of its accounts, plans, ways in. */
import { AccountTeam, Anomaly, Calendar, Mistake, Score } from "@market-of-one/core"
import { BriefMistake } from "@market-of-one/studio"
import * as Schema from "effect/Schema"
import type { Around } from "../session/AccountAround.ts"

const Minor = Schema.Int
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)
const Text = nullable(Schema.String)

/** A mistake that is warned of; `code` names the kind of evidence, `because` says it. */
const Warned = Schema.Struct({
  mistake: Schema.Literals(Mistake.ids),
  account: Schema.String,
  who: Text,
  from: Schema.String,
  by: Schema.String,
  about: nullable(Schema.Struct({ kind: Schema.String, id: Schema.String })),
  code: Schema.String,
  because: Schema.String
})

/** The fields. Instants are ISO 8601, money is minor units. */
export const fields = {
  /** Who on our side works with the client beside its manager; followers are told and do nothing. */
  team: Schema.Array(Schema.Struct({ person: Schema.String, role: AccountTeam.TeamRole, account: Schema.String })),
  /** Mistakes that are warned of, the most urgent first. */
  warnings: Schema.Array(Warned),
  /** What should not be and is raised. */
  anomalies: Schema.Array(
    Schema.Struct({
      rule: Schema.String,
      severity: Schema.Literals(["low", "medium", "high"]),
      account: Text,
      subject: Schema.String,
      who: Text,
      by: Text,
      because: Schema.String
    })
  ),
  /** Where each open case goes; transfers are counted, the second raises it. */
  cases: Schema.Array(
    Schema.Struct({
      case: Schema.String,
      owner: Text,
      manager: Text,
      respondBy: Text,
      isAnswered: Schema.Boolean,
      isLate: Schema.Boolean,
      transfers: Schema.Int,
      raisedTo: Text
    })
  ),
  /** Sales of each account up to the as-of day, its own and with all below it. */
  revenue: Schema.Array(
    Schema.Struct({ account: Schema.String, ownMinor: Minor, rollUpMinor: Minor, below: Schema.Int })
  ),
  /** Account plans; what cannot be computed is null. */
  plans: Schema.Array(
    Schema.Struct({
      plan: Schema.String,
      account: Schema.String,
      targetMinor: Minor,
      actualMinor: nullable(Minor),
      forecastMinor: nullable(Minor),
      gapMinor: nullable(Minor)
    })
  ),
  /** The warmest way to who decides. */
  path: nullable(Schema.Struct({ through: Schema.Array(Schema.String), by: Text, warmth: Schema.Finite })),
  /** Engagement of each account, in points that add up; `because` names the deeds, the largest part first. */
  engagement: Schema.Array(
    Schema.Struct({
      account: Schema.String,
      points: Schema.Finite,
      stage: Schema.String,
      because: Schema.Array(Schema.String),
      history: Schema.Array(
        Schema.Struct({ at: Schema.String, from: Schema.String, to: Schema.String, because: Schema.String })
      )
    })
  ),
  /** What the client hears of us, of marketing and sales, by time; what has no time comes last. */
  calendar: Schema.Array(
    Schema.Struct({
      at: Text,
      side: Schema.Literals(["marketing", "sales"]),
      what: Schema.String,
      state: Schema.Literals(["sent", "queued", "held", "unknown", "met", "planned", "task"]),
      account: Text,
      contacts: Schema.Array(Schema.String),
      by: Text,
      because: Text
    })
  ),
  /** Whom to take up next, with reasons whose points add up. */
  next: Schema.Array(
    Schema.Struct({
      contact: Schema.String,
      points: Schema.Finite,
      reasons: Schema.Array(Schema.Struct({ reason: Schema.String, points: Schema.Finite }))
    })
  )
}

const Fields = Schema.Struct(fields)

/** What stands around a client in the document's words, in English with ids for names; days in sentences are of the zone. */
export const encode = (
  { anomalies, calendar, engagement, next, path, plans, revenue, routes, team, warnings }: Around,
  timeZone: Calendar.Zone
): typeof Fields.Type => ({
  team: team.map(({ accountId, personId, role }) => ({ person: personId, role, account: accountId })),
  warnings: warnings.map((warning) => ({
    mistake: warning.mistake,
    account: warning.accountId,
    who: warning.who,
    from: Calendar.showInstant(warning.from),
    by: Calendar.showInstant(warning.by),
    about: warning.about,
    code: warning.because._tag,
    because: BriefMistake.tell({ locale: "en", timeZone }, warning, (id) => id)
  })),
  calendar: calendar.map(({ accountId, at, because, by, contactIds, side, state, what }) => ({
    at: at === null ? null : Calendar.showInstant(at),
    side,
    what,
    state,
    account: accountId,
    contacts: contactIds,
    by,
    because
  })),
  anomalies: anomalies.map((one) => ({
    rule: one.rule,
    severity: one.severity,
    account: one.accountId,
    subject: one.subjectId,
    who: one.task.ownerId,
    by: one.task.dueAt === null ? null : Calendar.showInstant(one.task.dueAt),
    because: Anomaly.describe(one)
  })),
  cases: routes.map((one) => ({
    case: one.caseId,
    owner: one.ownerId,
    manager: one.managerId,
    respondBy: one.respondBy === null ? null : Calendar.showInstant(one.respondBy),
    isAnswered: one.isAnswered,
    isLate: one.isLate,
    transfers: one.transfers,
    raisedTo: one.raisedToId
  })),
  revenue: revenue.map(({ accountId, below, ownMinor, rollUpMinor }) => ({
    account: accountId,
    ownMinor,
    rollUpMinor,
    below
  })),
  plans: plans.map(({ accountId, actualMinor, forecastMinor, gapMinor, planId, targetMinor }) => ({
    plan: planId,
    account: accountId,
    targetMinor,
    actualMinor,
    forecastMinor,
    gapMinor
  })),
  path: path === null ? null : { through: path.through, by: path.by, warmth: path.warmth },
  engagement: engagement.map(({ accountId, history, score, stage }) => ({
    account: accountId,
    points: score.thousandths / 1000,
    stage,
    because: Score.explain(score),
    history: history.map((one) => ({ ...one, at: Calendar.showInstant(one.at) }))
  })),
  next: next.map(({ contactId, points, reasons }) => ({
    contact: contactId,
    points,
    reasons: reasons.map((one) => ({ reason: one.reason, points: one.points }))
  }))
})
