/**
 * The negotiation brief: one page of statements, each with its source row. Open complaints, promises and competitor
 * offers are never cut; what was cut is counted. Source: docs/explanation/account-market.md (negotiation brief).
 */
import type { RecordBook } from "../intake/RecordBook.ts"
import type { Day, Instant } from "../kernel/Calendar.ts"
import type { Dossier, Statement } from "../market/Dossier.ts"
import * as GroupBook from "../market/GroupBook.ts"
import * as BriefLines from "./BriefLines.ts"
import type { Line } from "./BriefLine.ts"
import type { Warning } from "./Mistake.ts"

/** The sections of the page, in its order. */
export const sections = [
  "before you go",
  "company",
  "complaints and promises",
  "competitor offers",
  "offer",
  "people",
  "wins and losses",
  "product facts",
  "questions"
] as const

/** One section of the page. */
export type SectionName = (typeof sections)[number]

/** Most lines of each section that may be cut; a host gives its own. */
export type Limits = Readonly<Record<SectionName, number>>

/** Limits that leave a page readable. */
export const limits: Limits = {
  "before you go": 5,
  company: 8,
  "complaints and promises": 0,
  "competitor offers": 3,
  offer: 6,
  people: 9,
  "wins and losses": 6,
  "product facts": 5,
  questions: 5
}

/** Lines that fit one A4 page at its usual size. */
export const room = 44

/** What a brief is made with beside the records. */
export interface Options {
  readonly asOf: Day
  /** The instant at which complaints, promises and meetings are looked at; the beginning of `asOf` unless said. */
  readonly at?: Instant
  readonly byHand?: ReadonlyArray<Statement>
  readonly grossMargin?: number
  /** Mistakes that are warned of, the most urgent first. */
  readonly warnings?: ReadonlyArray<Warning>
  readonly limits?: Limits
  readonly room?: number
}

/** One section: the lines that are shown, and how many were cut. */
export interface Section {
  readonly name: SectionName
  readonly lines: ReadonlyArray<Line>
  readonly cut: number
}

/** The brief of one group at a day. */
export interface Brief {
  readonly groupId: string
  readonly name: string
  readonly asOf: Day
  readonly currency: string
  /** How much of the dossier is filled, 0 to 1. */
  readonly completeness: Dossier["completeness"]
  /** In the order of the page; a section without a line and without a cut is left out. */
  readonly sections: ReadonlyArray<Section>
  /** Lines cut, of all sections. */
  readonly cut: number
}

/** Takes lines off the sections with most lines that may go, until all fit; lines that must stay, stay. */
const fitted = (
  all: ReadonlyMap<SectionName, ReadonlyArray<Line>>,
  most: Limits,
  lines: number
): ReadonlyArray<Section> => {
  const kept = sections.map((name) => {
    const own = all.get(name) ?? []
    const must = own.filter((line) => line.isKept)
    const may = own.filter((line) => !line.isKept)
    return { name, must, may: may.slice(0, most[name]), total: own.length }
  })
  const count = (): number => kept.reduce((sum, one) => sum + one.must.length + one.may.length, 0)
  while (count() > lines) {
    const longest = kept.reduce((found, one) => (one.may.length >= found.may.length ? one : found))
    if (longest.may.length === 0) break
    longest.may = longest.may.slice(0, -1)
  }
  return kept
    .filter((one) => one.total > 0)
    .map(({ may, must, name, total }) => ({
      name,
      lines: [...must, ...may],
      cut: total - must.length - may.length
    }))
}

/**
 * The brief of the group that an account belongs to; undefined when there is no such account. Total; the order of the
 * records is irrelevant.
 */
export const of = (book: RecordBook, accountId: string, options: Options): Brief | undefined => {
  const group = GroupBook.of(book, accountId)
  if (group === undefined) return undefined
  const { completeness, lines } = BriefLines.of(book, group, options)
  const told = fitted(lines, options.limits ?? limits, options.room ?? room)
  return {
    groupId: group.group.id,
    name: group.group.name,
    asOf: options.asOf,
    currency: group.currency,
    completeness,
    sections: told,
    cut: told.reduce((sum, one) => sum + one.cut, 0)
  }
}
