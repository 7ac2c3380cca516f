/** The words of reasons that came with tasks, gates, approvals and signals. */
import type { Locale } from "./Glossary.ts"

/** A reason in one language. `full` are tried in order: the first whose places the evidence fills is said. */
export interface Told {
  readonly short: string
  readonly full?: ReadonlyArray<string>
  /** What ends it, when no time does. */
  readonly ends?: string
}

/** Reasons by rule id. */
export const workReasons: Readonly<Record<string, Readonly<Record<Locale, Told>>>> = {
  erased: {
    en: { short: "erased", full: ["this person's data were erased"] },
    ru: { short: "стёрто", full: ["данные этого человека стёрты"] }
  },
  "competitor-domain": {
    en: { short: "competitor's address", full: ["the address is at {contact.domain}"] },
    ru: { short: "адрес конкурента", full: ["адрес в домене конкурента"] }
  },
  "own-domain": {
    en: { short: "our own or a vendor address", full: ["the address is at {contact.domain} domain"] },
    ru: { short: "свой адрес или адрес подрядчика", full: ["адрес в своём домене или в домене подрядчика"] }
  },
  "approval-refused": {
    en: { short: "approval refused", full: ["{approval.by} said no: {approval.reason}", "{approval.by} said no"] },
    ru: { short: "не согласовано", full: ["{approval.by}: отказано, {approval.reason}", "{approval.by}: отказано"] }
  },
  "reply-waiting": {
    en: {
      short: "a reply waits",
      full: ["a reply of {contact.id} waits for our answer (task {task.id})"],
      ends: "until the reply task is closed"
    },
    ru: {
      short: "ответ ждёт реакции",
      full: ["ответ от {contact.id} ждёт реакции (задача {task.id})"],
      ends: "пока задачу на ответ не закроют"
    }
  },
  "awaiting-approval": {
    en: {
      short: "awaiting approval",
      full: ["waits for the word of {approval.of} on the offer {offer.id}", "waits for the word of {approval.of}"],
      ends: "until somebody approves or refuses it"
    },
    ru: {
      short: "ждёт согласования",
      full: ["ждёт согласования предложения {offer.id}: {approval.of}", "ждёт согласования: {approval.of}"],
      ends: "пока не согласуют или не откажут"
    }
  },
  budget: {
    en: {
      short: "budget spent",
      full: ["the program's budget would be passed: {program.spentMinor} of {program.budgetMinor} are spent"],
      ends: "until some of it is free, or the budget is raised"
    },
    ru: {
      short: "бюджет исчерпан",
      full: ["бюджет программы был бы превышен: израсходовано {program.spentMinor} из {program.budgetMinor}"],
      ends: "пока не освободится часть бюджета или его не увеличат"
    }
  },
  "not-eligible": {
    en: { short: "not eligible for the offer", full: ["the account may not have the offer {offer.id}"] },
    ru: { short: "предложение не положено", full: ["клиенту не положено предложение {offer.id}"] }
  },
  "offer-ended": {
    en: { short: "offer over", full: ["the offer {offer.id} ended on {offer.endsOn}"] },
    ru: { short: "предложение истекло", full: ["предложение {offer.id} истекло {offer.endsOn}"] }
  },
  "offer-answered": {
    en: { short: "offer answered", full: ["the client answered the offer {offer.id} already: {offer.answer}"] },
    ru: { short: "на предложение уже ответили", full: ["клиент уже ответил на предложение {offer.id}"] }
  },
  "better-offer": {
    en: {
      short: "has a better offer",
      full: ["the client has {better.id}, which is no less than {offer.id}: {better.terms}"]
    },
    ru: {
      short: "есть предложение не хуже",
      full: ["у клиента есть {better.id}, не хуже предложения {offer.id}: {better.terms}"]
    }
  },
  "gift-limit": {
    en: { short: "above the limit of gifts", full: ["the gift {offer.id} is refused: {gift.refused}"] },
    ru: { short: "сверх лимита подарков", full: ["подарок {offer.id} не допускается: {gift.refused}"] }
  },
  "margin-floor": {
    en: {
      short: "margin floor",
      full: [
        "the offer {offer.id} would bring the margin from {account.marginPercent} % to {offer.marginAfterPercent} %, below the floor of {offer.marginFloorPercent} %",
        "the offer {offer.id} would leave no sales to have a margin of"
      ],
      ends: "until costs, terms or the floor change"
    },
    ru: {
      short: "порог маржи",
      full: [
        "предложение {offer.id} снизило бы маржу с {account.marginPercent} % до {offer.marginAfterPercent} %, ниже порога {offer.marginFloorPercent} %",
        "после предложения {offer.id} продаж не осталось бы"
      ],
      ends: "пока не изменятся затраты, условия или порог"
    }
  },
  "missing-content": {
    en: { short: "missing content", full: ["there is no template {template.id}"], ends: "until the template is there" },
    ru: { short: "нет содержания", full: ["нет шаблона {template.id}"], ends: "пока шаблон не появится" }
  },
  "out-of-office": { en: { short: "out of office" }, ru: { short: "автоответ об отсутствии" } },
  "soft-bounce-rest": {
    en: { short: "address rests", full: ["the address rests after three soft bounces in 14 days"] },
    ru: { short: "адрес отдыхает", full: ["адрес отдыхает: три временных отказа за 14 дней"] }
  },
  "another-program": {
    en: { short: "another program speaks", full: ["program {speaker.program} speaks to the account"] },
    ru: { short: "говорит другая программа", full: ["с клиентом говорит программа {speaker.program}"] }
  },
  "gate-not-passed": { en: { short: "not enough people engaged" }, ru: { short: "вовлечено недостаточно людей" } },
  "no-reply": { en: { short: "no reply in time" }, ru: { short: "нет ответа вовремя" } },
  "no-meeting": { en: { short: "no meeting in time" }, ru: { short: "нет встречи вовремя" } },
  "no-purchase": { en: { short: "no purchase in time" }, ru: { short: "нет покупки вовремя" } },
  "what was noticed is over": { en: { short: "what was noticed is over" }, ru: { short: "повода больше нет" } },
  "somebody is named now": { en: { short: "somebody is named now" }, ru: { short: "ответственный назначен" } },
  "its owner left": { en: { short: "its owner left" }, ru: { short: "ответственный ушёл" } },
  "the client's manager changed": {
    en: { short: "the client's manager changed" },
    ru: { short: "у клиента новый менеджер" }
  },
  "contact-left": { en: { short: "a contact left" }, ru: { short: "контакт ушёл из компании" } },
  "departure-notice": { en: { short: "the client wants to leave" }, ru: { short: "клиент хочет уйти" } },
  "at-risk": {
    en: { short: "the client is at risk", full: ["the client is at risk: {retention.says}"] },
    ru: { short: "клиент под угрозой", full: ["клиент под угрозой: {retention.says}"] }
  },
  lost: {
    en: { short: "the client is lost", full: ["the client is lost: {retention.says}"] },
    ru: { short: "клиент потерян", full: ["клиент потерян: {retention.says}"] }
  },
  "blocked-although-paid": {
    en: { short: "blocked although paid" },
    ru: { short: "блокировка при положительном балансе" }
  },
  "held-by-nobody": { en: { short: "registered to nobody" }, ru: { short: "ни на кого не оформлено" } },
  "holder-not-a-contact": { en: { short: "held by a stranger" }, ru: { short: "оформлено на постороннего" } },
  "paid-without-consent": {
    en: { short: "paid service without consent" },
    ru: { short: "платная услуга без согласия" }
  },
  "balance-left-behind": { en: { short: "balance left behind" }, ru: { short: "забытый остаток" } },
  "forgotten-complaint": { en: { short: "forgotten complaint" }, ru: { short: "забытая жалоба" } },
  unanswered: { en: { short: "no answer in time" }, ru: { short: "нет ответа вовремя" } },
  "promise-overdue": { en: { short: "promise overdue" }, ru: { short: "обещание просрочено" } },
  "first-complaint": {
    en: { short: "first complaint of an old client" },
    ru: { short: "первая жалоба давнего клиента" }
  }
}
