import { assert, describe, it } from "@effect/vitest"
import { style } from "../../src/page/Style.ts"

/** The colours of a scheme by name. */
const schemes = [...style.matchAll(/:root \{[^}]*--paper[^}]*\}/gu)].map(
  ([block]) =>
    new Map([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6})/gu)].map(([, name = "", colour = ""]) => [name, colour]))
)

/** Relative luminance (WCAG 2.2). */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Text and what it stands on. */
const pairs = [
  ["ink", "paper"],
  ["ink", "ground"],
  ["ink", "accent-4"],
  ["muted", "paper"],
  ["muted", "ground"],
  ["muted", "hair"],
  ["accent", "paper"],
  ["accent", "accent-soft"],
  ["good", "paper"],
  ["good", "good-soft"],
  ["warn", "warn-soft"],
  ["bad", "paper"],
  ["bad", "bad-soft"]
] as const

describe("Style", () => {
  it("has a light and a dark scheme and a printed one", () => {
    assert.strictEqual(schemes.length, 3)
    assert.include(style, "prefers-color-scheme: dark")
    assert.include(style, "@media print")
  })

  for (const [text, ground] of pairs)
    it(`sets ${text} on ${ground} with a contrast of at least 4.5`, () => {
      for (const scheme of schemes) assert.isAtLeast(contrast(scheme.get(text) ?? "", scheme.get(ground) ?? ""), 4.5)
    })
})
