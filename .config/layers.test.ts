/** Holds the order of the flow: a folder of core imports only itself and the folders before it in `layers`. */
import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"

const src = join(import.meta.dirname, "../src")
const layers = [
  "kernel",
  "account",
  "intake",
  "analysis",
  "engagement",
  "market",
  "program",
  "message",
  "delivery",
  "journal",
  "retention",
  "desk",
  "measurement",
  "engine",
  "testing"
]
const imported = /(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g
const layerOf = (file: string): number => layers.indexOf(relative(src, file).split(sep)[0] ?? "")

describe("layers of core", () => {
  for (const file of globSync(join(src, "*/**/*.ts"))) {
    it(`${relative(src, file)} imports its own folder and folders before it`, () => {
      assert.isAtLeast(layerOf(file), 0, "every folder has a place in the order")
      for (const [, specifier] of readFileSync(file, "utf8").matchAll(imported)) {
        const target = join(dirname(file), specifier ?? "")
        assert.isAtLeast(layerOf(target), 0, `${relative(src, target)} is inside the layers`)
        assert.isAtMost(layerOf(target), layerOf(file), `must not import ${relative(src, target)}`)
      }
    })
  }

  it("the root holds nothing but the index, which the layers do not import", () => {
    assert.deepStrictEqual(
      globSync(join(src, "*.ts")).map((file) => relative(src, file)),
      ["index.ts"]
    )
  })
})
