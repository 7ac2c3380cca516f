import { afterAll, assert, describe, it } from "@effect/vitest"
import { Finding, JourneyStage, type Money, Policy } from "@market-of-one/core"
import * as Schema from "effect/Schema"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SampleContent from "../../src/sample/SampleContent.ts"
import * as ProgramNames from "../../src/workspace/ProgramNames.ts"
import * as Programs from "../../src/workspace/Programs.ts"
import * as RuleReach from "../../src/workspace/RuleReach.ts"
import * as SchemaAdvice from "../../src/workspace/SchemaAdvice.ts"
import { abm } from "../Abm.ts"

const base = mkdtempSync(join(tmpdir(), "definition-"))
afterAll(() => rmSync(base, { recursive: true }))
mkdirSync(join(base, "programs"))

// Fictional. The tests say which line is changed and to what.
const program = `id: retain
name: Retain
objective: retain
topic: news
audience: account.status == "customer"
startsOn: 2026-10-01
endsOn: 2026-10-14
plays:
  - id: key
    when: account.isKey
    touches:
      - id: ask
        to: '"champion" in contact.roles'
        slot: body
      - id: offer
        to: contact.hasAddress
        after: 2 business days
        slot: body
  - id: rest
    touches:
      - id: news
        to: contact.hasAddress
        slot: body
        window: { from: "08:00", to: "12:00", weekdays: [1, 2, 3, 4, 5] }
slots:
  body:
    variants:
      - id: ru
        when: contact.language == "ru"
        priority: 1
        template: body.ru
      - id: few
        when: account.isKey
        template: body.few
    fallback: { template: body.en }
`

// The places of stages; the rest of the file is of no concern here.
writeFileSync(
  join(base, "abm.yaml"),
  `policy:
  journey:
    stages:
      - { id: begin, name: Begin, atLeast: 5 }
      - { id: talk, name: Talk, atLeast: 3, when: account.openCase > 0 }
      - { id: begin, name: Again, atLeast: 9 }
`
)

const told = { folder: base, policy: Policy.standard, config: { targets: [] }, programs: [] }

const account = (id: string): readonly [string, string] => [id, id]
const names = {
  config: { currency: "EUR" as Money.Currency },
  records: {
    grouping: { groupOf: new Map([account("A-1"), account("A-20")]) },
    merges: { accounts: new Map([["A-7", "A-1"]]) },
    records: { contacts: [{ record: { consent: [{ topic: "news" }, { topic: "product-news" }] } }] }
  }
} as unknown as ProgramNames.Told

const findingsOf = (text: string): ReadonlyArray<Finding.Finding> => {
  writeFileSync(join(base, "programs/retain.yaml"), text)
  const { findings, programs } = Programs.read(base, Policy.standard)
  return [
    ...findings.map(SchemaAdvice.add),
    ...ProgramNames.check({ ...names, programs }),
    ...RuleReach.check({ ...told, programs })
  ]
}
const placeOf = (one: Finding.Finding | undefined): string =>
  `${Finding.showPlace(one?.place)} ${one?.severity} ${one?.rule}`
const changed = (from: string, to: string): string => {
  assert.include(program, from)
  return program.replace(from, to)
}
interface Case {
  readonly what: string
  readonly from: string
  readonly to: string
  /** What else is changed. */
  readonly and?: readonly [from: string, to: string]
  /** Line, column, severity and rule. */
  readonly place: string
  readonly message: string
  readonly advice: string
}

const table: ReadonlyArray<Case> = [
  {
    what: "a fact that is not declared",
    from: "when: account.isKey\n    touches",
    to: "when: account.isKye\n    touches",
    place: "10:19 error rule/unknown-field",
    message: "play key, when: account.isKye is not a declared fact",
    advice: "did you mean account.isKey?"
  },
  {
    what: "a rule of the wrong type",
    from: "to: contact.hasAddress\n        after",
    to: "to: contact.name > 3\n        after",
    place: "16:13 error rule/wrong-type",
    message: "touch offer, to: > does not go between text and a number",
    advice: "text stands in quotes"
  },
  {
    what: "a rule that is no question",
    from: "when: account.isKey\n        template",
    to: "when: account.tier\n        template",
    place: "33:15 error rule/not-boolean",
    message: "variant few, when: a rule answers yes or no, and this is text",
    advice: "compare it: account.tier"
  },
  {
    what: "a rule that is no text",
    from: "when: account.isKey\n        template",
    to: "when: 5\n        template",
    place: "33:15 error program/schema",
    message: "when: expected string",
    advice: "a rule is text: quote it"
  },
  {
    what: "a key that only a message uses, on a task",
    from: "        slot: body\n      - id: offer",
    to: "        task: { kind: call, text: Call. }\n        deadlineBusinessDays: 3\n      - id: offer",
    place: "15:9 error program/schema",
    message: 'the key "deadlineBusinessDays" has no effect on a task',
    advice: "set `task.dueBusinessDays`: by when it is to be done"
  },
  {
    what: "an exit that there is not",
    from: "  - id: rest\n",
    to: "  - id: rest\n    exits: [lost, gone]\n",
    place: "20:19 error program/schema",
    message: 'expected "opted-out" | "negotiation" | "lost"',
    advice: "name exits as a list of opted-out, negotiation, lost"
  },
  {
    what: "a wait of no length",
    from: "2 business days",
    to: "0 days",
    place: "17:16 error program/schema",
    message: "after: expected a wait such as `30 minutes`",
    advice: "write a whole number from 1 and a unit"
  },
  {
    what: "a wait without a unit",
    from: "after: 2 business days",
    to: "after: 2",
    place: "17:16 error program/schema",
    message: "after: expected string",
    advice: "write a whole number from 1 and a unit"
  },
  {
    what: "an entry that is none",
    from: "topic: news\n",
    to: "topic: news\nentry: every 3 days\n",
    place: "5:8 error program/schema",
    message: "entry: expected",
    advice: "`entry: { everyDays: 3 }`"
  },
  {
    what: "an objective that is none",
    from: "objective: retain",
    to: "objective: retian",
    place: "3:12 error program/schema",
    message: "objective: expected",
    advice: 'did you mean "retain"?'
  },
  {
    what: "an objective that is nothing like one",
    from: "objective: retain",
    to: "objective: please",
    place: "3:12 error program/schema",
    message: "objective: expected",
    advice: "expand, retain, win back"
  },
  {
    what: "an exit that is nearly one",
    from: "  - id: rest\n",
    to: "  - id: rest\n    exits: [lost, negotiaton]\n",
    place: "20:19 error program/schema",
    message: 'exits[1]: expected "opted-out" | "negotiation" | "lost"',
    advice: 'did you mean "negotiation"?'
  },
  {
    what: "a role of a gate that is none",
    from: "after: 2 business days",
    to: "gate: { roles: [champoin] }",
    place: "17:25 error program/schema",
    message: "roles[0]: expected",
    advice: 'did you mean "champion"?'
  },
  {
    what: "an event to wait for that is none",
    from: "after: 2 business days",
    to: "waitFor: { event: repyl, timeout: 3 days }",
    place: "17:27 error program/schema",
    message: "event: expected",
    advice: 'did you mean "reply"?'
  },
  {
    what: "no plays",
    from: program.slice(program.indexOf("plays:"), program.indexOf("slots:")),
    to: "plays: []\n",
    place: "8:1 error program/schema",
    message: '"plays" is empty',
    advice: "a program has at least one play"
  },
  {
    what: "a topic that is nearly one of the consents'",
    from: "topic: news",
    to: "topic: nwes",
    place: "4:8 warning program/unknown-topic",
    message: "program retain: no consent of the data speaks of the topic nwes",
    advice: 'did you mean "news"?'
  },
  {
    what: "a country by its name",
    from: "topic: news",
    to: "topic: news\ncountry: Germany",
    place: "5:10 error program/country",
    message: "program retain, country: expected a country code of two capital letters",
    advice: "write DE"
  },
  {
    what: "a budget in another currency",
    from: "topic: news",
    to: "topic: news\nbudget: { minor: 10000, currency: USD }",
    place: "5:35 warning program/budget-currency",
    message: "its budget is in USD, and the workspace counts in EUR",
    advice: "in EUR"
  },
  {
    what: "a step that is dearer than the budget",
    from: "topic: news\naudience",
    to: "topic: news\nbudget: { minor: 10000, currency: EUR }\naudience",
    and: ["after: 2 business days", "costMinor: 10001"],
    place: "18:20 warning program/dearer-than-budget",
    message: "touch offer: it costs 100.01 EUR, more than the program's whole budget of 100.00 EUR: it never goes",
    advice: "raise the budget"
  },
  {
    what: "an offer that is dearer than the budget",
    from: "topic: news\naudience",
    to: "topic: news\nbudget: { minor: 10000, currency: EUR }\noffers: { trip: { title: Trip, kind: special terms, costMinor: 10001, validDays: 9 } }\naudience",
    and: ["after: 2 business days", "offer: trip"],
    place: "6:64 warning program/dearer-than-budget",
    message: "offer trip: costs 100.01 EUR, more than the program's whole budget: it never goes",
    advice: "raise the budget"
  },
  {
    what: "a gift without a limit of gifts",
    from: "topic: news\naudience",
    to: "topic: news\nbudget: { minor: 10000, currency: EUR }\naudience",
    and: [
      "        slot: body\n      - id: offer",
      "        costMinor: 500\n        task: { kind: gift, text: A book. }\n      - id: offer"
    ],
    place: "16:9 warning program/gift-limit",
    message: "touch ask: it gives a gift, and the policy has no limit of gifts, so that it is passed over",
    advice: "write `giftLimits`"
  },
  {
    what: "an account given something by hand that is none",
    from: "slots:\n",
    to: "overrides:\n  A-200: { exclude: true }\nslots:\n",
    place: "26:3 warning program/unknown-account",
    message: "what is done for account A-200 by hand is done for nobody: there is no such account",
    advice: "did you mean A-20?"
  },
  {
    what: "an account given something by hand that is merged",
    from: "slots:\n",
    to: "overrides:\n  A-7: { exclude: true }\nslots:\n",
    place: "26:3 warning program/unknown-account",
    message: "is done for nobody: it is merged into A-1",
    advice: "name A-1"
  },
  {
    what: "a window that ends when it begins",
    from: 'to: "12:00"',
    to: 'to: "08:00"',
    place: "24:9 error program/never-open",
    message: "touch news: its window never opens",
    advice: "name weekdays (1 is Monday) and hours"
  },
  {
    what: "an approval that is none",
    from: "after: 2 business days",
    to: "approval: boss",
    place: "17:19 error program/schema",
    message: "approval: expected",
    advice: "manager or superior"
  },
  {
    what: "a slot without fallback",
    from: "    fallback: { template: body.en }\n",
    to: "",
    place: "26:3 error program/schema",
    message: '"fallback" is missing',
    advice: "add `fallback: { template: … }`"
  },
  {
    what: "a window that never opens",
    from: "weekdays: [1, 2, 3, 4, 5]",
    to: "weekdays: []",
    place: "24:9 error program/never-open",
    message: "touch news: its window never opens",
    advice: "name weekdays (1 is Monday)"
  },
  {
    what: "a window whose hours are none",
    from: 'to: "12:00"',
    to: 'to: "noon"',
    place: "24:38 error program/schema",
    message: "to: expected a time of day as HH:MM",
    advice: 'such as "09:00"'
  },
  {
    what: "a touch id used twice",
    from: "id: news",
    to: "id: ask",
    place: "21:13 error program/repeated-id",
    message: "the touch id ask is used twice",
    advice: "an id is never used again"
  },
  {
    what: "a play id used twice",
    from: "id: rest",
    to: "id: key",
    place: "19:9 error program/repeated-id",
    message: "the play id key is used twice",
    advice: "give each play its own id"
  },
  {
    what: "a variant id used twice",
    from: "id: few",
    to: "id: ru",
    place: "32:13 error program/repeated-id",
    message: "the variant id ru is used twice",
    advice: "give each variant its own id"
  },
  {
    what: "a slot that does not exist",
    from: "slot: body\n      - id: offer",
    to: "slot: bodi\n      - id: offer",
    place: "14:15 error program/unknown-slot",
    message: "touch ask: there is no slot bodi",
    advice: "its slots are body"
  },
  {
    what: "a step that neither sends nor is a task",
    from: "        slot: body\n      - id: offer",
    to: "      - id: offer",
    place: "12:9 error program/kind-of-step",
    message: "touch ask: it has neither a slot nor a task",
    advice: "a step either sends (`slot`) or is a task"
  },
  {
    what: "a step that sends to nobody",
    from: "        to: contact.hasAddress\n        after",
    to: "        after",
    place: "15:9 error program/nobody-to-send-to",
    message: "touch offer: it sends, and does not say to whom",
    advice: "add `to`"
  },
  {
    what: "a gate that nobody passes",
    from: "after: 2 business days",
    to: "gate: { roles: [champion], atLeast: 2 }",
    place: "17:45 error program/never-passes",
    message: "touch offer: its gate asks for 2 engaged roles of 1",
    advice: "set atLeast to 1"
  },
  {
    what: "a play given by hand that is none",
    from: "slots:\n",
    to: "overrides:\n  A-1: { play: kye }\nslots:\n",
    place: "26:16 error program/unknown-override",
    message: "what account A-1 gets by hand names the play kye",
    advice: "did you mean key?"
  },
  {
    what: "a step behind the end of the program",
    from: "2 business days",
    to: "3 weeks",
    place: "17:16 warning program/unreachable-step",
    message: "touch offer: is never reached: its turn comes on 2026-10-22 at the earliest",
    advice: "shorten the waits"
  },
  {
    what: "a step whose rule never holds",
    from: "to: contact.hasAddress\n        slot",
    to: "to: contact.hasAddress && !contact.hasAddress\n        slot",
    place: "22:13 warning program/never-holds",
    message: "touch news: to never holds: it goes to nobody",
    advice: "look for parts that exclude each other"
  },
  {
    what: "a deadline that passes before the window opens",
    from: "[1, 2, 3, 4, 5] }",
    to: "[2] }\n        deadlineBusinessDays: 2",
    place: "25:31 warning program/deadline-before-window",
    message: "its deadline of 2 business days passes before its window opens",
    advice: "set deadlineBusinessDays to 5 or more"
  },
  {
    what: "a play behind one that takes all",
    from: "    when: account.isKey\n    touches",
    to: "    touches",
    place: "18:5 warning program/unreachable-play",
    message: "play rest: is never entered: play key before it takes every account",
    advice: "put the play without `when` last"
  },
  {
    what: "a play behind one that takes all whom it fits",
    from: "  - id: rest\n",
    to: '  - id: top\n    when: account.isKey && account.abc == "A"\n    touches: [{ id: top, to: contact.hasAddress, slot: body }]\n  - id: rest\n',
    place: "20:11 warning program/shadowed-play",
    message: "play top: is never entered: play key before it takes every account that it fits",
    advice: "put it before the others"
  },
  {
    what: "a play outside the audience",
    from: "when: account.isKey\n    touches",
    to: 'when: account.status == "lost"\n    touches',
    place: "10:11 warning program/shadowed-play",
    message: "play key: is never entered: its rule and the audience exclude each other",
    advice: "look for parts that exclude each other"
  },
  {
    what: "a variant whose rule never holds",
    from: 'when: contact.language == "ru"',
    to: 'when: contact.language == "ru" && contact.language == "en"',
    place: "29:15 warning program/dead-variant",
    message: "variant ru: is never chosen: its rule never holds",
    advice: "look for parts of the rule that exclude each other"
  },
  {
    what: "a variant behind another",
    from: "- id: few\n        when: account.isKey",
    to: '- id: few\n        when: contact.language == "ru" && account.isKey',
    place: "32:9 warning program/shadowed-variant",
    message: "variant few: is never chosen: whenever its rule holds, variant ru of higher priority holds too",
    advice: "raise its priority"
  },
  {
    what: "a variant behind one without a rule",
    from: '        when: contact.language == "ru"\n',
    to: "",
    place: "31:9 warning program/unreachable-variant",
    message: "variant few: is never chosen: variant ru always fits",
    advice: "change its rule or its priority"
  }
]

describe("abm check: definitions", () => {
  it("finds nothing in a sound one", () => assert.deepStrictEqual(findingsOf(program), []))

  for (const { advice, and, from, message, place, to, what } of table) {
    it(`says where ${what} stands, and what to do`, () => {
      const [one, ...more] = findingsOf(and === undefined ? changed(from, to) : changed(from, to).replace(...and))
      assert.deepStrictEqual(more, [])
      assert.strictEqual(placeOf(one), `programs/retain.yaml:${place}`)
      assert.include(one?.message, message)
      assert.include(one?.advice, advice)
    })
  }

  it("says of a role that is none what was probably meant, and what follows", () => {
    const [unknown, never] = findingsOf(changed('"champion" in contact.roles', '"champoin" in contact.roles'))
    assert.strictEqual(placeOf(unknown), "programs/retain.yaml:13:14 warning rule/unknown-value")
    assert.strictEqual(unknown?.advice, 'did you mean "champion"?')
    assert.strictEqual(placeOf(never), "programs/retain.yaml:13:13 warning program/never-holds")
    assert.include(never?.message, "touch ask: to never holds: it goes to nobody")
  })

  it("says of a stage and a target list that is none what was probably meant", () => {
    const stage = changed("when: account.isKey\n    touches", 'when: account.stage == "consideratoin"\n    touches')
    const [unknown, never] = findingsOf(stage)
    assert.strictEqual(placeOf(unknown), "programs/retain.yaml:10:11 warning rule/unknown-value")
    assert.strictEqual(unknown?.advice, 'did you mean "consideration"?')
    assert.strictEqual(placeOf(never), "programs/retain.yaml:10:11 warning program/never-holds")
    const [list] = findingsOf(
      changed("when: account.isKey\n    touches", "when: \"'spring' in account.targets\"\n    touches")
    )
    assert.include(list?.message, 'account.targets is never "spring"')
  })

  it("says what is wrong with journey stages, at their lines", () => {
    const stages = Schema.decodeUnknownSync(JourneyStage.JourneyRules)({
      stages: [
        { id: "begin", name: "Begin", atLeast: 5 },
        { id: "talk", name: "Talk", atLeast: 3, when: "account.openCase > 0" },
        { id: "begin", name: "Again", atLeast: 9 }
      ]
    })
    const findings = RuleReach.check({ ...told, policy: { ...Policy.standard, journey: stages } })
    assert.deepStrictEqual(
      findings.map((one) => `${placeOf(one)}: ${one.advice}`),
      [
        "abm.yaml:4:9 error journey/no-floor: give it `atLeast: 0` and no `when`",
        "abm.yaml:5:9 error journey/order: put the furthest stage last",
        "abm.yaml:6:9 error journey/repeated-id: give each stage its own id",
        "abm.yaml:5:59 error rule/unknown-field: did you mean account.openCases?"
      ]
    )
  })

  it("says which roles and tiers have only the fallback", () => {
    const text = changed('when: contact.language == "ru"', 'when: account.tier == "one-to-one"').replace(
      "when: account.isKey\n        template",
      'when: account.tier == "one-to-few" && "user" in contact.roles\n        template'
    )
    const [one] = findingsOf(text)
    assert.strictEqual(placeOf(one), "programs/retain.yaml:26:3 info program/only-fallback")
    assert.include(one?.message, "variants cover 22 % of role × tier; only the fallback is left for none × one-to-few;")
  })

  it("ends with 1 on an error, shows warnings with their place, and says all of a program at once", () => {
    const folder = join(base, "workspace")
    mkdirSync(join(folder, "programs"), { recursive: true })
    mkdirSync(join(folder, "data"))
    writeFileSync(join(folder, "abm.yaml"), SampleContent.files()["abm.yaml"] ?? "")
    writeFileSync(join(folder, "data/accounts.csv"), "id,name\nA-1,North Mill\n")
    const text = changed("2 business days", "3 weeks").replace(
      'contact.language == "ru"',
      "account.isKey && !account.isKey"
    )
    writeFileSync(join(folder, "programs/retain.yaml"), text)
    const { code, stdout } = abm(["check", "-C", folder])
    assert.strictEqual(code, 1)
    assert.match(stdout, /programs\/retain\.yaml:17:16 warning .*is never reached/u)
    assert.match(stdout, /programs\/retain\.yaml:29:15 warning .*its rule never holds/u)
    // The templates that it names are not there.
    assert.match(stdout, /programs\/retain\.yaml:31:19 error .*body\.ru/u)
  })
})
