/** What follows from the fields of a row together, before its schema sees it: one function for each kind that needs one. */
import { DossierPart, factNames } from "../account/DossierFact.ts"
import { folded } from "./Field.ts"

/** A record before its schema has seen it. */
export type Draft = Readonly<Record<string, unknown>>

const isDraft = (value: unknown): value is Draft => typeof value === "object" && value !== null && !Array.isArray(value)

/**
 * A statement of consent per topic: no topic named is every topic, no status is an unknown one, the source is the file
 * unless the row says more.
 */
export const contact = (draft: Draft, source: string): Draft => {
  const stated = Array.isArray(draft["consent"]) ? draft["consent"].filter(isDraft) : []
  const consent = stated.flatMap((one) => {
    const topics: ReadonlyArray<unknown> = Array.isArray(one["topic"]) && one["topic"].length > 0 ? one["topic"] : ["*"]
    return topics.map((topic) => ({ purpose: "marketing", basis: "consent", status: "unknown", source, ...one, topic }))
  })
  return { ...draft, consent }
}

/**
 * A lost deal's amount of zero is a sales force's way to say nothing: unknown, not worthless. The close date of an open
 * deal is the day on which it is hoped for.
 */
export const opportunity = (given: Draft): Draft => {
  const { closedAt, ...open } = given
  const draft = given["outcome"] === "open" && closedAt !== undefined ? { expectedAt: closedAt, ...open } : given
  const { amount, ...rest } = draft
  const isNothing = draft["outcome"] === "lost" && isDraft(amount) && amount["minor"] === 0
  return isNothing || amount === undefined ? rest : { ...rest, amount }
}

/** A fact's name is found whatever its case and signs: `Weak-Points` of the general part is `weak points`. */
export const fact = (draft: Draft): Draft => {
  const { name, part } = draft
  const known: ReadonlyArray<string> = DossierPart.literals.flatMap((one) => (one === part ? factNames[one] : []))
  const meant = typeof name === "string" ? known.find((one) => folded(one) === folded(name)) : undefined
  return meant === undefined ? draft : { ...draft, name: meant }
}

/** A label for an asset that has none: its number, else its product, else its id. */
export const asset = (draft: Draft): Draft =>
  draft["label"] === undefined ? { ...draft, label: draft["number"] ?? draft["product"] ?? draft["id"] } : draft
