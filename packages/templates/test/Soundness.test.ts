import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as TemplateSet from "../src/TemplateSet.ts"
import { account, brief, contact, layout, template } from "./Sample.ts"

/** Values that are right everywhere, in some places, or nowhere. */
const Leaf = Schema.Literals([
  "{{account.name}}",
  "{{contact.firstName}}",
  "{{account.nam}}",
  "{{this}}",
  "{{this.name}}",
  "{{x}}",
  "{{../account.name}}",
  "{{@root.account.name}}",
  "{{@index}}",
  "{{@preheader}}",
  "{{name}}",
  "{{money account.revenue}}",
  "{{date account.lastOrderOn}}",
  "{{default contact.title account.name}}",
  "{{list contact.roles}}",
  "{{upper (default contact.title 'x')}}",
  "{{upper contact.title}}",
  "{{plural account.silenceDays one='#' other='#'}}",
  "{{manager.name}}",
  "{{> card}}",
  "{{> card manager name=account.id}}",
  "{{> card name=contact.title}}",
  "{{> @partial-block}}",
  '<a href="https://a.example/{{url account.name}}">a</a>',
  "{{!-- c --}}",
  "\\{{x}}",
  "{{~account.id~}}",
  "<br>",
  "\n",
  " text "
])
const Wrap = Schema.Literals([
  "{{#if contact.firstName}}|{{/if}}",
  "{{#if contact.firstName}}a{{else}}|{{/if}}",
  "{{#if account.revenue}}a{{else if contact.title}}|{{/if}}",
  "{{#if (and account.revenue (gt account.silenceDays 3))}}|{{/if}}",
  "{{#if (or contact.title account.revenue)}}|{{/if}}",
  "{{#if (not contact.title)}}a{{else}}|{{/if}}",
  "{{#if (eq contact.title 'Head of Purchasing')}}|{{/if}}",
  "{{#unless contact.title}}|{{/unless}}",
  "{{#unless account.revenue}}a{{else}}|{{/unless}}",
  "{{#each contact.roles as |x i|}}|{{/each}}",
  "{{#each contact.roles}}a{{else}}|{{/each}}",
  "{{#each account.attributes as |x name|}}|{{/each}}",
  "{{#with manager}}|{{/with}}",
  "{{#with account as |x|}}|{{/with}}",
  '{{#switch account.tier}}{{#case "one-to-one"}}|{{/case}}{{else}}a{{/switch}}',
  "{{#switch contact.title}}{{#case 'Head of Purchasing'}}|{{/case}}{{/switch}}",
  "{{#> frame}}|{{/frame}}",
  "{{#> frame name=account.id}}|{{/frame}}",
  '<div class="{{account.id}}">|</div>'
])
const nest = (Inner: Schema.Codec<string>) =>
  Schema.Struct({ wrap: Wrap, inside: Schema.NonEmptyArray(Inner), after: Schema.Array(Leaf) })
const Two = nest(Leaf)
const Tree = Schema.Struct({ wrap: Wrap, inside: Schema.NonEmptyArray(Two), after: Schema.Array(Leaf) })
const textOf = ({ wrap, inside, after }: typeof Two.Type): string =>
  wrap.replace("|", () => inside.join("")) + after.join("")

const shared = [
  layout,
  { path: "partials/card.hbs", text: "<b>{{#if name}}{{name}}{{else}}-{{/if}}</b>" },
  { path: "partials/frame.hbs", text: "<div>{{> @partial-block}}</div>" }
]
const without = { revenue: undefined, lastOrderOn: undefined, silenceDays: undefined, tier: undefined, attributes: {} }
const { manager: _, ...alone } = brief()
const given = [
  alone,
  brief(),
  brief({ contact: contact({ firstName: undefined, title: undefined, roles: [], attributes: {} }) }),
  brief({ account: account(without), manager: { name: "Jo", email: "jo@contoso.example" } })
]

describe("any text as a template", () => {
  it.effect.prop(
    "renders for every brief when the check finds no error, and for none when it does",
    [Tree],
    ([{ wrap, inside, after }]) =>
      Effect.gen(function* () {
        const text = wrap.replace("|", () => inside.map(textOf).join("")) + after.join("")
        const found = TemplateSet.compile([...shared, template("t.hbs", text)]).templates.get("t")
        if (found === undefined) return assert.fail("the front matter is right")
        const isBroken = found.findings.some(({ severity }) => severity === "error")
        for (const one of given) {
          const result = yield* Effect.result(found.render(one))
          const reason = result._tag === "Failure" ? `${result.failure.reason}: ${result.failure.message}` : ""
          assert.isTrue(isBroken ? reason.startsWith("broken template: ") : reason === "", `${text}\n${reason}`)
        }
      }),
    { arbitrary: { runs: 400 } }
  )

  it.effect.prop("compiles to findings", [Schema.String, Schema.Array(Leaf)], ([text, leaves]) =>
    Effect.sync(() => {
      const source = `---\n${text}\n---\n${leaves.join(text)}`
      const { findings } = TemplateSet.compile([
        { path: "t.hbs", text: source },
        { path: "partials/p.hbs", text: source }
      ])
      for (const { place } of findings) assert.isAtLeast(place?.line ?? 0, 1)
    })
  )
})
