/** The records of one group as a test case changes them: before anything is derived from them, as if files said so. */
import { type Finding, type Identity, type RecordBook, RecordKind } from "@market-of-one/core"
import type * as Schema from "effect/Schema"
import * as StrictDecode from "../workspace/StrictDecode.ts"
import type { KindName } from "../workspace/TestCase.ts"
import { type Placed, problem } from "../workspace/TestCaseCheck.ts"
import type { Patch } from "../workspace/TestCaseReading.ts"
import type { Path } from "../workspace/YamlFile.ts"

type Book = RecordBook.RecordBook
type Sourced = Identity.Sourced<Patch>

/** The book without the records of other groups. What belongs to no account, such as managers, stays. */
export const ofGroup = (book: Book, groupId: string): Book => {
  const groups = book.grouping.groups.filter(({ id }) => id === groupId)
  const ids = new Set<unknown>(groups.flatMap(({ accountIds }) => accountIds))
  const records = Object.entries(book.records).map(([kind, all]) => [
    kind,
    (all as ReadonlyArray<Sourced>).filter(({ record }) =>
      kind === "accounts" ? ids.has(record.id) : record["accountId"] === undefined || ids.has(record["accountId"])
    )
  ])
  // Each list keeps the type of its kind.
  return { ...book, records: Object.fromEntries(records) as Book["records"], grouping: { ...book.grouping, groups } }
}

/** Null makes a fact unknown: an absent field. */
const withoutNull = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

const withMember = ({ grouping, ...book }: Book, accountId: string): Book => ({
  ...book,
  grouping: {
    ...grouping,
    groups: grouping.groups.map((group) => ({ ...group, accountIds: [...group.accountIds, accountId] })),
    groupOf: new Map([...grouping.groupOf, ...grouping.groups.map(({ id }) => [accountId, id] as const)])
  }
})

/** Whether the outcome is what is wrong. */
export const isFindings = (value: Book | ReadonlyArray<Finding.Finding>): value is ReadonlyArray<Finding.Finding> =>
  Array.isArray(value)

/** The book of a group with one record changed or added; findings where what comes out is none of this group. */
export const patched = (
  placed: Placed,
  path: Path,
  { kind, patch }: { readonly kind: KindName; readonly patch: Patch },
  book: Book
): Book | ReadonlyArray<Finding.Finding> => {
  const of: RecordKind.RecordKind = RecordKind.kinds[kind]
  const all = book.records[kind] as ReadonlyArray<Sourced>
  const before = all.find(({ record }) => record.id === patch.id)
  if (kind === "accounts" && before !== undefined && typeof patch["parentId"] === "string")
    return [problem(placed, [...path, "parentId"], "a case does not move an account", "change the data for that")]
  const fresh = { ...of.defaults, ...(kind === "accounts" ? {} : { accountId: placed.test.for.account }) }
  const yaml = {
    value: withoutNull({ ...(before?.record ?? fresh), ...patch }),
    placeOf: (at: Path) => placed.yaml.placeOf([...placed.path, ...path, ...at])
  }
  const decoded = StrictDecode.decode(of.schema as Schema.Codec<Patch, unknown>, yaml, "test/record")
  if (!decoded.ok) return decoded.findings
  const record = decoded.value
  const owner = record["accountId"]
  const [group] = book.grouping.groups
  if (typeof owner === "string" && group?.accountIds.includes(owner) !== true) {
    const message = `account ${owner} is not of the case's group ${group?.id}`
    return [problem(placed, path, message, "a case is about one group")]
  }
  const provenance = { source: "test case", file: placed.yaml.file }
  const list =
    before === undefined
      ? [...all, { record, provenance }]
      : all.map((one) => (one === before ? { ...one, record } : one))
  const changed: Book = { ...book, records: { ...book.records, [kind]: list } }
  return kind === "accounts" && before === undefined ? withMember(changed, record.id) : changed
}
