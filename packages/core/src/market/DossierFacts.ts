/** What the records of a group say of it, as statements for its dossier; nothing is inferred from what is missing. */
import type { ContactRole } from "../account/Contact.ts"
import * as Case from "../account/Case.ts"
import * as Commitment from "../account/Commitment.ts"
import type { Sourced } from "../intake/Identity.ts"
import type { RecordOf } from "../intake/RecordKind.ts"
import { instantOf, type Day } from "../kernel/Calendar.ts"
import * as Money from "../kernel/Money.ts"
import type { Statement } from "./Dossier.ts"
import { day, heldAt, type GroupBook } from "./GroupBook.ts"
import { openOpportunities, type History } from "./History.ts"

interface Context {
  readonly asOf: Day
  readonly nameOf: (id: string) => string
}

type AccountRow = Sourced<RecordOf<"accounts">>

const recorded = 1
const claimed = 0.5

const amount = (minor: number, currency: string): string => `${Money.show(minor, currency)} ${currency}`

/** Rows of one account: its own, those seen before, and those of accounts that were merged into it. */
const rowsOf = (row: AccountRow): ReadonlyArray<Pick<AccountRow, "record" | "provenance">> => [
  { ...row, record: row.own ?? row.record },
  ...(row.before ?? []),
  ...(row.merged ?? [])
]

/** What one row of an account says; all its rows speak, so that contradictions show. */
const ofAccount = (
  row: Pick<AccountRow, "record" | "provenance">,
  accountId: string,
  book: GroupBook
): ReadonlyArray<Statement> => {
  const { provenance: source, record } = row
  const say = (name: string, text: string | undefined, on: Day | null = null): ReadonlyArray<Statement> =>
    text === undefined ? [] : [{ part: "general", name, text, on, confidence: recorded, source, accountId }]
  const place = [record.region, record.country].filter((part) => part !== undefined).join(", ")
  const below = book.accounts.filter((one) => one.record.parentId === record.id).map((one) => one.record.name)
  return [
    ...say("description", record.attributes["description"]?.toString() ?? record.industry),
    ...say("headcount", record.employees?.toString()),
    ...say("annual revenue", record.annualRevenue && amount(record.annualRevenue.minor, record.annualRevenue.currency)),
    ...say("history", record.since && `client since ${record.since}`),
    ...say("organisation", below.length === 0 ? undefined : `owns ${below.toSorted().join(", ")}`),
    ...say("surroundings", place === "" ? undefined : place),
    ...say("prospects", record.budget && `budget ${amount(record.budget.minor, record.budget.currency)}`)
  ]
}

const lastTalks = (book: GroupBook, asOf: Day): ReadonlyMap<string, Day> => {
  const last = new Map<string, Day>()
  for (const { record } of book.interactions) {
    const at = heldAt(record)
    if (record.status !== "held" || at === null || record.contactId === undefined) continue
    const on = day(book, at)
    if (on <= asOf && on > (last.get(record.contactId) ?? "")) last.set(record.contactId, on)
  }
  return last
}

const schemePart: ReadonlyArray<readonly [name: string, roles: ReadonlyArray<ContactRole>]> = [
  ["economic buyer", ["economic buyer"]],
  ["who decides", ["decision maker"]],
  ["who advises", ["champion", "influencer", "technical evaluator", "user"]],
  ["who can veto", ["procurement", "legal", "gatekeeper"]]
]

const ofPeople = (book: GroupBook, { asOf }: Context): ReadonlyArray<Statement> => {
  const talks = lastTalks(book, asOf)
  return book.contacts.flatMap(({ provenance: source, record }): ReadonlyArray<Statement> => {
    const isGone = record.leftAt !== undefined && day(book, record.leftAt) <= asOf
    if (record.kind !== "person") return []
    const on = talks.get(record.id) ?? null
    const common = { on, confidence: recorded, source, ...(record.accountId && { accountId: record.accountId }) }
    const title = record.title ?? record.department
    if (isGone) {
      const left = record.leftAt === undefined ? null : day(book, record.leftAt)
      const text = `empty: ${title ?? record.roles.join(", ")} (${record.name} left)`
      return [{ ...common, part: "general", name: "positions", text, on: left }]
    }
    const position: ReadonlyArray<Statement> =
      title === undefined ? [] : [{ ...common, part: "general", name: "positions", text: `${title}: ${record.name}` }]
    const roles = schemePart.flatMap(([name, roles]): ReadonlyArray<Statement> => {
      const held = roles.filter((role) => record.roles.includes(role))
      return held.length === 0
        ? []
        : [{ ...common, part: "decision scheme", name, text: `${record.name} (${held.join(", ")})` }]
    })
    const lines: ReadonlyArray<Statement> =
      record.reportsTo === undefined
        ? []
        : [{ ...common, part: "general", name: "organisation", text: `${record.id} reports to ${record.reportsTo}` }]
    return [...position, ...roles, ...lines]
  })
}

const ofHistory = (book: GroupBook, history: History, { asOf, nameOf }: Context): ReadonlyArray<Statement> => {
  const relation = { part: "relationship", confidence: recorded } as const
  const supplied = history.supplied.map((one): Statement => {
    const what = one.product === null ? "orders without a product" : nameOf(one.product)
    const text = `${what}: ${amount(one.minor, book.currency)}, ${one.first} to ${one.last}`
    return { ...relation, name: "supplied", text, on: one.last, source: one.source }
  })
  const decided = history.decided.map((one): Statement => {
    const why = one.reason === null ? "" : `: ${one.reason}`
    const to = one.competitor === null ? "" : ` to ${nameOf(one.competitor)}`
    const what = one.product === null ? one.id : nameOf(one.product)
    return {
      ...relation,
      name: "tenders",
      text: `${one.kind} ${one.outcome}${to}, ${what}${why}`,
      on: one.on,
      source: one.source
    }
  })
  const present = history.present.map((one): Statement => ({
    ...relation,
    name: "present dealings",
    text: `${one.kind} ${one.id}: ${one.text}`,
    on: asOf,
    source: one.source
  }))
  const planned = history.planned.map((one): Statement => ({
    ...relation,
    name: "planned dealings",
    text: `${one.on ?? "no day"}: ${one.text}`,
    on: null,
    source: one.source
  }))
  const criteria = history.decided.flatMap((one): ReadonlyArray<Statement> =>
    one.reason === null
      ? []
      : [
          {
            part: "decision scheme",
            name: "criteria",
            text: `lost for ${one.reason}`,
            on: one.on,
            confidence: claimed,
            source: one.source
          }
        ]
  )
  return [...supplied, ...decided, ...present, ...planned, ...criteria]
}

const ofOpportunities = (book: GroupBook, { asOf }: Context): ReadonlyArray<Statement> =>
  openOpportunities(book, asOf).flatMap(({ provenance: source, record }): ReadonlyArray<Statement> => {
    const common = { on: asOf, confidence: recorded, source }
    const scheme = { ...common, part: "decision scheme" } as const
    return [
      { ...common, part: "general", name: "prospects", text: `open ${record.kind} ${record.id}` },
      ...(record.stage === undefined ? [] : [{ ...scheme, name: "stages", text: `${record.id}: ${record.stage}` }]),
      ...(record.expectedAt === undefined
        ? []
        : [{ ...scheme, name: "deadlines", text: `${record.id}: ${record.expectedAt}` }])
    ]
  })

const ofTroubles = (book: GroupBook, { asOf }: Context): ReadonlyArray<Statement> => {
  const at = instantOf(asOf, 0, book.zone)
  const weak = { part: "general", name: "weak points", confidence: recorded } as const
  const troubles = new Set<Case.Case["kind"]>(["complaint", "dispute", "legal claim"])
  return [
    ...book.cases
      .filter(({ record }) => troubles.has(record.kind) && Case.isOpen(record, at))
      .map(({ provenance: source, record }) => ({
        ...weak,
        text: `open ${record.kind} ${record.id}: ${record.topic}`,
        on: day(book, record.openedAt),
        source
      })),
    ...book.promises
      .filter(({ record }) => Commitment.isBroken(record, at))
      .map(({ provenance: source, record }) => ({
        ...weak,
        text: `promise ${record.id} broken: ${record.text}`,
        on: day(book, record.dueAt),
        source
      })),
    ...book.departures.map(({ provenance: source, record }) => ({
      ...weak,
      text: `departure notice ${record.id}: ${record.reason ?? record.kind}`,
      on: day(book, record.at),
      source
    }))
  ]
}

const ofCompetitors = (book: GroupBook, history: History, { nameOf }: Context): ReadonlyArray<Statement> => {
  const part = "competitors" as const
  const presences = book.competitorPresence.flatMap(({ provenance: source, record }): ReadonlyArray<Statement> => {
    const common = { part, on: record.since ?? null, source, accountId: record.accountId }
    const name = nameOf(record.competitorId)
    const { offer } = record
    const until = offer?.until === undefined ? "" : `, until ${offer.until}`
    return [
      { ...common, name: "who is present", text: name, confidence: recorded },
      ...(record.shareOfWallet === undefined
        ? []
        : [{ ...common, name: "share of wallet", text: `${name}: ${record.shareOfWallet}`, confidence: recorded }]),
      ...(offer === undefined
        ? []
        : [
            {
              ...common,
              name: "offers",
              text: `${name}: ${offer.terms}${until}`,
              confidence: offer.evidence === undefined ? claimed : recorded
            }
          ])
    ]
  })
  const met = history.decided.flatMap((one): ReadonlyArray<Statement> =>
    one.competitor === null || one.outcome === "won"
      ? []
      : [
          {
            part,
            name: "who is present",
            text: nameOf(one.competitor),
            on: one.on,
            confidence: claimed,
            source: one.source
          }
        ]
  )
  const said = book.departures.flatMap(({ provenance: source, record }): ReadonlyArray<Statement> => {
    const { competitor, competitorOffer } = record
    const common = { part, on: day(book, record.at), confidence: claimed, source }
    return [
      ...(competitor === undefined ? [] : [{ ...common, name: "who is present", text: nameOf(competitor) }]),
      ...(competitorOffer === undefined ? [] : [{ ...common, name: "offers", text: competitorOffer }])
    ]
  })
  return [...presences, ...met, ...said]
}

/** What persons have put down, each with its own day, confidence and expiry. */
const ofHand = (book: GroupBook): ReadonlyArray<Statement> =>
  book.facts.map(({ provenance, record }) => ({
    part: record.part,
    name: record.name,
    text: record.value,
    on: record.at,
    confidence: record.confidence,
    source: provenance,
    accountId: record.accountId,
    stated: { by: record.by, source: record.source },
    ...(record.until === undefined ? {} : { validUntil: record.until })
  }))

/** All that the records say, in no meaningful order. */
export const of = (book: GroupBook, history: History, context: Context): ReadonlyArray<Statement> => [
  ...book.accounts.flatMap((row) => rowsOf(row).flatMap((one) => ofAccount(one, row.record.id, book))),
  ...ofPeople(book, context),
  ...ofHistory(book, history, context),
  ...ofOpportunities(book, context),
  ...ofTroubles(book, context),
  ...ofCompetitors(book, history, context),
  ...ofHand(book)
]
