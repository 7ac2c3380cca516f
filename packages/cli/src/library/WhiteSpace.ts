/** Letters and cases of the play `white-space`, in the words of the made-up roaster. */
import type { Starter } from "./Letter.ts"

const cases = `cases:
  - name: Who uses it gets the idea, and an answer brings the offer to who buys
    from: 2026-10-05
    until: 2026-10-30
    for: { account: C-500, contact: N-1, program: white-space }
    given:
      analysis: { abc: B, xyz: X }
      contacts:
        - { id: P-8, roles: [user] }
        - id: N-1
          name: Bernd Olsen
          email: bernd@morgenrot.example
          country: DE
          roles: [procurement]
          consent: [{ topic: news, status: given, at: 2026-09-01 }]
    meanwhile:
      - at: 2026-10-12T10:00:00+02:00
        told: [{ type: reply, contact: P-8 }]
    expect: { template: white-space/offer.en, messages: 1 }

  - name: The idea without an answer is the last we say for half a year
    from: 2026-10-05
    until: 2026-11-05
    for: { account: C-500, program: white-space }
    given:
      analysis: { abc: B, xyz: X }
      contacts: [{ id: P-8, roles: [user], locale: ru }]
    expect: { template: white-space/idea.ru, messages: 1, exited: no-reply }

  - name: A deal that is opened ends it
    from: 2026-10-05
    until: 2026-10-12
    for: { account: C-500, program: white-space }
    given:
      analysis: { abc: B, xyz: X }
      contacts: [{ id: P-8, roles: [user] }]
    meanwhile:
      - at: 2026-10-06
        opportunities: [{ id: N-D1, stage: first talk, openedAt: 2026-10-06, outcome: open }]
    expect: { exited: goal met, sent: false }
`

/** What the play brings along. */
export const starter: Starter = {
  letters: {
    idea: {
      en: {
        subject: "{{account.name}}: what houses like yours added",
        preheader: "One coffee beside the one you have",
        says: [
          "houses like yours have put a decaf beside the coffee you take from us; it goes after four in the afternoon, and it sells what was not sold before.",
          "Would that be something for you? Write me what you think, and I will bring a bag."
        ]
      },
      ru: {
        subject: "{{account.name}}: что добавили похожие компании",
        preheader: "Один сорт рядом с тем, что у вас есть",
        says: [
          "Компании, похожие на вашу, добавили к нашему кофе сорт без кофеина: его берут после четырёх часов, и это новые продажи.",
          "Подойдёт ли это вам? Напишите, что думаете, и я привезу пробную упаковку."
        ]
      }
    },
    offer: {
      en: {
        subject: "{{account.name}}: the terms of a first order",
        preheader: "With your next delivery, at no cost of its own",
        says: [
          "your colleagues asked about our decaf. A first order can come with your next delivery, so that it costs no way of its own; what is not opened within four weeks we take back.",
          "Shall I note it for the next delivery?"
        ]
      },
      ru: {
        subject: "{{account.name}}: условия первого заказа",
        preheader: "Со следующей поставкой, без отдельной доставки",
        says: [
          "Ваши коллеги спросили о кофе без кофеина. Первый заказ можно привезти со следующей поставкой, доставка отдельно не оплачивается; невскрытое за четыре недели мы заберём.",
          "Добавить его к следующей поставке?"
        ]
      }
    }
  },
  cases
}
