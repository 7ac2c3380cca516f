import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as CanonicalJson from "../../src/kernel/CanonicalJson.ts"
import * as Definition from "../../src/program/Definition.ts"
import { Program } from "../../src/program/Program.ts"

type Source = typeof Program.Encoded

const decode = Schema.decodeUnknownSync(Program)
const source: Source = {
  id: "retain",
  name: "Retain",
  objective: "retain",
  topic: "news",
  audience: 'account.abc == "A"',
  priority: 5,
  plays: [
    {
      id: "quiet",
      when: "account.silenceDays > 30",
      goal: "account.silenceDays < 10",
      touches: [
        { id: "hello", to: '"champion" in contact.roles', slot: "body" },
        { id: "again", to: '"champion" in contact.roles', slot: "body", after: "3 business days" }
      ]
    }
  ],
  slots: {
    body: {
      variants: [{ id: "key", when: "account.isKey", template: "key" }],
      fallback: { template: "plain" }
    }
  }
}
const [quiet] = source.plays
const [hello, again] = quiet.touches
const withTouch = (touch: object): Source => ({ ...source, plays: [{ ...quiet, touches: [{ ...hello, ...touch }] }] })
const withVariants = (variants: ReadonlyArray<object>): unknown => ({
  ...source,
  slots: { body: { variants, fallback: { template: "plain" } } }
})
const findingsOf = (program: unknown): ReadonlyArray<ReadonlyArray<string | undefined>> =>
  Definition.compile(decode(program)).findings.map((one) => [one.severity, one.rule, one.place?.field, one.message])

const withPlay = (play: object, objective: Source["objective"] = "retain"): Source => ({
  ...source,
  objective,
  plays: [{ ...quiet, ...play }]
})
const call = { id: "call", task: { kind: "call", text: "Call them." } }

describe("Definition: exits", () => {
  it("are no part of the version of a program that names none", () => {
    assert.notInclude(CanonicalJson.encode(decode(source)), "exits")
  })

  it("are opted-out and lost unless named; a win-back is not left by the lost", () => {
    const exitsOf = (program: Source) => [...(Definition.compile(decode(program)).program?.plays[0]?.exits ?? [])]
    assert.deepStrictEqual(exitsOf(source), ["opted-out", "lost"])
    assert.deepStrictEqual(exitsOf(withPlay({}, "win back")), ["opted-out"])
    assert.deepStrictEqual(exitsOf(withPlay({ exits: ["negotiation"] })), ["negotiation"])
    assert.deepStrictEqual(exitsOf(withPlay({ exits: [] })), [])
  })

  it("finds exits that never hold", () => {
    const found = (program: Source) => findingsOf(program).map(([severity, rule, field]) => [severity, rule, field])
    const useless = [["warning", "program/exit-without-effect", "plays[0].exits[0]"]]
    assert.deepStrictEqual(found(withPlay({ exits: ["lost"] }, "win back")), useless)
    assert.deepStrictEqual(found({ ...withPlay({ exits: ["opted-out"], touches: [call] }), slots: {} }), useless)
    assert.deepStrictEqual(found(withPlay({ exits: ["opted-out", "negotiation", "lost"] })), [])
  })
})

describe("Definition: compiling", () => {
  it("compiles rules, waits and slots of a sound program without a finding", () => {
    const { program, findings } = Definition.compile(decode(source))
    assert.deepStrictEqual(findings, [])
    const [play] = program?.plays ?? []
    assert.strictEqual(program?.audience.source, 'account.abc == "A"')
    assert.strictEqual(play?.goal?.source, "account.silenceDays < 10")
    assert.deepStrictEqual(
      play?.touches.map(({ after, slot }) => [after, slot?.id]),
      [
        [null, "body"],
        [{ amount: 3, unit: "business day" }, "body"]
      ]
    )
  })

  it("compiles a stored version to the same version", () => {
    const program = decode(source)
    const stored = Definition.restore(CanonicalJson.encode(program))
    assert.strictEqual(stored.program?.version, Definition.compile(program).program?.version)
    assert.deepStrictEqual(
      Definition.restore("{}").findings.map(({ rule }) => rule),
      ["program/unreadable"]
    )
    assert.deepStrictEqual(
      Definition.restore("no JSON").findings.map(({ rule }) => rule),
      ["program/unreadable"]
    )
  })

  it("puts programs in the order in which they speak, and knows every version", () => {
    const made = ["b", "a", "c"].map(
      (id) => Definition.compile(decode({ ...source, id, priority: id === "c" ? 9 : 5 })).program
    )
    const programs = made.flatMap((one) => (one === null ? [] : [one]))
    const old = Definition.compile(decode({ ...source, name: "Older" })).program
    const { current, byVersion } = Definition.collect(programs, old === null ? [] : [old])
    assert.deepStrictEqual(
      current.map(({ program }) => program.id),
      ["c", "a", "b"]
    )
    assert.strictEqual(byVersion.size, 4)
  })
})

describe("Definition: findings", () => {
  it("places a misspelt field inside its rule", () => {
    const { program, findings } = Definition.compile(
      decode(withTouch({ to: 'contact.hasAddress &&\n  account.teir == "one-to-one"' }))
    )
    assert.isNull(program)
    assert.deepStrictEqual(findings, [
      {
        severity: "error",
        rule: "rule/unknown-field",
        message: "program retain, play quiet, touch hello, to: account.teir is not a declared fact",
        advice: "did you mean account.tier?",
        place: { field: "plays[0].touches[0].to", line: 2, column: 11 },
        path: ["plays", 0, "touches", 0, "to"],
        offset: 32
      }
    ])
  })

  it("checks every rule of the program and orders findings by path", () => {
    const broken = {
      ...source,
      audience: "account.x1 == 1",
      plays: [
        { ...quiet, when: "account.x2 == 1", goal: "contact.id == 1", touches: [{ ...hello, to: "contact.x3" }] }
      ],
      slots: { body: { variants: [{ id: "key", when: "1", template: "t" }], fallback: { template: "t" } } }
    }
    assert.deepStrictEqual(
      Definition.compile(decode(broken)).findings.map(({ place, rule }) => [rule, place?.field]),
      [
        ["rule/unknown-field", "audience"],
        ["rule/unknown-field", "plays[0].goal"],
        ["rule/unknown-field", "plays[0].touches[0].to"],
        ["rule/unknown-field", "plays[0].when"],
        ["rule/not-boolean", "slots.body.variants[0].when"]
      ]
    )
  })

  it("names what is wrong and where", () => {
    const noon = { from: "09:00", to: "18:00" }
    const table: ReadonlyArray<readonly [unknown, ReadonlyArray<ReadonlyArray<string>>]> = [
      [
        withTouch({ slot: "bodi" }),
        [
          [
            "error",
            "program/unknown-slot",
            "plays[0].touches[0].slot",
            "program retain, play quiet, touch hello: there is no slot bodi"
          ],
          ["warning", "program/unused-slot", "slots.body", "program retain, slot body: is not used by any touch"]
        ]
      ],
      [
        { ...source, plays: [quiet, { ...quiet, touches: [{ ...again, id: "third" }] }] },
        [["error", "program/repeated-id", "plays[1].id", "program retain, play quiet: the play id quiet is used twice"]]
      ],
      [
        { ...source, plays: [quiet, { ...quiet, id: "other", touches: [again] }] },
        [
          [
            "error",
            "program/repeated-id",
            "plays[1].touches[0].id",
            "program retain, play other, touch again: the touch id again is used twice"
          ]
        ]
      ],
      [
        withVariants([
          { id: "a", when: "account.isKey", template: "t" },
          { id: "a", when: "!account.isKey", template: "t" }
        ]),
        [
          [
            "error",
            "program/repeated-id",
            "slots.body.variants[1].id",
            "program retain, slot body, variant a: the variant id a is used twice"
          ]
        ]
      ],
      [
        withVariants([{ id: "fallback", template: "t" }]),
        [
          [
            "error",
            "program/repeated-id",
            "slots.body.fallback.id",
            "program retain, slot body: the variant id fallback is used twice"
          ]
        ]
      ],
      [
        withVariants([
          { id: "a", priority: 2, template: "t" },
          { id: "b", when: "account.isKey", template: "t" }
        ]),
        [
          [
            "warning",
            "program/unreachable-variant",
            "slots.body.variants[1]",
            "program retain, slot body, variant b: is never chosen: variant a always fits and has a higher priority"
          ]
        ]
      ],
      [
        withVariants([
          { id: "a", when: "account.isKey", priority: 2, template: "t" },
          { id: "b", when: "account.isKey ", template: "t" }
        ]),
        [
          [
            "warning",
            "program/unreachable-variant",
            "slots.body.variants[1]",
            "program retain, slot body, variant b: is never chosen: variant a has the same rule and has a higher priority"
          ]
        ]
      ],
      [
        {
          ...source,
          plays: [
            { id: "all", touches: [hello] },
            { id: "rest", touches: [again] }
          ]
        },
        [
          [
            "warning",
            "program/unreachable-play",
            "plays[1]",
            "program retain, play rest: is never entered: play all before it takes every account"
          ]
        ]
      ],
      [
        withTouch({ window: { ...noon, weekdays: [] } }),
        [
          [
            "error",
            "program/never-open",
            "plays[0].touches[0].window",
            "program retain, play quiet, touch hello: its window never opens"
          ]
        ]
      ],
      [
        { ...withTouch({ window: { ...noon, weekdays: [1] } }), startsOn: "2026-11-24", endsOn: "2026-11-27" },
        [
          [
            "error",
            "program/never-open",
            "plays[0].touches[0].window",
            "program retain, play quiet, touch hello: its window never opens"
          ]
        ]
      ],
      [
        { ...source, startsOn: "2026-11-24", endsOn: "2026-11-23" },
        [
          [
            "error",
            "program/ends-before-start",
            "endsOn",
            "program retain: ends on 2026-11-23, before it starts on 2026-11-24"
          ]
        ]
      ],
      [
        withTouch({ class: "service" }),
        [
          [
            "error",
            "program/service-without-ground",
            "plays[0].touches[0].class",
            "program retain, play quiet, touch hello: a service message needs a ground"
          ]
        ]
      ],
      [
        withTouch({ class: "service", ground: "our kindness" }),
        [
          [
            "error",
            "program/unknown-ground",
            "plays[0].touches[0].ground",
            'program retain, play quiet, touch hello: "our kindness" is no ground that can be checked'
          ]
        ]
      ],
      [withTouch({ class: "service", ground: "promise: the date of delivery" }), []],
      [
        withTouch({ ground: "contract 7" }),
        [
          [
            "warning",
            "program/ground-without-service",
            "plays[0].touches[0].ground",
            "program retain, play quiet, touch hello: a ground has no effect on a promotional message"
          ]
        ]
      ]
    ]
    for (const [program, expected] of table) assert.deepStrictEqual(findingsOf(program), expected)
  })
})
