import { assert, describe, it } from "@effect/vitest"
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { abm, folder } from "../Abm.ts"

const example = join(import.meta.dirname, "../../../../examples/industrial-supplier")

describe("abm report", () => {
  const cwd = folder({})
  cpSync(example, cwd, { recursive: true, filter: (from) => !from.includes(".abm") })
  mkdirSync(join(cwd, "out/accounts"), { recursive: true })
  for (const file of ["account-OLD.html", "notes.txt"]) writeFileSync(join(cwd, "out/accounts", file), "kept?")
  const ended = abm(["report", "-C", cwd, "--out", "out", "--at", "2026-10-01"])
  const read = (file: string): string => readFileSync(join(cwd, "out", file), "utf8")
  const index = read("index.html")

  const pages = readdirSync(join(cwd, "out/accounts")).filter((file) => file.endsWith(".html"))

  /** A section's text without tags. */
  const textOf = (page: string, id: string): string =>
    (page.split(`<section id="${id}"`)[1] ?? "")
      .replace(/<\/section>[\s\S]*/u, "")
      .replaceAll(/<[^>]*>/gu, " ")
      .replaceAll(/\s+/gu, " ")

  it("says where the report is", () => {
    assert.strictEqual(ended.code, 0)
    assert.match(ended.stdout, /out\/index\.html\n$/u)
  })

  it("writes a page for each account that has a section, and links each", () => {
    const sections = Array.from(index.matchAll(/<article id="(account-[^"]+)"/gu), ([, id]) => `${id}.html`)
    assert.deepStrictEqual(pages.toSorted(), sections.toSorted())
    for (const file of sections) assert.include(index, `href="accounts/${file}"`)
  })

  it("takes away pages of accounts that have left the report, and nothing else", () => {
    assert.notInclude(pages, "account-OLD.html")
    assert.isTrue(existsSync(join(cwd, "out/accounts/notes.txt")))
  })

  it("tells everything known of an account: people, scheme, dossier, competitors, plan", () => {
    const page = read("accounts/account-ACC-1020.html")
    assert.include(textOf(page, "people"), "Required roles covered: 83%. Nobody yet: champion.")
    assert.include(textOf(page, "people"), "Dr. Beate Lindholz 1 Jul 2026 champion the account is at risk")
    assert.include(textOf(page, "people"), "Jonas Ahrendt knows Volker Stegehuis: warmth 31%.")
    assert.include(textOf(page, "scheme"), "Quellmoor Zellstoff nobody confirmed Ricarda Unterrainer")
    assert.include(textOf(page, "dossier"), "Weak points offer general missing")
    assert.include(textOf(page, "rivals"), "Delvaro Pumpen GmbH claimed Three-year frame for all pumps 9 % below list")
    assert.include(textOf(page, "plan"), "€1,350,000 €976,894 €1,332,237 by last year's season €17,763")
  })

  it("names the similar clients that buy what one does not", () => {
    assert.include(
      textOf(read("accounts/account-ACC-1300.html"), "space"),
      "5 of 5 (100%), similar by industry Marrowbay Water Works · Sahilan Desalination"
    )
  })

  it("has a section of markets", () => {
    assert.include(textOf(index, "markets"), "mechanical engineering DACH 6 0 €2,199,391 13.7% +11%")
  })
})
