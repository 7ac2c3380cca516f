/**
 * A rule taken apart for trying out: the yes-or-no questions between its `&&`, `||`, `!` and `? :`, and what each asks
 * of which fact. A question about one fact by fixed values is *plain*: a few values of the fact give all its answers. Any
 * other, such as a comparison of two facts, is *free*: it is taken to answer anything, so that what is found out of a
 * rule is never more than is true of it.
 */
import type { ASTNode } from "@marcbachmann/cel-js"
import type { Environment, Facts } from "../kernel/Expression.ts"
import { type Declaration, type Field, fieldOf } from "../kernel/Declaration.ts"
import { build } from "../kernel/ExpressionCode.ts"
import { partsOf, pathOf, pathsIn } from "../kernel/ExpressionPaths.ts"

/** What plain questions ask of one fact. */
export interface Asked {
  readonly path: string
  readonly variable: string
  readonly field: string
  /** The name inside a map such as `attributes`. */
  readonly key: string | null
  readonly declared: Field
  readonly literals: ReadonlySet<string | number | boolean>
  /** Every declared value matters, not only those that are named. */
  readonly isWhole: boolean
}

/** A rule as a function of facts; free questions are read from the facts of the variable `free`, by their text. */
export interface Question {
  readonly answer: (facts: Facts) => boolean | undefined
  readonly asked: ReadonlyArray<Asked>
  readonly free: ReadonlyArray<string>
}

/** The variable under which free questions find their answers. */
export const free = "?"

type Literal = string | number | boolean
interface Mention {
  readonly literals: ReadonlyArray<Literal>
  readonly isWhole?: true
}

const nothing: Mention = { literals: [] }
const none: ReadonlySet<string> = new Set()
const comparisons: ReadonlySet<string> = new Set(["<", "<=", ">", ">="])

const literalOf = (node: ASTNode): Literal | undefined => {
  if (node.op === "-_") {
    const inner = literalOf(node.args)
    return typeof inner === "number" ? -inner : undefined
  }
  if (node.op !== "value") return undefined
  const { args: value } = node
  if (typeof value === "bigint") return Number(value)
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined
}

const listOf = (node: ASTNode): ReadonlyArray<Literal> | undefined => {
  if (node.op !== "list") return undefined
  const literals = node.args.map(literalOf)
  return literals.every((one) => one !== undefined) ? literals : undefined
}

type Is = (node: ASTNode) => boolean

/** `x == "a"`, `x < 3`, `x in ["a"]`, and the same the other way round; null for anything else. */
const compared = (node: ASTNode, is: Is): Mention | null => {
  if (node.op === "in") {
    const list = is(node.args[0]) ? listOf(node.args[1]) : undefined
    return list === undefined ? null : { literals: list }
  }
  const isEquality = node.op === "==" || node.op === "!="
  if (!isEquality && !comparisons.has(node.op)) return null
  const [left, right] = node.args as readonly [ASTNode, ASTNode]
  const literal = is(left) ? literalOf(right) : is(right) ? literalOf(left) : undefined
  if (literal === undefined || (!isEquality && typeof literal !== "number")) return null
  return { literals: [literal] }
}

/** What `exists` and `all` say of an item by fixed values. */
const ofItem = (node: ASTNode, item: string): Mention | null => {
  if (node.op === "&&" || node.op === "||" || node.op === "!_") {
    const parts = partsOf(node).map((part) => ofItem(part, item))
    return parts.some((part) => part === null) ? null : { literals: parts.flatMap((part) => part?.literals ?? []) }
  }
  return compared(node, (one) => one.op === "id" && one.args === item)
}

const emptiness: ReadonlySet<string> = new Set(["> 0", "!= 0", ">= 1", "== 0", "< 1", "<= 0"])

/** `size(list) > 0` in its spellings. */
const asksEmpty = (node: ASTNode, is: Is): boolean => {
  if (!comparisons.has(node.op) && node.op !== "==" && node.op !== "!=") return false
  const [left, right] = node.args as readonly [ASTNode, ASTNode]
  const list =
    left.op === "call" && left.args[0] === "size"
      ? left.args[1][0]
      : left.op === "rcall" && left.args[0] === "size"
        ? left.args[1]
        : undefined
  return list !== undefined && is(list) && emptiness.has(`${node.op} ${String(literalOf(right))}`)
}

const ofList = (node: ASTNode, is: Is): Mention | null => {
  if (node.op === "in" && is(node.args[1])) {
    const literal = literalOf(node.args[0])
    return literal === undefined ? null : { literals: [literal] }
  }
  if (node.op === "rcall" && (node.args[0] === "exists" || node.args[0] === "all") && is(node.args[1])) {
    const [item, step] = node.args[2]
    return item?.op === "id" && step !== undefined ? ofItem(step, item.args) : null
  }
  return asksEmpty(node, is) ? nothing : null
}

/** What a question asks of its one fact; null when values of the fact alone do not settle it. */
const mentionOf = (node: ASTNode, path: string, { type, values }: Field): Mention | null => {
  const is: Is = (one) => pathOf(one, none)?.join(".") === path
  if (node.op === "call" && node.args[0] === "has") return nothing
  if (type === "bool") return nothing
  if (type === "list<string>") return ofList(node, is)
  if (type === "map" && is(node)) return { literals: [true, false] }
  const found = compared(node, is)
  const isRight = (literal: Literal): boolean =>
    type === "map" || typeof literal === (type === "double" ? "number" : "string")
  if (found?.literals.every(isRight) === true) return found
  return type === "string" && values !== undefined ? { literals: [], isWhole: true } : null
}

/** Values of facts that a host says itself, such as the stages of its policy: by path, besides those declared. */
export type KnownValues = Readonly<Record<string, ReadonlyArray<string>>>

const askedOf = (node: ASTNode, path: string, declaration: Declaration, known: KnownValues): Asked | null => {
  const [variable = "", field = "", key, ...deeper] = path.split(".")
  const values = Object.hasOwn(known, path) ? known[path] : undefined
  const plain = fieldOf(declaration, variable, field)
  const declared = plain === undefined || values === undefined ? plain : { ...plain, values }
  if (declared === undefined || deeper.length > 0 || (declared.type === "map") !== (key !== undefined)) return null
  const mention = mentionOf(node, path, declared)
  if (mention === null) return null
  return {
    path,
    variable,
    field,
    key: key ?? null,
    declared,
    literals: new Set(mention.literals),
    isWhole: mention.isWhole === true
  }
}

type Answer = Question["answer"]

const truth = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined)

const logical =
  (left: Answer, right: Answer, decisive: boolean): Answer =>
  (facts) => {
    const a = left(facts)
    if (a === decisive) return decisive
    const b = right(facts)
    return b === decisive ? decisive : a === undefined || b === undefined ? undefined : !decisive
  }

const conditional =
  (condition: Answer, yes: Answer, no: Answer): Answer =>
  (facts) => {
    const is = condition(facts)
    return is === undefined ? undefined : is ? yes(facts) : no(facts)
  }

/** Takes a rule apart that compiles in the environment. */
export const of = (environment: Environment, source: string, known: KnownValues = {}): Question => {
  const asked: Array<Asked> = []
  const unsettled: Array<string> = []
  const atom = (node: ASTNode): Answer => {
    const paths = pathsIn(node, none)
    const [path] = paths
    const found = path === undefined || paths.length > 1 ? null : askedOf(node, path, environment.declaration, known)
    if (found === null && path !== undefined) {
      const text = source.slice(node.start, node.end)
      unsettled.push(text)
      return (facts) => truth(facts[free]?.[text])
    }
    if (found !== null) asked.push(found)
    const code = build(node, new Map())
    return (facts) => truth(code(facts, null))
  }
  const visit = (node: ASTNode): Answer => {
    if (node.op === "&&" || node.op === "||") return logical(visit(node.args[0]), visit(node.args[1]), node.op === "||")
    if (node.op === "?:") return conditional(visit(node.args[0]), visit(node.args[1]), visit(node.args[2]))
    if (node.op !== "!_") return atom(node)
    const inner = visit(node.args)
    return (facts) => {
      const is = inner(facts)
      return is === undefined ? undefined : !is
    }
  }
  return { answer: visit(environment.cel.parse(source).ast), asked, free: unsettled }
}
