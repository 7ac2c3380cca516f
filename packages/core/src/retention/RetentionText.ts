/** What the retention wing finds, as sentences in English and Russian: the rule that holds with its facts, and what to do. */
import type * as Calendar from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import * as Ratio from "../kernel/Ratio.ts"
import type { Locale } from "../market/AnomalyText.ts"
import type { Cause } from "./CausesSignals.ts"
import type { ChurnClass, Reason } from "./Churn.ts"
import type { Part } from "./Health.ts"
import type { RefusalKind } from "./RefusalsTrend.ts"

interface Text {
  /** Facts in braces, by their names in the evidence; `on` is the day of the reason. */
  readonly says: string
  readonly do: string
}

/** By rule and locale. */
const texts: Readonly<Record<Reason["rule"], Readonly<Record<Locale, Text>>>> = {
  "departure-notice": {
    en: {
      says: "departure notice of {on} ({notice.kind}); reason: {notice.reason}",
      do: "make the first contact, ask why it leaves and write the answers down"
    },
    ru: {
      says: "заявление об уходе от {on} ({notice.kind}); причина: {notice.reason}",
      do: "связаться с клиентом, спросить о причине ухода и записать ответы"
    }
  },
  silence: {
    en: {
      says: "no order for {client.silenceDays} days; the usual interval is {client.usualIntervalDays} ({client.intervalOf})",
      do: "call, ask what has changed and agree on the next order"
    },
    ru: {
      says: "нет заказов {client.silenceDays} дн.; обычный интервал {client.usualIntervalDays} ({client.intervalOf})",
      do: "позвонить, спросить, что изменилось, и договориться о следующем заказе"
    }
  },
  "class-fallen": {
    en: {
      says: "fell from class {client.abcBefore} to {client.abc}",
      do: "find out what it buys no more, and from whom it buys that now"
    },
    ru: {
      says: "перешёл из класса {client.abcBefore} в {client.abc}",
      do: "выяснить, что клиент перестал покупать и у кого покупает теперь"
    }
  },
  "regularity-fallen": {
    en: {
      says: "orders of a class {client.abc} client became less regular: {client.xyzBefore} to {client.xyz}",
      do: "ask why orders became irregular, and offer a schedule"
    },
    ru: {
      says: "заказы клиента класса {client.abc} стали менее регулярными: было {client.xyzBefore}, стало {client.xyz}",
      do: "спросить о причине и предложить график поставок"
    }
  },
  "spend-down": {
    en: {
      says: "sales changed by {client.seasonChange} against the same season a year before",
      do: "compare by product with a year before, and ask about what is missing"
    },
    ru: {
      says: "продажи изменились на {client.seasonChange} к тому же сезону год назад",
      do: "сравнить по товарам с прошлым годом и спросить о недостающем"
    }
  },
  "promise-broken": {
    en: { says: "promise {promise.id} was due on {on} and is not kept", do: "keep it, or settle it with the client" },
    ru: {
      says: "обещание {promise.id} со сроком {on} не выполнено",
      do: "выполнить обещание или урегулировать с клиентом"
    }
  },
  "complaints-open": {
    en: { says: "open complaints: {cases.open}", do: "answer each and say when it will be settled" },
    ru: { says: "открытые жалобы: {cases.open}", do: "ответить на каждую и назвать срок решения" }
  },
  "person-gone": {
    en: {
      says: "{contact.role} {contact.id} left on {contact.leftOn}, and nobody is confirmed in the role",
      do: "find the successor and meet"
    },
    ru: {
      says: "{contact.role} {contact.id} ушёл {contact.leftOn}, преемник не подтверждён",
      do: "найти преемника и встретиться с ним"
    }
  },
  told: {
    en: { says: "told us that it has left", do: "ask the exit questions; come back when the cause is answered" },
    ru: { says: "сообщил, что ушёл", do: "задать вопросы об уходе; вернуться, когда причина устранена" }
  },
  "notice-ran-out": {
    en: {
      says: "gave notice for the whole account ({notice.kind}) and has bought nothing since",
      do: "ask the exit questions; come back when the cause is answered"
    },
    ru: {
      says: "подал заявление об уходе целиком ({notice.kind}) и с тех пор не покупал",
      do: "задать вопросы об уходе; вернуться, когда причина устранена"
    }
  },
  "assets-ended": {
    en: {
      says: "all assets have ended, the last on {assets.lastEndedOn}: {assets.ended}",
      do: "ask the exit questions; come back when the cause is answered"
    },
    ru: {
      says: "все договоры и номера закрыты, последний {assets.lastEndedOn}: {assets.ended}",
      do: "задать вопросы об уходе; вернуться, когда причина устранена"
    }
  },
  "long-silence": {
    en: {
      says: "presumed lost: no order for {client.silenceDays} days; the usual interval is {client.usualIntervalDays} ({client.intervalOf})",
      do: "ask whether it still buys; confirm the loss or correct it"
    },
    ru: {
      says: "предположительно потерян: нет заказов {client.silenceDays} дн.; обычный интервал {client.usualIntervalDays} ({client.intervalOf})",
      do: "спросить, покупает ли ещё; подтвердить потерю или исправить"
    }
  },
  status: {
    en: { says: "the CRM says: {client.status}", do: "ask for the cause if nobody knows it" },
    ru: { says: "по данным CRM: {client.status}", do: "спросить о причине, если она неизвестна" }
  }
}

const words: Readonly<Record<Locale, ReadonlyMap<string, string>>> = {
  en: new Map([
    ["own", "its own"],
    ["class", "that of its class"],
    ["portfolio", "that of the portfolio"]
  ]),
  ru: new Map([
    ["own", "собственный"],
    ["class", "по классу"],
    ["portfolio", "по портфелю"],
    ["port-out", "перенос номера"],
    ["cancellation", "расторжение"],
    ["asked how to leave", "спросил, как уйти"],
    ["decision maker", "лицо, принимающее решение,"],
    ["champion", "наш сторонник"],
    ["lost", "потерян"],
    ["lapsed", "перестал покупать"]
  ])
}

const worded: ReadonlySet<string> = new Set(["client.intervalOf", "notice.kind", "contact.role", "client.status"])

const show = (name: string, value: Evidence[string] | undefined, locale: Locale): string => {
  if (name === "client.abc" && value === null) return locale === "ru" ? "никакой: заказов нет" : "none: no orders"
  if (value === undefined || value === null) return locale === "ru" ? "неизвестно" : "unknown"
  // Plain spaces, so that what is printed can be searched for.
  if (name === "client.seasonChange") return Ratio.percent(Number(value), locale, 0).replace(/[\u00a0\u202f]/gu, " ")
  if (typeof value === "object") return value.join(", ")
  return worded.has(name) ? (words[locale].get(String(value)) ?? String(value)) : String(value)
}

/** The sentence about a reason; facts that are unknown are called so. */
export const say = ({ evidence, on, rule }: Reason, locale: Locale): string => {
  const facts: Evidence = {
    ...evidence,
    on,
    "client.seasonChange": evidence["client.recentChange"] ?? evidence["client.change"] ?? null
  }
  return texts[rule][locale].says.replace(/\{([\w.]+)\}/gu, (_, name: string) => show(name, facts[name], locale))
}

/** What to do about a reason. */
export const advise = (rule: Reason["rule"], locale: Locale): string => texts[rule][locale].do

/** Names that reports print, in Russian; the English ones are the values themselves. */
const russian: Readonly<Record<ChurnClass | Cause | RefusalKind | Part, string>> = {
  active: "активен",
  "at risk": "под угрозой",
  lost: "потерян",
  regained: "возвращён",
  new: "новый",
  unknown: "неизвестно",
  "service got worse": "ухудшилось обслуживание",
  "quality got worse": "ухудшилось качество",
  "deadlines and promises broken": "нарушены сроки и обещания",
  "opinion ignored": "мнение клиента не учтено",
  forgotten: "о клиенте забыли",
  "price or competitor": "цена или конкурент",
  "its own business": "дела самого клиента",
  "lost opportunity": "проигранная сделка",
  "departure notice": "заявление об уходе",
  "asset ended": "закрытый договор",
  "order reversed": "отменённый заказ",
  "offer declined": "отклонённое предложение",
  rhythm: "ритм",
  spend: "продажи",
  promises: "обещания",
  cases: "обращения",
  people: "люди",
  payment: "оплата"
}

/** The name of a class, cause, kind of refusal or part of health. */
export const nameOf = (value: keyof typeof russian, locale: Locale): string =>
  locale === "ru" ? russian[value] : value

/** What is said where no cause shows. */
export const askCause: Readonly<Record<Locale, string>> = { en: "unknown, ask", ru: "неизвестно, спросить" }

/** The day by which to act, as a sentence says it. */
export const by = (day: Calendar.Day, locale: Locale): string => (locale === "ru" ? `до ${day}` : `by ${day}`)
