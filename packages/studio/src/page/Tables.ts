/** Tables as data: a caption, headings with their scope, a first column that heads its row, in a box that scrolls. */
import type { VNode } from "preact"
import { html, type Markup } from "./Html.ts"
import { scrolling } from "./View.ts"

/** A heading and the class of its column; a column without a heading holds bars. */
export type Column = readonly [heading: string, kind?: "n" | "c" | "d" | "bars"]

/** A cell with a class of its own. */
export interface Cell {
  readonly content: Markup
  readonly kind: string
}

/** One table. The first cell of each row is its heading. */
export interface Table {
  readonly caption: string
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<ReadonlyArray<Markup | Cell>>
  /** A class of the table. */
  readonly kind?: string
}

/** A cell with a class. */
export const cell = (content: Markup, kind: string): Cell => ({ content, kind })

const isCell = (one: Markup | Cell): one is Cell => typeof one === "object" && one !== null && "content" in one

const body = (columns: ReadonlyArray<Column>, row: Table["rows"][number]): VNode =>
  html`<tr>
    ${row.map((one, at) => {
      const [content, kind] = isCell(one) ? [one.content, one.kind] : [one, columns[at]?.[1]]
      return at === 0 ? html`<th scope="row" class=${kind}>${content}</th>` : html`<td class=${kind}>${content}</td>`
    })}
  </tr>`

/** The table in its scrolling box. */
export const table = ({ caption, columns, kind, rows }: Table): VNode =>
  scrolling(
    caption,
    html`<table class=${kind}>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(([heading, kind]) =>
            heading === "" ? html`<td class=${kind}></td>` : html`<th scope="col" class=${kind}>${heading}</th>`
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => body(columns, row))}
      </tbody>
    </table>`
  )
