/**
 * What an answer to a message is and does: a person wrote, a person is away, or a machine answered. A person's answer
 * ends the sequence for that person and pauses the account; an absence holds that person for a while; a machine's
 * receipt changes nothing. Signs are looked for in the order of one table: RFC 3834 first, then what mail programs do.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Activity } from "../account/Activity.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"

/** What an answer is. */
export const ReplyKind = Schema.Literals(["human", "out of office", "automatic"])
export type ReplyKind = typeof ReplyKind.Type

/** What is known of an answer. Names of header fields are lower case. */
export interface Incoming {
  readonly headers: Readonly<Record<string, string>>
  /** The first lines of the text, where they are known. */
  readonly text?: string
}

/** A kind with the sign that told it. */
export interface Classified {
  readonly kind: ReplyKind
  /** Stable: `auto-submitted`, `vacation`, `precedence`, `null-sender`, `autoreply-header`, `subject`, `no-sign`. */
  readonly sign: string
}

/** What follows from an answer. */
export interface Effects {
  /** The person gets nothing more of this sequence. */
  readonly endsSequence: boolean
  /** Nobody of the account gets anything until the manager has closed the task to answer. */
  readonly pausesAccount: boolean
  /** The person gets nothing for a while (see `absenceEnds`). */
  readonly holdsPerson: boolean
}

/** What follows from each kind. */
export const effects: Readonly<Record<ReplyKind, Effects>> = {
  human: { endsSequence: true, pausesAccount: true, holdsPerson: false },
  "out of office": { endsSequence: false, pausesAccount: false, holdsPerson: true },
  automatic: { endsSequence: false, pausesAccount: false, holdsPerson: false }
}

// Subjects that mail programs put before the original one, in the languages that they are met in most.
const awaySubject =
  /^(?:(?:re|aw|sv|ответ):\s*)*(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?reply|away from (?:the )?office|on (?:vacation|holiday)|abwesen|automatische antwort|nicht im büro|im urlaub|r[ée]ponse automatique|absence du bureau|respuesta autom[áa]tica|fuera de la oficina|risposta automatica|fuori sede|автоответ|автоматический ответ|вне офиса|нет на месте|в отпуске|я в отпуске)/iu
const awayWords =
  /out of (?:the )?office|(?:on|annual|parental|maternity) (?:leave|vacation|holiday)|away (?:from|until)|returning on|back (?:on|in the office)|abwesen|nicht im (?:büro|haus)|im urlaub|absent|en cong[ée]s?|de vacaciones|fuera de la oficina|in ferie|вне офиса|в отпуске|в командировке|на больничном|отсутству|нет на месте/iu

const isAway = ({ headers, text }: Incoming): boolean =>
  awaySubject.test(headers["subject"]?.trim() ?? "") || awayWords.test(`${headers["subject"] ?? ""}\n${text ?? ""}`)

interface Sign {
  readonly sign: string
  readonly holds: (incoming: Incoming) => boolean
  readonly kind: (incoming: Incoming) => ReplyKind
}

const awayOrMachine = (incoming: Incoming): ReplyKind => (isAway(incoming) ? "out of office" : "automatic")
const field = ({ headers }: Incoming, name: string): string => headers[name]?.trim().toLowerCase() ?? ""

const signs: ReadonlyArray<Sign> = [
  // A report of a mail system is no answer; RFC 3834 has it come from the null sender.
  { sign: "null-sender", holds: (one) => field(one, "return-path") === "<>", kind: awayOrMachine },
  // RFC 5230, section 5.5: what Sieve's vacation sends says so in a comment.
  {
    sign: "vacation",
    holds: (one) => /^auto-replied\b.*\(.*vacation.*\)/u.test(field(one, "auto-submitted")),
    kind: () => "out of office"
  },
  // RFC 3834, section 5: anything but "no" is a machine's.
  { sign: "auto-submitted", holds: (one) => !/^(?:no\b.*)?$/u.test(field(one, "auto-submitted")), kind: awayOrMachine },
  {
    sign: "autoreply-header",
    holds: ({ headers }) =>
      ["x-autoreply", "x-autorespond", "x-autoresponder"].some((name) => Object.hasOwn(headers, name)),
    kind: awayOrMachine
  },
  {
    sign: "precedence",
    holds: (one) => ["auto_reply", "bulk", "junk", "list"].includes(field(one, "precedence")),
    kind: awayOrMachine
  },
  { sign: "subject", holds: (one) => awaySubject.test(field(one, "subject")), kind: () => "out of office" },
  { sign: "no-sign", holds: () => true, kind: () => "human" }
]

/** The kind of an answer, by the first sign that holds. Without any sign a person wrote it. */
export const classify = (incoming: Incoming): Classified => {
  for (const { holds, kind, sign } of signs) if (holds(incoming)) return { kind: kind(incoming), sign }
  return { kind: "human", sign: "no-sign" }
}

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))
const Days = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 365 }))

/** How long an absence holds a person, in business days of the person's calendar. */
export const AbsenceRules = Schema.Struct({
  /** After the return that was stated: the first day back belongs to others. */
  afterReturnBusinessDays: withDefault(Days, 1),
  /** After the answer where no return is stated, or one that was past already. Most absences are short. */
  withoutReturnBusinessDays: withDefault(Days, 3)
})
export type AbsenceRules = typeof AbsenceRules.Type

/** The defaults. */
export const standard: AbsenceRules = Schema.decodeUnknownSync(AbsenceRules)({})

/** When an absence no longer holds the person, by the person's calendar. The local time of day is kept. */
export const absenceEnds = (
  { at, until }: Pick<Activity, "at" | "until">,
  calendar: BusinessCalendar.BusinessCalendar,
  rules: AbsenceRules
): Instant =>
  until !== undefined && until > at
    ? BusinessCalendar.addBusinessDaysTo(until, rules.afterReturnBusinessDays, calendar)
    : BusinessCalendar.addBusinessDaysTo(at, rules.withoutReturnBusinessDays, calendar)

/** The person whose absence is asked about. */
export interface Absence {
  readonly calendar: BusinessCalendar.BusinessCalendar
  readonly horizon: Horizon
  readonly rules: AbsenceRules
}

/**
 * Until when the activities of one person say that the person is away; null when they do not. The absence told last
 * counts, since people change their plans; of two told at the same instant the longer one.
 */
export const awayUntil = (
  activities: ReadonlyArray<Activity>,
  { calendar, horizon, rules }: Absence
): Instant | null => {
  let last: Instant | null = null
  let ends: Instant | null = null
  for (const activity of activities) {
    if (activity.kind !== "out of office" || !horizon.passed(activity.at)) continue
    if (last !== null && activity.at < last) continue
    const until = absenceEnds(activity, calendar, rules)
    ends = ends !== null && activity.at === last && ends > until ? ends : until
    last = activity.at
  }
  return ends === null || horizon.passed(ends) ? null : ends
}
