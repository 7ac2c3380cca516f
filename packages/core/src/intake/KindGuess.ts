/**
 * What a file probably holds: the kind of its records, the program that exported it, and the columns that give fields
 * although they have other names. For proposals; at run time all of it is declared.
 */
import type * as Csv from "./Csv.ts"
import { folded } from "./Field.ts"
import * as Headers from "./Headers.ts"
import * as NotationGuess from "./NotationGuess.ts"
import * as Presets from "./Presets.ts"
import { kinds, names, requiredOf, type KindName, type RecordKind } from "./RecordKind.ts"
import { presetNames, type Column, type PresetName, type Source } from "./Source.ts"
import { synonyms } from "./Synonyms.ts"

/** A kind that a file may hold, and how much speaks for it. */
export interface KindGuess {
  readonly kind: KindName
  readonly preset?: PresetName
  readonly score: number
  readonly because: string
}

/** Words in the name of a file that speak for a kind. */
const fileWords: Readonly<Partial<Record<KindName, RegExp>>> = {
  orders: /order|sales|umsa|verkauf|продаж|реализац|заказ/iu,
  accounts: /account|compan|customer|client|kunden|компани|контрагент|клиент/iu,
  contacts: /contact|people|person|kontakt|контакт/iu,
  opportunities: /opportunit|deal|pipeline|lead|сделк/iu,
  invoices: /invoice|rechnung|счет|счёт/iu,
  cases: /case|ticket|complaint|обращен|жалоб/iu
}

/** The declaration of columns whose names are other than their fields', given what is found without one. */
export const declared = (
  header: Csv.Header,
  kind: KindName,
  preset: PresetName | undefined
): Readonly<Record<string, Column>> => {
  const source: Source = { file: "-", ...(preset === undefined ? {} : { preset }) }
  const { located } = Headers.locate(header, kind, source, "-")
  const fields = located.filter(({ name }) => !name.startsWith("attributes."))
  const found = new Set(fields.map(({ name }) => name))
  const claimed = new Set(fields.flatMap(({ also = [], place }) => [place, ...also]))
  const columns: Record<string, Column> = {}
  const money = new Set(kinds[kind].fields.filter(({ type }) => type === "money").map(({ name }) => name))
  // `amount_gbp` is an amount.
  const bare = header.names.map((name) => folded(NotationGuess.currencyInName(name)?.name ?? ""))
  for (const [field, spellings] of Object.entries(synonyms[kind] ?? {})) {
    if (found.has(field)) continue
    const folds = spellings.map(folded)
    // The first spelling is the most telling one; ids and names of accounts may be one column.
    const places = folds.map((fold) => {
      const place = header.names.findIndex((name) => folded(name) === fold)
      return place < 0 && money.has(field) ? bare.indexOf(fold) : place
    })
    const place = places.find((at) => at >= 0 && (!claimed.has(at) || field === "id" || field === "name"))
    if (place === undefined) continue
    columns[field] = header.names[place] ?? ""
    if (field !== "id") claimed.add(place)
  }
  return columns
}

const namesOf = (column: Column): ReadonlyArray<string> => {
  if (typeof column === "string") return [column]
  if ("join" in column) return column.join
  return "column" in column ? [column.column] : []
}

/**
 * Exports that the columns show. One sign that a program writes may stand in any file: without a second one most of the
 * columns must be the program's.
 */
const presetGuesses = (header: Csv.Header): ReadonlyArray<KindGuess> => {
  const folds = header.names.map(folded)
  return presetNames.flatMap((preset) =>
    names.flatMap((kind): ReadonlyArray<KindGuess> => {
      const known = Presets.kindOf(preset, kind)
      const signs = known?.signs.filter((name) => folds.includes(folded(name))) ?? []
      if (known === undefined || signs.length === 0) return []
      const theirs = new Set(Object.values(known.columns).flatMap((columns) => columns.flatMap(namesOf).map(folded)))
      const matched = folds.filter((fold) => theirs.has(fold)).length
      if (matched < 3 || (signs.length === 1 && matched < folds.length * 0.75)) return []
      const because = `it has the columns of an export of ${Presets.presets[preset].title}: ${signs.join(", ")}`
      return [{ kind, preset, score: 10 + matched + 2 * signs.length, because }]
    })
  )
}

const plainGuess = (header: Csv.Header, kind: KindName, file: string): KindGuess => {
  const record: RecordKind = kinds[kind]
  const columns = declared(header, kind, undefined)
  const { located } = Headers.locate(header, kind, { file: "-", columns }, "-")
  const fields = new Set(located.map(({ name }) => name).filter((name) => !name.startsWith("attributes.")))
  const missing = [...requiredOf(kind)].filter((field) => ![...fields].some((name) => name.split(".")[0] === field))
  // `order_id` is the id of an order; what every kind may have speaks for none.
  const own = header.names.some((name) => folded(name) === folded(`${record.singular}Id`)) ? 3 : 0
  const named = fileWords[kind]?.test(file) === true || folded(file).includes(folded(kind)) ? 2 : 0
  for (const common of ["id", "currency", "updatedAt"]) fields.delete(common)
  const because = `${fields.size} of its columns give fields of ${kind}`
  return { kind, score: fields.size + own + named - 3 * missing.length, because }
}

/** Kinds that a file may hold, the likeliest first. `preset` and `kind`, where given, are taken. */
export const guesses = (
  header: Csv.Header,
  file: string,
  given: { readonly kind?: KindName | undefined; readonly preset?: PresetName | undefined }
): ReadonlyArray<KindGuess> =>
  [...presetGuesses(header), ...names.map((kind) => plainGuess(header, kind, file))]
    .filter((guess) => given.kind === undefined || guess.kind === given.kind)
    .filter((guess) => given.preset === undefined || guess.preset === given.preset)
    .toSorted((a, b) => b.score - a.score || names.indexOf(a.kind) - names.indexOf(b.kind))
