/** How names, touches, reasons and ends are told in one language: what every sentence of the journal is made with. */
import { Calendar, type Event, Money } from "@market-of-one/core"
import type { Locale } from "../words/Glossary.ts"
import { fill, make, type Language, type Values } from "../words/Language.ts"
import * as Reasons from "./Reasons.ts"
import { templates } from "../words/SentenceWords.ts"

/** What ids are called. An id without a name is told as the id. */
export interface Names {
  readonly accounts?: Readonly<Record<string, string>>
  readonly contacts?: Readonly<Record<string, string>>
  readonly programs?: Readonly<Record<string, string>>
  /** Managers and others who act by hand. */
  readonly people?: Readonly<Record<string, string>>
  /** To whom a message goes, and by which touch: events after it was queued name only its id. */
  readonly messages?: Readonly<Record<string, { readonly contactId: string; readonly touchId: string }>>
  /** Steps that are tasks, by enrolment and touch: they open for nobody to write to. */
  readonly taskSteps?: Readonly<Record<string, true>>
  /** The currency of budgets; amounts of them are told as they are where it is not known. */
  readonly currency?: string
  readonly enrolments?: Readonly<Record<string, { readonly accountId: string; readonly programId: string }>>
}

/** In which language, zone and by which names to speak. */
export interface Context {
  readonly locale: Locale
  /** An IANA zone, in which instants are told. */
  readonly timeZone: string
  readonly names?: Names
}

const nameIn = (names: Readonly<Record<string, string>> | undefined, id: string): string =>
  names !== undefined && Object.hasOwn(names, id) ? (names[id] ?? id) : id

/** How a voice tells names, touches and ends: made once for each context. */
export interface Voice {
  readonly language: Language
  readonly say: (template: keyof typeof templates, values?: Values) => string
  readonly account: (id: string) => string
  readonly contact: (id: string) => string
  readonly program: (id: string) => string
  readonly person: (id: string) => string
  readonly message: (messageId: string) => string
  readonly enrolment: (id: string) => { readonly account: string; readonly program: string } | undefined
  /** Evidence as people say it: dates for instants, money for minor units, people by their names. */
  readonly evidence: (evidence: Event.Evidence) => Event.Evidence
  /** A reason with what it rests on, people by their names. */
  readonly reason: (rule: string, evidence: Event.Evidence) => string
  /** `; until …`, by time, else by what ends it; empty when neither is known. */
  readonly end: (rule: string, until: Calendar.Instant | null) => string
  readonly topic: (topic: string) => string
}

/** Evidence that names somebody who acted. */
const acts: ReadonlySet<string> = new Set(["hold.by", "promise.madeBy", "interaction.by"])

const amount = /^(-?\d+) ([A-Z]{3})$/u

/** One value of evidence by its path: `promise.dueAt` is an instant, `program.spentMinor` money. */
const valueOf = (
  path: string,
  value: Event.Evidence[string],
  language: Language,
  currency: string | undefined
): Event.Evidence[string] => {
  const money = (minor: number, of: string): string => Money.format({ minor, currency: of }, language.locale)
  if (typeof value === "number" && /(?:At|By)$/u.test(path)) return language.instant(Calendar.instant(value))
  if (typeof value === "number" && path.endsWith("Minor") && currency !== undefined) return money(value, currency)
  const [, minor, of] = typeof value === "string" ? (amount.exec(value) ?? []) : []
  return minor === undefined || of === undefined ? value : money(Number(minor), of)
}

const voices = new WeakMap<Context, Voice>()

/** The voice of a context. */
export const voiceOf = (context: Context): Voice => {
  const known = voices.get(context)
  if (known !== undefined) return known
  const { names = {} } = context
  const language = make(context.locale, context.timeZone)
  const say: Voice["say"] = (template, values) => fill(templates[template][context.locale], values)
  const contact: Voice["contact"] = (id) => nameIn(names.contacts, id)
  const account: Voice["account"] = (id) => nameIn(names.accounts, id)
  const program: Voice["program"] = (id) => language.quote(nameIn(names.programs, id))
  const person: Voice["person"] = (id) => nameIn(names.people, id)
  const told: Voice["evidence"] = (evidence) =>
    Object.fromEntries(
      Object.entries(evidence).map(([path, value]) => [
        path,
        acts.has(path) && typeof value === "string" ? person(value) : valueOf(path, value, language, names.currency)
      ])
    )
  const voice: Voice = {
    evidence: told,
    language,
    say,
    account,
    contact,
    program,
    person,
    message: (messageId) => {
      const known =
        names.messages !== undefined && Object.hasOwn(names.messages, messageId) ? names.messages[messageId] : undefined
      return known === undefined
        ? say("message id", { id: messageId })
        : say("message of", { touch: language.quote(known.touchId), contact: contact(known.contactId) })
    },
    enrolment: (id) => {
      const known =
        names.enrolments !== undefined && Object.hasOwn(names.enrolments, id) ? names.enrolments[id] : undefined
      return known === undefined ? undefined : { account: account(known.accountId), program: program(known.programId) }
    },
    reason: (rule, evidence) => {
      const act = /^((?:aborted|dropped) by )(.+)$/u.exec(rule)
      return Reasons.full(act === null ? rule : `${act[1]}${person(act[2] ?? "")}`, told(evidence), language)
    },
    end: (rule, until) => {
      const ends = until === null ? Reasons.endOf(rule, language) : say("until", { until: language.instant(until) })
      return ends === undefined ? "" : `; ${ends}`
    },
    topic: (topic) => (topic === "*" ? say("every topic") : say("one topic", { topic }))
  }
  voices.set(context, voice)
  return voice
}
