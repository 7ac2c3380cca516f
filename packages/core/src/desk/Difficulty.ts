/**
 * How hard a manager's portfolio is, beside what comes of it, so that nobody is compared blindly: a portfolio that was
 * leaving when it was taken over cannot look like one that renews itself. Source: docs/explanation/desk.md (scoreboard).
 */
import * as Case from "../account/Case.ts"
import type { Manager } from "../account/Manager.ts"
import type * as Tier from "../analysis/Tier.ts"
import type { Source } from "../retention/RetentionPolicy.ts"
import type { DeskClient, Look } from "./DeskClient.ts"

/** What difficulty is judged by. */
export interface DifficultyFacts {
  readonly clients: ReadonlyArray<DeskClient>
  /** Null for the clients of all. */
  readonly manager: Manager | null
  readonly capacity: Tier.Capacity
  readonly look: Look
}

/** One row of the table. */
export interface DifficultyRule {
  readonly id: "value at risk" | "irregular" | "load" | "complaints"
  readonly source: Source
  /** More is harder; null when unknown. */
  readonly value: (facts: DifficultyFacts) => number | null
}

const sum = (values: ReadonlyArray<number>): number => values.reduce((total, value) => total + value, 0)

const margin = ({ marginMinor }: DeskClient): number => Math.max(0, marginMinor ?? 0)

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** Clients that are served by a person: one-to-one and one-to-few. */
const served = (clients: ReadonlyArray<DeskClient>): number =>
  clients.filter(({ segment }) => segment?.tier === "one-to-one" || segment?.tier === "one-to-few").length

/** The table: value at risk ÷ margin; margin of Z and of unknown regularity ÷ margin; served clients ÷ room; open complaints ÷ clients. */
export const rules: ReadonlyArray<DifficultyRule> = [
  {
    id: "value at risk",
    source: "proposal",
    value: ({ clients }) => {
      const known = clients.filter(({ segment }) => (segment?.outlook?.valueAtRisk ?? null) !== null)
      return share(sum(known.map(({ segment }) => segment?.outlook?.valueAtRisk?.minor ?? 0)), sum(known.map(margin)))
    }
  },
  {
    id: "irregular",
    source: "proposal",
    value: ({ clients }) => {
      const bought = clients.filter(({ segment }) => (segment?.abc ?? null) !== null)
      const irregular = bought.filter(({ segment }) => segment?.xyz === "Z" || segment?.xyz === null)
      return share(sum(irregular.map(margin)), sum(bought.map(margin)))
    }
  },
  {
    id: "load",
    source: "proposal",
    value: ({ capacity, clients, manager }) =>
      manager === null
        ? null
        : share(
            served(clients),
            (manager.capacity?.oneToOne ?? capacity["one-to-one"]) +
              (manager.capacity?.oneToFew ?? capacity["one-to-few"])
          )
  },
  {
    id: "complaints",
    source: "proposal",
    value: ({ clients, look }) =>
      share(
        sum(
          clients.map(
            ({ records }) => records.cases.filter((one) => isComplaint(one) && Case.isOpen(one, look.now)).length
          )
        ),
        clients.length
      )
  }
]

const isComplaint = ({ kind }: Case.Case): boolean =>
  kind === "complaint" || kind === "dispute" || kind === "legal claim"

/** One part of the difficulty of a portfolio. */
export interface Part {
  readonly id: DifficultyRule["id"]
  readonly value: number | null
  /** Times the mean of all managers; null when that is unknown or zero. */
  readonly times: number | null
}

/** How hard a portfolio is. */
export interface Difficulty {
  /** The mean of what is known of its parts: 1 is as hard as the portfolio of the mean manager; null when unknown. */
  readonly index: number | null
  /** In the order of the table. */
  readonly parts: ReadonlyArray<Part>
}

const mean = (values: ReadonlyArray<number>): number | null =>
  values.length === 0 ? null : sum(values) / values.length

/** The difficulty of each portfolio beside the others, in their order. */
export const of = (portfolios: ReadonlyArray<DifficultyFacts>): ReadonlyArray<Difficulty> => {
  const values = portfolios.map((facts) => rules.map(({ value }) => value(facts)))
  const means = rules.map((_, rule) => mean(values.flatMap((own) => own[rule] ?? [])))
  return values.map((own) => {
    const parts = rules.map(({ id }, rule): Part => {
      const value = own[rule] ?? null
      const usual = means[rule] ?? null
      return { id, value, times: value === null || usual === null || usual === 0 ? null : value / usual }
    })
    return { index: mean(parts.flatMap(({ times }) => times ?? [])), parts }
  })
}
