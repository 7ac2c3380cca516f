/**
 * Binding turns the tree that an author wrote into the tree that is compiled: every value that is shown or formatted
 * passes a helper that stops when it is missing, and `url` becomes the encoding that its position needs.
 */
import { internal, table, tolerates } from "./HelperTable.ts"
import { isBareValue, nameOf, type Call, type Content, type Expression, type Hash, type Literal } from "./Syntax.ts"
import type { Located, Mustache, Path, Program, Statement } from "./Syntax.ts"

const helperPath = (name: string, { loc }: Located): Path => ({
  type: "PathExpression",
  data: false,
  depth: 0,
  parts: [name],
  original: name,
  loc
})
const literal = (value: string, { loc }: Located): Literal => ({ type: "StringLiteral", value, original: value, loc })

/** `@preheader` and its like are ours, not the recipient's: without one nothing is shown. */
const isVariable = (path: Path | Literal): boolean =>
  path.type === "PathExpression" && path.data && path.parts[0] !== "root"

const value = (path: Path | Literal): Expression =>
  path.type === "PathExpression" && !isVariable(path)
    ? {
        type: "SubExpression",
        path: helperPath(internal.value, path),
        params: [path, literal(path.original, path)],
        loc: path.loc
      }
    : path

const needed = (expression: Expression): Expression =>
  expression.type === "SubExpression" ? call(expression, "") : value(expression)
const loose = (expression: Expression): Expression =>
  expression.type === "SubExpression" ? call(expression, "") : expression

const hashOf = (hash: Hash, each: (expression: Expression) => Expression): Hash => ({
  ...hash,
  pairs: hash.pairs.map((pair) => ({ ...pair, value: each(pair.value) }))
})

/** What a value in this position of a link is: the whole link, an address behind `mailto:`, or a part to encode. */
const urlHelper = (before: string): string =>
  /mailto:$/iu.test(before)
    ? internal.mailto
    : /(?:^|[\s"'(<>\u0001-\u0004])$/u.test(before)
      ? internal.wholeUrl
      : internal.urlPart

const call = <A extends Call | Mustache>(node: A, before: string): A => {
  const name = nameOf(node.path) ?? ""
  const signature = table.get(name)
  const count = node.params.length
  return {
    ...node,
    path: name === "url" ? helperPath(urlHelper(before), node) : node.path,
    params: node.params.map((param, index) =>
      signature !== undefined && tolerates(signature, index, count) ? loose(param) : needed(param)
    ),
    ...(node.hash === undefined ? {} : { hash: hashOf(node.hash, needed) })
  }
}

const print = (node: Mustache): Mustache =>
  isVariable(node.path)
    ? node
    : {
        ...node,
        path: helperPath(internal.print, node),
        params: [node.path, literal(nameOf(node.path) ?? "", node)]
      }

/** Stands for a value in the text before a position: whatever it is, a link has begun before it. */
const someValue = "\uFFFC"
const tail = (content: Content, before: string): string => (content.value === "" ? before : content.value.slice(-16))

const statement = (node: Statement, before: string): Statement => {
  if (node.type === "MustacheStatement") return isBareValue(node) ? print(node) : call(node, before)
  if (node.type === "BlockStatement") {
    return {
      ...node,
      params: node.params.map(loose),
      ...(node.program === undefined ? {} : { program: bind(node.program, before) }),
      ...(node.inverse === undefined ? {} : { inverse: bind(node.inverse, before) })
    }
  }
  if (node.type === "PartialStatement") {
    return {
      ...node,
      params: node.params.map(loose),
      ...(node.hash === undefined ? {} : { hash: hashOf(node.hash, loose) })
    }
  }
  if (node.type === "PartialBlockStatement") {
    return {
      ...node,
      params: node.params.map(loose),
      program: bind(node.program, ""),
      ...(node.hash === undefined ? {} : { hash: hashOf(node.hash, loose) })
    }
  }
  return node
}

/** The tree to compile. `before` is the text that comes before the program, as far as it is known. */
export const bind = (program: Program, before = ""): Program => {
  let seen = before
  const body = program.body.map((node) => {
    const bound = statement(node, seen)
    if (node.type === "ContentStatement") seen = tail(node, seen)
    else if (node.type === "MustacheStatement") seen = someValue
    return bound
  })
  return { ...program, body }
}
