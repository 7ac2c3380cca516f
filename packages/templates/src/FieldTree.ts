/**
 * The field tree says what a template may name: derived from a schema's syntax tree, so that a field which is added to
 * the message brief is known to templates, and one that is renamed is missed, without a second list to keep.
 */
import { Calendar } from "@market-of-one/core"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"

/** Kinds of single values. `scalar` is text, a number or a boolean: what a source brings beyond the declared fields. */
export type ScalarKind = "text" | "number" | "boolean" | "day" | "money" | "scalar"

/** One field. `optional` ones may be missing for a recipient. */
export type Field =
  | { readonly kind: ScalarKind; readonly optional: boolean }
  | { readonly kind: "object"; readonly optional: boolean; readonly fields: ReadonlyMap<string, Field> }
  | { readonly kind: "record" | "list"; readonly optional: boolean; readonly item: Field }

const dayCheck = Calendar.Day.ast.checks?.[0]

const scalarOf = (ast: AST.AST): ScalarKind => {
  if (dayCheck !== undefined && ast.checks?.includes(dayCheck) === true) return "day"
  if (ast._tag === "Number") return "number"
  if (ast._tag === "Boolean") return "boolean"
  if (ast._tag === "String" || ast._tag === "TemplateLiteral") return "text"
  if (ast._tag === "Literal") return typeof ast.literal === "number" ? "number" : "text"
  if (ast._tag !== "Union") return "scalar"
  const kinds = new Set(ast.types.map(scalarOf))
  const [only] = kinds
  return kinds.size === 1 && only !== undefined ? only : "scalar"
}

const isMoney = (ast: AST.Objects): boolean => {
  const names = ast.propertySignatures.map((property) => property.name)
  return names.length === 2 && names.includes("minor") && names.includes("currency")
}

const fieldOf = (ast: AST.AST): Field => {
  const optional = AST.isOptional(ast)
  if (ast._tag === "Arrays") {
    const item = ast.rest[0] ?? ast.elements[0]
    return { kind: "list", optional, item: item === undefined ? { kind: "scalar", optional: false } : fieldOf(item) }
  }
  if (ast._tag !== "Objects") return { kind: scalarOf(ast), optional }
  if (isMoney(ast)) return { kind: "money", optional }
  const [index] = ast.indexSignatures
  // A key of a record is never certain to be there.
  if (index !== undefined) return { kind: "record", optional, item: { ...fieldOf(index.type), optional: true } }
  const fields = new Map(ast.propertySignatures.map(({ name, type }) => [String(name), fieldOf(type)] as const))
  return { kind: "object", optional, fields }
}

/** The field tree of a schema's decoded side. */
export const make = (schema: Schema.Top): Field => fieldOf(Schema.toType(schema).ast)

/** What is not known, because it was not found: it has every field, so that one mistake is told once. */
export const unknown: Field = { kind: "scalar", optional: false }

/** The field below a field; undefined when there is none of that name. A list has its `length` and nothing else. */
export const child = (field: Field, name: string): Field | undefined => {
  if (field === unknown) return unknown
  if (field.kind === "object") return field.fields.get(name)
  if (field.kind === "record") return field.item
  return field.kind === "list" && name === "length" ? { kind: "number", optional: false } : undefined
}

/** The names below a field; empty for single values and where any name may be. */
export const names = (field: Field): ReadonlyArray<string> =>
  field.kind === "object" ? [...field.fields.keys()] : field.kind === "list" ? ["length"] : []

/** Every path that ends in a name, from the root: where a field is that was named without its owner. */
export const pathsTo = (root: Field, name: string, base = ""): ReadonlyArray<string> =>
  root.kind !== "object"
    ? []
    : [...root.fields].flatMap(([key, field]) => {
        const path = base === "" ? key : `${base}.${key}`
        return key === name ? [path] : pathsTo(field, name, path)
      })

/** What a template may name, as JSON Schema (draft 2020-12): for editors, and for a page that lists it. */
export const jsonSchema = (schema: Schema.Top): { readonly [key: string]: unknown } => {
  const document = Schema.toJsonSchemaDocument(schema)
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...document.schema,
    ...(Object.keys(document.definitions).length === 0 ? {} : { $defs: document.definitions })
  }
}
