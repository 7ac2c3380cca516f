/** The closed list of helpers as the check and the binding need it: what each takes, and which values it can do without. */
import type { ScalarKind } from "./FieldTree.ts"

/** What an argument may be. `any` takes lists and objects as well; `text` takes every single value but money. */
export type Takes = ScalarKind | "list" | "items" | "any" | "order"

/** A helper's signature. */
export interface Signature {
  /** Fewest and most arguments. */
  readonly count: readonly [fewest: number, most: number]
  /** What the arguments may be; the last entry holds for all that follow. */
  readonly takes: ReadonlyArray<Takes>
  /** How many arguments, from the left, may be missing: `-1` all but the last. The others stop the rendering. */
  readonly tolerates: number
  /** Named arguments, with the words that they may be where they are a choice. */
  readonly hash?: Readonly<Record<string, ReadonlyArray<string> | "number" | "boolean" | "text">>
  readonly block?: boolean
  readonly gives: ScalarKind | "first"
}

const all = 99
const inline = (
  takes: Takes,
  gives: Signature["gives"] = "text",
  hash: NonNullable<Signature["hash"]> = {}
): Signature => ({ count: [1, 1], takes: [takes], tolerates: 0, gives, hash })
const test = (takes: Takes, fewest: number, most: number): Signature => ({
  count: [fewest, most],
  takes: [takes],
  tolerates: all,
  gives: "boolean"
})
const block = (takes: Takes, most = 1): Signature => ({
  count: [1, most],
  takes: [takes],
  tolerates: all,
  gives: "text",
  block: true
})
const condition: Signature = { ...block("any"), hash: { includeZero: "boolean" } }
const categories = { zero: "text", one: "text", two: "text", few: "text", many: "text", other: "text" } as const

/** All helpers by name. Without `block` a helper stands in `{{name …}}` and `(name …)`. */
export const table: ReadonlyMap<string, Signature> = new Map(
  Object.entries<Signature>({
    default: { count: [2, all], takes: ["any"], tolerates: -1, gives: "first" },
    date: inline("day", "text", { style: ["short", "medium", "long", "full"] }),
    relativeDate: inline("day"),
    number: inline("number", "text", { decimals: "number" }),
    money: inline("money", "text", { whole: "boolean" }),
    percent: inline("number", "text", { decimals: "number" }),
    plural: inline("number", "text", categories),
    list: inline("list", "text", { type: ["and", "or"] }),
    upper: inline("text"),
    lower: inline("text"),
    title: inline("text"),
    truncate: { count: [2, 2], takes: ["text", "number"], tolerates: 0, gives: "text" },
    url: inline("text"),
    eq: test("text", 2, 2),
    ne: test("text", 2, 2),
    gt: test("order", 2, 2),
    lt: test("order", 2, 2),
    and: test("any", 1, all),
    or: test("any", 1, all),
    not: test("any", 1, 1),
    if: condition,
    unless: condition,
    each: block("items"),
    with: block("any"),
    switch: block("text"),
    case: block("text", all)
  })
)

/** Whether the argument at an index may be missing. */
export const tolerates = (signature: Signature, index: number, count: number): boolean =>
  signature.tolerates === -1 ? index < count - 1 : index < signature.tolerates

/** Helpers that the binding puts in and no author writes. `print` and `value` stop where nothing is there to show. */
export const internal = {
  print: ":print",
  value: ":value",
  wholeUrl: ":whole-url",
  urlPart: ":url-part",
  mailto: ":mailto"
} as const
