/** Loss and return for people at a terminal, in the language of the workspace: what is at risk first. */
import { Calendar, type Retention, RetentionText } from "@market-of-one/core"
import { type RetentionInput, RetentionSentence } from "@market-of-one/studio"
import type * as Output from "../output/Output.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

type Locale = "en" | "ru"

/** In which language, and what clients and managers are called. */
export interface Told {
  readonly locale: Locale
  readonly names: ReadonlyMap<string, string>
}

const headings = {
  en: {
    atRisk: "At risk",
    lost: "Lost",
    regained: "Regained",
    refusals: "Refusals {from} – {to}: {now}, before: {before}",
    raised: "Raised",
    saveDesk: "Save desk",
    winBack: "Win-back, most expected value first",
    renewals: "Renewals within 180 days",
    gifts: "Gifts of the year",
    findings: "Findings",
    client: "client",
    manager: "manager",
    value: "at risk",
    margin: "margin",
    health: "health",
    why: "why",
    causes: "cause",
    act: "what to do",
    nobody: "nobody",
    unknown: "unknown",
    product: "product",
    region: "region",
    reason: "reason",
    competitor: "competitor",
    none: "Nobody is at risk or lost.",
    more: "and {n} more: --json and --csv list all",
    ends: "ends",
    asset: "asset",
    worth: "expected",
    how: "how computed",
    year: "in 12 months",
    given: "given",
    limit: "limit",
    noLimit: "no limit written down",
    days: "{n} days"
  },
  ru: {
    atRisk: "Под угрозой",
    lost: "Потеряны",
    regained: "Возвращены",
    refusals: "Отказы {from} – {to}: {now}, до этого: {before}",
    raised: "Обратить внимание",
    saveDesk: "Удержание",
    winBack: "Возврат, сначала с наибольшей ожидаемой ценностью",
    renewals: "Продления в ближайшие 180 дней",
    gifts: "Подарки за год",
    findings: "Замечания",
    client: "клиент",
    manager: "менеджер",
    value: "под угрозой",
    margin: "маржа",
    health: "здоровье",
    why: "почему",
    causes: "причина",
    act: "что сделать",
    nobody: "никто",
    unknown: "неизвестно",
    product: "товар",
    region: "регион",
    reason: "причина отказа",
    competitor: "конкурент",
    none: "Никто не потерян и не под угрозой.",
    more: "и ещё {n}: все — в --json и --csv",
    ends: "срок",
    asset: "договор",
    worth: "ожидаемая",
    how: "как посчитано",
    year: "за 12 месяцев",
    given: "подарено",
    limit: "лимит",
    noLimit: "лимит не указан",
    days: "{n} дн."
  }
} as const satisfies Readonly<Record<Locale, Readonly<Record<string, string>>>>

/** Longer lists are cut on a terminal. */
const mostRows = 25

interface Page {
  readonly part: RetentionInput.RetentionPart
  readonly told: Told
  readonly screen: Output.Screen
  readonly style: Style.Style
  readonly text: Readonly<Record<keyof (typeof headings)["en"], string>>
}

const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(values[name] ?? ""))

/** Text under a client: indented, and further lines a little more. */
const under = ({ screen: { width } }: Page, text: string): ReadonlyArray<string> =>
  Table.wrap(text, width - 4, "  ").map((line) => `    ${line}`)

const nameOf = ({ told: { names } }: Page, id: string): string => {
  const name = names.get(id)
  return name === undefined || name === id ? id : `${name} (${id})`
}

const managerOf = ({ text, told: { names } }: Page, id: string | null): string =>
  id === null ? text.nobody : (names.get(id) ?? id)

const table = (
  page: Page,
  title: string,
  {
    columns,
    rows
  }: { readonly columns: ReadonlyArray<Table.Column>; readonly rows: ReadonlyArray<ReadonlyArray<string>> }
): ReadonlyArray<string> => {
  if (rows.length === 0) return []
  const { screen, style, text } = page
  const more = rows.length - mostRows
  return [
    "",
    style.bold(title),
    ...Table.lines(columns, rows.slice(0, mostRows), screen.width, { heading: style.dim }),
    ...(more > 0 ? [style.dim(filled(text.more, { n: more }))] : [])
  ]
}

/** One client as lines: who and what hangs on it, why, the causes, what to do and by when. */
const client = (page: Page, row: Retention.Row): ReadonlyArray<string> => {
  const { part, screen, style, text, told } = page
  const { locale } = told
  const { currency } = part.retention
  const isLost = row.class === "lost"
  const lost = isLost ? RetentionSentence.lost(row, locale) : ""
  const figures = [
    managerOf(page, row.managerId),
    isLost
      ? `${text.margin} ${RetentionSentence.money(row.marginMinor, currency, locale)}`
      : `${text.value} ${RetentionSentence.money(row.valueAtRiskMinor, currency, locale)}`,
    ...(row.health === null ? [] : [`${text.health} ${row.health}`]),
    ...(lost === "" ? [] : [lost])
  ]
  const causes = RetentionSentence.causes(row.causes, locale)
  const act = RetentionSentence.act(row, locale)
  const more = [
    ...RetentionSentence.reasons(row, locale),
    ...(causes === "" ? [] : [`${text.causes}: ${causes}`]),
    ...(act === "" ? [] : [`→ ${act}`])
  ]
  return [
    ...Table.wrap(`${style.bold(nameOf(page, row.id))}: ${figures.join("; ")}`, screen.width, "  "),
    ...more.flatMap((one) => under(page, one))
  ]
}

const clients = (page: Page, title: string, rows: ReadonlyArray<Retention.Row>): ReadonlyArray<string> => {
  if (rows.length === 0) return []
  const { style, text } = page
  const more = rows.length - mostRows
  return [
    "",
    style.bold(`${title}: ${rows.length}`),
    ...rows.slice(0, mostRows).flatMap((row) => client(page, row)),
    ...(more > 0 ? [style.dim(filled(text.more, { n: more }))] : [])
  ]
}

const refusals = (page: Page): ReadonlyArray<string> => {
  const { byKind, raised, total, window } = page.part.retention.refusals
  if (total.count === 0 && (total.before?.count ?? 0) === 0) return []
  const { style, text, told } = page
  const before = total.before === null ? text.unknown : total.before.count
  const line = ({ before: then, count }: (typeof byKind)[number]): string =>
    `${count} (${then === null ? text.unknown : then.count})`
  return [
    "",
    style.bold(
      filled(text.refusals, { from: window.from, to: Calendar.addDays(window.to, -1), now: total.count, before })
    ),
    ...byKind
      .filter((one) => one.count > 0 || (one.before?.count ?? 0) > 0)
      .map((one) => `  ${RetentionText.nameOf(one.name as "asset ended", told.locale)}: ${line(one)}`),
    ...raised.map((one) => {
      const what = one.dimension === "kind" ? "" : `${text[one.dimension]} `
      return style.warn(`  ${text.raised}: ${what}${told.names.get(one.name) ?? one.name}, ${line(one)}`)
    })
  ]
}

const saveDesk = (page: Page): ReadonlyArray<string> => {
  const { part, screen, style, text, told } = page
  if (part.cases.length === 0) return []
  const { locale } = told
  return [
    "",
    style.bold(`${text.saveDesk}: ${part.cases.length}`),
    ...part.cases.flatMap(({ groupId, proposal }) => {
      const window = RetentionSentence.say("case window", locale, {
        at: RetentionSentence.instant(proposal.windowEndsAt, part.zone)
      })
      const ends =
        proposal.offer === null ? "" : RetentionSentence.say("case ends", locale, { day: proposal.offer.endsOn })
      const more = [
        RetentionSentence.contact(proposal, part.zone, locale),
        RetentionSentence.open(proposal, locale),
        RetentionSentence.approval(proposal, locale),
        ends
      ].filter((one) => one !== "")
      const step = RetentionSentence.step(proposal, part.zone, locale)
      const head = `${style.bold(nameOf(page, groupId))}: ${RetentionSentence.status(proposal, locale)}; ${window}`
      return [
        ...Table.wrap(head, screen.width, "  "),
        ...more.flatMap((one) => under(page, one)),
        ...(step === "" ? [] : under(page, `→ ${step}`))
      ]
    })
  ]
}

const right = "right" as const

const winBack = (page: Page): ReadonlyArray<string> => {
  const { part, text, told } = page
  const { locale } = told
  const { currency } = part.retention
  return table(page, text.winBack, {
    columns: [
      { heading: text.client },
      { heading: text.worth, align: right },
      { heading: text.how },
      { heading: text.act }
    ],
    rows: part.winBack.map((one) => [
      nameOf(page, one.id),
      RetentionSentence.money(one.expectedMinor, currency, locale),
      one.marginMinor === null ? "" : RetentionSentence.expected(one, currency, locale),
      RetentionSentence.standing(one, locale)
    ])
  })
}

const renewals = (page: Page): ReadonlyArray<string> => {
  const { part, text, told } = page
  const { currency } = part.retention
  return table(page, text.renewals, {
    columns: [
      { heading: text.manager },
      { heading: text.ends },
      { heading: text.year, align: right },
      { heading: text.asset },
      { heading: text.client }
    ],
    rows: part.renewals.lists.flatMap(({ managerId, renewals: own }) =>
      own.map((one) => [
        managerOf(page, managerId),
        `${one.endsAt} (${filled(text.days, { n: one.daysLeft })})`,
        RetentionSentence.money(one.valueMinor, currency, told.locale),
        one.label,
        one.accountId === null ? text.nobody : nameOf(page, one.accountId)
      ])
    )
  })
}

const gifts = (page: Page): ReadonlyArray<string> => {
  const { part, text, told } = page
  return table(page, text.gifts, {
    columns: [
      { heading: text.client },
      { heading: "#", align: right },
      { heading: text.given, align: right },
      { heading: text.limit }
    ],
    rows: part.gifts.map(({ contactId, gifts: count, given, groupId, limit }) => [
      `${nameOf(page, groupId)}, ${contactId}`,
      String(count),
      given === null ? text.unknown : RetentionSentence.money(given.minor, given.currency, told.locale),
      limit === null ? text.noLimit : `≤ ${RetentionSentence.money(limit.minor, limit.currency, told.locale)}`
    ])
  })
}

/** The page. */
export const make = (part: RetentionInput.RetentionPart, told: Told, screen: Output.Screen): string => {
  const style = Style.make(screen.hasColor)
  const text = headings[told.locale]
  const page: Page = { part, told, screen, style, text }
  const { asOf, retention } = part
  const { atRisk, findings, lost, regained } = retention
  const said = [...findings, ...part.renewals.findings].filter(({ rule }) => rule !== "retention/refusals-gather")
  return [
    style.bold(RetentionSentence.valueAtRisk(asOf, retention, told.locale)),
    ...(atRisk.length + lost.length === 0 ? [text.none] : []),
    ...clients(page, text.atRisk, atRisk),
    ...clients(page, text.lost, lost),
    ...clients(page, text.regained, regained),
    ...refusals(page),
    ...saveDesk(page),
    ...winBack(page),
    ...renewals(page),
    ...gifts(page),
    ...(said.length === 0 ? [] : ["", style.bold(`${text.findings}: ${said.length}`)]),
    ...said.slice(0, mostRows).flatMap(({ message }) => under(page, message)),
    ""
  ].join("\n")
}
