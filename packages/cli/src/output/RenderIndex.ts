/**
 * `index.html` of a rendered plan: every message by account and day, with links to the message and to why it goes. Names
 * are foreign text; the page loads and runs nothing.
 */
import { Calendar } from "@market-of-one/core"

/** One message that was written into the folder. */
export interface Written {
  /** The name of the message's file. */
  readonly file: string
  /** The name of the text that says why it goes. */
  readonly why: string
  readonly at: Calendar.Instant
  readonly accountId: string
  readonly contactId: string
  readonly programId: string
  readonly touchId: string
  readonly variantId: string
}

/** What the page is made with. */
export interface Context {
  readonly zone: Calendar.Zone
  readonly accounts: Readonly<Record<string, string>>
  readonly contacts: Readonly<Record<string, string>>
}

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
/** Characters that would change how their surroundings read. */
const unreadable = /[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu

/** Foreign text as it may stand in the page. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(unreadable, "\uFFFD")
    .replaceAll(/[&<>"']/gu, (mark) => marks[mark] ?? "")

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const named = (names: Readonly<Record<string, string>>, id: string): string => {
  const name = Object.hasOwn(names, id) ? names[id] : undefined
  return name === undefined || name === id ? id : `${name} (${id})`
}
const two = (value: number): string => String(value).padStart(2, "0")
const link = (file: string, text: string): string =>
  `<a href="./${escaped(encodeURIComponent(file))}">${escaped(text)}</a>`

const row = (one: Written, { contacts, zone }: Context): string => {
  const minute = Calendar.minuteOf(one.at, zone)
  const cells = [
    escaped(`${two(Math.floor(minute / 60))}:${two(minute % 60)}`),
    escaped(named(contacts, one.contactId)),
    link(one.file, `${one.programId} / ${one.touchId}`),
    escaped(one.variantId),
    link(one.why, "why")
  ]
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`
}

const ofDay = ([day, all]: readonly [string, ReadonlyArray<Written>], context: Context): string =>
  `<tr><th scope="rowgroup" colspan="5">${escaped(day)}</th></tr>\n${all.map((one) => row(one, context)).join("\n")}`

const ofAccount = ([accountId, all]: readonly [string, ReadonlyArray<Written>], context: Context): string => {
  const days = [...Map.groupBy(all, ({ at }) => Calendar.dayOf(at, context.zone))].toSorted(([a], [b]) => byText(a, b))
  return `<section>
<h2>${escaped(named(context.accounts, accountId))}</h2>
<table>
${days.map((day) => ofDay(day, context)).join("\n")}
</table>
</section>`
}

/** The page. Accounts stand in the order of their names, messages in that of time. */
export const page = (all: ReadonlyArray<Written>, context: Context): string => {
  const inOrder = all.toSorted((a, b) => a.at - b.at || byText(a.file, b.file))
  const accounts = [...Map.groupBy(inOrder, ({ accountId }) => accountId)].toSorted(
    ([a], [b]) => byText(named(context.accounts, a), named(context.accounts, b)) || byText(a, b)
  )
  const sum = `${all.length} message${all.length === 1 ? "" : "s"} to ${accounts.length} account${accounts.length === 1 ? "" : "s"}; nothing was sent`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Planned messages</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;padding:.1rem 1rem .1rem 0;vertical-align:top}</style>
</head>
<body>
<h1>Planned messages</h1>
<p>${sum}</p>
${accounts.map((one) => ofAccount(one, context)).join("\n")}
</body>
</html>
`
}
