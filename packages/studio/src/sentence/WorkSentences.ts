/** Sentences about what people of ours do and what was noticed. */
import { AnomalyText, type Calendar, type Event } from "@market-of-one/core"
import * as Because from "./Because.ts"
import * as Reasons from "./Reasons.ts"
import * as RetentionSentence from "./RetentionSentence.ts"
import type { Voice } from "./Voice.ts"

/** The events that are told here. */
export type WorkEvent = Extract<
  Event.Event,
  {
    _tag:
      | "AccountMoved"
      | "EnrolmentMigrated"
      | "ApprovalRequested"
      | "ApprovalGiven"
      | "ApprovalRefused"
      | "TaskCreated"
      | "TaskAccepted"
      | "TaskClosed"
      | "TaskEscalated"
      | "TaskHandedOver"
      | "TaskWithdrawn"
      | "SignalRaised"
      | "SignalEnded"
      | "StageChanged"
      | "GatePassed"
      | "OfferMade"
      | "OfferAnswered"
      | "ExitAnswered"
      | "BriefRead"
  }
>

const factsOf = (evidence: Event.Evidence, { evidence: told, language }: Voice): string => {
  const shown = Reasons.showEvidence(told(evidence), language)
  return shown === "" ? "" : ` (${shown})`
}

const personOr = (id: string | null, { person, say }: Voice): string => (id === null ? say("nobody named") : person(id))

const accountOr = (id: string | null, { account, say }: Voice): string =>
  id === null ? say("whole group") : account(id)

const anomalyOf = (rule: string): AnomalyText.Rule | undefined => AnomalyText.rules.find((one) => one === rule)

/** The stages of the standard journey by their names; one of the host's own by its id. */
const stages = new Set(["unaware", "awareness", "engagement", "consideration", "decision"] as const)
const stageOf = (id: string, { say }: Voice): string => {
  const known = [...stages].find((one) => one === id)
  return known === undefined ? id : say(`stage ${known}`)
}

/** What tells a task's text. */
export type TaskTold = Pick<Extract<WorkEvent, { _tag: "TaskCreated" }>, "evidence" | "kind" | "signalKey" | "text">

/** Terms as the save desk writes them, the rung first, with the rung in the reader's language; others as they stand. */
const termsOf = (terms: string, { language: { locale } }: Voice): string => {
  const [, rung = "", what = ""] = /^([a-z -]+): (.+)$/su.exec(terms) ?? []
  const named = RetentionSentence.rung(rung, locale)
  if (locale === "en" || named === undefined) return terms
  return `${named}: ${what.replaceAll(/to be found(?=$|, )/gu, "подобрать")}`
}

/** The task to tell a client of an offer, or that its terms end: what stands before the terms has a form of our own. */
const offerTask = /^(?:offer it and write down the answer|remind the client that these terms end on (\S+)): (.+)$/su

const ofOffer = ({ evidence, text }: TaskTold, voice: Voice): string => {
  const [, endsOn, terms] = offerTask.exec(text) ?? []
  if (evidence["offer.id"] === undefined || terms === undefined) return text
  return endsOn === undefined
    ? voice.say("make the offer", { terms: termsOf(terms, voice) })
    : voice.say("remind of the end", { ends: voice.language.day(endsOn as Calendar.Day), terms: termsOf(terms, voice) })
}

/** What is to be done, in the reader's language where rule and evidence tell it; else as it was written down. */
export const textOf = (event: TaskTold, voice: Voice): string => {
  const { evidence, kind, signalKey = "", text } = event
  const { locale } = voice.language
  const [kindOfSignal = ""] = signalKey.split(" ", 1)
  const rule = anomalyOf(kindOfSignal)
  const subject = signalKey.slice(kindOfSignal.length + 1)
  if (rule !== undefined)
    return `${AnomalyText.say(rule, subject, voice.evidence(evidence), locale)}: ${AnomalyText.advise(rule, locale)}`
  if (kind === "reply") return voice.say("answer the reply")
  if (kind === "offer") return ofOffer(event, voice)
  if (kindOfSignal === "departure-notice") return voice.say("call who leaves")
  return kindOfSignal === "contact-left" ? voice.say("find who takes over", { who: voice.contact(subject) }) : text
}

/** A word that is waited for, as far as its reason goes. */
export interface WordTold {
  /** Whose word the step asks for by itself; undefined where none does. */
  readonly role?: "manager" | "superior"
  readonly why?: Event.Evidence
}

/** Why a word is asked: the step says so, the offer does, or what the save desk found. */
export const askedBecause = ({ role, why }: WordTold, { language, say }: Voice): string => {
  if (why === undefined) return role === undefined ? "" : say(`step asks ${role}`)
  const offer = why["offer.id"]
  // The save desk says whose powers cover the terms, or what else it went by.
  if (offer === undefined) {
    const told = why["approval/above"] === undefined ? Object.values(why) : [why["approval/above"]]
    return told.map((one) => Because.translated(String(one), language.locale) ?? String(one)).join("; ")
  }
  return say("account.marginPercent" in why ? "margin not known" : "offer asks", { offer: String(offer) })
}

const taskCreated = (event: Extract<WorkEvent, { _tag: "TaskCreated" }>, voice: Voice): string => {
  const people = event.contactIds.map(voice.contact)
  const about = [accountOr(event.accountId, voice), ...people].join(", ")
  const due = event.dueAt === null ? "" : voice.say("task due", { due: voice.language.instant(event.dueAt) })
  const followers = voice.language.list(event.followers.map(voice.person))
  const told =
    event.followers.length === 0
      ? ""
      : voice.say(event.followers.length === 1 ? "task told" : "tasks told", { followers })
  return voice.say("task created", {
    owner: personOr(event.ownerId, voice),
    text: textOf(event, voice),
    about,
    due,
    told
  })
}

const offerMade = (event: Extract<WorkEvent, { _tag: "OfferMade" }>, voice: Voice): string => {
  const approval =
    event.approvalId === null ? "" : voice.say("offer approval", { of: personOr(event.approvalOf, voice) })
  const ends = voice.language.instant(event.endsAt)
  return voice.say("offer made", {
    account: voice.account(event.accountId),
    terms: termsOf(event.terms, voice),
    ends,
    approval
  })
}

const migrated = (event: Extract<WorkEvent, { _tag: "EnrolmentMigrated" }>, voice: Voice): string => {
  const { enrolmentId, version } = event
  const by = voice.person(event.by)
  const known = voice.enrolment(enrolmentId)
  return known === undefined
    ? voice.say("migrated unnamed", { by, enrolment: enrolmentId, version })
    : voice.say("migrated", { by, version, ...known })
}

/** Whether a group gave or received, and whether the account goes on as another one. */
const moved = (event: Extract<WorkEvent, { _tag: "AccountMoved" }>, { account, say }: Voice): string => {
  const names = { account: account(event.accountId), from: account(event.from), to: account(event.to) }
  const side = event.carried === null ? "gave" : "received"
  return event.into === undefined
    ? say(`account ${side}`, names)
    : say(`merged account ${side}`, { ...names, into: account(event.into) })
}

/** What such an event says, without its time. */
export const sentence = (event: WorkEvent, voice: Voice): string => {
  const { account, language, person, say } = voice
  switch (event._tag) {
    case "AccountMoved":
      return moved(event, voice)
    case "EnrolmentMigrated":
      return migrated(event, voice)
    case "ApprovalRequested": {
      const names = { touch: language.quote(event.touchId), account: account(event.accountId) }
      const of = personOr(event.of, voice)
      return event.asks === undefined
        ? say("approval asked", { ...names, of })
        : say("approval of task asked", { ...names, of, asks: event.asks })
    }
    case "ApprovalGiven":
      return say("approval given", { by: person(event.by), approval: event.approvalId })
    case "ApprovalRefused":
      return say("approval refused", { by: person(event.by), approval: event.approvalId, reason: event.reason })
    case "TaskCreated":
      return taskCreated(event, voice)
    case "TaskAccepted":
      return say("task accepted", { by: person(event.by), task: event.taskId })
    case "TaskClosed": {
      const note = event.note === undefined ? "" : `: ${event.note}`
      return say(`task ${event.outcome}`, { by: person(event.by), task: event.taskId, note })
    }
    case "TaskEscalated":
      return say(`task escalated ${event.reason}`, { to: personOr(event.to, voice), task: event.taskId })
    case "TaskHandedOver": {
      const { from, reason, taskId, to } = event
      const names = { from: personOr(from, voice), to: personOr(to, voice) }
      return say("task handed over", { ...names, reason: Reasons.short(reason, language), task: taskId })
    }
    case "TaskWithdrawn":
      return say("task withdrawn", { reason: Reasons.short(event.reason, language), task: event.taskId })
    case "SignalRaised": {
      const rule = anomalyOf(event.kind)
      if (rule !== undefined)
        return say("anomaly raised", {
          account: accountOr(event.accountId, voice),
          says: AnomalyText.say(rule, event.subjectId, voice.evidence(event.evidence), language.locale)
        })
      return say("signal raised", {
        account: accountOr(event.accountId, voice),
        kind: Reasons.short(event.kind, language),
        subject: event.subjectId,
        facts: factsOf(event.evidence, voice)
      })
    }
    case "SignalEnded":
      return say("signal ended", { kind: Reasons.short(event.kind, language), key: event.key })
    case "StageChanged": {
      const to = event.to === null ? say("no stage") : stageOf(event.to, voice)
      return event.from === null
        ? say("stage entered", { account: account(event.accountId), to })
        : say("stage changed", { account: account(event.accountId), from: stageOf(event.from, voice), to })
    }
    case "GatePassed": {
      const facts = factsOf(event.evidence, voice)
      return say(`gate ${event.by}`, { account: account(event.accountId), touch: language.quote(event.touchId), facts })
    }
    case "OfferMade":
      return offerMade(event, voice)
    case "OfferAnswered":
      return say(`offer ${event.answer}`, { by: person(event.by), offer: event.offerId })
    case "ExitAnswered": {
      const answers = Object.entries(event.answers)
        .map(([question, answer]) => `${question}: ${answer}`)
        .join("; ")
      return say("exit answered", { by: person(event.by), answers })
    }
    case "BriefRead": {
      const at = language.instant(event.producedAt)
      return say("brief read", { by: person(event.by), account: account(event.accountId), at })
    }
  }
}
