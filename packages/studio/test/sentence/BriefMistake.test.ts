import { assert, describe, it } from "@effect/vitest"
import type { Calendar, Mistake } from "@market-of-one/core"
import * as BriefMistake from "../../src/sentence/BriefMistake.ts"

const at = Date.UTC(2026, 9, 15, 8) as Calendar.Instant
const meeting: Mistake.Meeting = { id: "N", kind: "negotiation", accountId: "A", at, by: "M" }
const names: Readonly<Record<string, string>> = { M: "Ann", S: "Sam" }

// Invented; each kind of evidence once, in the order of its declaration.
const said: ReadonlyArray<readonly [Mistake.MistakeId, Mistake.Because, en: string, ru: string]> = [
  [
    "late",
    { _tag: "TaskMeetsMeeting", taskId: "T", text: "call", meeting },
    "Late: task “call” falls into the negotiation of 15 Oct 2026 10:00.",
    "Опоздание: задача «call» приходится на время «переговоры», 15 окт. 2026 10:00."
  ],
  [
    "late",
    { _tag: "TimeRunsOut", of: "promise", id: "P", text: "an offer", dueAt: at, left: 0.2 },
    "Late: promise “an offer” is due 15 Oct 2026 10:00 and not begun, 20% of its time is left.",
    "Опоздание: обещание «an offer»: срок 15 окт. 2026 10:00, не начато, осталось 20 % времени."
  ],
  [
    "conflict",
    { _tag: "Unanswered", caseId: "C", kind: "complaint", topic: "noise", openedAt: at },
    "Conflict: complaint C “noise” has had no answer from us since 15 Oct 2026.",
    "Конфликт: жалоба C «noise»: нет нашего ответа с 15 окт. 2026."
  ],
  [
    "conflict",
    { _tag: "MeetsOpenCase", what: "touch", id: "t", at, caseId: "C", kind: "legal claim", topic: "noise" },
    "Conflict: a message of 15 Oct 2026 10:00 is planned while legal claim C “noise” is open.",
    "Конфликт: сообщение 15 окт. 2026 10:00 при открытом обращении: претензия C «noise»."
  ],
  [
    "conflict",
    { _tag: "UnknownToEachOther", one: meeting, other: { ...meeting, by: "S" } },
    "Conflict: Ann (15 Oct 2026 10:00) and Sam (15 Oct 2026 10:00) both plan to meet the client and share no calendar.",
    "Конфликт: Ann (15 окт. 2026 10:00) и Sam (15 окт. 2026 10:00) планируют встречи с клиентом, общего календаря у них нет."
  ],
  [
    "poor knowledge of the client",
    { _tag: "ThinDossier", meeting, completeness: 0.4, missing: ["offers"] },
    "The client is not known well enough: the dossier is 40% complete before the negotiation of 15 Oct 2026 10:00; missing: offers.",
    "Клиент недостаточно изучен: досье заполнено на 40 % перед переговорами 15 окт. 2026 10:00; неизвестно: предложения конкурентов."
  ],
  [
    "poor knowledge of the client",
    { _tag: "NoScheme", meeting },
    "The client is not known well enough: nobody is known who decides, advises or can veto, before the negotiation of 15 Oct 2026 10:00.",
    "Клиент недостаточно изучен: неизвестно, кто решает, советует и может запретить, перед переговорами 15 окт. 2026 10:00."
  ],
  [
    "unprepared negotiation",
    { _tag: "BriefNotRead", meeting, readBy: ["S"] },
    "Unprepared: Ann has not marked the brief as read before the negotiation of 15 Oct 2026 10:00; read by Sam.",
    "Переговоры не подготовлены: Ann: справка не отмечена как прочитанная перед переговорами 15 окт. 2026 10:00; читали: Sam."
  ],
  [
    "unprepared negotiation",
    { _tag: "BriefOutdated", meeting, producedAt: at, newestAt: at, newest: { kind: "cases", id: "C" } },
    "Unprepared: the brief that Ann read is of 15 Oct 2026 10:00; case C of 15 Oct 2026 10:00 is newer.",
    "Переговоры не подготовлены: Ann: прочитана справка от 15 окт. 2026 10:00; обращение C от 15 окт. 2026 10:00 новее."
  ],
  [
    "poor product knowledge",
    { _tag: "ProductNotRead", meeting, product: "Pump", readAt: null, newestOn: "2026-10-01" as Calendar.Day },
    "The product is not known well enough: Ann has not read the facts about Pump that are new since 1 Oct 2026 before the negotiation of 15 Oct 2026 10:00.",
    "Товар недостаточно изучен: Ann: не прочитаны сведения о товаре Pump, новые с 1 окт. 2026, перед переговорами 15 окт. 2026 10:00."
  ],
  [
    "poor product knowledge",
    { _tag: "ProductNotTheirs", meeting, product: "Pump" },
    "The product is not known well enough: Pump is not a product of Ann, and no expert of the team knows it: negotiation of 15 Oct 2026 10:00.",
    "Товар недостаточно изучен: Pump: товар не в ведении Ann, эксперта по нему в группе нет: переговоры 15 окт. 2026 10:00."
  ]
]
const spaced = (text: string): string => text.replaceAll(/[\u00A0\u202F]/gu, " ")

describe("a warning as a sentence", () => {
  for (const [mistake, because, en, ru] of said) {
    it(`${because._tag} is told in both languages, with who acts and by when`, () => {
      const warning = { mistake, groupId: "A", accountId: "A", who: "M", from: at, by: at, because, about: null }
      const tell = (locale: "en" | "ru") =>
        spaced(BriefMistake.tell({ locale, timeZone: "Europe/Berlin" }, warning, (id) => names[id] ?? id))
      assert.strictEqual(tell("en"), `${en} Ann, by 15 Oct 2026 10:00`)
      assert.strictEqual(tell("ru"), `${ru} Ann, до 15 окт. 2026 10:00`)
    })
  }
})
