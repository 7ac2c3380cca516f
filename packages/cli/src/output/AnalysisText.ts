/**
 * An analysis as text in pieces: a portfolio of hundreds of thousands of accounts makes a document of a gigabyte, which
 * no text holds and nobody's memory should.
 */
import * as Schema from "effect/Schema"

/** Pieces grow to about this many characters before they are handed on. */
const pieceLength = 1 << 18

/** What is made of each value, when its turn comes. */
export const mapped = function* <A, B>(values: Iterable<A>, make: (value: A) => B): Generator<B> {
  for (const value of values) yield make(value)
}

/** Parts drawn together into pieces. */
export const joined = function* (parts: Iterable<string>): Generator<string> {
  let piece = ""
  for (const part of parts) {
    piece += part
    if (piece.length >= pieceLength) {
      yield piece
      piece = ""
    }
  }
  if (piece !== "") yield piece
}

/** The values of a document; what is a list there may be anything that can be gone through. */
export type Values<Document> = {
  readonly [Key in keyof Document]: Document[Key] extends ReadonlyArray<infer Entry> ? Iterable<Entry> : Document[Key]
}

type Codec = Schema.Codec<unknown, unknown>

/** The entries of a list, each encoded when its turn comes. */
const entries = function* (schema: Codec, values: Iterable<unknown>): Generator<string> {
  const encode = Schema.encodeSync(schema)
  let isFirst = true
  for (const value of values) {
    yield `${isFirst ? "" : ","}${JSON.stringify(encode(value))}`
    isFirst = false
  }
}

const fieldsOf = function* (
  fields: Readonly<Record<string, Codec>>,
  values: Readonly<Record<string, unknown>>
): Generator<string> {
  let before = "{"
  for (const [name, schema] of Object.entries(fields)) {
    yield `${before}${JSON.stringify(name)}:`
    before = ","
    const value = values[name]
    if (schema.ast._tag === "Arrays" && "value" in schema) {
      yield "["
      yield* entries(schema.value as Codec, value as Iterable<unknown>)
      yield "]"
    } else yield JSON.stringify(Schema.encodeSync(schema)(value))
  }
  yield "}"
}

/** A document of the schema as JSON in pieces. What the schema does not allow is a defect, not output. */
export const json = <Fields extends Readonly<Record<string, Schema.Top>>>(
  schema: Schema.Struct<Fields>,
  values: Values<Schema.Struct<Fields>["Type"]>
): Iterable<string> => joined(fieldsOf(schema.fields as unknown as Readonly<Record<string, Codec>>, values))
