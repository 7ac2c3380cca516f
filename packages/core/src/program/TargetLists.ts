/**
 * Target lists: which accounts we go for. A list names accounts, or has a rule over what is known and analysed of them,
 * or both. Lists are of groups: one account that is named, or for which the rule holds, brings its whole group.
 */
import * as Schema from "effect/Schema"
import * as Expression from "../kernel/Expression.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { AccountMarket, Segment } from "../market/AccountMarket.ts"
import * as RuleFacts from "./RuleFacts.ts"

/** One list as people write it. */
export const TargetList = Schema.Struct({
  id: Schema.NonEmptyString.check(
    Schema.isPattern(/^[a-z][a-z0-9-]*$/u, { message: "expected lower-case letters, digits and dashes" })
  ),
  name: Schema.optionalKey(Schema.NonEmptyString),
  accounts: Schema.optionalKey(Schema.Array(Schema.NonEmptyString).annotate({ description: "ids of accounts" })),
  when: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "a rule over `account` and `group`" }))
})
export type TargetList = typeof TargetList.Type

/** A list that may be asked. */
export interface CompiledList {
  readonly id: string
  readonly name: string
  readonly accounts: ReadonlySet<string>
  readonly when: Expression.Compiled | null
}

/** A finding about a list: its index, and the offset in its rule. */
export interface ListFinding extends Finding.Finding {
  readonly index: number
  readonly offset?: number
}

const self = /^(?:account|group)\.targets$/u

/** Compiles lists; `isAccount` tells whether an id is known. A list with an error in its rule is left out. */
export const compile = (
  lists: ReadonlyArray<TargetList>,
  isAccount: (id: string) => boolean
): { readonly lists: ReadonlyArray<CompiledList>; readonly findings: ReadonlyArray<ListFinding> } => {
  const compiled: Array<CompiledList> = []
  const findings: Array<ListFinding> = []
  const ids = new Set<string>()
  lists.forEach(({ accounts = [], id, name = id, when }, index) => {
    const say = (severity: Finding.Severity, rule: string, message: string, advice: string): void => {
      findings.push({ severity, rule: `targets/${rule}`, message, advice, index })
    }
    if (ids.has(id)) say("error", "twice", `two target lists are called ${id}`, "give one of them another id")
    ids.add(id)
    if (accounts.length === 0 && when === undefined)
      say("warning", "empty", `target list ${id} names nobody`, "give it `accounts`, or a rule in `when`")
    const missing = accounts.filter((account) => !isAccount(account))
    if (missing.length > 0)
      say(
        "warning",
        "unknown-account",
        `target list ${id} names ${missing.join(", ")}, not among the accounts`,
        "correct the id"
      )
    const made = when === undefined ? undefined : Expression.compile(RuleFacts.accountRules, when)
    for (const { advice, message, offset, rule, severity } of made?.problems ?? [])
      findings.push({ severity, rule, message, ...(advice === undefined ? {} : { advice }), index, offset })
    if (made?.compiled?.facts.some((path) => self.test(path)) === true)
      say("error", "self", `the rule of target list ${id} asks for target lists`, "write the other list's rule out")
    if (made?.compiled !== null) compiled.push({ id, name, accounts: new Set(accounts), when: made?.compiled ?? null })
  })
  return { lists: compiled, findings }
}

/** The ids of the lists that a group is on, sorted. A rule that cannot be answered puts nobody on its list. */
export const of = (lists: ReadonlyArray<CompiledList>, market: AccountMarket): ReadonlyArray<string> =>
  lists
    .filter(({ accounts, when }) =>
      market.records.accounts.some(
        (account) =>
          accounts.has(account.id) ||
          (when !== null && Expression.test(when, RuleFacts.ofAccount(market, account)) === "yes")
      )
    )
    .map(({ id }) => id)
    .toSorted()

/** The segment with the lists on it. */
export const withTargets = (segment: Segment, targets: ReadonlyArray<string>): Segment =>
  segment.outlook === undefined ? segment : { ...segment, outlook: { ...segment.outlook, targets } }
