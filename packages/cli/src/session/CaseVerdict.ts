/** What a test case expected against what happened: each expectation that does not hold, with what was found instead. */
import { Calendar, type Event, type MessageReview } from "@market-of-one/core"
import type { Expect, Whom } from "../workspace/TestCase.ts"
import type { Ran } from "./CaseRun.ts"

/** An expectation that does not hold. */
export interface Miss {
  readonly expected: string
  readonly found: string
}

type Queued = Extract<Event.Decision, { readonly _tag: "MessageQueued" }>

interface Message {
  readonly queued: Queued
  readonly sent: MessageReview.ReviewedMessage | undefined
}

/** What of a journal a case is about. */
interface Sight {
  readonly whom: Whom
  /** The one day that is looked at, if it is one. */
  readonly day: Calendar.Day | undefined
  readonly entries: ReadonlyArray<Event.Entry>
  readonly messages: ReadonlyArray<Message>
  readonly zone: Calendar.Zone
  readonly aside: string | null
}

const names = { accountId: "account", contactId: "contact", programId: "program", touchId: "touch" } as const

type Fields = Readonly<Record<string, unknown>>

/** Whether an event is about whom a case looks at, or about the whole group. */
const aboutIn = (whom: Whom, journal: ReadonlyArray<Event.Entry>): ((event: Event.Event) => boolean) => {
  // Some events name their enrolment alone.
  const enrolments = new Map<unknown, Fields>()
  for (const { event } of journal)
    if (event._tag === "Enrolled") {
      const { accountId, enrolmentId, programId } = event
      enrolments.set(enrolmentId, { accountId, programId })
    }
  return (event) => {
    const own: Fields = { ...event }
    const fields: Fields = { ...enrolments.get(own["enrolmentId"]), ...own }
    return Object.entries(names).every(([field, name]) => {
      const wanted = whom[name]
      const value = fields[field] ?? undefined
      return wanted === undefined || value === undefined || value === wanted
    })
  }
}

/** Of a day, or of all: a message is of the day on which it was handed over, else of that of its decision. */
const sightOf = (
  { day, whom, zone }: { readonly day: Calendar.Day | undefined; readonly whom: Whom; readonly zone: Calendar.Zone },
  { aside, journal, sent }: Ran
): Sight => {
  const isAbout = aboutIn(whom, journal)
  const isThen = (at: Calendar.Instant): boolean => day === undefined || Calendar.dayOf(at, zone) === day
  const entries = journal.filter(({ event }) => isAbout(event))
  const handed = new Map<string, Calendar.Instant>()
  for (const { event } of journal)
    if (event._tag === "MessageSettled" && event.handedAt !== null) handed.set(event.messageId, event.handedAt)
  const queued = new Map<string, Queued>()
  for (const { at, event } of entries)
    if (event._tag === "MessageQueued" && isThen(handed.get(event.messageId) ?? at)) queued.set(event.messageId, event)
  const messages = [...queued.values()].map((one) => ({ queued: one, sent: sent.get(one.messageId) }))
  return { whom, day, entries: entries.filter(({ at }) => isThen(at)), messages, zone, aside }
}

const list = (words: Iterable<string>): string => [...new Set(words)].join("; ")
const ending = (until: Calendar.Instant | null): string =>
  until === null ? "" : ` until ${Calendar.showInstant(until)}`

interface Held {
  readonly contactId: string
  readonly rule: string
  readonly until: Calendar.Instant | null
}

const holdsIn = ({ entries }: Sight): ReadonlyArray<Held> =>
  entries.flatMap(({ event }) =>
    event._tag === "TouchHeld" || (event._tag === "MessageDeferred" && event.notBefore === null) ? [event] : []
  )

const skipsIn = ({ entries }: Sight) =>
  entries.flatMap(({ event }) => (event._tag === "TouchSkipped" || event._tag === "MessageWithdrawn" ? [event] : []))

const enrolledIn = ({ entries }: Sight) => entries.flatMap(({ event }) => (event._tag === "Enrolled" ? [event] : []))

/** Why there is no message, in a few words. */
const instead = (sight: Sight): string => {
  if (sight.aside !== null) return `the group could not be decided on: ${sight.aside}`
  const why = [
    ...sight.messages.map(({ queued }) => `a message to ${queued.contactId} by ${queued.templateId}`),
    ...holdsIn(sight).map(({ contactId, rule, until }) => `${contactId} held by ${rule}${ending(until)}`),
    ...skipsIn(sight).map(({ contactId, reason }) => `${contactId} skipped: ${reason}`)
  ]
  if (why.length > 0) return list(why)
  if (sight.day !== undefined) return "nothing of the kind"
  return enrolledIn(sight).length > 0 ? "no touch was due" : "the account entered no program that the case is about"
}

/** Every message has to say it, and there has to be one. */
const ofMessages = (
  expected: string,
  sight: Sight,
  says: (message: Message) => string | undefined
): ReadonlyArray<Miss> => {
  if (sight.messages.length === 0) return [{ expected, found: `no message; ${instead(sight)}` }]
  const others = sight.messages.flatMap((message) => {
    const other = says(message)
    return other === undefined ? [] : [`${message.queued.contactId}: ${other}`]
  })
  return others.length === 0 ? [] : [{ expected, found: list(others) }]
}

const rendered = (says: (sent: MessageReview.ReviewedMessage) => string | undefined) => (message: Message) =>
  message.sent === undefined ? "its message was not sent" : says(message.sent)

/** Whether an instant is the one that is said, or of the day that is said. */
const isAt = (said: string, at: Calendar.Instant | null, zone: Calendar.Zone): boolean =>
  at !== null && (Calendar.isDay(said) ? Calendar.dayOf(at, zone) === said : at === Calendar.parseInstant(said))

/** Words in their order: where lines break is the layout's. */
const wordsOf = (text: string): ReadonlyArray<string> => text.split(/\s+/u).filter((word) => word !== "")

/** What stands in a text where it first differs from the one that is wanted. */
const differs = (wanted: string, found: string): string | undefined => {
  const [want, have] = [wordsOf(wanted), wordsOf(found)]
  const at = Array.from({ length: Math.max(want.length, have.length) }, (_, index) => index).find(
    (index) => want[index] !== have[index]
  )
  if (at === undefined) return undefined
  const near = (words: ReadonlyArray<string>): string => {
    const some = words.slice(Math.max(0, at - 2), at + 6).join(" ")
    return some === "" ? "its end" : `"${some}"`
  }
  return `${near(have)}, not ${near(want)}`
}

const ofContent = (expect: Expect, sight: Sight): ReadonlyArray<Miss> => {
  const misses: Array<Miss> = []
  const { sender, subject, template, textContains, variant } = expect
  if (variant !== undefined)
    misses.push(
      ...ofMessages(`variant ${variant}`, sight, ({ queued }) =>
        queued.variantId === variant ? undefined : `variant ${queued.variantId} (${queued.templateId})`
      )
    )
  if (template !== undefined)
    misses.push(
      ...ofMessages(`template ${template}`, sight, ({ queued }) =>
        queued.templateId === template ? undefined : queued.templateId
      )
    )
  if (subject !== undefined)
    misses.push(
      ...ofMessages(
        `subject "${subject}"`,
        sight,
        rendered((sent) => (sent.subject === subject ? undefined : `"${sent.subject}"`))
      )
    )
  for (const part of ["text", "html"] as const) {
    const wanted = expect[part]
    if (wanted !== undefined)
      misses.push(
        ...ofMessages(
          `the ${part} as said`,
          sight,
          rendered((sent) => differs(wanted, sent[part]))
        )
      )
  }
  if (sender !== undefined)
    misses.push(
      ...ofMessages(
        `from ${sender}`,
        sight,
        rendered(({ from }) =>
          sender === from.name || sender === from.address ? undefined : `${from.name}, ${from.address}`
        )
      )
    )
  for (const part of typeof textContains === "string" ? [textContains] : (textContains ?? []))
    misses.push(
      ...ofMessages(
        `a text with "${part}"`,
        sight,
        rendered((sent) => (sent.text.includes(part) ? undefined : "a text without it"))
      )
    )
  return misses
}

const ofHolds = ({ held, skipped, until }: Expect, sight: Sight): ReadonlyArray<Miss> => {
  const misses: Array<Miss> = []
  const isUntil = (at: Calendar.Instant | null): boolean => until === undefined || isAt(until, at, sight.zone)
  if (held !== undefined && !holdsIn(sight).some((one) => one.rule === held && isUntil(one.until)))
    misses.push({ expected: `held by ${held}${until === undefined ? "" : ` until ${until}`}`, found: instead(sight) })
  if (skipped !== undefined && !skipsIn(sight).some(({ reason }) => reason === skipped))
    misses.push({ expected: `skipped: ${skipped}`, found: instead(sight) })
  return misses
}

const ofSending = ({ messages, sent }: Expect, sight: Sight): ReadonlyArray<Miss> => {
  const count = sight.messages.filter((message) => message.sent !== undefined).length
  const misses: Array<Miss> = []
  const found =
    count === 0
      ? instead(sight)
      : `${count} sent: ${list(sight.messages.map(({ queued }) => `${queued.touchId} to ${queued.contactId}`))}`
  if (sent !== undefined && sent !== count > 0)
    misses.push({ expected: sent ? "a message is sent" : "nothing is sent", found })
  if (messages !== undefined && messages !== count) misses.push({ expected: `${messages} messages sent`, found })
  return misses
}

const ofPrograms = ({ enrolled, exited, holdout, notEnrolled }: Expect, sight: Sight): ReadonlyArray<Miss> => {
  const entries = enrolledIn(sight)
  const misses: Array<Miss> = []
  const places = entries.map((one) => `${one.programId}/${one.playId}${one.holdout ? " as holdout" : ""}`)
  const found = places.length === 0 ? "it entered nothing" : `it entered ${list(places)}`
  const isIn = (place: string): boolean => {
    const [program, play] = place.split("/")
    return entries.some((one) => one.programId === program && (play === undefined || one.playId === play))
  }
  if (enrolled !== undefined && !isIn(enrolled)) misses.push({ expected: `it enters ${enrolled}`, found })
  if (notEnrolled !== undefined && isIn(notEnrolled))
    misses.push({ expected: `it does not enter ${notEnrolled}`, found })
  if (holdout !== undefined && !entries.some((one) => one.holdout === holdout))
    misses.push({ expected: holdout ? "it is a holdout" : "it is no holdout", found })
  const exits = sight.entries.flatMap(({ event }) => (event._tag === "Exited" ? [event.reason] : []))
  if (exited !== undefined && !exits.includes(exited))
    misses.push({ expected: `it leaves: ${exited}`, found: exits.length === 0 ? "it did not leave" : list(exits) })
  return misses
}

/** A task in the words of a case: its kind, and of its times those that a case states. */
const taskOf = (
  { acceptBy, due, task }: Expect,
  one: Extract<Event.Event, { readonly _tag: "TaskCreated" }>,
  zone: Calendar.Zone
): string => {
  const ofTime = (said: string | undefined, at: Calendar.Instant | null): string => {
    if (said === undefined || one.kind !== task) return ""
    if (isAt(said, at, zone)) return said
    return at === null ? "never" : Calendar.isDay(said) ? Calendar.dayOf(at, zone) : Calendar.showInstant(at)
  }
  return taskWords(one.kind, ofTime(due, one.dueAt), ofTime(acceptBy, one.acceptBy))
}

const taskWords = (kind: string, due = "", acceptBy = ""): string =>
  `${kind}${due === "" ? "" : ` due ${due}`}${acceptBy === "" ? "" : ` to be taken on by ${acceptBy}`}`

const ofOurs = (expect: Expect, { entries, zone }: Sight): ReadonlyArray<Miss> => {
  const { acceptBy, approver, due, offer, stage, task } = expect
  const events = entries.map(({ event }) => event)
  const tasks = events.flatMap((event) => (event._tag === "TaskCreated" ? [taskOf(expect, event, zone)] : []))
  const approvers = events.flatMap((event) => {
    if (event._tag === "ApprovalRequested") return [event.of ?? "nobody"]
    return event._tag === "OfferMade" && event.approvalOf !== null ? [event.approvalOf] : []
  })
  const offers = events.flatMap((event) => (event._tag === "OfferMade" ? [event.rung] : []))
  const stages = events.flatMap((event) => (event._tag === "StageChanged" ? [event.to ?? "none"] : []))
  return [
    { wanted: task === undefined ? undefined : taskWords(task, due, acceptBy), what: "a task", said: tasks },
    { wanted: approver, what: "the word of", said: approvers },
    { wanted: offer, what: "an offer", said: offers },
    { wanted: stage, what: "the stage", said: stages }
  ].flatMap(({ said, wanted, what }) =>
    wanted === undefined || said.some((one) => one === wanted)
      ? []
      : [{ expected: `${what} ${wanted}`, found: said.length === 0 ? "there is none" : list(said) }]
  )
}

/** The expectations that do not hold; none is a case that passed. */
export const judge = (expect: Expect, whom: Whom, ran: Ran, zone: Calendar.Zone): ReadonlyArray<Miss> => {
  const { day } = expect
  const sight = sightOf({ day, whom, zone }, ran)
  const parts = [ofContent, ofHolds, ofSending, ofPrograms, ofOurs]
  const ofDay = (said: string): string => (day === undefined ? said : `${said} on ${day}`)
  const misses = parts
    .flatMap((part) => part(expect, sight))
    .map(({ expected, found }) => ({ expected: ofDay(expected), found: ofDay(found) }))
  return ran.aside !== null && misses.length === 0
    ? [{ expected: "the group is decided on", found: ran.aside }]
    : misses
}

/** The entries that tell what happened to whom a case looks at; messages by what they were for. */
export const trace = (whom: Whom, { journal }: Ran): ReadonlyArray<Event.Entry> => {
  const isAbout = aboutIn(whom, journal)
  const messages = new Set(
    journal.flatMap(({ event }) => (event._tag === "MessageQueued" && isAbout(event) ? [event.messageId] : []))
  )
  return journal.filter(({ event }) => {
    if (event._tag === "Ticked" || event._tag === "FactsImported") return false
    return event._tag === "MessageSettled" ? messages.has(event.messageId) : isAbout(event)
  })
}
