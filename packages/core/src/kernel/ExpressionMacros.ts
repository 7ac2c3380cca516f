/** The functions and macros that rules may call, each with its code. What is not in these tables is refused. */
import type { ASTNode } from "@marcbachmann/cel-js"
import { type Cell, type Code, type Scope, stuck } from "./ExpressionSight.ts"

type Build = (node: ASTNode, scope: Scope) => Code
type Walk = (items: ReadonlyArray<unknown>, cell: Cell, steps: ReadonlyArray<() => unknown>) => unknown

const sizeOf = (value: unknown): number | undefined => {
  if (typeof value === "string") return Array.from(value).length
  if (typeof value !== "object" || value === null) return undefined
  return Array.isArray(value) ? value.length : Object.keys(value).length
}
const text =
  (make: (value: string, other: string) => unknown) =>
  (value: unknown, other: unknown = ""): unknown =>
    typeof value === "string" && typeof other === "string" ? make(value, other) : undefined

/** Functions called as `size(x)`. */
export const calls: Readonly<Record<string, (value: unknown) => unknown>> = { size: sizeOf }

/** Functions called as `x.contains(y)`. `matches` is left out: a pattern may take time without bound. */
export const methods: Readonly<Record<string, (value: unknown, other?: unknown) => unknown>> = {
  size: sizeOf,
  contains: text((value, other) => value.includes(other)),
  startsWith: text((value, other) => value.startsWith(other)),
  endsWith: text((value, other) => value.endsWith(other)),
  lowerAscii: text((value) => value.toLowerCase()),
  upperAscii: text((value) => value.toUpperCase()),
  trim: text((value) => value.trim())
}

/** Some item decides: `exists` by true, `all` by false. An unknown item leaves it open unless another decides. */
const quantifier =
  (decisive: boolean): Walk =>
  (items, cell, [step]) => {
    let open = false
    for (const item of items) {
      cell.value = item
      const answer = step?.()
      if (answer === decisive) return decisive
      if (answer !== !decisive) open = true
    }
    return open ? undefined : !decisive
  }

const existsOne: Walk = (items, cell, [step]) => {
  let count = 0
  for (const item of items) {
    cell.value = item
    const answer = step?.()
    if (typeof answer !== "boolean") return undefined
    if (answer) count += 1
  }
  return count === 1
}

const collect =
  (keeps: boolean, makes: boolean): Walk =>
  (items, cell, steps) => {
    const keep = keeps ? steps[0] : undefined
    const make = makes ? steps.at(-1) : undefined
    const out: Array<unknown> = []
    for (const item of items) {
      cell.value = item
      const kept = keep === undefined ? true : keep()
      if (typeof kept !== "boolean") return undefined
      if (!kept) continue
      const value = make === undefined ? item : make()
      if (value === undefined) return undefined
      out.push(value)
    }
    return out
  }

/** Macros over a list or the names of a map, by name and number of arguments: `list.exists(x, x == "a")`. */
export const macros: Readonly<Record<string, Walk>> = {
  "exists/2": quantifier(true),
  "all/2": quantifier(false),
  "exists_one/2": existsOne,
  "filter/2": collect(true, false),
  "map/2": collect(false, true),
  "map/3": collect(true, true)
}

const itemsOf = (value: unknown): ReadonlyArray<unknown> | undefined => {
  if (Array.isArray(value)) return value
  return typeof value === "object" && value !== null ? Object.keys(value) : undefined
}

const buildMacro =
  (walk: Walk, receiver: Code, steps: ReadonlyArray<Code>, cell: Cell, blame: ReadonlyArray<string>): Code =>
  (facts, seen) => {
    const mark = seen === null ? 0 : seen.unknown.length
    const list = receiver(facts, seen)
    if (list === undefined) return undefined
    const items = itemsOf(list)
    const value =
      items === undefined
        ? undefined
        : walk(
            items,
            cell,
            steps.map((step) => () => step(facts, seen))
          )
    if (seen !== null && value !== undefined) seen.unknown.length = mark
    return seen !== null && value === undefined && seen.unknown.length === mark ? stuck(seen, blame) : value
  }

/** The code of `name(argument)`. */
export const call = (
  name: string,
  args: ReadonlyArray<ASTNode>,
  build: Build,
  scope: Scope,
  blame: ReadonlyArray<string>
): Code => {
  const [operate, argument] = [calls[name], args[0]]
  if (operate === undefined || argument === undefined) throw new Error(`no code for the function ${name}`)
  const code = build(argument, scope)
  return (facts, seen) => {
    const value = code(facts, seen)
    return value === undefined ? undefined : (operate(value) ?? stuck(seen, blame))
  }
}

/** The code of `receiver.name(arguments)`, macro or method. */
export const method = (
  name: string,
  receiver: ASTNode,
  args: ReadonlyArray<ASTNode>,
  build: Build,
  scope: Scope,
  blame: ReadonlyArray<string>
): Code => {
  const [variable, ...steps] = args
  const walk = macros[`${name}/${args.length}`]
  if (walk !== undefined && variable?.op === "id") {
    const cell: Cell = { value: undefined }
    const inner = new Map([...scope, [variable.args, cell]])
    return buildMacro(
      walk,
      build(receiver, scope),
      steps.map((step) => build(step, inner)),
      cell,
      blame
    )
  }
  const operate = methods[name]
  if (operate === undefined) throw new Error(`no code for the method ${name}`)
  const code = build(receiver, scope)
  const other = variable === undefined ? undefined : build(variable, scope)
  return (facts, seen) => {
    const value = code(facts, seen)
    const argument = other?.(facts, seen)
    if (value === undefined || (other !== undefined && argument === undefined)) return undefined
    return operate(value, argument) ?? stuck(seen, blame)
  }
}
