/** What anomalies are called and what to do about them, in English and Russian, as data. */
import type { Evidence } from "../kernel/Expression.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Money from "../kernel/Money.ts"

/** Languages of the texts. */
export type Locale = "en" | "ru"

/** The anomalies, by the name that stays. */
export type Rule =
  | "blocked-although-paid"
  | "held-by-nobody"
  | "holder-not-a-contact"
  | "paid-without-consent"
  | "balance-left-behind"
  | "unanswered"
  | "forgotten-complaint"
  | "promise-overdue"
  | "first-complaint"

interface Text {
  /** `{subject}` is the id, `{name}` a fact of the evidence. */
  readonly says: string
  readonly do: string
}

const texts: Readonly<Record<Rule, Readonly<Record<Locale, Text>>>> = {
  "blocked-although-paid": {
    en: {
      says: "{subject} is {asset.status} although its balance {asset.balance} is not below {asset.minimumBalance}",
      do: "take the block off and tell the client why it was there"
    },
    ru: {
      says: "{subject}: блокировка ({asset.status}), хотя остаток {asset.balance} не ниже {asset.minimumBalance}",
      do: "снять блокировку и объяснить клиенту её причину"
    }
  },
  "held-by-nobody": {
    en: { says: "{subject} is registered to nobody", do: "find who holds it and enter the holder" },
    ru: { says: "{subject} ни на кого не оформлен", do: "выяснить владельца и внести его" }
  },
  "holder-not-a-contact": {
    en: {
      says: "{subject} is held by {asset.holderId}, who is not a contact of this client",
      do: "ask the client who should hold it, and re-register it"
    },
    ru: {
      says: "{subject} оформлен на {asset.holderId}, который не является контактом клиента",
      do: "спросить клиента, на кого оформить, и переоформить"
    }
  },
  "paid-without-consent": {
    en: {
      says: "{activation.service} on {activation.assetId} costs {activation.price} and nobody is known to have asked for it",
      do: "show the consent, or switch the service off and give the money back"
    },
    ru: {
      says: "{activation.service} на {activation.assetId} стоит {activation.price}, согласия на подключение нет",
      do: "показать согласие или отключить услугу и вернуть деньги"
    }
  },
  "balance-left-behind": {
    en: {
      says: "{subject} has {asset.balance} left and is ended, or nobody's",
      do: "find whose the money is and give it back"
    },
    ru: {
      says: "на {subject} остаток {asset.balance}, а он закрыт или никому не принадлежит",
      do: "выяснить, чьи это деньги, и вернуть их"
    }
  },
  unanswered: {
    en: {
      says: "{subject} ({case.kind}) had no answer by {case.respondBy}",
      do: "answer, and say when the matter will be settled"
    },
    ru: {
      says: "{subject} ({case.kind}): ответа нет, срок был {case.respondBy}",
      do: "ответить и назвать срок решения"
    }
  },
  "forgotten-complaint": {
    en: {
      says: "{subject} ({case.kind}) is open and nothing was entered since {case.lastEntryAt}: a forgotten complaint",
      do: "take it up with the client, or close it with what settled it"
    },
    ru: {
      says: "{subject} ({case.kind}): открыто, записей нет с {case.lastEntryAt}, забытая жалоба",
      do: "вернуться к ней вместе с клиентом или закрыть, указав, чем она решена"
    }
  },
  "promise-overdue": {
    en: {
      says: "promise {subject} was due {promise.dueAt} and is not kept: {promise.text}",
      do: "keep it, or settle it with the client"
    },
    ru: {
      says: "обещание {subject} просрочено с {promise.dueAt}: {promise.text}",
      do: "выполнить или урегулировать с клиентом"
    }
  },
  "first-complaint": {
    en: {
      says: "{subject} is the first complaint of a client since {account.since}: severity {case.severity} becomes {case.raisedTo}",
      do: "call before writing: it has not complained in years"
    },
    ru: {
      says: "{subject}: первая жалоба клиента с {account.since}, важность {case.severity} повышена до {case.raisedTo}",
      do: "сначала позвонить: клиент не жаловался годами"
    }
  }
}

const words: ReadonlyMap<string, string> = new Map([
  ["blocked", "заблокирован"],
  ["suspended", "приостановлен"],
  ["complaint", "жалоба"],
  ["dispute", "спор"],
  ["legal claim", "претензия"],
  ["request", "запрос"],
  ["question", "вопрос"],
  ["suggestion", "предложение"],
  ["low", "низкая"],
  ["medium", "средняя"],
  ["high", "высокая"]
])

const amount = /^(-?\d+) ([A-Z]{3})$/u
const wordFacts: ReadonlySet<string> = new Set(["asset.status", "case.kind", "case.severity", "case.raisedTo"])

const show = (name: string, value: Evidence[string] | undefined, locale: Locale): string => {
  if (value === undefined || value === null) return locale === "ru" ? "неизвестно" : "unknown"
  if (typeof value === "number" && /(?:At|By)$/u.test(name)) return Calendar.showInstant(Calendar.instant(value))
  const text = String(value)
  const [, minor, currency] = amount.exec(text) ?? []
  if (minor !== undefined && currency !== undefined) {
    // Plain spaces, so that what is printed can be searched for.
    return Money.format({ minor: Number(minor), currency }, locale).replace(/[\u00a0\u202f]/gu, " ")
  }
  return locale === "ru" && wordFacts.has(name) ? (words.get(text) ?? text) : text
}

/** The sentence about one anomaly; facts that are unknown are called so. */
export const say = (rule: Rule, subjectId: string, evidence: Evidence, locale: Locale): string =>
  texts[rule][locale].says.replace(/\{([\w.]+)\}/gu, (_, name: string) =>
    name === "subject" ? subjectId : show(name, evidence[name], locale)
  )

/** All rules. */
export const rules = Object.keys(texts) as ReadonlyArray<Rule>

/** What to do about an anomaly. */
export const advise = (rule: Rule, locale: Locale): string => texts[rule][locale].do
