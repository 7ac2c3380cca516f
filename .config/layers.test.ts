/** Holds the order of the flow within a package: a folder imports only itself and the folders before it. */
import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"

const order: Readonly<Record<string, ReadonlyArray<string>>> = {
  core: [
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
  ],
  studio: ["words", "sentence", "page", "section", "document"],
  cli: ["library", "sample", "workspace", "input", "output", "session", "view", "commands"]
}
/** What stands beside the folders: the index and the program, which no folder imports, and what every folder may use. */
const roots: Readonly<Record<string, { readonly top: ReadonlyArray<string>; readonly base: ReadonlyArray<string> }>> = {
  core: { top: ["index.ts"], base: [] },
  studio: { top: ["index.ts"], base: [] },
  cli: { top: ["Cli.ts", "index.ts", "main.ts"], base: ["Failure.ts"] }
}
const imported = /(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g

for (const [name, folders] of Object.entries(order)) {
  const src = join(import.meta.dirname, "../packages", name, "src")
  const folderOf = (file: string): number => folders.indexOf(relative(src, file).split(sep)[0] ?? "")
  const { base = [], top = [] } = roots[name] ?? {}

  describe(`folders of ${name}`, () => {
    it("are the ones with a place in the order, and each holds something", () => {
      const found = new Set(globSync(join(src, "*/**/*.ts")).map((file) => relative(src, file).split(sep)[0] ?? ""))
      assert.sameMembers([...found], [...folders])
    })

    for (const [at, folder] of folders.entries()) {
      it(`${folder} imports itself and folders before it`, () => {
        for (const file of globSync(join(src, folder, "**/*.ts")))
          for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(imported)) {
            const target = join(dirname(file), specifier)
            if (base.includes(relative(src, target))) continue
            assert.isAtLeast(folderOf(target), 0, `${relative(src, file)} imports ${relative(src, target)}`)
            assert.isAtMost(folderOf(target), at, `${relative(src, file)} imports ${relative(src, target)}`)
          }
      })
    }

    it("stand beside nothing but what opens the package and what all of it uses", () => {
      const beside = globSync(join(src, "*.ts")).map((file) => relative(src, file))
      assert.sameMembers(beside, [...top, ...base])
      for (const file of base)
        for (const [, specifier = ""] of readFileSync(join(src, file), "utf8").matchAll(imported))
          assert.include(base, relative(src, join(src, specifier)), `${file} is for all folders and imports none`)
    })
  })
}
