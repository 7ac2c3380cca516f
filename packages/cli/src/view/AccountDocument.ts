/** The document that `abm account --json` prints: its published schema, and one client in its words. No address is in it. */
import {
  Account,
  Calendar,
  type Case,
  type Commitment,
  Contact,
  Dossier,
  Finding,
  type Hold,
  type Provenance,
  Tally,
  Tier,
  Window,
  GroupBook,
  Xyz
} from "@market-of-one/core"
import * as Schema from "effect/Schema"
import type { Around } from "../session/AccountAround.ts"
import type { Gathered } from "../session/AccountGathering.ts"
import * as AccountAroundDocument from "./AccountAroundDocument.ts"
import * as AccountParts from "../output/AccountParts.ts"
import * as AnalysisDocument from "../output/AnalysisDocument.ts"

const Minor = Schema.Int
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)
const Text = nullable(Schema.String)
const Roles = Schema.Array(Contact.ContactRole)

const ShownCase = Schema.Struct({
  id: Schema.String,
  kind: Schema.String,
  topic: Schema.String,
  severity: Schema.String,
  account: Text,
  openedAt: Schema.String
})
const ShownPromise = Schema.Struct({
  id: Schema.String,
  text: Schema.String,
  account: Schema.String,
  dueAt: Schema.String,
  madeBy: Schema.String
})
const ShownHold = Schema.Struct({
  id: Schema.String,
  kind: Schema.String,
  account: Text,
  reason: Schema.String,
  by: Schema.String,
  placedAt: Schema.String,
  until: Text
})

const ShownStanding = Schema.Struct({
  group: Schema.String,
  name: Schema.String,
  status: nullable(Account.AccountStatus),
  isLost: Schema.Boolean,
  isKey: nullable(Schema.Boolean),
  keyBy: nullable(Schema.Literals(["hand", "criteria"])),
  tier: nullable(Tier.Tier),
  manager: nullable(Schema.Struct({ id: Schema.String, name: Schema.String })),
  members: Schema.Array(
    Schema.Struct({
      account: Schema.String,
      name: Schema.String,
      isRoot: Schema.Boolean,
      status: nullable(Account.AccountStatus),
      isLost: Schema.Boolean
    })
  ),
  openComplaints: Schema.Array(ShownCase),
  openQuestions: Schema.Array(ShownCase),
  brokenPromises: Schema.Array(ShownPromise),
  latePromises: Schema.Array(ShownPromise),
  duePromises: Schema.Array(ShownPromise),
  /** Null where there is no live store that could know of them. */
  holds: nullable(Schema.Array(ShownHold)),
  findings: Schema.Array(Finding.Finding)
})

const Person = Schema.Struct({
  id: Schema.String,
  account: Schema.String,
  name: Schema.String,
  title: Text,
  level: Text,
  roles: Schema.Array(
    Schema.Struct({
      role: Contact.ContactRole,
      standing: Schema.Literals(["recommended", "confirmed", "dismissed"]),
      because: Schema.String
    })
  ),
  influence: nullable(Schema.Finite),
  disposition: Text,
  reportsTo: Text,
  warmth: Schema.Finite,
  knownBy: Schema.Array(Schema.Struct({ by: Schema.String, warmth: Schema.Finite })),
  lastOn: nullable(Calendar.Day)
})

const ShownDossier = Schema.Struct({
  completeness: Schema.Finite,
  filled: Schema.Array(Schema.Struct({ part: Schema.Literals(Dossier.parts), filled: Schema.Finite, required: Count })),
  gaps: Schema.Array(
    Schema.Struct({
      part: Schema.Literals(Dossier.parts),
      name: Schema.String,
      reason: Schema.Literals(["missing", "stale"]),
      blocks: Schema.Literals(Dossier.blocks)
    })
  ),
  facts: Schema.Array(
    Schema.Struct({
      part: Schema.Literals(Dossier.parts),
      name: Schema.String,
      text: Schema.String,
      on: nullable(Calendar.Day),
      confidence: Schema.Finite,
      source: Schema.String,
      /** The first day on which it is stale; null when it cannot grow old or its day is not known. */
      expiresOn: nullable(Calendar.Day),
      isStale: Schema.Boolean,
      /** Who put it down and where it is from; null where a record says it. */
      stated: nullable(Schema.Struct({ by: Schema.String, source: Schema.String }))
    })
  ),
  contradictions: Schema.Array(
    Schema.Struct({ name: Schema.String, texts: Schema.Array(Schema.String), sources: Schema.Array(Schema.String) })
  )
})

const Scheme = Schema.Struct({
  account: Schema.String,
  economicBuyer: Text,
  deciders: Schema.Array(Schema.String),
  vetoers: Schema.Array(Schema.String),
  advisers: Schema.Array(Schema.String),
  steps: Schema.Array(Schema.Struct({ opportunity: Schema.String, stage: Text, deadline: nullable(Calendar.Day) })),
  criteria: Schema.Array(Schema.Struct({ reason: Schema.String, times: Count }))
})

/** The document of `abm account --json`. Money is minor units of `currency`; instants are ISO 8601. */
export const AccountDocument = Schema.Struct({
  /** What was found under what was asked for. */
  found: Schema.Struct({
    method: Schema.String,
    records: Schema.Array(Schema.Struct({ kind: Schema.String, id: Schema.String, account: Text }))
  }),
  asOf: Calendar.Day,
  window: Window.Window,
  period: Calendar.Period,
  measure: Tally.Measure,
  method: Xyz.Method,
  currency: Schema.String,
  standing: ShownStanding,
  /** As in `abm analyze --json`; null without an order in the window. */
  analysis: nullable(AnalysisDocument.Account),
  /** What is judged without orders; null when there are some. */
  unlisted: nullable(AnalysisDocument.Unlisted),
  move: nullable(AnalysisDocument.Move),
  season: AccountParts.SeasonShares,
  targets: Schema.Array(Schema.String),
  ...AccountAroundDocument.fields,
  contacts: Schema.Array(Person),
  departed: Schema.Array(
    Schema.Struct({ id: Schema.String, on: Calendar.Day, roles: Roles, isCritical: Schema.Boolean })
  ),
  coverage: Schema.Struct({ ratio: nullable(Schema.Finite), uncovered: Roles, isSingleThreaded: Schema.Boolean }),
  dossier: ShownDossier,
  decisionSchemes: Schema.Array(Scheme),
  competitors: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      shareOfWallet: nullable(Schema.Finite),
      isTheirBreadwinner: Schema.Boolean,
      lostToThem: Count
    })
  ),
  offers: Schema.Array(
    Schema.Struct({
      competitor: Text,
      terms: Schema.String,
      price: Text,
      until: nullable(Calendar.Day),
      standing: Schema.Literals(["evidenced", "claimed"]),
      isOver: Schema.Boolean
    })
  ),
  whiteSpace: Schema.Array(
    Schema.Struct({
      product: Schema.String,
      expectedMinor: Minor,
      basis: AccountParts.Basis,
      probability: Schema.Finite,
      buyers: Schema.Array(Schema.String),
      boughtBefore: nullable(Calendar.Day),
      because: Schema.String
    })
  )
})
export type AccountDocument = typeof AccountDocument.Type

const instant = Calendar.showInstant

const caseOf = ({ accountId, id, kind, openedAt, severity, topic }: Case.Case): typeof ShownCase.Type => ({
  id,
  kind,
  topic,
  severity,
  account: accountId ?? null,
  openedAt: instant(openedAt)
})

const promiseOf = ({ accountId, dueAt, id, madeBy, text }: Commitment.Commitment): typeof ShownPromise.Type => ({
  id,
  text,
  account: accountId,
  dueAt: instant(dueAt),
  madeBy
})

const holdOf = ({ accountId, by, id, kind, placedAt, reason, until }: Hold.Hold): typeof ShownHold.Type => ({
  id,
  kind,
  account: accountId ?? null,
  reason,
  by,
  placedAt: instant(placedAt),
  until: until === undefined ? null : instant(until)
})

const standingOf = ({ hasStore, standing }: Gathered): typeof ShownStanding.Type => ({
  group: standing.groupId,
  name: standing.name,
  status: standing.status,
  isLost: standing.isLost,
  isKey: standing.isKey,
  keyBy: standing.keyBy,
  tier: standing.tier,
  manager: standing.manager === null ? null : { id: standing.manager.id, name: standing.manager.name },
  members: standing.members.map(({ accountId, ...member }) => ({ account: accountId, ...member })),
  openComplaints: standing.openComplaints.map(caseOf),
  openQuestions: standing.openQuestions.map(caseOf),
  brokenPromises: standing.brokenPromises.map(promiseOf),
  latePromises: standing.latePromises.map(promiseOf),
  duePromises: standing.duePromises.map(promiseOf),
  holds: hasStore ? standing.holds.map(holdOf) : null,
  findings: standing.findings
})

const peopleOf = ({ map }: Gathered): ReadonlyArray<typeof Person.Type> =>
  map.members.map((member) => ({
    id: member.id,
    account: member.accountId,
    name: member.name,
    title: member.title,
    level: member.level,
    roles: member.roles,
    influence: member.influence,
    disposition: member.attitudes[0]?.disposition ?? null,
    reportsTo: member.reportsTo,
    warmth: member.warmth,
    knownBy: member.knownBy,
    lastOn: member.lastOn
  }))

const sourceOf = (source: Provenance.Provenance): string => GroupBook.showSource(source)

const dossierOf = ({ dossier }: Gathered): typeof ShownDossier.Type => ({
  completeness: dossier.completeness,
  filled: dossier.filled,
  gaps: dossier.gaps,
  facts: dossier.facts.map(({ confidence, expiresOn, isStale, name, on, part, source, stated, text }) => ({
    part,
    name,
    text,
    on,
    confidence,
    source: sourceOf(source),
    expiresOn,
    isStale,
    stated: stated ?? null
  })),
  contradictions: dossier.contradictions.map(({ facts, name }) => ({
    name,
    texts: facts.map(({ text }) => text),
    sources: facts.map(({ source }) => sourceOf(source))
  }))
})

const schemesOf = ({ schemes }: Gathered): ReadonlyArray<typeof Scheme.Type> =>
  schemes.map(({ accountId, advisers, criteria, deciders, economicBuyer, steps, vetoers }) => ({
    account: accountId,
    economicBuyer: economicBuyer?.contactId ?? null,
    deciders: deciders.map(({ contactId }) => contactId),
    vetoers: vetoers.map(({ contactId }) => contactId),
    advisers: advisers.map(({ contactId }) => contactId),
    steps: steps.map(({ deadline, opportunityId, stage }) => ({ opportunity: opportunityId, stage, deadline })),
    criteria: criteria.map(({ reason, times }) => ({ reason, times }))
  }))

/** The document of a client, encoded through the schema: what it may not hold is a defect, not output. */
export const encode = (gathered: Gathered, around: Around): typeof AccountDocument.Encoded => {
  const { competition, found, item, map, move, review, unlisted } = gathered
  return Schema.encodeSync(AccountDocument)({
    found: {
      method: found.method,
      records: found.hits.map(({ accountId, id, kind }) => ({ kind, id, account: accountId }))
    },
    asOf: gathered.asOf,
    window: review.window,
    period: review.period,
    measure: review.measure,
    method: review.method,
    currency: review.currency,
    standing: standingOf(gathered),
    analysis: item === null ? null : AnalysisDocument.account(item, review),
    unlisted: unlisted === null ? null : AnalysisDocument.unlisted(unlisted),
    move: move === null ? null : AnalysisDocument.move(move),
    season: AccountParts.ofSeason(gathered.season),
    targets: gathered.targets,
    ...AccountAroundDocument.encode(around, gathered.zone),
    contacts: peopleOf(gathered),
    departed: map.departed.map(({ contactId, isCritical, on, roles }) => ({ id: contactId, on, roles, isCritical })),
    coverage: {
      ratio: map.coverage.ratio,
      uncovered: map.coverage.uncovered,
      isSingleThreaded: map.isSingleThreaded
    },
    dossier: dossierOf(gathered),
    decisionSchemes: schemesOf(gathered),
    competitors: competition.rivals.map(({ competitorId, isTheirBreadwinner, lostToThem, shareOfWallet }) => ({
      id: competitorId,
      shareOfWallet,
      isTheirBreadwinner,
      lostToThem: lostToThem.length
    })),
    offers: competition.offers.map(({ competitorId, isOver, price, standing, terms, until }) => ({
      competitor: competitorId,
      terms,
      price,
      until,
      standing,
      isOver
    })),
    whiteSpace: gathered.whiteSpace.map(
      ({ basis, because, boughtBefore, buyers, expectedMinor, probability, product }) => ({
        product,
        expectedMinor,
        basis,
        probability,
        buyers,
        boughtBefore,
        because
      })
    )
  })
}
