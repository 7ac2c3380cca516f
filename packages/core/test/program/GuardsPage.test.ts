/** The pages that list guard rails and policy say what the code says. */
import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Guard from "../../src/program/Guard.ts"
import * as Policy from "../../src/program/Policy.ts"

const page = (path: string) => readFileSync(join(import.meta.dirname, "../../../../docs", path), "utf8")

/** The rows of the table of rules: place, id, class and whether service messages are held too. */
const rowsOf = (text: string) => {
  let heading = ""
  return text.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim())
    const [, place = "", name = "", service = ""] = cells
    heading = /^\*\*(.+)\*\*$/u.exec(name)?.[1] ?? heading
    const id = /^`([a-z-]+)`$/u.exec(name)?.[1]
    return /^\d+$/u.test(place) && id !== undefined ? [[Number(place), id, heading, service === "yes"]] : []
  })
}

/** Names of fields, two deep where the standard has a field of fields; below are weights and stages, the host's words. */
const policyFields = Object.keys(Policy.Policy.fields).flatMap((name) => {
  const value: unknown = Object.entries(Policy.standard).find(([key]) => key === name)?.[1]
  const isStruct = typeof value === "object" && value !== null && !Array.isArray(value)
  const inner = isStruct ? Object.keys(value) : []
  // A window is one thing with three parts.
  return inner.length === 0 || name === "window" ? [name] : inner.map((part) => `${name}.${part}`)
})

/** Every field that a table names; `a.b`, `.c` names a.b and a.c. */
const named = (text: string): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const line of text.split("\n").filter((one) => one.startsWith("| `"))) {
    let parent = ""
    for (const [, name = ""] of (line.split("|")[1] ?? "").matchAll(/`([\w.]+)`/gu)) {
      names.add(name.startsWith(".") ? `${parent}${name}` : name)
      if (!name.startsWith(".")) parent = name.split(".")[0] ?? ""
    }
  }
  return names
}

describe("the page of the guard rails", () => {
  it("lists every rule in its place, with its class, and whether it holds service messages", () => {
    assert.deepStrictEqual(
      rowsOf(page("explanation/guards.md")),
      Guard.rules.map((rule, index) => [index + 1, rule.id, rule.class, rule.service])
    )
  })

  it("lists every field of the policy", () => {
    const listed = named(page("explanation/guards.md"))
    assert.include(policyFields, "accountCap.per7Days")
    assert.deepStrictEqual(
      policyFields.filter((name) => !listed.has(name)),
      []
    )
  })
})

describe("the reference of the workspace", () => {
  it("names every field of the policy", () => {
    const row = page("reference/workspace.md")
      .split("\n")
      .find((line) => line.startsWith("| `policy` |"))
    assert.deepStrictEqual(
      Object.keys(Policy.Policy.fields).filter((name) => row?.includes(`\`${name}\``) !== true),
      []
    )
  })
})
