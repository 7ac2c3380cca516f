/**
 * One voice: of several programs that an account is inside, one speaks at a time. The word is the last speaker's, from
 * its message until the account leaves it, or until no touch of it was due for some days; the others wait. Source:
 * docs/decisions/0017.
 */
import { addDays, dayMillis, dayOf, instant, instantOf, type Instant, type Zone } from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { Definitions } from "./Definition.ts"
import type { EnrolmentState, TouchState, TouchStatus } from "./Enrolment.ts"
import type { Policy } from "./Policy.ts"

/** Who speaks, and until when if nothing of it is due before. */
export interface Speaker {
  readonly enrolmentId: string
  readonly programId: string
  readonly until: Instant
}

/** A task of a step, as far as it is a touch of its program. */
export interface StepTask {
  readonly enrolmentId?: string
  /** With whom it is done; with nobody named it is work of ours. */
  readonly contactIds: ReadonlyArray<string>
  readonly createdAt: Instant
  readonly dueAt: Instant | null
  readonly closed: { readonly at: Instant; readonly outcome: string } | null
}

/** What it is judged by, beside the enrolments. */
export interface Setting {
  readonly horizon: Horizon
  readonly policy: Policy
  readonly definitions: Definitions
  readonly tasks: Readonly<Record<string, StepTask>>
}

/** What one enrolment has said and when something of it was last due. */
interface Voice {
  readonly one: EnrolmentState
  /** Its last message. */
  readonly spokeAt: Instant | undefined
  /** Its first task with persons of the account. */
  readonly tookUpAt: Instant | undefined
  /** Its last word, by message or by task. */
  readonly lastAt: Instant
  readonly dueAt: Instant
}

const spoken: ReadonlySet<TouchStatus> = new Set(["queued", "sent", "unknown"])
const later = (a: Instant | undefined, b: Instant): Instant => (a === undefined || b > a ? b : a)
const earlier = (a: Instant | undefined, b: Instant): Instant => (a === undefined || b < a ? b : a)

/** When a touch was due: its turn while it waits, for waiting makes it no later; else when it came to its end. */
const dueAt = ({ at, deadlineFrom, notAfter, status }: TouchState): Instant =>
  status === "held" || (status === "queued" && notAfter === null) ? deadlineFrom : at

const serviceTouches = ({ playId, version }: EnrolmentState, { byVersion }: Definitions): ReadonlySet<string> => {
  const play = byVersion.get(version)?.plays.find((one) => one.play.id === playId)
  const service = play?.touches.filter(({ touch }) => touch.class === "service") ?? []
  return new Set(service.map(({ touch }) => touch.id))
}

const byEnrolment = new WeakMap<Setting["tasks"], ReadonlyMap<string, ReadonlyArray<StepTask>>>()

/** Tasks of steps that somebody does or did; what was dismissed or withdrawn is as a touch that was skipped. */
const tasksOf = ({ enrolmentId }: EnrolmentState, tasks: Setting["tasks"]): ReadonlyArray<StepTask> => {
  let known = byEnrolment.get(tasks)
  if (known === undefined) {
    const touches = Object.values(tasks).filter(({ closed }) => closed === null || closed.outcome === "done")
    byEnrolment.set(tasks, (known = Map.groupBy(touches, (task) => task.enrolmentId ?? "")))
  }
  return known.get(enrolmentId) ?? []
}

/** What an enrolment has said; undefined when it has said nothing. Service messages are no part of it. */
const voiceOf = (one: EnrolmentState, { definitions, tasks }: Setting): Voice | undefined => {
  const service = serviceTouches(one, definitions)
  let due: Instant | undefined
  let spokeAt: Instant | undefined
  let tookUpAt: Instant | undefined
  let lastAt: Instant | undefined
  for (const [touchId, byContact] of Object.entries(one.touches)) {
    if (service.has(touchId)) continue
    for (const touch of Object.values(byContact)) {
      if (touch.status === "skipped") continue
      due = later(due, dueAt(touch))
      if (spoken.has(touch.status)) spokeAt = later(spokeAt, touch.spokenAt ?? touch.at)
    }
  }
  if (spokeAt !== undefined) lastAt = spokeAt
  for (const { closed, contactIds, createdAt, dueAt: dueBy } of tasksOf(one, tasks)) {
    due = later(due, closed?.at ?? dueBy ?? createdAt)
    if (contactIds.length === 0) continue
    tookUpAt = earlier(tookUpAt, createdAt)
    lastAt = later(lastAt, closed?.at ?? createdAt)
  }
  return lastAt === undefined ? undefined : { one, spokeAt, tookUpAt, lastAt, dueAt: later(due, lastAt) }
}

/** The next midnight of a zone. */
const dayEnd = (at: Instant, zone: Zone): Instant => instantOf(addDays(dayOf(at, zone), 1), 0, zone)

/** Until when an enrolment keeps the word: some days while it is inside, in any case the day of its last word. */
const keepsUntil = ({ dueAt: due, lastAt, one }: Voice, { oneVoice }: Policy, zone: Zone): Instant => {
  const day = dayEnd(lastAt, zone)
  return one.exited === null ? later(day, instant(due + oneVoice.quietDays * dayMillis)) : day
}

/** The voice that comes first by an instant, ties by id; `sign` -1 for the latest. */
const first = (voices: ReadonlyArray<Voice>, at: (voice: Voice) => Instant | undefined, sign: 1 | -1) =>
  voices
    .filter((voice) => at(voice) !== undefined)
    .toSorted((a, b) => sign * ((at(a) ?? 0) - (at(b) ?? 0)) || (a.one.enrolmentId < b.one.enrolmentId ? -1 : 1))[0]

/** Who has the word: who sent the last message; while nobody keeps it by a message, who took up a task first. */
const holder = (
  voices: ReadonlyArray<Voice>,
  zone: Zone,
  { horizon, policy }: Setting
): { readonly voice: Voice; readonly until: Instant } | undefined => {
  const last = first(voices, ({ spokeAt }) => spokeAt, -1)
  if (last !== undefined) {
    const until = keepsUntil(last, policy, zone)
    if (!horizon.passed(until)) return { voice: last, until }
  }
  const atWork = voices.filter(
    (voice) => voice.tookUpAt !== undefined && !horizon.passed(keepsUntil(voice, policy, zone))
  )
  const voice = first(atWork, ({ tookUpAt }) => tookUpAt, 1)
  return voice && { voice, until: keepsUntil(voice, policy, zone) }
}

/**
 * The program that has the word at an account and keeps another one silent; undefined when the one that asks may speak.
 * `enrolments` are the group's in any order; with `count: group` in the policy one voice is the group's. Two never speak
 * on one day of the account's zone, also when the first has just left.
 */
export const speaker = (
  enrolments: Iterable<EnrolmentState>,
  asks: { readonly programId: string; readonly accountId: string; readonly zone: Zone },
  setting: Setting
): Speaker | undefined => {
  const { count } = setting.policy.oneVoice
  if (count === "off") return undefined
  const voices: Array<Voice> = []
  for (const one of enrolments) {
    if (one.holdout || (count === "account" && one.accountId !== asks.accountId)) continue
    const voice = voiceOf(one, setting)
    if (voice !== undefined) voices.push(voice)
  }
  const found = holder(voices, asks.zone, setting)
  if (found === undefined || found.voice.one.programId === asks.programId) return undefined
  const { enrolmentId, programId } = found.voice.one
  return { enrolmentId, programId, until: found.until }
}
