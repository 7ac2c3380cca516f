import { assert, describe, it } from "@effect/vitest"
import * as Data from "../src/Data.ts"
import * as Environment from "../src/Environment.ts"
import * as PlainText from "../src/PlainText.ts"
import * as Syntax from "../src/Syntax.ts"

const data = { name: "Ada  <b>", link: "https://a.example/?x=1&y=2", yes: true, items: ["one", "two"] }
const textOf = (html: string): string => {
  const read = Syntax.parse({ file: "t.hbs", text: html, line: 1, column: 1 })
  if (!read.ok) return assert.fail(read.finding.message)
  const derived = PlainText.derive(read.parsed.program)
  return PlainText.tidy(Environment.make("en", "plain", new Map()).compile(derived)(Data.of(data, {}), {}))
}

const rows: ReadonlyArray<readonly [html: string, text: string]> = [
  ["<p>Hi {{name}},</p>\n<p>how\n  are   you?</p>", "Hi Ada  <b>,\n\nhow are you?"],
  ["a<br>b<br/>c", "a\nb\nc"],
  ["<div>a</div><div>b</div>", "a\nb"],
  ["<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>", "- a\n- b"],
  ["{{#each items}}<p>{{this}}</p>{{/each}}", "one\n\ntwo"],
  ["{{#each items}}{{this}} {{else}}none{{/each}}", "one two"],
  ["{{#if yes}}\n<p>a</p>\n{{else}}\n<p>b</p>\n{{/if}}\n<p>c</p>", "a\n\nc"],
  ['<a href="{{url link}}">Shop</a>!', "Shop (https://a.example/?x=1&y=2)!"],
  ['<a href="https://a.example/?a=1&amp;b={{url name}}">Shop</a>', "Shop (https://a.example/?a=1&b=Ada%20%20%3Cb%3E)"],
  ['<a href="{{#if yes}}{{url link}}{{else}}https://b.example/{{/if}}">Shop</a>', "Shop (https://a.example/?x=1&y=2)"],
  ['<a href="#top">Top</a> <a name="x">here</a>', "Top here"],
  ['<img src="https://a.example/a.png" alt="Logo of {{name}}"> <img alt="">b', "Logo of Ada  <b> b"],
  ["<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d", "a b\nc\n\nd"],
  ["<head><title>t</title><style>p { a: b }</style></head>a<script>if (a < b) c()</script>b", "ab"],
  ['a<div style="color:red; display : none">b<div>c</div>{{name}}</div>d<span hidden>e</span>f', "adf"],
  ["a<!-- b {{name}} <p> -->c<!doctype html>d", "acd"],
  ["<!--[if mso]><p>x</p><![endif]-->a", "a"],
  ["&lt;b&gt; &amp;amp; &#8364; &#x20AC; &nbsp;&mdash; &unknown; &copy", "<b> &amp; € € \u00A0— &unknown; &copy"],
  ["1 < 2 and <3", "1 < 2 and <3"],
  ["<p title='a > b'>c</p>", "c"],
  ["a<hr>b", "a\n\n---\n\nb"],
  ["\\{{name}} &#123;&#123;name}}", "{{name}} {{name}}"],
  ["a  {{~name~}}  b", "aAda  <b>b"],
  ["", ""]
]

describe("the text of HTML", () => {
  for (const [html, text] of rows) it(`of ${JSON.stringify(html)}`, () => assert.strictEqual(textOf(html), text))
})
