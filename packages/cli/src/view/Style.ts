/** Colour and emphasis for terminals; plain text where they are not wanted. */

/** How text is set off. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warn: (text: string) => string
}

const plain = (text: string): string => text
const code =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`

/** Styles of a terminal with colours, or none. */
export const make = (hasColor: boolean): Style =>
  hasColor
    ? { bold: code(1, 22), dim: code(2, 22), good: code(32, 39), bad: code(31, 39), warn: code(33, 39) }
    : { bold: plain, dim: plain, good: plain, bad: plain, warn: plain }
