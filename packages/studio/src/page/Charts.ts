/**
 * Pictures by ECharts, rendered to SVG text without a browser. Colours are the page's own CSS variables, so that one
 * drawing stands in light, dark and print; what the library adds for scripts and hovering is taken out.
 */
import { createRequire } from "node:module"
import type * as Charts from "echarts/charts"
import type * as Components from "echarts/components"
import type * as Core from "echarts/core"
import type * as Renderers from "echarts/renderers"
import type { VNode } from "preact"
import { html } from "./Html.ts"

/** The library, loaded at the first drawing: whoever takes only sentences from this package does not wait for it. */
let loaded: typeof Core.init | undefined

const library = (): typeof Core.init => {
  if (loaded !== undefined) return loaded
  const require = createRequire(import.meta.url)
  const { init, use } = require("echarts/core") as typeof Core
  const { BarChart, LineChart, SankeyChart, ScatterChart } = require("echarts/charts") as typeof Charts
  const { GridComponent, MarkAreaComponent, MarkLineComponent } = require("echarts/components") as typeof Components
  const { SVGRenderer } = require("echarts/renderers") as typeof Renderers
  use([
    BarChart,
    LineChart,
    SankeyChart,
    ScatterChart,
    GridComponent,
    MarkAreaComponent,
    MarkLineComponent,
    SVGRenderer
  ])
  loaded = init
  return init
}

/** What a picture is made of. */
export type Option = Core.ComposeOption<
  | Charts.BarSeriesOption
  | Charts.LineSeriesOption
  | Charts.SankeySeriesOption
  | Charts.ScatterSeriesOption
  | Components.GridComponentOption
  | Components.MarkAreaComponentOption
  | Components.MarkLineComponentOption
>

/** The page's colours, by their CSS variables; `Style.ts` gives each its value in light, dark and print. */
export const colour = {
  ink: "var(--ink)",
  muted: "var(--muted)",
  line: "var(--line)",
  hair: "var(--hair)",
  accent: "var(--accent)",
  soft: "var(--accent-1)",
  tint: "var(--accent-2)",
  strong: "var(--accent-4)",
  good: "var(--good)",
  bad: "var(--bad)",
  warn: "var(--warn)",
  goodSoft: "var(--good-soft)",
  warnSoft: "var(--warn-soft)",
  badSoft: "var(--bad-soft)"
} as const

/** Size of a drawing in its own units; text is as large in a narrow drawing as in a wide one. */
export interface Frame {
  readonly name: "wide" | "narrow"
  readonly width: number
  readonly height: number
}

/** A picture: `option` draws it for a frame, `title` and `description` tell it to who does not see it. */
export interface Picture {
  /** Unique on the page. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly heights: Readonly<Record<Frame["name"], number>>
  readonly option: (frame: Frame) => Option
}

/** Declarations as attributes: a style attribute has no place on the page. The family is the page's own. */
const attributes = (declarations: string): string =>
  declarations
    .split(";")
    .filter((declaration) => declaration !== "" && !declaration.startsWith("font-family"))
    .map((declaration) => ` ${declaration.replace(":", '="')}"`)
    .join("")

/**
 * The drawing without its outer element. The library numbers its classes and clips over all drawings of a process;
 * without them and the hovering they serve, the same option is the same text. Nothing needs a clip: axes hold all data.
 */
export const draw = (option: Option, { height, width }: Frame): string => {
  const chart = library()(null, null, { renderer: "svg", ssr: true, width, height })
  chart.setOption({ animation: false, textStyle: { fontFamily: "inherit", fontSize: 13 }, ...option })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
    .replace(/^<svg[^>]*>\s*<rect [^>]*><\/rect>/u, "")
    .replace(/(?:<style\s*>[\s\S]*<\/style>\s*)?<\/svg>\s*$/u, "")
    .replaceAll(/<defs\s*>[\s\S]*?<\/defs>/gu, "")
    .replaceAll(/ (?:class|clip-path|ecmeta_[a-z_]+|pointer-events)="[^"]*"/gu, "")
    .replaceAll(/ style="([^"]*)"/gu, (_, declarations: string) => attributes(declarations))
    .trim()
}

/** The picture in two widths, of which the screen shows one. */
export const figure = ({ description, heights, id, option, title }: Picture): VNode => {
  const frames: ReadonlyArray<Frame> = [
    { name: "wide", width: 960, height: heights.wide },
    { name: "narrow", width: 360, height: heights.narrow }
  ]
  return html`<figure>
    ${frames.map(
      (frame) =>
        html`<svg
          class=${`chart ${frame.name}`}
          viewBox=${`0 0 ${frame.width} ${frame.height}`}
          role="img"
          aria-labelledby=${`${id}-${frame.name}-title ${id}-${frame.name}-desc`}
        >
          <title id=${`${id}-${frame.name}-title`}>${title}</title>
          <desc id=${`${id}-${frame.name}-desc`}>${description}</desc>
          <g dangerouslySetInnerHTML=${{ __html: draw(option(frame), frame) }}></g>
        </svg>`
    )}
  </figure>`
}
