import { MessageBrief } from "@market-of-one/core"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as FieldTree from "../src/FieldTree.ts"

const root = FieldTree.make(MessageBrief.MessageBrief)
const at = (path: string): FieldTree.Field | undefined =>
  path.split(".").reduce<FieldTree.Field | undefined>((field, name) => field && FieldTree.child(field, name), root)

describe("the field tree of the message brief", () => {
  const rows: ReadonlyArray<readonly [path: string, kind: FieldTree.Field["kind"], optional: boolean]> = [
    ["contact", "object", false],
    ["contact.name", "text", false],
    ["contact.firstName", "text", true],
    ["contact.roles", "list", false],
    ["contact.roles.length", "number", false],
    ["account.attributes", "record", false],
    ["account.attributes.anything", "scalar", true],
    ["account.isKey", "boolean", true],
    ["account.revenue", "money", true],
    ["account.lastOrderOn", "day", true],
    ["account.silenceDays", "number", true],
    ["manager", "object", true],
    ["manager.name", "text", false],
    ["today", "day", false]
  ]
  for (const [path, kind, optional] of rows) {
    it(`knows ${path}`, () => assert.deepInclude(at(path), { kind, optional }))
  }

  it("knows nothing else", () => {
    for (const path of ["name", "contact.constructor", "account.revenue.minor", "today.length"]) {
      assert.isUndefined(at(path), path)
    }
  })

  it("follows any schema", () => {
    const tree = FieldTree.make(
      Schema.Struct({
        a: Schema.Literals(["x", "y"]),
        b: Schema.optionalKey(Schema.Union([Schema.Finite, Schema.String])),
        c: Schema.Array(Schema.Struct({ d: Schema.Int }))
      })
    )
    assert.deepInclude(FieldTree.child(tree, "a"), { kind: "text", optional: false })
    assert.deepInclude(FieldTree.child(tree, "b"), { kind: "scalar", optional: true })
    assert.deepStrictEqual(FieldTree.child(tree, "c"), {
      kind: "list",
      optional: false,
      item: {
        kind: "object",
        optional: false,
        fields: new Map<string, FieldTree.Field>([["d", { kind: "number", optional: false }]])
      }
    })
  })

  it("is listed as JSON Schema with its descriptions", () => {
    const schema = FieldTree.jsonSchema(MessageBrief.MessageBrief)
    assert.strictEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
    assert.include(JSON.stringify(schema), "given name, where the source tells it")
  })
})
