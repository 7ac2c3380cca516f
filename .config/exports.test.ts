/** Every public export has a doc comment, and the public names of each package change only on purpose. */
import { afterAll, assert, beforeAll, describe, expect, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { publicNames } from "./Declarations.ts"

const root = join(import.meta.dirname, "..")
const packages = ["core", "templates", "email", "durable", "studio", "cli"]
const emitted = mkdtempSync(join(tmpdir(), "declarations-"))

/** The modules that `exports` names, by the specifier a user imports. */
const entries = (name: string): ReadonlyArray<readonly [specifier: string, module: string]> =>
  globSync(["src/index.ts", "src/testing/index.ts"], { cwd: join(root, "packages", name) })
    .toSorted()
    .map((file) => [
      file === "src/index.ts" ? `@market-of-one/${name}` : `@market-of-one/${name}/testing`,
      file.replace(/\.ts$/, ".d.ts")
    ])

describe("public exports", () => {
  beforeAll(() => {
    // Emits whatever the types say: `pnpm types` reports them, here only names and comments count.
    const places = ["-p", import.meta.dirname, "--rootDir", root, "--outDir", emitted]
    const ways = ["--noEmit", "false", "--emitDeclarationOnly", "--incremental", "false", "--tsBuildInfoFile", "null"]
    spawnSync(join(root, "node_modules/.bin/tsc"), [...places, ...ways])
  })
  afterAll(() => rmSync(emitted, { recursive: true }))

  for (const name of packages) {
    it(`${name} documents every export`, () => {
      const bare = entries(name).flatMap(([, module]) =>
        publicNames(join(emitted, "packages", name, module)).filter((entry) => !entry.documented)
      )
      assert.deepStrictEqual(
        bare.map((entry) => entry.name),
        []
      )
    })

    it(`${name} opens each module with a comment on the whole`, () => {
      for (const file of globSync(join(root, "packages", name, "src/**/*.ts"))) {
        assert.match(readFileSync(file, "utf8"), /^(#!.*\n)?\/\*\*/, `${file} says in its first lines what it holds`)
      }
    })

    it(`${name} exports the names of its golden`, async () => {
      const lines = entries(name).flatMap(([specifier, module]) => [
        specifier,
        ...publicNames(join(emitted, "packages", name, module))
          .map((entry) => `  ${entry.name}`)
          .toSorted()
      ])
      await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`goldens/exports-${name}.txt`)
    })
  }
})
