import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Consent from "../../src/account/Consent.ts"
import { instant } from "../../src/kernel/Calendar.ts"

/** Few topics and times, so that statements meet. */
const Said = Schema.Struct({
  topic: Schema.Literals(["news", "events", "*"]),
  status: Consent.ConsentStatus,
  at: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3 }))),
  source: Schema.Literals(["form", "import"])
})
const consentOf = ({ at, ...said }: typeof Said.Type): Consent.Consent => ({
  ...said,
  purpose: "marketing",
  basis: "consent",
  ...(at === null ? {} : { at: instant(at) })
})
const statements = Arbitrary.schema(Schema.Array(Said).check(Schema.isMaxLength(6)))

describe("consent", () => {
  it.prop("is told by the same statement whatever the order", [statements], ([said]) => {
    const all = said.map(consentOf)
    assert.deepStrictEqual(Consent.statusFor(all.toReversed(), "news"), Consent.statusFor(all, "news"))
  })

  it.prop("comes from a statement about the topic or all topics, and none is later", [statements], ([said]) => {
    const all = said.map(consentOf)
    const found = Consent.statusFor(all, "news")
    const about = all.filter((one) => one.topic !== "events" && one.status !== "unknown")
    assert.strictEqual(found === undefined, about.length === 0)
    const dateOf = (one: Consent.Consent | undefined) => one?.at ?? (one?.status === "withdrawn" ? 9 : 0)
    for (const one of about) {
      assert.isAtMost(dateOf(one), dateOf(found))
      if (one.at === found?.at && one.status === "withdrawn") assert.strictEqual(found?.status, "withdrawn")
    }
  })

  it.prop("once withdrawn is not given again by what has no date", [statements], ([said]) => {
    const withdrawn = consentOf({ topic: "*", status: "withdrawn", at: 3, source: "form" })
    const undated = said.map((one) => consentOf({ ...one, at: null }))
    assert.strictEqual(Consent.statusFor([...undated, withdrawn], "news")?.status, "withdrawn")
  })

  const rows: ReadonlyArray<readonly [withdrawn: number | null, given: number | null, decides: Consent.ConsentStatus]> =
    [
      [1, 2, "given"],
      [2, 2, "withdrawn"],
      [2, 1, "withdrawn"],
      [1, null, "withdrawn"],
      [null, 2, "withdrawn"],
      [null, null, "withdrawn"]
    ]
  it.for(rows)("withdrawn at %s and given at %s is %s", ([withdrawn, given, decides]) => {
    const said = (status: "withdrawn" | "given", at: number | null) =>
      consentOf({ topic: "news", status, at, source: "form" })
    const all = [said("withdrawn", withdrawn), said("given", given)]
    assert.strictEqual(Consent.statusFor(all, "news")?.status, decides)
  })

  const purposes: ReadonlyArray<readonly [purpose: string, given: boolean, withdrawn: boolean]> = [
    ["marketing", true, true],
    [" Marketing ", true, true],
    ["*", true, true],
    ["billing", false, false],
    ["newsletter", false, false],
    ["", false, true]
  ]
  it.for(purposes)("for %o lets promotion go: %s, stops it when withdrawn: %s", ([purpose, given, withdrawn]) => {
    const said = (status: "withdrawn" | "given") => [
      { ...consentOf({ topic: "news", status, at: 1, source: "form" }), purpose }
    ]
    assert.strictEqual(Consent.statusFor(said("given"), "news")?.status === "given", given)
    assert.strictEqual(Consent.statusFor(said("withdrawn"), "news")?.status === "withdrawn", withdrawn)
  })
})
