/** What a new workspace says and does beside its data: `abm.yaml`, one program, templates in two languages. */

const config = `# yaml-language-server: $schema=.abm/schemas/abm.schema.json
# A made-up roaster of coffee. Put your own company here, and your own files into data/.
name: Copper Kettle Coffee (fictional)
currency: EUR
timeZone: Europe/Berlin
country: DE
locale: en
sender:
  name: Copper Kettle Coffee
  company: Copper Kettle Coffee (fictional)
  email: news@copperkettle.example
  postalAddress: Beispielgasse 1, 12345 Musterstadt, Germany
  unsubscribe: unsubscribe@copperkettle.example
domains:
  own: [copperkettle.example]
# Files in data/ whose columns are named like the records' fields need no declaration. Others do:
# sources:
#   orders:
#     file: "data/sales-*.csv"
#     columns: { account: customer_id, date: invoice_date, amount: total }
#     decimal: ","
#     dateFormat: dd.MM.yyyy
`

const program = `# yaml-language-server: $schema=../.abm/schemas/program.schema.json
id: keep-in-touch
name: Autumn news for good clients
objective: retain
topic: news
# Which accounts: what the analysis says of them is known here.
audience: account.status == "customer" && (group.abc == "A" || group.abc == "B")
plays:
  - id: silent
    # Silent for longer than is usual for them.
    when: group.silenceDays >= 45.0 && group.silenceDays > 2.0 * group.usualIntervalDays
    touches:
      - id: question
        to: '"decision maker" in contact.roles'
        slot: question
        sender: manager
  - id: steady
    touches:
      - id: autumn
        to: '"decision maker" in contact.roles || "economic buyer" in contact.roles'
        slot: autumn
      - id: taste
        to: '"champion" in contact.roles || "decision maker" in contact.roles'
        after: 5 business days
        slot: autumn
slots:
  question:
    variants:
      - id: ru
        when: contact.locale == "ru"
        template: question.ru
    fallback: { template: question.en }
  autumn:
    variants:
      - id: ru
        when: contact.locale == "ru"
        template: autumn.ru
    fallback: { template: autumn.en }
`

const layout = `<!doctype html>
<html lang="{{@locale}}">
<head><meta charset="utf-8"><title>{{@subject}}</title></head>
<body style="font-family: Georgia, serif; color: #2b211b; max-width: 36rem; margin: 2rem auto">
<div style="display:none">{{@preheader}}</div>
{{> @partial-block}}
</body>
</html>
`

const foot = {
  en: `<hr>
<p style="font-size: 80%">{{sender.company}}, {{sender.postalAddress}}.
You get this letter because you asked for our news. <a href="mailto:{{url unsubscribe.mailto}}?subject=unsubscribe">Unsubscribe</a></p>
`,
  ru: `<hr>
<p style="font-size: 80%">{{sender.company}}, {{sender.postalAddress}}.
Вы получили это письмо, потому что подписались на наши новости. <a href="mailto:{{url unsubscribe.mailto}}?subject=unsubscribe">Отписаться</a></p>
`
}

const autumn = {
  en: `---
subject: "{{account.name}}: the autumn roast is here"
preheader: "Three new coffees, and what they go with"
locale: en
topic: news
layout: letter
---
<p>Hello {{contact.name}},</p>
<p>the autumn roast is ready.{{#if account.isKey}} {{account.name}} is one of our most important clients: we keep a reserve of it for you.{{/if}}</p>
{{#if account.lastOrderOn}}<p>Your last order was on {{date account.lastOrderOn}}.</p>{{/if}}
<p>{{default manager.name sender.name}}</p>
{{> foot.en}}
`,
  ru: `---
subject: "{{account.name}}: осенняя обжарка готова"
preheader: "Три новых кофе и к чему они подходят"
locale: ru
topic: news
layout: letter
---
<p>Здравствуйте, {{contact.name}}!</p>
<p>Осенняя обжарка готова.{{#if account.isKey}} {{account.name}}: один из важнейших наших клиентов, для вас мы держим запас.{{/if}}</p>
{{#if account.lastOrderOn}}<p>Последний заказ был {{date account.lastOrderOn}}.</p>{{/if}}
<p>{{default manager.name sender.name}}</p>
{{> foot.ru}}
`
}

const question = {
  en: `---
subject: "{{account.name}}: is everything all right?"
preheader: "One question, and one line is enough"
locale: en
topic: news
layout: letter
---
<p>Hello {{contact.name}},</p>
{{#if account.silenceDays}}<p>your last order was {{plural account.silenceDays one="# day" other="# days"}} ago, longer than is usual for you.</p>{{/if}}
<p>Did we do something wrong? One line is enough, and I will see to it myself.</p>
<p>{{default manager.name sender.name}}</p>
{{> foot.en}}
`,
  ru: `---
subject: "{{account.name}}: всё ли в порядке?"
preheader: "Один вопрос, и достаточно одной строки"
locale: ru
topic: news
layout: letter
---
<p>Здравствуйте, {{contact.name}}!</p>
{{#if account.silenceDays}}<p>С последнего заказа {{plural account.silenceDays one="прошёл # день" few="прошло # дня" many="прошло # дней" other="прошло # дня"}}: дольше, чем обычно у вас.</p>{{/if}}
<p>Может быть, мы что-то сделали не так? Достаточно одной строки, и я займусь этим сам.</p>
<p>{{default manager.name sender.name}}</p>
{{> foot.ru}}
`
}

/** Files by path. */
export const files = (): Readonly<Record<string, string>> => ({
  "abm.yaml": config,
  ".gitignore": ".abm/*\n!.abm/schemas/\n",
  "programs/keep-in-touch.yaml": program,
  "templates/layouts/letter.hbs": layout,
  "templates/partials/foot.en.hbs": foot.en,
  "templates/partials/foot.ru.hbs": foot.ru,
  "templates/autumn.en.hbs": autumn.en,
  "templates/autumn.ru.hbs": autumn.ru,
  "templates/question.en.hbs": question.en,
  "templates/question.ru.hbs": question.ru
})
