/** What would be published works: packages build, pack clean, and run from their tarballs in an empty folder. */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"

const root = join(import.meta.dirname, "..")
const packages = ["core", "templates", "email", "durable", "studio", "cli"]
const minutes = 60_000
const work = mkdtempSync(join(tmpdir(), "packed-"))
const tarballs = join(work, "tarballs")
const host = join(work, "host")

const versionOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as { readonly version: string }).version

/** Runs a command to its end and gives what it printed; anything but exit code 0 fails the test with that output. */
const run = (command: string, parameters: ReadonlyArray<string>, cwd: string): string => {
  const { error, status, stderr, stdout } = spawnSync(command, parameters, { cwd, encoding: "utf8" })
  assert.strictEqual(status, 0, `${command} ${parameters.join(" ")}\n${error?.message ?? ""}${stdout}${stderr}`)
  return stdout
}
const pnpm = (...parameters: ReadonlyArray<string>): string => run("npx", ["-y", "pnpm@12", ...parameters], root)
const tool = (name: string): string => join(root, "node_modules/.bin", name)
const tarball = (name: string): string => globSync(join(tarballs, `market-of-one-${name}-*.tgz`))[0] ?? ""

describe("packed packages", () => {
  beforeAll(() => {
    mkdirSync(tarballs)
    pnpm("-r", "build")
    pnpm("-r", "pack", "--pack-destination", tarballs)
  }, 5 * minutes)
  afterAll(() => rmSync(work, { recursive: true }))

  for (const name of packages) {
    it(`${name} is clean under publint`, () => {
      run(tool("publint"), ["run", tarball(name), "--strict"], root)
    })

    it(`${name} has types that resolve for ES modules`, () => {
      run(tool("attw"), [tarball(name), "--profile", "esm-only", "--no-emoji"], root)
    })
  }

  describe("installed by npm in an empty folder", () => {
    beforeAll(() => {
      mkdirSync(host)
      writeFileSync(join(host, "package.json"), JSON.stringify({ name: "host", private: true, type: "module" }))
      const files = packages.map((name) => `file:../tarballs/${basename(tarball(name))}`)
      const effect = `effect@${versionOf("node_modules/effect")}`
      run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", effect, ...files], host)
    }, 5 * minutes)

    for (const name of packages) {
      it(`${name} is imported from its tarball`, () => {
        const names = run(
          "node",
          ["-e", `import("@market-of-one/${name}").then((m) => console.log(Object.keys(m).length))`],
          host
        )
        assert.match(names, /^[1-9]\d*\n$/, "exports something")
      })
    }

    it("the testing subpath of core is imported from its tarball", () => {
      run("node", ["-e", `import("@market-of-one/core/testing")`], host)
    })

    it("types reach a host through the declarations", () => {
      const wrong = `import { Hash } from "@market-of-one/core"\n// @ts-expect-error\nexport const n: number = Hash.sha256("x")\n`
      writeFileSync(join(host, "host.ts"), wrong)
      run(tool("tsc"), ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "host.ts"], host)
    })

    it(
      "abm makes a workspace, checks, rehearses and reports it",
      () => {
        const abm = (...parameters: ReadonlyArray<string>) => run("npx", ["abm", ...parameters], host)
        abm("init", "shop")
        assert.include(abm("check", "-C", "shop"), "0 errors")
        const span = ["--until", "2026-10-29", "--json"]
        const planned: unknown = JSON.parse(abm("plan", "-C", "shop", "--from", "2026-10-01", ...span))
        assert.deepStrictEqual(
          planned,
          JSON.parse(abm("run", "-C", "shop", "--at", "2026-10-01", "--courier", "capture", ...span))
        )
        abm("report", "-C", "shop", "--at", "2026-10-01")
        assert.include(readFileSync(join(host, "shop/.abm/report/index.html"), "utf8"), "<svg")
      },
      3 * minutes
    )

    it("abm says its version", () => {
      assert.include(run("npx", ["abm", "--version"], host), versionOf("packages/cli"))
    })
  })
})
