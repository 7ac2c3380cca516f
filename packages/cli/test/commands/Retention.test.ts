import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import { RetentionDocument } from "../../src/output/RetentionDocument.ts"
import { abm } from "../Inside.ts"

const example = join(import.meta.dirname, "../../../../examples/industrial-supplier")
const day = "2026-10-01"

/** The example, to write into. */
const copied = (change: (text: string) => string = (text) => text): string => {
  const folder = mkdtempSync(join(tmpdir(), "retention-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(example, folder, { recursive: true, filter: (path) => !path.includes(".abm") })
  const config = join(folder, "abm.yaml")
  writeFileSync(config, change(readFileSync(config, "utf8")))
  return folder
}

const decode = Schema.decodeUnknownSync(RetentionDocument)

describe("abm retention", () => {
  it("begins with what is at risk and the day it is judged as of, then says why and what to do by when", async () => {
    const { code, stdout } = await abm(["retention", "-C", copied(), "--at", day])
    assert.strictEqual(code, 0)
    assert.match(stdout, /^Value at risk: €[\d,]+ of 12 months' margin, as of 2026-10-01, as asked\n/u)
    for (const part of [
      "no order for 71 days; the usual interval is 28 (its own)",
      "→ call, ask what has changed and agree on the next order, by 2026-10-06",
      "Save desk: 1",
      "first contact is late: it was due by 2026-09-30 18:00",
      "× 5% (assumption)",
      "not approached: nobody has",
      "Renewals within 180 days"
    ])
      assert.include(stdout, part)
  })

  it("takes the day after the newest order when that is old, and says so", async () => {
    const { code, stdout } = await abm(["retention", "-C", copied()])
    assert.strictEqual(code, 0)
    assert.match(stdout, /as of 2026-\d\d-\d\d, the day after the newest order\n/u)
  })

  it("speaks Russian where the workspace does", async () => {
    const russian = copied((text) => text.replace(/^locale: en$/mu, "locale: ru"))
    const { code, stdout } = await abm(["retention", "-C", russian, "--at", day])
    assert.strictEqual(code, 0)
    assert.match(stdout, /^Стоимость под угрозой: /u)
    for (const part of [
      "Под угрозой: 11",
      "причина: ",
      "до 2026-10-06",
      "× 5 % (допущение)",
      "Удержание: 1",
      "регион "
    ])
      assert.include(stdout.replaceAll(/[\u00a0\u202f]/gu, " "), part)
    for (const part of ["client", "cause", "unknown", "order for"])
      assert.notInclude(stdout.split("Замечания")[0], part)
  })

  it("writes the lists as CSV, and knows no day 2026-02-30", async () => {
    const folder = copied()
    assert.strictEqual((await abm(["retention", "-C", folder, "--at", day, "--csv", "lists"])).code, 0)
    assert.deepStrictEqual(readdirSync(join(folder, "lists")).toSorted(), [
      "clients.csv",
      "refusals.csv",
      "renewals.csv",
      "win-back.csv"
    ])
    assert.match(readFileSync(join(folder, "lists", "clients.csv"), "utf8"), /^client,name,manager,class,/u)
    assert.strictEqual((await abm(["retention", "-C", folder, "--at", "2026-02-30"])).code, 2)
  })

  it("judges by the numbers of the workspace", async () => {
    const patient = copied((text) => `${text}\nretention: { atRisk: { intervals: 9 }, spendDown: 0.9 }\n`)
    const { stdout } = await abm(["retention", "-C", patient, "--at", day, "--json"])

    const quellmoor = decode(JSON.parse(stdout)).atRisk.find(({ id }) => id === "ACC-1020")
    assert.deepStrictEqual(
      quellmoor?.reasons.map(({ rule }) => rule),
      ["person-gone"]
    )
  })
})

describe("abm retention --json", () => {
  const printed = async () => {
    const { code, stderr, stdout } = await abm(["retention", "-C", copied(), "--at", day, "--json"])
    assert.strictEqual(code, 0, stderr)
    return decode(JSON.parse(stdout))
  }

  it("sums the clients' value at risk to the portfolio's figure", async () => {
    const { valueAtRisk } = await printed()
    const sum = (all: ReadonlyArray<number>) => all.reduce((total, one) => total + one, 0)
    assert.strictEqual(sum(valueAtRisk.clients.map(({ minor }) => minor)), valueAtRisk.minor)
    assert.strictEqual(sum(Object.values(valueAtRisk.byClass)), valueAtRisk.minor)
    const { stdout } = await abm(["analyze", "-C", copied(), "--json"])
    const portfolio: unknown = JSON.parse(stdout)
    assert.deepNestedInclude(portfolio, { "valueAtRisk.minor": valueAtRisk.minor })
  })

  it("has health whose contributions sum to it", async () => {
    const { health } = await printed()
    assert.isNotEmpty(health)
    for (const { contributions, id, score } of health)
      assert.strictEqual(
        contributions.reduce((total, { points }) => total + points, 0),
        score ?? 0,
        id
      )
  })

  it("says of every client at risk or lost why, what to do and by when", async () => {
    const { asOf, atRisk, lost } = await printed()
    assert.isNotEmpty(atRisk)
    for (const { act, causes, id, isCauseToAsk, reasons } of [...atRisk, ...lost]) {
      assert.isNotEmpty(reasons, id)
      for (const { says } of reasons) assert.notMatch(says, /[{}]/u)
      assert.isNotEmpty(act?.what, id)
      assert.isTrue(act !== null && act.by > asOf, id)
      assert.strictEqual(isCauseToAsk, causes.length === 0, id)
    }
  })

  it("lists who is not approached, with the reason", async () => {
    const { lost, winBack } = await printed()
    assert.deepStrictEqual(winBack.map(({ client }) => client).toSorted(), lost.map(({ id }) => id).toSorted())
    for (const { expectedMinor, reasons, source, standing } of winBack) {
      assert.strictEqual(source, "assumption")
      assert.isNotNull(expectedMinor)
      assert.include(["ask first", "answer first"], standing)
      assert.isAbove(reasons.length, 1)
    }
  })

  it("has the JSON Schema of its golden", async ({ expect }) => {
    const text = `${JSON.stringify(Schema.toJsonSchemaDocument(RetentionDocument), null, 2)}\n`
    await expect(text).toMatchFileSnapshot("../goldens/retention.schema.txt")
  })
})
