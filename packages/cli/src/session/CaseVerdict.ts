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

const sightOf = (whom: Whom, { aside, journal, sent }: Ran, zone: Calendar.Zone): Sight => {
  const isAbout = aboutIn(whom, journal)
  const entries = journal.filter(({ event }) => isAbout(event))
  const queued = new Map<string, Queued>()
  for (const { event } of entries) if (event._tag === "MessageQueued") queued.set(event.messageId, event)
  const messages = [...queued.values()].map((one) => ({ queued: one, sent: sent.get(one.messageId) }))
  return { whom, entries, messages, zone, aside }
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

const ofContent = (expect: Expect, sight: Sight): ReadonlyArray<Miss> => {
  const misses: Array<Miss> = []
  const { subject, template, textContains, variant } = expect
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
  const isUntil = (at: Calendar.Instant | null): boolean =>
    until === undefined ||
    (at !== null &&
      (Calendar.isDay(until) ? Calendar.dayOf(at, sight.zone) === until : at === Calendar.parseInstant(until)))
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

const ofOurs = ({ offer, stage, task }: Expect, { entries }: Sight): ReadonlyArray<Miss> => {
  const events = entries.map(({ event }) => event)
  const tasks = events.flatMap((event) => (event._tag === "TaskCreated" ? [event.kind] : []))
  const offers = events.flatMap((event) => (event._tag === "OfferMade" ? [event.rung] : []))
  const stages = events.flatMap((event) => (event._tag === "StageChanged" ? [event.to ?? "none"] : []))
  return [
    { wanted: task, what: "a task", said: tasks },
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
  const sight = sightOf(whom, ran, zone)
  const parts = [ofContent, ofHolds, ofSending, ofPrograms, ofOurs]
  const misses = parts.flatMap((part) => part(expect, sight))
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
