/** The words of the negotiation brief in both languages; a word may hold `{places}` that are filled in. */
import type { Locale, Wording } from "./Glossary.ts"

/** Phrases by name. */
export const words = {
  title: { en: "Negotiation brief: {name}", ru: "Справка к переговорам: {name}" },
  lead: {
    en: "{group} · as of {day} · dossier {completeness} complete",
    ru: "{group} · на {day} · досье заполнено на {completeness}"
  },
  "nothing cut": { en: "Nothing was cut.", ru: "Ничего не сокращено." },
  cut: {
    en: "Cut to fit the page: {n}. Complaints, promises and competitor offers are never cut.",
    ru: "Сокращено, чтобы уместить на странице: {n}. Жалобы, обещания и предложения конкурентов не сокращаются."
  },
  more: { en: "{n} more", ru: "ещё {n}" },
  "before you go": { en: "Before you go", ru: "Перед встречей" },
  company: { en: "Company", ru: "Компания" },
  "complaints and promises": { en: "Open complaints and promises", ru: "Открытые жалобы и обещания" },
  "competitor offers": { en: "Competitors and their offers", ru: "Конкуренты и их предложения" },
  offer: { en: "What to offer", ru: "Что предложить" },
  people: { en: "People", ru: "Люди" },
  "wins and losses": { en: "Wins and losses", ru: "Победы и поражения" },
  "product facts": { en: "Product facts", ru: "О товарах" },
  questions: { en: "Open questions", ru: "Открытые вопросы" },
  Company: { en: "{what}", ru: "{what}" },
  employees: { en: "{n} employees", ru: "сотрудников: {n}" },
  since: { en: "client since {day}", ru: "клиент с {day}" },
  Known: { en: "{name}: {text} ({from}{sure})", ru: "{name}: {text} ({from}{sure})" },
  sure: { en: ", {share} sure", ru: ", уверенность {share}" },
  Group: { en: "With {members}", ru: "Вместе с: {members}" },
  Sold: {
    en: "Bought {money} in 12 months ({before} in the 12 before), last on {day}",
    ru: "Куплено за 12 месяцев: {money} (за 12 месяцев до того: {before}), последняя покупка {day}"
  },
  Meeting: { en: "{kind} on {day}{text}", ru: "{kind} {day}{text}" },
  Plan: {
    en: "Plan {target}: {actual} so far, forecast {forecast}, missing {gap}",
    ru: "План {target}: выполнено {actual}, прогноз {forecast}, не хватает {gap}"
  },
  "Plan reached": {
    en: "Plan {target}: {actual} so far, forecast {forecast}",
    ru: "План {target}: выполнено {actual}, прогноз {forecast}"
  },
  Complaint: {
    en: "{kind} {id}, {severity}, since {day}: {topic}",
    ru: "{kind} {id}, важность {severity}, с {day}: {topic}"
  },
  unanswered: { en: " (not answered)", ru: " (без ответа)" },
  Promise: { en: "Promised by {by} until {day}: {text}", ru: "Обещано ({by}) до {day}: {text}" },
  "Promise broken": {
    en: "Promise broken, due {day}, by {by}: {text}",
    ru: "Обещание нарушено, срок {day} ({by}): {text}"
  },
  Departure: { en: "Departure notice {id} of {day}: {reason}", ru: "Заявление об уходе {id} от {day}: {reason}" },
  "no reason": { en: "no reason given", ru: "причина не названа" },
  RivalOffer: {
    en: "{competitor}, {standing}: {terms}{price}{until}",
    ru: "{competitor}, {standing}: {terms}{price}{until}"
  },
  until: { en: ", until {day}", ru: ", до {day}" },
  over: { en: ", ended {day}", ru: ", закончилось {day}" },
  evidenced: { en: "evidenced", ru: "подтверждено" },
  claimed: { en: "claimed", ru: "со слов клиента" },
  somebody: { en: "a competitor", ru: "конкурент" },
  Rival: {
    en: "{competitor}: {share}, deals lost to them: {n}",
    ru: "{competitor}: {share}, проиграно им сделок: {n}"
  },
  "share of wallet": { en: "{share} of the wallet", ru: "доля закупок {share}" },
  "share unknown": { en: "share unknown", ru: "доля неизвестна" },
  Deal: { en: "Open {id}: {what}", ru: "Открыта {id}: {what}" },
  expected: { en: "expected {day}", ru: "ожидается {day}" },
  Renewal: { en: "Contract to renew: {label}, ends {day}", ru: "Продлить договор: {label}, до {day}" },
  Space: {
    en: "{product}: {buyers} of {similar} similar clients buy it; expected {basis} a year {money}",
    ru: "{product}: покупают {buyers} из {similar} похожих клиентов; ожидаемая {basis} за год {money}"
  },
  margin: { en: "margin", ru: "маржа" },
  revenue: { en: "revenue", ru: "выручка" },
  Person: { en: "{who}: {roles}{notes}", ru: "{who}: {roles}{notes}" },
  influence: { en: "influence {share}", ru: "влияние {share}" },
  warmth: { en: "warmth {share}", ru: "теплота {share}" },
  "known by": { en: "known by {by}, last {day}", ru: "знает {by}, последний раз {day}" },
  "never met": { en: "never met", ru: "не встречались" },
  Left: { en: "Left on {day}: {name} ({roles})", ru: "Больше не работает с {day}: {name} ({roles})" },
  won: { en: "Won", ru: "Выиграно" },
  lost: { en: "Lost", ru: "Проиграно" },
  Decided: { en: "{outcome} {day}, {kind}: {what}", ru: "{outcome} {day}, {kind}: {what}" },
  to: { en: "to {competitor}", ru: "в пользу {competitor}" },
  Fact: { en: "{product}: {text}{proof}", ru: "{product}: {text}{proof}" },
  "Question missing": { en: "Not known: {name}", ru: "Неизвестно: {name}" },
  "Question stale": { en: "Out of date: {name}", ru: "Устарело: {name}" },
  "no day": { en: "no day", ru: "без даты" }
} as const satisfies Readonly<Record<string, Wording>>

/** A phrase. */
export type BriefWord = keyof typeof words

/** Russian for the words that records themselves use; English ones stay as they are. */
const russian: Readonly<Record<string, string>> = {
  "economic buyer": "распоряжается деньгами",
  "decision maker": "принимает решение",
  champion: "сторонник внутри",
  influencer: "влияет",
  "technical evaluator": "технический эксперт",
  user: "пользователь",
  gatekeeper: "секретарь",
  procurement: "закупки",
  legal: "юрист",
  supporter: "за нас",
  neutral: "нейтрально",
  sceptic: "сомневается",
  opponent: "против",
  complaint: "Жалоба",
  dispute: "Спор",
  "legal claim": "Претензия",
  low: "низкая",
  medium: "средняя",
  high: "высокая",
  deal: "сделка",
  tender: "тендер",
  call: "Звонок",
  meeting: "Встреча",
  visit: "Визит",
  event: "Мероприятие",
  negotiation: "Переговоры",
  "e-mail": "Письмо",
  description: "описание",
  headcount: "численность",
  history: "история",
  positions: "должности",
  organisation: "структура",
  surroundings: "окружение",
  "weak points": "слабые места",
  prospects: "перспективы",
  supplied: "поставки",
  tenders: "тендеры",
  "present dealings": "текущие дела",
  "planned dealings": "планируемые дела",
  "who decides": "кто решает",
  "who advises": "кто советует",
  "who can veto": "кто может запретить",
  stages: "этапы",
  criteria: "критерии",
  deadlines: "сроки",
  "who is present": "кто из конкурентов присутствует",
  "share of wallet": "доля конкурентов в закупках",
  offers: "предложения конкурентов"
}

/** A word of the records in a language. */
export const told = (word: string, locale: Locale): string =>
  locale === "ru" && Object.hasOwn(russian, word) ? (russian[word] ?? word) : word
