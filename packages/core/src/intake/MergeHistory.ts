/**
 * What persons said about records being one, read as a whole: the latest word on a pair holds, whatever the order of
 * lines; chains lead to their end; what cannot be meant is said. Source: docs/explanation/standing.md (duplicates).
 */
import type { MergeKind, MergeVerdict } from "../account/MergeVerdict.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Sourced } from "./Identity.ts"
import * as Unresolved from "./Unresolved.ts"

/** The record that each dropped id has become, by its id. Only ends of chains are values. */
export type Aliases = ReadonlyMap<string, string>

/** What the history of one kind comes to. */
export interface MergeHistory {
  readonly aliases: Aliases
  readonly findings: ReadonlyArray<Finding.Finding>
}

type Said = Sourced<MergeVerdict>

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The same for the same two records, whichever is to stay. */
export const pairKey = (one: string, other: string): string => JSON.stringify([one, other].toSorted(byCodeUnit))

/** At equal times what keeps records apart outweighs what makes them one. */
const weights: ReadonlyArray<MergeVerdict["verdict"]> = ["same", "split", "different"]

/** Earlier words first; the last of a pair holds. */
export const inOrder = (a: MergeVerdict, b: MergeVerdict): number =>
  a.at - b.at ||
  weights.indexOf(a.verdict) - weights.indexOf(b.verdict) ||
  byCodeUnit(b.keep, a.keep) ||
  byCodeUnit(a.id, b.id)

const finding = (
  severity: Finding.Severity,
  rule: string,
  { provenance }: Said,
  [message, advice]: readonly [message: string, advice: string]
): Finding.Finding => ({ severity, rule, message, advice, place: Unresolved.placeOf(provenance, "drop") })

/** The last word on each pair. */
const lastWords = (said: ReadonlyArray<Said>): ReadonlyArray<Said> => {
  const last = new Map<string, Said>()
  for (const one of said.toSorted((a, b) => inOrder(a.record, b.record)))
    last.set(pairKey(one.record.keep, one.record.drop), one)
  return [...last.values()]
}

/** One keep for each dropped id: the later word, at equal times the lesser id. */
const edgesOf = (words: ReadonlyArray<Said>, findings: Array<Finding.Finding>): Map<string, Said> => {
  const edges = new Map<string, Said>()
  for (const one of words.toSorted((a, b) => inOrder(a.record, b.record))) {
    const { drop, keep, kind, verdict } = one.record
    if (verdict !== "same") continue
    const before = edges.get(drop)
    edges.set(drop, one)
    if (before === undefined) continue
    const message = `${drop} of ${kind} is said to be ${before.record.keep} and to be ${keep}; the later word counts`
    const advice = `if ${before.record.keep} and ${keep} are one, say so; else split one of them`
    findings.push(finding("warning", "merge/two-keeps", one, [message, advice]))
  }
  return edges
}

/** Takes off what leads to a record that is not there: nobody can become it. */
const prune = (edges: Map<string, Said>, isKnown: (id: string) => boolean, findings: Array<Finding.Finding>): void => {
  for (let isDone = false; !isDone;) {
    const lost = [...edges].filter(([, { record }]) => !isKnown(record.keep) && !edges.has(record.keep))
    for (const [drop, one] of lost) {
      edges.delete(drop)
      const { keep, kind } = one.record
      const message = `${keep} of ${kind}, which ${drop} is said to be, is not among the ${kind}`
      findings.push(
        finding("warning", "merge/unknown-keep", one, [message, `bring the row of ${keep}, or split the two`])
      )
    }
    isDone = lost.length === 0
  }
}

/** Turns every circle so that its least id stays: a person said that its members are one. */
const breakCircles = (edges: Map<string, Said>, findings: Array<Finding.Finding>): void => {
  const done = new Set<string>()
  for (const start of [...edges.keys()].toSorted(byCodeUnit)) {
    const path: Array<string> = []
    let at: string | undefined = start
    while (at !== undefined && edges.has(at) && !done.has(at) && !path.includes(at)) {
      path.push(at)
      at = edges.get(at)?.record.keep
    }
    const from = at === undefined ? -1 : path.indexOf(at)
    const circle = from < 0 ? [] : path.slice(from).toSorted(byCodeUnit)
    const [least] = circle
    const edge = edges.get(least ?? "")
    for (const one of path) done.add(one)
    if (least === undefined || edge === undefined) continue
    edges.delete(least)
    const message = `these ${edge.record.kind} are said to be each other in a circle: ${circle.join(", ")}; ${least} stays`
    findings.push(finding("error", "merge/circle", edge, [message, "split one of the pairs, or correct the line"]))
  }
}

/**
 * What the verdicts on one kind come to; `isKnown` tells whether a record of an id is there. An id whose own record is
 * gone stays an alias. Total; the order of verdicts is irrelevant but for their dates, and saying one twice changes nothing.
 */
export const of = (verdicts: ReadonlyArray<Said>, kind: MergeKind, isKnown: (id: string) => boolean): MergeHistory => {
  const findings: Array<Finding.Finding> = []
  const own: Array<Said> = []
  for (const one of verdicts) {
    if (one.record.kind !== kind) continue
    if (one.record.keep !== one.record.drop) own.push(one)
    else {
      const message = `${one.record.drop} of ${kind} is compared with itself: the line says nothing`
      findings.push(finding("warning", "merge/itself", one, [message, "name two ids"]))
    }
  }
  const edges = edgesOf(lastWords(own), findings)
  breakCircles(edges, findings)
  prune(edges, isKnown, findings)
  const aliases = new Map<string, string>()
  for (const drop of [...edges.keys()].toSorted(byCodeUnit)) {
    let end = drop
    for (let next = edges.get(end); next !== undefined; next = edges.get(end)) end = next.record.keep
    aliases.set(drop, end)
  }
  findings.sort((a, b) => byCodeUnit(a.message, b.message))
  return { aliases, findings }
}
