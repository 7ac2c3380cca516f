/** A warning of a manager's mistake as a sentence: what would go wrong, who acts, and by when. */
import type { Calendar, Mistake } from "@market-of-one/core"
import { told } from "../words/BriefWords.ts"
import type { Locale, Wording } from "../words/Glossary.ts"
import * as Language from "../words/Language.ts"

type Tag = Mistake.Because["_tag"]

const heading = { en: "Before you go", ru: "Перед встречей" } as const satisfies Wording

/** What the block of warnings is called. */
export const title = (locale: Locale): string => heading[locale]

const mistakes: Readonly<Record<Mistake.MistakeId, Wording>> = {
  conflict: { en: "Conflict", ru: "Конфликт" },
  late: { en: "Late", ru: "Опоздание" },
  "unprepared negotiation": { en: "Unprepared", ru: "Переговоры не подготовлены" },
  "poor knowledge of the client": { en: "The client is not known well enough", ru: "Клиент недостаточно изучен" },
  "poor product knowledge": { en: "The product is not known well enough", ru: "Товар недостаточно изучен" }
}

const reasons: Readonly<Record<Tag, Wording>> = {
  TaskMeetsMeeting: {
    en: "task “{text}” falls into the {kind} of {at}",
    ru: "задача «{text}» приходится на время «{kind}», {at}"
  },
  TimeRunsOut: {
    en: "{what} “{text}” is due {due} and not begun, {left} of its time is left",
    ru: "{what} «{text}»: срок {due}, не начато, осталось {left} времени"
  },
  Unanswered: {
    en: "{kind} {id} “{topic}” has had no answer from us since {at}",
    ru: "{kind} {id} «{topic}»: нет нашего ответа с {at}"
  },
  MeetsOpenCase: {
    en: "{what} of {at} is planned while {kind} {id} “{topic}” is open",
    ru: "{what} {at} при открытом обращении: {kind} {id} «{topic}»"
  },
  UnknownToEachOther: {
    en: "{one} ({oneAt}) and {other} ({otherAt}) both plan to meet the client and share no calendar",
    ru: "{one} ({oneAt}) и {other} ({otherAt}) планируют встречи с клиентом, общего календаря у них нет"
  },
  ThinDossier: {
    en: "the dossier is {share} complete before the negotiation of {at}{missing}",
    ru: "досье заполнено на {share} перед переговорами {at}{missing}"
  },
  NoScheme: {
    en: "nobody is known who decides, advises or can veto, before the negotiation of {at}",
    ru: "неизвестно, кто решает, советует и может запретить, перед переговорами {at}"
  },
  BriefNotRead: {
    en: "{by} has not marked the brief as read before the negotiation of {at}{others}",
    ru: "{by}: справка не отмечена как прочитанная перед переговорами {at}{others}"
  },
  BriefOutdated: {
    en: "the brief that {by} read is of {produced}; {newest} of {newestAt} is newer",
    ru: "{by}: прочитана справка от {produced}; {newest} от {newestAt} новее"
  },
  ProductNotRead: {
    en: "{by} has not read the facts about {product}{since} before the negotiation of {at}",
    ru: "{by}: не прочитаны сведения о товаре {product}{since}, перед переговорами {at}"
  },
  ProductNotTheirs: {
    en: "{product} is not a product of {by}, and no expert of the team knows it: negotiation of {at}",
    ru: "{product}: товар не в ведении {by}, эксперта по нему в группе нет: переговоры {at}"
  }
}

const phrases = {
  act: { en: "{mistake}: {reason}. {who}, by {by}", ru: "{mistake}: {reason}. {who}, до {by}" },
  nobody: { en: "nobody is named", ru: "ответственного нет" },
  task: { en: "task", ru: "задача" },
  promise: { en: "promise", ru: "обещание" },
  meeting: { en: "a meeting", ru: "встреча" },
  touch: { en: "a message", ru: "сообщение" },
  missing: { en: "; missing: {names}", ru: "; неизвестно: {names}" },
  others: { en: "; read by {names}", ru: "; читали: {names}" },
  since: { en: " that are new since {day}", ru: ", новые с {day}" }
} as const satisfies Readonly<Record<string, Wording>>

/** Kinds of records as the newest fact names them. */
const kinds: Readonly<Record<string, Wording>> = {
  interactions: { en: "contact", ru: "контакт" },
  cases: { en: "case", ru: "обращение" },
  promises: { en: "promise", ru: "обещание" },
  opportunities: { en: "deal", ru: "сделка" },
  orders: { en: "order", ru: "заказ" },
  invoices: { en: "invoice", ru: "счёт" },
  departures: { en: "departure notice", ru: "заявление об уходе" },
  contacts: { en: "person", ru: "человек" },
  competitorPresence: { en: "competitor", ru: "конкурент" },
  facts: { en: "fact", ru: "факт" }
}

type Values = Readonly<Record<string, string>>

const small = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)

const valuesOf = (
  { day, dayOf, instant, list, locale, percent }: Language.Language,
  because: Mistake.Because,
  nameOf: (id: string) => string
): Values => {
  const phrase = (word: keyof typeof phrases, values: Values = {}): string =>
    Language.fill(phrases[word][locale], values)
  const word = (text: string): string => small(told(text, locale))
  const met = (at: Calendar.Instant): string => instant(at)
  switch (because._tag) {
    case "TaskMeetsMeeting":
      return { text: because.text, kind: word(because.meeting.kind), at: met(because.meeting.at) }
    case "TimeRunsOut":
      return {
        what: phrase(because.of),
        text: because.text,
        due: instant(because.dueAt),
        left: percent(because.left, 0)
      }
    case "Unanswered":
      return { kind: word(because.kind), id: because.caseId, topic: because.topic, at: dayOf(because.openedAt) }
    case "MeetsOpenCase":
      return {
        what: phrase(because.what),
        at: met(because.at),
        kind: word(because.kind),
        id: because.caseId,
        topic: because.topic
      }
    case "UnknownToEachOther": {
      const { one, other } = because
      return { one: nameOf(one.by), oneAt: met(one.at), other: nameOf(other.by), otherAt: met(other.at) }
    }
    case "ThinDossier": {
      const names = list(because.missing.map((name) => told(name, locale)))
      const missing = because.missing.length === 0 ? "" : phrase("missing", { names })
      return { share: percent(because.completeness, 0), at: met(because.meeting.at), missing }
    }
    case "NoScheme":
      return { at: met(because.meeting.at) }
    case "BriefNotRead": {
      const names = list(because.readBy.map(nameOf))
      const others = because.readBy.length === 0 ? "" : phrase("others", { names })
      return { by: nameOf(because.meeting.by), at: met(because.meeting.at), others }
    }
    case "BriefOutdated": {
      const { id, kind } = because.newest
      return {
        by: nameOf(because.meeting.by),
        produced: instant(because.producedAt),
        newest: `${kinds[kind]?.[locale] ?? kind} ${id}`,
        newestAt: instant(because.newestAt)
      }
    }
    case "ProductNotRead": {
      const since = because.newestOn === null ? "" : phrase("since", { day: day(because.newestOn) })
      return { by: nameOf(because.meeting.by), product: because.product, since, at: met(because.meeting.at) }
    }
    case "ProductNotTheirs":
      return { by: nameOf(because.meeting.by), product: because.product, at: met(because.meeting.at) }
  }
}

/** The sentence of a warning, in plain text. `nameOf` names those of ours. Total. */
export const of = (language: Language.Language, warning: Mistake.Warning, nameOf: (id: string) => string): string => {
  const { because, by, mistake, who } = warning
  const { locale } = language
  return Language.fill(phrases.act[locale], {
    mistake: mistakes[mistake][locale],
    reason: Language.fill(reasons[because._tag][locale], valuesOf(language, because, nameOf)),
    who: who === null ? phrases.nobody[locale] : nameOf(who),
    by: language.instant(by)
  })
}

/** The same in a locale; instants are told in the zone. */
export const tell = (
  { locale, timeZone }: { readonly locale: Locale; readonly timeZone: string },
  warning: Mistake.Warning,
  nameOf: (id: string) => string
): string => of(Language.make(locale, timeZone), warning, nameOf)
