/** What is told while a test case runs: statements as `abm record` takes them, each an input of the case's group. */
import { Calendar, type Finding, type Records, type Store } from "@market-of-one/core"
import * as Statement from "../input/Statement.ts"
import * as StatementInput from "../input/StatementInput.ts"
import type { Facts, Said } from "../workspace/TestCase.ts"
import { type Placed, problem } from "../workspace/TestCaseCheck.ts"
import { instantOf } from "../workspace/TestCaseReading.ts"
import type { Path } from "../workspace/YamlFile.ts"

/** What a case changes at an instant, and where that stands in it. */
export interface Change {
  readonly at: Calendar.Instant
  readonly facts: Facts
  readonly path: Path
}

/** Inputs by instant, and what is wrong with the rest. */
export interface Told {
  readonly told: ReadonlyArray<Store.Told>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** Of which group a case is, when it begins, and whom it may name. */
export interface Scene {
  readonly groupId: string
  readonly from: Calendar.Instant
  readonly zone: Calendar.Zone
  readonly directory: StatementInput.Directory
}

/** The directory with the accounts and contacts that a case adds to a group or changes in it. */
export const directoryWith = (
  { contacts, groupOf }: StatementInput.Directory,
  frames: ReadonlyArray<Records.GroupRecords>
): StatementInput.Directory => ({
  groupOf: new Map([
    ...groupOf,
    ...frames.flatMap(({ accounts, groupId }) => accounts.map(({ id }) => [id, groupId] as const))
  ]),
  contacts: new Map([
    ...contacts,
    ...frames.flatMap((frame) =>
      frame.contacts.map(
        ({ accountId, addressHash, id }) =>
          [id, { accountId, ...(addressHash === null ? {} : { addressHash }) }] as const
      )
    )
  ])
})

const asInstant = (value: unknown, zone: Calendar.Zone): unknown => {
  const at = typeof value === "string" && Calendar.isDay(value) ? instantOf(value, zone) : undefined
  return at === undefined ? value : Calendar.showInstant(at)
}

/** A statement in the words of `abm record`: days are written out as instants. */
const wordsOf = (said: Said, id: string, at: Calendar.Instant, zone: Calendar.Zone): string => {
  const data = Object.fromEntries(Object.entries(said.data).map(([key, value]) => [key, asInstant(value, zone)]))
  return JSON.stringify({ id, ...said, at: asInstant(said.at, zone) ?? Calendar.showInstant(at), data })
}

type One = Pick<Extract<StatementInput.Made, { readonly ok: true }>, "told">

/** One statement as an input, or what is wrong with it. */
const oneOf = (
  placed: Placed,
  path: Path,
  { at, said }: { readonly at: Calendar.Instant; readonly said: Said },
  { directory, groupId, zone }: Scene
): One | ReadonlyArray<Finding.Finding> => {
  const id = said.id ?? `${placed.yaml.file} ${[...placed.path, ...path].join(".")}`
  const read = Statement.read(wordsOf(said, id, at, zone), zone)
  if (!read.ok)
    return read.problems.map(({ advice, field, message }) =>
      problem(placed, [...path, ...(field?.split(".") ?? [])], message, advice)
    )
  const made = StatementInput.make(read.statement, undefined, directory, read.statement.at)
  if (!made.ok) {
    const { advice, field, message } = made.problem
    return [problem(placed, [...path, ...(field === undefined ? [] : [field])], message, advice)]
  }
  if (made.told.groupId !== groupId)
    return [problem(placed, path, "this is about another group", "a case is about one group")]
  return made
}

const isMade = (one: One | ReadonlyArray<Finding.Finding>): one is One => "told" in one

/** Reads what the changes tell. What was said before the case begins is told when it begins. */
export const make = (placed: Placed, changes: ReadonlyArray<Change>, scene: Scene): Told => {
  const told: Array<Store.Told> = []
  const findings: Array<Finding.Finding> = []
  for (const { at, facts, path } of changes)
    for (const [index, said] of facts.told.entries()) {
      const one = oneOf(placed, [...path, "told", index], { at, said }, scene)
      if (!isMade(one)) {
        findings.push(...one)
        continue
      }
      told.push({ ...one.told, at: Calendar.instant(Math.max(one.told.at, scene.from)) })
    }
  return { told, findings }
}
