import { MessageBrief, Renderer } from "@market-of-one/core"
import { assert, describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HandlebarsRenderer from "../src/HandlebarsRenderer.ts"
import * as TemplateSet from "../src/TemplateSet.ts"
import { account, brief, contact, layout, template } from "./Sample.ts"

const render = (
  files: ReadonlyArray<TemplateSet.Source>,
  given: MessageBrief.MessageBrief = brief(),
  options: TemplateSet.Options = {}
) => Effect.runSync(Effect.result(HandlebarsRenderer.make(TemplateSet.compile(files, options)).render("t", given)))

const rendered = (files: ReadonlyArray<TemplateSet.Source>, given?: MessageBrief.MessageBrief) => {
  const result = render(files, given)
  if (result._tag === "Failure") return assert.fail(result.failure.message)
  return result.success
}

const failure = (
  files: ReadonlyArray<TemplateSet.Source>,
  given?: MessageBrief.MessageBrief,
  options?: TemplateSet.Options
): Renderer.RenderFailed => {
  const result = render(files, given, options)
  return result._tag === "Failure" ? result.failure : assert.fail("it renders")
}

/** A service template without a layout: what stands between `<p>` and `</p>` is what the test looks at. */
const bare = (text: string, head = "", subject = "Hello"): TemplateSet.Source => ({
  path: "t.hbs",
  text: `---\nsubject: '${subject}'\nlocale: en\nclass: service\n${head}---\n<html lang="en"><title>a</title><p>${text}</p></html>`
})
const paragraph = (text: string, given?: MessageBrief.MessageBrief, head?: string): string =>
  /<p>([\s\S]*)<\/p>/u.exec(rendered([bare(text, head)], given).html)?.[1] ?? ""

const hashOf = (...files: ReadonlyArray<TemplateSet.Source>) =>
  TemplateSet.compile(files).templates.get("t")?.hash ?? ""
const many = (count: number) => brief({ contact: contact({ roles: Array.from({ length: count }, () => "user") }) })

const english = `<h1>Hello {{contact.firstName}},</h1>
{{#if account.lastOrderOn}}
<p>your last order was {{relativeDate account.lastOrderOn}}, on {{date account.lastOrderOn}},
{{plural account.silenceDays one="# day" other="# days"}} ago.</p>
{{/if}}
{{#if account.revenue}}<p>Sales: {{money account.revenue}}, about {{money account.revenue whole=true}}.</p>{{/if}}
<ul>{{#each contact.roles as |role|}}<li>{{title role}}{{#unless @last}};{{/unless}}</li>{{/each}}</ul>
{{> button label="See your list" path=account.id}}
<p>{{#switch account.abc}}{{#case "A" "B"}}One of our first{{/case}}{{else}}One of many{{/switch}} &mdash; thank you.</p>
`
const russian = `<p>{{contact.firstName}}, последний заказ был {{relativeDate account.lastOrderOn}}, {{date account.lastOrderOn}}:
{{plural account.silenceDays one="# день" few="# дня" many="# дней" other="# дня"}} назад.</p>
<p>{{#if account.revenue}}{{money account.revenue}}{{/if}}, {{number account.usualIntervalDays decimals=1}},
{{percent account.attributes.share decimals=1}}{{#if contact.roles}}, {{list contact.roles}}{{/if}}</p>
`
const inRussian = `fallbacks:
  contact.firstName: коллега
  account.lastOrderOn: "2026-01-01"
  account.silenceDays: 0
  account.usualIntervalDays: 30
  account.attributes.share: 0
`

describe("rendering", () => {
  it("gives subject, preheader, HTML and text in English", async () => {
    const files = [
      layout,
      {
        path: "partials/button.hbs",
        text: '<p><a href="https://shop.example/reorder/{{url path}}?from=mail&amp;x=1">{{label}}</a></p>'
      },
      template("t.hbs", english, "fallbacks:\n  contact.firstName: colleague\n  account.silenceDays: 30\n")
    ]
    const { templateHash, ...message } = rendered(files)
    assert.match(templateHash, /^[0-9a-f]{64}$/u)
    const text = `subject: ${message.subject}\npreheader: ${message.preheader}\n\n${message.html}\n=====\n${message.text}\n`
    await expect(text).toMatchFileSnapshot("goldens/english.txt")
  })

  it("gives the same in Russian, with its plural forms, dates and money", async () => {
    const files = [layout, template("t.hbs", russian, inRussian, "ru")]
    const parts = [1, 3, 5, 21, 112].map((silenceDays) => {
      const given = brief({ account: account({ silenceDays }), contact: contact({ firstName: undefined }) })
      return rendered(files, given).text.split("\n")[0]
    })
    const whole = rendered(files, brief({ contact: contact({ firstName: "Анна" }) }))
    await expect(`${whole.html}\n=====\n${whole.text}\n=====\n${parts.join("\n")}\n`).toMatchFileSnapshot(
      "goldens/russian.txt"
    )
  })

  it("uses the text part that stands beside a template, in the text of its layout", () => {
    const files = [layout, template("t.hbs", "<p>HTML</p>"), { path: "t.txt.hbs", text: "Plain  {{account.name}}\n" }]
    const { html, text } = rendered(files)
    assert.include(html, "<p>HTML</p>")
    assert.match(text, /^Plain {2}Müller & Söhne\n/u)
    assert.include(text, "Contoso Ltd, 1 Example Street, Springfield")
    assert.notInclude(text, "HTML")
  })

  it("keeps the postal address as it is, line breaks and all", () => {
    const postalAddress = "Contoso Ltd\n\n\n1  Example Street \n Springfield"
    const sender = { name: "Jo", email: "jo@contoso.example", postalAddress, company: "Contoso" }
    assert.include(rendered([layout, template("t.hbs", "<p>Hi</p>")], brief({ sender })).text, postalAddress)
  })

  it("changes the hash with a partial, a layout or a text part, and with nothing else", () => {
    const card = { path: "partials/card.hbs", text: "a" }
    const main = template("t.hbs", "{{> card}}")
    const all = [
      hashOf(layout, card, main),
      hashOf(layout, { ...card, text: "b" }, main),
      hashOf({ ...layout, text: `${layout.text}\n` }, card, main),
      hashOf(layout, card, main, { path: "t.txt.hbs", text: "Hi" })
    ]
    assert.lengthOf(new Set(all), all.length)
    assert.strictEqual(hashOf(layout, card, main, { path: "partials/other.hbs", text: "x" }), all[0])
    assert.strictEqual(hashOf(layout, { ...card, text: "\uFEFFa" }, main), all[0])
  })
})

describe("a template that cannot be rendered", () => {
  it("names the template and the field, and never a value", () => {
    const error = failure([bare("{{account.name}}")], brief({ account: account({ name: "  " }) }))
    assert.deepInclude(error, { reason: "missing value", templateId: "t", field: "account.name", retryable: false })
    assert.strictEqual(error.message, "template t: there is no value for account.name")
  })

  it("is unknown when it is not in the set", () => {
    const error = failure([])
    assert.deepInclude(error, { reason: "unknown template", templateId: "t" })
  })

  it("is broken when the check finds an error, and says where", () => {
    const error = failure([bare("{{account.nam}}")])
    assert.deepInclude(error, { reason: "broken template", templateId: "t" })
    assert.include(error.message, "t.hbs:6:38 there is no field account.nam")
  })

  it("stops no other template", () => {
    const files = [
      layout,
      template("a.hbs", "{{account.nam}}"),
      template("b.hbs", "{{> gone}}"),
      template("c.hbs", "<p>Hi</p>")
    ]
    const renderer = HandlebarsRenderer.make(TemplateSet.compile(files))
    const outcome = (id: string) => Effect.runSync(Effect.result(renderer.render(id, brief())))._tag
    assert.deepStrictEqual(["a", "b", "c", "gone"].map(outcome), ["Failure", "Failure", "Success", "Failure"])
  })

  it("is broken with a broken partial, and only then", () => {
    const partial = { path: "partials/card.hbs", text: "{{#if" }
    assert.strictEqual(failure([bare("{{> card}}"), partial]).reason, "broken template")
    assert.strictEqual(rendered([bare("a"), partial]).subject, "Hello")
  })

  it("is too large beyond the limit of characters, and of turns", () => {
    const limits = { mostCharacters: 400, mostTurns: 50 }
    const loop = bare("{{#each contact.roles}}{{#each @root.contact.roles}}a{{/each}}{{/each}}")
    assert.strictEqual(failure([bare("a".repeat(500))], brief(), { limits }).reason, "too large")
    assert.strictEqual(failure([loop], many(8), { limits }).reason, "too large")
    assert.strictEqual(render([loop], many(6), { limits })._tag, "Success")
    assert.strictEqual(failure([loop], many(20_000)).reason, "too large")
  })

  it("has a value that its helper cannot use", () => {
    const given = brief({ contact: contact({ attributes: { renewal: "soon", site: "javascript:alert(1)" } }) })
    const withDay = bare("{{#if contact.attributes.renewal}}{{date contact.attributes.renewal}}{{/if}}")
    const withLink = bare('{{#if contact.attributes.site}}<a href="{{url contact.attributes.site}}">a</a>{{/if}}')
    for (const error of [failure([withDay], given), failure([withLink], given)]) {
      assert.strictEqual(error.reason, "missing value")
      assert.notMatch(error.message, /soon|javascript/u)
    }
  })
})

describe("escaping", () => {
  const hostile = `<img src=x onerror="alert('1')">&\`=\u2028{{contact.name}}`
  const given = brief({ account: account({ name: hostile }) })

  it("escapes values in HTML, and does not run them as a template", () => {
    assert.strictEqual(
      paragraph("{{account.name}}", given),
      "&lt;img src&#x3D;x onerror&#x3D;&quot;alert(&#x27;1&#x27;)&quot;&gt;&amp;&#x60;&#x3D;\u2028{{contact.name}}"
    )
  })

  it("escapes what helpers give", () => {
    const text =
      "{{upper account.name}}{{truncate account.name 9}}{{default account.industry account.name}}{{plural 1 one=account.name other='#'}}"
    assert.notMatch(paragraph(text, brief({ account: account({ name: hostile, industry: undefined }) })), /[<>"]/u)
  })

  it("escapes the subject in the title, and not in the subject", () => {
    const file = bare("a", "", "{{account.name}}")
    const message = rendered(
      [{ ...file, text: file.text.replace("<title>a", "<title>{{@subject}}") }],
      brief({ account: account({ name: "<b>" }) })
    )
    assert.strictEqual(message.subject, "<b>")
    assert.include(message.html, "<title>&lt;b&gt;</title>")
  })

  it("does not escape text", () => {
    assert.include(rendered([bare("{{account.name}}")], given).text, hostile)
  })

  it("keeps a subject on one line", () => {
    const file = bare("a", "preheader: '{{account.name}}'\n", "Hi {{account.name}}!")
    const { subject, preheader } = rendered(
      [file],
      brief({ account: account({ name: "A\r\nBcc: x\u2028y\u2029z\u0085w\u0000v" }) })
    )
    assert.strictEqual(subject, "Hi A Bcc: x y z w v!")
    assert.strictEqual(preheader, "A Bcc: x y z w v")
  })

  it("encodes parts of links, and checks whole ones", () => {
    const attributes = { site: "HTTPS://Northwind.example/a b?x=1&y='2'", odd: 'a&b="c" d/e\uD800' }
    const links = `{{#if account.attributes.site}}<a href="{{url account.attributes.site}}">a</a>{{/if}}
{{#if account.attributes.odd}}<a href="https://a.example/{{url account.attributes.odd}}/{{url account.id}}">b</a>{{/if}}
<a href="mailto:{{url unsubscribe.mailto}}?subject={{url account.name}}">c</a>`
    const unsubscribe = { mailto: "un+sub@contoso.example" }
    const message = rendered([bare(links)], brief({ account: account({ attributes }), unsubscribe }))
    assert.deepStrictEqual(
      [...message.html.matchAll(/href="([^"]*)"/gu)].map(([, href]) => href),
      [
        "https://northwind.example/a%20b?x&#x3D;1&amp;y&#x3D;%272%27",
        "https://a.example/a%26b%3D%22c%22%20d%2Fe%EF%BF%BD/A-1%2F7",
        "mailto:un%2Bsub@contoso.example?subject=M%C3%BCller%20%26%20S%C3%B6hne"
      ]
    )
    assert.strictEqual(
      message.text,
      `a (https://northwind.example/a%20b?x=1&y=%272%27) b (https://a.example/a%26b%3D%22c%22%20d%2Fe%EF%BF%BD/A-1%2F7) c (mailto:un%2Bsub@contoso.example?subject=M%C3%BCller%20%26%20S%C3%B6hne)`
    )
  })
})

describe("the data of a template", () => {
  it("does not change the brief", () => {
    const given = brief({ contact: contact({ firstName: undefined }) })
    const before = JSON.stringify(given)
    rendered([bare("{{contact.firstName}}", "fallbacks:\n  contact.firstName: you\n")], given)
    assert.strictEqual(JSON.stringify(given), before)
  })

  it("takes a fallback for a field that is missing or blank, and for its owner", () => {
    const head = "fallbacks:\n  contact.firstName: you\n  manager.name: us\n"
    const text = "{{contact.firstName}} {{manager.name}}"
    const { manager: _, ...without } = brief({ contact: contact({ firstName: " " }) })
    assert.strictEqual(paragraph(text, without, head), "you us")
    assert.strictEqual(paragraph(text, brief(), head), "Ada Jo Fox")
  })

  it("has no prototype: own keys of these names are plain text or nothing", () => {
    const attributes = JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":"own","toString":"own too"}')
    const given = { ...brief(), contact: { ...brief().contact, attributes } }
    const text = `{{#if contact.attributes.polluted}}bad{{/if}}{{#if contact.attributes.valueOf}}bad{{/if}}
{{#if contact.attributes.constructor}}{{contact.attributes.constructor}}{{/if}}, {{#if contact.attributes.toString}}{{contact.attributes.toString}}{{/if}}`
    assert.strictEqual(paragraph(text, given).trim(), "own, own too")
    assert.notProperty({}, "polluted")
  })

  it("does not call functions, and does not see getters of classes", () => {
    let calls = 0
    class Person {
      get name() {
        calls += 1
        return "getter"
      }
    }
    const given = { ...brief(), contact: new Person(), account: { ...brief().account, name: () => (calls += 1) } }
    const error = failure([bare("{{contact.name}}")], given as never)
    assert.strictEqual(error.reason, "missing value")
    assert.strictEqual(failure([bare("{{account.name}}")], given as never).reason, "missing value")
    assert.strictEqual(calls, 0)
  })
})
