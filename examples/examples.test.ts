/** Every example runs as a newcomer would run it and prints exactly the `.out` file beside it. */
import { assert, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** The demo opens ports and prints timings: `.ci/run` runs it twice and compares what must not change. */
const apart = ["examples.test.ts", "demo.ts"]

describe("examples", () => {
  for (const name of globSync("*.ts", { cwd: import.meta.dirname }).filter((file) => !apart.includes(file))) {
    it(`${name} prints its expected output`, () => {
      const file = join(import.meta.dirname, name)
      const printed = execFileSync(process.execPath, ["--conditions=@market-of-one/source", file], { encoding: "utf8" })
      assert.strictEqual(printed, readFileSync(file.replace(/\.ts$/, ".out"), "utf8"))
    })
  }
})
