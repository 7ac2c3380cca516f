/** A line of the negotiation brief as a sentence of a language: the same for the page, for Markdown and for a terminal. */
import type { BriefLine, Calendar } from "@market-of-one/core"
import * as BriefMistake from "./BriefMistake.ts"
import { told, words, type BriefWord } from "../words/BriefWords.ts"
import { fill, type Language, type Values } from "../words/Language.ts"

/** What sentences are made with. */
export interface Speech {
  readonly language: Language
  readonly currency: string
}

/** A phrase of the brief. */
export const say = ({ language }: Speech, word: BriefWord, values: Values = {}): string =>
  fill(words[word][language.locale], values)

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const joined = (parts: ReadonlyArray<string | null>): string =>
  parts.filter((part) => part !== null && part !== "").join(", ")

type Person = Extract<BriefLine.Said, { readonly _tag: "Person" }>

const person = (speech: Speech, said: Person): string => {
  const { language } = speech
  const notes = joined([
    said.disposition === null ? null : told(said.disposition, language.locale),
    said.influence === null ? null : say(speech, "influence", { share: language.percent(said.influence, 0) }),
    said.lastOn === null || said.knownBy === null
      ? say(speech, "never met")
      : joined([
          say(speech, "warmth", { share: language.percent(said.warmth, 0) }),
          say(speech, "known by", { by: said.knownBy, day: language.day(said.lastOn) })
        ])
  ])
  return say(speech, "Person", {
    who: joined([said.name, said.title]),
    roles: said.roles.map((role) => told(role, language.locale)).join(", "),
    notes: notes === "" ? "" : ` · ${notes}`
  })
}

/** The sentence of a line, in plain text. Total. */
export const of = (speech: Speech, said: BriefLine.Said): string => {
  const { currency, language } = speech
  const { locale } = language
  const money = (minor: number): string => language.money(minor, currency)
  const day = (one: Calendar.Day | null): string => (one === null ? say(speech, "no day") : language.day(one))
  switch (said._tag) {
    case "Mistake":
      return BriefMistake.of(language, said.warning, (id) => said.names[id] ?? id)
    case "Known":
      return say(speech, "Known", {
        name: capital(told(said.name, locale)),
        text: said.text,
        from: joined([said.from, said.by, said.on === null ? null : day(said.on)]),
        sure: said.confidence < 1 ? say(speech, "sure", { share: language.percent(said.confidence, 0) }) : ""
      })
    case "Company":
      return joined([
        said.industry,
        said.region,
        said.country,
        said.employees === null ? null : say(speech, "employees", { n: language.number(said.employees) }),
        said.since === null ? null : say(speech, "since", { day: day(said.since) })
      ])
    case "Group":
      return say(speech, "Group", { members: said.members.join(", ") })
    case "Sold":
      return say(speech, "Sold", { money: money(said.minor), before: money(said.beforeMinor), day: day(said.last) })
    case "Meeting":
      return say(speech, "Meeting", {
        kind: capital(told(said.kind, locale)),
        day: day(said.on),
        text: said.text === null ? "" : `: ${said.text}`
      })
    case "Plan": {
      const forecast = said.forecastMinor === null ? "–" : money(said.forecastMinor)
      const values = { target: money(said.targetMinor), actual: money(said.actualMinor), forecast }
      return said.gapMinor !== null && said.gapMinor > 0
        ? say(speech, "Plan", { ...values, gap: money(said.gapMinor) })
        : say(speech, "Plan reached", values)
    }
    case "Complaint":
      return (
        say(speech, "Complaint", {
          kind: capital(told(said.kind, locale)),
          id: said.id,
          severity: told(said.severity, locale),
          day: day(said.openedOn),
          topic: said.topic
        }) + (said.isAnswered ? "" : say(speech, "unanswered"))
      )
    case "Promise":
      return say(speech, said.isBroken ? "Promise broken" : "Promise", {
        by: said.madeBy,
        day: day(said.dueOn),
        text: said.text
      })
    case "Departure":
      return say(speech, "Departure", {
        id: said.id,
        day: day(said.on),
        reason: said.reason ?? say(speech, "no reason")
      })
    case "RivalOffer":
      return say(speech, "RivalOffer", {
        competitor: said.competitor ?? say(speech, "somebody"),
        standing: say(speech, said.standing),
        terms: said.terms,
        price: said.price === null ? "" : `, ${said.price}`,
        until: said.until === null ? "" : say(speech, said.isOver ? "over" : "until", { day: day(said.until) })
      })
    case "Rival":
      return say(speech, "Rival", {
        competitor: said.competitor,
        share:
          said.share === null
            ? say(speech, "share unknown")
            : say(speech, "share of wallet", { share: language.percent(said.share, 0) }),
        n: said.lost
      })
    case "Deal":
      return say(speech, "Deal", {
        id: said.id,
        what: joined([
          said.product,
          said.minor === null ? null : money(said.minor),
          said.stage,
          said.expectedOn === null ? null : say(speech, "expected", { day: day(said.expectedOn) })
        ])
      })
    case "Renewal":
      return say(speech, "Renewal", { label: said.label, day: day(said.endsOn) })
    case "Space":
      return say(speech, "Space", {
        product: said.product,
        buyers: said.buyers,
        similar: said.similar,
        basis: say(speech, said.isRevenue ? "revenue" : "margin"),
        money: money(said.expectedMinor)
      })
    case "Person":
      return person(speech, said)
    case "Left":
      return say(speech, "Left", {
        day: day(said.on),
        name: said.name,
        roles: said.roles.map((role) => told(role, locale)).join(", ")
      })
    case "Decided":
      return say(speech, "Decided", {
        outcome: say(speech, said.outcome),
        day: day(said.on),
        kind: told(said.kind, locale),
        what: joined([
          said.product,
          said.minor === null ? null : money(said.minor),
          said.reason,
          said.competitor === null ? null : say(speech, "to", { competitor: said.competitor })
        ])
      })
    case "Fact":
      return say(speech, "Fact", {
        product: said.product,
        text: said.text,
        proof: said.proof === null ? "" : ` (${said.proof})`
      })
    case "Question":
      return say(speech, said.reason === "missing" ? "Question missing" : "Question stale", {
        name: told(said.name, locale)
      })
  }
}
