/**
 * A dossier is what we know of a client, in four parts: general facts, history of the relationship, decision scheme,
 * competitors. Each fact has its source row, its day, a confidence and an expiry; what contradicts is shown, what is
 * missing is listed by what it blocks. Source: docs/explanation/account-market.md (досье).
 */
import { DossierPart, type factNames } from "../account/DossierFact.ts"
import { addMonths, type Day } from "../kernel/Calendar.ts"
import type { Provenance } from "../kernel/Provenance.ts"
import * as DossierFacts from "./DossierFacts.ts"
import type { GroupBook } from "./GroupBook.ts"
import * as History from "./History.ts"

/** The four parts; each is a quarter of the completeness. */
export const parts = DossierPart.literals
/** One of the four parts. */
export type Part = DossierPart

/** What a gap blocks, the worst first. */
export const blocks = ["negotiation", "offer", "qualification", "plan", "knowledge"] as const
/** What a gap keeps us from doing well. */
export type Block = (typeof blocks)[number]

/** A fact before it is judged: what a record or a person says. */
export interface Statement {
  readonly part: Part
  /** One of the required facts of the part, or any other name. */
  readonly name: string
  readonly text: string
  /** The day of the fact; null when nobody says. */
  readonly on: Day | null
  /** 0 to 1: 1 recorded, 0.5 claimed or derived. */
  readonly confidence: number
  readonly source: Provenance
  readonly accountId?: string
  /** A last day of its own, before the part's expiry. */
  readonly validUntil?: Day
  /** Who put it down and where it is from, in words; absent where a record says it. */
  readonly stated?: { readonly by: string; readonly source: string }
}

/** One fact of the dossier. */
export interface Fact extends Statement {
  /** The first day on which it is stale; null when its day is not known or when it cannot grow old. */
  readonly expiresOn: Day | null
  readonly isStale: boolean
}

/** A fact that must be known, and what cannot be done well without it. */
export interface Required {
  readonly part: Part
  readonly name: string
  readonly blocks: Block
  /** Months after which it is stale; null for what has happened and stays true. */
  readonly months: number | null
  /** One value at a time: two that differ contradict each other. */
  readonly isSingle?: boolean
}

/** A required fact whose name a fact by hand can have. */
type Standard = Required & { readonly name: (typeof factNames)[Part][number] }

const generalMonths = 12
const peopleMonths = 6
const competitorMonths = 3

/** The required facts. Months: general 12, people 6, competitors 3. A host can give its own. */
export const required: ReadonlyArray<Standard> = [
  { part: "general", name: "description", blocks: "offer", months: generalMonths, isSingle: true },
  { part: "general", name: "headcount", blocks: "qualification", months: generalMonths, isSingle: true },
  { part: "general", name: "history", blocks: "knowledge", months: null, isSingle: true },
  { part: "general", name: "positions", blocks: "negotiation", months: peopleMonths },
  { part: "general", name: "organisation", blocks: "plan", months: generalMonths },
  { part: "general", name: "surroundings", blocks: "knowledge", months: generalMonths },
  { part: "general", name: "weak points", blocks: "offer", months: generalMonths },
  { part: "general", name: "prospects", blocks: "plan", months: generalMonths },
  { part: "relationship", name: "supplied", blocks: "offer", months: null },
  { part: "relationship", name: "tenders", blocks: "negotiation", months: null },
  { part: "relationship", name: "present dealings", blocks: "negotiation", months: generalMonths },
  { part: "relationship", name: "planned dealings", blocks: "plan", months: null },
  { part: "decision scheme", name: "economic buyer", blocks: "negotiation", months: peopleMonths },
  { part: "decision scheme", name: "who decides", blocks: "negotiation", months: peopleMonths },
  { part: "decision scheme", name: "who advises", blocks: "offer", months: peopleMonths },
  { part: "decision scheme", name: "who can veto", blocks: "negotiation", months: peopleMonths },
  { part: "decision scheme", name: "stages", blocks: "plan", months: peopleMonths },
  { part: "decision scheme", name: "criteria", blocks: "offer", months: generalMonths },
  { part: "decision scheme", name: "deadlines", blocks: "negotiation", months: peopleMonths },
  { part: "competitors", name: "who is present", blocks: "negotiation", months: competitorMonths },
  { part: "competitors", name: "share of wallet", blocks: "qualification", months: competitorMonths },
  { part: "competitors", name: "offers", blocks: "negotiation", months: competitorMonths }
]

/** A required fact that nobody has said, or that is only known from long ago. */
export interface Gap {
  readonly part: Part
  readonly name: string
  readonly reason: "missing" | "stale"
  readonly blocks: Block
}

/** Statements of the same single-valued fact that differ. */
export interface Contradiction {
  readonly name: string
  readonly accountId: string | null
  readonly facts: ReadonlyArray<Fact>
}

/** How much of a part is known: 1 for each fresh fact, a half for each stale one. */
export interface PartFilled {
  readonly part: Part
  readonly filled: number
  readonly required: number
}

/** The dossier of one group at a day. */
export interface Dossier {
  readonly groupId: string
  readonly asOf: Day
  /** By part, name, account, day (latest first) and source. */
  readonly facts: ReadonlyArray<Fact>
  readonly history: History.History
  readonly contradictions: ReadonlyArray<Contradiction>
  readonly filled: ReadonlyArray<PartFilled>
  /** 0 to 1, a quarter from each part. */
  readonly completeness: number
  /** The worst block first; a missing fact before a stale one. */
  readonly gaps: ReadonlyArray<Gap>
}

/** What a dossier is made with beside the records. */
export interface Options {
  readonly asOf: Day
  /** Facts by hand beside those among the records. */
  readonly byHand?: ReadonlyArray<Statement>
  readonly required?: ReadonlyArray<Required>
  /** Names of products and competitors by id, for the texts. */
  readonly nameOf?: (id: string) => string
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sourceKey = ({ file = "", line = 0, source }: Provenance): string =>
  `${source}\u0000${file}\u0000${String(line).padStart(12, "0")}`

const inOrder = (a: Fact, b: Fact): number =>
  parts.indexOf(a.part) - parts.indexOf(b.part) ||
  compare(a.name, b.name) ||
  compare(a.accountId ?? "", b.accountId ?? "") ||
  compare(b.on ?? "", a.on ?? "") ||
  compare(sourceKey(a.source), sourceKey(b.source)) ||
  compare(a.text, b.text)

const judge = (said: Statement, asOf: Day, table: ReadonlyArray<Required>): Fact => {
  const rule = table.find((one) => one.part === said.part && one.name === said.name)
  const months = rule === undefined ? generalMonths : rule.months
  const aged = said.on === null || months === null ? null : addMonths(said.on, months)
  const { validUntil } = said
  const own = validUntil === undefined ? null : validUntil
  const expiresOn = aged === null ? own : own === null || aged < own ? aged : own
  return { ...said, expiresOn, isStale: expiresOn !== null && expiresOn <= asOf }
}

const contradictionsOf = (facts: ReadonlyArray<Fact>, table: ReadonlyArray<Required>): ReadonlyArray<Contradiction> => {
  const single = new Set(table.filter((one) => one.isSingle === true).map((one) => one.name))
  const byFact = new Map<string, Array<Fact>>()
  for (const fact of facts) {
    if (!single.has(fact.name)) continue
    const key = `${fact.name}\u0000${fact.accountId ?? ""}`
    const known = byFact.get(key)
    if (known === undefined) byFact.set(key, [fact])
    else known.push(fact)
  }
  return [...byFact.values()].flatMap((said) => {
    const [first] = said
    return first === undefined || new Set(said.map((fact) => fact.text)).size < 2
      ? []
      : [{ name: first.name, accountId: first.accountId ?? null, facts: said }]
  })
}

/**
 * The dossier of a group. Facts of days after `asOf` are left out. Total; the order of records and of facts by hand is
 * irrelevant. An undated fact is counted as filled: it is not known to be stale.
 */
export const of = (book: GroupBook, options: Options): Dossier => {
  const { asOf, byHand = [], required: table = required } = options
  const history = History.of(book, asOf)
  const said = [...DossierFacts.of(book, history, { asOf, nameOf: options.nameOf ?? ((id) => id) }), ...byHand]
  const facts = said
    .filter((one) => one.on === null || one.on <= asOf)
    .map((one) => judge(one, asOf, table))
    .toSorted(inOrder)
  const fresh = new Map<string, boolean>()
  for (const fact of facts) {
    const key = `${fact.part}\u0000${fact.name}`
    fresh.set(key, fresh.get(key) === true || !fact.isStale)
  }
  const stateOf = (one: Required) => fresh.get(`${one.part}\u0000${one.name}`)
  const filled = parts.map((part): PartFilled => {
    const own = table.filter((one) => one.part === part)
    const points = own.reduce((sum, one) => sum + (stateOf(one) === undefined ? 0 : stateOf(one) === true ? 1 : 0.5), 0)
    return { part, filled: points, required: own.length }
  })
  const gaps = table.flatMap((one): ReadonlyArray<Gap> => {
    const isFresh = stateOf(one)
    if (isFresh === true) return []
    return [{ part: one.part, name: one.name, reason: isFresh === undefined ? "missing" : "stale", blocks: one.blocks }]
  })
  return {
    groupId: book.group.id,
    asOf,
    facts,
    history,
    contradictions: contradictionsOf(facts, table),
    filled,
    completeness:
      filled.reduce((sum, one) => sum + (one.required === 0 ? 1 : one.filled / one.required), 0) / parts.length,
    gaps: gaps.toSorted(
      (a, b) =>
        blocks.indexOf(a.blocks) - blocks.indexOf(b.blocks) ||
        compare(a.reason, b.reason) ||
        parts.indexOf(a.part) - parts.indexOf(b.part) ||
        compare(a.name, b.name)
    )
  }
}
