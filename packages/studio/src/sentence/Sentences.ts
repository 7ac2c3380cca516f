/**
 * The journal in plain sentences: one for each event, in English or Russian. The report's timelines and `abm why` both
 * say these. Total over the events: one that is added to the core and not told here does not compile.
 */
import type { Activity, Event } from "@market-of-one/core"
import { translated } from "./Because.ts"
import * as Reasons from "./Reasons.ts"
import { voiceOf, type Context, type Names, type Voice } from "./Voice.ts"
import * as WorkSentences from "./WorkSentences.ts"

export type { Locale } from "../words/Glossary.ts"
export type { Context, Names } from "./Voice.ts"

export type { TaskTold, WordTold } from "./WorkSentences.ts"

/** What a task asks for, in the reader's language where its rule and evidence tell it; else as it was written down. */
export const taskText = (task: WorkSentences.TaskTold, context: Context): string =>
  WorkSentences.textOf(task, voiceOf(context))

/** Why a word is asked; empty where nothing tells. */
export const askedBecause = (word: WorkSentences.WordTold, context: Context): string =>
  WorkSentences.askedBecause(word, voiceOf(context))

const activity = (one: Activity.Activity, { contact, language, say }: Voice): string => {
  const values = { contact: contact(one.contactId) }
  switch (one.kind) {
    case "opened":
    case "clicked":
    case "replied":
    case "complained":
      return say(one.kind, values)
    case "out of office":
      return one.until === undefined
        ? say("away", values)
        : say("away until", { ...values, until: language.instant(one.until) })
    case "unsubscribed":
      return one.topic === undefined || one.topic === "*"
        ? say("unsubscribed from all", values)
        : say("unsubscribed", { ...values, topic: one.topic })
    case "bounced":
      return say(one.hard === true ? "bounced hard" : "bounced soft", values)
  }
}

const consent = (event: Extract<Event.Event, { _tag: "ConsentChanged" }>, { contact, say, topic }: Voice): string => {
  const { status, source } = event.consent
  const sentence = say(`consent ${status}`, {
    contact: contact(event.contactId),
    topic: topic(event.consent.topic),
    source
  })
  return event.scope === "account" ? say("for everyone", { sentence }) : sentence
}

const settled = (
  event: Extract<Event.Event, { _tag: "MessageSettled" }>,
  { language, message, say }: Voice
): string => {
  const why = event.reason === null ? "" : `: ${Reasons.short(event.reason, language)}`
  const state = event.state === "handing" ? "queued" : event.state
  return say(state, { message: message(event.messageId), why })
}

const enrolmentAborted = (event: Extract<Event.Event, { _tag: "EnrolmentAborted" }>, voice: Voice): string => {
  const by = voice.person(event.by)
  const known = voice.enrolment(event.enrolmentId)
  return known === undefined
    ? voice.say("aborted unnamed", { by, enrolment: event.enrolmentId })
    : voice.say("aborted", { by, ...known })
}

const facts = (evidence: Event.Evidence, { evidence: told, language }: Voice): string => {
  const shown = Reasons.showEvidence(told(evidence), language)
  return shown === "" ? "" : ` (${shown})`
}

const offered = (
  { endsOn, offerId, title }: NonNullable<Extract<Event.Event, { _tag: "MessageQueued" }>["offer"]>,
  { language, say }: Voice
): string => say("with offer", { title: language.quote(title), offer: offerId, ends: language.day(endsOn) })

/** What an event says, without its time: `“invite” to Ada Brook held: open complaint CAS-071 (high); until …`. */
export const sentence = (event: Event.Event, context: Context): string => {
  const voice = voiceOf(context)
  const { account, contact, end, language, person, program, reason, say } = voice
  const place = (at: { readonly touchId: string; readonly contactId: string }) => ({
    touch: language.quote(at.touchId),
    contact: contact(at.contactId)
  })
  switch (event._tag) {
    case "FactsImported":
      return say("imported", { revision: event.revision.slice(0, 12) })
    case "ActivityRecorded":
      return activity(event.activity, voice)
    case "ConsentChanged":
      return consent(event, voice)
    case "HoldPlaced": {
      const { accountId, by, until } = event.hold
      const scope = accountId === undefined ? say("whole group") : account(accountId)
      const ends = until === undefined ? say("until released") : say("until", { until: language.instant(until) })
      return say("hold placed", { by: person(by), scope, reason: event.hold.reason, end: ends })
    }
    case "HoldReleased": {
      const by = person(event.by)
      if (event.holdId !== undefined) return say("hold released", { by, hold: event.holdId })
      return say(`holds released ${event.kind ?? "sales"}`, {
        by,
        scope: event.accountId === undefined ? say("whole group") : account(event.accountId)
      })
    }
    case "EnrolmentAborted":
      return enrolmentAborted(event, voice)
    case "MessageResolved":
      return say(`resolved ${event.as}`, { by: person(event.by), message: voice.message(event.messageId) })
    case "MessageSettled":
      return settled(event, voice)
    case "Ticked":
      return say("ticked", { revision: event.factsRevision.slice(0, 12) })
    case "Enrolled":
      return say(event.holdout ? "entered holdout" : "entered", {
        account: account(event.accountId),
        program: program(event.programId),
        play: language.quote(event.playId),
        facts: facts(event.evidence, voice)
      })
    case "StepOpened": {
      const touch = language.quote(event.touchId)
      if (event.reason !== undefined)
        return say("passed over for", { touch, reason: reason(event.reason, event.evidence ?? {}) })
      if (event.evidence !== undefined) return say("passed over", { touch, facts: facts(event.evidence, voice) })
      const isTask = context.names?.taskSteps?.[`${event.enrolmentId} ${event.touchId}`] === true
      if (event.members.length === 0 && isTask) return say("task step", { touch })
      const members = event.members.length === 0 ? say("nobody") : language.list(event.members.map(contact))
      return say("step opened", { touch, members })
    }
    case "TouchHeld": {
      const others = event.others.map((rule) => Reasons.short(rule, language)).join(", ")
      return say("held", {
        ...place(event),
        reason: reason(event.rule, event.evidence),
        end: end(event.rule, event.until),
        others: others === "" ? "" : say("also", { others })
      })
    }
    case "TouchSkipped":
      return say("skipped", { ...place(event), reason: reason(event.reason, event.evidence) })
    case "MessageQueued":
      return say("message queued", {
        ...place(event),
        until: language.instant(event.notAfter),
        template: event.templateId,
        ground:
          event.ground === undefined
            ? ""
            : say("on ground", { ground: `${event.ground.is}${facts(event.ground.evidence, voice)}` }),
        offer: event.offer === undefined ? "" : offered(event.offer, voice),
        trace:
          event.trace[0] === undefined
            ? event.variantId
            : (translated(event.trace[0], context.locale) ?? event.trace[0])
      })
    case "MessageDeferred":
      return event.rule === "released"
        ? say("released", {
            ...place(event),
            slot: event.notAfter === null ? "" : say("in slot", { until: language.instant(event.notAfter) })
          })
        : say("deferred", {
            ...place(event),
            reason: reason(event.rule, event.evidence),
            end: end(event.rule, event.until)
          })
    case "MessageWithdrawn":
      return say("message withdrawn", { ...place(event), reason: reason(event.reason, event.evidence) })
    case "Exited":
      return say("left", {
        account: account(event.accountId),
        program: program(event.programId),
        reason: `${reason(event.reason, {})}${facts(event.evidence, voice)}`
      })
    default:
      return WorkSentences.sentence(event, voice)
  }
}

/** A reason with what it rests on: `open complaint CAS-071 (high)`. */
export const reason = (rule: string, evidence: Event.Evidence, context: Context): string =>
  voiceOf(context).reason(rule, evidence)

/** One line of a journal: when it was appended, and what it says. */
export const line = (entry: Event.Entry, context: Context): string =>
  `${voiceOf(context).language.instant(entry.at)} — ${sentence(entry.event, context)}`

/** Names with what the journal itself tells: to whom each message goes, and of which account each enrolment is. */
export const learn = (entries: Iterable<Event.Entry>, names: Names = {}): Names => {
  const messages: Record<string, { readonly contactId: string; readonly touchId: string }> = {}
  const enrolments: Record<string, { readonly accountId: string; readonly programId: string }> = {}
  const taskSteps: Record<string, true> = {}
  for (const { event } of entries) {
    if (event._tag === "TaskCreated" && event.enrolmentId !== undefined && event.touchId !== undefined)
      taskSteps[`${event.enrolmentId} ${event.touchId}`] = true
    if (event._tag === "MessageQueued")
      messages[event.messageId] = { contactId: event.contactId, touchId: event.touchId }
    if (event._tag === "Enrolled")
      enrolments[event.enrolmentId] = { accountId: event.accountId, programId: event.programId }
  }
  return {
    ...names,
    messages: { ...messages, ...names.messages },
    enrolments: { ...enrolments, ...names.enrolments },
    taskSteps: { ...taskSteps, ...names.taskSteps }
  }
}
