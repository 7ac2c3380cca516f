/**
 * The words of rules: why a touch waits, will not go, or went, and what ends a hold. Every guard rail of the core and
 * every reason that the engine gives has an entry; a reason that is somebody's own words is told as it is.
 */
import type { Event } from "@market-of-one/core"
import { fill, type Language } from "../words/Language.ts"
import type { Locale } from "../words/Glossary.ts"
import { workReasons, type Told } from "../words/ReasonWords.ts"
import type { Word } from "../words/Words.ts"

const held = (kind: string, by: string): ReadonlyArray<string> => [`${kind} ${by} {hold.by}: {hold.reason}`]

/** Reasons by rule id. */
const reasons: Readonly<Record<string, Readonly<Record<Locale, Told>>>> = {
  ...workReasons,
  suppressed: {
    en: { short: "suppressed address", full: ["the address is suppressed ({suppression.reason})"] },
    ru: { short: "адрес в стоп-листе", full: ["адрес в стоп-листе ({suppression.reason})"] }
  },
  unsubscribed: {
    en: { short: "unsubscribed", full: ["unsubscribed from {consent.topic}"] },
    ru: { short: "отписка", full: ["отписка от темы {consent.topic}"] }
  },
  "no-consent": {
    en: { short: "no consent", full: ["no consent to {consent.topic}; unknown is not consent"] },
    ru: { short: "нет согласия", full: ["нет согласия на тему {consent.topic}; неизвестное — не согласие"] }
  },
  "invalid-address": {
    en: { short: "no valid address" },
    ru: { short: "нет действительного адреса" }
  },
  "left-company": { en: { short: "left the company" }, ru: { short: "больше не работает в компании" } },
  replied: {
    en: { short: "replied", full: ["this person replied, which ends the sequence"] },
    ru: { short: "получен ответ", full: ["получен ответ, он завершает цепочку для этого человека"] }
  },
  "same-mailbox": {
    en: { short: "shared mailbox", full: ["somebody with the same mailbox gets this touch"] },
    ru: { short: "общий ящик", full: ["касание получает другой человек с тем же ящиком"] }
  },
  holdout: {
    en: { short: "holdout", full: ["in the holdout, so that the effect can be measured"] },
    ru: { short: "контрольная группа", full: ["в контрольной группе, чтобы измерить эффект"] }
  },
  "program-ended": { en: { short: "program ended" }, ru: { short: "программа закончилась" } },
  "legal-claim": {
    en: {
      short: "legal claim",
      full: ["legal claim {case.id}", ...held("legal hold", "by")],
      ends: "until it is closed"
    },
    ru: {
      short: "претензия",
      full: ["претензия {case.id}", ...held("юридический запрет,", "ввёл")],
      ends: "пока не закроют"
    }
  },
  "sales-hold": {
    en: { short: "sales hold", full: held("sales hold", "by"), ends: "until it is released" },
    ru: { short: "запрет от продаж", full: held("запрет от продаж,", "ввёл"), ends: "пока не снимут" }
  },
  negotiation: {
    en: {
      short: "negotiation",
      full: [
        ...held("negotiation, held", "by"),
        "negotiation: {opportunity.id} is in stage {opportunity.stage}",
        "a negotiation is planned ({interaction.id}, {interaction.by})"
      ],
      ends: "until it is over or released"
    },
    ru: {
      short: "переговоры",
      full: [
        ...held("переговоры, запрет", "ввёл"),
        "переговоры: {opportunity.id} на стадии {opportunity.stage}",
        "назначены переговоры ({interaction.id}, {interaction.by})"
      ],
      ends: "пока не завершатся или запрет не снимут"
    }
  },
  "open-complaint": {
    en: {
      short: "open complaint",
      full: ["open {case.kind} {case.id} ({case.severity})"],
      ends: "until someone closes it"
    },
    ru: {
      short: "открытая жалоба",
      full: ["открыто: {case.kind} {case.id} ({case.severity})"],
      ends: "пока не закроют"
    }
  },
  "broken-promise": {
    en: { short: "broken promise", full: ["broken promise {promise.id}"], ends: "until it is kept or settled" },
    ru: {
      short: "нарушенное обещание",
      full: ["нарушенное обещание {promise.id}"],
      ends: "пока его не исполнят или не уладят"
    }
  },
  "no-ground": {
    en: {
      short: "service without a ground",
      full: ["nothing shows the ground “{touch.ground}”", "a service message without a ground"],
      ends: "until the records show it"
    },
    ru: {
      short: "сервисное письмо без основания",
      full: ["основание «{touch.ground}» ничем не подтверждено", "сервисное письмо без основания"],
      ends: "пока данные его не подтвердят"
    }
  },
  paused: {
    en: { short: "sending paused", full: ["sending is paused: {pause.reason}"], ends: "until someone lifts the pause" },
    ru: { short: "отправка на паузе", full: ["отправка на паузе: {pause.reason}"], ends: "пока паузу не снимут" }
  },
  "in-flight": {
    en: { short: "another message on its way", ends: "until that one is settled" },
    ru: { short: "другое письмо в пути", ends: "пока не решится его судьба" }
  },
  "account-cap": {
    en: {
      short: "account cap",
      full: [
        "account cap: {account.messages7Days} messages in 7 days; at most {policy.accountCap.per7Days}, and {policy.accountCap.personsPer24Hours} persons in 24 hours"
      ]
    },
    ru: {
      short: "предел на клиента",
      full: [
        "предел на клиента: писем за 7 дней — {account.messages7Days}; не больше {policy.accountCap.per7Days} и не больше {policy.accountCap.personsPer24Hours} человек за 24 часа"
      ]
    }
  },
  "contact-cap": {
    en: {
      short: "contact cap",
      full: [
        "contact cap: {contact.messages7Days} messages in 7 days; at most {policy.contactCap.per7Days}, and {policy.contactCap.per24Hours} in 24 hours"
      ]
    },
    ru: {
      short: "предел на человека",
      full: [
        "предел на человека: писем за 7 дней — {contact.messages7Days}; не больше {policy.contactCap.per7Days} и не больше {policy.contactCap.per24Hours} за 24 часа"
      ]
    }
  },
  stagger: {
    en: { short: "stagger", full: ["{policy.staggerMinutes} minutes between persons of one account"] },
    ru: { short: "пауза между людьми", full: ["{policy.staggerMinutes} минут между людьми одного клиента"] }
  },
  holiday: { en: { short: "holiday" }, ru: { short: "праздник" } },
  weekend: { en: { short: "weekend" }, ru: { short: "выходные" } },
  window: {
    en: { short: "outside the window", full: ["outside the window {policy.window}"] },
    ru: { short: "вне окна отправки", full: ["вне окна отправки {policy.window}"] }
  },
  "too-late": {
    en: { short: "deadline passed", full: ["its deadline of {touch.deadlineBusinessDays} business days passed"] },
    ru: { short: "срок вышел", full: ["срок вышел, рабочих дней: {touch.deadlineBusinessDays}"] }
  },
  released: { en: { short: "may go again" }, ru: { short: "снова можно" } },
  queued: { en: { short: "queued" }, ru: { short: "в очереди" } },
  held: { en: { short: "held" }, ru: { short: "удержано" } },
  accepted: { en: { short: "accepted by the relay" }, ru: { short: "принято сервером" } },
  "no answer": { en: { short: "no answer" }, ru: { short: "нет ответа" } },
  "its mailbox has this touch under another contact": { en: { short: "shared mailbox" }, ru: { short: "общий ящик" } },
  "its runner died while handing it over": {
    en: { short: "the runner died while handing it over" },
    ru: { short: "программа остановилась во время передачи" }
  },
  bounced: { en: { short: "bounced" }, ru: { short: "вернулось" } },
  skipped: { en: { short: "skipped" }, ru: { short: "пропущено" } },
  refused: { en: { short: "refused" }, ru: { short: "отвергнуто" } },
  failed: { en: { short: "failed" }, ru: { short: "сбой" } },
  "goal met": { en: { short: "goal met" }, ru: { short: "цель достигнута" } },
  "opted-out": { en: { short: "opted out" }, ru: { short: "отказ от писем" } },
  lost: { en: { short: "lost client" }, ru: { short: "клиент потерян" } },
  "touch gone": {
    en: { short: "its version has no such touch" },
    ru: { short: "в версии программы нет такого касания" }
  },
  "play gone": {
    en: { short: "its version has no such play" },
    ru: { short: "в версии программы нет такого сценария" }
  },
  completed: { en: { short: "all touches done" }, ru: { short: "все касания состоялись" } },
  "account merged": {
    en: { short: "its account was merged into another one" },
    ru: { short: "клиент объединён с другим" }
  },
  "account left the group": { en: { short: "account left the group" }, ru: { short: "клиент вышел из группы" } }
}

/** Reasons that end with a name: `aborted by KAM-02`. */
const acts: ReadonlyArray<readonly [start: string, told: Readonly<Record<Locale, string>>]> = [
  ["aborted by ", { en: "aborted by {who}", ru: "прекращено, решение: {who}" }],
  ["approved by ", { en: "approved by {who}", ru: "согласовано: {who}" }],
  ["dropped by ", { en: "dropped by {who}", ru: "снято, решение: {who}" }]
]

const told = (rule: string, locale: Locale): Told | undefined =>
  Object.hasOwn(reasons, rule) ? reasons[rule]?.[locale] : undefined

/** Whether the table has words of its own for a rule. */
export const isKnown = (rule: string): boolean => Object.hasOwn(reasons, rule)

/** The reason in two or three words, as tables count by it. */
export const short = (rule: string, language: Language): string => {
  const known = told(rule, language.locale)
  if (known !== undefined) return known.short
  const act = acts.find(([start]) => rule.startsWith(start))
  return act === undefined ? rule : fill(act[1][language.locale], { who: rule.slice(act[0].length) })
}

/** Values that the glossary has words for; all others are somebody's own and told as they are. */
const glossary: ReadonlySet<string> = new Set<Word>([
  "complaint",
  "dispute",
  "legal claim",
  "low",
  "medium",
  "high",
  "breadwinner",
  "expert",
  "promising",
  "one-to-one",
  "one-to-few",
  "one-to-many"
])
const showText = (text: string, language: Language): string => (glossary.has(text) ? language.sayAny(text) : text)

/** One value of evidence as people say it. */
const showValue = (value: Event.Evidence[string] | undefined, language: Language): string => {
  const { locale } = language
  if (value === null || value === undefined) return locale === "ru" ? "неизвестно" : "unknown"
  if (typeof value === "boolean") return locale === "ru" ? (value ? "да" : "нет") : value ? "yes" : "no"
  if (typeof value === "number") return language.number(value, Number.isInteger(value) ? 0 : 2)
  return typeof value === "string"
    ? showText(value, language)
    : value.map((item) => showText(item, language)).join(", ")
}

/** Evidence as `path: value` pairs; empty when there is none. */
export const showEvidence = (evidence: Event.Evidence, language: Language): string =>
  Object.entries(evidence)
    .map(([path, value]) => `${path}: ${showValue(value, language)}`)
    .join("; ")

/** The reason with what it rests on: `open complaint CAS-071 (high)`. */
export const full = (rule: string, evidence: Event.Evidence, language: Language): string => {
  const known = told(rule, language.locale)
  if (known === undefined) {
    const facts = showEvidence(evidence, language)
    return facts === "" ? short(rule, language) : `${short(rule, language)} (${facts})`
  }
  const values = Object.fromEntries(
    Object.entries(evidence)
      .filter(([, value]) => value !== null)
      .map(([path, value]) => [path, showValue(value, language)])
  )
  const fits = (text: string): boolean =>
    [...text.matchAll(/\{([^{}]+)\}/gu)].every(([, place = ""]) => Object.hasOwn(values, place))
  const sentence = known.full?.find(fits)
  return sentence === undefined ? known.short : fill(sentence, values)
}

/** What ends a hold that no time ends; undefined when nothing is known to. */
export const endOf = (rule: string, language: Language): string | undefined => told(rule, language.locale)?.ends
