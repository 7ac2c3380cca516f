/** What the retention wing, the save desk, win-back and renewals say, as short sentences in English and Russian. */
import {
  type AsOf,
  Calendar,
  type Causes,
  Money,
  Ratio,
  type Retention,
  RetentionText,
  type SaveDesk,
  type WinBack
} from "@market-of-one/core"
import { fill, type Values } from "../words/Language.ts"
import type { Locale } from "../words/Glossary.ts"

const texts = {
  "by asked": { en: "as of {day}, as asked", ru: "на {day}, как запрошено" },
  "by newest order": {
    en: "as of {day}, the day after the newest order",
    ru: "на {day}: следующий день после последнего заказа"
  },
  "by today": { en: "as of {day}, today", ru: "на {day}, сегодня" },
  "value at risk": {
    en: "Value at risk: {money} of 12 months' margin, {day}",
    ru: "Стоимость под угрозой: {money} маржи за 12 месяцев, {day}"
  },
  "lost by word": { en: "by its word", ru: "со слов клиента" },
  "lost presumed": { en: "presumed", ru: "предположительно" },
  since: { en: "since {day}", ru: "с {day}" },
  act: { en: "{what}, by {day}", ru: "{what}, до {day}" },
  "ask cause": { en: "unknown, ask", ru: "неизвестно, спросить" },
  "case window": { en: "window until {at}", ru: "окно до {at}" },
  "case contact": { en: "first contact by {at}", ru: "первый контакт до {at}" },
  "case late": { en: "first contact is late: it was due by {at}", ru: "первый контакт просрочен: срок был {at}" },
  "case approval": { en: "{who} has to approve", ru: "согласует {who}" },
  "case nobody": { en: "nobody's powers cover it", ru: "ни у кого нет полномочий" },
  "case ends": { en: "terms end on {day}", ru: "условия действуют до {day}" },
  "case open": { en: "not yet answered: {questions}", ru: "нет ответа: {questions}" },
  "status asking": { en: "asking", ru: "расспрашиваем" },
  "status offering": { en: "to offer: {offer}", ru: "предложить: {offer}" },
  "status awaiting approval": { en: "awaits approval: {offer}", ru: "ждёт согласования: {offer}" },
  "status awaiting answer": { en: "awaits the client's answer", ru: "ждём ответа клиента" },
  "status saved": { en: "saved", ru: "удержан" },
  "status exhausted": { en: "everything was offered", ru: "предложено всё" },
  "status window over": { en: "the window is over", ru: "окно закрыто" },
  "rung better-fitting plan": { en: "a better-fitting plan", ru: "более подходящий тариф" },
  "rung discount": { en: "a discount", ru: "скидка" },
  "rung waived services": { en: "waived services", ru: "бесплатные услуги" },
  "rung answer to the competitor": { en: "an answer to the competitor", ru: "ответ на предложение конкурента" },
  "question why": { en: "why", ru: "почему" },
  "question which service": { en: "which service", ru: "какая услуга" },
  "question competitor": { en: "competitor", ru: "конкурент" },
  "question price": { en: "price", ru: "цена" },
  "question until when": { en: "until when", ru: "до какого срока" },
  "step first-contact": { en: "call the client", ru: "позвонить клиенту" },
  "step exit-questions": {
    en: "ask the exit questions and write the answers down",
    ru: "задать вопросы об уходе и записать ответы"
  },
  "step offer": { en: "make the offer and tell when it ends", ru: "сделать предложение и назвать срок" },
  "step approval": { en: "approve or refuse", ru: "согласовать или отказать" },
  "step answer": { en: "ask for the answer to the offer", ru: "узнать ответ на предложение" },
  "step win-back": { en: "write down why it leaves, for win-back", ru: "записать причину ухода для возврата" },
  "step reminder": { en: "remind of the end of the terms", ru: "напомнить об окончании условий" },
  "standing approach": { en: "approach", ru: "обратиться" },
  "standing ask first": { en: "ask first: the cause is unknown", ru: "сначала спросить: причина неизвестна" },
  "standing answer first": {
    en: "not approached: nobody has answered the cause",
    ru: "не обращаемся: на причину никто не ответил"
  },
  "standing resting": { en: "rests until {day}", ru: "пауза до {day}" },
  "standing stopped": { en: "let go", ru: "отпущен" },
  "way special terms": { en: "special terms", ru: "особые условия" },
  "way gift": { en: "a gift", ru: "подарок" },
  "way discount": { en: "a discount of {percent} %", ru: "скидка {percent} %" },
  approach: { en: "approach with {way} until {day}", ru: "обратиться, {way}, до {day}" },
  "rate assumption": { en: "× {share} (assumption)", ru: "× {share} (допущение)" },
  "rate observed": {
    en: "× {share} (seen: {returned} of {cases})",
    ru: "× {share} (наблюдалось: {returned} из {cases})"
  }
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, string>>>>

/** A sentence's key. */
export type Key = keyof typeof texts

/** A sentence with its places filled. */
export const say = (key: Key, locale: Locale, values: Values = {}): string => fill(texts[key][locale], values)

const isKey = (key: string): key is Key => Object.hasOwn(texts, key)

const named = (key: string, locale: Locale, values: Values = {}): string =>
  isKey(key) ? say(key, locale, values) : key

/** Whole units of a currency as a terminal shows them. */
export const money = (minor: number | null, currency: string, locale: Locale): string =>
  minor === null
    ? locale === "ru"
      ? "неизвестно"
      : "unknown"
    : Money.format({ minor, currency }, locale, { whole: true })

/** As of which day, and who chose it. */
export const asOf = ({ by, day }: AsOf.AsOf, locale: Locale): string => say(`by ${by}`, locale, { day })

/** The first line: what is at risk, and as of when. */
export const valueAtRisk = (
  chosen: AsOf.AsOf,
  { currency, valueAtRisk: { minor } }: Retention.Retention,
  locale: Locale
) => say("value at risk", locale, { money: money(minor, currency, locale), day: asOf(chosen, locale) })

/** An instant in a zone, to the minute. */
export const instant = (at: Calendar.Instant, zone: Calendar.Zone): string => {
  const minute = Calendar.minuteOf(at, zone)
  const two = (value: number): string => String(value).padStart(2, "0")
  return `${Calendar.dayOf(at, zone)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** Every reason of a client, those of its class. */
export const reasons = ({ class: found, reasons: all }: Retention.Row, locale: Locale): ReadonlyArray<string> =>
  all.filter((one) => found !== "lost" || one.class === "lost").map((one) => RetentionText.say(one, locale))

/** Its causes, strongest first; what to do where none shows. */
export const causes = (found: Causes.Causes | null, locale: Locale): string =>
  found === null
    ? ""
    : found.isToAsk
      ? say("ask cause", locale)
      : found.found.map(({ cause }) => RetentionText.nameOf(cause, locale)).join(", ")

/** What to do, and by when. */
export const act = ({ act: own }: Retention.Row, locale: Locale): string =>
  own === null ? "" : say("act", locale, { what: RetentionText.advise(own.rule, locale), day: own.by })

/** How a client was lost, and since when. */
export const lost = ({ how, lostOn }: Retention.Row, locale: Locale): string =>
  [
    how === null ? "" : say(`lost ${how === "word" ? "by word" : "presumed"}`, locale),
    lostOn === null ? "" : say("since", locale, { day: lostOn })
  ]
    .filter((part) => part !== "")
    .join(", ")

/** A rung of the save desk's ladder; undefined where there is none of the name. */
export const rung = (name: string, locale: Locale): string | undefined => {
  const key = `rung ${name}`
  return isKey(key) ? say(key, locale) : undefined
}

/** A rung with its percentage. */
export const offer = ({ offer: own, rung }: SaveDesk.Proposal, locale: Locale): string =>
  `${named(`rung ${rung ?? ""}`, locale)}${own === null || own.percent === 0 ? "" : ` ${own.percent} %`}`

/** How a case stands. */
export const status = (proposal: SaveDesk.Proposal, locale: Locale): string =>
  say(`status ${proposal.status}`, locale, { offer: offer(proposal, locale) })

/** Who has to say yes, where somebody has. */
export const approval = ({ needsApprovalOf, status: stands }: SaveDesk.Proposal, locale: Locale): string =>
  stands !== "awaiting approval"
    ? ""
    : needsApprovalOf === null
      ? say("case nobody", locale)
      : say("case approval", locale, { who: needsApprovalOf })

/** When the client has to be called, or should have been. */
export const contact = (proposal: SaveDesk.Proposal, zone: Calendar.Zone, locale: Locale): string =>
  say(proposal.isFirstContactLate ? "case late" : "case contact", locale, {
    at: instant(proposal.firstContactDueAt, zone)
  })

/** Questions that the client has not answered. */
export const open = ({ unanswered }: SaveDesk.Proposal, locale: Locale): string =>
  unanswered.length === 0
    ? ""
    : say("case open", locale, { questions: unanswered.map((one) => say(`question ${one}`, locale)).join(", ") })

/** The next step, who and by when. */
export const step = ({ steps }: SaveDesk.Proposal, zone: Calendar.Zone, locale: Locale): string => {
  const [first] = steps
  if (first === undefined) return ""
  const what = named(first.rule.replace(/^[^/]*\//u, "step "), locale)
  const who = first.by === null ? "" : ` (${first.by})`
  return `${say("act", locale, { what, day: instant(first.dueAt, zone) })}${who}`
}

/** What to do about a lost client. */
export const standing = (
  { endsOn, percent, restsUntil, standing: stands, way }: WinBack.Entry,
  locale: Locale
): string =>
  stands === "approach" && way !== null && endsOn !== null
    ? say("approach", locale, { way: say(`way ${way}`, locale, { percent }), day: endsOn })
    : say(`standing ${stands}`, locale, { day: restsUntil ?? "" })

/** How a client's expected value was computed; an assumption is called one. */
export const expected = ({ marginMinor, rate }: WinBack.Entry, currency: string, locale: Locale): string => {
  const { cases, probability, returned, source } = rate
  const share = Ratio.percent(probability, locale, 0)
  return `${money(marginMinor, currency, locale)} ${say(`rate ${source}`, locale, { share, returned, cases })}`
}
