/** The document that `abm retention --json` prints: its published schema, and the lists in its words. */
import { Calendar, type Churn, Finding, type Reason, type Retention, RetentionText } from "@market-of-one/core"
import type { RetentionInput } from "@market-of-one/studio"
import * as Schema from "effect/Schema"

const Minor = Schema.Int
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)
const Text = nullable(Schema.String)
const Day = nullable(Calendar.Day)
const Class = Schema.Literals(["active", "at risk", "lost", "regained", "new", "unknown"])

/** Why a client is where it is: the rule, the day from which it holds, and the sentence. */
const Because = Schema.Struct({
  rule: Schema.String,
  class: Schema.Literals(["at risk", "lost"]),
  on: Day,
  says: Schema.String
})

/** A cause with its score, 0 to 1, and the signals that hold. */
const ShownCause = Schema.Struct({
  cause: Schema.String,
  score: nullable(Schema.Finite),
  signals: Schema.Array(Schema.Struct({ signal: Schema.String, on: Day, weight: Schema.Finite }))
})

/** What to do, and the last day for it. */
const Act = Schema.Struct({ rule: Schema.String, what: Schema.String, by: Calendar.Day })

const Client = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  manager: Text,
  class: Class,
  /** What the rules say without the host's status. */
  computed: Class,
  status: Text,
  how: nullable(Schema.Literals(["word", "presumed"])),
  abc: Text,
  silenceDays: nullable(Schema.Int),
  usualInterval: nullable(Schema.Struct({ days: Schema.Finite, of: Schema.Literals(["own", "class", "portfolio"]) })),
  lastOn: Day,
  lostOn: Day,
  monthsSinceLoss: nullable(Schema.Int),
  regainedOn: Day,
  valueAtRiskMinor: nullable(Minor),
  marginMinor: nullable(Minor),
  health: nullable(Schema.Int),
  reasons: Schema.Array(Because),
  causes: Schema.Array(ShownCause),
  /** No signal shows why: the client is to be asked. */
  isCauseToAsk: Schema.Boolean,
  act: nullable(Act)
})

/** Refusals of the window and of the one before; null where the data do not reach back. */
const Count = Schema.Struct({
  count: Schema.Int,
  minor: nullable(Minor),
  unknownAmounts: Schema.Int,
  before: nullable(Schema.Struct({ count: Schema.Int, minor: nullable(Minor), unknownAmounts: Schema.Int }))
})

const Direction = Schema.Struct({
  ...Count.fields,
  dimension: Schema.String,
  name: Schema.String,
  share: Schema.Finite,
  shareBefore: nullable(Schema.Finite),
  isRaised: Schema.Boolean
})

const Why = Schema.Struct({ rule: Schema.String, says: Schema.String, otherwise: Text })

const ShownCase = Schema.Struct({
  client: Schema.String,
  case: Schema.String,
  notices: Schema.Array(Schema.String),
  openedAt: Schema.String,
  windowEndsAt: Schema.String,
  firstContactDueAt: Schema.String,
  isFirstContactLate: Schema.Boolean,
  status: Schema.String,
  rung: Text,
  offer: nullable(
    Schema.Struct({ percent: Schema.Int, costMinor: nullable(Minor), endsOn: Calendar.Day, remindOn: Calendar.Day })
  ),
  needsApprovalOf: Text,
  unanswered: Schema.Array(Schema.String),
  steps: Schema.Array(Schema.Struct({ rule: Schema.String, what: Schema.String, by: Text, dueAt: Schema.String })),
  reasons: Schema.Array(Why)
})

const WinBackLine = Schema.Struct({
  client: Schema.String,
  standing: Schema.Literals(["approach", "ask first", "answer first", "resting", "stopped"]),
  way: Text,
  percent: Schema.Int,
  endsOn: Day,
  restsUntil: Day,
  marginMinor: nullable(Minor),
  basis: Text,
  probability: Schema.Finite,
  source: Schema.Literals(["observed", "assumption"]),
  expectedMinor: nullable(Minor),
  reasons: Schema.Array(Why)
})

const RenewalLine = Schema.Struct({
  asset: Schema.String,
  account: Text,
  label: Schema.String,
  endsAt: Calendar.Day,
  daysLeft: Schema.Int,
  renewsAt: Day,
  valueMinor: nullable(Minor)
})

/** The whole document. Money is minor units of `currency`, instants are ISO 8601; null is unknown. */
export const RetentionDocument = Schema.Struct({
  asOf: Calendar.Day,
  asOfBy: Schema.Literals(["asked", "newest order", "today"]),
  currency: Schema.String,
  /** Margin of 12 months times the probability of loss, of all clients; the portfolio's own figure. */
  valueAtRisk: Schema.Struct({
    minor: Minor,
    byClass: Schema.Record(Class, Minor),
    unknown: Schema.Int,
    clients: Schema.Array(
      Schema.Struct({
        id: Schema.String,
        class: Class,
        minor: Minor,
        marginMinor: Minor,
        probability: Schema.Finite,
        source: Schema.Literals(["observed", "assumption"])
      })
    )
  }),
  counts: Schema.Record(Class, Schema.Int),
  atRisk: Schema.Array(Client),
  lost: Schema.Array(Client),
  regained: Schema.Array(Client),
  lostMembers: Schema.Array(
    Schema.Struct({ account: Schema.String, group: Schema.String, status: Text, reasons: Schema.Array(Because) })
  ),
  /** Of each client that is not lost; points sum to the score. */
  health: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      score: nullable(Schema.Int),
      knownWeight: Schema.Finite,
      contributions: Schema.Array(
        Schema.Struct({
          part: Schema.String,
          weight: Schema.Finite,
          score: nullable(Schema.Finite),
          points: Schema.Int
        })
      )
    })
  ),
  causes: Schema.Array(Schema.Struct({ cause: Text, clients: Schema.Int })),
  refusals: Schema.Struct({
    from: Calendar.Day,
    /** Exclusive. */
    to: Calendar.Day,
    total: Count,
    byKind: Schema.Array(Direction),
    directions: Schema.Array(Direction),
    raised: Schema.Array(Direction)
  }),
  saveDesk: Schema.Array(ShownCase),
  winBack: Schema.Array(WinBackLine),
  renewals: Schema.Array(Schema.Struct({ manager: Text, valueMinor: Minor, renewals: Schema.Array(RenewalLine) })),
  gifts: Schema.Array(
    Schema.Struct({
      client: Schema.String,
      contact: Schema.String,
      gifts: Schema.Int,
      given: nullable(Schema.Struct({ minor: Minor, currency: Schema.String })),
      limit: nullable(Schema.Struct({ minor: Minor, currency: Schema.String }))
    })
  ),
  findings: Schema.Array(Finding.Finding)
})
export type RetentionDocument = typeof RetentionDocument.Type

const why = ({ otherwise, rule, says }: Reason.Reason): typeof Why.Type => ({
  rule,
  says,
  otherwise: otherwise ?? null
})

const because = (reason: Churn.Reason): typeof Because.Type => {
  const { class: found, on, rule } = reason
  return { rule, class: found, on, says: RetentionText.say(reason, "en") }
}

const client = (row: Retention.Row): typeof Client.Type => {
  const { act, buying, causes } = row
  return {
    id: row.id,
    name: row.name,
    manager: row.managerId,
    class: row.class,
    computed: row.computed,
    status: row.status,
    how: row.how,
    abc: row.abc,
    silenceDays: buying.silenceDays,
    usualInterval: buying.interval,
    lastOn: buying.lastOn,
    lostOn: row.lostOn,
    monthsSinceLoss: row.monthsSinceLoss,
    regainedOn: row.regainedOn,
    valueAtRiskMinor: row.valueAtRiskMinor,
    marginMinor: row.marginMinor,
    health: row.health,
    reasons: row.reasons.map(because),
    causes: (causes?.found ?? []).map(({ cause, score, signals }) => ({
      cause,
      score,
      signals: signals.filter(({ holds }) => holds === true).map(({ on, signal, weight }) => ({ signal, on, weight }))
    })),
    isCauseToAsk: causes?.isToAsk ?? false,
    act: act === null ? null : { ...act, what: RetentionText.advise(act.rule, "en") }
  }
}

const saveCase = ({ groupId, proposal }: RetentionInput.SaveLine): typeof ShownCase.Type => {
  const { offer } = proposal
  return {
    client: groupId,
    case: proposal.case.id,
    notices: proposal.case.notices.map(({ id }) => id),
    openedAt: Calendar.showInstant(proposal.case.openedAt),
    windowEndsAt: Calendar.showInstant(proposal.windowEndsAt),
    firstContactDueAt: Calendar.showInstant(proposal.firstContactDueAt),
    isFirstContactLate: proposal.isFirstContactLate,
    status: proposal.status,
    rung: proposal.rung,
    offer:
      offer === null
        ? null
        : { percent: offer.percent, costMinor: offer.costMinor, endsOn: offer.endsOn, remindOn: offer.remindOn },
    needsApprovalOf: proposal.needsApprovalOf,
    unanswered: proposal.unanswered,
    steps: proposal.steps.map(({ dueAt, ...step }) => ({ ...step, dueAt: Calendar.showInstant(dueAt) })),
    reasons: proposal.evidence.map(why)
  }
}

/** The lists in the document's words, in English. */
export const encode = ({
  asOf,
  cases,
  gifts,
  renewals,
  retention,
  winBack
}: RetentionInput.RetentionPart): RetentionDocument => {
  const { refusals, valueAtRisk } = retention
  const { minor, byClass, rows, unknown } = valueAtRisk
  return {
    asOf: asOf.day,
    asOfBy: asOf.by,
    currency: retention.currency,
    valueAtRisk: { minor, byClass, unknown, clients: rows },
    counts: retention.counts,
    atRisk: retention.atRisk.map(client),
    lost: retention.lost.map(client),
    regained: retention.regained.map(client),
    lostMembers: retention.lostMembers.map(({ accountId, groupId, reasons, status }) => ({
      account: accountId,
      group: groupId,
      status,
      reasons: reasons.map(because)
    })),
    health: retention.health.map(({ contributions, id, knownWeight, score }) => ({
      id,
      score,
      knownWeight,
      contributions: contributions.map((one) => ({
        part: one.part,
        weight: one.weight,
        score: one.score,
        points: one.points
      }))
    })),
    causes: retention.causes,
    refusals: {
      ...refusals.window,
      total: refusals.total,
      byKind: refusals.byKind,
      directions: refusals.directions,
      raised: refusals.raised
    },
    saveDesk: cases.map(saveCase),
    winBack: winBack.map(({ id, rate, reasons, ...one }) => ({
      client: id,
      standing: one.standing,
      way: one.way,
      percent: one.percent,
      endsOn: one.endsOn,
      restsUntil: one.restsUntil,
      marginMinor: one.marginMinor,
      basis: one.basis,
      probability: rate.probability,
      source: rate.source,
      expectedMinor: one.expectedMinor,
      reasons: reasons.map(why)
    })),
    renewals: renewals.lists.map(({ managerId, renewals: own, valueMinor }) => ({
      manager: managerId,
      valueMinor,
      renewals: own.map(({ accountId, assetId, ...one }) => ({ asset: assetId, account: accountId, ...one }))
    })),
    gifts: gifts.map(({ contactId, gifts: count, given, groupId, limit }) => ({
      client: groupId,
      contact: contactId,
      gifts: count,
      given,
      limit
    })),
    findings: [...retention.findings, ...renewals.findings]
  }
}
