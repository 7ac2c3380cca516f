/** Letters and cases of the play `early-stage-deal`, in the words of the made-up roaster. */
import type { Starter } from "./Letter.ts"

const cases = `cases:
  - name: Those who decide hear of us when somebody who drinks it has answered
    from: 2026-10-05
    until: 2026-10-24
    for: { account: C-600, contact: P-9, program: early-stage-deal }
    given:
      contacts:
        - id: N-1
          name: Ada Quill
          email: ada@tall-trees.example
          roles: [user]
          consent: [{ topic: news, status: given, at: 2026-09-01 }]
    meanwhile:
      - at: 2026-10-12T10:00:00+02:00
        told: [{ type: reply, contact: N-1 }]
    expect: { template: early-stage-deal/value.en, messages: 1 }

  - name: When nobody answers for four weeks it ends, and those who decide are left alone
    from: 2026-10-05
    until: 2026-11-20
    for: { account: C-600, program: early-stage-deal }
    given:
      contacts:
        - id: N-1
          name: Ада Перова
          email: ada@tall-trees.example
          locale: ru
          roles: [user]
          consent: [{ topic: news, status: given, at: 2026-09-01 }]
    expect: { task: call, template: early-stage-deal/proof.ru, messages: 1, exited: gate-not-passed }

  - name: A deal that is decided ends it
    from: 2026-10-05
    until: 2026-10-15
    for: { account: C-600, program: early-stage-deal }
    meanwhile:
      - at: 2026-10-07
        opportunities: [{ id: D-3, outcome: won, closedAt: 2026-10-07 }]
    expect: { exited: goal met, sent: false }
`

/** What the play brings along. */
export const starter: Starter = {
  letters: {
    proof: {
      en: {
        subject: "{{account.name}}: taste it before you judge it",
        preheader: "What changed for others, and a sample for you",
        says: [
          "you will know sooner than anybody whether our coffee is worth the change. A house of your size told us what was different after three months: fewer complaints at the counter, and one delivery a week in place of three.",
          "Shall I send you a sample of what they chose? One word is enough."
        ]
      },
      ru: {
        subject: "{{account.name}}: сначала попробуйте",
        preheader: "Что изменилось у других и образец для вас",
        says: [
          "Вы раньше других поймёте, стоит ли переходить на наш кофе. Компания вашего размера рассказала, что изменилось за три месяца: меньше жалоб и одна поставка в неделю вместо трёх.",
          "Прислать образец того, что выбрали они? Достаточно одного слова."
        ]
      }
    },
    value: {
      en: {
        subject: "{{account.name}}: what the change would bring",
        preheader: "The figures on one page",
        says: [
          "your colleagues have begun to look at our coffee. What you will want to know is what it costs and what it saves: I have put both on one page, with the figures of a client like you.",
          "May I show it to you in twenty minutes? Name a day, and I will be there."
        ]
      },
      ru: {
        subject: "{{account.name}}: что даст переход",
        preheader: "Расчёт на одной странице",
        says: [
          "Ваши коллеги уже знакомятся с нашим кофе. Вам важнее знать, сколько он стоит и что экономит: я собрал это на одной странице, на примере похожего клиента.",
          "Можно показать расчёт за двадцать минут? Назовите день."
        ]
      }
    }
  },
  cases
}
