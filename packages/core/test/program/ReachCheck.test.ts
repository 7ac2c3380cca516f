import { assert, describe, it } from "@effect/vitest"
import * as ReachCheck from "../../src/program/ReachCheck.ts"
import type { Program } from "../../src/program/Program.ts"
import { programOf, withPlays, withTouches } from "./ProgramSample.ts"

const findings = (program: Program) =>
  ReachCheck.check(program).map(({ message, place, rule }) => [rule, place?.field, message])
const never = 'account.abc == "A" && account.abc == "B"'

describe("ReachCheck", () => {
  it("says nothing of rules that may hold", () => {
    assert.deepStrictEqual(findings(programOf()), [])
    assert.deepStrictEqual(
      findings(
        withPlays([
          {
            when: "account.isKey && account.silenceDays > 2.0 * account.usualIntervalDays",
            goal: "account.silenceDays < 10"
          },
          { when: "account.isKey" },
          {}
        ])
      ),
      []
    )
  })

  it("names each rule that never holds, and what follows", () => {
    assert.deepStrictEqual(findings(programOf({ audience: 'account.tier == "gold"' })), [
      ["program/never-holds", "audience", "program retain: audience never holds: no account enters"]
    ])
    assert.deepStrictEqual(findings(withPlays([{ when: never, goal: never }, {}])), [
      [
        "program/never-holds",
        "plays[0].when",
        "program retain, play p0: when never holds: no account enters this play"
      ],
      ["program/never-holds", "plays[0].goal", "program retain, play p0: goal never holds: no account reaches the goal"]
    ])
    assert.deepStrictEqual(findings(withTouches([{}, { to: '"chief" in contact.roles', when: never }])), [
      [
        "program/never-holds",
        "plays[0].touches[1].to",
        "program retain, play all, touch t1: to never holds: it goes to nobody"
      ],
      [
        "program/never-holds",
        "plays[0].touches[1].when",
        "program retain, play all, touch t1: when never holds: it is always passed over"
      ]
    ])
  })

  it("finds plays for which the audience or the plays before leave nobody", () => {
    assert.deepStrictEqual(
      findings(
        withPlays([
          { when: 'account.status == "prospect"' },
          { when: 'account.abc in ["A", "B"]' },
          { when: "account.isKey" },
          { when: "account.isKey && has(account.tier)" },
          { when: 'account.abc == "C"' }
        ])
      ),
      [
        [
          "program/shadowed-play",
          "plays[0].when",
          "program retain, play p0: is never entered: its rule and the audience exclude each other"
        ],
        [
          "program/shadowed-play",
          "plays[3].when",
          "program retain, play p3: is never entered: plays p1, p2 before it take every account that it fits"
        ]
      ]
    )
  })

  it("knows by the host's word which target lists there are", () => {
    const program = withPlays([{ when: '"spring" in account.targets' }, { when: '"sprnig" in group.targets' }, {}])
    assert.deepStrictEqual(findings(program), [])
    const known = { "account.targets": ["spring"], "group.targets": ["spring"] }
    assert.deepStrictEqual(
      ReachCheck.check(program, known).map(({ advice, message, place }) => [place?.field, message, advice]),
      [
        ["plays[1].when", 'program retain, play p1: when: group.targets is never "sprnig"', 'did you mean "spring"?'],
        [
          "plays[1].when",
          "program retain, play p1: when never holds: no account enters this play",
          "look for parts that exclude each other, and for texts that the fact never has"
        ]
      ]
    )
    const none = ReachCheck.check(program, { "account.targets": [], "group.targets": [] })
    assert.deepStrictEqual(
      none.flatMap(({ advice, rule }) => (rule === "rule/unknown-value" ? [advice] : [])),
      ["it has no values here", "it has no values here"]
    )
  })
})
