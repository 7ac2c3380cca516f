/** Test cases on the workspace of `abm init`: they pass as they are, and a change of what they are about breaks them by name. */
import { assert, describe, it } from "@effect/vitest"
import { Finding } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Cases from "../../src/session/Cases.ts"
import type * as RuleCoverage from "../../src/session/RuleCoverage.ts"
import * as SampleWorkspace from "../SampleWorkspace.ts"

const run = (changes: Readonly<Record<string, string>> = {}) =>
  Cases.run({ directory: SampleWorkspace.folder(changes), env: {} })

const failed = ({ results }: Cases.Outcome) => results.filter(({ misses }) => misses.length > 0)

const cases = (...list: ReadonlyArray<string>) => ({ "tests/october.yaml": `cases:\n${list.join("")}` })
const one = (name: string, rest: string): string =>
  `  - name: ${name}\n${rest
    .trim()
    .split("\n")
    .map((line) => `    ${line}\n`)
    .join("")}`

/** What is missed by a single case, as lines. */
const misses = Effect.fnUntraced(function* (rest: string, changes: Readonly<Record<string, string>> = {}) {
  const { findings, results } = yield* run({ ...cases(one("It", rest)), ...changes })
  assert.deepStrictEqual(
    findings.map(({ message }) => message),
    []
  )
  return results.flatMap((result) => result.misses.map(({ expected, found }) => `${expected} | ${found}`))
})
const passes = (rest: string, changes?: Readonly<Record<string, string>>) =>
  Effect.map(misses(rest, changes), (missed) => assert.deepStrictEqual(missed, []))

const owner = "at: 2026-10-05\nfor: { account: C-300, contact: P-6 }"

describe("the cases of a new workspace", () => {
  it.effect("pass, and tell nothing of what happened", () =>
    Effect.gen(function* () {
      const { findings, results } = yield* run()
      assert.strictEqual(results.length, 3)
      assert.isEmpty(findings)
      for (const { misses: missed, name, trace } of results) assert.deepStrictEqual([...missed, ...trace], [], name)
    })
  )

  const broken: ReadonlyArray<
    readonly [what: string, change: Readonly<Record<string, string>>, names: ReadonlyArray<string>]
  > = [
    [
      "a rule that chooses no Russian any more",
      SampleWorkspace.replaced(
        "programs/keep-in-touch.yaml",
        'when: contact.locale == "ru"',
        'when: contact.locale == "uk"'
      ),
      ["The owner of a silent café is asked in Russian what is wrong"]
    ],
    [
      "a rule of a play that asks for a longer silence",
      SampleWorkspace.replaced("programs/keep-in-touch.yaml", ">= 45.0", ">= 450.0"),
      ["The owner of a silent café is asked in Russian what is wrong"]
    ],
    [
      "a template with another subject",
      SampleWorkspace.replaced("templates/question.ru.hbs", "всё ли в порядке?", "как дела?"),
      ["The owner of a silent café is asked in Russian what is wrong"]
    ],
    [
      "a complaint that was closed before",
      SampleWorkspace.replaced("data/cases.csv", "2026-09-14T13:00:00Z,", "2026-09-14T13:00:00Z,2026-09-15T08:00:00Z"),
      ["Promotion waits at Harbour Offices until its complaint is closed"]
    ],
    [
      "a program that writes to one person only once",
      SampleWorkspace.replaced(
        "programs/keep-in-touch.yaml",
        "        after: 5 business days\n",
        "        after: 5 weeks\n"
      ),
      ["Whoever replies gets no second letter"]
    ]
  ]
  for (const [what, change, names] of broken)
    it.effect(`fail by name for ${what}`, () =>
      Effect.gen(function* () {
        const outcome = yield* run(change)
        assert.deepStrictEqual(
          failed(outcome).map(({ name }) => name),
          names
        )
      })
    )

  it.effect("fail by name for a guard rail whose policy changed", () =>
    Effect.gen(function* () {
      const name = "The second person of Lindenhof waits for half an hour"
      const file = cases(
        one(
          name,
          "at: 2026-10-05\nfor: { account: C-100, contact: P-2 }\ngiven: { contacts: [{ id: P-2, roles: [economic buyer] }] }\nexpect: { held: stagger, until: 2026-10-05T07:30:00Z }"
        )
      )
      assert.isEmpty(failed(yield* run(file)))
      const policy = { "abm.yaml": `${SampleWorkspace.files["abm.yaml"] ?? ""}policy: { staggerMinutes: 45 }\n` }
      const [result] = failed(yield* run({ ...file, ...policy }))
      assert.strictEqual(result?.name, name)
      assert.strictEqual(Finding.showPlace(result?.place), "tests/october.yaml:2:11")
      assert.deepStrictEqual(result?.misses, [
        {
          expected: "held by stagger until 2026-10-05T07:30:00Z",
          found:
            "a message to P-2 by autumn.en; P-2 held by window until 2026-10-05T07:00:00Z; P-2 held by stagger until 2026-10-05T07:45:00Z"
        }
      ])
      assert.isTrue(
        result?.trace.some((line) => line.includes("Jonas Weber")),
        result?.trace.join("\n")
      )
    })
  )
})

describe("a test case", () => {
  it.effect("sees what it gives from its beginning", () =>
    passes(`${owner}\ngiven: { contacts: [{ id: P-6, locale: en }] }\nexpect: { template: question.en, sent: true }`)
  )

  it.effect("takes null for a fact that is not known", () =>
    passes(`${owner}\ngiven: { contacts: [{ id: P-6, consent: [], email: null }] }\nexpect: { skipped: no-consent }`)
  )

  it.effect("says outright what the analysis says of the group", () =>
    passes(`${owner}\ngiven: { analysis: { abc: C } }\nexpect: { notEnrolled: keep-in-touch, messages: 0 }`)
  )

  it.effect("looks at an instant, at which the window is not yet open", () =>
    passes(
      "at: 2026-10-05T03:00:00+02:00\nfor: { account: C-300, contact: P-6 }\nexpect: { held: window, until: 2026-10-05T06:00:00Z, sent: false }"
    )
  )

  it.effect("changes records while it runs, and not before", () =>
    Effect.gen(function* () {
      const span = "from: 2026-10-05\nuntil: 2026-10-14\nfor: { account: C-300, contact: P-6 }"
      const left = "meanwhile: [{ at: 2026-10-06, contacts: [{ id: P-6, leftAt: 2026-10-06 }] }]"
      yield* passes(`${span}\n${left}\nexpect: { messages: 1 }`)
      const soon = left.replaceAll("2026-10-06", "2026-10-05")
      yield* passes(`${span}\n${soon}\nexpect: { messages: 0, skipped: left-company }`)
    })
  )

  it.effect("hears what is told while it runs", () =>
    Effect.gen(function* () {
      const span = "from: 2026-10-01\nuntil: 2026-10-21\nfor: { account: C-100, contact: P-1 }"
      const told = (said: string) => `meanwhile: [{ at: 2026-10-02, told: [${said}] }]`
      yield* passes(`${span}\nexpect: { messages: 2 }`)
      yield* passes(
        `${span}\n${told("{ type: bounce, contact: P-1, data: { kind: hard } }")}\nexpect: { messages: 1, skipped: suppressed }`
      )
      yield* passes(
        `${span}\n${told("{ type: unsubscribe, contact: P-1 }")}\nexpect: { messages: 1, skipped: unsubscribed }`
      )
      yield* passes(
        `${span}\n${told("{ type: hold, account: C-100, data: { reason: talks, by: M-1, until: 2026-10-09 } }")}\nexpect: { held: sales-hold, until: 2026-10-09, messages: 2 }`
      )
    })
  )

  it.effect("has persons who do what they are asked in time, unless they are absent", () =>
    Effect.gen(function* () {
      const replied = [
        "from: 2026-10-05",
        "until: 2026-10-09",
        "for: { account: C-100, contact: P-2, touch: taste }",
        "given:",
        "  contacts: [{ id: P-2, roles: [decision maker] }, { id: P-3, consent: [] }]",
        "  told: [{ type: reply, at: 2026-10-04, contact: P-1 }]"
      ].join("\n")
      const autumn = replied.replace("taste", "autumn")
      yield* passes(`${autumn}\nexpect: { held: reply-waiting, task: reply, messages: 1 }`)
      yield* passes(`${autumn}\npersons: absent\nexpect: { held: reply-waiting, messages: 0 }`)
    })
  )

  it.effect("compares the whole text or HTML, wherever its lines break, and says where it differs", () =>
    Effect.gen(function* () {
      const text = "Здравствуйте! Что-то не так"
      const [first = ""] = yield* misses(`${owner}\nexpect: { text: ${text} }`)
      assert.match(first, /^the text as said \| P-6: ".+", not "/u)
      const [markup = ""] = yield* misses(`${owner}\nexpect: { html: ${text} }`)
      assert.match(markup, /^the html as said \| P-6: ".*<.+", not "/u)
    })
  )

  it.effect("knows whose name and which address a message comes from", () =>
    Effect.gen(function* () {
      yield* passes(`${owner}\nexpect: { sender: news@copperkettle.example }`)
      const [missed] = yield* misses(`${owner}\nexpect: { sender: Copper Kettle Coffee }`)
      assert.strictEqual(missed, "from Copper Kettle Coffee | P-6: Mark Dunn, news@copperkettle.example")
    })
  )

  it.effect("states by when a task is to be done, whose word is waited for, and on which day all of it happens", () =>
    Effect.gen(function* () {
      yield* passes(`${owner}\nexpect: { task: loss, due: 2026-10-08 }`)
      const wrong = "task: loss, due: 2026-10-08, acceptBy: 2026-10-05T10:00:00Z, approver: M-1"
      assert.deepStrictEqual(yield* misses(`${owner}\nexpect: { ${wrong} }`), [
        "a task loss due 2026-10-08 to be taken on by 2026-10-05T10:00:00Z | loss due 2026-10-08 to be taken on by never",
        "the word of M-1 | there is none"
      ])
      const span = "from: 2026-10-05\nuntil: 2026-10-08\nfor: { account: C-300, contact: P-6 }"
      yield* passes(`${span}\nexpect: { messages: 1, day: 2026-10-05 }`)
      assert.deepStrictEqual(yield* misses(`${span}\nexpect: { sent: true, exited: completed, day: 2026-10-06 }`), [
        "a message is sent on 2026-10-06 | nothing of the kind on 2026-10-06",
        "it leaves: completed on 2026-10-06 | it did not leave on 2026-10-06"
      ])
    })
  )

  it.effect("says what it found instead, for each expectation that does not hold", () =>
    Effect.gen(function* () {
      const missed = yield* misses(
        `${owner}\nexpect: { variant: fallback, template: question.en, subject: Hello, textContains: [Северная, Привет], held: holiday, skipped: replied, sent: false, messages: 2, notEnrolled: keep-in-touch, holdout: true, exited: goal met, task: call, offer: discount, stage: decision }`
      )
      const message = "a message to P-6 by question.ru; P-6 held by window until 2026-10-05T06:00:00Z"
      assert.deepStrictEqual(missed, [
        "variant fallback | P-6: variant ru (question.ru)",
        "template question.en | P-6: question.ru",
        'subject "Hello" | P-6: "Северная кофейня: всё ли в порядке?"',
        'a text with "Северная" | P-6: a text without it',
        'a text with "Привет" | P-6: a text without it',
        `held by holiday | ${message}`,
        `skipped: replied | ${message}`,
        "nothing is sent | 1 sent: question to P-6",
        "2 messages sent | 1 sent: question to P-6",
        "it does not enter keep-in-touch | it entered keep-in-touch/silent",
        "it is a holdout | it entered keep-in-touch/silent",
        "it leaves: goal met | completed",
        "a task call | loss",
        "an offer discount | there is none",
        "the stage decision | there is none"
      ])
    })
  )
})

describe("coverage", () => {
  const names = ({ coverage }: Cases.Outcome, isCovered: boolean) =>
    coverage.filter((point) => point.isCovered === isCovered).map(({ name }) => name)

  it.effect("names rules by their place and what they answered, and grows with the cases", () =>
    Effect.gen(function* () {
      const first = yield* run(cases(one("It", `${owner}\nexpect: { sent: true }`)))
      assert.deepStrictEqual(names(first, true), [
        "slot question/ru when: yes",
        "audience: yes",
        "silent when: yes",
        "silent/question to: yes",
        "slot question: ru",
        "silent/question",
        "window"
      ])
      const both = yield* run(
        cases(
          one("It", `${owner}\nexpect: { sent: true }`),
          one("No", "at: 2026-10-05\nfor: { account: C-600 }\nexpect: { sent: false }")
        )
      )
      assert.include(names(both, true), "audience: no")
      assert.isAbove(both.percent, first.percent)
    })
  )

  it.effect("counts each rule twice, each content and touch once, and each guard rail that a case can meet", () =>
    Effect.gen(function* () {
      const { coverage } = yield* run()
      const count = (part: RuleCoverage.Part) => coverage.filter((point) => point.part === part).length
      assert.deepStrictEqual([count("rules"), count("contents"), count("touches")], [2 * 7, 4, 3])
      assert.notInclude(
        coverage.map(({ name }) => name),
        "paused"
      )
    })
  )
})
