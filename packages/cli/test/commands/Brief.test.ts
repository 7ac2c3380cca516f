import { assert, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { cpSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { folder } from "../Abm.ts"
import { abm } from "../Inside.ts"

const example = join(import.meta.dirname, "../../../../examples/industrial-supplier")
const workspace = folder({})
cpSync(example, workspace, { recursive: true, filter: (from) => !from.includes(".abm") })

const brief = (...parameters: ReadonlyArray<string>) => abm(["brief", "-C", workspace, ...parameters])

/** The group whose brief an id gives. */
const groupOf = async (id: string): Promise<unknown> => JSON.parse((await brief(id, "--json")).stdout).groupId

/** The commands under which Chromium is installed. */
const browser = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0
)
const printing = browser === undefined ? it.skip : it

describe("abm brief", () => {
  it("prints Markdown, each line with its source row", async () => {
    const { code, stdout } = await brief("ACC-1010")
    assert.strictEqual(code, 0)
    assert.match(stdout, /^# Negotiation brief: Brockenried Chemie\n/u)
    assert.include(stdout, "Promise broken, due 11 Sept 2026, by Katrin Wessel")
    for (const line of stdout.split("\n").filter((one) => one.startsWith("- "))) {
      assert.match(line, /`data\/[a-z_]+\.csv:\d+`$/u)
    }
  })

  it("finds the client by an asset and by a contact", async () => {
    assert.strictEqual(await groupOf("AST-1041-1"), "ACC-1040")
    assert.strictEqual(await groupOf("CON-1041-02"), "ACC-1040")
  })

  it("finds the client by a phone and an e-mail too", async () => {
    const contacts = readFileSync(join(example, "data/contacts.csv"), "utf8")
    const [, email = ""] = /,([^,@\s]+@hallermaschinen\.example),/u.exec(contacts) ?? []
    const [, phone = ""] = /@hallermaschinen\.example,(\+[\d ]+),/u.exec(contacts) ?? []
    assert.strictEqual(await groupOf(email), "ACC-1001")
    assert.strictEqual(await groupOf(phone), "ACC-1001")
  })

  it("warns of mistakes before they happen, and who has read it is kept in the journal", async () => {
    const day = ["--at", "2026-10-06"]
    const warned = (await brief("ACC-1070", ...day)).stdout
    assert.include(warned, "## Before you go")
    assert.include(warned, "- Unprepared: Jonas Ahrendt has not marked the brief as read")
    const read = await brief("ACC-1070", "--read-by", "KAM-02")
    assert.deepStrictEqual([read.code, read.stderr.includes("read by KAM-02: kept in the journal")], [0, true])
    const journal = (await abm(["why", "ACC-1070", "--json", "-C", workspace])).stdout
    assert.match(journal, /"_tag":"BriefRead","accountId":"ACC-1070","by":"KAM-02","producedAt":\d+/u)
    assert.strictEqual((await brief("ACC-1070", "--read-by", "nobody")).code, 1)
  })

  it("whom nobody knows is refused, without repeating what was asked", async () => {
    const { code, stderr, stdout } = await brief("nobody@unknown.example")
    assert.deepStrictEqual([code, stdout], [1, ""])
    assert.include(stderr, "nobody is known by that")
    assert.notInclude(stderr, "@")
  })

  it("a day that is none is wrong usage", async () =>
    assert.strictEqual((await brief("ACC-1010", "--at", "soon")).code, 2))

  const name = browser === undefined ? "needs Chromium, which this machine has not: " : ""
  printing(
    `${name}the brief of the richest account prints on one A4 page`,
    async () => {
      assert.strictEqual((await brief("ACC-1001", "--html", "brief.html")).code, 0)
      const pdf = join(workspace, "brief.pdf")
      const headless = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
      const printed = spawnSync(browser ?? "", [...headless, `--print-to-pdf=${pdf}`, join(workspace, "brief.html")])
      assert.strictEqual(printed.status, 0)
      const text = readFileSync(pdf, "latin1")
      assert.strictEqual([...text.matchAll(/\/Type \/Page\b/gu)].length, 1)
      assert.match(text, /\/MediaBox \[0 0 59[45]\.\d* 84[12]/u)
    },
    120_000
  )
})
