/**
 * The contact map as a picture: one card a person, drawn so that outline and words tell what colour tells too. A solid
 * outline is a confirmed role, cut corners one that is only recommended, a dashed place a required role without anyone,
 * a crossed card someone who has left.
 */
import { ContactPaths } from "@market-of-one/core"
import type { VNode } from "preact"
import { told } from "../words/BriefWords.ts"
import * as ContactGraph from "./ContactGraph.ts"
import * as Fit from "../page/Fit.ts"
import { html } from "../page/Html.ts"
import type { Knowledge } from "../page/ReportInput.ts"
import type { View } from "../page/View.ts"

type Seat = ContactGraph.Placed["seats"][number]
type Person = ContactGraph.Person

const inset = 10
/** Up to this width a picture is made to fit the column of a wide screen; wider ones scroll. */
const widest = 960
const corner = 14

/** How much wider bold letters are. */
const boldness = 1.12

/** How a disposition is marked beside its word. */
const marks: Readonly<Record<NonNullable<Person["disposition"]>, string>> = {
  supporter: "+",
  neutral: "=",
  sceptic: "?",
  opponent: "−"
}

/** The roles of a person, each with a question mark while it is only recommended. */
const rolesText = ({ language: { locale } }: View, { roles }: Person): string =>
  roles.map(({ role, standing }) => `${told(role, locale)}${standing === "recommended" ? "?" : ""}`).join(", ")

/** Who of ours is meant by an id. */
export const ours = (view: View, id: string): string => {
  const { people } = view.input.names
  return people !== undefined && Object.hasOwn(people, id) ? (people[id] ?? id) : id
}

const outline = ({ height, person, width, x, y }: Seat): VNode => {
  const [right, bottom, cut] = [x + width, y + height, corner]
  return person.certainty === "recommended" && person.leftOn === null
    ? html`<path
        class="card"
        d=${`M${x + cut} ${y}H${right - cut}L${right} ${y + cut}V${bottom - cut}L${right - cut} ${bottom}H${x + cut}L${x} ${bottom - cut}V${y + cut}Z`}
      ></path>`
    : html`<rect class="card" x=${x} y=${y} width=${width} height=${height} rx="8"></rect>`
}

const words = (view: View, person: Person): ReadonlyArray<readonly [kind: string, text: string, size: number]> => {
  const { day, locale, percent, say } = view.language
  const [first] = person.knownBy
  const attitude =
    person.disposition === null
      ? say("attitude unknown")
      : `${marks[person.disposition]} ${told(person.disposition, locale)}`
  const influence =
    person.influence === null ? "" : ` · ${say("influence short", { share: percent(person.influence, 0) })}`
  const notes: ReadonlyArray<readonly [kind: string, text: string, size: number]> =
    person.leftOn === null
      ? [
          [person.disposition ?? "quiet", `${attitude}${influence}`, 11.5],
          [
            "quiet",
            first === undefined
              ? say("never met")
              : say("warmth by", { share: percent(person.warmth, 0), by: ours(view, first.by) }),
            11.5
          ]
        ]
      : [["gone", say("left on", { day: day(person.leftOn) }), 11.5]]
  return [
    ["name", person.name, 13],
    ["quiet", person.title ?? say(`level ${person.level ?? "unknown"}`), 11.5],
    ["role", person.roles.length === 0 ? say("legend none") : rolesText(view, person), 11.5],
    ...notes
  ]
}

const warmthBar = ({ height, person, width, x, y }: Seat): VNode | null => {
  if (person.leftOn !== null) return null
  const full = width - 2 * inset
  return html`<rect class="track" x=${x + inset} y=${y + height - 10} width=${full} height="4" rx="2"></rect
    ><rect
      class="warm"
      x=${x + inset}
      y=${y + height - 10}
      width=${(full * person.warmth).toFixed(1)}
      height="4"
      rx="2"
    ></rect>`
}

const card = (view: View, one: Seat, isOnWay: boolean): VNode => {
  const { height, person, width, x, y } = one
  const veto = view.language.say("veto")
  const vetoWidth = person.hasVeto ? Math.ceil(Fit.width(veto, 11)) + 14 : 0
  const kind = person.leftOn !== null ? "left" : person.certainty
  return html`<g class=${`seat ${kind}${isOnWay ? " way" : ""}`}>
    ${outline(one)}
    ${words(view, person).map(
      ([mark, text, size], at) =>
        html`<text class=${mark} x=${x + inset} y=${y + 21 + at * 17.5}>
          ${Fit.line(text, (width - 2 * inset - (at === 0 ? vetoWidth : 0)) / (at === 0 ? boldness : 1), size)}
        </text>`
    )}
    ${
      person.hasVeto
        ? html`<rect class="veto" x=${x + width - vetoWidth - 6} y=${y + 7} width=${vetoWidth} height="18" rx="3"></rect
            ><text class="veto-word" x=${x + width - 6 - vetoWidth / 2} y=${y + 20}>${veto}</text>`
        : null
    }
    ${warmthBar(one)}
    ${
      person.leftOn === null
        ? null
        : html`<path
            class="cross"
            d=${`M${x} ${y}L${x + width} ${y + height}M${x} ${y + height}L${x + width} ${y}`}
          ></path>`
    }
  </g>`
}

/** The line, and a head that points to whom the person reports. */
const line = ({ from, points, to }: ContactGraph.Line, way: ReadonlySet<string>): VNode => {
  const [end, before] = points
  const path = points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("")
  const isOnWay = way.has(`${from}\u0000${to}`) || way.has(`${to}\u0000${from}`)
  if (end === undefined || before === undefined) return html`<g></g>`
  const angle = Math.round((Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI)
  return html`<g class=${isOnWay ? "line way" : "line"}>
    <path d=${path}></path>
    <path class="head" d="M0 0L-8 -4V4Z" transform=${`translate(${end.x} ${end.y}) rotate(${angle})`}></path>
  </g>`
}

/** The pairs of ids along the warmest way. */
const stepsOf = (path: ContactPaths.Path | null): ReadonlySet<string> => {
  const through = path?.through ?? []
  return new Set(through.slice(1).map((id, at) => `${through[at]}\u0000${id}`))
}

const legend = ({ language: { say } }: View, { empty, seats }: ContactGraph.Placed, hasWay: boolean): VNode => {
  const there = seats.filter(({ person }) => person.leftOn === null)
  const shown = [
    ["confirmed", there.some(({ person }) => person.certainty === "confirmed")],
    ["recommended", there.some(({ person }) => person.certainty === "recommended")],
    ["none", there.some(({ person }) => person.certainty === "none")],
    ["empty", empty.length > 0],
    ["gone", there.length < seats.length],
    ["way", hasWay]
  ] as const
  return html`<ul class="legend">
    ${shown
      .filter(([, isShown]) => isShown)
      .map(
        ([kind]) =>
          html`<li>
            <svg class="map" viewBox="0 0 30 18" width="30" height="18" aria-hidden="true" focusable="false">
              <g class=${`seat ${kind === "gone" ? "left" : kind === "way" ? "confirmed way" : kind}`}>
                ${
                  kind === "recommended"
                    ? html`<path class="card" d="M6 2H24L28 6V12L24 16H6L2 12V6Z"></path>`
                    : html`<rect class="card" x="2" y="2" width="26" height="14" rx="3"></rect>`
                }
                ${kind === "gone" ? html`<path class="cross" d="M2 2L28 16M2 16L28 2"></path>` : null}
              </g>
            </svg>
            ${say(`legend ${kind}`)}
          </li>`
      )}
  </ul>`
}

/** The picture with its legend; null when there is nobody to draw and no place to fill. */
export const render = (view: View, profile: { readonly id: string; readonly name: string }, known: Knowledge) => {
  const { language } = view
  const { say } = language
  const placed = ContactGraph.of(known)
  const path = ContactPaths.toDecisionMaker(known.map)
  const onWay = new Set(path === null || path.warmth === 0 ? [] : path.through)
  const steps = stepsOf(onWay.size === 0 ? null : path)
  const names = new Map(known.accounts.map(({ id, name }) => [id, name]))
  const title = say("contact map", { name: profile.name })
  const left = known.leavers.length
  if (placed.seats.length + placed.empty.length === 0) return null
  return html`<figure>
    <div class="scroll" role="region" aria-label=${title} tabindex="0">
      <svg
        class=${placed.width <= widest ? "map snug" : "map"}
        viewBox=${`-1 -1 ${placed.width} ${placed.height}`}
        width=${placed.width}
        height=${placed.height}
        role="img"
        aria-labelledby="map-title map-desc"
      >
        <title id="map-title">${title}</title>
        <desc id="map-desc">
          ${say("contact map desc", {
            present: language.number(known.map.members.length),
            left: language.number(left),
            empty: language.number(placed.empty.length)
          })}
        </desc>
        ${placed.boxes.map(
          ({ accountId, height, width, x, y }) =>
            html`<rect class="company" x=${x} y=${y} width=${width} height=${height} rx="10"></rect
              ><text class="company-name" x=${x + 14} y=${y + 17}>
                ${Fit.line(names.get(accountId) ?? accountId, width - 28, 12.5)}
              </text>`
        )}
        ${placed.lines.map((one) => line(one, steps))}
        ${placed.seats.map((one) => card(view, one, onWay.has(one.person.id)))}
        ${placed.empty.map(
          ({ height, role, width, x, y }) =>
            html`<g class="seat empty">
              <rect class="card" x=${x} y=${y} width=${width} height=${height} rx="8"></rect>
              <text class="role" x=${x + inset} y=${y + 18}>
                ${Fit.line(told(role, language.locale), width - 2 * inset, 11.5)}
              </text>
              <text class="quiet" x=${x + inset} y=${y + 35}>${say("nobody yet")}</text>
            </g>`
        )}
      </svg>
    </div>
    <figcaption>${legend(view, placed, onWay.size > 0)}</figcaption>
    ${
      placed.undrawn === 0
        ? null
        : html`<p class="note">${say("contact map undrawn", { n: language.number(placed.undrawn) })}</p>`
    }
  </figure>`
}
