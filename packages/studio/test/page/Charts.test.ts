import { assert, describe, it } from "@effect/vitest"
import * as Charts from "../../src/page/Charts.ts"
import * as Markup from "../Markup.ts"

const frame: Charts.Frame = { name: "wide", width: 400, height: 200 }

/** A line with a label that tries to be markup, a mark and an area. */
const option = (label: string): Charts.Option => ({
  xAxis: { type: "value", min: 0, max: 2 },
  yAxis: { type: "value", min: 0, max: 1 },
  series: [
    {
      type: "line",
      data: [
        [0, 0],
        [1, 0.5],
        [2, 1]
      ],
      lineStyle: { color: Charts.colour.accent },
      areaStyle: { color: Charts.colour.accent, opacity: 0.1 },
      markLine: { symbol: "none", data: [{ yAxis: 0.8, label: { formatter: label } }] }
    }
  ]
})

describe("Charts", () => {
  it("draws the same text however often it drew before", () => {
    const first = Charts.draw(option("80 %"), frame)
    assert.include(first, "80 %")
    Charts.draw(option("other"), frame)
    assert.strictEqual(Charts.draw(option("80 %"), frame), first)
  })

  it("keeps the page's colours as variables", () => {
    assert.include(Charts.draw(option("80 %"), frame), 'stroke="var(--accent)"')
  })

  it("leaves no class, id, style, reference or hovering of the library", () => {
    assert.notMatch(
      Charts.draw(option("80 %"), frame),
      /<style|<defs|<svg|CDATA|zr\d|ecmeta|url\(|\s(?:class|id|style|pointer-events|clip-path)=/u
    )
  })

  it("escapes what a label says", () => {
    const svg = Charts.draw(option(`</text><script>"&'`), frame)
    assert.notInclude(svg, "<script")
    assert.include(svg, "&lt;/text&gt;&lt;script&gt;&quot;&amp;")
    assert.deepStrictEqual(Markup.faults(svg), [])
  })
})
