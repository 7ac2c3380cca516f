/** The words of the account's own page and of the market section; `Words.ts` has them with all others. */
import type { Wording } from "./Glossary.ts"

/** People, scheme, dossier, competitors, white space, plans, activity, markets. */
export const marketWords = {
  "account page title": { en: "{name} on {day}", ru: "{name} на {day}" },
  "account page kind": { en: "Account", ru: "Клиент" },
  "account page": {
    en: "Everything known of {name}: people, decision scheme, dossier, competitors, plan",
    ru: "Всё, что известно о клиенте {name}: люди, схема решений, досье, конкуренты, план"
  },
  "to the report": { en: "To the report", ru: "К отчёту" },
  standing: { en: "Where it stands", ru: "Положение" },

  people: { en: "People", ru: "Люди" },
  "people lead": {
    en: "Who plays which part, who reports to whom, how warm each relation is and who of ours holds it.",
    ru: "Кто какую роль играет, кто кому подчиняется, насколько тёплые отношения и кто из наших их ведёт."
  },
  "people none": { en: "Nobody is known here.", ru: "Здесь никто не известен." },
  "contact map": { en: "Contact map of {name}", ru: "Карта контактов: {name}" },
  "contact map desc": {
    en: "People in boxes by account; a line leads from a person to whom they report, on the left. There: {present}, left: {left}, required roles that nobody holds: {empty}. The table below has all of it.",
    ru: "Люди по компаниям; линия ведёт от сотрудника к руководителю, который левее. Работают: {present}, ушли: {left}, незанятых обязательных ролей: {empty}. Всё это есть в таблице ниже."
  },
  "contact map caption": {
    en: "People with roles, attitude, warmth and reporting lines",
    ru: "Люди: роли, отношение, теплота, подчинение"
  },
  "contact map undrawn": {
    en: "{n} more people are in the table only.",
    ru: "Ещё людей только в таблице: {n}."
  },
  "legend confirmed": { en: "role confirmed", ru: "роль подтверждена" },
  "legend recommended": { en: "role recommended by title, to be confirmed", ru: "роль предложена по должности" },
  "legend none": { en: "no role known", ru: "роль неизвестна" },
  "legend empty": { en: "required role that nobody holds", ru: "обязательная роль не занята" },
  "legend gone": { en: "has left", ru: "больше не работает" },
  "legend way": { en: "warmest way to the decision maker", ru: "самый тёплый путь к принимающему решение" },
  "nobody yet": { en: "nobody yet", ru: "пока никто" },
  veto: { en: "veto", ru: "вето" },
  influence: { en: "Influence", ru: "Влияние" },
  "influence short": { en: "influence {share}", ru: "влияние {share}" },
  "attitude unknown": { en: "attitude unknown", ru: "отношение неизвестно" },
  "attitude before": { en: "before: {what}", ru: "раньше: {what}" },
  attitude: { en: "Attitude", ru: "Отношение" },
  warmth: { en: "Warmth", ru: "Теплота" },
  "warmth by": { en: "{share} · {by}", ru: "{share} · {by}" },
  "never met": { en: "never met", ru: "не встречались" },
  "known by": { en: "Known by", ru: "Кто из наших знает" },
  "reports to": { en: "Reports to", ru: "Подчиняется" },
  "last contact": { en: "Last contact", ru: "Последний контакт" },
  "job title": { en: "Title", ru: "Должность" },
  role: { en: "Role", ru: "Роль" },
  roles: { en: "Roles", ru: "Роли" },
  level: { en: "Level", ru: "Уровень" },
  "level board": { en: "board", ru: "руководство" },
  "level head": { en: "head", ru: "начальник" },
  "level specialist": { en: "specialist", ru: "специалист" },
  "level unknown": { en: "level unknown", ru: "уровень неизвестен" },
  confirmed: { en: "confirmed", ru: "подтверждена" },
  recommended: { en: "recommended", ru: "предложена" },
  "left on": { en: "left {day}", ru: "ушёл {day}" },
  "was what": { en: "was {roles}", ru: "роль: {roles}" },

  "heat map": { en: "Roles by level", ru: "Роли по уровням" },
  "heat caption": {
    en: "Confirmed people by role and level; of them warm. The stronger the shade, the warmer.",
    ru: "Подтверждённые люди по ролям и уровням; из них тёплые. Чем гуще цвет, тем теплее."
  },
  "heat cell": { en: "{warm} warm", ru: "тёплых: {warm}" },
  needed: { en: "Needed", ru: "Нужно" },
  "coverage all": { en: "Every required role has its people.", ru: "Все обязательные роли заняты." },
  "coverage share": {
    en: "Required roles covered: {share}. Nobody yet: {roles}.",
    ru: "Обязательные роли заняты на {share}. Пока никого: {roles}."
  },
  "coverage unknown": { en: "No role is required.", ru: "Обязательных ролей нет." },
  "single threaded": {
    en: "Single-threaded: only one contact here is warm. If that person leaves, nobody knows us.",
    ru: "Одна нить: тёплый контакт здесь только один. Уйдёт этот человек — и нас никто не знает."
  },
  "no thread": {
    en: "No thread: none of our contacts here is warm.",
    ru: "Нет нити: тёплых контактов здесь нет."
  },
  "several threads": { en: "Warm contacts: {n}.", ru: "Тёплых контактов: {n}." },
  "decision path": { en: "Warmest way to the decision maker", ru: "Самый тёплый путь к принимающему решение" },
  "path none": {
    en: "No decision maker is confirmed: whom to reach is not known.",
    ru: "Принимающий решение не подтверждён: к кому идти, неизвестно."
  },
  "path unknown": {
    en: "Nobody of ours knows anyone on the way to {name}.",
    ru: "Никто из наших не знает никого на пути к {name}."
  },
  "path direct": { en: "{by} knows {name}: warmth {share}.", ru: "{by} знает: {name}, теплота {share}." },
  "path steps": {
    en: "{by} knows {first}; from there {way}. Warmth at the end: {share}.",
    ru: "{by} знает: {first}; далее {way}. Теплота в конце пути: {share}."
  },
  "next contacts": { en: "Whom to take up next", ru: "С кем говорить дальше" },
  "next caption": { en: "Contacts to take up next, with reasons", ru: "С кем говорить дальше и почему" },
  "next none": { en: "Nobody in particular.", ru: "Никого особенно." },
  points: { en: "Points", ru: "Баллы" },
  "next would fill a role that nobody holds": {
    en: "would fill a role that nobody holds: {roles}",
    ru: "занял бы пустую роль: {roles}"
  },
  "next decides and does not know us": {
    en: "decides and does not know us: {roles}",
    ru: "решает и не знает нас: {roles}"
  },
  "next a second thread is missing": { en: "a second thread is missing", ru: "не хватает второй нити" },
  "next has influence": { en: "has influence", ru: "имеет влияние" },
  "next is well disposed": { en: "is well disposed", ru: "хорошо настроен" },
  "next is against us": { en: "is against us", ru: "настроен против" },
  departed: { en: "Who has left", ru: "Кто ушёл" },
  "departed caption": { en: "People with a role who have left", ru: "Ушедшие люди с ролью" },
  "departed none": { en: "Nobody has left.", ru: "Никто не ушёл." },
  "departed critical": { en: "the account is at risk", ru: "клиент под угрозой" },
  person: { en: "Person", ru: "Человек" },
  day: { en: "Day", ru: "Дата" },

  scheme: { en: "Decision scheme", ru: "Схема принятия решений" },
  "scheme lead": {
    en: "Who releases the money, who decides, who can stop it and who is heard. A veto that is not raised approves nothing.",
    ru: "Кто распоряжается деньгами, кто решает, кто может остановить и кого слушают. Невысказанное вето — не согласие."
  },
  "scheme caption": { en: "Decision scheme by account", ru: "Схема решений по компаниям" },
  "releases money": { en: "Releases the money", ru: "Распоряжается деньгами" },
  decides: { en: "Decides", ru: "Решает" },
  "can stop": { en: "Can stop it", ru: "Может остановить" },
  "is heard": { en: "Is heard", ru: "Советует" },
  "under way": { en: "Under way", ru: "В работе" },
  "decided before": { en: "What decided before", ru: "Что решало раньше" },
  "not confirmed": { en: "nobody confirmed", ru: "никто не подтверждён" },
  "several confirmed": { en: "more than one confirmed", ru: "подтверждено несколько" },
  "and more": { en: "{n} more", ru: "ещё {n}" },
  "by day": { en: "by {day}", ru: "до {day}" },
  "times short": { en: "{what} ×\u00a0{n}", ru: "{what} ×\u00a0{n}" },

  activity: { en: "Orders and events", ru: "Заказы и события" },
  "activity title": {
    en: "Orders and events by month, {from} – {to}",
    ru: "Заказы и события по месяцам, {from} – {to}"
  },
  "activity desc": {
    en: "Columns: money ordered a month. Below, a row each for interactions, cases, promises due, deals won, deals lost and messages sent, with how many there were. A narrow screen shows the last 12 months.",
    ru: "Столбцы: сумма заказов за месяц. Ниже по строке на взаимодействия, обращения, обещания со сроком, выигранные и проигранные сделки и отправленные письма, с их числом. На узком экране — последние 12 месяцев."
  },
  "activity caption": { en: "Orders and events by month", ru: "Заказы и события по месяцам" },
  "events caption": { en: "Events of these months, latest first", ru: "События этих месяцев, сначала новые" },
  "events more": { en: "{n} earlier events are not listed.", ru: "Ещё событий раньше: {n}." },
  "events behind": { en: "The events one by one", ru: "События по одному" },
  "events none": { en: "Nothing happened in these months.", ru: "В эти месяцы ничего не было." },
  month: { en: "Month", ru: "Месяц" },
  "order count": { en: "Orders", ru: "Заказов" },
  ordered: { en: "Ordered", ru: "Заказано" },
  interaction: { en: "Interactions", ru: "Взаимодействия" },
  case: { en: "Cases", ru: "Обращения" },
  promise: { en: "Promises due", ru: "Обещания" },
  won: { en: "Won", ru: "Выиграно" },
  lost: { en: "Lost", ru: "Проиграно" },
  message: { en: "Messages", ru: "Письма" },
  event: { en: "Event", ru: "Событие" },
  "one promise": { en: "Promise", ru: "Обещание" },
  "promise broken": { en: "broken", ru: "нарушено" },
  "promise kept": { en: "kept", ru: "выполнено" },
  "promise due": { en: "due now", ru: "срок наступает" },
  journal: { en: "What was decided, and why", ru: "Что решалось и почему" },

  dossier: { en: "Dossier", ru: "Досье" },
  "dossier lead": {
    en: "{share} complete. Missing: {missing}, out of date: {stale}, contradictory: {contradictions}.",
    ru: "Заполнено на {share}. Не хватает: {missing}, устарело: {stale}, противоречий: {contradictions}."
  },
  "parts caption": { en: "How much of each part is known", ru: "Насколько заполнена каждая часть" },
  part: { en: "Part", ru: "Часть" },
  filled: { en: "Known", ru: "Известно" },
  "filled of": { en: "{filled} of {required}", ru: "{filled} из {required}" },
  "part general": { en: "general", ru: "общие сведения" },
  "part relationship": { en: "relationship", ru: "история отношений" },
  "part decision scheme": { en: "decision scheme", ru: "схема решений" },
  "part competitors": { en: "competitors", ru: "конкуренты" },
  gaps: { en: "Gaps", ru: "Пробелы" },
  "gaps caption": { en: "What is not known, by what it blocks", ru: "Чего не знаем, по тому, чему это мешает" },
  "gaps none": { en: "Nothing required is missing.", ru: "Всё обязательное известно." },
  fact: { en: "Fact", ru: "Сведение" },
  blocks: { en: "Blocks", ru: "Мешает" },
  "blocks negotiation": { en: "negotiation", ru: "переговорам" },
  "blocks offer": { en: "offer", ru: "предложению" },
  "blocks qualification": { en: "qualification", ru: "оценке клиента" },
  "blocks plan": { en: "plan", ru: "плану" },
  "blocks knowledge": { en: "knowledge", ru: "знанию клиента" },
  "gap missing": { en: "missing", ru: "нет" },
  "gap stale": { en: "out of date", ru: "устарело" },
  "stale facts": { en: "Out of date", ru: "Устарело" },
  "stale caption": { en: "Facts to ask again", ru: "О чём спросить снова" },
  "stale none": { en: "No fact is out of date.", ru: "Устаревших сведений нет." },
  "expired on": { en: "Since", ru: "С" },
  contradictions: { en: "Contradictions", ru: "Противоречия" },
  "contradictions caption": { en: "Facts that cannot all be true", ru: "Сведения, которые не могут быть верны вместе" },
  "contradictions none": { en: "No two facts contradict each other.", ru: "Противоречий нет." },
  "all facts": { en: "All facts with their sources ({n})", ru: "Все сведения с источниками ({n})" },
  "facts caption": { en: "Facts with day, confidence and source", ru: "Сведения: дата, достоверность, источник" },
  says: { en: "What is said", ru: "Что сказано" },
  source: { en: "Source", ru: "Источник" },

  rivals: { en: "Competitors", ru: "Конкуренты" },
  "rivals none": { en: "No competitor is known here.", ru: "Конкуренты здесь не известны." },
  "rivals caption": { en: "Competitors at the account", ru: "Конкуренты у клиента" },
  rival: { en: "Competitor", ru: "Конкурент" },
  "share of wallet": { en: "Share of wallet", ru: "Доля закупок" },
  "present at": { en: "Where", ru: "Где" },
  "lost to them": { en: "Lost to them", ru: "Проиграно им" },
  "their breadwinner": { en: "their breadwinner", ru: "их кормилец" },
  "offers caption": {
    en: "Their offers: what was seen and what was only said",
    ru: "Их предложения: что видели и что известно со слов"
  },
  "offers none": { en: "No offer of theirs is known.", ru: "Их предложения не известны." },
  offer: { en: "Offer", ru: "Предложение" },
  price: { en: "Price", ru: "Цена" },
  evidence: { en: "Evidence", ru: "Основание" },
  evidenced: { en: "evidenced", ru: "подтверждено" },
  claimed: { en: "claimed", ru: "со слов" },
  over: { en: "over", ru: "истекло" },
  "no day": { en: "no day", ru: "без даты" },
  somebody: { en: "not named", ru: "не назван" },

  offering: { en: "What to tell, and to whom", ru: "Что говорить и кому" },
  "offering caption": {
    en: "Selling points for the roles, the industry and the competitors here, best fit first",
    ru: "Доводы для этих ролей, отрасли и конкурентов, самые подходящие сначала"
  },
  "offering none": { en: "No product fact fits this account.", ru: "Подходящих доводов нет." },
  "for role": { en: "For", ru: "Для кого" },
  everyone: { en: "everyone", ru: "для всех" },
  against: { en: "Against", ru: "Против кого" },
  proof: { en: "Proof", ru: "Подтверждение" },

  "white space": { en: "White space", ru: "Непокрытые потребности" },
  "white space lead": {
    en: "What similar clients buy and this one does not. The probability is an assumption: buyers among the similar.",
    ru: "Что покупают похожие клиенты, а этот — нет. Вероятность — допущение: доля покупателей среди похожих."
  },
  "white space none": {
    en: "Nothing: too few similar clients buy what this one does not, or its industry or size is not known.",
    ru: "Нет: слишком мало похожих клиентов покупают то, чего не покупает этот, или не известны его отрасль или размер."
  },
  "white space caption": {
    en: "Products by expected value of 12 months",
    ru: "Товары по ожидаемой отдаче за 12 месяцев"
  },
  product: { en: "Product", ru: "Товар" },
  expected: { en: "Expected", ru: "Ожидается" },
  "basis costs": { en: "margin by costs", ru: "маржа по затратам" },
  "basis assumed margin": { en: "margin assumed", ru: "маржа по допущению" },
  "basis revenue": { en: "revenue", ru: "выручка" },
  "similar clients": { en: "Similar clients that buy it", ru: "Похожие клиенты-покупатели" },
  "buyers of": { en: "{buyers} of {similar} ({share}), {ground}", ru: "{buyers} из {similar} ({share}), {ground}" },
  "ground industry and size": { en: "similar by industry and size", ru: "похожи отраслью и размером" },
  "ground industry": { en: "similar by industry", ru: "похожи отраслью" },
  "bought before": { en: "Bought before", ru: "Покупал раньше" },
  never: { en: "never", ru: "никогда" },

  plan: { en: "Account plan", ru: "План по клиенту" },
  "plan none": { en: "There is no plan for this account.", ru: "Плана по этому клиенту нет." },
  "plan caption": { en: "Plans: target, actual, forecast, gap", ru: "Планы: цель, факт, прогноз, разрыв" },
  "plan period": { en: "Period", ru: "Период" },
  "plan id": { en: "Plan", ru: "План" },
  target: { en: "Target", ru: "Цель" },
  actual: { en: "Actual", ru: "Факт" },
  forecast: { en: "Forecast", ru: "Прогноз" },
  gap: { en: "Gap", ru: "Разрыв" },
  reached: { en: "reached", ru: "достигнута" },
  "period unread": { en: "period not readable", ru: "период не разобран" },
  "method ended": { en: "the period has ended", ru: "период закончился" },
  "method season of last year": { en: "by last year's season", ru: "по сезону прошлого года" },
  "method daily rate": { en: "by the daily rate so far", ru: "по среднему за день" },
  "overdue goals": { en: "Goals past due", ru: "Просроченные цели" },

  markets: { en: "Markets", ru: "Рынки" },
  "markets lead": {
    en: "Each industry and region: how many accounts, what they bought and whether it grows, whom we meet there, why we lose, where prospects come from.",
    ru: "Каждая отрасль и регион: сколько клиентов, что купили и растут ли, кого там встречаем, почему проигрываем, откуда приходят новые."
  },
  "markets none": { en: "No market is known.", ru: "Рынки не известны." },
  "markets caption": {
    en: "Markets by industry and region, most money first",
    ru: "Рынки по отраслям и регионам, сначала крупнейшие"
  },
  "markets rest": { en: "Smaller markets ({n})", ru: "Меньшие рынки ({n})" },
  market: { en: "Industry and region", ru: "Отрасль и регион" },
  "industry unknown": { en: "industry unknown", ru: "отрасль неизвестна" },
  "region unknown": { en: "region unknown", ru: "регион неизвестен" },
  prospects: { en: "Prospects", ru: "Потенциальные" },
  sold: { en: "Sold", ru: "Продано" },
  growth: { en: "Growth", ru: "Рост" },
  "why lost": { en: "Why we lose", ru: "Почему проигрываем" },
  "prospect sources": { en: "Where prospects come from", ru: "Откуда приходят" }
} as const satisfies Readonly<Record<string, Wording>>
