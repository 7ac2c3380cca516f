/** How the kinds of records are written down: the shape of a kind, and short words for its fields. */
import type * as Schema from "effect/Schema"
import type { Draft } from "./Completion.ts"
import type { Field, FieldType } from "./Field.ts"

/** How records of one kind are made of rows. */
export interface RecordKind<S extends Schema.Top = Schema.Top> {
  readonly schema: S
  /** The word for one, as in `manager.name` and `account_id`. */
  readonly singular: string
  readonly fields: ReadonlyArray<Field>
  /** Values of required fields that a file may leave out. */
  readonly defaults: Draft
  /** Whether columns that no field claims are kept as attributes. */
  readonly hasAttributes: boolean
  /** The list to which each row of the same id adds an item: a product with three facts has three rows. */
  readonly repeats?: string
  /** Fields that tell rows apart where the file has no id. */
  readonly identity?: ReadonlyArray<string>
  /**
   * The days by whose rate a foreign amount is converted, the first that the row has. Only kinds whose amounts are summed
   * have them; others keep the currency of the file.
   */
  readonly ratedOn: ReadonlyArray<string>
  /** What follows from the fields together. `source` names where the row came from. */
  readonly complete?: (draft: Draft, source: string) => Draft
}

/** A field of a type, with other names of its column. */
export const field = (name: string, type: FieldType, ...aliases: ReadonlyArray<string>): Field => ({
  name,
  type,
  aliases
})
/** A field that holds several values. */
export const list = (name: string, type: FieldType, ...aliases: ReadonlyArray<string>): Field => ({
  ...field(name, type, ...aliases),
  list: true
})
/** A field whose values are among those named. */
export const choice = (name: string, among: ReadonlyArray<string>, ...aliases: ReadonlyArray<string>): Field => ({
  ...field(name, "choice", ...aliases),
  among
})
/** Several fields of one type, by their names in one text. */
export const fields = (type: FieldType, names: string): ReadonlyArray<Field> =>
  names.split(" ").map((name) => field(name, type))

/** A kind of records; what is not said is the usual. */
export const make = <S extends Schema.Top>(
  singular: string,
  schema: S,
  columns: ReadonlyArray<Field>,
  more: Partial<Omit<RecordKind<S>, "schema" | "singular" | "fields">> = {}
): RecordKind<S> => ({
  defaults: {},
  hasAttributes: false,
  ratedOn: [],
  ...more,
  schema,
  singular,
  fields: columns
})
