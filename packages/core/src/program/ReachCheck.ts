/**
 * What no account and no contact will ever reach: rules that never hold, plays that the audience or the plays before
 * leave nobody for. Found by walking the situations that the rules can tell apart.
 */
import type { Environment } from "../kernel/Expression.ts"
import { nearest } from "../kernel/Nearest.ts"
import * as Finding from "./DefinitionFinding.ts"
import { playsByHand } from "./OverrideCheck.ts"
import type { Program } from "./Program.ts"
import * as RuleAtoms from "./RuleAtoms.ts"
import { accountRules, contactRules } from "./RuleFacts.ts"
import * as RuleSpace from "./RuleSpace.ts"

/** So many situations are tried at most; where there are more, nothing is said. */
const mostSituations = 50_000

interface Rule {
  readonly environment: Environment
  readonly source: string | undefined
  readonly path: Finding.Path
  /** What follows when it never holds. */
  readonly so: string
}

interface Given {
  readonly byHand: ReadonlySet<string>
  readonly known: RuleAtoms.KnownValues
}

const rulesOf = (program: Program, byHand: ReadonlySet<string>): ReadonlyArray<Rule> => [
  { environment: accountRules, source: program.audience, path: ["audience"], so: "no account enters" },
  ...program.plays.flatMap(({ goal, id, touches, when }, at): ReadonlyArray<Rule> => {
    const path = ["plays", at]
    const entered = byHand.has(id) ? undefined : when
    return [
      { environment: accountRules, source: entered, path: [...path, "when"], so: "no account enters this play" },
      { environment: accountRules, source: goal, path: [...path, "goal"], so: "no account reaches the goal" },
      ...touches.flatMap((touch, step): ReadonlyArray<Rule> => {
        const inside = [...path, "touches", step]
        return [
          { environment: contactRules, source: touch.to, path: [...inside, "to"], so: "it goes to nobody" },
          { environment: accountRules, source: touch.when, path: [...inside, "when"], so: "it is always passed over" }
        ]
      })
    ]
  })
]

const neverHolds = (environment: Environment, source: string | undefined, known: RuleAtoms.KnownValues): boolean => {
  if (source === undefined) return false
  let holds = false
  const isAll = RuleSpace.walk(RuleSpace.of(environment, [source], known), mostSituations, ([answer]) => {
    if (answer === true) holds = true
  })
  return isAll && !holds
}

const advice = "look for parts that exclude each other, and for texts that the fact never has"

const checkRules = (program: Program, { byHand, known }: Given): ReadonlyArray<Finding.DefinitionFinding> =>
  rulesOf(program, byHand)
    .filter(({ environment, source }) => neverHolds(environment, source, known))
    .map(({ path, so }) => {
      const message = `${String(path.at(-1))} never holds: ${so}`
      return Finding.at(program, path, "warning", { rule: "program/never-holds", message, advice })
    })

/** Texts that a fact never has by what the host says of it; by what is declared they are found where rules compile. */
const checkValues = (program: Program, { known }: Given): ReadonlyArray<Finding.DefinitionFinding> => {
  const variants = Object.entries(program.slots).flatMap(([id, { variants: all }]) =>
    all.map(({ when }, at): Rule => ({
      environment: contactRules,
      source: when,
      path: ["slots", id, "variants", at, "when"],
      so: ""
    }))
  )
  return [...rulesOf(program, new Set()), ...variants].flatMap(({ environment, path, source }) => {
    const { asked } = source === undefined ? { asked: [] } : RuleAtoms.of(environment, source, known)
    return asked.flatMap(({ declared: { values = [] }, literals, path: fact }) => {
      if (!Object.hasOwn(known, fact)) return []
      const texts = [...literals].filter((one) => typeof one === "string")
      return texts
        .filter((text) => !values.includes(text))
        .map((text) => {
          const near = nearest(text, values)
          const all = values.length === 0 ? "it has no values here" : `it is one of ${values.join(", ")}`
          return Finding.at(program, path, "warning", {
            rule: "rule/unknown-value",
            message: `${String(path.at(-1))}: ${fact} is never "${text}"`,
            advice: near === undefined ? all : `did you mean "${near}"?`
          })
        })
    })
  })
}

/** Plays whose rule holds for nobody of the audience whom the plays before leave. */
const checkPlays = (program: Program, { byHand, known }: Given): ReadonlyArray<Finding.DefinitionFinding> => {
  // Behind a play without a rule nothing is reached, which is said where definitions are compiled.
  const open = program.plays.findIndex(({ when }) => when === undefined)
  const plays = open < 0 ? program.plays : program.plays.slice(0, open)
  const rules = plays.flatMap(({ when }) => (when === undefined ? [] : [when]))
  const fits = rules.map(() => false)
  const entered = rules.map(() => false)
  const before = rules.map(() => new Set<number>())
  const space = RuleSpace.of(accountRules, [program.audience, ...rules], known)
  const isAll = RuleSpace.walk(space, mostSituations, ([isMeant, ...answers]) => {
    if (isMeant !== true) return
    const first = answers.indexOf(true)
    if (first >= 0) entered[first] = true
    for (const [at, answer] of answers.entries()) {
      if (answer !== true) continue
      fits[at] = true
      if (at !== first) before[at]?.add(first)
    }
  })
  if (!isAll) return []
  return plays.flatMap(({ id }, at): ReadonlyArray<Finding.DefinitionFinding> => {
    if (entered[at] === true || byHand.has(id) || neverHolds(accountRules, rules[at], known)) return []
    const names = [...(before[at] ?? [])].map((other) => plays[other]?.id ?? "")
    const takers =
      names.length === 1 ? `play ${names.join()} before it takes` : `plays ${names.join(", ")} before it take`
    const why =
      fits[at] === true ? `${takers} every account that it fits` : "its rule and the audience exclude each other"
    return [
      Finding.at(program, ["plays", at, "when"], "warning", {
        rule: "program/shadowed-play",
        message: `is never entered: ${why}`,
        advice: fits[at] === true ? "put it before the others, or narrow their rules" : advice
      })
    ]
  })
}

/**
 * What a compiled program never reaches; empty is good. `known` gives values of facts that the host says itself, by path:
 * the stages of its policy, its target lists. Takes some milliseconds: for checks, not for runs.
 */
export const check = (
  program: Program,
  known: RuleAtoms.KnownValues = {}
): ReadonlyArray<Finding.DefinitionFinding> => {
  const given: Given = { byHand: playsByHand(program), known }
  const rules = [...checkValues(program, given), ...checkRules(program, given)]
  const isEmpty = rules.some(({ path, rule }) => path[0] === "audience" && rule === "program/never-holds")
  return isEmpty ? rules : [...rules, ...checkPlays(program, given)]
}
