/**
 * The words of the page, each under its term: the glossary's own, and what the page says around them. A word may hold
 * `{places}` that are filled in; countable things have the forms that each language asks for.
 */
import { words as deskWords } from "./DeskWords.ts"
import { glossary, type Locale, type Wording } from "./Glossary.ts"
import { marketWords } from "./MarketWords.ts"
import { retentionWords } from "./RetentionWords.ts"

/** The table; a key is the glossary's term or a plain description of the phrase. */
export const words = {
  ...glossary,
  ...marketWords,
  ...retentionWords,

  "page title": { en: "{title} — key accounts on {day}", ru: "{title} — ключевые клиенты на {day}" },
  "page kind": { en: "Key account report", ru: "Отчёт о ключевых клиентах" },
  "skip link": { en: "Skip to the report", ru: "Перейти к отчёту" },
  managers: deskWords.managers,
  contents: { en: "Contents", ru: "Содержание" },
  overview: { en: "Overview", ru: "Обзор" },
  nobody: {
    en: "{share} of the money in the window ({money}) belongs to no account; every figure below is about the rest.",
    ru: "{share} денег за период ({money}) никому не принадлежит; все числа ниже — об остальных."
  },
  "nobody none": {
    en: "{share} of the money in the window has no account: every order belongs to one.",
    ru: "{share} денег за период без клиента: у каждого заказа есть клиент."
  },
  "as of": { en: "As of", ru: "На дату" },
  window: { en: "Window", ru: "Период" },
  "window span": { en: "{from} – {to}", ru: "{from} – {to}" },
  currency: { en: "Currency", ru: "Валюта" },
  measure: { en: "Measure", ru: "Показатель" },
  regularity: { en: "Regularity by", ru: "Регулярность по" },
  frequency: { en: "frequency of orders", ru: "частоте заказов" },
  variation: { en: "variation of amounts", ru: "разбросу сумм" },
  rows: { en: "Rows", ru: "Строки" },
  "rows read": {
    en: "{read} read, {accepted} accepted, {rejected} rejected",
    ru: "прочитано {read}, принято {accepted}, отклонено {rejected}"
  },
  "key figures": { en: "Key figures", ru: "Главные числа" },
  "in the window": { en: "in the window", ru: "за период" },
  "buying accounts": { en: "Accounts that bought", ru: "Покупавшие клиенты" },
  "without orders": { en: "without an order in the window: {n}", ru: "без заказов за период: {n}" },
  "bring share": { en: "bring {share} of the money", ru: "приносят {share} денег" },
  "silent accounts": { en: "Silent longer than usual", ru: "Молчат дольше обычного" },
  "at risk of them": { en: "at risk: {n}", ru: "под угрозой: {n}" },
  "messages sent": { en: "Messages sent", ru: "Отправлено писем" },
  "of due touches": { en: "of {n} due touches", ru: "из {n} наступивших касаний" },
  "not sent figure": { en: "Not sent", ru: "Не отправлено" },
  "most for": { en: "most of all: {reason} ({n})", ru: "чаще всего: {reason} ({n})" },
  "open complaints": { en: "Open complaints", ru: "Открытые жалобы" },
  "broken promises": { en: "Broken promises", ru: "Нарушенные обещания" },
  "broken promise": { en: "broken promise", ru: "нарушенное обещание" },
  "broken promises figure": { en: "broken promises: {n}", ru: "нарушенных обещаний: {n}" },

  matrix: { en: "ABC–XYZ matrix", ru: "Матрица ABC–XYZ" },
  "matrix lead": {
    en: "How much each account brings, across how regularly it buys. Each cell names its strategy.",
    ru: "Сколько приносит клиент и насколько регулярно он покупает. В каждой ячейке — её стратегия."
  },
  "matrix caption": {
    en: "Accounts, money and share by ABC class and XYZ letter",
    ru: "Клиенты, деньги и доля по классам ABC и буквам XYZ"
  },
  "matrix desc": {
    en: "Nine cells: classes A, B and C down, letters X, Y and Z across. The area of a bubble is the cell's share of the money.",
    ru: "Девять ячеек: классы A, B и C по строкам, буквы X, Y и Z по столбцам. Площадь круга — доля ячейки в деньгах."
  },
  "matrix undetermined": {
    en: "Too new to judge their regularity: {n}, whatever the cell. What to do: {strategy}.",
    ru: "Слишком новые, чтобы судить о регулярности: {n}, в любой ячейке. Что делать: {strategy}."
  },
  pareto: { en: "Who brings the money", ru: "Кто приносит деньги" },
  "pareto lead": {
    en: "The {a} accounts of class A are {part} of all and bring {share} of the money.",
    ru: "Клиенты класса A ({a}) — это {part} всех, они приносят {share} денег."
  },
  "pareto title": { en: "Pareto curve of {n} accounts", ru: "Кривая Парето, клиентов: {n}" },
  "pareto desc": {
    en: "Accounts sorted by money, largest first, against the cumulative share. {a} accounts are A (up to 80 %), {b} are B (up to 95 %), {c} are C.",
    ru: "Клиенты по убыванию денег и накопленная доля. Класс A — {a} (до 80 %), B — {b} (до 95 %), C — {c}."
  },
  "pareto x": { en: "Accounts, largest first", ru: "Клиенты по убыванию" },
  "table behind": { en: "The table behind the picture", ru: "Таблица за рисунком" },
  "pareto caption": {
    en: "Accounts by money, with the cumulative share",
    ru: "Клиенты по деньгам с накопленной долей"
  },
  rank: { en: "No.", ru: "№" },
  cumulative: { en: "Cumulative", ru: "Накоплено" },
  concentration: { en: "Concentration", ru: "Концентрация" },
  "verdict in-range": {
    en: "Key accounts bring {share} of sales, within the expected {low}–{high}.",
    ru: "Ключевые клиенты приносят {share} продаж: в ожидаемых пределах {low}–{high}."
  },
  "verdict too-few": {
    en: "Key accounts bring {share} of sales, below {low}: too few are treated as key.",
    ru: "Ключевые клиенты приносят {share} продаж, меньше {low}: ключевыми признаны слишком немногие."
  },
  "verdict risk": {
    en: "Key accounts bring {share} of sales, above {high}: too much hangs on them.",
    ru: "Ключевые клиенты приносят {share} продаж, больше {high}: от них слишком многое зависит."
  },
  "verdict unknown": {
    en: "No account has a positive measure: concentration is unknown.",
    ru: "Ни у одного клиента нет положительного показателя: концентрация неизвестна."
  },
  "verdict threshold": {
    en: "A key score from {score} would reach the nearest bound.",
    ru: "Порог оценки {score} вернул бы долю к ближайшей границе."
  },
  "largest dependency": { en: "Largest: {name}, {share}", ru: "Крупнейший: {name}, {share}" },
  "ten largest": { en: "Ten largest together: {share}", ru: "Десять крупнейших вместе: {share}" },
  "expected range": { en: "expected {low}–{high}", ru: "норма {low}–{high}" },
  movers: { en: "Who moved", ru: "Кто сместился" },
  "movers lead": {
    en: "Against the window before, {from} – {to}: the earliest sign of loss and of growth.",
    ru: "По сравнению с предыдущим периодом, {from} – {to}: самый ранний признак потери и роста."
  },
  "movers caption": { en: "Largest losses and gains", ru: "Наибольшие потери и прирост" },
  "flows caption": {
    en: "Accounts by cell in the window before and now",
    ru: "Клиенты по ячейкам в предыдущем периоде и сейчас"
  },
  "flows desc": {
    en: "From the cells before, on the left, to the cells now, on the right. New: {new}, up: {up}, unchanged: {same}, down: {down}, gone: {gone}.",
    ru: "Слева — ячейки в предыдущем периоде, справа — сейчас. Новые: {new}, вверх: {up}, без изменений: {same}, вниз: {down}, ушли: {gone}."
  },
  "no orders short": { en: "no orders", ru: "нет заказов" },
  "movers unknown": {
    en: "The data do not cover the window before: who moved is unknown.",
    ru: "Данные не охватывают предыдущий период: кто сместился, неизвестно."
  },
  before: { en: "Before", ru: "Было" },
  after: { en: "Now", ru: "Стало" },
  change: { en: "Change", ru: "Изменение" },
  move: { en: "Move", ru: "Движение" },
  "move new": { en: "new", ru: "новый" },
  "move gone": { en: "gone", ru: "ушёл" },
  "move up": { en: "up", ru: "вверх" },
  "move down": { en: "down", ru: "вниз" },
  "move same": { en: "same", ru: "без изменений" },

  "key lead": {
    en: "Key: a score of at least {score} on six criteria with confidence of at least {confidence}, or a person's word. Open a row for the evidence.",
    ru: "Ключевой: оценка по шести критериям не ниже {score} при достоверности не ниже {confidence} — или слово человека. Раскройте строку, чтобы увидеть основания."
  },
  "key none": { en: "No account is key by the data at hand.", ru: "По имеющимся данным ключевых клиентов нет." },
  "key caption": { en: "Six criteria of {name}", ru: "Шесть критериев: {name}" },
  reason: { en: "Reason", ru: "Основание" },
  "by hand yes": {
    en: "Key by hand: {by} on {day}, “{reason}”. Computed: {computed}.",
    ru: "Ключевой по решению человека: {by}, {day}, «{reason}». По расчёту: {computed}."
  },
  "by hand no": {
    en: "Not key by hand: {by} on {day}, “{reason}”. Computed: {computed}.",
    ru: "Не ключевой по решению человека: {by}, {day}, «{reason}». По расчёту: {computed}."
  },
  key: { en: "key", ru: "ключевой" },
  "not key": { en: "not key", ru: "не ключевой" },
  "by hand": { en: "by hand", ru: "вручную" },
  "not key by hand": { en: "Key by the numbers, not by hand", ru: "Ключевые по расчёту, но не по решению человека" },

  "silence lead": {
    en: "Days since the last purchase against the account's usual interval. At risk: over twice the interval and at least 45 days.",
    ru: "Дни с последней покупки в сравнении с обычным интервалом. Под угрозой: больше двух интервалов и не меньше 45 дней."
  },
  "silence none": { en: "No account is silent for longer than usual.", ru: "Никто не молчит дольше обычного." },
  "silence caption": {
    en: "Accounts silent longer than usual, longest first",
    ru: "Клиенты, молчащие дольше обычного"
  },
  "silence unknown": {
    en: "{accounts} whose usual interval is not known yet.",
    ru: "{accounts}, чей обычный интервал пока неизвестен."
  },
  "last purchase": { en: "Last purchase", ru: "Последняя покупка" },
  "silent for": { en: "Silent for", ru: "Молчит" },
  usual: { en: "Usually", ru: "Обычно" },
  times: { en: "Times usual", ru: "Раз от обычного" },
  borrowed: { en: "borrowed", ru: "по похожим" },
  "at risk": { en: "at risk", ru: "под угрозой" },
  "longer than usual": { en: "longer than usual", ru: "дольше обычного" },
  state: { en: "State", ru: "Состояние" },

  "tiers caption": { en: "Accounts by tier", ru: "Клиенты по уровням" },
  "types caption": { en: "Accounts by type; several may hold", ru: "Клиенты по типам; у одного может быть несколько" },
  "type asked": { en: "{type}?", ru: "{type}?" },
  "types none": { en: "No account has a type.", ru: "Ни у одного клиента нет типа." },
  "tiers and types": { en: "Tiers and types", ru: "Уровни и типы" },
  accounts: { en: "Accounts", ru: "Клиенты" },

  "programs lead": {
    en: "Every due touch is in exactly one of six places: audience = sent + waiting + skipped + refused + failed + unknown.",
    ru: "Каждое наступившее касание — ровно в одном из шести мест: аудитория = отправлено + ждёт + пропущено + отвергнуто + сбой + неизвестно."
  },
  "programs none": { en: "No touch was due.", ru: "Ни одно касание не наступило." },
  "programs caption": {
    en: "Closing numbers by program and touch, each by reason",
    ru: "Сводные числа по программам и касаниям, с причинами"
  },
  "closes no": { en: "the six add up to {sum}", ru: "шесть вместе дают {sum}" },
  "closes word": { en: "closes", ru: "сходится" },
  "closes not": { en: "does not close", ru: "не сходится" },
  enrolled: { en: "{n} entered", ru: "Вошли: {n}" },
  holdouts: { en: "{n} in the holdout", ru: "В контрольной группе: {n}" },
  exited: { en: "Left: {reasons}", ru: "Вышли: {reasons}" },
  "all touches": { en: "All touches", ru: "Все касания" },
  "objective acquire": { en: "acquire", ru: "привлечение" },
  "objective early-stage deal": { en: "early-stage deal", ru: "ранняя стадия сделки" },
  "objective expand": { en: "expand", ru: "расширение" },
  "objective retain": { en: "retain", ru: "удержание" },
  "objective win back": { en: "win back", ru: "возвращение" },
  "what was sent": { en: "What was sent, and why", ru: "Что отправлено и почему" },
  "what was not": { en: "What was not sent, and why", ru: "Что не отправлено и почему" },
  "sent caption": { en: "Sent messages, latest first", ru: "Отправленные письма, сначала новые" },
  "unsent caption": {
    en: "Touches that did not go, by state and reason",
    ru: "Несостоявшиеся касания по состоянию и причине"
  },
  "sent none": { en: "Nothing was sent.", ru: "Ничего не отправлено." },
  "unsent none": { en: "Every due touch was sent.", ru: "Отправлено всё, что наступило." },
  "more in journal": {
    en: "{n} more are not listed here: abm why ACCOUNT tells each.",
    ru: "Ещё {n} здесь не перечислены: о каждом расскажет abm why ACCOUNT."
  },
  when: { en: "When", ru: "Когда" },
  "for whom": { en: "For whom", ru: "Кому" },
  content: { en: "Content", ru: "Содержание" },
  why: { en: "Why", ru: "Почему" },
  until: { en: "Until", ru: "До" },
  since: { en: "Since", ru: "С" },
  "until resolved": { en: "until someone settles it: abm resolve", ru: "пока не решат: abm resolve" },
  "other choices": { en: "and what was not chosen", ru: "и что не выбрано" },

  "accounts lead": {
    en: "One section an account that is key, silent, complained about something, or was in a program.",
    ru: "По разделу на каждого, кто ключевой, молчит, жалуется или участвует в программе."
  },
  "accounts none": { en: "No account needs a section of its own.", ru: "Ни одному клиенту не нужен отдельный раздел." },
  "back to top": { en: "Back to the top", ru: "К началу" },
  timeline: { en: "What happened, and why", ru: "Что происходило и почему" },
  "timeline none": { en: "Nothing was decided about this account.", ru: "Об этом клиенте ничего не решалось." },
  "no orders": { en: "no order in the window", ru: "нет заказов за период" },
  orders: { en: "Orders", ru: "Заказы" },
  "active periods": { en: "Active periods", ru: "Активные периоды" },
  "of periods": { en: "{active} of {periods}", ru: "{active} из {periods}" },
  opened: { en: "opened {day}", ru: "открыта {day}" },
  "was due": { en: "due {day}", ru: "срок {day}" },

  "findings lead": {
    en: "What a reader should know before believing the figures.",
    ru: "Что нужно знать, прежде чем верить числам."
  },
  "findings none": { en: "Nothing to report: the data are in order.", ru: "Замечаний нет: данные в порядке." },
  files: { en: "Files written", ru: "Записанные файлы" },
  "files caption": { en: "Files that this run wrote", ru: "Файлы, записанные этим запуском" },
  file: { en: "File", ru: "Файл" },
  "what is in it": { en: "What is in it", ru: "Что в нём" },
  place: { en: "Place", ru: "Место" },
  made: {
    en: "Made by Market of One from the workspace's own data. The page loads nothing from anywhere.",
    ru: "Составлено Market of One по данным рабочей папки. Страница ничего не загружает извне."
  }
} as const satisfies Readonly<Record<string, Wording>>

/** A key of the table. */
export type Word = keyof typeof words

/** Things that are counted, in the forms of `Intl.PluralRules`. */
export const counted = {
  day: { en: { one: "{n} day", other: "{n} days" }, ru: { one: "{n} день", few: "{n} дня", other: "{n} дней" } },
  account: {
    en: { one: "{n} account", other: "{n} accounts" },
    ru: { one: "{n} клиент", few: "{n} клиента", other: "{n} клиентов" }
  },
  person: {
    en: { one: "{n} person", other: "{n} persons" },
    ru: { one: "{n} человек", few: "{n} человека", other: "{n} человек" }
  },
  row: { en: { one: "{n} row", other: "{n} rows" }, ru: { one: "{n} строка", few: "{n} строки", other: "{n} строк" } },
  event: {
    en: { one: "{n} event", other: "{n} events" },
    ru: { one: "{n} событие", few: "{n} события", other: "{n} событий" }
  }
} as const satisfies Readonly<
  Record<string, Readonly<Record<Locale, { readonly other: string; readonly one: string; readonly few?: string }>>>
>

/** What can be counted. */
export type Countable = keyof typeof counted
