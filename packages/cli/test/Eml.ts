/** Reads a captured message as a reader of mail does: headers, and parts decoded. */

const decodeQuoted = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/gu, "")
      .replaceAll(/=([0-9A-F]{2})/gu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
    "latin1"
  ).toString("utf8")

/** The part of a message with a content type; empty when it has none. */
export const part = (eml: string, type: string): string => {
  const [, boundary = ""] = /boundary="([^"]+)"/u.exec(eml) ?? []
  const found = eml.split(`--${boundary}`).find((one) => one.includes(`Content-Type: ${type}`)) ?? ""
  const [head = "", ...body] = found.split(/\r?\n\r?\n/u)
  const text = body.join("\n\n")
  const isBase64 = /Content-Transfer-Encoding: base64/iu.test(head)
  return (isBase64 ? Buffer.from(text, "base64").toString("utf8") : decodeQuoted(text)).replaceAll("\r\n", "\n").trim()
}

/** The value of a header on one line. */
export const header = (eml: string, name: string): string =>
  (new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, "mu").exec(eml)?.[1] ?? "").replaceAll(/\r?\n[ \t]/gu, " ")
