/** The words of the manager's desk in both languages; a word may hold `{places}` that are filled in. */
import type { AgendaLine, Assignment, Difficulty, SaveCase } from "@market-of-one/core"
import type { Wording } from "./Glossary.ts"

/** Phrases of the page, the mail and the calendar. */
export const words = {
  title: { en: "{name}: {day}", ru: "{name}: {day}" },
  subject: {
    en: "Your day, {day}: {overdue} overdue, {today} today",
    ru: "Ваш день, {day}: просрочено {overdue}, на сегодня {today}"
  },
  lead: {
    en: "{overdue} overdue · {today} today · {soon} soon · {later} later",
    ru: "просрочено {overdue} · сегодня {today} · скоро {soon} · позже {later}"
  },
  nothing: { en: "Nothing is due.", ru: "Ничего не назначено." },
  by: { en: "by", ru: "срок" },
  client: { en: "client", ru: "клиент" },
  "at risk": { en: "at risk", ru: "под угрозой" },
  what: { en: "what to do, and why", ru: "что сделать и почему" },
  "no time": { en: "no set time", ru: "без срока" },
  unknown: { en: "unknown", ru: "неизвестно" },
  nobody: { en: "nobody", ru: "никто" },
  warnings: { en: "Warnings", ru: "Предупреждения" },
  followed: { en: "To know: at clients that you follow", ru: "К сведению: у клиентов, за которыми вы следите" },
  "followed by": { en: "with {owner}; task of {created}", ru: "отвечает {owner}; задача от {created}" },
  raised: { en: "raised from {from}: {reason}", ru: "поднято от {from}: {reason}" },
  close: { en: "done: abm task done {id} --by {by}", ru: "закрыть: abm task done {id} --by {by}" },
  "link done": { en: "Done", ru: "Сделано" },
  "link accept": { en: "I take it on", ru: "Беру в работу" },
  "link dismiss": { en: "Not to be done", ru: "Не нужно" },
  "links until": { en: "Links work until {day}.", ru: "Ссылки действуют до {day}." },
  managers: { en: "Managers", ru: "Менеджеры" },
  "difficulty parts": {
    en: "Difficulty by its parts, times the mean of all managers",
    ru: "Сложность по частям, раз к среднему по менеджерам"
  },
  scoreboard: { en: "Scoreboard", ru: "Показатели" },
  "scored from": {
    en: "{basis} of 12 months; deeds of {from} to {to}. Difficulty 1 is that of the mean portfolio.",
    ru: "{basis} за 12 месяцев; дела с {from} по {to}. Сложность 1 — как у среднего портфеля."
  },
  costs: { en: "Gross profit", ru: "Валовая прибыль" },
  "assumed margin": { en: "Gross profit (assumed margin)", ru: "Валовая прибыль (принятая маржа)" },
  revenue: { en: "Revenue (costs are not known)", ru: "Выручка (затраты неизвестны)" },
  "no deputy": {
    en: "{share} hangs on persons without a deputy: {names}",
    ru: "{share} держится на людях без заместителя: {names}"
  },
  manager: { en: "manager", ru: "менеджер" },
  clients: { en: "clients", ru: "клиентов" },
  carries: { en: "carries", ru: "несёт" },
  share: { en: "share", ru: "доля" },
  deputy: { en: "deputy", ru: "заместитель" },
  tasks: { en: "tasks", ru: "задачи" },
  promises: { en: "promises", ru: "обещания" },
  cases: { en: "cases", ru: "обращения" },
  plan: { en: "plan: actual, forecast", ru: "план: факт, прогноз" },
  widened: { en: "widened", ru: "новых путей" },
  refusals: { en: "refusals", ru: "отказов" },
  difficulty: { en: "difficulty", ru: "сложность" },
  "in the columns": {
    en: "Tasks, promises, cases: in time / late / overdue.",
    ru: "Задачи, обещания, обращения: в срок / поздно / просрочено."
  },
  planned: { en: "{target}: {actual}, {forecast}", ru: "{target}: {actual}, {forecast}" },
  "no plan": { en: "no plan", ru: "нет плана" },
  assignment: { en: "Who should take clients that need somebody", ru: "Кому передать клиентов" },
  proposed: { en: "{client} ({id}; {need}): {who}", ru: "{client} ({id}; {need}): {who}" },
  "no room": { en: "nobody has room", ru: "мест ни у кого нет" },
  more: { en: "{n} more", ru: "ещё {n}" },
  printed: { en: "As of {at}", ru: "На {at}" }
} as const satisfies Readonly<Record<string, Wording>>
/** A phrase of the desk. */
export type DeskWord = keyof typeof words

/** Headings of the agenda by urgency. */
export const urgencies: Readonly<Record<AgendaLine.Urgency, Wording>> = {
  overdue: { en: "Overdue", ru: "Просрочено" },
  today: { en: "Today", ru: "Сегодня" },
  soon: { en: "Soon", ru: "Скоро" },
  later: { en: "Later", ru: "Позже" }
}

/** What to do and why, by the reason of a line. */
export const lines: Readonly<Record<AgendaLine.Because["_tag"], { readonly act: Wording; readonly why: Wording }>> = {
  Leaving: {
    act: { en: "Call: the client wants to leave", ru: "Позвонить: клиент хочет уйти" },
    why: {
      en: "notice {ids} of {opened}{reason}; until {until} there is time to act; to ask: {questions}",
      ru: "заявление {ids} от {opened}{reason}; действовать можно до {until}; спросить: {questions}"
    }
  },
  Promised: {
    act: { en: "Keep the promise “{text}”", ru: "Выполнить обещание «{text}»" },
    why: { en: "{id}, promised by {by} on {made}{state}", ru: "{id}, обещание от {made}, отвечает {by}{state}" }
  },
  CaseOpen: {
    act: { en: "{act} {kind} “{topic}”", ru: "{act}: {kind} «{topic}»" },
    why: { en: "{id}, severity {severity}, since {opened}{notes}", ru: "{id}, важность {severity}, с {opened}{notes}" }
  },
  ReplyWaits: {
    act: { en: "Answer the reply of {names}", ru: "Ответить на письмо: {names}" },
    why: { en: "marketing is silent until then", ru: "до ответа рассылка молчит" }
  },
  WordAsked: {
    act: { en: "Say yes or no to {what}", ru: "Решить, да или нет: {what}" },
    why: { en: "asked on {asked}; abm approve {id}", ru: "ожидает с {asked}; abm approve {id}" }
  },
  MeetingPlanned: {
    act: { en: "{kind}{brief}", ru: "{kind}{brief}" },
    why: { en: "{id}, planned for {at}", ru: "{id}, назначено на {at}" }
  },
  TaskOpen: {
    act: { en: "{text}", ru: "{text}" },
    why: { en: "task of {created}{notes}", ru: "задача от {created}{notes}" }
  },
  ContractEnds: {
    act: { en: "Renew “{label}”", ru: "Продлить «{label}»" },
    why: { en: "{id} ends on {day}{renews}", ru: "{id}: срок до {day}{renews}" }
  },
  DutyDue: {
    act: { en: "Talk with the client", ru: "Поговорить с клиентом" },
    why: { en: "{cell}: every {days} days; {last}", ru: "{cell}: раз в {days} дн.; {last}" }
  }
}

/** Pieces of sentences. */
export const pieces = {
  because: { en: ", because of {reason}", ru: ", причина: {reason}" },
  broken: { en: "; broken", ru: "; нарушено" },
  near: { en: "; little time is left", ru: "; времени мало" },
  due: { en: "", ru: "" },
  answer: { en: "Answer the", ru: "Ответить" },
  settle: { en: "Settle the", ru: "Решить" },
  late: { en: "; no answer in time", ru: "; ответ просрочен" },
  transfers: { en: "; handed on {n} times", ru: "; передач: {n}" },
  "not accepted": { en: "; not taken on yet", ru: "; ещё не взята" },
  touch: { en: "the message {id}", ru: "сообщение {id}" },
  offer: { en: "an offer to a client that wants to leave", ru: "предложение уходящему клиенту" },
  "brief read": { en: "; the brief is read", ru: "; справка прочитана" },
  "brief outdated": {
    en: "; something happened since the brief was read: read it again",
    ru: "; после чтения справки были события: перечитать"
  },
  "brief not read": { en: "; read the brief first", ru: "; сначала прочитать справку" },
  "talked last": { en: "last talked on {day}, days past due: {n}", ru: "последний разговор {day}, просрочка {n} дн." },
  "talked lately": { en: "last talked on {day}", ru: "последний разговор {day}" },
  "never talked": { en: "no talk is known", ru: "разговоров не известно" },
  renews: { en: "; renews itself on {day}", ru: "; продлевается сам {day}" },
  "renews not": { en: " and does not renew itself", ru: "; сам не продлевается" },
  "new client": { en: "new", ru: "новый" }
} as const satisfies Readonly<Record<string, Wording>>

/** Why something was raised. */
export const reasons: Readonly<Record<string, Wording>> = {
  broken: { en: "broken", ru: "нарушено" },
  late: { en: "late", ru: "опоздание" },
  "handed on": { en: "handed on", ru: "передачи" },
  overdue: { en: "overdue", ru: "просрочено" },
  "not accepted": { en: "not taken on", ru: "не взято" }
}

/** What the first contact asks. */
export const questions: Readonly<Record<SaveCase.Question, Wording>> = {
  why: { en: "why", ru: "почему" },
  "which service": { en: "which service", ru: "какая услуга" },
  competitor: { en: "to whom", ru: "к кому" },
  price: { en: "for what price", ru: "по какой цене" },
  "until when": { en: "until when", ru: "до какого срока" }
}

/** Words of records that a sentence has in the middle. */
export const records: Readonly<Record<string, Wording>> = {
  complaint: { en: "complaint", ru: "жалоба" },
  dispute: { en: "dispute", ru: "спор" },
  "legal claim": { en: "legal claim", ru: "претензия" },
  request: { en: "request", ru: "запрос" },
  question: { en: "question", ru: "вопрос" },
  suggestion: { en: "suggestion", ru: "предложение" },
  low: { en: "low", ru: "низкая" },
  medium: { en: "medium", ru: "средняя" },
  high: { en: "high", ru: "высокая" },
  call: { en: "Call", ru: "Звонок" },
  meeting: { en: "Meeting", ru: "Встреча" },
  "e-mail": { en: "Letter", ru: "Письмо" },
  visit: { en: "Visit", ru: "Визит" },
  event: { en: "Event", ru: "Мероприятие" },
  negotiation: { en: "Negotiation", ru: "Переговоры" }
}

/** Why a client needs somebody. */
export const needs: Readonly<Record<Assignment.Need, Wording>> = {
  nobody: { en: "has nobody", ru: "без менеджера" },
  left: { en: "{from} has left", ru: "{from} больше не работает" },
  "no room": { en: "{from} has no room", ru: "у {from} нет места" }
}

/** What speaks for a manager. */
export const fits: Readonly<Record<Assignment.FitRule["id"], Wording>> = {
  industry: { en: "industry", ru: "отрасль" },
  language: { en: "language", ru: "язык" },
  products: { en: "products", ru: "товары" },
  "time zone": { en: "time zone", ru: "часовой пояс" },
  "knows the client": { en: "knows the client", ru: "знает клиента" }
}

/** Parts of the difficulty. */
export const difficulties: Readonly<Record<Difficulty.Part["id"], Wording>> = {
  "value at risk": { en: "value at risk", ru: "под угрозой" },
  irregular: { en: "irregular", ru: "нерегулярные" },
  load: { en: "load", ru: "загрузка" },
  complaints: { en: "complaints", ru: "жалобы" }
}

/** Pages that a link opens. */
export const link = {
  confirm: { en: "Is it done?", ru: "Сделано?" },
  "confirm accept": { en: "Do you take it on?", ru: "Берёте в работу?" },
  "confirm dismiss": { en: "Is it not to be done?", ru: "Не нужно делать?" },
  note: { en: "What came of it (optional)", ru: "Что получилось (необязательно)" },
  "button done": { en: "Yes, it is done", ru: "Да, сделано" },
  "button accept": { en: "Yes, I take it on", ru: "Да, беру" },
  "button dismiss": { en: "Yes, drop it", ru: "Да, снять" },
  told: { en: "Thank you, it is written down.", ru: "Спасибо, записано." },
  closed: { en: "Already closed by {by} on {at}.", ru: "Уже закрыто: {by}, {at}." },
  accepted: { en: "Already taken on by {by} on {at}.", ru: "Уже взято: {by}, {at}." },
  withdrawn: { en: "It is over since {at}: {by}.", ru: "Больше не нужно с {at}: {by}." },
  "not theirs": { en: "It is with {by} now.", ru: "Теперь это у {by}." },
  forged: { en: "This link is not one of ours.", ru: "Эта ссылка не наша." },
  expired: {
    en: "This link is too old. The next mail has a new one.",
    ru: "Срок ссылки истёк. В следующем письме будет новая."
  },
  unknown: { en: "There is no such task.", ru: "Такой задачи нет." },
  missing: { en: "There is no such page.", ru: "Такой страницы нет." },
  method: { en: "This cannot be asked here.", ru: "Так нельзя." },
  broken: { en: "It could not be written down. Please try again.", ru: "Не удалось записать. Повторите попытку." },
  due: { en: "due {at}", ru: "срок {at}" }
} as const satisfies Readonly<Record<string, Wording>>
