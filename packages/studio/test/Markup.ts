/** A light reading of markup for tests: a tag that is not closed, closed twice or crossed is found. */

const voids: ReadonlySet<string> = new Set(["meta", "br", "link", "hr", "img", "input"])

/** What is wrong with the nesting of tags; empty when every tag is closed where it should be. */
export const faults = (page: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  const open: Array<string> = []
  const body = page.replace(/^<!doctype html>/u, "").replace(/<style>[\s\S]*?<\/style>/u, "")
  for (const [, slash, name = "", rest = ""] of body.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9:-]*(?:="[^"<]*")?)*)\s*\/?>/giu
  )) {
    if (voids.has(name)) continue
    if (slash === "") {
      if (!rest.endsWith("/")) open.push(name)
    } else if (open.at(-1) === name) open.pop()
    else found.push(`</${name}> closes ${open.at(-1) ?? "nothing"}`)
  }
  const texts = body.replaceAll(/<\/?[a-z][a-z0-9]*(?:\s+[a-z][a-z0-9:-]*(?:="[^"<]*")?)*\s*\/?>/giu, "")
  if (texts.includes("<")) found.push(`a stray < in ${texts.slice(Math.max(0, texts.indexOf("<") - 20)).slice(0, 60)}`)
  return [...found, ...open.map((name) => `<${name}> is not closed`)]
}

/** All values of an attribute. */
export const values = (page: string, attribute: string): ReadonlyArray<string> =>
  [...page.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, "gu"))].map(([, value = ""]) => value)
