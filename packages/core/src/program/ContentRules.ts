/**
 * Chooses one piece of content for a place: variants whose rule holds, of these the highest priority, of these one drawn
 * by a stable hash in proportion to the weights; the fallback when none holds. A rule that is unknown does not choose.
 */
import * as Expression from "../kernel/Expression.ts"
import * as Hash from "../kernel/Hash.ts"
import type { ContentSlot, Variant } from "./Program.ts"

/** A variant with its rule compiled; `when` is null where it always fits. */
export interface CompiledVariant {
  readonly variant: Variant
  readonly when: Expression.Compiled | null
  readonly choice: Choice
}

/**
 * A slot ready for choosing. `levels` hold variants of equal priority, highest first, each by id. `traces` are those
 * told so far, by their text: most contacts are told one of a few, and many decisions are kept.
 */
export interface CompiledSlot {
  readonly id: string
  readonly slot: ContentSlot
  readonly levels: ReadonlyArray<ReadonlyArray<CompiledVariant>>
  readonly fallback: Choice
  readonly traces: Map<string, ReadonlyArray<string>>
}

/** What was chosen. */
export interface Choice {
  readonly variantId: string
  readonly templateId: string
}

/** What was chosen and why: a sentence for each variant that was looked at, the chosen one first. */
export interface TracedChoice extends Choice {
  readonly trace: ReadonlyArray<string>
}

/** Puts compiled variants in the order of choosing; `rules` gives the compiled rule by variant id. */
export const makeSlot = (
  id: string,
  slot: ContentSlot,
  rules: ReadonlyMap<string, Expression.Compiled>
): CompiledSlot => {
  const variants = slot.variants.map((variant) => ({
    variant,
    when: rules.get(variant.id) ?? null,
    choice: { variantId: variant.id, templateId: variant.template }
  }))
  variants.sort((a, b) => b.variant.priority - a.variant.priority || (a.variant.id < b.variant.id ? -1 : 1))
  const levels = new Map<number, Array<CompiledVariant>>()
  for (const one of variants) {
    const level = levels.get(one.variant.priority)
    if (level === undefined) levels.set(one.variant.priority, [one])
    else level.push(one)
  }
  return {
    id,
    slot,
    levels: [...levels.values()],
    fallback: { variantId: slot.fallback.id, templateId: slot.fallback.template },
    traces: new Map()
  }
}

/**
 * One of several, in proportion to their weights (Efraimidis and Spirakis, 2006): each draws its own number from the
 * key, so that taking a variant away moves only those who had it, and a new one takes evenly from all.
 */
const draw = (key: string, candidates: ReadonlyArray<CompiledVariant>): CompiledVariant | undefined => {
  let [best] = candidates
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates.length === 1 ? [] : candidates) {
    const { id, weight } = candidate.variant
    const turn = -Math.log(1 - Hash.fraction(JSON.stringify(["variant", key, id]))) / weight
    if (turn >= least) continue
    best = candidate
    least = turn
  }
  return best
}

const fits = (one: CompiledVariant, facts: Expression.Facts): boolean =>
  one.when === null || Expression.test(one.when, facts) === "yes"

/** The chosen content alone: what hot loops call. The same answer as `choose`, and the same for the same key. */
export const pick = (slot: CompiledSlot, facts: Expression.Facts, key: string): Choice => {
  for (const level of slot.levels) {
    let first: CompiledVariant | undefined
    let several: Array<CompiledVariant> | undefined
    for (const one of level) {
      if (!fits(one, facts)) continue
      if (first === undefined) first = one
      else (several ??= [first]).push(one)
    }
    if (several !== undefined) return draw(key, several)?.choice ?? slot.fallback
    if (first !== undefined) return first.choice
  }
  return slot.fallback
}

const show = (value: Expression.Evidence[string]): string =>
  value === null ? "unknown" : typeof value === "string" ? `"${value}"` : JSON.stringify(value)

const showEvidence = (evidence: Expression.Evidence): string =>
  Object.entries(evidence)
    .map(([path, value]) => `${path} is ${show(value)}`)
    .join(", ")

const because = (evidence: Expression.Evidence): string => {
  const facts = showEvidence(evidence)
  return facts === "" ? "" : `: ${facts}`
}

const explainVariant = ({ variant: { id }, when }: CompiledVariant, facts: Expression.Facts) => {
  if (when === null) return { fits: true, why: "it has no rule and always fits", sentence: "" }
  const { answer, unknown, evidence } = Expression.explain(when, facts)
  if (answer === "yes") return { fits: true, why: `its rule holds${because(evidence)}`, sentence: "" }
  if (answer === "no") return { fits: false, why: "", sentence: `"${id}" does not fit${because(evidence)}` }
  const sentence = `"${id}" is not chosen, since its rule cannot be answered: ${unknown.join(", ")} unknown`
  return {
    fits: false,
    why: "",
    sentence: unknown.length === 1 ? sentence.replace(/ unknown$/u, " is unknown") : sentence
  }
}

/** So many traces of a slot are held once; those with facts of their own for each contact would be without number. */
const mostTraces = 1_000

/** The same trace as one told before, where there is one. */
const shared = ({ traces }: CompiledSlot, trace: ReadonlyArray<string>): ReadonlyArray<string> => {
  const text = trace.join("\u0000")
  const before = traces.get(text)
  if (before === undefined && traces.size < mostTraces) traces.set(text, trace)
  return before ?? trace
}

/**
 * The chosen content with its trace in plain sentences: why this one, and why not the others. `key` names who it is for,
 * such as program, slot and contact in one text: the same key always draws the same among the same.
 */
export const choose = (slot: CompiledSlot, facts: Expression.Facts, key: string): TracedChoice => {
  const others: Array<string> = []
  for (const [at, level] of slot.levels.entries()) {
    const reasons = new Map<CompiledVariant, string>()
    for (const one of level) {
      const explained = explainVariant(one, facts)
      if (explained.fits) reasons.set(one, explained.why)
      else others.push(explained.sentence)
    }
    const fitting = [...reasons.keys()]
    const drawn = draw(key, fitting)
    if (drawn === undefined) continue
    const total = fitting.reduce((sum, { variant }) => sum + variant.weight, 0)
    for (const { variant } of fitting.filter((one) => one !== drawn)) {
      others.push(`"${variant.id}" fits too, and was not drawn (weight ${variant.weight} of ${total})`)
    }
    const lower = slot.levels.slice(at + 1).flatMap((below) => below.map(({ variant }) => `"${variant.id}"`))
    if (lower.length > 0) others.push(`not looked at, since their priority is lower: ${lower.join(", ")}`)
    const sentence = `"${drawn.variant.id}" is chosen: ${reasons.get(drawn) ?? ""}`
    return { ...drawn.choice, trace: shared(slot, [sentence, ...others]) }
  }
  const why = slot.levels.length === 0 ? "the slot has no variants" : "no variant fits"
  const sentence = `"${slot.fallback.variantId}" is chosen as the fallback: ${why}`
  return { ...slot.fallback, trace: shared(slot, [sentence, ...others]) }
}
