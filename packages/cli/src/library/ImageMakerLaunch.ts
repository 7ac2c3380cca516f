/** Letters and cases of the play `image-maker-launch`, in the words of the made-up roaster. */
import type { Starter } from "./Letter.ts"

const taster = `        - id: N-1
          name: Emil Roth
          email: emil@lindenhof.example
          country: DE
          roles: [technical evaluator]
          consent: [{ topic: news, status: given, at: 2026-09-01 }]`

const cases = `cases:
  - name: Who decides sees what is new when the manager has said yes to the letter
    from: 2026-10-05
    until: 2026-10-08
    for: { account: C-100, contact: P-1, program: image-maker-launch }
    given:
      analysis: { abc: C, isKey: false, types: [image-maker] }
    expect: { held: awaiting-approval, template: image-maker-launch/preview.en, messages: 1 }

  - name: An answer from above opens the trial for those who taste
    from: 2026-10-05
    until: 2026-11-10
    for: { account: C-100, contact: N-1, program: image-maker-launch }
    given:
      analysis: { abc: C, isKey: false, types: [image-maker] }
      promises: [{ id: R-1, keptAt: 2026-10-01 }]
      contacts:
${taster}
    meanwhile:
      - at: 2026-10-07T10:00:00+02:00
        told: [{ type: reply, contact: P-1 }]
    expect: { task: visit, template: image-maker-launch/trial.en, messages: 1 }

  - name: Without an answer from above there is no trial
    from: 2026-10-05
    until: 2026-12-20
    for: { account: C-100, contact: N-1, program: image-maker-launch }
    given:
      analysis: { abc: C, isKey: false, types: [image-maker] }
      promises: [{ id: R-1, keptAt: 2026-10-01 }]
      contacts:
${taster}
    expect: { sent: false, exited: gate-not-passed }
`

/** What the play brings along. */
export const starter: Starter = {
  letters: {
    preview: {
      en: {
        subject: "{{account.name}}: you see it before anybody else",
        preheader: "The winter blend, six weeks ahead",
        says: [
          "our winter blend goes on sale in six weeks. Who drinks coffee at your house trusts your choice, so you should judge it first.",
          "May I come and show it to you? It takes half an hour and a good grinder."
        ]
      },
      ru: {
        subject: "{{account.name}}: вы увидите это первыми",
        preheader: "Зимняя обжарка за шесть недель до продажи",
        says: [
          "Наша зимняя обжарка поступит в продажу через шесть недель. Вашему выбору доверяют, поэтому оцените её первыми.",
          "Можно приехать и показать? Нужны полчаса и хорошая кофемолка."
        ]
      }
    },
    trial: {
      en: {
        subject: "{{account.name}}: two kilograms to try",
        preheader: "Your judgement goes to the roaster",
        says: [
          "your house wants to try our winter blend. Two kilograms are on their way to you: run it as you would run any coffee, and tell me what you would change.",
          "Your notes go to our roaster, unchanged."
        ]
      },
      ru: {
        subject: "{{account.name}}: два килограмма на пробу",
        preheader: "Ваше мнение получит обжарщик",
        says: [
          "Ваша компания хочет попробовать нашу зимнюю обжарку. Два килограмма уже в пути: готовьте как обычно и напишите, что бы вы изменили.",
          "Ваши замечания получит обжарщик, без правок."
        ]
      }
    }
  },
  cases
}
