/** `abm test` as people and CI call it: streams, formats and exit codes. */
import { assert, describe, it } from "@effect/vitest"
import { join } from "node:path"
import * as SampleWorkspace from "../SampleWorkspace.ts"
import * as Spawned from "../Spawned.ts"

const abm = (directory: string, ...parameters: ReadonlyArray<string>) =>
  Spawned.run(["test", "-C", directory, ...parameters])

describe("abm test", () => {
  it("names each case that passed, tells what was tried, and ends with 0", async () => {
    const { code, stderr, stdout } = await abm(SampleWorkspace.folder())
    assert.strictEqual(code, 0, stderr)
    assert.include(stdout, "ok   Whoever replies gets no second letter\n")
    assert.match(stdout, /^keep-in-touch +9\/14 +2\/4 +3\/3 /mu)
    assert.include(stdout, "3 cases: 3 passed, 0 failed")
    assert.strictEqual(stderr, "")
  })

  it("shows a failing case with its place, what was found and what happened, and ends with 1", async () => {
    const change = SampleWorkspace.replaced("templates/question.ru.hbs", "всё ли в порядке?", "как дела?")
    const { code, stderr, stdout } = await abm(SampleWorkspace.folder(change))
    assert.strictEqual(code, 1)
    assert.include(
      stdout,
      "FAIL The owner of a silent café is asked in Russian what is wrong  tests/october.yaml:4:11\n"
    )
    assert.include(stdout, 'expected  subject "Северная кофейня: всё ли в порядке?"\n')
    assert.include(stdout, 'found     P-6: "Северная кофейня: как дела?"\n')
    assert.match(
      stdout,
      /what happened:\n[^]* +5 Oct 2026 00:00 — Северная кофейня entered “Autumn news for good clients”/u
    )
    assert.strictEqual(stderr, "abm: 1 case of 3 failed\n")
  })

  it("runs the files that are named, refuses less coverage than is wanted, and a file that is not there as wrong usage", async () => {
    const directory = SampleWorkspace.folder({
      "tests/bad.yaml":
        "cases:\n  - name: Bad\n    at: 2026-10-05\n    for: { account: C-999 }\n    expect: { sent: true }\n"
    })
    const one = await abm(directory, join("tests", "october.yaml"), "--format", "junit", "--min-coverage", "90")
    assert.strictEqual(one.code, 1)
    assert.match(one.stdout, /^<\?xml [^]*<testsuite name="tests\/october\.yaml" tests="3" failures="0" errors="0"/u)
    assert.match(one.stderr, /the cases try \d+ % of \d+ points, less than 90 %\n +not tried: keep-in-touch: /u)

    const none = await abm(directory, "tests/octobre.yaml")
    assert.strictEqual(none.code, 2)
    assert.include(none.stderr, "there is no file tests/octobre.yaml")

    const all = await abm(directory, "--json")
    assert.strictEqual(all.code, 1)
    const { cases, findings, totals } = JSON.parse(all.stdout) as {
      readonly cases: ReadonlyArray<{ readonly name: string; readonly status: string }>
      readonly findings: ReadonlyArray<{ readonly place: { readonly line: number } }>
      readonly totals: unknown
    }
    assert.deepStrictEqual(
      cases.map(({ status }) => status),
      ["passed", "passed", "passed"]
    )
    assert.strictEqual(findings[0]?.place.line, 4)
    assert.deepStrictEqual(totals, { cases: 3, passed: 3, failed: 0, errors: 1 })
  })
})
