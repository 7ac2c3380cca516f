/** What every section of the page needs: the input, the language, names, and which accounts have a section to link to. */
import { Calendar, Hash, type Event } from "@market-of-one/core"
import type { VNode } from "preact"
import { translated } from "../sentence/Because.ts"
import * as Fates from "../sentence/Fates.ts"
import { html, type Markup } from "./Html.ts"
import { make, type Language } from "../words/Language.ts"
import type { AccountProfile, ReportInput, Silence } from "./ReportInput.ts"
import * as Sentences from "../sentence/Sentences.ts"

type Item = ReportInput["portfolio"]["items"][number]

/** The view of one page. */
export interface View {
  readonly input: ReportInput
  readonly language: Language
  readonly context: Sentences.Context
  readonly fates: ReadonlyArray<Fates.Fate>
  readonly items: ReadonlyMap<string, Item>
  readonly profiles: ReadonlyMap<string, AccountProfile>
  /** A group's entries, in order. */
  readonly journals: ReadonlyMap<string, ReadonlyArray<Event.Entry>>
  /** Money of the portfolio, in whole units. */
  readonly money: (minor: number) => string
  readonly change: (minor: number) => string
  /** Accounts with a section of their own, most money first, then by name. */
  readonly paged: ReadonlyArray<AccountProfile>
  readonly pagedIds: ReadonlySet<string>
}

/** Whether the account is silent for longer than its usual interval. */
export const isSilent = (silence: Silence | null): silence is Silence & { readonly usualDays: number } =>
  silence !== null && silence.usualDays !== null && silence.days > silence.usualDays

/** More than twice the interval and at least 45 days (docs/explanation/analysis.md). */
export const isAtRisk = (silence: Silence | null): boolean =>
  isSilent(silence) && silence.days > 2 * silence.usualDays && silence.days >= 45

const needsPage = (profile: AccountProfile, item: Item | undefined, journal: ReadonlyArray<Event.Entry>): boolean =>
  item?.key.isKey === true ||
  isAtRisk(profile.silence) ||
  profile.openComplaints.length > 0 ||
  profile.brokenPromises.length > 0 ||
  journal.some(({ event }) => event._tag !== "FactsImported" && event._tag !== "Ticked")

/** The view of an input. */
export const of = (input: ReportInput): View => {
  const language = make(input.locale, input.timeZone)
  const names = Sentences.learn(input.journal, input.names)
  const items = new Map(input.portfolio.items.map((item) => [item.id, item]))
  const { currency } = input.portfolio
  const journals = Map.groupBy(input.journal, ({ groupId }) => groupId)
  const measureOf = (id: string): number => items.get(id)?.measureMinor ?? Number.NEGATIVE_INFINITY
  const paged = input.profiles
    .filter((profile) => needsPage(profile, items.get(profile.id), journals.get(profile.groupId) ?? []))
    .toSorted((a, b) => measureOf(b.id) - measureOf(a.id) || (a.name < b.name ? -1 : 1))
  return {
    input,
    language,
    context: { locale: input.locale, timeZone: input.timeZone, names },
    fates: Fates.follow(input.journal),
    items,
    profiles: new Map(input.profiles.map((profile) => [profile.id, profile])),
    journals,
    money: (minor) => language.money(minor, currency),
    change: (minor) => language.change(minor, currency),
    paged,
    pagedIds: new Set(paged.map(({ id }) => id))
  }
}

/** The name of an item or account; its id when nothing names it. */
export const nameOf = (view: View, id: string): string => {
  const { accounts } = view.input.names
  return (
    view.profiles.get(id)?.name ??
    (accounts !== undefined && Object.hasOwn(accounts, id) ? accounts[id] : undefined) ??
    id
  )
}

/** An id that may stand in a link: whatever else it holds is written as its code. */
const linkable = (id: string): string =>
  id.replaceAll(/[^A-Za-z0-9-]/gu, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}`)

/** Where an account's own section stands. */
export const anchorOf = (id: string): string => `account-${linkable(id)}`

/** Where an account's row among the key accounts stands. */
export const keyAnchorOf = (id: string): string => `key-${linkable(id)}`

/** Letters of an id that a file name holds; file systems take 255 bytes. */
const mostOfId = 120

/** The file of an account's own page, beside those of others: a long id is cut, and told apart by its hash. */
export const fileOf = (id: string): string => {
  const name = anchorOf(id)
  return `${name.length <= mostOfId ? name : `${name.slice(0, mostOfId)}-${Hash.sha256(id).slice(0, 16)}`}.html`
}

/** What a product or competitor is called; its id when nothing names it. */
export const labelOf = ({ input: { labels } }: View, id: string): string =>
  labels !== undefined && Object.hasOwn(labels, id) ? (labels[id] ?? id) : id

/** A name that cannot turn the text around it. */
export const named = (name: string): VNode => html`<bdi>${name}</bdi>`

/** The account's name, linked to its section if it has one. */
export const accountLink = (view: View, id: string): VNode =>
  view.pagedIds.has(id) ? html`<a href=${`#${anchorOf(id)}`}>${named(nameOf(view, id))}</a>` : named(nameOf(view, id))

/** The account's name on another account's page, linked to its own page if it has one. */
export const pageLink = (view: View, id: string): VNode =>
  view.pagedIds.has(id) && view.profiles.get(id)?.knowledge !== undefined
    ? html`<a href=${fileOf(id)}>${named(nameOf(view, id))}</a>`
    : named(nameOf(view, id))

/** What a program is called; its id when nothing names it. */
export const programName = (view: View, id: string): string =>
  view.input.programs.find((one) => one.id === id)?.name ?? id

/** A section with its heading. */
export const section = (id: string, title: string, ...content: ReadonlyArray<Markup>): VNode =>
  html`<section id=${id} aria-labelledby=${`${id}-title`}>
    <h2 id=${`${id}-title`}>${title}</h2>
    ${content}
  </section>`

/** A table that may be wider than the screen: it scrolls by itself, also by keyboard. */
export const scrolling = (label: string, table: VNode): VNode =>
  html`<div class="scroll" role="region" aria-label=${label} tabindex="0">${table}</div>`

/** A bar beside its number: `ratio` of 1 fills it; `mark` draws a line at that part. */
export const bar = (ratio: number, kind: string, mark?: number): VNode => {
  const width = (100 * Math.min(1, Math.max(0, ratio))).toFixed(1)
  return html`<svg
    class=${`bar ${kind}`}
    viewBox="0 0 100 8"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="track" width="100" height="8" rx="1"></rect>
    <rect class="fill" width=${width} height="8" rx="1"></rect>
    ${mark === undefined ? null : html`<rect class="mark" x=${(100 * mark).toFixed(1)} width="0.8" height="8"></rect>`}
  </svg>`
}

/** Pieces with a space between each, for templates whose line ends are no spaces. */
export const spaced = (...pieces: ReadonlyArray<Markup>): ReadonlyArray<Markup> =>
  pieces
    .flat()
    .filter((piece) => piece !== null && piece !== undefined)
    .flatMap((piece, index) => (index === 0 ? [piece] : [" ", piece]))

/** A small label. */
export const badge = (text: string, kind = ""): VNode => html`<span class=${`badge ${kind}`.trim()}>${text}</span>`

/** Class and letter as one label; a question mark where regularity is unknown. */
export const cellBadge = (item: Item): VNode =>
  badge(`${item.abc}${item.undetermined === null ? item.xyz : "?"}`, `class-${item.abc}`)

/** A type as people say it, with a question mark where a fact is missing. */
export const typeName = (view: View, held: Item["types"][number]): string => {
  const { language } = view
  const name = language.sayAny(held.type)
  return held.isCertain ? name : language.say("type asked", { type: name })
}

/** The day before an excluded end, as people name the end of a window. */
export const lastDay = (to: Calendar.Day): Calendar.Day => Calendar.addDays(to, -1)

/** A reason of the core in the page's language, else in English and marked as English. */
export const inLanguage = (view: View, text: string): VNode | string =>
  translated(text, view.language.locale) ?? html`<span lang="en">${text}</span>`
