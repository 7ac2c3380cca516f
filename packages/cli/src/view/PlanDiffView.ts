/** How two plans differ, or a run from its plan, for people at a terminal: by account, touch by touch. */
import type { Calendar } from "@market-of-one/core"
import type { PlanDiffDocument } from "../output/PlanDiffDocument.ts"
import type * as PlanDiffs from "../output/PlanDiffDocument.ts"
import type { Screen } from "../output/Output.ts"
import * as Local from "./Local.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

type Lines = ReadonlyArray<string>
type Fate = PlanDiffs.Change["before"]

const mostRows = 40
const count = (value: number): string => value.toLocaleString("en")
const many = (value: number, one: string, more = `${one}s`): string => `${count(value)} ${value === 1 ? one : more}`
/** To the minute: seconds say nothing to a person. */
const minute = (at: string, zone: Calendar.Zone): string => Local.shown(at, zone)

/** Words for counts, in the order in which people ask. */
const words = [
  ["added", "added"],
  ["gone", "gone"],
  ["moved", "moved"],
  ["variant", "in another variant"],
  ["reason", "not going for another reason"]
] as const

const variantOf = ({ variantId }: NonNullable<Fate>): string => (variantId === null ? "" : ` (${variantId})`)

const side = (fate: Fate, zone: Calendar.Zone): string => {
  if (fate === null) return "not due"
  if (fate.state === "message") return `to go ${minute(fate.at, zone)}${variantOf(fate)}`
  if (fate.state === "task") return `a task due ${minute(fate.at, zone)}`
  return `${fate.state}: ${fate.reason ?? "not said"}`
}

const causes: Readonly<Record<NonNullable<PlanDiffs.Change["cause"]>["kind"], string>> = {
  outcome: "an outcome",
  retry: "a retry",
  client: "the client",
  import: "an import",
  person: "a person",
  awaited: "what has not come",
  rules: "other rules",
  late: "the clock"
}

/** `moved: to go 2026-10-02 07:00 → 2026-10-06 07:00`, `gone: to go … → held: open-complaint`. */
const difference = ({ after, before, cause, what }: PlanDiffs.Change, zone: Calendar.Zone): string => {
  const isMove = what.length === 1 && what[0] === "moved" && after !== null
  const sides = `${side(before, zone)} → ${isMove ? minute(after.at, zone) : side(after, zone)}`
  return `${what.join(", ")}: ${sides}${cause === undefined ? "" : `. By ${causes[cause.kind]}: ${cause.says}`}`
}

/** What differs and how many times: `3 added, 1 moved`. */
export const counted = ({ changes, counts, others }: PlanDiffDocument): string => {
  const touches = words.flatMap(([what, word]) => (counts[what] === 0 ? [] : [`${count(counts[what])} ${word}`]))
  const beside = Object.values(others).reduce((sum, one) => sum + one, 0)
  if (changes.length === 0)
    return beside === 0 ? "nothing differs" : `no touch differs, ${many(beside, "other decision")}`
  return [`${many(changes.length, "touch", "touches")}: ${touches.join(", ")}`]
    .concat(beside === 0 ? [] : [many(beside, "other decision")])
    .join("; ")
}

const because = ({ grounds: { groups, hashes } }: PlanDiffDocument): Lines => {
  const named = `${groups.slice(0, 5).join(", ")}${groups.length > 5 ? " and others" : ""}`
  return [
    ...(hashes.length === 0 ? [] : [`decided by other ${hashes.join(", ")}`]),
    ...(groups.length === 0 ? [] : [`other records of ${many(groups.length, "group")}: ${named}`])
  ]
}

const others = ({ others }: PlanDiffDocument): Lines => {
  const told = Object.entries(others).map(([type, times]) => `${type} ${count(times)}`)
  return told.length === 0 ? [] : [`other decisions: ${told.join(" · ")}`]
}

/** The lines of a comparison in times of the zone; with causes where the changes have them. */
export const lines = (
  diff: PlanDiffDocument,
  head: string,
  { zone, ...screen }: Screen & { readonly zone: Calendar.Zone }
): Lines => {
  const style = Style.make(screen.hasColor)
  const { changes } = diff
  let shown = ""
  const rows = changes.slice(0, mostRows).map((change) => {
    const { accountId, contactId, programId, touchId } = change
    const account = accountId === shown ? "" : accountId
    shown = accountId
    return [account, `${programId} / ${touchId}`, contactId ?? "", difference(change, zone)]
  })
  const columns = ["account", "touch", "contact", "what differs"].map((heading) => ({ heading }))
  return [
    "",
    style.bold(`${head}: ${counted(diff)}`),
    ...[...because(diff), ...others(diff)].flatMap((line) => Table.wrap(line, screen.width, "  ")).map(style.dim),
    ...(rows.length === 0 ? [] : Table.lines(columns, rows, screen.width, { heading: style.dim })),
    ...(changes.length > mostRows ? [style.dim(`and ${count(changes.length - mostRows)} more: --json lists all`)] : [])
  ]
}
