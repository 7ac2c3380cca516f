/** Letters and cases of the play `expert-round`, in the words of the made-up roaster. */
import type { Starter } from "./Letter.ts"

const cases = `cases:
  - name: An expert is invited by phone, then by a letter that the manager approves
    from: 2026-10-05
    until: 2026-10-15
    for: { account: C-100, contact: P-2, program: expert-round }
    given:
      analysis: { abc: C, isKey: false, types: [expert] }
      promises: [{ id: R-1, keptAt: 2026-10-01 }]
    expect: { task: call, held: awaiting-approval, template: expert-round/invitation.en, messages: 1 }

  - name: Who decides learns what the experts of the house made of it
    from: 2026-10-05
    until: 2026-11-15
    for: { account: C-100, contact: P-1, program: expert-round }
    given:
      analysis: { abc: C, isKey: false, types: [expert] }
      contacts: [{ id: P-1, locale: ru }]
      promises: [{ id: R-1, keptAt: 2026-10-01 }]
    meanwhile:
      - at: 2026-10-12T10:00:00+02:00
        told: [{ type: reply, contact: P-2 }]
    expect: { task: meeting, template: expert-round/results.ru, messages: 1, exited: completed }

  - name: Who does not answer is not pressed
    from: 2026-10-05
    until: 2026-11-15
    for: { account: C-100, program: expert-round }
    given:
      analysis: { abc: C, isKey: false, types: [expert] }
      promises: [{ id: R-1, keptAt: 2026-10-01 }]
    expect: { messages: 1, exited: no-reply }
`

/** What the play brings along. */
export const starter: Starter = {
  letters: {
    invitation: {
      en: {
        subject: "{{account.name}}: judge our next roast with us",
        preheader: "Six people, two hours, no sales talk",
        says: [
          "six people who know more of coffee than we do taste our next roast, and say what is wrong with it. You should be one of them: two hours, no sales talk, and every note is answered.",
          "Will you come? Write me one word, and the date follows."
        ]
      },
      ru: {
        subject: "{{account.name}}: оцените нашу новую обжарку",
        preheader: "Шесть экспертов, два часа, никаких продаж",
        says: [
          "Шесть человек, которые знают кофе лучше нас, пробуют нашу новую обжарку и говорят, что в ней не так. Хотим видеть вас среди них: два часа, никаких продаж, ответим на каждое замечание.",
          "Придёте? Достаточно одного слова, дату пришлём."
        ]
      }
    },
    results: {
      en: {
        subject: "{{account.name}}: what your colleague changed in our roast",
        preheader: "Your house was at our table of experts",
        says: [
          "somebody of your house sat at our table of experts, and the roast will be another one for it. I would like you to know whose judgement that was.",
          "What came of it I can show you in a quarter of an hour, with a cup."
        ]
      },
      ru: {
        subject: "{{account.name}}: что изменил ваш коллега",
        preheader: "Ваша компания была за нашим столом экспертов",
        says: [
          "Ваш коллега участвовал в нашем круге экспертов, и обжарка станет другой благодаря этому. Хочу, чтобы вы знали, чьё это мнение.",
          "Что получилось, могу показать за четверть часа и чашку кофе."
        ]
      }
    }
  },
  cases
}
