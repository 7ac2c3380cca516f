/** Every TypeScript fence of the README and of docs/ is a marked region of a file in examples/, which the tests run. */
import { assert, describe, it } from "@effect/vitest"
import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"

const root = join(import.meta.dirname, "..")
const pages = globSync(["README.md", "docs/**/*.md", ".github/*.md"], { cwd: root })

/** An optional `<!-- file#region -->` on the line above, then the fence. */
const fence = /(?:<!-- (\S+?)#(\S+) -->\n+)?```(?:ts|typescript)\n([\s\S]*?)```/g
const link = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g

/** The lines between `// #region name` and `// #endregion name`, moved left by their common indentation. */
const region = (file: string, name: string): string | undefined => {
  const found = readFileSync(join(root, file), "utf8").match(
    new RegExp(`^[ \\t]*// #region ${name}\\n([\\s\\S]*?)^[ \\t]*// #endregion ${name}$`, "m")
  )?.[1]
  if (found === undefined) return undefined
  const lines = found.split("\n")
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(indent)).join("\n")
}

describe("docs", () => {
  for (const page of pages) {
    const text = readFileSync(join(root, page), "utf8")

    it(`${page} shows only code that runs`, () => {
      for (const [whole, file, name, code] of text.matchAll(fence)) {
        assert.isDefined(
          file,
          `a fence names its region in a comment above it: <!-- examples/x.ts#region -->\n${whole}`
        )
        assert.match(file ?? "", /^examples\//, "a region stands in examples/")
        assert.strictEqual(code, region(file ?? "", name ?? ""), `${page} shows ${file}#${name} as it stands there`)
      }
    })

    it(`${page} links to files that exist`, () => {
      for (const [, target] of text.matchAll(link)) {
        const file = join(root, dirname(page), decodeURI(target ?? ""))
        assert.isTrue(existsSync(file), `${page} links to ${relative(root, file)}, which is not there`)
      }
    })
  }
})
