/**
 * The core's own reasons in the page's language. The core says why in English; a page in Russian says the same, phrase
 * by phrase, and keeps the English (marked as such) where the table has no phrase for it.
 */
import type { Locale } from "../words/Glossary.ts"

/** What the core may say, and how Russian says it. Each matches a whole reason, or a part between commas. */
const phrases: ReadonlyArray<readonly [said: RegExp, russian: string]> = [
  [/^(.+) of gross profit before it$/u, "перед ним $1 валовой прибыли"],
  [/^(.+) of revenue before it$/u, "перед ним $1 выручки"],
  [/^no invoices in the data$/u, "в данных нет счетов"],
  [/^(\d+) invoices due in the window, fewer than 3$/u, "счетов со сроком в периоде: $1, меньше трёх"],
  [/^(\d+) of (\d+) invoices paid on time$/u, "вовремя оплачено счетов: $1 из $2"],
  [/^(\d+) open disputes$/u, "открытых споров: $1"],
  [/^a contract runs until (\S+)$/u, "договор действует до $1"],
  [/^a contract was renewed on (\S+)$/u, "договор продлён $1"],
  [/^a client for (\S+) years$/u, "клиент, лет: $1"],
  [/^active in (\d+) of (\d+) periods$/u, "покупал в $1 из $2 периодов"],
  [/^neither its start nor its regularity is known$/u, "не известны ни начало, ни регулярность"],
  [/^the data do not cover the window before$/u, "данные не охватывают предыдущий период"],
  [/^no growth against the window before$/u, "нет роста к предыдущему периоду"],
  [/^(.+) of all growth before it$/u, "перед ним $1 всего роста"],
  [/^no product, channel or referral in the data$/u, "в данных нет товаров, каналов и рекомендаций"],
  [/^(\d+) products among their first three buyers$/u, "товаров, купленных в числе первых трёх: $1"],
  [/^(\d+) channels opened$/u, "новых каналов: $1"],
  [/^(\d+) referrals won$/u, "пришло по рекомендации: $1"],
  [/^named a reference or leader$/u, "назван образцом или лидером"],
  [/^no industry, region or size$/u, "нет отрасли, региона или размера"],
  [/^the largest account of (.+)$/u, "крупнейший в разделе «$1»"],
  [/^neither named nor the largest of its industry or region$/u, "не назван и не крупнейший в отрасли или регионе"],
  [/^brings (.+) of the measure$/u, "приносит $1 показателя"],
  [
    /^the largest of its branch among our accounts: is it known for it\?$/u,
    "крупнейший в отрасли среди наших клиентов: известен ли он этим?"
  ],
  [/^named an expert$/u, "назван экспертом"],
  [/^(\d+) questions and suggestions in 12 months$/u, "вопросов и предложений за 12 месяцев: $1"],
  [/^an influential technical evaluator$/u, "влиятельный технический специалист"],
  [/^takes part in expert rounds or reference work$/u, "участвует в экспертных встречах или образцовых работах"],
  [/^new; what budget does it have\?$/u, "новый; какой у него бюджет?"],
  [/^new$/u, "новый"],
  [/^with the budget of an A account$/u, "с бюджетом клиента класса A"],
  [/^a competitor's breadwinner$/u, "кормилец конкурента"],
  [/^left out by rule: (.+)$/u, "исключён правилом: $1"],
  [/^key and A$/u, "ключевой и A"],
  [/^key and breadwinner$/u, "ключевой и кормилец"],
  [/^key and image maker$/u, "ключевой и имиджмейкер"],
  [/^key$/u, "ключевой"],
  [/^promising and qualified$/u, "перспективный и проверен"],
  [/^not key$/u, "не ключевой"],
  [/^([ABC])$/u, "$1"],
  [/^within the powers of (.+)$/u, "в пределах полномочий: $1"],
  [/^it passes the powers of (.+)$/u, "это выше полномочий: $1"],
  [/^the client has no manager$/u, "у клиента нет менеджера"],
  [/^the margin is unknown$/u, "маржа не известна"],
  [/^the competitor's offer is claimed, not evidenced$/u, "предложение конкурента известно со слов, без подтверждения"],
  [/^what reaches the competitor's offer is unknown$/u, "не известно, какие условия отвечают предложению конкурента"],
  [/^"(.+?)" is chosen: it has no rule and always fits$/u, "выбран «$1»: правила нет, подходит всегда"],
  [/^"(.+?)" is chosen: its rule holds$/u, "выбран «$1»: его правило выполнено"],
  [/^"(.+?)" is chosen: its rule holds: (.+)$/u, "выбран «$1»: его правило выполнено ($2)"],
  [/^"(.+?)" is chosen as the fallback: no variant fits$/u, "выбран запасной «$1»: ни один вариант не подходит"],
  [/^"(.+?)" is chosen as the fallback: the slot has no variants$/u, "выбран запасной «$1»: вариантов нет"],
  [/^"(.+?)" does not fit$/u, "«$1» не подходит"],
  [/^"(.+?)" does not fit: (.+)$/u, "«$1» не подходит ($2)"],
  [
    /^"(.+?)" is not chosen, since its rule cannot be answered: (.+?)(?: is)? unknown$/u,
    "«$1» не выбран, на его правило нет ответа: неизвестно $2"
  ],
  [/^"(.+?)" was not looked at: its priority (\S+) is lower$/u, "«$1» не рассматривался: его приоритет $2 ниже"],
  [/^"(.+?)" fits too, and was not drawn \(weight (\d+) of (\d+)\)$/u, "«$1» тоже подходит, но не выпал (вес $2 из $3)"]
]

/** Facts inside a reason: `account.abc is "A"` reads `account.abc: "A"` in any language. */
const withoutVerbs = (text: string): string =>
  text
    .replaceAll(/([a-z]+\.[A-Za-z0-9.]+) is unknown/gu, "$1: неизвестно")
    .replaceAll(/([a-z]+\.[A-Za-z0-9.]+) is /gu, "$1: ")

const whole = (text: string): string | undefined => {
  const phrase = phrases.find(([said]) => said.test(text))
  return phrase === undefined ? undefined : withoutVerbs(text.replace(phrase[0], phrase[1]))
}

/** Reasons that hold another reason. */
const around: ReadonlyArray<readonly [said: RegExp, russian: (inner: string, who: string) => string]> = [
  [/^(?<who>\S+) has to approve: (?<inner>.+)$/u, (inner, who) => `согласует ${who}: ${inner}`],
  [/^nobody's powers cover it \((?<inner>.+)\)$/u, (inner) => `ни у кого нет таких полномочий (${inner})`]
]

const holding = (text: string): string | undefined => {
  for (const [said, russian] of around) {
    const { inner, who = "" } = said.exec(text)?.groups ?? {}
    if (inner === undefined) continue
    const parts = inner.split(/, (?=the |what )/u).map((part) => whole(part) ?? part)
    return russian(parts.join(", "), who)
  }
  return undefined
}

/** The reason in the locale's language; undefined when the table does not know it. */
export const translated = (text: string, locale: Locale): string | undefined => {
  if (locale === "en") return text
  const known = whole(text) ?? holding(text)
  if (known !== undefined) return known
  const parts = text.split(", ").map(whole)
  return parts.every((part) => part !== undefined) ? parts.join(", ") : undefined
}
