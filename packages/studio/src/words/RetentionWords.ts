/** The words of the section on loss and return; `Words.ts` has them with all others. */
import type { Wording } from "./Glossary.ts"

/** Clients at risk and lost, health, refusals, win-back, renewals. */
export const retentionWords = {
  retention: { en: "Retention", ru: "Удержание и возврат" },
  "retention none": { en: "Nobody is at risk or lost.", ru: "Никто не потерян и не под угрозой." },
  "retention counts": {
    en: "At risk: {risk}; lost: {lost}; regained: {regained}",
    ru: "Под угрозой: {risk}; потеряно: {lost}; возвращено: {regained}"
  },
  "at risk caption": { en: "Clients at risk", ru: "Клиенты под угрозой" },
  "lost caption": { en: "Lost clients", ru: "Потерянные клиенты" },
  "value at risk": { en: "Value at risk", ru: "Стоимость под угрозой" },
  "margin before": { en: "Margin before the loss", ru: "Маржа до потери" },
  "how lost": { en: "How lost", ru: "Как потерян" },
  cause: { en: "Cause", ru: "Причина" },
  "to do": { en: "What to do", ru: "Что сделать" },
  health: { en: "Health", ru: "Здоровье" },
  "health caption": {
    en: "Health of clients at risk: what each part adds; unknown parts are left out",
    ru: "Здоровье клиентов под угрозой: вклад каждой части; неизвестное не учитывается"
  },
  "refusals caption": { en: "Refusals by kind", ru: "Отказы по видам" },
  "refusals lead": {
    en: "Refusals from {from} to {to}: {now}, in the window before: {before}",
    ru: "Отказы с {from} по {to}: {now}, за период до этого: {before}"
  },
  "refusals desc": {
    en: "Two bars for each kind: this window and the one before. {list}.",
    ru: "По два столбца на вид: этот период и предыдущий. {list}."
  },
  "refusal kind": { en: "Kind", ru: "Вид" },
  "this window": { en: "This window", ru: "Этот период" },
  "window before": { en: "The one before", ru: "До этого" },
  "raised caption": { en: "Where refusals gather", ru: "Где копятся отказы" },
  direction: { en: "Direction", ru: "Направление" },
  "direction product": { en: "product", ru: "товар" },
  "direction region": { en: "region", ru: "регион" },
  "direction reason": { en: "reason", ru: "причина" },
  "direction competitor": { en: "competitor", ru: "конкурент" },
  "direction manager": { en: "manager", ru: "менеджер" },
  "save desk": { en: "Save desk", ru: "Работа с заявлениями об уходе" },
  "case state": { en: "State", ru: "Состояние" },
  "case times": { en: "Times", ru: "Сроки" },
  "next step": { en: "Next step", ru: "Следующий шаг" },
  "win-back caption": { en: "Win-back by expected value", ru: "Возврат по ожидаемой ценности" },
  "expected value": { en: "Expected value", ru: "Ожидаемая ценность" },
  "how computed": { en: "How computed", ru: "Как посчитано" },
  "renewals caption": { en: "Renewals within 180 days", ru: "Продления в ближайшие 180 дней" },
  "asset to renew": { en: "Contract", ru: "Договор" },
  "ends on": { en: "Ends on", ru: "Действует до" },
  "of 12 months": { en: "In 12 months", ru: "За 12 месяцев" }
} as const satisfies Readonly<Record<string, Wording>>
