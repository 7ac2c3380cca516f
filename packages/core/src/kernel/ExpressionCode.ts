/**
 * Turns a checked CEL expression into a function of facts that knows three answers: true, false and `undefined` for
 * unknown. A missing fact is not an exception here, as it is in CEL, but a value that passes through every operator;
 * `&&`, `||`, `all` and `exists` absorb it as CEL absorbs errors. Besides, the facts looked at can be written down.
 */
import type { ASTNode } from "@marcbachmann/cel-js"
import * as Macros from "./ExpressionMacros.ts"
import { isWhole, pathOf, pathsIn } from "./ExpressionPaths.ts"
import { type Code, type Scope, see, stuck } from "./ExpressionSight.ts"

const readFact = (variable: string, field: string): Code => {
  const path = `${variable}.${field}`
  return (facts, seen) => {
    const value = facts[variable]?.[field] ?? undefined
    if (seen !== null) see(seen, path, value)
    return value
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const readKey =
  (owner: Code, path: string, keyOf: Code): Code =>
  (facts, seen) => {
    const map = owner(facts, seen)
    const key = keyOf(facts, seen)
    if (map === undefined || key === undefined) return undefined
    if (typeof key !== "number" && typeof key !== "string") return stuck(seen, [path])
    const inside = typeof map === "object" && map !== null && Object.hasOwn(map, key)
    const value = inside ? ((map as Readonly<Record<string | number, unknown>>)[key] ?? undefined) : undefined
    if (seen !== null) see(seen, `${path}.${key}`, value)
    return value
  }

/** Equality as in CEL: by value, through lists and maps; different types are different. */
const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => equal(item, b[at]))
  if (!isMap(a) || !isMap(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
}

type Operate = (a: unknown, b: unknown) => unknown

const ordered =
  (holds: (a: number, b: number) => boolean): Operate =>
  (a, b) =>
    typeof a === typeof b && (typeof a === "number" || typeof a === "string" || typeof a === "boolean")
      ? // JavaScript orders two texts or two truths by the same operators; the types were just found to agree.
        holds(a as number, b as number)
      : undefined

const numeric =
  (make: (a: number, b: number) => number | undefined): Operate =>
  (a, b) =>
    typeof a === "number" && typeof b === "number" ? make(a, b) : undefined

const plus: Operate = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a + b
  if (typeof a === "string" && typeof b === "string") return a + b
  return Array.isArray(a) && Array.isArray(b)
    ? [...(a as ReadonlyArray<unknown>), ...(b as ReadonlyArray<unknown>)]
    : undefined
}

const operators: Readonly<Record<string, Operate>> = {
  "==": equal,
  "!=": (a, b) => !equal(a, b),
  "<": ordered((a, b) => a < b),
  "<=": ordered((a, b) => a <= b),
  ">": ordered((a, b) => a > b),
  ">=": ordered((a, b) => a >= b),
  "+": plus,
  "-": numeric((a, b) => a - b),
  "*": numeric((a, b) => a * b),
  "/": numeric((a, b) => a / b),
  "%": numeric((a, b) => (b === 0 ? undefined : a % b))
}
const wholeDivision = numeric((a, b) => (b === 0 ? undefined : Math.trunc(a / b)))

const binary =
  (left: Code, right: Code, operate: Operate, blame: ReadonlyArray<string>): Code =>
  (facts, seen) => {
    const a = left(facts, seen)
    const b = right(facts, seen)
    if (a === undefined || b === undefined) return undefined
    const value = operate(a, b)
    return value === undefined ? stuck(seen, blame) : value
  }

/** `fact == literal` is most of what rules say: one look, one comparison. */
const equalsLiteral =
  (left: Code, literal: unknown, is: boolean): Code =>
  (facts, seen) => {
    const a = left(facts, seen)
    return a === undefined ? undefined : (a === literal) === is
  }

const membership =
  (item: Code, list: Code, mapPath: string | null, blame: ReadonlyArray<string>): Code =>
  (facts, seen) => {
    const all = list(facts, seen)
    const one = item(facts, seen)
    if (all === undefined || one === undefined) return undefined
    if (Array.isArray(all))
      return all.includes(one) || (typeof one === "object" && all.some((other) => equal(one, other)))
    if (!isMap(all) || typeof one !== "string") return stuck(seen, blame)
    const has = Object.hasOwn(all, one) && (all[one] ?? undefined) !== undefined
    if (seen !== null && mapPath !== null) see(seen, `${mapPath}.${one}`, has ? all[one] : null)
    return has
  }

/** One side of `&&` and `||`, with the facts to blame when it is neither true nor false. */
interface Side {
  readonly code: Code
  readonly blame: ReadonlyArray<string>
}

/** `&&` with `decisive` false, `||` with `decisive` true: a decisive side settles it, whatever the other side is. */
const logical =
  (left: Side, right: Side, decisive: boolean): Code =>
  (facts, seen) => {
    const mark = seen === null ? 0 : seen.unknown.length
    const a = left.code(facts, seen)
    if (a === decisive) return decisive
    const b = right.code(facts, seen)
    if (b === decisive) {
      if (seen !== null) seen.unknown.length = mark
      return decisive
    }
    if (a === !decisive && b === !decisive) return !decisive
    if (a !== undefined && typeof a !== "boolean") stuck(seen, left.blame)
    if (b !== undefined && typeof b !== "boolean") stuck(seen, right.blame)
    return undefined
  }

const conditional =
  (condition: Code, yes: Code, no: Code, blame: ReadonlyArray<string>): Code =>
  (facts, seen) => {
    const is = condition(facts, seen)
    if (is === true) return yes(facts, seen)
    if (is === false) return no(facts, seen)
    return is === undefined ? undefined : stuck(seen, blame)
  }

const unary =
  (code: Code, operate: (value: unknown) => unknown, blame: ReadonlyArray<string>): Code =>
  (facts, seen) => {
    const value = code(facts, seen)
    if (value === undefined) return undefined
    const result = operate(value)
    return result === undefined ? stuck(seen, blame) : result
  }
const not = (value: unknown) => (typeof value === "boolean" ? !value : undefined)
const negative = (value: unknown) => (typeof value === "number" ? -value : undefined)

/** Presence: true or false even when the fact is missing; unknown only when its map is. */
const presence = (owner: Code | null, path: ReadonlyArray<string>): Code => {
  const [variable = "", field = "", key] = path
  const name = path.join(".")
  return (facts, seen) => {
    const map = owner === null ? facts[variable] : owner(facts, seen)
    if (owner !== null && map === undefined) return undefined
    const at = key ?? field
    const value = isMap(map) && Object.hasOwn(map, at) ? (map[at] ?? null) : null
    if (seen !== null) see(seen, name, value)
    return value !== null
  }
}

const buildAccess = (node: ASTNode, left: ASTNode, key: Code, scope: Scope): Code => {
  const path = pathOf(node, scope)
  const [variable, field] = path ?? []
  if (path?.length === 2 && variable !== undefined && field !== undefined) return readFact(variable, field)
  return readKey(build(left, scope), pathsIn(left, scope)[0] ?? "", key)
}

const literal = (value: unknown): Code => {
  const plain = typeof value === "bigint" ? Number(value) : value
  return () => plain
}

const buildBinary = (op: string, left: ASTNode, right: ASTNode, blame: ReadonlyArray<string>, scope: Scope): Code => {
  const [a, b] = [build(left, scope), build(right, scope)]
  if (op === "in") return membership(a, b, pathOf(right, scope)?.join(".") ?? null, blame)
  if ((op === "==" || op === "!=") && right.op === "value") return equalsLiteral(a, b({}, null), op === "==")
  const operate = op === "/" && isWhole(left) && isWhole(right) ? wholeDivision : operators[op]
  if (operate === undefined) throw new Error(`no code for the operator ${op}`)
  return binary(a, b, operate, blame)
}

const buildList = (nodes: ReadonlyArray<ASTNode>, scope: Scope): Code => {
  const items = nodes.map((node) => build(node, scope))
  if (nodes.every((node) => node.op === "value")) return literal(items.map((item) => item({}, null)))
  return (facts, seen) => {
    const values = items.map((item) => item(facts, seen))
    return values.includes(undefined) ? undefined : values
  }
}

const buildCall = (node: ASTNode & { readonly op: "call" }, blame: ReadonlyArray<string>, scope: Scope): Code => {
  const [name, args] = node.args
  if (name !== "has") return Macros.call(name, args, build, scope, blame)
  const [asked] = args
  const path = asked === undefined ? null : pathOf(asked, scope)
  if (path === null || asked?.op !== ".") throw new Error("has() asks for one fact")
  return presence(path.length > 2 ? build(asked.args[0], scope) : null, path)
}

const buildVariable = (name: string, scope: Scope): Code => {
  const cell = scope.get(name)
  if (cell === undefined) throw new Error(`no code for ${name} alone`)
  return () => cell.value
}

/** The function of a checked expression. Throws for what `ExpressionCheck` refuses. */
export const build = (node: ASTNode, scope: Scope): Code => {
  const blame = pathsIn(node, scope)
  const part = (inner: ASTNode) => build(inner, scope)
  if (node.op === "value") return literal(node.args)
  if (node.op === "id") return buildVariable(node.args, scope)
  if (node.op === ".") return buildAccess(node, node.args[0], literal(node.args[1]), scope)
  if (node.op === "[]") return buildAccess(node, node.args[0], part(node.args[1]), scope)
  if (node.op === "list") return buildList(node.args, scope)
  if (node.op === "!_") return unary(part(node.args), not, blame)
  if (node.op === "-_") return unary(part(node.args), negative, blame)
  if (node.op === "?:")
    return conditional(part(node.args[0]), part(node.args[1]), part(node.args[2]), pathsIn(node.args[0], scope))
  if (node.op === "||" || node.op === "&&") {
    const side = (inner: ASTNode): Side => ({ code: part(inner), blame: pathsIn(inner, scope) })
    return logical(side(node.args[0]), side(node.args[1]), node.op === "||")
  }
  if (node.op === "call") return buildCall(node, blame, scope)
  if (node.op === "rcall") return Macros.method(...node.args, build, scope, blame)
  if (node.op === ".?" || node.op === "[?]" || node.op === "map") throw new Error(`no code for ${node.op}`)
  return buildBinary(node.op, node.args[0], node.args[1], blame, scope)
}
