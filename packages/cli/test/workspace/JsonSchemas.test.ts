import { describe, expect, it } from "@effect/vitest"
import { join } from "node:path"
import * as JsonSchemas from "../../src/workspace/JsonSchemas.ts"

describe("JSON schemas", () => {
  for (const [name, text] of Object.entries(JsonSchemas.files())) {
    it(`${name} is what the schemas of the code say`, async () => {
      await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "../../schemas", name))
    })
  }
})
