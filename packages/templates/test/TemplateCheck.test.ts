import { assert, describe, it } from "@effect/vitest"
import * as TemplateSet from "../src/TemplateSet.ts"
import { layout, template } from "./Sample.ts"

type Row = readonly [rule: string, what: string, files: ReadonlyArray<TemplateSet.Source>]

const body = (text: string, head?: string, locale?: string) => [layout, template("t.hbs", text, head, locale)]
const file = (path: string, text: string): TemplateSet.Source => ({ path, text })
const whole = (head: string, text = "<p>Hi</p>") => [layout, file("t.hbs", `---\n${head}---\n${text}`)]
const service = "subject: Hi\npreheader: News\nlocale: en\nclass: service\n"
const promotional = service.replace("service", "promotional")
const document = '<html lang="en"><title>a</title>{{@preheader}}'

/** The finding stands at the mark `¦`, which is taken out before compiling. */
const rows: ReadonlyArray<Row> = [
  ["unknown-field", "a misspelt field", body("<p>\nHi {{¦contact.frstName}}</p>")],
  ["unknown-field", "a field without its owner", body("<p>{{¦firstName}}</p>")],
  ["unknown-field", "a field below a single value", body("<p>{{¦account.name.first}}</p>")],
  [
    "unknown-field",
    "a field inside each with a block parameter",
    body("{{#each contact.roles as |role|}}{{¦role.name}}{{/each}}")
  ],
  ["unknown-field", "a field of the outer data inside each", body("{{#each contact.roles}}{{¦account.name}}{{/each}}")],
  [
    "unknown-field",
    "a field of the outer data that is misspelt",
    body("{{#each contact.roles}}{{¦../account.nam}}{{/each}}")
  ],
  ["unknown-field", "more steps out than there are", body("<p>{{¦../account.name}}</p>")],
  ["unknown-field", "a field of @root", body("{{#each contact.roles}}{{¦@root.acount.name}}{{/each}}")],
  ["unknown-field", "a variable that does not exist here", body("<p>{{¦@index}}</p>")],
  ["unknown-field", "an argument of a helper", body("<p>{{upper ¦account.nam}}</p>")],
  ["unknown-field", "an argument of an argument", body("{{#if (and account.isKey (not ¦account.key))}}a{{/if}}")],
  ["unknown-field", "a condition", body("{{#if ¦account.teir}}a{{/if}}")],
  ["unknown-field", "a loop", body("{{#each ¦contact.rolls}}{{this}}{{/each}}")],
  ["unknown-field", "a subject", whole('subject: "Hi {{¦contact.nam}}"\npreheader: x\nlocale: en\nlayout: base\n')],
  ["unknown-field", "a plain subject", whole("subject: Hi {{¦contact.nam}}\npreheader: x\nlocale: en\nlayout: base\n")],
  ["unknown-field", "a fallback", body("<p>Hi</p>", "fallbacks:\n  ¦contact.fristName: you\n")],
  ["unknown-field", "the prototype", body("<p>{{¦constructor}}</p>")],
  ["unknown-field", "the prototype by its other name", body("<p>{{¦account.__proto__}}</p>")],
  ["unknown-field", "a partial", [...body("{{> card}}"), file("partials/card.hbs", "\n<b>{{¦account.nam}}</b>")]],
  [
    "unknown-field",
    "a partial with data of its own",
    [...body("{{> card account}}"), file("partials/card.hbs", "<b>{{¦account.name}}</b>")]
  ],
  ["unknown-field", "a text part", [...body("<p>Hi</p>"), file("t.txt.hbs", "Hi\n {{¦account.nam}}")]],
  ["unguarded-field", "an optional field", body("<p>{{¦contact.firstName}}</p>")],
  ["unguarded-field", "an attribute", body("<p>{{¦account.attributes.site}}</p>")],
  ["unguarded-field", "a field of an optional owner", body("<p>{{¦manager.name}}</p>")],
  ["unguarded-field", "the offer that a message may not make", body("<p>{{¦offer.title}}</p>")],
  ["unguarded-field", "what an offer may not have", body("<p>{{#if offer}}{{¦offer.percent}} %{{/if}}</p>")],
  ["unguarded-field", "an argument of a helper", body("<p>{{date ¦account.lastOrderOn}}</p>")],
  ["unguarded-field", "the last value of default", body("<p>{{default contact.title ¦contact.department}}</p>")],
  ["unguarded-field", "the other branch", body("{{#if contact.title}}a{{else}}{{¦contact.title}}{{/if}}")],
  ["unguarded-field", "a condition on something else", body("{{#if contact.title}}{{¦contact.firstName}}{{/if}}")],
  [
    "unguarded-field",
    "one of two conditions",
    body("{{#if (or contact.title contact.firstName)}}{{¦contact.title}}{{/if}}")
  ],
  ["unguarded-field", "a list that may be empty", body("<p>{{list ¦contact.roles}}</p>")],
  [
    "unguarded-field",
    "an argument of a partial",
    [...body("{{> card name=contact.firstName}}"), file("partials/card.hbs", "{{¦name}}")]
  ],
  ["unknown-helper", "a helper that does not exist", body("<p>{{¦uper account.name}}</p>")],
  ["unknown-helper", "lookup", body("<p>{{¦lookup account 'name'}}</p>")],
  ["unknown-helper", "a section", body("<p>{{#¦account}}a{{/account}}</p>")],
  ["unknown-helper", "case outside of switch", body('{{#¦case "A"}}a{{/case}}')],
  ["unknown-partial", "a partial that does not exist", body("{{> ¦card}}")],
  ["unknown-partial", "the body outside of a layout", body("{{> ¦@partial-block}}")],
  [
    "unknown-layout",
    "a layout that does not exist",
    whole(`${service}layout: ¦basic\n`, '<html lang="en"><title>x</title></html>')
  ],
  [
    "layout-without-body",
    "a layout without a body",
    [file("layouts/base.hbs", `¦${document}`), file("t.hbs", `---\n${service}layout: base\n---\n`)]
  ],
  [
    "partial-recursion",
    "a partial that calls itself",
    [...body("{{> a}}"), file("partials/a.hbs", "{{> b}}"), file("partials/b.hbs", "x {{> ¦a}}")]
  ],
  ["unsupported", "a computed partial", body('¦{{> (upper "a")}}')],
  ["unsupported", "an inline partial", body('¦{{#*inline "a"}}x{{/inline}}')],
  ["not-text", "money as it is", body("{{#if account.revenue}}{{¦account.revenue}}{{/if}}")],
  ["not-text", "a list as it is", body("{{#if contact.roles}}{{¦contact.roles}}{{/if}}")],
  ["not-text", "a group of fields", body("<p>{{¦account}}</p>")],
  ["wrong-arguments", "a date of text", body("<p>{{date ¦account.name}}</p>")],
  ["wrong-arguments", "too few arguments", body("<p>{{¦truncate account.name}}</p>")],
  ["wrong-arguments", "an unknown named argument", body("<p>{{date today ¦stile='long'}}</p>")],
  ["wrong-arguments", "a style that does not exist", body("<p>{{date today ¦style='huge'}}</p>")],
  ["wrong-arguments", "a loop over text", body("{{#each ¦account.name}}a{{/each}}")],
  ["plural-category", "two forms for Russian", body("<p>{{¦plural 5 one='# a' other='# b'}}</p>", "", "ru")],
  ["triple-stash", "three braces", body("<p>¦{{{account.name}}}</p>")],
  ["triple-stash", "an ampersand", body("<p>¦{{&account.name}}</p>")],
  ["unquoted-attribute", "an attribute without quotes", body("<p class=¦{{account.name}}>a</p>")],
  ["unquoted-attribute", "a value in a tag", body("<p ¦{{account.name}}>a</p>")],
  ["value-in-code", "a value in a style", body("<style>\n.a { color: ¦{{account.name}} }</style>")],
  ["value-in-code", "a value in a handler", body("<p onclick=\"a('¦{{account.name}}')\">a</p>")],
  ["link-without-url", "a value in href", body('<a href="¦{{unsubscribe.mailto}}">a</a>')],
  ["link-without-url", "a part of a link", body('<a href="https://a.example/?q=¦{{account.name}}&b=1">a</a>')],
  ["link-without-url", "a value in src", body('<img alt="a" src="https://a.example/¦{{account.id}}.png">')],
  ["unsafe-link", "a script", body('<a href="¦javascript:alert(1)">a</a>')],
  ["unsafe-link", "a script in disguise", body("<a href='¦ java\nscript&#58;alert(1)'>a</a>")],
  ["unsafe-link", "data", body('<img alt="" src="¦data:image/png;base64,AAAA">')],
  ["image-without-alt", "an image without words", body('<p>\n  ¦<img src="https://a.example/a.png"></p>')],
  [
    "no-lang",
    "a document without language",
    [
      file("layouts/base.hbs", layout.text.replace('<html lang="{{@locale}}">', "¦<html>")),
      template("t.hbs", "<p>Hi</p>")
    ]
  ],
  [
    "no-title",
    "a document without title",
    [
      file("layouts/base.hbs", layout.text.replace("<title>{{@subject}}</title>", "").replace("<html", "¦<html")),
      template("t.hbs", "<p>Hi</p>")
    ]
  ],
  ["left-over", "square brackets", body("<p>Hi ¦[[first name]]</p>")],
  ["left-over", "percent signs", body('<p style="width:100%">Hi\n¦%%FIRSTNAME%%</p>')],
  ["left-over", "a tag of Liquid", body("{{#if contact.title}}<p>¦{% if x %}</p>{{/if}}")],
  [
    "left-over",
    "a merge tag in the subject",
    whole("subject: Hi ¦*|FNAME|*\npreheader: x\nlocale: en\nlayout: base\n")
  ],
  ["empty-subject", "an empty subject", whole('subject: ¦""\npreheader: x\nlocale: en\nlayout: base\n')],
  ["long-subject", "a long subject", whole(`subject: ¦${"a".repeat(79)}\npreheader: x\nlocale: en\nlayout: base\n`)],
  [
    "no-preheader",
    "no preheader",
    whole("¦subject: Hi\nlocale: en\nlayout: base\n").map((one) =>
      one.path === "t.hbs" ? { ...one, text: `¦${one.text.replace("¦", "")}` } : one
    )
  ],
  [
    "no-unsubscribe",
    "promotional mail without unsubscribe",
    [file("t.hbs", `¦---\n${promotional}---\n${document}{{sender.postalAddress}}`)]
  ],
  [
    "no-unsubscribe",
    "an unsubscribe that only some have",
    [
      file(
        "t.hbs",
        `¦---\n${promotional}---\n${document}{{sender.postalAddress}}{{#if unsubscribe.url}}<a href="{{url unsubscribe.url}}">a</a>{{/if}}`
      )
    ]
  ],
  [
    "no-postal-address",
    "promotional mail without address",
    [file("t.hbs", `¦---\n${promotional}---\n${document}{{unsubscribe.mailto}}`)]
  ],
  [
    "offer-in-service",
    "an offer in a service template",
    whole(service, `${document}<p>{{default ¦account.attributes.offerText "x"}}</p>`)
  ],
  ["offer-in-service", "a service template for a slot of offers", whole(`${service}slot: ¦offer\n`, document)],
  [
    "offer-in-service",
    "an offer in a partial of a service template",
    [
      file("t.hbs", `---\n${service}---\n${document}{{> card}}`),
      file("partials/card.hbs", "{{#if ¦contact.attributes.special-offer}}x{{/if}}")
    ]
  ],
  ["too-large", "a template above 102 kB", [file("t.hbs", `¦---\n${service}---\n${document}${"x".repeat(102_000)}`)]],
  ["wrong-fallback", "a fallback of another kind", body("<p>Hi</p>", "fallbacks:\n  account.silenceDays: ¦many\n")],
  ["front-matter", "no front matter", [file("t.hbs", "¦<p>Hi</p>")]],
  ["front-matter", "front matter that is not YAML", whole("subject: {{contact.name}} ¦and you\nlocale: en\n")],
  ["front-matter", "an alias that names nothing", [file("t.hbs", "¦---\nsubject: *nothing\nlocale: en\n---\n")]],
  ["front-matter", "a misspelt key", whole("subject: a\nlocale: en\n¦preheder: b\n")],
  ["front-matter", "a missing key", [file("t.hbs", "¦---\nsubject: a\n---\n")]],
  ["front-matter", "a wrong value", whole("subject: a\nlocale: en\nclass: ¦marketing\n")],
  ["front-matter", "a locale that is none", whole("subject: a\nlocale: ¦english language\n")],
  ["syntax", "a block that is not closed", body("<p>{{#if account.isKey}}\na</p>¦")],
  ["syntax", "a block that is closed by another name", body("<p>\n{{#¦if account.isKey}}a{{/each}}</p>")],
  ["syntax", "half a value", body("<p>\n\nHi {{account.name}} and {{account.¦name</p>")]
]

const place = (text: string) => {
  const before = text.slice(0, text.indexOf("¦")).split("\n")
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 }
}

const advice = (text: string) => TemplateSet.compile(body(text)).findings[0]?.advice

describe("the check of templates", () => {
  for (const [rule, what, marked] of rows) {
    it(`finds ${rule}: ${what}`, () => {
      const at = marked.find(({ text }) => text.includes("¦"))
      const files = marked.map(({ path, text }) => ({ path, text: text.replace("¦", "") }))
      const { findings } = TemplateSet.compile(files, { folder: "templates" })
      assert.deepStrictEqual(
        findings.map((finding) => ({ rule: finding.rule, place: finding.place })),
        [{ rule: `template/${rule}`, place: { file: `templates/${at?.path}`, ...place(at?.text ?? "") } }],
        findings.map((finding) => finding.message).join("\n")
      )
      for (const finding of findings) assert.isNotEmpty(finding.advice)
    })
  }

  const fine: ReadonlyArray<readonly [what: string, files: ReadonlyArray<TemplateSet.Source>]> = [
    ["a condition on the field", body("{{#if contact.title}}{{contact.title}}{{/if}}")],
    ["a condition on a field below", body("{{#if manager.email}}{{manager.name}} {{manager.email}}{{/if}}")],
    [
      "both of two conditions",
      body("{{#if (and contact.title account.revenue)}}{{contact.title}}{{money account.revenue}}{{/if}}")
    ],
    ["the other branch of unless", body("{{#unless contact.title}}a{{else}}{{contact.title}}{{/unless}}")],
    ["a negated condition", body("{{#if (not contact.title)}}a{{else}}{{contact.title}}{{/if}}")],
    ["a comparison with a value", body('{{#if (eq contact.title "CEO")}}{{contact.title}}{{/if}}')],
    ["a later branch", body("{{#if account.isKey}}a{{else if contact.title}}{{contact.title}}{{/if}}")],
    ["with", body("{{#with manager as |m|}}{{name}} {{m.name}} {{@root.account.name}} {{../account.name}}{{/with}}")],
    ["each", body("{{#each contact.roles as |role i|}}{{role}}{{this}}{{i}}{{@index}}{{../account.name}}{{/each}}")],
    ["each over attributes", body("{{#each account.attributes as |value name|}}{{name}}: {{value}}{{/each}}")],
    ["switch", body('{{#switch contact.title}}{{#case "CEO" "CTO"}}{{contact.title}}{{/case}}{{else}}a{{/switch}}')],
    ["default", body('<p>{{default contact.firstName contact.title "you"}}</p>')],
    [
      "a declared fallback",
      body(
        "<p>{{contact.firstName}}, {{manager.name}}</p>",
        "fallbacks:\n  contact.firstName: you\n  manager.name: us\n"
      )
    ],
    [
      "a partial with a guarded argument",
      [...body("{{#if contact.title}}{{> card name=contact.title}}{{/if}}"), file("partials/card.hbs", "{{name}}")]
    ],
    ["a partial with a literal", [...body("{{> card title='a'}}"), file("partials/card.hbs", "{{title}}")]],
    [
      "a partial with a body",
      [...body("{{#> card}}{{account.name}}{{/card}}"), file("partials/card.hbs", "<b>{{> @partial-block}}</b>")]
    ],
    [
      "the message's offer, guarded",
      body("<p>{{#if offer}}{{default offer.text offer.title}} {{date offer.until}}{{/if}}</p>")
    ],
    [
      "an offer in a promotional template",
      body("<p>{{default account.attributes.offerText 'soon'}}</p>", "slot: offer\n")
    ],
    ["what only sounds like an offer", whole(service, `${document}{{default account.attributes.offering "x"}}`)],
    ["an attribute in a block", body('<p {{#if account.isKey}}class="key"{{/if}}>a</p>')],
    ["a whole link", body('{{#if unsubscribe.url}}<a href="{{url unsubscribe.url}}">a</a>{{/if}}')],
    ["a link with another scheme in its query", body('<a href="https://a.example/?u=data:x">a</a>')],
    ["a conditional comment", body("<!--[if mso]><table><![endif]--><p>a</p>")],
    ["four forms for Russian", body("<p>{{plural 5 one='#' few='#' many='#' other='#'}}</p>", "", "ru")],
    ["another language's name of a key", body("<p>{{default account.attributes.[renewal day] 'soon'}}</p>")]
  ]
  for (const [what, files] of fine) {
    it(`finds nothing in ${what}`, () => assert.deepStrictEqual(TemplateSet.compile(files).findings, []))
  }

  it("suggests what was meant", () => {
    assert.strictEqual(advice("{{contact.nme}}"), "did you mean contact.name?")
    assert.strictEqual(advice("{{firstName}}"), "did you mean contact.firstName?")
    assert.strictEqual(advice("{{uper account.name}}"), "did you mean upper?")
    assert.strictEqual(advice("{{#iff account.isKey}}{{/iff}}"), "did you mean #if?")
    assert.strictEqual(advice("{{@roots}}"), "did you mean @root?")
  })

  it("tells of one mistake once, although text and HTML are both walked", () => {
    assert.lengthOf(TemplateSet.compile(body("{{#each contact.rolls}}{{this.name}}{{/each}}")).findings, 1)
  })

  it("names a shared file's finding once for all templates that draw it in", () => {
    const files = [...body("{{> card}}"), template("u.hbs", "{{> card}}"), file("partials/card.hbs", "{{account.nam}}")]
    assert.lengthOf(TemplateSet.compile(files).findings, 1)
  })

  it("keeps lines and columns of files with a byte order mark and Windows line ends", () => {
    const { text } = template("t.hbs", "<p>\nHi {{contact.nam}}</p>")
    const { findings } = TemplateSet.compile([layout, file("t.hbs", `\uFEFF${text.replaceAll("\n", "\r\n")}`)])
    assert.deepStrictEqual(findings[0]?.place, { file: "t.hbs", line: 8, column: 6 })
  })

  it("says which files it cannot use", () => {
    const { findings } = TemplateSet.compile([...body("<p>Hi</p>"), file("notes.md", ""), file("gone.txt.hbs", "")])
    assert.deepStrictEqual(
      findings.map(({ rule, place }) => [rule, place?.file]),
      [
        ["template/stray-file", "gone.txt.hbs"],
        ["template/stray-file", "notes.md"]
      ]
    )
  })
})
