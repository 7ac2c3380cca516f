import { MessageBrief, Renderer } from "@market-of-one/core"
import { assert, describe, it, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as HandlebarsRenderer from "../src/HandlebarsRenderer.ts"
import * as TemplateSet from "../src/TemplateSet.ts"
import { brief, layout, template } from "./Sample.ts"

/** Uses every helper that takes what a brief may or may not hold; guards as an author would, and where none is needed. */
const body = `<p>{{contact.name}} {{default contact.firstName contact.title "you"}} {{account.name}} {{account.id}}</p>
{{#if contact.roles}}<p>{{list contact.roles}} {{list contact.roles type="or"}}</p>{{/if}}
{{#each contact.roles as |role|}}{{title role}}{{truncate role 3}}{{/each}}
{{#each account.attributes as |value name|}}{{name}}: {{value}}{{/each}}
{{#if account.revenue}}{{money account.revenue}} {{money account.revenue whole=true}}{{/if}}
{{#if account.lastOrderOn}}{{date account.lastOrderOn style="full"}} {{relativeDate account.lastOrderOn}}{{/if}}
{{#if account.silenceDays}}{{plural account.silenceDays one="#" other="#"}}{{number account.silenceDays}}{{percent account.silenceDays}}{{/if}}
{{#if account.attributes.day}}{{date account.attributes.day}}{{/if}}
{{#if account.attributes.site}}<a href="{{url account.attributes.site}}">a</a>{{/if}}
<a href="https://a.example/{{url account.name}}?m={{url contact.name}}">b</a>
{{#with manager}}{{name}} {{default email @root.sender.email}}{{/with}}
{{#switch account.tier}}{{#case "one-to-one"}}a{{/case}}{{else}}b{{/switch}}`

const set = TemplateSet.compile([
  layout,
  template("t.hbs", body),
  {
    ...template("u.hbs", "<p>{{account.name}}</p>"),
    text: template("u.hbs", "").text.replace("Hello", "'{{upper contact.name}}'")
  }
])

/** Days and currencies are drawn from a few: their checks refuse nearly all random text. Wrong ones come through attributes. */
const SomeDay = Schema.Literals(["2024-02-29", "1999-12-31", "2026-11-23", "9999-12-31"])
const SomeMoney = Schema.Struct({ minor: Schema.Int, currency: Schema.Literals(["EUR", "JPY", "KWD"]) })
const { fields } = MessageBrief.MessageBrief
const SomeBrief = Schema.Struct({
  ...fields,
  today: SomeDay,
  account: Schema.Struct({
    ...fields.account.fields,
    revenue: Schema.optionalKey(SomeMoney),
    customerSince: Schema.optionalKey(SomeDay),
    lastOrderOn: Schema.optionalKey(SomeDay),
    attributes: Schema.Struct({
      day: Schema.optionalKey(Schema.Union([SomeDay, Schema.String])),
      site: Schema.optionalKey(Schema.Union([Schema.String, Schema.Literal("https://a.example/")])),
      "": Schema.optionalKey(Schema.Finite)
    })
  })
})

describe("the renderer", () => {
  it("renders templates without findings", () => assert.deepStrictEqual(set.findings, []))

  it.effect.prop("gives a message or a RenderFailed for every brief", [SomeBrief], ([given]) =>
    Effect.gen(function* () {
      const renderer = HandlebarsRenderer.make(set)
      for (const id of ["t", "u"]) {
        const result = yield* Effect.result(renderer.render(id, given as unknown as MessageBrief.MessageBrief))
        if (result._tag === "Failure") {
          assert.instanceOf(result.failure, Renderer.RenderFailed)
          assert.strictEqual(result.failure.reason, "missing value")
        } else {
          assert.notMatch(result.success.subject, /[\p{Cc}\u2028\u2029]/u)
          assert.notMatch(result.success.text, /[\u0001-\u0004]/u)
        }
      }
    })
  )
})

layer(HandlebarsRenderer.layer(set))("the layer", (it) => {
  it.effect("is the port of the core", () =>
    Effect.gen(function* () {
      const { subject, locale, templateId } = yield* (yield* Renderer.Renderer).render("u", brief())
      assert.deepStrictEqual({ subject, locale, templateId }, { subject: "ADA MILLER", locale: "en", templateId: "u" })
    })
  )
})
