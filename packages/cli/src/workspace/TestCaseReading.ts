/**
 * Records as test cases write them: days for instants, plain amounts for money, only the fields that matter. Made from the
 * schemas of the records themselves, so that a field which they have can be changed, and one which they have not is an
 * error with its place.
 */
import { Calendar, Consent, Money } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"

/** How days and amounts of a workspace are read: in its reporting zone and currency. */
export interface Reading {
  readonly zone: Calendar.Zone
  readonly currency: Money.Currency
}

/** A key that may be left out. */
export const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))

const notWhen = "expected a day, 2026-10-05, or an instant with its zone, 2026-10-05T09:30:00Z"

/** The instant at which a day begins or, as a deadline, ends; an instant is itself. Undefined for other text. */
export const instantOf = (text: string, zone: Calendar.Zone, isDeadline = false): Calendar.Instant | undefined =>
  Calendar.isDay(text)
    ? Calendar.instantOf(text as Calendar.Day, isDeadline ? 1440 : 0, zone)
    : Calendar.parseInstant(text)

/** A day or an instant, as text. */
export const When = Schema.String.check(
  Schema.makeFilter((text: string) => instantOf(text, "UTC" as Calendar.Zone) !== undefined || notWhen)
).annotate({ description: "a day such as 2026-10-05, or an instant with its zone such as 2026-10-05T09:30:00Z" })

const moment = ({ zone }: Reading, isDeadline: boolean) =>
  When.pipe(
    Schema.decodeTo(
      Calendar.Instant,
      SchemaTransformation.transformEffect({
        decode: (text: string) => {
          const at = instantOf(text, zone, isDeadline)
          return at === undefined ? Effect.fail(new SchemaIssue.InvalidValue({ message: notWhen })) : Effect.succeed(at)
        },
        encode: (millis: number) => Effect.succeed(Calendar.showInstant(Calendar.instant(millis)))
      })
    )
  )

/** An amount in the reporting currency. */
export const amount = ({ currency }: Reading) =>
  Schema.Union([Schema.Finite, Schema.String])
    .annotate({ description: "an amount in the reporting currency, such as 1200.50" })
    .pipe(
      Schema.decodeTo(
        Money.Money,
        SchemaTransformation.transformEffect({
          decode: (given: number | string) => {
            const money = Money.parse(String(given), currency, { decimal: "." })
            return typeof money === "string"
              ? Effect.fail(new SchemaIssue.InvalidValue({ message: "expected an amount such as 1200.50" }))
              : Effect.succeed(money)
          },
          encode: ({ currency: of, minor }: Money.Money) => Effect.succeed(Money.show(minor, of))
        })
      )
    )

/** Deadlines given as a day mean the end of that day. */
const deadlines: ReadonlySet<string> = new Set(["dueAt", "until"])

const isStruct = (schema: Schema.Top): schema is Schema.Struct<Schema.Struct.Fields> => "fields" in schema
const isArray = (schema: Schema.Top): schema is Schema.$Array<Schema.Top> =>
  SchemaAST.isArrays(schema.ast) && "value" in schema
const isOptional = (schema: Schema.Top): schema is Schema.optionalKey<Schema.Top> => SchemaAST.isOptional(schema.ast)

const consentOf = (reading: Reading) =>
  Schema.Struct({
    topic: Schema.NonEmptyString,
    status: Consent.ConsentStatus,
    at: Schema.optionalKey(moment(reading, false)),
    purpose: withDefault(Schema.String, "marketing"),
    basis: withDefault(Consent.ConsentBasis, "consent"),
    source: withDefault(Schema.String, "test case")
  })

/** The schema of a field as people write it. */
const written = (schema: Schema.Top, name: string, reading: Reading): Schema.Top => {
  if (schema === Calendar.Instant) return moment(reading, deadlines.has(name))
  if (schema === Money.Money) return amount(reading)
  if (schema === Consent.Consent) return consentOf(reading)
  if (isArray(schema)) return Schema.Array(written(schema.value, name, reading))
  if (!isStruct(schema)) return schema
  const fields = Object.entries(schema.fields).map(([key, field]): readonly [string, Schema.Top] => {
    const one = field as Schema.Top
    return [key, isOptional(one) ? Schema.optionalKey(written(one.schema, key, reading)) : written(one, key, reading)]
  })
  return Schema.Struct(Object.fromEntries(fields))
}

/** A record to change or to add: what it leaves out stays, null makes a fact unknown. */
export type Patch = Readonly<Record<string, unknown>> & { readonly id: string }

/** The records of a schema as patches: only the id has to be there. `name` is what editors call one. */
export const patches = (name: string, schema: Schema.Struct<Schema.Struct.Fields>, reading: Reading) => {
  const fields = Object.entries(schema.fields).map(([key, field]): readonly [string, Schema.Top] => {
    if (key === "id") return [key, Schema.NonEmptyString]
    const one = field as Schema.Top
    if (!isOptional(one)) return [key, Schema.optionalKey(written(one, key, reading))]
    return [key, Schema.optionalKey(Schema.NullOr(written(one.schema, key, reading)))]
  })
  const patch = Schema.Struct(Object.fromEntries(fields)).annotate({ identifier: name }) as unknown as Schema.Codec<
    Patch,
    unknown
  >
  return withDefault(Schema.Array(patch), [])
}
