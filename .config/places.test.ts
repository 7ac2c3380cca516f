/** No file of the project holds a path of the machine it was written on. */
import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dirname, "..")
const generated = new Set(["node_modules", "dist", ".abm", ".git"])

describe("places", () => {
  it("every file reads the same on another machine", () => {
    const files = globSync(["*", "{.config,.ci,.github,docs,examples,packages}/**"], {
      cwd: root,
      exclude: (name) => generated.has(name)
    }).filter((file) => statSync(join(root, file)).isFile())
    assert.isAbove(files.length, 50)
    const holding = files.filter((file) => readFileSync(join(root, file), "latin1").includes(`${root}/`))
    assert.deepStrictEqual(holding, [])
  })
})
