/**
 * References by name: a column that names a manager, an account or a product by one of its fields instead of its id. A
 * name that nobody has, or that two have, is said; it is never taken for an id.
 */
import type * as Csv from "./Csv.ts"
import { fault, type Fault } from "./Field.ts"
import * as Headers from "./Headers.ts"
import * as Presets from "./Presets.ts"
import { kinds, names, type KindName } from "./RecordKind.ts"
import type { Source } from "./Source.ts"

/** A file of records of one kind, read into rows. */
export interface Input {
  readonly kind: KindName
  readonly source: Source
  /** The name of the file, as findings show it. */
  readonly file: string
  readonly table: Csv.Table
}

/** Ids by the value of a field: `manager.name` to name to ids. */
export interface References {
  /** The id that a reference names, or why there is none. `reference` is `manager.name`. */
  readonly resolve: (reference: string, name: string) => { readonly id: string } | Fault
}

/** The kind that a word for one names. */
export const kindOf = (singular: string): KindName | undefined =>
  names.find((name) => kinds[name].singular === singular)

const cellOf = (row: Csv.Row, headers: Headers.Headers, field: string): string => {
  const place = headers.located.find((one) => one.name === field)?.place
  return place === undefined ? "" : (row.cells[place] ?? "").trim()
}

const indexOf = (inputs: ReadonlyArray<Input>, reference: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const [singular = "", field = ""] = reference.split(".")
  const ids = new Map<string, Set<string>>()
  for (const input of inputs) {
    if (kinds[input.kind].singular !== singular) continue
    const source = Presets.applied(input.kind, input.source)
    const headers = Headers.locate(input.table.header, input.kind, source, input.file)
    for (const row of input.table.rows) {
      const id = cellOf(row, headers, "id")
      const name = cellOf(row, headers, field)
      if (id !== "" && name !== "") ids.set(name, (ids.get(name) ?? new Set()).add(id))
    }
  }
  return ids
}

/** The references among the inputs; each is indexed when first asked for. */
export const among = (inputs: ReadonlyArray<Input>): References => {
  const indices = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>()
  return {
    resolve: (reference, name) => {
      let index = indices.get(reference)
      if (index === undefined) indices.set(reference, (index = indexOf(inputs, reference)))
      const [id, ...others] = index.get(name) ?? []
      if (id === undefined) return fault("missing-reference", `no ${reference} has this value`)
      if (others.length > 0) {
        const ids = [id, ...others].toSorted().join(", ")
        return fault("ambiguous-reference", `several have it as ${reference}: ${ids}; refer to one by its id`)
      }
      return { id }
    }
  }
}
