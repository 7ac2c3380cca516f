import { assert, describe, it } from "@effect/vitest"
import * as ContentCoverage from "../../src/program/ContentCoverage.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as ReachCheck from "../../src/program/ReachCheck.ts"
import { programOf } from "./ProgramSample.ts"

const touch = { to: "contact.hasAddress", slot: "body" }
const never = 'account.abc == "A" && account.abc == "B"'
const program = (overrides: object) =>
  programOf({
    overrides,
    plays: [
      { id: "all", touches: [{ ...touch, id: "hello" }] },
      { id: "special", when: never, touches: [{ ...touch, id: "gift" }] }
    ],
    slots: {
      body: {
        variants: [
          { id: "plain", priority: 1, template: "t" },
          { id: "grand", when: "account.isKey", template: "t" }
        ],
        fallback: { template: "t" }
      },
      empty: { fallback: { template: "t" } }
    }
  })
const compiled = (overrides: object) =>
  Definition.compile(program(overrides))
    .findings.filter(({ rule }) => rule !== "program/unused-slot")
    .map(({ advice, message, place, rule }) => [rule, place?.field, message, advice])

describe("OverrideCheck", () => {
  it("finds names that the program does not have, with the nearest one", () => {
    const given = {
      "A-1": { play: "specail", skip: ["hello", "gitf"], variants: { body: "grant", bodi: "plain", empty: "x" } }
    }
    assert.deepStrictEqual(
      compiled(given)
        .filter(([rule]) => rule === "program/unknown-override")
        .map(([, field, message, advice]) => [field, message, advice]),
      [
        [
          "overrides.A-1.play",
          "program retain: what account A-1 gets by hand names the play specail, which is none",
          "did you mean special?"
        ],
        [
          "overrides.A-1.skip[1]",
          "program retain: what account A-1 gets by hand names the touch gitf, which is none",
          "did you mean gift?"
        ],
        [
          "overrides.A-1.variants.bodi",
          "program retain: what account A-1 gets by hand names the slot bodi, which is none",
          "did you mean body?"
        ],
        [
          "overrides.A-1.variants.body",
          "program retain: what account A-1 gets by hand names the variant grant, which is none",
          "did you mean grand?"
        ],
        [
          "overrides.A-1.variants.empty",
          "program retain: what account A-1 gets by hand names the variant x, which is none",
          "there is no variant to name"
        ]
      ]
    )
  })

  it("does not call a play or variant unreachable that an account gets by hand", () => {
    const rules = (overrides: object) => [
      ...compiled(overrides).map(([rule]) => rule),
      ...ReachCheck.check(program(overrides)).map(({ rule }) => rule),
      ...ContentCoverage.check(program(overrides)).map(({ rule }) => rule)
    ]
    assert.deepStrictEqual(rules({}), [
      "program/unreachable-play",
      "program/unreachable-variant",
      "program/never-holds"
    ])
    assert.deepStrictEqual(rules({ "A-1": { play: "special", variants: { body: "grand" } } }), [])
  })
})
