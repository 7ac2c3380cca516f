/** Letters and cases of the play `win-back`, in the words of the made-up roaster. */
import type { Starter } from "./Letter.ts"

const cases = `cases:
  - name: A lost client is asked why, then told what has changed
    from: 2026-10-05
    until: 2026-10-20
    for: { account: C-500, contact: P-8, program: win-back }
    given:
      accounts: [{ id: C-500, status: lost }]
    expect: { task: call, template: win-back/changed.en, messages: 1 }

  - name: An answer brings a meeting, and terms for who buys
    from: 2026-10-05
    until: 2026-11-10
    for: { account: C-500, contact: N-1, program: win-back }
    given:
      accounts: [{ id: C-500, status: lost }]
      contacts:
        - id: N-1
          name: Борис Ольшанский
          email: bernd@morgenrot.example
          country: DE
          locale: ru
          roles: [procurement]
          consent: [{ topic: news, status: given, at: 2026-09-01 }]
    meanwhile:
      - at: 2026-10-16T10:00:00+02:00
        told: [{ type: reply, contact: P-8 }]
    expect: { task: meeting, template: win-back/terms.ru, messages: 1 }

  - name: Whose complaint nobody answered is not approached
    at: 2026-10-05
    for: { account: C-500 }
    given:
      accounts: [{ id: C-500, status: lost }]
      cases: [{ id: N-K1, kind: complaint, topic: stale coffee, severity: low, openedAt: 2026-09-20 }]
    expect: { notEnrolled: win-back, sent: false }

  - name: Who buys again is a client again
    from: 2026-10-05
    until: 2026-10-20
    for: { account: C-500, program: win-back }
    given:
      accounts: [{ id: C-500, status: lost }]
    meanwhile:
      - at: 2026-10-08
        accounts: [{ id: C-500, status: regained }]
    expect: { exited: goal met, sent: false }
`

/** What the play brings along. */
export const starter: Starter = {
  letters: {
    changed: {
      en: {
        subject: "{{account.name}}: what we do differently now",
        preheader: "You told us why; this is what came of it",
        says: [
          "you left us for a reason, and you told us which. It has an answer now: deliveries are confirmed the day before, and one person is there for you.",
          "Would you see for yourself? One line, and I will come by."
        ]
      },
      ru: {
        subject: "{{account.name}}: что мы изменили",
        preheader: "Вы назвали причину; вот что мы сделали",
        says: [
          "Вы ушли не без причины и назвали её. Теперь всё иначе: поставку подтверждаем накануне, и за вас отвечает один человек.",
          "Готовы убедиться сами? Напишите одну строку, и я приеду."
        ]
      }
    },
    terms: {
      en: {
        subject: "{{account.name}}: three months without a tie",
        preheader: "As spoken of with your house",
        says: [
          "as we spoke of it with your house: three months at the prices you had, to be ended any day. After that you decide, and not a contract.",
          "Shall the first delivery come next week?"
        ]
      },
      ru: {
        subject: "{{account.name}}: три месяца без обязательств",
        preheader: "Как обсуждали с вашей компанией",
        says: [
          "Как мы обсудили с вашей компанией: три месяца по прежним ценам, отказаться можно в любой день. Дальше решаете вы, а не договор.",
          "Привезти первую поставку на следующей неделе?"
        ]
      }
    }
  },
  cases
}
