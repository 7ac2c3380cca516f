import { assert, describe, it } from "@effect/vitest"
import * as SmtpReply from "../src/SmtpReply.ts"

describe("SmtpReply", () => {
  const table: ReadonlyArray<readonly [string, SmtpReply.SmtpReply | undefined]> = [
    ["250 2.0.0 Ok: queued", { code: 250, enhancedCode: "2.0.0", text: "Ok: queued" }],
    ["250", { code: 250, text: "" }],
    [
      "550-5.1.1 no such user\n550 5.1.1 see our page",
      { code: 550, enhancedCode: "5.1.1", text: "no such user see our page" }
    ],
    ["550 #5.1.0 rejected", { code: 550, enhancedCode: "5.1.0", text: "rejected" }],
    ["554 5.7.515: denied", { code: 554, enhancedCode: "5.7.515", text: "denied" }],
    ["550 4.1.1 classes disagree", { code: 550, text: "classes disagree" }],
    ["550 5.1.1.7 no code of three parts", { code: 550, text: "5.1.1.7 no code of three parts" }],
    ["2ok", undefined],
    ["25", undefined],
    ["2500 ok", undefined],
    ["150 ok", undefined],
    ["600 ok", undefined],
    ["", undefined]
  ]
  for (const [response, expected] of table)
    it(`reads ${JSON.stringify(response)}`, () => {
      assert.deepStrictEqual(SmtpReply.parse(response), expected)
    })

  it("keeps no address, no control character and no endless text", () => {
    const kept = SmtpReply.clean(
      `<a.b@example.org>: bad\u0007\u2028 a.b@example.org, "x@mail.example" ${"z".repeat(1000)}`
    )
    assert.notMatch(kept, /@|\u0007|\u2028/u)
    assert.isAtMost(kept.length, SmtpReply.mostTextCharacters)
  })
})
