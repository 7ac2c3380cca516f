/** What is wrong with a file of test cases is said with file, line, column and advice, and the file is not run. */
import { assert, describe, it } from "@effect/vitest"
import { Finding } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Cases from "../../src/session/Cases.ts"
import * as SampleWorkspace from "../SampleWorkspace.ts"

const head = "cases:\n  - name: One\n    at: 2026-10-05\n"
const whom = "    for: { account: C-300 }\n"
const expect = "    expect: { sent: true }\n"

const findingsOf = Effect.fnUntraced(function* (text: string) {
  const directory = SampleWorkspace.folder({ "tests/october.yaml": text })
  const { findings, results } = yield* Cases.run({ directory, env: {} })
  assert.isEmpty(results, "a file with an error is not run")
  return findings.map((one) => `${Finding.showPlace(one.place)} ${one.message}; ${one.advice ?? ""}`)
})

/** A file, and the beginning of what is said of it. */
const wrong: Readonly<Record<string, readonly [text: string, said: string]>> = {
  "text that is no YAML": ["cases: [", "tests/october.yaml:1:9 the file is not YAML"],
  "a misspelt key": [
    `${head}${whom}    expct: { sent: true }\n`,
    'tests/october.yaml:5:5 unknown key "expct"; did you mean "expect"?'
  ],
  "a misspelt expectation": [
    `${head}${whom}    expect: { varient: ru }\n`,
    'tests/october.yaml:5:15 unknown key "varient"; did you mean "variant"?'
  ],
  "a misspelt field of a record": [
    `${head}${whom}    given:\n      contacts: [{ id: P-6, locall: ru }]\n${expect}`,
    'tests/october.yaml:6:29 unknown key "locall"; did you mean "locale"?'
  ],
  "no day": [
    `cases:\n  - name: One\n${whom}${expect}`,
    "tests/october.yaml:2:11 it is not said when this happens; say `at`, or `from` and `until`"
  ],
  "a day that is none": [
    `cases:\n  - name: One\n    at: 2026-02-30\n${whom}${expect}`,
    "tests/october.yaml:3:9 at: expected a day, 2026-10-05, or an instant with its zone"
  ],
  "a span that ends before it begins": [
    `cases:\n  - name: One\n    from: 2026-10-05\n    until: 2026-10-05\n${whom}${expect}`,
    "tests/october.yaml:4:12 `until` is not after `from`"
  ],
  "a change outside of the span": [
    `cases:\n  - name: One\n    from: 2026-10-05\n    until: 2026-10-06\n${whom}    meanwhile: [{ at: 2026-10-06 }]\n${expect}`,
    "tests/october.yaml:6:23 2026-10-06 is not within the case; it goes from 2026-10-05 until 2026-10-06"
  ],
  "an expectation of nothing": [`${head}${whom}    expect: {}\n`, "tests/october.yaml:5:5 the case expects nothing"],
  "an account that is not there": [
    `${head}    for: { account: C-30 }\n${expect}`,
    'tests/october.yaml:4:21 there is no account C-30; did you mean "C-300"?'
  ],
  "a contact of another account": [
    `${head}    for: { account: C-300, contact: P-1 }\n${expect}`,
    "tests/october.yaml:4:37 contact P-1 is at account C-100"
  ],
  "a program that is not there": [
    `${head}    for: { account: C-300, program: keep-in-tuch }\n${expect}`,
    'tests/october.yaml:4:37 there is no program keep-in-tuch; did you mean "keep-in-touch"?'
  ],
  "a touch that is not there": [
    `${head}    for: { account: C-300, touch: autum }\n${expect}`,
    'tests/october.yaml:4:35 there is no touch autum; did you mean "autumn"?'
  ],
  "a guard rail that is not there": [
    `${head}${whom}    expect: { held: open-complant }\n`,
    'tests/october.yaml:5:21 there is no guard rail open-complant; did you mean "open-complaint"?'
  ],
  "a reason that is none": [
    `${head}${whom}    expect: { skipped: unsubscribt }\n`,
    'tests/october.yaml:5:24 there is no reason to skip unsubscribt; did you mean "unsubscribed"?'
  ],
  "a variant that is not there": [
    `${head}${whom}    expect: { variant: rus }\n`,
    'tests/october.yaml:5:24 there is no variant rus; did you mean "ru"?'
  ],
  "a template that is not there": [
    `${head}${whom}    expect: { template: autumn.de }\n`,
    'tests/october.yaml:5:25 there is no template autumn.de; did you mean "autumn.en"?'
  ],
  "a play that is not there": [
    `${head}${whom}    expect: { enrolled: keep-in-touch/silence }\n`,
    'tests/october.yaml:5:25 there is no play silence; did you mean "silent"?'
  ],
  "a stage that is not there": [
    `${head}${whom}    expect: { stage: awarenes }\n`,
    'tests/october.yaml:5:22 there is no journey stage awarenes; did you mean "awareness"?'
  ],
  "an offer that is not made": [
    `${head}${whom}    expect: { offer: discont }\n`,
    "tests/october.yaml:5:22 offer: expected "
  ],
  "a sender that is not there": [
    `${head}${whom}    expect: { sender: Copper Kettle Cofee }\n`,
    'tests/october.yaml:5:23 there is no sender Copper Kettle Cofee; did you mean "Copper Kettle Coffee"?'
  ],
  "an approver that is not there": [
    `${head}${whom}    expect: { approver: N-1 }\n`,
    "tests/october.yaml:5:25 there is no person of ours N-1"
  ],
  "the time of no task": [
    `${head}${whom}    expect: { sent: true, due: 2026-10-07 }\n`,
    "tests/october.yaml:5:32 this is the time of no task; say the kind of the `task`"
  ],
  "a day outside of the case": [
    `${head}${whom}    expect: { sent: true, day: 2026-10-06 }\n`,
    "tests/october.yaml:5:32 2026-10-06 is not within the case; it is about 2026-10-05"
  ],
  "a day on which nothing is expected": [
    `${head}${whom}    expect: { day: 2026-10-05 }\n`,
    "tests/october.yaml:5:5 the case expects nothing"
  ],
  "an end without a hold": [
    `${head}${whom}    expect: { sent: true, until: 2026-10-07 }\n`,
    "tests/october.yaml:5:34 this is the end of no hold"
  ],
  "a record that lacks a field": [
    `${head}${whom}    given:\n      cases: [{ id: K-9, kind: complaint, severity: high, openedAt: 2026-10-01 }]\n${expect}`,
    'tests/october.yaml:6:15 "topic" is missing'
  ],
  "a record of another group": [
    `${head}${whom}    given:\n      cases: [{ id: K-1, accountId: C-200, kind: question, topic: x, severity: low, openedAt: 2026-10-01 }]\n${expect}`,
    "tests/october.yaml:6:15 account C-200 is not of the case's group C-300"
  ],
  "a statement of no known type": [
    `${head}${whom}    given:\n      told: [{ type: replay, contact: P-6 }]\n${expect}`,
    'tests/october.yaml:6:22 "replay" is no type that can be recorded; did you mean "reply"?'
  ],
  "a statement that lacks what its type needs": [
    `${head}${whom}    given:\n      told: [{ type: bounce, contact: P-6 }]\n${expect}`,
    'tests/october.yaml:6:14 "kind" is missing'
  ],
  "a statement about somebody unknown": [
    `${head}${whom}    given:\n      told: [{ type: reply, contact: P-60 }]\n${expect}`,
    "tests/october.yaml:6:38 there is no contact P-60"
  ]
}

describe("a file of test cases", () => {
  for (const [what, [text, said]] of Object.entries(wrong))
    it.effect(`with ${what} is refused at its place`, () =>
      Effect.gen(function* () {
        const findings = yield* findingsOf(text)
        assert.isTrue(
          findings.some((one) => one.startsWith(said)),
          findings.join("\n")
        )
      })
    )

  it.effect("of which two have one name runs the first", () =>
    Effect.gen(function* () {
      const again = head.replace("cases:\n", "") + whom + expect
      const directory = SampleWorkspace.folder({ "tests/october.yaml": head + whom + expect + again })
      const { findings, results } = yield* Cases.run({ directory, env: {} })
      assert.deepStrictEqual(
        findings.map((one) => `${Finding.showPlace(one.place)} ${one.message}`),
        ["tests/october.yaml:6:11 another case of tests/october.yaml has this name"]
      )
      assert.strictEqual(results.length, 1)
    })
  )
})
