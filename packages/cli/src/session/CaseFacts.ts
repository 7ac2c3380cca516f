/**
 * What a test case is decided on: the records of its group as the data have them, changed as the case says from instant
 * to instant, and what is told while it runs.
 */
import {
  type AccountMarket,
  Calendar,
  Contact,
  type Finding,
  Hash,
  PromiseFact,
  RecordKind,
  type Records,
  type Store,
  type Suppression
} from "@market-of-one/core"
import type * as Schema from "effect/Schema"
import type * as StatementInput from "../input/StatementInput.ts"
import * as StrictDecode from "../workspace/StrictDecode.ts"
import { kinds, type Facts, type KindName } from "../workspace/TestCase.ts"
import { groupOf, type Placed, problem } from "../workspace/TestCaseCheck.ts"
import { instantOf, type Patch } from "../workspace/TestCaseReading.ts"
import type { Path } from "../workspace/YamlFile.ts"
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
  readonly suppressions: ReadonlyArray<Suppression.Suppression>
}

/** A case ready to run, or what is wrong with what it gives. */
export type Made =
  | { readonly ok: true; readonly ready: Ready }
  | { readonly ok: false; readonly findings: ReadonlyArray<Finding.Finding> }

/** What cases are made from: a session for each day, and whom statements may name. */
export interface Ground {
  readonly sessionOf: (day: Calendar.Day) => Session.Session
  readonly addressKey: string
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

const isText = (value: unknown): value is string => typeof value === "string"

/** Null makes a fact unknown: an absent field. */
const withoutNull = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

/** The records of one kind with a patch; findings where what comes out is no record. */
const patched = (
  placed: Placed,
  path: Path,
  { kind, patch }: { readonly kind: KindName; readonly patch: Patch },
  ground: Ground,
  records: Records.GroupRecords
): Records.GroupRecords | ReadonlyArray<Finding.Finding> => {
  const of: RecordKind.RecordKind = RecordKind.kinds[kind]
  const all: ReadonlyArray<{ readonly id: string }> = records[kinds[kind]]
  const before = all.find(({ id }) => id === patch.id)
  const isNew = before === undefined
  if (kind === "accounts" && !isNew && isText(patch["parentId"]))
    return [problem(placed, [...path, "parentId"], "a case does not move an account", "change the data for that")]
  const owner = kind === "accounts" ? {} : { accountId: placed.test.for.account }
  const isDeclared = ([name]: readonly [string, unknown]) =>
    "fields" in of.schema && Object.hasOwn(of.schema.fields as object, name)
  const known = Object.entries(before ?? { ...of.defaults, ...owner })
  const whole = { ...Object.fromEntries(known.filter(isDeclared)), ...patch }
  // What the records say of themselves beyond their schema stays as it is.
  const beside = Object.fromEntries(known.filter((field) => !isDeclared(field)))
  const yaml = {
    value: withoutNull(whole),
    placeOf: (at: Path) => placed.yaml.placeOf([...placed.path, ...path, ...at])
  }
  const decoded = StrictDecode.decode(of.schema as Schema.Codec<{ readonly id: string }, unknown>, yaml, "test/record")
  if (!decoded.ok) return decoded.findings
  const { accountId, email } = decoded.value as { readonly accountId?: string; readonly email?: string }
  if (accountId !== undefined && !records.accounts.some(({ id }) => id === accountId))
    return [
      problem(
        placed,
        path,
        `account ${accountId} is not of the case's group ${records.groupId}`,
        "a case is about one group"
      )
    ]
  const address = Contact.normalEmail(email)
  const addressHash = address === undefined ? null : Hash.keyed(ground.addressKey, address)
  const record = { ...beside, ...decoded.value, ...(kind === "contacts" ? { addressHash } : {}) }
  const changed = isNew ? [...all, record] : all.map((one) => (one.id === patch.id ? record : one))
  return { ...records, [kinds[kind]]: changed }
}

const isFindings = (
  value: Records.GroupRecords | ReadonlyArray<Finding.Finding>
): value is ReadonlyArray<Finding.Finding> => Array.isArray(value)

const order = Object.keys(kinds) as ReadonlyArray<KindName>

/** The frame that a change makes of the one before. */
const frameAfter = (
  placed: Placed,
  before: Frame,
  { at, facts, path }: CaseTold.Change,
  ground: Ground,
  findings: Array<Finding.Finding>
): Frame => {
  let { records } = before
  for (const kind of order)
    for (const [index, patch] of facts[kind].entries()) {
      const after = patched(placed, [...path, kind, index], { kind, patch }, ground, records)
      if (isFindings(after)) findings.push(...after)
      else records = after
    }
  const segment = segmentWith(before.segment, facts.analysis)
  if (records === before.records) return { at, records, segment }
  const { revision: _, ...content } = PromiseFact.apply(records, at)
  return { at, records: { ...content, revision: Hash.ofValue(content).slice(0, 16) }, segment }
}

/** The facts from instant to instant; a change that changes no fact makes no frame. */
const framesOf = (
  placed: Placed,
  data: Frame,
  changes: ReadonlyArray<CaseTold.Change>,
  ground: Ground
): { readonly frames: Ready["frames"]; readonly findings: ReadonlyArray<Finding.Finding> } => {
  const findings: Array<Finding.Finding> = []
  const frames: [Frame, ...Array<Frame>] = [data]
  for (const change of changes) {
    const before = frames.at(-1) ?? data
    const after = frameAfter(placed, before, change, ground, findings)
    if (after.at === before.at) frames[frames.length - 1] = after
    else if (after.records !== before.records || after.segment !== before.segment) frames.push(after)
  }
  return { frames, findings }
}

/** Makes a case ready. */
export const make = (placed: Placed, ground: Ground): Made => {
  const { directory, zone } = ground
  const span = closed(spanOf(placed, zone))
  const session = ground.sessionOf(Calendar.dayOf(span.from, zone))
  const groupId = groupOf(placed.test, directory.groupOf) ?? ""
  const records = session.groups.find((group) => group.groupId === groupId)
  if (records === undefined)
    return { ok: false, findings: [problem(placed, ["for", "account"], `there is no group ${groupId}`)] }
  const changes = changesOf(placed, span.from, zone)
  const data: Frame = { at: span.from, records, segment: session.segments.get(groupId) ?? null }
  const { findings, frames } = framesOf(placed, data, changes, ground)
  const whom = CaseTold.directoryWith(
    directory,
    frames.map((frame) => frame.records)
  )
  const said = CaseTold.make(placed, changes, { groupId, from: span.from, zone, directory: whom })
  const wrong = [...findings, ...said.findings]
  if (wrong.length > 0) return { ok: false, findings: wrong }
  const { suppressions, told } = said
  return { ok: true, ready: { placed, session, groupId, ...span, frames, told, suppressions } }
}
