/** Text cut to a width, for pictures: SVG neither wraps nor clips, so widths are estimated by the kind of letter. */

const segments = new Intl.Segmenter("en", { granularity: "grapheme" })

/** Width of one sign as a part of the type size: estimates for the system fonts of the page, a little on the safe side. */
const widthOf = (sign: string): number => {
  if (/^[iljtfrI.,:;'|!()[\] -]/u.test(sign)) return 0.36
  if (/^[mwMW@%—…]/u.test(sign)) return 0.92
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u.test(sign))
    return 1.1
  if (/^\p{Lu}/u.test(sign)) return 0.72
  return /^\p{Script=Cyrillic}/u.test(sign) ? 0.62 : 0.58
}

const signsOf = (text: string): ReadonlyArray<string> =>
  Array.from(segments.segment(text.replaceAll(/\s+/gu, " ").trim()), ({ segment }) => segment)

/** The estimated width of a text in the units of `size`. */
export const width = (text: string, size: number): number =>
  signsOf(text).reduce((sum, sign) => sum + widthOf(sign), 0) * size

/** The text, or as much of it as fits with an ellipsis. */
export const line = (text: string, most: number, size: number): string => {
  if (width(text, size) <= most) return signsOf(text).join("")
  let used = widthOf("…") * size
  const kept: Array<string> = []
  for (const sign of signsOf(text)) {
    used += widthOf(sign) * size
    if (used > most) break
    kept.push(sign)
  }
  return `${kept.join("").trimEnd()}…`
}
