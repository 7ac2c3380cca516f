/**
 * What a test case is decided on: the records of its group as the data have them, changed as the case says from instant
 * to instant, and what is told while it runs.
 */
import {
  type AccountMarket,
  Calendar,
  type Finding,
  type RecordBook,
  type Records,
  type Store
} from "@market-of-one/core"
import type * as StatementInput from "../input/StatementInput.ts"
import type { Facts, KindName } from "../workspace/TestCase.ts"
import { groupOf, type Placed, problem } from "../workspace/TestCaseCheck.ts"
import { instantOf } from "../workspace/TestCaseReading.ts"
import * as CaseBook from "./CaseBook.ts"
import * as CaseTold from "./CaseTold.ts"
import type * as Session from "./Session.ts"

/** The facts of a group from an instant on. */
export interface Frame {
  readonly at: Calendar.Instant
  readonly records: Records.GroupRecords
  readonly segment: AccountMarket.Segment | null
}

/** A case made ready to run. `frames` are in order; the first one begins with the case. */
export interface Ready {
  readonly placed: Placed
  readonly session: Session.Session
  readonly groupId: string
  readonly from: Calendar.Instant
  readonly until: Calendar.Instant
  readonly frames: readonly [Frame, ...ReadonlyArray<Frame>]
  readonly told: ReadonlyArray<Store.Told>
}

/** A case ready to run, or what is wrong with what it gives. */
export type Prepared =
  | { readonly ok: true; readonly ready: Ready }
  | { readonly ok: false; readonly findings: ReadonlyArray<Finding.Finding> }

/** What cases are made from: a session for each day, and whom statements may name. */
export interface Ground {
  readonly sessionOf: (day: Calendar.Day) => Session.Session
  /** The groups of a book as decisions take them at an instant. */
  readonly groupsOf: (book: RecordBook.RecordBook, at: Calendar.Instant) => ReadonlyArray<Records.GroupRecords>
  readonly directory: StatementInput.Directory
  readonly zone: Calendar.Zone
}

/** The span of a case: its day, its instant, or from a day until another. */
const spanOf = ({ test }: Placed, zone: Calendar.Zone) => {
  const begins = test.at ?? test.from ?? ""
  const from = instantOf(begins, zone) ?? Calendar.instant(0)
  if (test.until !== undefined) return { from, until: instantOf(test.until, zone) ?? from }
  return { from, until: instantOf(begins, zone, true) ?? from }
}

/** A day ends with the next; an instant holds only itself. */
const closed = (span: { readonly from: Calendar.Instant; readonly until: Calendar.Instant }) =>
  span.until > span.from ? span : { from: span.from, until: Calendar.instant(span.from + 1) }

const changesOf = ({ test }: Placed, from: Calendar.Instant, zone: Calendar.Zone): ReadonlyArray<CaseTold.Change> => [
  { at: from, facts: test.given, path: ["given"] },
  ...test.meanwhile
    .map((facts, index) => ({ at: instantOf(facts.at, zone) ?? from, facts, path: ["meanwhile", index] }))
    .toSorted((a, b) => a.at - b.at)
]

const emptySegment: AccountMarket.Segment = {
  abc: null,
  xyz: null,
  isKey: null,
  keyScore: null,
  keyConfidence: null,
  types: [],
  tier: null,
  measure: null,
  share: null,
  firstOrderOn: null,
  lastOrderOn: null,
  silenceDays: null,
  usualIntervalDays: null
}

const segmentWith = (before: AccountMarket.Segment | null, analysis: Facts["analysis"]): AccountMarket.Segment | null =>
  Object.keys(analysis).length === 0 ? before : ({ ...(before ?? emptySegment), ...analysis } as AccountMarket.Segment)

/** Accounts first: the others belong to them. */
const kinds: ReadonlyArray<KindName> = [
  "accounts",
  "contacts",
  "assets",
  "opportunities",
  "cases",
  "promises",
  "interactions",
  "departures"
]

/** A frame with the book that it is made of. */
interface Made extends Frame {
  readonly book: RecordBook.RecordBook
}

/** The frame that a change makes of the one before. */
const frameAfter = (
  placed: Placed,
  before: Made,
  { at, facts, path }: CaseTold.Change,
  ground: Ground,
  findings: Array<Finding.Finding>
): Made => {
  let { book } = before
  for (const kind of kinds)
    for (const [index, patch] of facts[kind].entries()) {
      const after = CaseBook.patched(placed, [...path, kind, index], { kind, patch }, book)
      if (CaseBook.isFindings(after)) findings.push(...after)
      else book = after
    }
  const segment = segmentWith(before.segment, facts.analysis)
  const records = book === before.book ? before.records : (ground.groupsOf(book, at)[0] ?? before.records)
  return { at, book, records, segment }
}

/** The facts from instant to instant; a change that changes no fact makes no frame. */
const framesOf = (
  placed: Placed,
  data: Made,
  changes: ReadonlyArray<CaseTold.Change>,
  ground: Ground
): { readonly frames: Ready["frames"]; readonly findings: ReadonlyArray<Finding.Finding> } => {
  const findings: Array<Finding.Finding> = []
  const frames: [Made, ...Array<Made>] = [data]
  for (const change of changes) {
    const before = frames.at(-1) ?? data
    const after = frameAfter(placed, before, change, ground, findings)
    if (after.at === before.at) frames[frames.length - 1] = after
    else if (after.records !== before.records || after.segment !== before.segment) frames.push(after)
  }
  return { frames, findings }
}

/** Makes a case ready. */
export const make = (placed: Placed, ground: Ground): Prepared => {
  const { directory, zone } = ground
  const span = closed(spanOf(placed, zone))
  const session = ground.sessionOf(Calendar.dayOf(span.from, zone))
  const groupId = groupOf(placed.test, directory.groupOf) ?? ""
  const records = session.groups.find((group) => group.groupId === groupId)
  if (records === undefined)
    return { ok: false, findings: [problem(placed, ["for", "account"], `there is no group ${groupId}`)] }
  const changes = changesOf(placed, span.from, zone)
  const book = CaseBook.ofGroup(session.workspace.records, groupId)
  const data: Made = { at: span.from, book, records, segment: session.segments.get(groupId) ?? null }
  const { findings, frames } = framesOf(placed, data, changes, ground)
  const whom = CaseTold.directoryWith(
    directory,
    frames.map((frame) => frame.records)
  )
  const said = CaseTold.make(placed, changes, { groupId, from: span.from, zone, directory: whom })
  const wrong = [...findings, ...said.findings]
  if (wrong.length > 0) return { ok: false, findings: wrong }
  return { ok: true, ready: { placed, session, groupId, ...span, frames, told: said.told } }
}
