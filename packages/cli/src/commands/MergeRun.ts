/** The work of `abm merge`: what is proposed, and a person's word added to the history. */
import { Calendar, MergeProposal, type MergeVerdict } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Session from "../session/Session.ts"
import type * as Workspace from "../workspace/Workspace.ts"
import * as MergeDocument from "./MergeDocument.ts"
import * as MergeFile from "./MergeFile.ts"

const reviewOf = ({ config, records }: Workspace.Workspace): MergeProposal.Review =>
  MergeProposal.review(records, [...config.domains.own, ...config.domains.vendor, ...config.domains.freeMail])

/** An id as a shell takes it. */
const shell = (id: string): string => (/^[\w.:@/-]+$/u.test(id) ? id : `'${id.replaceAll("'", String.raw`'\''`)}'`)

const namesOf = ({ records: { records } }: Workspace.Workspace): ReadonlyMap<string, string> =>
  new Map(
    [...records.accounts, ...records.contacts]
      .flatMap((one) => [...(one.merged ?? []), one])
      .map(({ record }) => [record.id, record.name])
  )

const openLines = (
  { drop, evidence, history, keep, kind, strength }: MergeProposal.Judged,
  names: ReadonlyMap<string, string>
): ReadonlyArray<string> => {
  const named = (id: string): string => `${id} ${names.get(id) ?? ""}`.trimEnd()
  const why = evidence.map(
    ({ ground, shared, strength: own }) => `the same ${ground}${shared === null ? "" : ` ${shared}`} (${own})`
  )
  const before = history.map(
    ({ at, by, verdict }) => `${verdict} said ${by} on ${Calendar.showInstant(at).slice(0, 10)}`
  )
  return [
    `${strength.toFixed(2)}  ${kind === "contacts" ? "contacts " : ""}${named(keep)}  =  ${named(drop)} ?`,
    `      ${[...why, ...before].join("; ")}`,
    `      abm merge same ${shell(keep)} ${shell(drop)} --by WHO   or   abm merge different ${shell(keep)} ${shell(drop)} --by WHO`
  ]
}

const wordLine = (word: MergeVerdict.MergeVerdict | undefined): string =>
  word === undefined
    ? "through others"
    : `said ${word.by} on ${Calendar.showInstant(word.at).slice(0, 10)}${word.note === undefined ? "" : `: ${word.note}`}`

/** Shows what is proposed, the strongest first. */
export const list = Effect.fn("merge.list")(function* (given: {
  readonly directory: string
  readonly all: boolean
  readonly json: boolean
}) {
  const workspace = yield* Session.workspaceOf(given.directory, process.env)
  const review = reviewOf(workspace)
  if (given.json) return yield* Output.json(MergeDocument.encode(review))
  const { different, merged, open } = review
  const names = namesOf(workspace)
  const lines = [
    open.length === 0
      ? "nothing is proposed for merging"
      : `${open.length} ${open.length === 1 ? "pair" : "pairs"} may be one; nothing is merged until a person says so`,
    ...open.flatMap((one) => ["", ...openLines(one, names)]),
    ...(given.all ? merged.map(({ drop, keep, last }) => `merged: ${drop} is ${keep}, ${wordLine(last)}`) : []),
    ...(given.all ? different.map((word) => `different: ${word.keep} and ${word.drop}, ${wordLine(word)}`) : [])
  ]
  yield* Output.stdout(`${lines.join("\n")}\n`)
})

/** What a person says of two ids. */
export interface Given {
  readonly directory: string
  readonly word: MergeVerdict.MergeVerdict["verdict"]
  readonly keep: string
  readonly drop: string
  readonly by: string
  readonly note: string | undefined
  readonly kind: MergeVerdict.MergeKind | undefined
}

const kinds = ["accounts", "contacts"] as const

const kindOf = ({ records: { merges, records } }: Workspace.Workspace, { drop, keep, kind }: Given) => {
  const knows = (one: MergeVerdict.MergeKind, id: string): boolean =>
    merges[one].has(id) || records[one].some(({ record }) => record.id === id)
  const fit = kinds.filter((one) => (kind ?? one) === one && knows(one, keep) && knows(one, drop))
  const [found] = fit
  if (found === undefined) {
    const missing = [keep, drop].find((id) => !kinds.some((one) => (kind ?? one) === one && knows(one, id)))
    return missing === undefined
      ? Effect.fail(Failure.refused(`${keep} and ${drop} are of two kinds`, "name two accounts or two contacts"))
      : Effect.fail(Failure.refused(`there is no account or contact ${missing}`, "name an id of the data"))
  }
  return fit.length > 1
    ? Effect.fail(Failure.refused("both ids are of accounts and of contacts", "say which: --kind accounts"))
    : Effect.succeed(found)
}

/** Why a word says nothing or cannot hold, with what to do; undefined when it can be added. */
const objection = (
  { drop, keep, word }: Given,
  aliases: ReadonlyMap<string, string>,
  isHeld: boolean
): readonly [message: string, advice: string] | undefined => {
  const end = (id: string): string => aliases.get(id) ?? id
  const become = aliases.get(drop)
  if (keep === drop) return [`${keep} is compared with itself`, "name two ids"]
  if (word === "split" && !isHeld)
    return become === undefined
      ? [`${keep} and ${drop} are not merged`, "`abm merge --all` lists what is"]
      : [`${drop} did not become ${keep} by a word on the two`, `it is ${become}: \`abm merge --all\` says by which`]
  if (word === "different" && end(keep) === end(drop))
    return [
      `${keep} and ${drop} are merged`,
      `split them first: abm merge split ${shell(keep)} ${shell(drop)} --by WHO`
    ]
  if (word === "same" && become !== undefined)
    return [`${drop} is already ${become}`, `say what ${become} is, or split the two first`]
  return undefined
}

const effectOf = ({ records: { records } }: Workspace.Workspace, { drop, keep, word }: Given): string => {
  if (word === "different") return `${keep} and ${drop} stay two and are not proposed again`
  if (word === "split") return `${keep} and ${drop} are two again`
  const owned = [
    records.contacts,
    records.orders,
    records.opportunities,
    records.cases,
    records.assets,
    records.promises
  ]
  const moved = owned.reduce(
    (sum, all) => sum + all.filter(({ record }) => record.accountId === drop || record.id === drop).length,
    0
  )
  return `${drop} is ${keep} from now on${moved === 0 ? "" : `; with it come ${moved} records that name it`}`
}

/** Adds a person's word to the history; one that is there already is not added again. */
export const say = Effect.fn("merge.say")(function* (given: Given) {
  const workspace = yield* Session.workspaceOf(given.directory, process.env)
  const { drop, keep, word } = given
  const kind = yield* kindOf(workspace, given)
  const aliases = workspace.records.merges[kind]
  const { different, merged } = reviewOf(workspace)
  const isPair = (one: { readonly keep: string; readonly drop: string; readonly kind: string }): boolean =>
    one.kind === kind && [one.keep, one.drop].toSorted().join("\0") === [keep, drop].toSorted().join("\0")
  const isSaid =
    (word === "same" && keep !== drop && (aliases.get(drop) ?? drop) === (aliases.get(keep) ?? keep)) ||
    (word === "different" && different.some(isPair))
  if (isSaid) return yield* Output.stdout(`${keep} and ${drop}: that was said already\n`)
  const direct = workspace.records.records.merges.map(({ record }) => record).filter(isPair)
  const isHeld =
    MergeProposal.lastOf(direct)?.verdict === "same" &&
    merged.some((one) => one.kind === kind && (one.drop === drop || one.drop === keep))
  const objected = objection(given, aliases, isHeld)
  if (objected !== undefined) return yield* Failure.refused(...objected)
  const at = Calendar.instant(yield* Clock.currentTimeMillis)
  const { by, note } = given
  yield* MergeFile.append(workspace, {
    at,
    by,
    kind,
    keep,
    drop,
    verdict: word,
    ...(note === undefined ? {} : { note })
  })
  yield* Output.stdout(`${effectOf(workspace, given)}\nkept in ${MergeFile.name}\n`)
})
