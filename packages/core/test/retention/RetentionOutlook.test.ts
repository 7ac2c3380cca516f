import { assert, describe, it } from "@effect/vitest"
import { leavingCauses, retentionClasses } from "../../src/program/RuleFactFields.ts"
import * as AsOf from "../../src/retention/AsOf.ts"
import * as Causes from "../../src/retention/Causes.ts"
import * as RetentionBook from "../../src/retention/RetentionBook.ts"
import * as RetentionOutlook from "../../src/retention/RetentionOutlook.ts"
import * as Books from "../market/Books.ts"

const whole = RetentionBook.make(Books.example(), AsOf.look(Books.exampleDay, Books.zone))
const english = RetentionOutlook.of(whole, "en")

describe("RetentionOutlook", () => {
  it("says of every client where it stands", () => {
    assert.deepStrictEqual([...english.keys()], [...whole.classes.map(({ id }) => id)])
    for (const { class: found, id } of whole.classes)
      assert.strictEqual(english.get(id)?.class, found === "unknown" ? null : found)
  })

  it("says of every client at risk or lost what to do and by when", () => {
    for (const { id } of [...whole.atRisk, ...whole.lost]) {
      const act = english.get(id)?.act
      assert.isNotEmpty(act?.says)
      assert.isNotEmpty(act?.what)
      assert.isAbove(act?.by.localeCompare(whole.asOf) ?? -1, 0)
    }
  })

  it("speaks the language asked for", () => {
    assert.strictEqual(
      RetentionOutlook.of(whole, "ru").get("ACC-1080")?.act?.what,
      "связаться с клиентом, спросить о причине ухода и записать ответы"
    )
  })

  it("tells an unknown cause from none", () => {
    const toAsk = [...whole.atRisk, ...whole.lost].filter(({ causes }) => causes?.isToAsk === true)
    assert.isNotEmpty(toAsk)
    for (const { id } of toAsk) assert.isNull(english.get(id)?.causes)
    const active = whole.classes.find((one) => one.class === "active")
    assert.deepStrictEqual(english.get(active?.id ?? "")?.causes, [])
  })

  it("has a word in rules for every class and cause", () => {
    assert.deepStrictEqual([...leavingCauses], [...Causes.causes])
    const classes: ReadonlyArray<string> = retentionClasses
    for (const { class: found } of english.values()) if (found !== null) assert.include(classes, found)
  })
})
