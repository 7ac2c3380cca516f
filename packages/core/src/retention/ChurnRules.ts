/**
 * The rules by which a client is at risk or lost, one row each, with what to do about it and how soon. Each check reads
 * records as they were known at the look and gives its evidence when it holds; an unknown fact holds nothing. Source:
 * docs/explanation/retention.md.
 */
import * as Case from "../account/Case.ts"
import * as Commitment from "../account/Commitment.ts"
import type { Contact, ContactRole } from "../account/Contact.ts"
import type * as Migration from "../analysis/Migration.ts"
import type * as Rhythm from "../analysis/Rhythm.ts"
import type * as Season from "../analysis/Season.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import * as ContactRoles from "../market/ContactRoles.ts"
import * as PromiseFact from "../market/PromiseFact.ts"
import { monthsBefore, type Look } from "./AsOf.ts"
import type { RetentionPolicy, Source } from "./RetentionPolicy.ts"
import type { GroupContact } from "../account/Records.ts"
import type { ClientRecords } from "./RetentionRecords.ts"

/** How a client bought up to a day. */
export interface Buying {
  /** Distinct days with a positive order. */
  readonly purchases: number
  readonly firstOn: Calendar.Day | null
  readonly lastOn: Calendar.Day | null
  readonly silenceDays: number | null
  readonly gaps: number
  /** Its own usual interval, or that of its like; null where nobody has one. */
  readonly interval: Rhythm.Interval | null
}

/** What became of a departure notice, told by whoever answered it. */
export interface NoticeOutcome {
  readonly noticeId: string
  readonly at: Calendar.Instant
  readonly outcome: "stayed" | "left"
}

/** What the rules look at. */
export interface RuleFacts {
  readonly records: ClientRecords
  readonly buying: Buying
  /** Where the client moved in the matrix since the window before; null when unknown. */
  readonly move: Migration.Move | null
  readonly trend: Season.Trend | null
  readonly outcomes: ReadonlyArray<NoticeOutcome>
  readonly look: Look
  readonly policy: RetentionPolicy
}

/** What a check found; `on` is the day from which it holds, null when unknown. */
export interface Found {
  readonly evidence: Evidence
  readonly on: Calendar.Day | null
}

/** Rules for clients at risk. */
export type AtRiskRule =
  | "departure-notice"
  | "silence"
  | "class-fallen"
  | "regularity-fallen"
  | "spend-down"
  | "promise-broken"
  | "complaints-open"
  | "person-gone"

/** Rules for lost clients: the first three by word, `long-silence` presumed. */
export type LostRule = "told" | "notice-ran-out" | "assets-ended" | "long-silence"

/** One row of the table. `withinBusinessDays` says how soon somebody acts. */
export interface ChurnRule<Id extends string> {
  readonly id: Id
  readonly source: Source
  readonly withinBusinessDays: number
  readonly check: (facts: RuleFacts) => Found | undefined
}

/** Lost by the client's word, or presumed from its silence. */
export type LostHow = "word" | "presumed"

/** A row of the table of losses. */
export interface LossRule extends ChurnRule<LostRule> {
  readonly how: LostHow
}

type Check = ChurnRule<string>["check"]

/** The shortest silence, in days, beyond so many intervals and of at least so many days. */
export const daysOf = (intervalDays: number, { days, intervals }: RetentionPolicy["lost"]): number =>
  Math.max(days, Math.floor(intervals * intervalDays) + 1)

const silence =
  (of: "atRisk" | "lost"): Check =>
  ({ buying, policy }) => {
    const { interval, lastOn, purchases, silenceDays } = buying
    if (interval === null || silenceDays === null || lastOn === null) return undefined
    if (of === "lost" && purchases < policy.fewestPurchases) return undefined
    const least = daysOf(interval.days, policy[of])
    if (silenceDays < least) return undefined
    return {
      evidence: {
        "client.lastPurchaseOn": lastOn,
        "client.silenceDays": silenceDays,
        "client.usualIntervalDays": interval.days,
        "client.intervalOf": interval.of,
        [`policy.${of}.silenceDays`]: least
      },
      on: Calendar.addDays(lastOn, least)
    }
  }

type Notice = ClientRecords["departures"][number]

/** Notices that nobody has answered for good: neither told to be over, nor of an asset that has ended. */
export const openNotices = ({ look, outcomes, policy, records }: RuleFacts): ReadonlyArray<Notice> => {
  if (records.departures.length === 0) return []
  const from = Calendar.instantOf(monthsBefore(look.day, policy.noticeMonths), 0, look.zone)
  const closed = new Set(outcomes.flatMap(({ at, noticeId }) => (at <= look.now ? [noticeId] : [])))
  const ended = new Set(records.assets.flatMap(({ id, status }) => (status === "ended" ? [id] : [])))
  return records.departures
    .filter((one) => one.at >= from && one.at <= look.now && !closed.has(one.id) && !ended.has(one.assetId ?? ""))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

const noticeEvidence = (one: Notice): Evidence => ({
  "notice.id": one.id,
  "notice.kind": one.kind,
  "notice.at": one.at,
  "notice.assetId": one.assetId ?? null,
  "notice.reason": one.reason ?? null,
  "notice.competitor": one.competitor ?? null
})

const departure: Check = (facts) => {
  const notices = openNotices(facts)
  const [first] = notices
  if (first === undefined) return undefined
  const evidence = { ...noticeEvidence(first), "notices.open": notices.length }
  return { evidence, on: Calendar.dayOf(first.at, facts.look.zone) }
}

const classFallen: Check = ({ move }) => {
  const before = move?.before?.abc
  const after = move?.after?.abc
  if (before === undefined || (after !== undefined && after <= before)) return undefined
  return { evidence: { "client.abcBefore": before, "client.abc": after ?? null }, on: null }
}

const regularityFallen: Check = ({ move }) => {
  const { after, before } = move ?? {}
  const letters = [before?.letter ?? null, after?.letter ?? null] as const
  if (after === null || after === undefined || after.abc === "C" || letters[0] === null || letters[1] === null)
    return undefined
  if (letters[1] <= letters[0]) return undefined
  return { evidence: { "client.abc": after.abc, "client.xyzBefore": letters[0], "client.xyz": letters[1] }, on: null }
}

/** The change against the same season: that of the last three months where it is known, else of the window. */
export const seasonChange = (trend: Season.Trend | null): number | null => trend?.recentChange ?? trend?.change ?? null

const spendDown: Check = ({ policy, trend }) => {
  const change = seasonChange(trend)
  if (change === null || change > -policy.spendDown) return undefined
  const evidence = {
    "client.recentChange": trend?.recentChange ?? null,
    "client.change": trend?.change ?? null,
    "policy.spendDown": policy.spendDown
  }
  return { evidence, on: null }
}

const promiseBroken: Check = ({ look, records }) => {
  const broken = records.commitments
    .map((one) => PromiseFact.judge(one, records, look.now))
    .filter((one) => Commitment.isBroken(one, look.now))
    .toSorted((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
  const [first] = broken
  if (first === undefined) return undefined
  const evidence = { "promise.id": first.id, "promise.dueAt": first.dueAt, "promises.broken": broken.length }
  return { evidence, on: Calendar.dayOf(first.dueAt, look.zone) }
}

const complaintKinds: ReadonlySet<Case.CaseKind> = new Set(["complaint", "dispute", "legal claim"])

/** Complaints, disputes and legal claims that are open, the oldest first. */
export const openComplaints = ({ look, records }: Pick<RuleFacts, "look" | "records">): ClientRecords["cases"] =>
  records.cases
    .filter((one) => complaintKinds.has(one.kind) && Case.isOpen(one, look.now))
    .toSorted((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))

const complaintsOpen: Check = (facts) => {
  const open = openComplaints(facts)
  const deciding = open[facts.policy.openComplaints - 1]
  if (deciding === undefined) return undefined
  const evidence = { "cases.open": open.map(({ id }) => id), "policy.openComplaints": facts.policy.openComplaints }
  return { evidence, on: Calendar.dayOf(deciding.openedAt, facts.look.zone) }
}

/** The roles that a contact is confirmed in, whether there or gone. */
export const confirmedRoles = (
  contact: Contact & Pick<GroupContact, "roleWords">,
  at: Calendar.Instant
): ReadonlyArray<ContactRole> =>
  ContactRoles.of(contact, { at, words: contact.roleWords ?? [] }).flatMap(({ role, standing }) =>
    standing === "confirmed" ? [role] : []
  )

const missed: ReadonlyArray<ContactRole> = ["decision maker", "champion"]

const personGone: Check = ({ look, policy, records }) => {
  if (records.contacts.every(({ leftAt }) => leftAt === undefined)) return undefined
  const from = Calendar.instantOf(monthsBefore(look.day, policy.goneMonths), 0, look.zone)
  const isGone = ({ leftAt }: Contact): boolean => leftAt !== undefined && leftAt <= look.now
  const gone = records.contacts
    .filter((one) => isGone(one) && (one.leftAt ?? 0) >= from)
    .toSorted((a, b) => (a.leftAt ?? 0) - (b.leftAt ?? 0) || (a.id < b.id ? -1 : 1))
  if (gone.length === 0) return undefined
  const filled = new Set(
    records.contacts
      .filter((one) => !isGone(one))
      .flatMap((one) => confirmedRoles(one, look.now).map((role) => `${one.accountId ?? ""} ${role}`))
  )
  for (const one of gone) {
    const held = confirmedRoles(one, look.now)
    const role = missed.find((role) => held.includes(role) && !filled.has(`${one.accountId ?? ""} ${role}`))
    if (role === undefined) continue
    const leftOn = Calendar.dayOf(one.leftAt ?? look.now, look.zone)
    return { evidence: { "contact.id": one.id, "contact.role": role, "contact.leftOn": leftOn }, on: leftOn }
  }
  return undefined
}

const boughtAfter = ({ lastOn }: Buying, day: Calendar.Day): boolean => lastOn !== null && lastOn > day

const told: Check = ({ buying, look, outcomes, records }) => {
  const left = new Map(
    outcomes.flatMap((one) => (one.outcome === "left" && one.at <= look.now ? [[one.noticeId, one]] : []))
  )
  const whole = records.departures.filter(({ assetId, id }) => assetId === undefined && left.has(id))
  const [last] = whole.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
  if (last === undefined) return undefined
  const on = Calendar.dayOf(left.get(last.id)?.at ?? last.at, look.zone)
  return boughtAfter(buying, on) ? undefined : { evidence: { ...noticeEvidence(last), "notice.outcome": "left" }, on }
}

/** A notice for the whole account, after which nothing runs and nothing was bought. */
const noticeRanOut: Check = (facts) => {
  const { buying, look, policy, records } = facts
  if (records.assets.some(({ status }) => status !== "ended")) return undefined
  for (const one of openNotices(facts)) {
    if (one.assetId !== undefined || one.kind === "asked how to leave") continue
    const given = Calendar.dayOf(one.at, look.zone)
    const on = Calendar.addDays(given, policy.noticeDays)
    if (on <= look.day && !boughtAfter(buying, given)) return { evidence: noticeEvidence(one), on }
  }
  return undefined
}

/** Whether it still buys, in its rhythm, what does not hang on an asset: then the end of its assets is not its own. */
const buysBeside = ({ buying, look, records }: RuleFacts): boolean => {
  const { interval, silenceDays } = buying
  if (interval === null || silenceDays === null || silenceDays > interval.days) return false
  const from = monthsBefore(look.day, 12)
  return (
    records.orders?.some(({ amount, assetId, date }) => assetId === undefined && amount.minor > 0 && date > from) ===
    true
  )
}

/** Every asset has ended, and nothing was bought since or is bought beside them. */
const assetsEnded: Check = (facts) => {
  const { buying, look, records } = facts
  const { assets } = records
  if (assets.length === 0 || assets.some(({ status }) => status !== "ended")) return undefined
  const ends = assets.map(({ endsAt }) => endsAt ?? look.recordsOn).toSorted()
  const on = ends.at(-1) ?? look.day
  if (on > look.day || boughtAfter(buying, on) || buysBeside(facts)) return undefined
  return { evidence: { "assets.ended": assets.map(({ id }) => id).toSorted(), "assets.lastEndedOn": on }, on }
}

/** The table of risks, the most urgent first. */
export const atRiskRules: ReadonlyArray<ChurnRule<AtRiskRule>> = [
  { id: "departure-notice", source: "founding", withinBusinessDays: 1, check: departure },
  { id: "promise-broken", source: "founding", withinBusinessDays: 1, check: promiseBroken },
  { id: "complaints-open", source: "founding", withinBusinessDays: 1, check: complaintsOpen },
  { id: "silence", source: "proposal", withinBusinessDays: 3, check: silence("atRisk") },
  { id: "person-gone", source: "practice", withinBusinessDays: 3, check: personGone },
  { id: "spend-down", source: "practice", withinBusinessDays: 5, check: spendDown },
  { id: "class-fallen", source: "practice", withinBusinessDays: 5, check: classFallen },
  { id: "regularity-fallen", source: "practice", withinBusinessDays: 5, check: regularityFallen }
]

/** The table of losses: by word first. */
export const lostRules: ReadonlyArray<LossRule> = [
  { id: "told", how: "word", source: "proposal", withinBusinessDays: 5, check: told },
  { id: "notice-ran-out", how: "word", source: "proposal", withinBusinessDays: 5, check: noticeRanOut },
  { id: "assets-ended", how: "word", source: "proposal", withinBusinessDays: 5, check: assetsEnded },
  { id: "long-silence", how: "presumed", source: "proposal", withinBusinessDays: 5, check: silence("lost") }
]
