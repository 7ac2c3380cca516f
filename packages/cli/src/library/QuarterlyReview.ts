/** Letters and cases of the play `quarterly-review`, in the words of the made-up roaster. */
import type { Starter } from "./Letter.ts"

const cases = `cases:
  - name: Who decides is invited when the review is prepared, and asked once more
    from: 2026-10-05
    until: 2026-10-30
    for: { account: C-100, contact: P-1, program: quarterly-review }
    given:
      analysis: { isKey: true, abc: C }
      promises: [{ id: R-1, keptAt: 2026-10-01 }]
    expect: { enrolled: quarterly-review/review, template: quarterly-review/invitation.en, messages: 2 }

  - name: Where a promise is open, it is settled before anybody is invited
    from: 2026-10-05
    until: 2026-10-24
    for: { account: C-100, program: quarterly-review, touch: promises }
    given:
      analysis: { isKey: true, abc: C }
      promises: [{ id: R-1, dueAt: 2026-12-31 }]
    expect: { task: other }

  - name: After the meeting those who work with us hear what was agreed
    from: 2026-10-05
    until: 2026-11-10
    for: { account: C-100, contact: P-2, program: quarterly-review }
    given:
      analysis: { isKey: true, abc: C }
      contacts: [{ id: P-2, locale: ru }]
      promises: [{ id: R-1, keptAt: 2026-10-01 }]
    meanwhile:
      - at: 2026-10-28
        interactions: [{ id: N-M1, kind: meeting, status: held, at: 2026-10-27, by: M-1 }]
    expect: { task: meeting, template: quarterly-review/summary.ru, messages: 1, exited: completed }

  - name: Six weeks without a meeting end it
    from: 2026-10-05
    until: 2026-12-15
    for: { account: C-100, program: quarterly-review }
    given:
      analysis: { isKey: true, abc: C }
      promises: [{ id: R-1, keptAt: 2026-10-01 }]
    expect: { exited: no-meeting }
`

/** What the play brings along. */
export const starter: Starter = {
  letters: {
    invitation: {
      en: {
        subject: "{{account.name}}: an hour on how we did this quarter",
        preheader: "Figures, open points, and what you plan",
        says: [
          "once a quarter I would like an hour of yours: how we delivered, what stayed open, and what you plan, so that we have it in store when you need it.",
          "Which day in the next three weeks suits you?"
        ]
      },
      ru: {
        subject: "{{account.name}}: час об итогах квартала",
        preheader: "Цифры, открытые вопросы и ваши планы",
        says: [
          "Раз в квартал прошу у вас час: как мы поставляли, что осталось открытым и что вы планируете, чтобы нужное было у нас на складе.",
          "Какой день в ближайшие три недели вам удобен?"
        ]
      }
    },
    summary: {
      en: {
        subject: "{{account.name}}: what we agreed in the review",
        preheader: "What changes for you, and from when",
        says: [
          "we met your house for our review. What was agreed concerns your daily work, so you should have it from me: I come by in the next days and go through it with you.",
          "If something runs badly until then, tell me today."
        ]
      },
      ru: {
        subject: "{{account.name}}: о чём мы договорились",
        preheader: "Что меняется для вас и с какого дня",
        says: [
          "Мы провели встречу с вашей компанией по итогам квартала. Договорённости касаются вашей ежедневной работы, поэтому узнайте о них от меня: на днях я заеду и всё расскажу.",
          "Если что-то мешает уже сейчас, напишите сегодня."
        ]
      }
    }
  },
  cases
}
