/** A key account manager (KAM, менеджер по ключевым клиентам). */
import * as Schema from "effect/Schema"
import { Instant, Zone } from "../kernel/Calendar.ts"

/** One manager. `capacity` is the number of accounts per tier that the manager can carry. */
export const Manager = Schema.Struct({
  id: Schema.NonEmptyString,
  name: Schema.NonEmptyString,
  email: Schema.optionalKey(Schema.String),
  managerId: Schema.optionalKey(Schema.String),
  deputyId: Schema.optionalKey(Schema.String),
  timeZone: Schema.optionalKey(Zone),
  country: Schema.optionalKey(Schema.String),
  capacity: Schema.optionalKey(
    Schema.Struct({
      oneToOne: Schema.optionalKey(Schema.Int),
      oneToFew: Schema.optionalKey(Schema.Int),
      oneToMany: Schema.optionalKey(Schema.Int)
    })
  ),
  skills: Schema.Struct({
    languages: Schema.Array(Schema.String),
    industries: Schema.Array(Schema.String),
    products: Schema.Array(Schema.String)
  }),
  approves: Schema.optionalKey(
    Schema.Struct({ discount: Schema.optionalKey(Schema.Finite), cost: Schema.optionalKey(Schema.Finite) })
  ),
  productsReadAt: Schema.optionalKey(Instant),
  /** When the manager leaves, or left: from then on the deputy answers, else the superior. */
  leftAt: Schema.optionalKey(Instant)
})
export type Manager = typeof Manager.Type

/** Whether the manager is still with us. `passed` says whether an instant has come. */
export const isHere = ({ leftAt }: Pick<Manager, "leftAt">, passed: (at: Instant) => boolean): boolean =>
  leftAt === undefined || !passed(leftAt)

/** Who steps in for a manager: the deputy, else the superior, whoever is known to be here; null when nobody is. */
export const standInOf = (
  manager: Pick<Manager, "deputyId" | "managerId">,
  known: (id: string) => Manager | undefined,
  passed: (at: Instant) => boolean
): string | null => {
  for (const id of [manager.deputyId, manager.managerId]) {
    const one = known(id ?? "")
    if (one !== undefined && isHere(one, passed)) return one.id
  }
  return null
}

/** The superiors of a manager who are known, nearest first; a circle ends it, and nobody is the own superior. */
export const superiorsOf = (
  manager: Pick<Manager, "id" | "managerId">,
  known: (id: string) => Manager | undefined
): ReadonlyArray<Manager> => {
  const chain: Array<Manager> = []
  const seen = new Set([manager.id])
  for (let next = manager.managerId; next !== undefined && !seen.has(next);) {
    seen.add(next)
    const found = known(next)
    if (found === undefined) break
    chain.push(found)
    next = found.managerId
  }
  return chain
}

/** The nearest superior who is still here; one of whom nothing is known is taken to be here. */
export const superiorOf = (
  manager: Pick<Manager, "id" | "managerId">,
  known: (id: string) => Manager | undefined,
  passed: (at: Instant) => boolean
): string | null => {
  const chain = superiorsOf(manager, known)
  const here = chain.find((one) => isHere(one, passed))
  if (here !== undefined) return here.id
  const { managerId } = chain.at(-1) ?? manager
  const isOver = managerId === undefined || managerId === manager.id || known(managerId) !== undefined
  return isOver ? null : managerId
}

/** To whom what is late goes: the superior, else the deputy, whoever is still here; null where there is neither. */
export const aboveOf = (
  manager: Pick<Manager, "deputyId" | "id" | "managerId">,
  known: (id: string) => Manager | undefined,
  passed: (at: Instant) => boolean
): string | null => {
  const superior = superiorOf(manager, known, passed)
  if (superior !== null || manager.deputyId === undefined) return superior
  const deputy = known(manager.deputyId)
  return deputy === undefined || isHere(deputy, passed) ? manager.deputyId : null
}
