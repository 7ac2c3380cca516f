/**
 * A statement is what the world outside says happened: one line of NDJSON, one schema for each type. Facts of the CRM are
 * no statements; they come with the data files.
 */
import { Calendar, Consent, type Finding, Hold, Reading } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import * as DataFiles from "../workspace/DataFiles.ts"
import * as StrictDecode from "../workspace/StrictDecode.ts"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))

const instantText = (expected: string) => {
  const invalid = new SchemaIssue.InvalidValue({ message: `expected ${expected}` })
  return Schema.String.pipe(
    Schema.decodeTo(
      Calendar.Instant,
      SchemaTransformation.transformEffect({
        decode: (text: string) => {
          const at = Calendar.parseInstant(text)
          return at === undefined ? Effect.fail(invalid) : Effect.succeed(at)
        },
        encode: (millis: number) => Effect.succeed(Calendar.showInstant(Calendar.instant(millis)))
      })
    )
  )
}

/** An instant as ISO 8601 text with a zone. */
const When = instantText("an instant with its zone: 2026-10-05T09:30:00Z")
/** The end of something: an instant, or a day, which has become its beginning by now. */
const Until = instantText("a day or an instant with its zone: 2026-11-01 or 2026-11-01T09:30:00Z")

const common = {
  /** Whoever says it again under the same id has said it once. */
  id: Schema.NonEmptyString,
  at: When,
  account: Schema.optionalKey(Schema.NonEmptyString),
  contact: Schema.optionalKey(Schema.NonEmptyString),
  /** The Message-ID that it is about, without angle brackets. */
  message: Schema.optionalKey(Schema.NonEmptyString)
}

const one = <const T extends string, F extends Schema.Struct.Fields>(type: T, data: F) =>
  Schema.Struct({ ...common, type: Schema.Literal(type), data: Schema.Struct(data) })
const bare = <const T extends string>(type: T) =>
  Schema.Struct({ ...common, type: Schema.Literal(type), data: withDefault(Schema.Struct({}), {}) })

const schemas = {
  reply: bare("reply"),
  "out-of-office": Schema.Struct({
    ...common,
    type: Schema.Literal("out-of-office"),
    /** `until`: the stated end of the absence. */
    data: withDefault(Schema.Struct({ until: Schema.optionalKey(Until) }), {})
  }),
  opened: bare("opened"),
  clicked: bare("clicked"),
  unsubscribe: Schema.Struct({
    ...common,
    type: Schema.Literal("unsubscribe"),
    /** Without a topic: from everything. */
    data: withDefault(Schema.Struct({ topic: Schema.optionalKey(Schema.NonEmptyString) }), {})
  }),
  /** `hard`: there is no such mailbox. */
  bounce: one("bounce", { kind: Schema.Literals(["hard", "soft"]) }),
  complaint: bare("complaint"),
  consent: one("consent", {
    topic: Schema.NonEmptyString,
    status: Schema.Literals(["given", "withdrawn"]),
    source: Schema.NonEmptyString,
    basis: withDefault(Consent.ConsentBasis, "consent"),
    purpose: withDefault(Schema.NonEmptyString, "marketing"),
    /** Whether it speaks for the person or for everyone at the account. */
    scope: withDefault(Schema.Literals(["person", "account"]), "person")
  }),
  hold: one("hold", {
    reason: Schema.NonEmptyString,
    by: Schema.NonEmptyString,
    kind: withDefault(Hold.HoldKind, "sales"),
    until: Schema.optionalKey(Until)
  }),
  release: one("release", { by: Schema.NonEmptyString, kind: withDefault(Hold.HoldKind, "sales") }),
  /** A task of one of us, by its id: taken on, done, or not to be done. */
  task: one("task", {
    task: Schema.NonEmptyString,
    act: Schema.Literals(["accept", "done", "dismiss"]),
    by: Schema.NonEmptyString,
    note: Schema.optionalKey(Schema.NonEmptyString)
  }),
  /** The word that a touch or an offer waits for, by its id. */
  approval: one("approval", {
    approval: Schema.NonEmptyString,
    given: Schema.Boolean,
    by: Schema.NonEmptyString,
    reason: Schema.optionalKey(Schema.NonEmptyString)
  }),
  /** What a client who wants to leave answered, by the id of the departure notice. */
  answer: one("answer", {
    notice: Schema.NonEmptyString,
    by: Schema.NonEmptyString,
    reason: Schema.optionalKey(Schema.String),
    service: Schema.optionalKey(Schema.String),
    competitor: Schema.optionalKey(Schema.String),
    price: Schema.optionalKey(Schema.String),
    until: Schema.optionalKey(Schema.String),
    evidence: Schema.optionalKey(Schema.NonEmptyString)
  }),
  /** What a client said to an offer of the save desk, by its id. */
  offer: one("offer", {
    offer: Schema.NonEmptyString,
    answer: Schema.Literals(["accepted", "declined"]),
    by: Schema.NonEmptyString
  })
} as const

type Schemas = typeof schemas

/** The types that are taken. */
export type Type = keyof Schemas

/** Any statement, decoded. */
export type Statement = { readonly [K in Type]: Schemas[K]["Type"] }[Type]

/** What is wrong with a line: in which field, and what to do. */
export type Problem = Pick<Finding.Finding, "message" | "advice"> & { readonly field?: string }

/** A line read, or everything that is wrong with it. */
export type Read =
  | { readonly ok: true; readonly statement: Statement }
  | { readonly ok: false; readonly problems: ReadonlyArray<Problem> }

/** Facts that people may try to record, and the kind of records that holds them. */
const facts = {
  account: "accounts",
  contact: "contacts",
  order: "orders",
  invoice: "invoices",
  opportunity: "opportunities",
  case: "cases",
  promise: "promises",
  departure: "departures",
  activation: "activations",
  interaction: "interactions"
} as const

const types = Object.keys(schemas)
const isType = (text: string): text is Type => Object.hasOwn(schemas, text)
const isFact = (text: string): text is keyof typeof facts => Object.hasOwn(facts, text)

const refuse = (message: string, advice: string, field?: string): Read => ({
  ok: false,
  problems: [{ message, advice, ...(field === undefined ? {} : { field }) }]
})

const unknownType = (type: string): Read => {
  if (isFact(type)) {
    const advice = `put it into ${DataFiles.usualFile(facts[type])}, or the file that abm.yaml names for ${facts[type]}; the next run reads it`
    return refuse(`"${type}" is a fact of the CRM and comes with the data`, advice, "type")
  }
  const near = Reading.nearest(type, types)
  return refuse(
    `"${type}" is no type that can be recorded`,
    near === undefined ? `one of ${types.join(", ")}` : `did you mean "${near}"?`,
    "type"
  )
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

/** The line with a day in `data.until` as the instant at which that day begins in a zone. */
const withEnd = (line: unknown, zone: Calendar.Zone): unknown => {
  if (!isObject(line) || !("type" in line) || !("data" in line) || !isObject(line.data) || !("until" in line.data))
    return line
  const { until } = line.data
  // What a leaving client answers is text, whatever it looks like.
  if (line.type === "answer" || typeof until !== "string" || !Calendar.isDay(until)) return line
  const begins = Calendar.instantOf(until as Calendar.Day, 0, zone)
  return { ...line, data: { ...line.data, until: Calendar.showInstant(begins) } }
}

/** Reads one line; a day in `until` ends with its beginning in the zone. */
export const read = (text: string, zone: Calendar.Zone): Read => {
  const value = withEnd(parse(text), zone)
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse("this is no JSON object", 'a line is one object: {"id":"…","type":"reply","at":"…","contact":"…"}')
  if (!("type" in value) || typeof value.type !== "string")
    return refuse('"type" is missing', `one of ${types.join(", ")}`, "type")
  if (!isType(value.type)) return unknownType(value.type)
  const schema: Schema.Codec<Statement, unknown> = schemas[value.type]
  const placed = { value, placeOf: (path: ReadonlyArray<string | number>) => ({ field: path.join(".") }) }
  const decoded = StrictDecode.decode(schema, placed, "record/invalid")
  if (decoded.ok) return { ok: true, statement: decoded.value }
  return {
    ok: false,
    problems: decoded.findings.map(({ advice, message, place }) => ({
      // The field is told beside it, with its whole path.
      message: message.replace(/^\w+: /u, ""),
      ...(advice === undefined ? {} : { advice }),
      ...(place?.field === undefined || place.field === "" ? {} : { field: place.field })
    }))
  }
}
