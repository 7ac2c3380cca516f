/** Who is inside which program, and how far: accounts by the step that opened last. */
import type { Plan } from "@market-of-one/core"
import type * as Effect from "effect/Effect"

type States = Effect.Success<typeof Plan.states>
type Enrolment = States[number]["state"]["enrolments"][string]

/** Accounts that are at one place of a program. */
export interface Inside {
  readonly program: string
  readonly play: string
  /** The touch id of the step that opened last; null before the first one. */
  readonly step: string | null
  /** Whether they are left alone so that an effect can be measured. */
  readonly holdout: boolean
  /** Sorted. */
  readonly accounts: ReadonlyArray<string>
}

const mostNamed = 5
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Steps of one instant: the one opened last stands last. */
const stepOf = ({ opened }: Enrolment): string | null => {
  let last: readonly [string, number] | undefined
  for (const [touchId, { at }] of Object.entries(opened)) if (last === undefined || at >= last[1]) last = [touchId, at]
  return last?.[0] ?? null
}

/** All who are inside, by program, play and step in the order of their names; those who have not begun come first. */
export const of = (states: States): ReadonlyArray<Inside> => {
  const inside = states.flatMap(({ state }) => Object.values(state.enrolments).filter(({ exited }) => exited === null))
  const places = Map.groupBy(inside, (one) =>
    JSON.stringify([one.programId, one.playId, one.holdout, one.holdout ? null : stepOf(one)])
  )
  return [...places.values()]
    .flatMap((all): ReadonlyArray<Inside> => {
      const [first] = all
      if (first === undefined) return []
      const { holdout, playId, programId } = first
      const accounts = all.map(({ accountId }) => accountId).toSorted(byText)
      return [{ program: programId, play: playId, step: holdout ? null : stepOf(first), holdout, accounts }]
    })
    .toSorted(
      (a, b) =>
        byText(a.program, b.program) ||
        byText(a.play, b.play) ||
        Number(a.holdout) - Number(b.holdout) ||
        byText(a.step ?? "", b.step ?? "")
    )
}

/** The first few of them, and how many more there are. */
export const few = (accounts: ReadonlyArray<string>): string =>
  accounts.length > mostNamed
    ? `${accounts.slice(0, mostNamed).join(", ")} and ${accounts.length - mostNamed} more`
    : accounts.join(", ")
