/**
 * What the rules of a slot leave uncovered: for role × stage × tier × industry which variants can be chosen, which
 * combinations have only the fallback, and which variants are never chosen, since their rule never holds or since others
 * of higher priority hold whenever it does. Found by walking the situations that the rules of the slot can tell apart.
 */
import { behind } from "./DefinitionCheck.ts"
import * as Finding from "./DefinitionFinding.ts"
import { variantsByHand } from "./OverrideCheck.ts"
import type { ContentSlot, Program } from "./Program.ts"
import type { KnownValues } from "./RuleAtoms.ts"
import { contactRules } from "./RuleFacts.ts"
import * as RuleSpace from "./RuleSpace.ts"

/** One side of the matrix: a fact that the rules of the slot ask about, with the values that they tell apart. */
export interface Axis {
  readonly name: "role" | "stage" | "tier" | "industry"
  readonly path: string
  /** Labels: a value, `any other` for all that no rule names, `none` for a contact without a role, `unknown`. */
  readonly values: ReadonlyArray<string>
}

/** One cell: labels in the order of the axes, and what is chosen there whatever the other facts are. */
export interface Cell {
  readonly at: ReadonlyArray<string>
  /** How many combinations of declared values it stands for. */
  readonly count: number
  /** Variants that can be chosen, in the order of the slot. */
  readonly chosen: ReadonlyArray<string>
  readonly fallback: "never" | "sometimes" | "always"
}

/** A variant that is never chosen. `behind` names those that are chosen in its place; empty when its rule never holds. */
export interface NeverChosen {
  readonly variantId: string
  readonly index: number
  readonly behind: ReadonlyArray<string>
}

/** The coverage of one slot. */
export interface SlotCoverage {
  readonly slotId: string
  /** Only those that the rules look at: the others change nothing. */
  readonly axes: ReadonlyArray<Axis>
  readonly cells: ReadonlyArray<Cell>
  /** Share of the combinations for which a variant can be chosen, 0 to 1. */
  readonly covered: number
  readonly never: ReadonlyArray<NeverChosen>
  /** False when there were too many situations: cells tell what was seen, and `never` only what is sure all the same. */
  readonly isExact: boolean
  /** How many situations the rules can tell apart. */
  readonly situations: number
}

/** The facts behind the axes, in their order. A fact that is not declared or not asked about gives none. */
const axisPaths: ReadonlyArray<readonly [name: Axis["name"], path: string]> = [
  ["role", "contact.roles"],
  ["stage", "account.stage"],
  ["stage", "group.stage"],
  ["tier", "account.tier"],
  ["tier", "group.tier"],
  ["industry", "account.industry"]
]

/** So many answers of rules are asked for at most: some tens of milliseconds. */
const mostAnswers = 100_000

const mostSituations = (rules: number): number => Math.max(1, Math.floor(mostAnswers / Math.max(1, rules)))

interface AxisAt extends Axis {
  readonly dimension: number
  /** The label of each value of the dimension; null for a person of several roles, who stands in no cell. */
  readonly labels: ReadonlyArray<string | null>
  readonly counts: ReadonlyMap<string, number>
}

const axesOf = ({ dimensions }: RuleSpace.RuleSpace): ReadonlyArray<AxisAt> =>
  axisPaths.flatMap(([name, path]): ReadonlyArray<AxisAt> => {
    const dimension = dimensions.findIndex((one) => one.path === path)
    const all = dimensions[dimension]?.values
    if (all === undefined) return []
    const labels = all.map(({ label, value }) => (Array.isArray(value) && value.length > 1 ? null : label))
    const counts = new Map(all.flatMap(({ count }, at) => (labels[at] == null ? [] : [[labels[at], count] as const])))
    return [{ name, path, values: [...counts.keys()], dimension, labels, counts }]
  })

interface Seen {
  readonly chosen: Set<number>
  hasFallback: boolean
}

/** The indexes of the variants that one situation leaves to the draw: those that hold, of the highest priority. */
const winnersOf = (variants: ContentSlot["variants"], answers: ReadonlyArray<boolean | undefined>) => {
  let highest = Number.NEGATIVE_INFINITY
  let winners: Array<number> = []
  for (const [at, { priority }] of variants.entries()) {
    if (answers[at] !== true || priority < highest) continue
    if (priority > highest) winners = []
    highest = priority
    winners.push(at)
  }
  return winners
}

/** Every combination of labels, the last axis turning fastest. */
const combine = (axes: ReadonlyArray<AxisAt>): ReadonlyArray<ReadonlyArray<string>> =>
  axes.reduce<ReadonlyArray<ReadonlyArray<string>>>(
    (rows, { values }) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]]
  )

/** What is seen of some variants: by cell, and of each whether it holds, is chosen, and which take its place. */
const look = (variants: ContentSlot["variants"], space: RuleSpace.RuleSpace, most: number) => {
  const axes = axesOf(space)
  const cells = new Map<string, Seen>()
  const chosen = new Set<number>()
  const beaten = variants.map(() => new Set<number>())
  const isExact = RuleSpace.walk(space, most, (answers, situation) => {
    const winners = winnersOf(variants, answers)
    for (const winner of winners) chosen.add(winner)
    for (const at of variants.keys()) {
      if (answers[at] === true && !winners.includes(at)) for (const winner of winners) beaten[at]?.add(winner)
    }
    const labels = axes.map(({ dimension, labels: all }) => all[situation[dimension] ?? 0] ?? null)
    if (labels.includes(null)) return
    const key = labels.join("\n")
    let cell = cells.get(key)
    if (cell === undefined) cells.set(key, (cell = { chosen: new Set(), hasFallback: false }))
    for (const winner of winners) cell.chosen.add(winner)
    if (winners.length === 0) cell.hasFallback = true
  })
  return { axes, cells, chosen, beaten, isExact }
}

const spaceOf = (variants: ContentSlot["variants"], known: KnownValues): RuleSpace.RuleSpace =>
  RuleSpace.of(
    contactRules,
    variants.map(({ when }) => when ?? "true"),
    known
  )

type Looked = ReturnType<typeof look>

/** Those never chosen, from a look at all situations. */
const neverIn = (variants: ContentSlot["variants"], { beaten, chosen }: Looked): ReadonlyArray<NeverChosen> =>
  variants.flatMap(({ id }, index): ReadonlyArray<NeverChosen> => {
    if (chosen.has(index)) return []
    const others = [...(beaten[index] ?? [])].toSorted((a, b) => a - b)
    return [{ variantId: id, index, behind: others.map((at) => variants[at]?.id ?? "") }]
  })

/** What is sure although there are too many situations for all variants together: each alone, and behind each other one. */
const neverByPairs = (variants: ContentSlot["variants"], { chosen }: Looked, known: KnownValues) =>
  variants.flatMap((variant, index): ReadonlyArray<NeverChosen> => {
    if (chosen.has(index)) return []
    for (const other of [variant, ...variants.filter(({ priority }) => priority > variant.priority)]) {
      const two = other === variant ? [variant] : [variant, other]
      const looked = look(two, spaceOf(two, known), mostSituations(two.length))
      if (!looked.isExact || looked.chosen.has(0)) continue
      return [{ variantId: variant.id, index, behind: (looked.beaten[0]?.size ?? 0) === 0 ? [] : [other.id] }]
    }
    return []
  })

/**
 * The coverage of a slot whose rules compile; `known` gives values that the host says itself, such as its stages. A comparison of two facts is taken to go either way, so that a variant
 * named as never chosen is never chosen, while one that is not named may still be.
 */
export const ofSlot = (slotId: string, { variants }: ContentSlot, known: KnownValues = {}): SlotCoverage => {
  const space = spaceOf(variants, known)
  const looked = look(variants, space, mostSituations(variants.length))
  const { axes, isExact } = looked
  const cells = combine(axes).flatMap((at): ReadonlyArray<Cell> => {
    const seen = looked.cells.get(at.join("\n"))
    if (seen === undefined) return []
    const chosen = variants.flatMap(({ id }, index) => (seen.chosen.has(index) ? [id] : []))
    const count = at.reduce((product, label, axis) => product * (axes[axis]?.counts.get(label) ?? 1), 1)
    return [{ at, count, chosen, fallback: !seen.hasFallback ? "never" : chosen.length > 0 ? "sometimes" : "always" }]
  })
  const total = (some: ReadonlyArray<Cell>): number => some.reduce((sum, { count }) => sum + count, 0)
  return {
    slotId,
    axes: axes.map(({ name, path, values }) => ({ name, path, values })),
    cells,
    covered: total(cells.filter(({ fallback }) => fallback !== "always")) / Math.max(1, total(cells)),
    never: isExact ? neverIn(variants, looked) : neverByPairs(variants, looked, known),
    isExact,
    situations: space.size
  }
}

/** The coverage of every slot of a program, in the order of their ids. */
export const of = ({ slots }: Program, known: KnownValues = {}): ReadonlyArray<SlotCoverage> =>
  Object.entries(slots)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, slot]) => ofSlot(id, slot, known))

const mostNamed = 3

const onlyFallback = (program: Program, coverage: SlotCoverage): ReadonlyArray<Finding.DefinitionFinding> => {
  const bare = coverage.cells.filter(({ fallback }) => fallback === "always")
  if (coverage.axes.length === 0 || bare.length === 0) return []
  const named = bare.slice(0, mostNamed).map(({ at }) => at.join(" × "))
  const more = bare.length > mostNamed ? `; and ${bare.length - mostNamed} more` : ""
  const axes = coverage.axes.map(({ name }) => name).join(" × ")
  const share = Math.round(coverage.covered * 100)
  return [
    Finding.at(program, ["slots", coverage.slotId], "info", {
      rule: "program/only-fallback",
      message: `variants cover ${share} % of ${axes}; only the fallback is left for ${named.join("; ")}${more}`,
      advice: "add a variant for those for whom the fallback does not do"
    })
  ]
}

const neverChosen = (program: Program, { never, slotId }: SlotCoverage): ReadonlyArray<Finding.DefinitionFinding> => {
  const byHand = variantsByHand(program, slotId)
  const variants = program.slots[slotId]?.variants ?? []
  return never.flatMap(({ behind: others, index, variantId }): ReadonlyArray<Finding.DefinitionFinding> => {
    // A check that looks at the texts alone has said so already; and what a person gives by hand needs no rule.
    if (behind(variants, index) !== undefined || byHand.has(variantId)) return []
    const path: Finding.Path = ["slots", slotId, "variants", index]
    const names = others.slice(0, mostNamed).join(", ") + (others.length > mostNamed ? ", …" : "")
    const isOne = others.length === 1
    return [
      others.length === 0
        ? Finding.at(program, [...path, "when"], "warning", {
            rule: "program/dead-variant",
            message: "is never chosen: its rule never holds",
            advice: "look for parts of the rule that exclude each other, and for texts that the fact never has"
          })
        : Finding.at(program, path, "warning", {
            rule: "program/shadowed-variant",
            message: `is never chosen: whenever its rule holds, ${isOne ? "variant" : "one of"} ${names} of higher priority holds too`,
            advice: "raise its priority, narrow the rules of the others, or take it away"
          })
    ]
  })
}

const inWords = new Intl.NumberFormat("en", { notation: "compact", compactDisplay: "long" })

const tooLarge = (program: Program, coverage: SlotCoverage): ReadonlyArray<Finding.DefinitionFinding> =>
  coverage.isExact
    ? []
    : [
        Finding.at(program, ["slots", coverage.slotId], "info", {
          rule: "program/coverage-sampled",
          message: `its rules tell ${inWords.format(coverage.situations)} situations apart, too many to try all: pairs of facts were tried`,
          advice: "to have all tried, split the slot, or let its rules look at fewer facts"
        })
      ]

/** What the coverage of a compiled program finds; empty is good. Takes some milliseconds: for checks, not for runs. */
export const check = (program: Program, known: KnownValues = {}): ReadonlyArray<Finding.DefinitionFinding> =>
  of(program, known).flatMap((coverage) => [
    ...neverChosen(program, coverage),
    ...onlyFallback(program, coverage),
    ...tooLarge(program, coverage)
  ])
