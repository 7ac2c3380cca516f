/** The types of key accounts of the founding document: breadwinner, image maker, expert, promising; several may hold. */
import * as Schema from "effect/Schema"
import * as Ratio from "../kernel/Ratio.ts"

/** Кормилец, имиджмейкер, эксперт, перспективный. The order is that in which one becomes the primary type. */
export const KeyAccountType = Schema.Literals(["breadwinner", "image-maker", "expert", "promising"])
export type KeyAccountType = typeof KeyAccountType.Type

/** A type of an account. One that is not `certain` is written with a question mark and asks for the missing fact. */
export interface Held {
  readonly type: KeyAccountType
  readonly isCertain: boolean
  readonly because: string
}

/** What makes an expert; a field that is absent is unknown. */
export interface Expertise {
  readonly isNamed?: boolean
  /** Cases of kind question, suggestion or quality in the last 12 months. */
  readonly questions?: number
  /** The influence, 0 to 1, of a confirmed technical evaluator. */
  readonly evaluatorInfluence?: number
  /** Takes part in expert rounds or reference work. */
  readonly takesPart?: boolean
}

/** What types are judged by. */
export interface Facts {
  readonly measureMinor: number
  readonly positive: number
  readonly isNew: boolean
  /** The known budget in minor units: its own, of open opportunities, or a competitor's sales to it. */
  readonly budgetMinor?: number | undefined
  /** The smallest measure of an A account, scaled to 12 months; undefined when there is no A. */
  readonly smallestA?: number | undefined
  /** A competitor's share of its wallet, 0 to 1. */
  readonly competitorShare?: number | undefined
  readonly isNamed: boolean
  readonly reputation: number | null
  readonly expertise?: Expertise | undefined
}

/** A breadwinner brings at least this percentage of the measure. */
export const breadwinnerPercent = 10

const breadwinner = ({ measureMinor, positive }: Facts): Held | undefined =>
  measureMinor > 0 && Ratio.isAtLeast(measureMinor, positive, breadwinnerPercent)
    ? {
        type: "breadwinner",
        isCertain: true,
        because: `brings ${((measureMinor / positive) * 100).toFixed(1)}% of the measure`
      }
    : undefined

const imageMaker = ({ isNamed, reputation }: Facts): Held | undefined => {
  if (isNamed) return { type: "image-maker", isCertain: true, because: "named a reference or leader" }
  if (reputation === null || Ratio.hundredths(reputation) < 70) return undefined
  return {
    type: "image-maker",
    isCertain: false,
    because: "the largest of its branch among our accounts: is it known for it?"
  }
}

const expert = ({ expertise }: Facts): Held | undefined => {
  if (expertise === undefined) return undefined
  if (expertise.isNamed === true) return { type: "expert", isCertain: true, because: "named an expert" }
  const signs: Array<string> = []
  if ((expertise.questions ?? 0) >= 3) signs.push(`${expertise.questions} questions and suggestions in 12 months`)
  if ((expertise.evaluatorInfluence ?? 0) >= 0.7) signs.push("an influential technical evaluator")
  if (expertise.takesPart === true) signs.push("takes part in expert rounds or reference work")
  return signs.length >= 2 ? { type: "expert", isCertain: true, because: signs.join(", ") } : undefined
}

const promising = ({ budgetMinor, competitorShare, isNew, smallestA }: Facts): Held | undefined => {
  if (!isNew) return undefined
  const flag = (competitorShare ?? 0) >= 0.5 ? ", a competitor's breadwinner" : ""
  if (budgetMinor === undefined) {
    return { type: "promising", isCertain: false, because: `new; what budget does it have?${flag}` }
  }
  return smallestA !== undefined && budgetMinor >= smallestA
    ? { type: "promising", isCertain: true, because: `new, with the budget of an A account${flag}` }
    : undefined
}

/** The types that hold, in order of precedence. */
export const classify = (facts: Facts): ReadonlyArray<Held> =>
  [breadwinner(facts), imageMaker(facts), expert(facts), promising(facts)].filter((held) => held !== undefined)

/** The first certain type, or null: none is an answer. */
export const primary = (held: ReadonlyArray<Held>): KeyAccountType | null =>
  held.find(({ isCertain }) => isCertain)?.type ?? null

/** The type as text; a question mark where a fact is missing. */
export const show = ({ isCertain, type }: Held): string => (isCertain ? type : `${type}?`)
