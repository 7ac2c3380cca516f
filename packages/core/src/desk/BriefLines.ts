/** All lines that a brief could have, by section, the most important first: what is cut is cut from the end. */
import * as Case from "../account/Case.ts"
import * as Commitment from "../account/Commitment.ts"
import type { ContactRole } from "../account/Contact.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import { addMonths, dayOf, instantOf, type Day, type Instant } from "../kernel/Calendar.ts"
import * as Competition from "../market/Competition.ts"
import * as ContactMap from "../market/ContactMap.ts"
import * as Dossier from "../market/Dossier.ts"
import * as GroupBook from "../market/GroupBook.ts"
import * as History from "../market/History.ts"
import * as Offering from "../market/Offering.ts"
import * as WhiteSpace from "../market/WhiteSpace.ts"
import type { Options, SectionName } from "./Brief.ts"
import * as BriefCompany from "./BriefCompany.ts"
import { may, must, type Line } from "./BriefLine.ts"
import * as Mistake from "./Mistake.ts"

type Group = GroupBook.GroupBook

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const severities = ["high", "medium", "low"]
const complaints = new Set<Case.Case["kind"]>(["complaint", "dispute", "legal claim"])

const troublesOf = (group: Group, at: Instant, nameOf: (id: string) => string): ReadonlyArray<Line> => {
  const cases = group.cases
    .filter(({ record }) => complaints.has(record.kind) && Case.isOpen(record, at))
    .toSorted(
      (a, b) =>
        severities.indexOf(a.record.severity) - severities.indexOf(b.record.severity) ||
        byText(a.record.id, b.record.id)
    )
    .map(({ provenance, record }) =>
      must(
        {
          _tag: "Complaint",
          id: record.id,
          kind: record.kind,
          severity: record.severity,
          topic: record.topic,
          openedOn: dayOf(record.openedAt, group.zone),
          isAnswered: record.firstResponseAt !== undefined && record.firstResponseAt <= at
        },
        provenance
      )
    )
  const promises = group.promises
    .filter(({ record }) => {
      const isKept = record.keptAt !== undefined && record.keptAt <= at
      const isSettled = record.settled !== undefined && record.settled.at <= at
      return record.madeAt <= at && !isKept && !isSettled
    })
    .toSorted((a, b) => a.record.dueAt - b.record.dueAt || byText(a.record.id, b.record.id))
    .map(({ provenance, record }) =>
      must(
        {
          _tag: "Promise",
          id: record.id,
          text: record.text,
          dueOn: dayOf(record.dueAt, group.zone),
          madeBy: nameOf(record.madeBy),
          isBroken: Commitment.isBroken(record, at)
        },
        provenance
      )
    )
  const departures = group.departures
    .filter(({ record }) => record.at <= at)
    .map(({ provenance, record }) => {
      const on = dayOf(record.at, group.zone)
      return must({ _tag: "Departure", id: record.id, on, reason: record.reason ?? null }, provenance)
    })
  return [...cases, ...promises, ...departures]
}

const rivalsOf = (
  group: Group,
  competition: Competition.Competition,
  nameOf: (id: string) => string
): ReadonlyArray<Line> => [
  ...competition.offers.map(({ competitorId, isOver, price, source, standing, terms, until }) => {
    const competitor = competitorId === null ? null : nameOf(competitorId)
    const line = { _tag: "RivalOffer", competitor, terms, price, until, standing, isOver } as const
    return isOver ? may(line, source) : must(line, source)
  }),
  ...competition.rivals.flatMap((rival) => {
    const source =
      rival.presences[0]?.source ??
      rival.lostToThem[0]?.source ??
      group.departures.find(({ record }) => record.competitor === rival.competitorId)?.provenance
    const { competitorId, lostToThem, shareOfWallet } = rival
    const competitor = nameOf(competitorId)
    return source === undefined
      ? []
      : [may({ _tag: "Rival", competitor, share: shareOfWallet, lost: lostToThem.length }, source)]
  })
]

const renewalMonths = 6

const offersOf = (
  book: RecordBook,
  group: Group,
  options: Options,
  nameOf: (id: string) => string
): ReadonlyArray<Line> => {
  const { asOf, grossMargin } = options
  const deals = History.openOpportunities(group, asOf).map(({ provenance, record }) =>
    may(
      {
        _tag: "Deal",
        id: record.id,
        product: record.product === undefined ? null : nameOf(record.product),
        minor: record.amount?.minor ?? null,
        stage: record.stage ?? null,
        expectedOn: record.expectedAt ?? null
      },
      provenance
    )
  )
  const renewals = group.assets.flatMap(({ provenance, record }) => {
    const { endsAt, label, status } = record
    const isDue = endsAt !== undefined && endsAt >= asOf && endsAt <= addMonths(asOf, renewalMonths)
    return isDue && status !== "ended" ? [may({ _tag: "Renewal", label, endsOn: endsAt }, provenance)] : []
  })
  const common = { asOf, ...(grossMargin === undefined ? {} : { grossMargin }) }
  const strict = WhiteSpace.of(book, common).get(group.group.id) ?? []
  const spaces =
    strict.length > 0 ? strict : (WhiteSpace.of(book, { ...common, ground: "industry" }).get(group.group.id) ?? [])
  const products = new Map(book.records.products.map((one) => [one.record.id, one.provenance]))
  return [
    ...deals,
    ...renewals,
    ...spaces.flatMap((space) => {
      const source = products.get(space.product) ?? GroupBook.root(group)?.provenance
      const { buyers, expectedMinor, ground, product, similar } = space
      const isRevenue = space.basis === "revenue"
      const said = { _tag: "Space", product: nameOf(product), buyers: buyers.length, similar, ground } as const
      return source === undefined ? [] : [may({ ...said, expectedMinor, isRevenue }, source)]
    })
  ]
}

const weightOf: Partial<Record<ContactRole, number>> = { "economic buyer": 3, "decision maker": 2, champion: 1 }

const peopleOf = (group: Group, map: ContactMap.ContactMap, nameOf: (id: string) => string): ReadonlyArray<Line> => {
  const rank = (member: ContactMap.Member): number =>
    Math.max(0, ...ContactMap.confirmed(member).map((role) => weightOf[role] ?? 0)) + (member.influence ?? 0)
  const names = new Map(group.contacts.map(({ record }) => [record.id, record.name]))
  const people = map.members
    .filter((member) => ContactMap.confirmed(member).length > 0)
    .toSorted((a, b) => rank(b) - rank(a) || byText(a.id, b.id))
    .map((member) =>
      may(
        {
          _tag: "Person",
          name: member.name,
          title: member.title,
          roles: ContactMap.confirmed(member),
          disposition: member.attitudes[0]?.disposition ?? null,
          influence: member.influence,
          warmth: member.warmth,
          knownBy: member.knownBy[0] === undefined ? null : nameOf(member.knownBy[0].by),
          lastOn: member.lastOn
        },
        member.source
      )
    )
  const left = map.departed
    .filter((one) => one.isCritical)
    .map(({ contactId, on, roles, source }) =>
      may({ _tag: "Left", name: names.get(contactId) ?? contactId, roles, on }, source)
    )
  return [...left, ...people]
}

const decidedOf = (group: Group, asOf: Day, nameOf: (id: string) => string): ReadonlyArray<Line> =>
  History.of(group, asOf).decided.map((one) =>
    may(
      {
        _tag: "Decided",
        outcome: one.outcome,
        kind: one.kind,
        product: one.product === null ? null : nameOf(one.product),
        on: one.on,
        minor: one.minor,
        reason: one.reason,
        competitor: one.competitor === null ? null : nameOf(one.competitor)
      },
      one.source
    )
  )

/** Warnings, each with the row of the record that it is about; of a task or a touch, with the client's. */
const warningsOf = (
  group: Group,
  warnings: ReadonlyArray<Mistake.Warning>,
  nameOf: (id: string) => string
): ReadonlyArray<Line> => {
  const rows = new Map(
    [...group.cases, ...group.promises, ...group.interactions].map((one) => [one.record.id, one.provenance])
  )
  return warnings.flatMap((warning) => {
    const source = rows.get(warning.about?.id ?? "") ?? GroupBook.root(group)?.provenance
    const names = Object.fromEntries(Mistake.people(warning).map((id) => [id, nameOf(id)]))
    return source === undefined ? [] : [may({ _tag: "Mistake", warning, names }, source)]
  })
}

/** What persons have put down of the company and still holds, the latest first. */
const knownOf = (dossier: Dossier.Dossier, nameOf: (id: string) => string): ReadonlyArray<Line> =>
  dossier.facts
    .filter((fact) => fact.part === "general" && !fact.isStale)
    .toSorted((a, b) => byText(b.on ?? "", a.on ?? ""))
    .flatMap(({ confidence, name, on, source, stated, text }) =>
      stated === undefined
        ? []
        : [may({ _tag: "Known", name, text, by: nameOf(stated.by), from: stated.source, on, confidence }, source)]
    )

/** The lines by section, and how much of the dossier is filled. */
export const of = (
  book: RecordBook,
  group: Group,
  options: Options
): { readonly completeness: number; readonly lines: ReadonlyMap<SectionName, ReadonlyArray<Line>> } => {
  const { asOf, at = instantOf(asOf, 0, group.zone), byHand = [], warnings = [] } = options
  const { competitors, managers, products } = book.records
  const names = new Map([...products, ...competitors, ...managers].map(({ record }) => [record.id, record.name]))
  const nameOf = (id: string): string => names.get(id) ?? id
  const map = ContactMap.of(group, { asOf })
  const competition = Competition.of(group, asOf)
  const dossier = Dossier.of(group, { asOf, byHand, nameOf })
  const root = GroupBook.root(group)
  const facts = Offering.choose(products, {
    asOf,
    industry: root?.record.industry ?? null,
    competitors: new Set(competition.rivals.map((rival) => rival.competitorId)),
    roles: new Set(map.members.flatMap((member) => ContactMap.confirmed(member)))
  })
  const questions = dossier.gaps.flatMap(({ name, part, reason }) => {
    const source = dossier.facts.find((fact) => fact.part === part && fact.name === name)?.source ?? root?.provenance
    return source === undefined ? [] : [may({ _tag: "Question", name, part, reason }, source)]
  })
  return {
    completeness: dossier.completeness,
    lines: new Map<SectionName, ReadonlyArray<Line>>([
      ["before you go", warningsOf(group, warnings, nameOf)],
      ["company", [...BriefCompany.of(book, group, asOf, at), ...knownOf(dossier, nameOf)]],
      ["complaints and promises", troublesOf(group, at, nameOf)],
      ["competitor offers", rivalsOf(group, competition, nameOf)],
      ["offer", offersOf(book, group, options, nameOf)],
      ["people", peopleOf(group, map, nameOf)],
      ["wins and losses", decidedOf(group, asOf, nameOf)],
      [
        "product facts",
        facts.map(({ name, proof, source, text }) => may({ _tag: "Fact", product: name, text, proof }, source))
      ],
      ["questions", questions]
    ])
  }
}
