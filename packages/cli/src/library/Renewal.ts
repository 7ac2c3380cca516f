/** Letters and cases of the play `renewal`, in the words of the made-up roaster. */
import type { Starter } from "./Letter.ts"

const people = `      contacts:
        - id: N-1
          name: Мария Лунина
          email: maria@severnaya.example
          country: RU
          locale: ru
          roles: [procurement]
          consent: [{ topic: news, status: given, at: 2026-09-01 }]
        - id: N-2
          name: Ivo Lang
          email: ivo@severnaya.example
          country: RU
          roles: [user]
          consent: [{ topic: news, status: given, at: 2026-09-01 }]`

const cases = `cases:
  - name: Those who work with it are asked before who decides
    from: 2026-10-05
    until: 2026-10-14
    for: { account: C-300, program: renewal }
    given:
      analysis: { abc: C }
${people}
    expect: { enrolled: renewal/renew, template: renewal/review.en, messages: 1 }

  - name: Who decides is asked for a talk, and whoever does not answer is called
    from: 2026-10-05
    until: 2026-11-10
    for: { account: C-300, contact: P-6, program: renewal }
    given:
      analysis: { abc: C }
${people}
    expect: { task: call, template: renewal/talk.ru, messages: 1 }

  - name: When who decides has answered, who buys gets the terms
    from: 2026-10-05
    until: 2026-11-20
    for: { account: C-300, contact: N-1, program: renewal }
    given:
      analysis: { abc: C }
${people}
    meanwhile:
      - at: 2026-10-20T10:00:00+02:00
        told: [{ type: reply, contact: P-6 }]
    expect: { template: renewal/terms.ru, messages: 1 }

  - name: When nobody who decides has spoken with us, no terms go out
    from: 2026-10-05
    until: 2026-12-15
    for: { account: C-300, contact: N-1, program: renewal }
    given:
      analysis: { abc: C }
${people}
    expect: { sent: false, exited: gate-not-passed }
`

/** What the play brings along. */
export const starter: Starter = {
  letters: {
    review: {
      en: {
        subject: "{{account.name}}: how does it serve you?",
        preheader: "Two questions before we speak of the next year",
        says: [
          "before we speak with your house about the next year, I would like to hear it from you who work with it every day: what serves you well, and what should be different?",
          "Two lines are enough. What can be changed at once, I will change at once."
        ]
      },
      ru: {
        subject: "{{account.name}}: всё ли вас устраивает?",
        preheader: "Два вопроса перед разговором о следующем годе",
        says: [
          "Прежде чем говорить с вашей компанией о следующем годе, хочу услышать вас: вы работаете с нашим кофе каждый день. Что удобно и что нужно изменить?",
          "Достаточно двух строк. Что можно исправить сразу, исправлю сразу."
        ]
      }
    },
    talk: {
      en: {
        subject: "{{account.name}}: our contract ends, how do we go on?",
        preheader: "Half an hour, before anybody writes terms",
        says: [
          "our contract ends within half a year. Before anybody writes terms I would like to know what has to change, and what you would like to keep.",
          "May I have half an hour of yours? Name a day."
        ]
      },
      ru: {
        subject: "{{account.name}}: договор заканчивается",
        preheader: "Полчаса разговора до обсуждения условий",
        says: [
          "Наш договор заканчивается в ближайшие полгода. До обсуждения условий хочу узнать, что нужно изменить и что сохранить.",
          "Уделите мне полчаса? Назовите день."
        ]
      }
    },
    terms: {
      en: {
        subject: "{{account.name}}: terms for the next two years",
        preheader: "As spoken of with your house",
        says: [
          "as we spoke of it with your house, these are our terms for two more years: the prices of this year, a reserve for your season, and one person who answers within a day.",
          "What is missing for your signature? Write it to me, and you have an answer tomorrow."
        ]
      },
      ru: {
        subject: "{{account.name}}: условия на следующие два года",
        preheader: "Как обсуждали с вашей компанией",
        says: [
          "Как мы обсудили с вашей компанией, наши условия на два года: цены этого года, запас на ваш сезон и один человек, который отвечает в течение дня.",
          "Чего не хватает для подписания? Напишите, и завтра будет ответ."
        ]
      }
    }
  },
  cases
}
