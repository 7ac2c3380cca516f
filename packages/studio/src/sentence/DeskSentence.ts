/** Lines of a manager's day as sentences: what to do and why, for the terminal, the page, the mail and the calendar. */
import type {
  Agenda,
  AgendaLine,
  Assignment,
  Calendar,
  Difficulty,
  Followed,
  Mistake,
  Scoreboard
} from "@market-of-one/core"
import * as DeskWords from "../words/DeskWords.ts"
import type { Locale, Wording } from "../words/Glossary.ts"
import * as Language from "../words/Language.ts"

/** How the desk is told. */
export interface Telling {
  readonly locale: Locale
  /** The IANA zone in which instants are told: the manager's own. */
  readonly timeZone: string
}

/** A manager's day with all that is told beside it. */
export interface Desk {
  readonly agenda: Agenda.Agenda
  /** The mistakes that the manager is warned of, the most urgent first. */
  readonly warnings: ReadonlyArray<Mistake.Warning>
  /** What the manager is told of clients that others look after, the soonest due first. */
  readonly followed: ReadonlyArray<Followed.Followed>
  readonly scoreboard: Scoreboard.Scoreboard
  readonly currency: string
  /** When it was made. */
  readonly at: Calendar.Instant
  /** Names of our people and of contacts; the id of whom nobody knows. */
  readonly nameOf: (id: string) => string
}

/** A line in words. */
export interface Told {
  readonly line: AgendaLine.Line
  readonly act: string
  readonly why: string
  /** When it is due, or that no time is set. */
  readonly by: string
  /** Value at risk, else the expected value; null when both are unknown. */
  readonly value: string | null
}

/** The language of a telling. */
export const languageOf = ({ locale, timeZone }: Telling): Language.Language => Language.make(locale, timeZone)

type Values = Readonly<Record<string, string | number>>

const fill = (wording: Wording, { locale }: Language.Language, values: Values = {}): string =>
  Language.fill(wording[locale], values)

/** A phrase of the desk. */
export const say = (language: Language.Language, word: DeskWords.DeskWord, values: Values = {}): string =>
  fill(DeskWords.words[word], language, values)

const word = (table: Readonly<Record<string, Wording>>, key: string, language: Language.Language): string => {
  const wording = Object.hasOwn(table, key) ? table[key] : undefined
  return wording === undefined ? key : wording[language.locale]
}

const valuesOf = (because: AgendaLine.Because, language: Language.Language, nameOf: Desk["nameOf"]): Values => {
  const { dayOf, instant, list } = language
  const piece = (name: keyof typeof DeskWords.pieces, values: Values = {}): string =>
    fill(DeskWords.pieces[name], language, values)
  const told = (key: string): string => word(DeskWords.records, key, language)
  switch (because._tag) {
    case "Leaving":
      return {
        ids: because.noticeIds.join(", "),
        opened: dayOf(because.openedAt),
        until: instant(because.windowEndsAt),
        reason: because.reason === null ? "" : piece("because", { reason: because.reason }),
        questions: list(because.unanswered.map((one) => DeskWords.questions[one][language.locale]))
      }
    case "Promised":
      return {
        text: because.text,
        id: because.promiseId,
        by: nameOf(because.madeBy),
        made: dayOf(because.madeAt),
        state: piece(because.state)
      }
    case "CaseOpen":
      return {
        act: piece(because.isAnswered ? "settle" : "answer"),
        kind: told(because.kind),
        topic: because.topic,
        id: because.caseId,
        severity: told(because.severity),
        opened: dayOf(because.openedAt),
        notes:
          (because.isLate ? piece("late") : "") +
          (because.transfers === 0 ? "" : piece("transfers", { n: because.transfers }))
      }
    case "ReplyWaits":
      return { names: list(because.contactIds.map(nameOf)) }
    case "WordAsked":
      return {
        what: because.touchId === null ? piece("offer") : piece("touch", { id: because.touchId }),
        asked: dayOf(because.requestedAt),
        id: because.approvalId
      }
    case "MeetingPlanned":
      return {
        kind: told(because.kind),
        brief: because.brief === null ? "" : piece(`brief ${because.brief}`),
        id: because.interactionId,
        at: because.isAllDay ? dayOf(because.at) : instant(because.at)
      }
    case "TaskOpen":
      return {
        text: because.text,
        created: dayOf(because.createdAt),
        notes: because.acceptBy !== null && !because.isAccepted ? piece("not accepted") : ""
      }
    case "ContractEnds":
      return {
        label: because.label,
        id: because.assetId,
        day: language.day(because.endsOn),
        renews:
          because.renewsOn === null ? piece("renews not") : piece("renews", { day: language.day(because.renewsOn) })
      }
    case "DutyDue": {
      const { cell, everyDays, last, overdueDays } = because
      const day = last === null ? "" : dayOf(last.at)
      return {
        cell: cell ?? piece("new client"),
        days: everyDays,
        last:
          last === null
            ? piece("never talked")
            : overdueDays > 0
              ? piece("talked last", { day, n: overdueDays })
              : piece("talked lately", { day })
      }
    }
  }
}

/** When a line is due: what is due by the end of a day is told as that day. */
const byOf = ({ because, dueAt }: AgendaLine.Line, language: Language.Language): string => {
  if (dueAt === null) return say(language, "no time")
  const isWholeDay = because._tag === "DutyDue" || because._tag === "ContractEnds"
  if (isWholeDay) return language.dayOf((dueAt - 1) as Calendar.Instant)
  return because._tag === "MeetingPlanned" && because.isAllDay ? language.dayOf(dueAt) : language.instant(dueAt)
}

/** A line in words. Total. */
export const line = (
  language: Language.Language,
  one: AgendaLine.Line,
  { currency, nameOf }: Pick<Desk, "currency" | "nameOf">
): Told => {
  const values = valuesOf(one.because, language, nameOf)
  const { act, why } = DeskWords.lines[one.because._tag]
  const { raised } = one
  const from = raised === null ? "" : raised.from === null ? say(language, "nobody") : nameOf(raised.from)
  const up =
    raised === null
      ? ""
      : `; ${say(language, "raised", { from, reason: word(DeskWords.reasons, raised.reason, language) })}`
  const minor = one.valueAtRiskMinor ?? one.expectedMinor
  return {
    line: one,
    act: fill(act, language, values),
    why: `${fill(why, language, values)}${up}`,
    by: byOf(one, language),
    value: minor === null ? null : language.money(minor, currency)
  }
}

/** The agenda in words by urgency, in its order; an urgency without a line is left out. */
export const sections = (
  language: Language.Language,
  desk: Desk
): ReadonlyArray<{
  readonly heading: string
  readonly urgency: AgendaLine.Urgency
  readonly lines: ReadonlyArray<Told>
}> =>
  (["overdue", "today", "soon", "later"] as const).flatMap((urgency) => {
    const own = desk.agenda.lines.filter((one) => one.urgency === urgency)
    const heading = DeskWords.urgencies[urgency][language.locale]
    return own.length === 0 ? [] : [{ heading, urgency, lines: own.map((one) => line(language, one, desk)) }]
  })

/** A task of somebody else in words: of which a follower is told. */
export interface Alert {
  readonly task: Followed.Followed
  readonly by: string
  readonly why: string
}

/** What a follower is told, in its order. */
export const alerts = (
  language: Language.Language,
  { followed, nameOf }: Pick<Desk, "followed" | "nameOf">
): ReadonlyArray<Alert> =>
  followed.map((task) => ({
    task,
    by: task.dueAt === null ? say(language, "no time") : language.instant(task.dueAt),
    why: say(language, "followed by", {
      owner: task.ownerId === null ? say(language, "nobody") : nameOf(task.ownerId),
      created: language.dayOf(task.createdAt)
    })
  }))

/** The counts of a day as one line. */
export const lead = (language: Language.Language, { agenda: { counts } }: Desk): string =>
  say(language, "lead", { ...counts })

/** The scoreboard as a table of texts: heading and rows, the manager's own first. */
export const scores = (
  language: Language.Language,
  {
    agenda: { managerId },
    currency,
    nameOf,
    scoreboard
  }: Pick<Desk, "currency" | "nameOf" | "scoreboard"> & {
    readonly agenda: Pick<Agenda.Agenda, "managerId">
  }
): { readonly columns: ReadonlyArray<string>; readonly rows: ReadonlyArray<ReadonlyArray<string>> } => {
  const columns = [
    "manager",
    "clients",
    "carries",
    "share",
    "deputy",
    "tasks",
    "promises",
    "cases",
    "plan",
    "widened",
    "refusals",
    "difficulty"
  ] as const
  const name = (id: string | null): string => (id === null ? say(language, "nobody") : nameOf(id))
  const timely = ({ inTime, late, overdue }: Scoreboard.Timely): string =>
    inTime + late + overdue === 0 ? "–" : `${inTime} / ${late} / ${overdue}`
  const money = (minor: number | null): string =>
    minor === null ? say(language, "unknown") : language.money(minor, currency)
  const rows = [...scoreboard.scores]
    .toSorted((a, b) => Number(b.managerId === managerId) - Number(a.managerId === managerId))
    .map((one) => [
      name(one.managerId),
      language.number(one.clients),
      money(one.carriedMinor),
      one.share === null ? say(language, "unknown") : language.percent(one.share),
      one.managerId === null ? "–" : name(one.deputyId),
      timely(one.tasks),
      timely(one.promises),
      timely(one.cases),
      one.plan === null
        ? say(language, "no plan")
        : say(language, "planned", {
            target: money(one.plan.targetMinor),
            actual: money(one.plan.actualMinor),
            forecast: money(one.plan.forecastMinor)
          }),
      language.number(one.widened.length),
      language.number(one.refusals.count),
      one.difficulty.index === null ? say(language, "unknown") : language.number(one.difficulty.index, 2)
    ])
  return { columns: columns.map((column) => say(language, column)), rows }
}

const mostMatches = 3
const mostNames = 10

/** Who should take which client, and why, in a sentence each. */
export const proposals = (
  language: Language.Language,
  all: ReadonlyArray<Assignment.Proposal>,
  nameOf: Desk["nameOf"]
): ReadonlyArray<string> =>
  all.map(({ candidates, from, groupId, name, need, to }) => {
    const reasons = (candidates[0]?.reasons ?? []).map(
      ({ matches, rule }) => `${DeskWords.fits[rule][language.locale]} ${matches.slice(0, mostMatches).join(", ")}`
    )
    const why = reasons.length === 0 ? "" : ` (${reasons.join("; ")})`
    return say(language, "proposed", {
      client: name,
      id: groupId,
      need: fill(DeskWords.needs[need], language, { from: from === null ? "" : nameOf(from) }),
      who: to === null ? say(language, "no room") : `${nameOf(to)}${why}`
    })
  })

/** The name of a part of the difficulty. */
export const difficulty = ({ locale }: Language.Language, part: Difficulty.Part["id"]): string =>
  DeskWords.difficulties[part][locale]

/** What the scoreboard is counted from, and how much hangs on persons without a deputy. */
export const scoreNotes = (
  language: Language.Language,
  { nameOf, scoreboard }: Pick<Desk, "nameOf" | "scoreboard">
): ReadonlyArray<string> => {
  const { basis, from, to, withoutDeputy } = scoreboard
  const { managerIds, share } = withoutDeputy
  const counted = say(language, "scored from", {
    basis: say(language, basis),
    from: language.day(from),
    to: language.day(to)
  })
  if (managerIds.length === 0 || share === null) return [counted, say(language, "in the columns")]
  const shown = managerIds.slice(0, mostNames).map(nameOf)
  const more = managerIds.length - shown.length
  const names = language.list(more === 0 ? shown : [...shown, say(language, "more", { n: more })])
  return [
    counted,
    say(language, "in the columns"),
    say(language, "no deputy", { share: language.percent(share), names })
  ]
}
