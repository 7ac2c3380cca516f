/** Paths of facts inside an expression: `account.tier`, `account.attributes["plan"]`. */
import type { ASTNode } from "@marcbachmann/cel-js"

/** Names that are variables of macros, not facts. */
export interface Locals {
  readonly has: (name: string) => boolean
}

/** The path that a chain of accesses by fixed names spells, or null when it is none. */
export const pathOf = (node: ASTNode, locals: Locals): ReadonlyArray<string> | null => {
  if (node.op === "id") return locals.has(node.args) ? null : [node.args]
  if (node.op !== "." && node.op !== "[]") return null
  const key = node.op === "." ? node.args[1] : node.args[1].op === "value" ? node.args[1].args : null
  if (typeof key !== "string") return null
  const owner = pathOf(node.args[0], locals)
  return owner === null ? null : [...owner, key]
}

/** The expressions directly inside one, in the order in which they are written. */
export const partsOf = (node: ASTNode): ReadonlyArray<ASTNode> => {
  if (node.op === "value" || node.op === "id") return []
  if (node.op === "." || node.op === ".?") return [node.args[0]]
  if (node.op === "call") return node.args[1]
  if (node.op === "rcall") return [node.args[1], ...node.args[2]]
  if (node.op === "map") return node.args.flat()
  return node.op === "!_" || node.op === "-_" ? [node.args] : node.args
}

/** All paths of facts inside an expression, each once, in the order in which they are written. */
export const pathsIn = (node: ASTNode, locals: Locals): ReadonlyArray<string> => {
  const path = pathOf(node, locals)
  if (path !== null) return path.length > 1 ? [path.join(".")] : []
  return [...new Set(partsOf(node).flatMap((part) => pathsIn(part, locals)))]
}

const arithmetic: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "-_"])

/** Whether CEL types the expression as a whole number: literals, sizes, and arithmetic of these. */
export const isWhole = (node: ASTNode): boolean => {
  if (node.op === "value") return typeof node.args === "bigint"
  if (node.op === "call" || node.op === "rcall") return node.args[0] === "size"
  return arithmetic.has(node.op) && partsOf(node).every(isWhole)
}
