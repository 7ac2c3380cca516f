/** A client at risk on one page, as Markdown: health, causes, history, what is open, what is proposed. */
import { GroupBook, type Health, type ReviewPack, RetentionText } from "@market-of-one/core"
import type { Telling } from "../sentence/DeskSentence.ts"
import * as DeskWords from "../words/DeskWords.ts"
import type { Locale, Wording } from "../words/Glossary.ts"
import * as Language from "../words/Language.ts"

/** How the page is told. */
export interface ReviewTelling extends Telling {
  readonly currency: string
  /** Names of our people and of contacts; the id of whom nobody knows. */
  readonly nameOf: (id: string) => string
}

const words = {
  title: { en: "Review: {name}", ru: "Разбор: {name}" },
  lead: {
    en: "{group} · {class} · as of {day} · {manager}",
    ru: "{group} · {class} · на {day} · {manager}"
  },
  nobody: { en: "nobody answers for it", ru: "никто не отвечает" },
  unknown: { en: "unknown", ru: "неизвестно" },
  value: {
    en: "Value at risk {risk}; expected margin of 12 months {margin}",
    ru: "Под угрозой {risk}; ожидаемая маржа за 12 месяцев {margin}"
  },
  health: { en: "Health {score} of 100", ru: "Здоровье {score} из 100" },
  "health unknown": { en: "Health: too little is known", ru: "Здоровье: известно слишком мало" },
  part: { en: "{part}: {points} of {most}", ru: "{part}: {points} из {most}" },
  "part unknown": { en: "{part}: unknown", ru: "{part}: неизвестно" },
  why: { en: "Why it may leave", ru: "Почему может уйти" },
  cause: { en: "Cause: {cause} ({signals})", ru: "Причина: {cause} ({signals})" },
  "no cause": { en: "Cause: {ask}", ru: "Причина: {ask}" },
  history: { en: "History", ru: "История" },
  year: {
    en: "{from} to {to}: {money} on {days} purchase days",
    ru: "{from} – {to}: {money}, дней с покупками: {days}"
  },
  "last talk": { en: "Last two-way contact on {day}", ru: "Последний двусторонний контакт {day}" },
  "no talk": { en: "No two-way contact is known", ru: "Двусторонних контактов не известно" },
  talk: { en: "{day} {kind}, {by}{text}", ru: "{day} {kind}, {by}{text}" },
  open: { en: "Open", ru: "Открыто" },
  nothing: { en: "Nothing", ru: "Ничего" },
  case: { en: "{kind} {id} of {day}: {topic}", ru: "{kind} {id} от {day}: {topic}" },
  promise: { en: "promise {id} due {day}: {text}", ru: "обещание {id}, срок {day}: {text}" },
  task: { en: "task {id}: {text}", ru: "задача {id}: {text}" },
  steps: { en: "Proposed", ru: "Предлагается" },
  by: { en: "{step}, by {day}", ru: "{step}, до {day}" },
  "at once": { en: "{step}, at once", ru: "{step}, сразу" },
  "keep the promise": { en: "keep promise {subject}", ru: "выполнить обещание {subject}" },
  "answer the case": { en: "answer case {subject}", ru: "ответить на обращение {subject}" },
  "ask for the reason": { en: "ask the client why", ru: "спросить клиента о причине" }
} as const satisfies Readonly<Record<string, Wording>>

type Word = keyof typeof words
type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string

/** Text of the records that means nothing to Markdown. */
const plain = (text: string): string => text.replaceAll(/\s+/gu, " ").replaceAll(/[\\`*_[\]<>]/gu, String.raw`\$&`)

const healthLines = (health: Health.Health | null, say: Say, locale: Locale): ReadonlyArray<string> => {
  if (health === null || health.score === null) return [say("health unknown")]
  return [
    say("health", { score: health.score }),
    ...health.contributions.map(({ part, points, score, weight }) => {
      const name = RetentionText.nameOf(part, locale)
      const most = Math.round((100 * weight) / health.knownWeight)
      return score === null ? say("part unknown", { part: name }) : say("part", { part: name, points, most })
    })
  ]
}

const kindOf = (kind: string, locale: Locale): string =>
  (Object.hasOwn(DeskWords.records, kind) ? DeskWords.records[kind]?.[locale] : undefined) ?? kind

const whyLines = ({ causes, reasons }: ReviewPack.ReviewPack, say: Say, locale: Locale): ReadonlyArray<string> => [
  ...reasons.map((reason) => RetentionText.say(reason, locale)),
  ...(causes === null
    ? []
    : causes.isToAsk
      ? [say("no cause", { ask: RetentionText.askCause[locale] })]
      : causes.found.map(({ cause, signals }) =>
          say("cause", {
            cause: RetentionText.nameOf(cause, locale),
            signals: signals.flatMap(({ holds, signal }) => (holds === true ? [signal] : [])).join(", ")
          })
        ))
]

/** What to do about the rule that the page proposes to follow. */
const adviceOf = ({ reasons }: ReviewPack.ReviewPack, rule: string, locale: Locale): string => {
  const reason = reasons.find((one) => one.rule === rule)
  return reason === undefined ? rule : RetentionText.advise(reason.rule, locale)
}

const stepLines = (pack: ReviewPack.ReviewPack, say: Say, language: Language.Language): ReadonlyArray<string> =>
  pack.steps.map(({ act, by, subject }) => {
    const step = act === "follow the rule" ? adviceOf(pack, subject, language.locale) : say(act, { subject })
    return by === null ? say("at once", { step }) : say("by", { step, day: language.day(by) })
  })

/** The page. */
export const markdown = (
  pack: ReviewPack.ReviewPack,
  { currency, locale, nameOf, timeZone }: ReviewTelling
): string => {
  const language = Language.make(locale, timeZone)
  const say: Say = (word, values) => Language.fill(words[word][locale], values)
  const money = (minor: number | null): string => (minor === null ? say("unknown") : language.money(minor, currency))
  const { lastContact, managerId, open, talks, years } = pack
  const section = (heading: string, lines: ReadonlyArray<string>): string =>
    `\n## ${heading}\n\n${(lines.length === 0 ? [say("nothing")] : lines).map((line) => `- ${plain(line)}\n`).join("")}`
  const [health = "", ...parts] = healthLines(pack.health, say, locale)
  const last = lastContact === null ? say("no talk") : say("last talk", { day: language.dayOf(lastContact.at) })
  const told = talks.map((one) => {
    const at = GroupBook.heldAt(one)
    const day = at === null ? "" : language.dayOf(at)
    const text = one.summary === undefined ? "" : `: ${one.summary}`
    return say("talk", { day, kind: kindOf(one.kind, locale), by: nameOf(one.by), text })
  })
  return [
    `# ${plain(say("title", { name: pack.name }))}\n\n`,
    `${plain(
      say("lead", {
        group: pack.groupId,
        class: RetentionText.nameOf(pack.class, locale),
        day: language.day(pack.asOf),
        manager: managerId === null ? say("nobody") : nameOf(managerId)
      })
    )}\n\n`,
    `${say("value", { risk: money(pack.valueAtRiskMinor), margin: money(pack.marginMinor) })}\n`,
    section(health, parts),
    section(say("why"), whyLines(pack, say, locale)),
    section(say("steps"), stepLines(pack, say, language)),
    section(say("open"), [
      ...open.promises.map(({ dueAt, id, text }) => say("promise", { id, day: language.dayOf(dueAt), text })),
      ...open.cases.map(({ id, kind, openedAt, topic }) =>
        say("case", { kind: kindOf(kind, locale), id, day: language.dayOf(openedAt), topic })
      ),
      ...open.tasks.map(({ taskId, text }) => say("task", { id: taskId, text }))
    ]),
    section(say("history"), [
      ...years.map(({ from, minor, purchaseDays, to }) =>
        say("year", { from: language.day(from), to: language.day(to), money: money(minor), days: purchaseDays })
      ),
      last,
      ...told
    ])
  ].join("")
}
