/**
 * What names mean at a point of a template, and which of them are known to be there: the data that the surrounding
 * blocks made current, their block parameters, and the conditions that hold inside them.
 */
import * as FieldTree from "./FieldTree.ts"
import type { Field } from "./FieldTree.ts"
import { nameOf } from "./Syntax.ts"
import type { Block, Call, Expression, Fragment, Path, Program } from "./Syntax.ts"

/** What a path stands for. `key` is its path from the root, or undefined for what is computed. */
export interface Value {
  readonly field: Field
  readonly key: string | undefined
  readonly missing: boolean
}

type Values = ReadonlyMap<string, Value>
const none: Values = new Map()

/** Data that is current, with the arguments of a partial in front of its fields. */
interface Current {
  readonly value: Value
  readonly extra: Values
}

interface Body {
  readonly program: Program
  readonly scope: Scope
}

/** A point of a template. Guarded keys are present; asked ones are so because a condition there says it. */
export interface Scope {
  readonly fragment: Fragment
  readonly current: ReadonlyArray<Current>
  readonly locals: Values
  readonly guarded: ReadonlySet<string>
  readonly asked: ReadonlySet<string>
  readonly loops: boolean
  readonly chosen: { readonly key: string | undefined } | undefined
  readonly partials: ReadonlyArray<string>
  readonly block: Body | undefined
}

/** What names are resolved against, beside the scope. */
export interface Known {
  readonly root: Field
  readonly variables: ReadonlyMap<string, Field>
}

/** The scope at the top of a template. */
export const start = (fragment: Fragment, root: Field, fallbacks: ReadonlyArray<string>): Scope => ({
  fragment,
  current: [{ value: { field: root, key: "", missing: false }, extra: none }],
  locals: none,
  guarded: new Set(fallbacks),
  asked: new Set(),
  loops: false,
  chosen: undefined,
  partials: [],
  block: undefined
})

const covers = (keys: ReadonlySet<string>, key: string): boolean =>
  keys.has(key) || [...keys].some((known) => known.startsWith(`${key}.`))

/** Whether the key is sure to be present here. */
export const isGuarded = (scope: Scope, key: string | undefined): boolean =>
  key !== undefined && covers(scope.guarded, key)

/** Whether a condition around this point asks for the key. */
export const isAsked = (scope: Scope, key: string): boolean => covers(scope.asked, key)

const loopVariables: ReadonlyMap<string, Field> = new Map<string, Field>([
  ["index", { kind: "number", optional: false }],
  ["key", { kind: "scalar", optional: false }],
  ["first", { kind: "boolean", optional: false }],
  ["last", { kind: "boolean", optional: false }]
])

type Resolved =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false
      readonly name: string
      readonly before: ReadonlyArray<string>
      readonly known: ReadonlyArray<string>
    }

const below = (from: Value, parts: ReadonlyArray<string>, scope: Scope): Resolved => {
  let { field, key, missing } = from
  missing = missing && !(key !== undefined && covers(scope.guarded, key))
  for (const [index, name] of parts.entries()) {
    const next = FieldTree.child(field, name)
    if (next === undefined) return { ok: false, name, before: parts.slice(0, index), known: FieldTree.names(field) }
    field = next
    key = key === undefined ? undefined : key === "" ? name : `${key}.${name}`
    if (field.optional && !(key !== undefined && covers(scope.guarded, key))) missing = true
  }
  return { ok: true, value: { field, key, missing } }
}

const resolveVariable = (path: Path, scope: Scope, known: Known): Resolved => {
  const [name = "", ...rest] = path.parts
  if (name === "root" && path.depth === 0) return below({ field: known.root, key: "", missing: false }, rest, scope)
  const field = known.variables.get(name) ?? (scope.loops ? loopVariables.get(name) : undefined)
  if (field === undefined || rest.length > 0 || path.depth > 0) {
    const names = ["root", ...known.variables.keys(), ...(scope.loops ? loopVariables.keys() : [])]
    return { ok: false, name: `@${name}`, before: [], known: names.map((one) => `@${one}`) }
  }
  const key = `@${name}`
  return { ok: true, value: { field, key, missing: field.optional && !covers(scope.guarded, key) } }
}

/** What a path means here, or what is known instead at the point where it stops meaning anything. */
export const resolve = (path: Path, scope: Scope, known: Known): Resolved => {
  if (path.data) return resolveVariable(path, scope, known)
  const [first = "", ...rest] = path.parts
  const isScoped = /^(?:\.|this\b)/u.test(path.original)
  const local = isScoped ? undefined : scope.locals.get(first)
  if (local !== undefined) return below(local, rest, scope)
  const current = scope.current.at(-1 - path.depth)
  if (current === undefined) return { ok: false, name: path.original, before: [], known: [] }
  const extra = current.extra.get(first)
  return extra === undefined ? below(current.value, path.parts, scope) : below(extra, rest, scope)
}

const written = new Set(["StringLiteral", "NumberLiteral", "BooleanLiteral"])
const isWritten = (expression: Expression | undefined): boolean =>
  expression !== undefined && written.has(expression.type)

const callName = (expression: Call): string => nameOf(expression.path) ?? ""

/** The keys that must be present when an expression is true (or false). */
const implied = (
  expression: Expression | undefined,
  holds: boolean,
  scope: Scope,
  known: Known
): ReadonlyArray<string> => {
  const of = (part: Expression | undefined, wanted = holds) => implied(part, wanted, scope, known)
  if (expression?.type === "PathExpression") {
    const found = holds ? resolve(expression, scope, known) : undefined
    return found?.ok === true && found.value.key !== undefined ? [found.value.key] : []
  }
  if (expression?.type !== "SubExpression") return []
  const [a, b] = expression.params
  switch (callName(expression)) {
    case "not":
      return of(a, !holds)
    case "and":
      return holds || expression.params.length === 1 ? expression.params.flatMap((part) => of(part)) : []
    case "or":
      return !holds || expression.params.length === 1 ? expression.params.flatMap((part) => of(part)) : []
    case "gt":
    case "lt":
      return holds ? [...of(a), ...of(b)] : []
    case "eq":
    case "ne": {
      // Two missing values are equal: only a literal on one side says that the other is there.
      const isEqual = (callName(expression) === "eq") === holds
      if (!isEqual) return []
      return isWritten(b) ? of(a, true) : isWritten(a) ? of(b, true) : []
    }
    default:
      return []
  }
}

const guard = (scope: Scope, keys: ReadonlyArray<string>): Scope =>
  keys.length === 0
    ? scope
    : { ...scope, guarded: new Set([...scope.guarded, ...keys]), asked: new Set([...scope.asked, ...keys]) }

const withLocals = (scope: Scope, names: ReadonlyArray<string>, values: ReadonlyArray<Value>): Scope => ({
  ...scope,
  locals: new Map([
    ...scope.locals,
    ...names.flatMap((name, index) => {
      const value = values[index]
      return value === undefined ? [] : ([[name, value]] as const)
    })
  ])
})

const push = (scope: Scope, value: Value): Scope => ({
  ...scope,
  current: [...scope.current, { value, extra: none }]
})

const anything: Value = { field: FieldTree.unknown, key: undefined, missing: false }

const enterLoop = (node: Block, value: Value, scope: Scope): Scope => {
  const { field } = value
  const item = field.kind === "list" || field.kind === "record" ? field.item : undefined
  const key = value.key === undefined ? undefined : `${value.key}.*`
  const each: Value = item === undefined ? anything : { field: { ...item, optional: false }, key, missing: false }
  return withLocals({ ...push(scope, each), loops: true }, node.program?.blockParams ?? [], [each, anything])
}

/** The scopes inside a block of a known helper; `value` is what its first argument stands for. */
export const enter = (
  helper: string,
  node: Block,
  value: Value | undefined,
  scope: Scope,
  known: Known
): { readonly program: Scope; readonly inverse: Scope } => {
  const [subject] = node.params
  const when = (holds: boolean) => guard(scope, implied(subject, holds, scope, known))
  const there = value === undefined ? anything : { ...value, missing: false }
  switch (helper) {
    case "if":
      return { program: when(true), inverse: when(false) }
    case "unless":
      return { program: when(false), inverse: when(true) }
    case "with": {
      const program = withLocals(push(when(true), there), node.program?.blockParams ?? [], [there])
      return { program, inverse: scope }
    }
    case "each":
      return { program: enterLoop(node, there, when(true)), inverse: scope }
    case "switch":
      return { program: { ...scope, chosen: { key: value?.key } }, inverse: scope }
    case "case": {
      const key = node.params.every(isWritten) ? scope.chosen?.key : undefined
      return { program: guard(scope, key === undefined ? [] : [key]), inverse: scope }
    }
    default:
      return { program: scope, inverse: scope }
  }
}

/** The scope inside a partial: its own file, one current value, and nothing above it. */
export const inPartial = (
  scope: Scope,
  call: {
    readonly name: string
    readonly fragment: Fragment
    readonly given: Value | undefined
    readonly hash: Values
    readonly block: Body | undefined
  }
): Scope => {
  const outer = scope.current.at(-1)
  const current =
    call.given === undefined && outer !== undefined ? outer : { value: call.given ?? anything, extra: none }
  return {
    ...scope,
    fragment: call.fragment,
    current: [{ value: current.value, extra: new Map([...current.extra, ...call.hash]) }],
    locals: none,
    partials: [...scope.partials, call.name],
    block: call.block
  }
}

/** The scope of a body that a layout or partial shows: the current value is the caller's, the file is the body's. */
export const inBlock = (scope: Scope, body: Body): Scope => ({
  ...body.scope,
  current: scope.current,
  guarded: scope.guarded,
  asked: scope.asked
})
