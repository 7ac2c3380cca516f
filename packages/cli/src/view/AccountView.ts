/** One client for people at a terminal: standing first, then why it stands where it does, its people, and what is missing. */
import {
  Anomaly,
  Calendar,
  Fit,
  GroupBook,
  KeyAccountType,
  Migration,
  Money,
  Newness,
  Ratio,
  type Review,
  Score,
  Season,
  Xyz,
  Abc
} from "@market-of-one/core"
import { BriefMistake } from "@market-of-one/studio"
import type { Screen } from "../output/Output.ts"
import type { Around } from "../session/AccountAround.ts"
import type { Gathered } from "../session/AccountGathering.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

const locale = "en"
const mostRows = 8

type Lines = ReadonlyArray<string>

/** What stands around the client; warnings and anomalies are told in the workspace's language, ours by their names. */
export interface Told extends Around {
  readonly locale: "en" | "ru"
  readonly names: ReadonlyMap<string, string>
}

interface Context extends Gathered {
  readonly style: Style.Style
  readonly width: number
}

const money = ({ review }: Gathered, minor: number | null): string =>
  minor === null ? "unknown" : Money.format({ minor, currency: review.currency }, locale, { whole: true })
const percent = (ratio: number | null): string => (ratio === null ? "unknown" : Ratio.percent(ratio, locale))
const yesNo = (answer: boolean | null): string => (answer === null ? "unknown" : answer ? "yes" : "no")

/** A name and what is said of it, broken where the screen ends. */
const said = ({ style, width }: Context, rows: ReadonlyArray<readonly [name: string, text: string]>): Lines => {
  const column = Math.max(0, ...rows.map(([name]) => name.length)) + 2
  return rows.flatMap(([name, text]) =>
    Table.wrap(text, Math.max(20, width - column)).map(
      (line, at) => `${style.dim((at === 0 ? name : "").padEnd(column))}${line}`
    )
  )
}

const section = (context: Context, title: string, lines: Lines): Lines =>
  lines.length === 0 ? [] : ["", context.style.bold(title), ...lines]

/** Everybody of the team by role; of a group with several accounts also for which. */
const teamOf = ({ standing }: Context, { names, team }: Told): string => {
  const isOne = standing.members.length === 1
  const of = ({ accountId, personId, role }: Told["team"][number]): string =>
    `${role} ${personId} ${names.get(personId) ?? ""}`.trimEnd() + (isOne ? "" : ` (${accountId})`)
  return team.length === 0 ? "nobody is named beside the manager" : team.map(of).join("; ")
}

const standing = (context: Context, told: Told): Lines => {
  const { hasStore, standing, style, targets, zone } = context
  const day = (at: Calendar.Instant): string => Calendar.dayOf(at, zone)
  // A promise for a day is due at its end, which is the next day's beginning.
  const dueDay = (at: Calendar.Instant): string => day(Calendar.instant(at - 1))
  const key =
    standing.keyByHand === null
      ? yesNo(standing.isKey)
      : `${yesNo(standing.isKey)}, by ${standing.keyByHand.by}: ${standing.keyByHand.reason}`
  const members = standing.members.map(
    ({ accountId, isLost, name, status }) => `${accountId} ${name} (${isLost ? "lost" : (status ?? "status unknown")})`
  )
  const complaints = standing.openComplaints.map(
    ({ id, kind, openedAt, severity, topic }) => `${id} ${kind}, ${severity}, since ${day(openedAt)}: ${topic}`
  )
  const broken = standing.brokenPromises.map(
    ({ dueAt, id, madeBy, text }) => `${id} due ${dueDay(dueAt)} by ${madeBy}: ${text}`
  )
  const due = standing.duePromises.map(
    ({ dueAt, id, madeBy, text }) => `${id} due ${dueDay(dueAt)} by ${madeBy}: ${text}`
  )
  const holds = standing.holds.map(
    ({ by, id, kind, reason, until }) =>
      `${id} ${kind} by ${by}: ${reason}${until === undefined ? "" : `, until ${day(until)}`}`
  )
  const all = (lines: Lines): string => (lines.length === 0 ? "none" : lines.join("; "))
  return [
    style.bold(`${standing.groupId} ${standing.name}`),
    ...said(context, [
      ["status", standing.isLost ? "lost" : (standing.status ?? "unknown")],
      ["key account", key],
      ["tier", standing.tier ?? "unknown"],
      ["manager", standing.manager === null ? "nobody" : `${standing.manager.id} ${standing.manager.name}`],
      ["team", teamOf(context, told)],
      ["accounts", members.join("; ")],
      ["complaints", all(complaints)],
      ["broken promises", all(broken)],
      ["promises due", all(due)],
      ["holds", hasStore ? all(holds) : "unknown: nothing has run live here"],
      ["target lists", all(targets)]
    ])
  ]
}

const outlook = (context: Context, item: Review.Item): ReadonlyArray<readonly [string, string]> => {
  const { rhythm, trend } = item
  const borrowed =
    rhythm.interval === null || rhythm.interval.of === "own" ? "" : `, borrowed from its ${rhythm.interval.of}`
  return [
    [
      "rhythm",
      `silent ${rhythm.silenceDays ?? "?"} days as of ${context.asOf}, usual interval ${rhythm.interval?.days ?? "unknown"}${borrowed}: ${rhythm.band ?? "unknown"}`
    ],
    ["trend", `${percent(trend.change)}, last three months ${percent(trend.recentChange)} (${trend.because})`],
    ["expected", `${money(context, item.expectedValue.minor)}: ${item.expectedValue.because}`],
    [
      "at risk",
      `${money(context, item.valueAtRisk.minor)} at a probability of ${percent(item.valueAtRisk.probability)}${item.valueAtRisk.source === "assumption" ? " (assumption)" : ""}`
    ]
  ]
}

const analysis = (context: Context): Lines => {
  const { item, move, review, season, unlisted } = context
  const one = item ?? unlisted
  if (one === null) return []
  const orders: ReadonlyArray<readonly [string, string]> =
    item === null
      ? [["orders", `none from ${review.window.from} up to ${review.window.to}`]]
      : [
          [
            review.measure,
            `${money(context, item.measureMinor)}, ${percent(item.share)} of all, in ${item.orders} orders from ${review.window.from} up to ${review.window.to}`
          ],
          ["cell", `${item.abc}${Xyz.isKnown(item.undetermined, review.method) ? item.xyz : "?"}: ${item.strategy}`],
          ["why ABC", Abc.explain(item)],
          ["why XYZ", Xyz.explain(item, review.method, review.variation)],
          ...(move === null
            ? []
            : [
                [
                  "moved",
                  `${Migration.show(move.before) ?? "–"} → ${Migration.show(move.after) ?? "–"}, ${money(context, move.measureChangeMinor)}`
                ] as const
              ])
        ]
  const types = one.types.map((held) => `${KeyAccountType.show(held)} (${held.because})`)
  const { byHand, computed, confidence, score } = one.key
  const computedKey = `${computed ? "key" : "not key"} by the criteria: ${score === null ? "nothing known" : score.toFixed(2)} with ${percent(confidence)} known`
  return [
    ...said(context, [
      ...orders,
      ["since", `${Newness.explain(one.start)}; new: ${yesNo(one.isNew)}`],
      [
        "key",
        byHand === null
          ? computedKey
          : `${computedKey}; ${byHand.by} said ${byHand.is ? "key" : "not key"}: ${byHand.reason}`
      ],
      ...one.key.criteria.map(
        ({ because, criterion, score: own, weight }) =>
          [
            `  ${criterion}`,
            `${own === null ? "unknown" : own.toFixed(2)} × ${Ratio.percent(weight, locale, 0)}: ${because}`
          ] as const
      ),
      ["types", types.length === 0 ? "none" : types.join("; ")],
      ["tier", `${one.tier.tier}: ${one.tier.because}`],
      [
        "three P",
        `${one.threeP.outcome}: ${one.threeP.because}${one.threeP.next === null ? "" : `. Ask: ${one.threeP.next}`}`
      ],
      ...one.threeP.parts.map(({ answer, because, p }) => [`  ${p}`, `${answer}: ${because}`] as const),
      ["fit", one.fit === null ? "no rules" : Fit.explain(one.fit)],
      ...(item === null ? [] : outlook(context, item)),
      [
        "season",
        Season.isKnown(season)
          ? season.shares.map((share, at) => `${at + 1}: ${Ratio.percent(share, locale, 0)}`).join(", ")
          : `unknown: ${season.because}`
      ]
    ])
  ]
}

const people = (context: Context): Lines => {
  const { map, style, width } = context
  if (map.members.length === 0) return ["nobody is known"]
  const rows = map.members
    .toSorted((a, b) => b.warmth - a.warmth || (a.id < b.id ? -1 : 1))
    .map(({ attitudes, id, influence, knownBy, lastOn, name, roles, warmth }) => [
      `${id} ${name}`,
      roles
        .filter(({ standing }) => standing !== "dismissed")
        .map(({ role, standing }) => (standing === "confirmed" ? role : `${role}?`))
        .join(", "),
      influence === null ? "" : influence.toFixed(1),
      attitudes[0]?.disposition ?? "",
      warmth.toFixed(2),
      `${lastOn ?? "never"}${knownBy[0] === undefined ? "" : ` by ${knownBy[0].by}`}`
    ])
  const columns = [
    { heading: "contact" },
    { heading: "roles" },
    { heading: "influence" },
    { heading: "stands" },
    { heading: "warmth" },
    { heading: "last met" }
  ]
  const { coverage } = map
  const missing = coverage.uncovered.length === 0 ? "" : `; missing: ${coverage.uncovered.join(", ")}`
  return [
    ...Table.lines(columns, rows, width, { heading: style.dim }),
    ...Table.wrap(
      `${percent(coverage.ratio)} of the roles covered${missing}${map.isSingleThreaded ? "; single-threaded" : ""}`,
      width
    ),
    ...map.offerings.flatMap(({ coverage: own, template }) => {
      const lacks = own.uncovered.length === 0 ? "" : `; missing: ${own.uncovered.join(", ")}`
      return Table.wrap(`${percent(own.ratio)} of the roles of ${template.id} covered${lacks}`, width)
    })
  ]
}

const missing = (context: Context): Lines => {
  const { dossier, width } = context
  const gaps = dossier.gaps
    .slice(0, mostRows)
    .map(({ blocks, name, reason }) => `${name} (${reason}, blocks ${blocks})`)
  const more = dossier.gaps.length > mostRows ? ` and ${dossier.gaps.length - mostRows} more` : ""
  return gaps.length === 0 ? [] : Table.wrap(`${gaps.join("; ")}${more}`, width, "  ")
}

const market = (context: Context): Lines => {
  const { competition, schemes, whiteSpace } = context
  const [scheme] = schemes
  const decides =
    scheme === undefined || (scheme.economicBuyer === null && scheme.deciders.length === 0)
      ? "nobody is confirmed"
      : [...new Set([...(scheme.economicBuyer === null ? [] : [scheme.economicBuyer]), ...scheme.deciders])]
          .map(({ contactId, roles }) => `${contactId} (${roles.join(", ")})`)
          .join(", ")
  const rivals = competition.rivals.map(
    ({ competitorId, shareOfWallet }) => `${competitorId} ${percent(shareOfWallet)}`
  )
  const spaces = whiteSpace
    .slice(0, mostRows)
    .map(({ because, expectedMinor, product }) => `${product} ${money(context, expectedMinor)} (${because})`)
  return said(context, [
    ["decides", decides],
    ["competitors", rivals.length === 0 ? "none known" : rivals.join(", ")],
    ["white space", spaces.length === 0 ? "none known" : spaces.join("; ")]
  ])
}

/** Facts that differ, and those that persons have put down. */
const known = (context: Context): Lines => {
  const { dossier } = context
  const differ = dossier.contradictions.map(({ facts, name }): readonly [string, string] => [
    `${name} differs`,
    facts.map(({ source, text }) => `${text} (${GroupBook.showSource(source)})`).join("; ")
  ])
  const byHand = dossier.facts.flatMap(
    ({ isStale, name, on, stated, text }): ReadonlyArray<readonly [string, string]> =>
      stated === undefined
        ? []
        : [[name, `${text} (${stated.source}, ${stated.by}, ${on ?? "no day"}${isStale ? ", out of date" : ""})`]]
  )
  return differ.length + byHand.length === 0 ? [] : said(context, [...byHand, ...differ])
}

/** Anomalies with who acts and by when; cases that nobody owns, or that were handed on too often. */
const raised = ({ width, zone }: Context, { anomalies, locale, names, routes }: Told): Lines => [
  ...anomalies.flatMap((one) => {
    const { dueAt, ownerId } = one.task
    const who = ownerId === null ? "–" : (names.get(ownerId) ?? ownerId)
    const due = dueAt === null ? "" : `, ${Calendar.dayOf(dueAt, zone)}`
    return Table.wrap(`${Anomaly.describe(one, locale)} (${who}${due})`, width)
  }),
  ...routes.flatMap(({ findings }) =>
    findings.flatMap(({ advice, message }) =>
      Table.wrap(advice === undefined ? message : `${message} (${advice})`, width)
    )
  )
]

/** Sales of each account, plans, the way in. */
const around = (context: Context, { engagement, next, path, plans, revenue }: Told): Lines => {
  const own = revenue.map(({ accountId, below, ownMinor, rollUpMinor }) =>
    below === 0
      ? `${accountId} ${money(context, ownMinor)}`
      : `${accountId} ${money(context, ownMinor)}, with ${below} below it ${money(context, rollUpMinor)}`
  )
  const planned = plans.map(
    ({ actualMinor, forecastMinor, gapMinor, planId, targetMinor }) =>
      `${planId} ${money(context, targetMinor)}: so far ${money(context, actualMinor)}, forecast ${money(context, forecastMinor)}, missing ${money(context, gapMinor)}`
  )
  const way =
    path === null
      ? "nobody is known who decides"
      : `${path.by === null ? "nobody of ours" : path.by} → ${path.through.join(" → ")}, warmth ${path.warmth.toFixed(2)}`
  const who = next.map(
    ({ contactId, points, reasons }) => `${contactId} ${points} (${reasons.map(({ reason }) => reason).join(", ")})`
  )
  const engaged = engagement
    .filter(({ score }) => score.parts.length > 0)
    .map(({ accountId, score, stage }) => {
      const [, largest = ""] = Score.explain(score)
      return `${accountId} ${stage}, ${Score.show(score.thousandths)} points (${score.parts.length} deeds; most of it ${largest})`
    })
  return said(context, [
    ["sales", own.join("; ")],
    ["plans", planned.length === 0 ? "none" : planned.join("; ")],
    ["way in", way],
    ["engagement", engaged.length === 0 ? "nobody was heard of yet" : engaged.join("; ")],
    ["next contact", who.length === 0 ? "nobody" : who.join("; ")]
  ])
}

/** What the client hears of us, by time, as much of it as was last and is next. */
const heard = (context: Context, { calendar, names }: Told, now: Calendar.Instant): Lines => {
  const next = calendar.findIndex(({ at }) => at === null || at > now)
  const from = Math.max(0, (next < 0 ? calendar.length : next) - mostRows)
  return said(
    context,
    calendar.slice(from, from + 2 * mostRows).map(({ at, because, by, contactIds, side, state, what }) => {
      const who = by === null ? "nobody" : (names.get(by) ?? by)
      const whom = contactIds.length === 0 ? "" : ` with ${contactIds.join(", ")}`
      const why = because === null ? "" : `: ${because}`
      return [
        at === null ? "no time" : Calendar.dayOf(at, context.zone),
        `${side}, ${state}: ${what}${whom} (${who})${why}`
      ] as const
    })
  )
}

const warned = ({ width, zone }: Context, { locale, names, warnings }: Told): Lines =>
  warnings.flatMap((warning) =>
    Table.wrap(
      BriefMistake.tell({ locale, timeZone: zone }, warning, (id) => names.get(id) ?? id),
      width
    )
  )

/** The whole view, ending in a newline. */
export const make = (gathered: Gathered, told: Told, screen: Screen): string => {
  const context: Context = { ...gathered, style: Style.make(screen.hasColor), width: screen.width }
  const { dossier, found, standing: own } = gathered
  const how =
    found.method === "id" && found.hits.some(({ id }) => id === own.groupId)
      ? []
      : [`found by ${found.method}: ${found.hits.map(({ id, kind }) => `${kind} ${id}`).join(", ")}`]
  return [
    ...standing(context, told),
    ...how.map(context.style.dim),
    ...section(context, BriefMistake.title(told.locale), warned(context, told)),
    ...section(context, "To be set right", raised(context, told)),
    ...section(context, "Analysis", analysis(context)),
    ...section(context, "Calendar", heard(context, told, Calendar.instantOf(gathered.asOf, 0, gathered.zone))),
    ...section(context, "People", people(context)),
    ...section(context, "Its market", [...market(context), ...around(context, told)]),
    ...section(context, `Dossier ${percent(dossier.completeness)} complete; missing`, missing(context)),
    ...section(context, "Known by hand, or twice", known(context)),
    ...own.findings.map(({ message, severity }) => context.style.warn(`${severity}: ${message}`)),
    ""
  ].join("\n")
}
