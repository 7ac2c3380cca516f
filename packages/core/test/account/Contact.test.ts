import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Contact from "../../src/account/Contact.ts"

describe("an address", () => {
  it("is compared trimmed, in lower case, with its domain in ASCII", () => {
    const table = [
      ["Anna@Arrow.example", "anna@arrow.example"],
      ["  anna@arrow.example\t", "anna@arrow.example"],
      ["anna+news@arrow.example", "anna+news@arrow.example"],
      ["o'neil_1@sub.arrow.example", "o'neil_1@sub.arrow.example"],
      ["anna@bücher.example", "anna@xn--bcher-kva.example"],
      ["anna@ПРИМЕР.example", "anna@xn--e1afmkfd.example"]
    ] as const
    for (const [text, expected] of table) assert.strictEqual(Contact.normalEmail(text), expected, text)
  })

  it("is none without one local part and one real host", () => {
    const none = [
      undefined,
      "",
      "anna",
      "anna@",
      "@arrow.example",
      "anna@arrow",
      "anna@@arrow.example",
      "anna@arrow..example",
      ".anna@arrow.example",
      "anna.@arrow.example",
      "an..na@arrow.example",
      "anna@-arrow.example",
      "anna@127.0.0.1",
      "anna@[127.0.0.1]",
      "anna arrow@arrow.example",
      "anna@arrow.example, ben@arrow.example",
      "Anna <anna@arrow.example>",
      "anna@arrow.example\r\nBcc: ben@arrow.example",
      "анна@arrow.example",
      "anna@arrow.example/path",
      "anna@arrow.example?cc=ben",
      "anna@arrow.example#1",
      "anna@arrow%2eexample",
      "anna@arrow.example:25",
      `${"a".repeat(65)}@arrow.example`,
      `anna@${"a".repeat(250)}.example`
    ]
    for (const text of none) assert.isUndefined(Contact.normalEmail(text), String(text))
  })

  it.prop(
    "is its own normal form, and has nothing that a header could take for its end",
    [Arbitrary.schema(Schema.String)],
    ([text]) => {
      for (const written of [text, `${text}@arrow.example`, `anna@${text}`, `anna@${text}.example`]) {
        const normal = Contact.normalEmail(written)
        if (normal === undefined) continue
        assert.strictEqual(Contact.normalEmail(normal), normal)
        assert.match(normal, /^[!-~]+@[a-z0-9.-]+$/u)
        assert.notMatch(normal, /[\s<>",;:]/u)
      }
    }
  )

  it("has the domain after its last @", () => {
    assert.strictEqual(Contact.emailDomain("anna@arrow.example"), "arrow.example")
  })
})
