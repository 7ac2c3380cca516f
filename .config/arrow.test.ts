/** Holds the arrow between packages: what a package's source may import is what its manifest lists, and no sibling more. */
import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"

const root = join(import.meta.dirname, "..")
const allowed: Readonly<Record<string, ReadonlyArray<string>>> = {
  core: [],
  templates: ["core"],
  email: ["core"],
  durable: ["core"],
  studio: ["core"],
  cli: ["core", "templates", "email", "durable", "studio"]
}
const imported = /(?:from|import)\s*\(?\s*["']@market-of-one\/([a-z]+)/g

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const manifest = (name: string): Manifest =>
  JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"))

describe("the arrow between packages", () => {
  it("knows every package", () => {
    const packages = globSync(join(root, "packages/*/package.json")).map(
      (file) => relative(root, file).split("/")[1] ?? ""
    )
    assert.sameMembers(packages, Object.keys(allowed))
  })

  for (const [name, targets] of Object.entries(allowed)) {
    it(`${name} imports ${targets.length === 0 ? "no other package" : targets.join(", ")}`, () => {
      for (const file of globSync(join(root, "packages", name, "src/**/*.ts"))) {
        for (const [, target] of readFileSync(file, "utf8").matchAll(imported)) {
          assert.include(targets, target, `${relative(root, file)} imports ${target}`)
        }
      }
    })

    it(`${name} depends on the packages it may import`, () => {
      const siblings = Object.keys(manifest(name).dependencies ?? {}).filter((key) => key.startsWith("@market-of-one/"))
      assert.sameMembers(
        siblings,
        targets.map((target) => `@market-of-one/${target}`)
      )
    })

    it(`${name} takes effect ${name === "cli" ? "as a dependency" : "as a peer: two copies must not meet in a host"}`, () => {
      const { dependencies, peerDependencies } = manifest(name)
      assert.property(name === "cli" ? dependencies : peerDependencies, "effect")
      assert.notProperty((name === "cli" ? peerDependencies : dependencies) ?? {}, "effect")
    })
  }
})
