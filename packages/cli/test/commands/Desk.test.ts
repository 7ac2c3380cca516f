/** A manager's day on the fictional example, as of a fixed day. */
import { afterAll, assert, describe, expect, it } from "@effect/vitest"
import type { Agenda, DutyCadence, HandOver, Scoreboard } from "@market-of-one/core"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Eml from "../Eml.ts"
import { abm } from "../Inside.ts"

const example = join(import.meta.dirname, "../../../../examples/industrial-supplier")
const workspace = mkdtempSync(join(tmpdir(), "desk-"))
cpSync(example, workspace, { recursive: true, filter: (from) => !from.includes(".abm") })
afterAll(() => rmSync(workspace, { recursive: true, force: true }))

const golden = (name: string): string => join(import.meta.dirname, "../goldens", name)
const desk = (...parameters: ReadonlyArray<string>) => abm(["desk", "-C", workspace, ...parameters])
const day = ["--at", "2026-10-05"]
const read = (name: string): string => readFileSync(join(workspace, name), "utf8")

const idsOf = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^UID:(.*)$/gmu)].map(([, id = ""]) => id.trim())

describe("abm desk", () => {
  it("shows a manager's day: agenda, warnings, scoreboard", async () => {
    const { code, stdout } = await desk("KAM-02", ...day)
    assert.strictEqual(code, 0)
    await expect(stdout).toMatchFileSnapshot(golden("desk.txt"))
  })

  it("prints one JSON document, and writes a page and a calendar file beside it", async () => {
    const { code, stdout } = await desk("KAM-02", ...day, "--json", "--html", "day.html", "--ics", "day.ics")
    assert.strictEqual(code, 0)
    const { agenda } = JSON.parse(stdout) as { readonly agenda: Agenda.Agenda }
    await expect(`${JSON.stringify(agenda, null, 2)}\n`).toMatchFileSnapshot(golden("desk.json.txt"))
    assert.include(read("day.html"), "default-src 'none'")
    const calendar = read("day.ics")
    await expect(calendar.replaceAll("\r\n", "\n")).toMatchFileSnapshot(golden("desk.ics.txt"))
    const ids = idsOf(calendar)
    assert.deepStrictEqual([ids.length, new Set(ids).size], [agenda.lines.length, agenda.lines.length])
    for (const line of calendar.split("\r\n")) assert.isAtMost(Buffer.byteLength(line), 75)
  })

  it("mails the day once, under an id that stays, and once more when asked to", async () => {
    const send = [...day, "--send"]
    const first = await desk("jonas.ahrendt@northgate-supply.example", ...send)
    assert.strictEqual(first.code, 0)
    assert.include(first.stderr, "sent to KAM-02: captured as desk-")
    assert.notInclude(first.stderr, "@northgate-supply.example ")
    const [name = ""] = readdirSync(join(workspace, ".abm/outbox")).filter((one) => one.startsWith("desk-"))
    const eml = read(join(".abm/outbox", name))
    await expect(`${Eml.header(eml, "Subject")}\n\n${Eml.part(eml, "text/plain")}\n`).toMatchFileSnapshot(
      golden("desk-mail.txt")
    )
    assert.include(Eml.part(eml, "text/html"), "<h1")
    assert.strictEqual(`<${name.replace(/\.eml$/u, "")}>`, Eml.header(eml, "Message-ID"))
    assert.include((await desk("KAM-02", ...send)).stderr, "went already; --again sends it once more")
    assert.include((await desk("KAM-02", ...send, "--again")).stderr, "sent to KAM-02")
    const next = await desk("KAM-02", "--at", "2026-10-06", "--send", "--ics", "next.ics")
    assert.include(next.stderr, "sent to KAM-02")
    // What is on both days is one event: the newer file replaces it.
    const [before, after] = [idsOf(read("day.ics")), idsOf(read("next.ics"))]
    assert.isAbove(after.filter((id) => before.includes(id)).length, before.length / 2)
  })

  it("without a manager shows the scoreboard of all, whose shares sum to one", async () => {
    const { duties, scoreboard } = JSON.parse((await desk(...day, "--json")).stdout) as {
      readonly scoreboard: Scoreboard.Scoreboard
      readonly duties: ReadonlyArray<DutyCadence.Duty>
    }
    const shares = scoreboard.scores.reduce((sum, { share }) => sum + (share ?? 0), 0)
    assert.approximately(shares, 1, 1e-9)
    const overdue = duties.map(({ overdueShare }) => overdueShare ?? Number.MAX_VALUE)
    assert.deepStrictEqual(
      overdue,
      overdue.toSorted((a, b) => b - a)
    )
    assert.isAbove(overdue.length, 10)
  })

  it("hands over what is under way to the deputy", async () => {
    const { clients } = JSON.parse((await desk("KAM-02", ...day, "--hand-over")).stdout) as HandOver.HandOver
    assert.isAbove(clients.filter(({ isTheirs }) => isTheirs).length, 5)
    assert.deepStrictEqual([...new Set(clients.map(({ to }) => to))], ["KAM-03"])
  })

  it("puts a client at risk on one page, and no other", async () => {
    const shown = await desk("--review", "ACC-1020", "--at", "2026-10-01")
    assert.match(shown.stdout, /^# Review: Quellmoor Papier\n\nACC-1020 · at risk/u)
    assert.include(shown.stdout, "- Cause: forgotten")
    const other = await desk("--review", "ACC-1001", "--at", "2026-10-01")
    assert.deepStrictEqual([other.code, other.stderr.includes("neither at risk, lost nor regained")], [1, true])
  })

  it("says what is wrong with what it was asked", async () => {
    const unknown = await desk("KAM-99")
    assert.strictEqual(unknown.code, 1)
    assert.include(unknown.stderr, "there is no such manager")
    assert.strictEqual((await desk("KAM-02", "--at", "soon")).code, 2)
    assert.strictEqual((await desk("KAM-02", "--again")).code, 2)
    assert.strictEqual((await desk("--send")).code, 2)
  })
})
