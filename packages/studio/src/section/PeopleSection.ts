/** The people of an account: the contact map with its table, roles by level, threads, the way to the decision maker. */
import { ContactMap, ContactPaths } from "@market-of-one/core"
import type { VNode } from "preact"
import { told } from "../words/BriefWords.ts"
import * as ContactGraph from "./ContactGraph.ts"
import * as ContactPicture from "./ContactPicture.ts"
import { html, type Markup } from "../page/Html.ts"
import type { Knowledge } from "../page/ReportInput.ts"
import * as Tables from "../page/Tables.ts"
import { badge, bar, named, section, spaced, type View } from "../page/View.ts"

type Profile = { readonly id: string; readonly name: string }

const listOf = (view: View, roles: ReadonlyArray<string>): string =>
  view.language.list(roles.map((role) => told(role, view.language.locale)))

const nameIn = (known: Knowledge, id: string): string =>
  known.map.members.find((one) => one.id === id)?.name ?? known.leavers.find((one) => one.contactId === id)?.name ?? id

const roleBadges = (view: View, person: ContactGraph.Person): Markup =>
  spaced(
    ...person.roles.map(
      ({ role, standing }) =>
        html`<span class="held"
          >${told(role, view.language.locale)}${" "}${
            standing === "recommended" ? badge(view.language.say("recommended"), "type") : null
          }</span
        >`
    ),
    person.hasVeto ? badge(view.language.say("veto"), "warn") : null
  )

const peopleTable = (view: View, known: Knowledge, all: ReadonlyArray<ContactGraph.Person>): VNode => {
  const { day, locale, percent, say } = view.language
  const accounts = new Map(known.accounts.map(({ id, name }) => [id, name]))
  const unknown = html`<span class="muted">–</span>`
  const isOne = new Set(all.map(({ accountId }) => accountId)).size < 2
  return Tables.table({
    caption: say("contact map caption"),
    columns: [
      [say("person")],
      ...(isOne ? [] : [[say("account")] as const]),
      [say("level")],
      [say("roles")],
      [say("attitude")],
      [say("influence"), "n"],
      [say("warmth"), "n"],
      [say("known by")],
      [say("reports to")],
      [say("last contact"), "d"]
    ],
    rows: all.map((person) => [
      html`${named(person.name)}${
        person.title === null ? null : html`<br /><span class="muted small"><bdi>${person.title}</bdi></span>`
      }${person.leftOn === null ? null : html`<br />${badge(say("left on", { day: day(person.leftOn) }), "bad")}`}`,
      ...(isOne ? [] : [named(accounts.get(person.accountId) ?? person.accountId)]),
      person.level === null ? unknown : say(`level ${person.level}`),
      roleBadges(view, person),
      person.disposition === null
        ? unknown
        : html`${told(person.disposition, locale)}${
            person.earlier.length === 0
              ? null
              : html`<div class="small muted">
                  ${say("attitude before", { what: person.earlier.map((one) => told(one, locale)).join(", ") })}
                </div>`
          }`,
      person.influence === null ? unknown : percent(person.influence, 0),
      person.leftOn === null ? percent(person.warmth, 0) : unknown,
      person.leftOn !== null
        ? unknown
        : person.knownBy.length === 0
          ? html`<span class="muted">${say("never met")}</span>`
          : spaced(
              ...person.knownBy.map(
                ({ by, warmth }) =>
                  html`<span class="held">${named(ContactPicture.ours(view, by))} ${percent(warmth, 0)}</span>`
              )
            ),
      person.reportsTo === null ? unknown : named(nameIn(known, person.reportsTo)),
      person.lastOn === null ? unknown : day(person.lastOn)
    ])
  })
}

const levels = ["board", "head", "specialist", null] as const

/** Four steps by how many of a cell's people are warm. */
const heatStep = ({ members, warm }: { readonly members: number; readonly warm: number }): number =>
  members === 0 ? 0 : 1 + Math.round((3 * warm) / members)

const heat = (view: View, { map }: Knowledge): VNode => {
  const { number, say } = view.language
  const cells = new Map(map.heat.map((cell) => [`${cell.role}\u0000${cell.level}`, cell]))
  const roles = [...new Set([...map.template.required.map(({ role }) => role), ...map.heat.map(({ role }) => role)])]
  const shown = levels.filter((level) => level !== null || map.heat.some((cell) => cell.level === null))
  const needed = new Map(map.coverage.roles.map((one) => [one.role, one]))
  return Tables.table({
    caption: say("heat caption"),
    kind: "heat",
    columns: [
      [say("role")],
      ...shown.map((level) => [say(`level ${level ?? "unknown"}`), "c"] as const),
      [say("needed"), "c"]
    ],
    rows: roles.map((role) => {
      const need = needed.get(role)
      return [
        told(role, view.language.locale),
        ...shown.map((level) => {
          const cell = cells.get(`${role}\u0000${level}`) ?? { members: 0, warm: 0 }
          return Tables.cell(
            cell.members === 0
              ? html`<span class="muted">0</span>`
              : html`<strong>${number(cell.members)}</strong>
                  <span class="of">${say("heat cell", { warm: number(cell.warm) })}</span>`,
            `c tint-${heatStep(cell)}`
          )
        }),
        need === undefined
          ? html`<span class="muted">–</span>`
          : spaced(
              `${number(need.confirmed)} / ${number(need.threshold)}`,
              need.confirmed < need.threshold ? badge(say("nobody yet"), "warn") : null
            )
      ]
    })
  })
}

const coverage = (view: View, { map }: Knowledge): string => {
  const { percent, say } = view.language
  if (map.coverage.ratio === null) return say("coverage unknown")
  return map.coverage.uncovered.length === 0
    ? say("coverage all")
    : say("coverage share", { share: percent(map.coverage.ratio, 0), roles: listOf(view, map.coverage.uncovered) })
}

const threads = (view: View, { map }: Knowledge): VNode => {
  const { number, say } = view.language
  const warm = map.members.filter(({ warmth }) => warmth >= ContactMap.warmEnough).length
  const text = !map.isSingleThreaded
    ? say("several threads", { n: number(warm) })
    : warm === 0
      ? say("no thread")
      : say("single threaded")
  return html`<p class=${map.isSingleThreaded ? "risk" : ""}>
    ${map.isSingleThreaded ? spaced(badge(say("at risk"), "bad"), text) : text}
  </p>`
}

const way = (view: View, known: Knowledge): string => {
  const { percent, say } = view.language
  const path = ContactPaths.toDecisionMaker(known.map)
  if (path === null) return say("path none")
  const [first, ...rest] = path.through.map((id) => nameIn(known, id))
  const by = path.by === null ? null : ContactPicture.ours(view, path.by)
  if (by === null || first === undefined || path.warmth === 0)
    return say("path unknown", { name: nameIn(known, path.to) })
  const share = percent(path.warmth, 0)
  return rest.length === 0
    ? say("path direct", { by, name: first, share })
    : say("path steps", { by, first, way: rest.join(" → "), share })
}

/** How many contacts to take up next are named. */
const mostNext = 8

const nextContacts = (view: View, known: Knowledge): VNode => {
  const { number, say } = view.language
  const found = ContactPaths.next(known.map).slice(0, mostNext)
  if (found.length === 0) return html`<p class="muted">${say("next none")}</p>`
  const most = found[0]?.points ?? 1
  const members = new Map(known.map.members.map((member) => [member.id, member]))
  const accounts = new Map(known.accounts.map(({ id, name }) => [id, name]))
  return Tables.table({
    caption: say("next caption"),
    columns: [[say("person")], [say("points"), "n"], ["", "bars"], [say("reason")]],
    rows: found.map(({ contactId, points, reasons }) => {
      const account = members.get(contactId)?.accountId ?? ""
      return [
        html`${named(nameIn(known, contactId))}${
          accounts.size < 2 ? null : html`<div class="small muted">${named(accounts.get(account) ?? account)}</div>`
        }`,
        number(points, 1),
        bar(points / most, "accent"),
        reasons.map(({ reason, roles }) => say(`next ${reason}`, { roles: listOf(view, roles ?? []) })).join("; ")
      ]
    })
  })
}

const departed = (view: View, { leavers }: Knowledge): VNode => {
  const { day, say } = view.language
  if (leavers.length === 0) return html`<p class="muted">${say("departed none")}</p>`
  return Tables.table({
    caption: say("departed caption"),
    columns: [[say("person")], [say("day"), "d"], [say("roles")], [say("state")]],
    rows: leavers.map((one) => [
      named(one.name),
      day(one.on),
      one.roles.length === 0 ? html`<span class="muted">–</span>` : listOf(view, one.roles),
      one.isCritical ? badge(say("departed critical"), "bad") : html`<span class="muted">–</span>`
    ])
  })
}

/** The section; its picture and tables say the same. */
export const render = (view: View, profile: Profile, known: Knowledge): VNode => {
  const { say } = view.language
  const all = ContactGraph.people(known)
  return section(
    "people",
    say("people"),
    html`<p class="intro">${say("people lead")}</p>`,
    all.length === 0 ? html`<p>${say("people none")}</p>` : null,
    ContactPicture.render(view, profile, known),
    all.length === 0
      ? null
      : html`<details class="behind">
          <summary>${say("table behind")}</summary>
          ${peopleTable(view, known, all)}
        </details>`,
    html`<h3>${say("heat map")}</h3>
      <p>${coverage(view, known)}</p>
      ${threads(view, known)} ${heat(view, known)}`,
    html`<h3>${say("decision path")}</h3>
      <p>${way(view, known)}</p>`,
    html`<h3>${say("next contacts")}</h3>
      ${nextContacts(view, known)}`,
    html`<h3>${say("departed")}</h3>
      ${departed(view, known)}`
  )
}
