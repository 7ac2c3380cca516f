/** A declaration says which facts a rule may look at: variables such as `account`, their fields, types and meanings. */
import { Environment as Cel } from "@marcbachmann/cel-js"

/** The type of a fact. Every number is a `double`; a `map` holds text, numbers and yes-or-no by name. */
export type FieldType = "string" | "double" | "bool" | "list<string>" | "map"

/** One fact of a variable. */
export interface Field {
  readonly type: FieldType
  /** One sentence for people who write rules: meaning, unit, range. */
  readonly description: string
  /** The fact may be unknown. Without this it is always there. */
  readonly optional?: true
  /** All texts it can have, when they are known. */
  readonly values?: ReadonlyArray<string>
}

/** One variable and its fields. */
export interface Variable {
  readonly description: string
  readonly fields: Readonly<Record<string, Field>>
}

/** Variables by name. */
export type Declaration = Readonly<Record<string, Variable>>

/** A declaration made ready for compiling rules. */
export interface Environment {
  readonly declaration: Declaration
  readonly cel: Cel
}

/** One fact as a line of a reference: its path, such as `account.tier`, and what is declared of it. */
export interface DeclaredFact {
  readonly path: string
  readonly type: FieldType
  readonly optional: boolean
  readonly description: string
  readonly values?: ReadonlyArray<string>
}

/** The field of a variable, or undefined when it is not declared. */
export const fieldOf = (declaration: Declaration, variable: string, field: string): Field | undefined => {
  const fields = Object.hasOwn(declaration, variable) ? declaration[variable]?.fields : undefined
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined
}

/** All declared facts, in the order of the declaration. */
export const listOf = (declaration: Declaration): ReadonlyArray<DeclaredFact> =>
  Object.entries(declaration).flatMap(([variable, { fields }]) =>
    Object.entries(fields).map(([name, field]) => ({
      path: `${variable}.${name}`,
      type: field.type,
      optional: field.optional === true,
      description: field.description,
      ...(field.values === undefined ? {} : { values: field.values })
    }))
  )

const number = (value: number | bigint): number => Number(value)

/** CEL keeps whole numbers and doubles apart; people write `30` for both, so that the two meet in every operator. */
const letNumbersMeet = (cel: Cel): Cel => {
  cel.registerOperator("double == int", (a: number, b: bigint) => a === number(b))
  cel.registerOperator("double in list<int>", (a: number, list: ReadonlyArray<bigint>) =>
    list.some((item) => number(item) === a)
  )
  const arithmetic = {
    "+": (a: number | bigint, b: number | bigint) => number(a) + number(b),
    "-": (a: number | bigint, b: number | bigint) => number(a) - number(b),
    "*": (a: number | bigint, b: number | bigint) => number(a) * number(b),
    "/": (a: number | bigint, b: number | bigint) => number(a) / number(b)
  }
  for (const [operator, handler] of Object.entries(arithmetic)) {
    cel.registerOperator(`double ${operator} int: double`, handler)
    cel.registerOperator(`int ${operator} double: double`, handler)
  }
  return cel
}

/** The environment of a declaration: made once, used for every rule. Sizes and depth of rules are bounded. */
export const environment = (declaration: Declaration): Environment => {
  const cel = letNumbersMeet(
    new Cel({
      homogeneousAggregateLiterals: false,
      limits: { maxAstNodes: 1000, maxDepth: 50, maxListElements: 1000, maxCallArguments: 4 }
    })
  )
  for (const [name, { description, fields }] of Object.entries(declaration)) {
    const schema = Object.entries(fields).map(([field, { type }]) => [
      field,
      type === "map" ? "map<string, dyn>" : type
    ])
    cel.registerVariable({ name, description, schema: Object.fromEntries(schema) })
  }
  return { declaration, cel }
}
