/**
 * JSON with one spelling per value: keys sorted by code unit, no white space, `undefined` left out. Hashes of program
 * versions, message keys and replays compare text made here.
 */

/** The canonical text of a plain JSON value. Throws on what JSON cannot hold (functions, non-finite numbers, cycles). */
export const encode = (value: unknown): string => {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value)
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot hold ${value}`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item) => encode(item ?? null)).join(",")}]`
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${encode(item)}`).join(",")}}`
  }
  throw new TypeError(`canonical JSON cannot hold a ${typeof value}`)
}
