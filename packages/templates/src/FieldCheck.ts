/**
 * The walk over a template's tree with the field tree: which names exist where they are used, which may be missing and
 * are not guarded, which helpers and partials there are. Handlebars' own strict mode sees none of this in arguments of
 * helpers and of blocks.
 */
import { Finding, Reading } from "@market-of-one/core"
import * as FieldTree from "./FieldTree.ts"
import type { Field } from "./FieldTree.ts"
import { table, tolerates } from "./HelperTable.ts"
import * as Kinds from "./Kinds.ts"
import * as Scope from "./Scope.ts"
import { isBareValue, nameOf, placeOf } from "./Syntax.ts"
import type {
  Block,
  Expression,
  Fragment,
  Hash,
  Invocation,
  Located,
  Mustache,
  Parsed,
  PartialBlock
} from "./Syntax.ts"
import type { PartialCall, Path, Program, Statement } from "./Syntax.ts"

/** What the walk found: findings, and which fields are shown, and how surely. */
export interface Walked {
  readonly findings: ReadonlyArray<Finding.Finding>
  /** Paths that are used; `true` when at least one use stands outside of any condition on the same field. */
  readonly uses: ReadonlyMap<string, boolean>
  readonly partials: ReadonlySet<string>
}

/** What a walk starts from. */
export interface Walk {
  readonly root: Field
  readonly locale: string
  readonly partials: ReadonlyMap<string, Parsed>
  /** Fields with a declared fallback. */
  readonly fallbacks: ReadonlyArray<string>
  /** Names behind `@` beside those of loops, and whether they may be missing. */
  readonly variables: ReadonlyMap<string, Field>
}

class Walker {
  readonly findings: Array<Finding.Finding> = []
  readonly uses = new Map<string, boolean>()
  readonly called = new Set<string>()
  readonly walk: Walk
  constructor(walk: Walk) {
    this.walk = walk
  }

  private report(scope: Scope.Scope, node: Located, rule: string, message: string, advice: string): void {
    const place = placeOf(scope.fragment, node.loc.start)
    this.findings.push({ severity: "error", rule: `template/${rule}`, message, advice, place })
  }

  program(program: Program | undefined, scope: Scope.Scope): void {
    for (const node of program?.body ?? []) this.statement(node, scope)
  }

  private statement(node: Statement, scope: Scope.Scope): void {
    if (node.type === "MustacheStatement") this.mustache(node, scope)
    else if (node.type === "BlockStatement") this.block(node, scope)
    else if (node.type === "PartialStatement" || node.type === "PartialBlockStatement") this.partial(node, scope)
    else if (node.type === "Decorator" || node.type === "DecoratorBlock") {
      this.report(
        scope,
        node,
        "unsupported",
        "decorators and inline partials are not supported",
        "write a file in partials/"
      )
    }
  }

  private mustache(node: Mustache, scope: Scope.Scope): void {
    if (!node.escaped) {
      this.report(
        scope,
        node,
        "triple-stash",
        "the value would be written without escaping",
        "write {{ }} with two braces"
      )
    }
    const given = isBareValue(node) ? this.needed(node.path, scope) : this.call(node, scope)
    if (given !== undefined && !Kinds.isPrintable(given.kind)) {
      const name = nameOf(node.path) ?? ""
      this.report(scope, node.path, "not-text", `${name} is not a single value`, Kinds.howToPrint(given.kind, name))
    }
  }

  /** An expression whose value must be there. */
  private needed(expression: Expression, scope: Scope.Scope): Field | undefined {
    if (expression.type === "SubExpression") return this.call(expression, scope)
    if (expression.type !== "PathExpression") return Kinds.ofValue(expression.value)
    const found = this.path(expression, scope)
    if (found === undefined) return undefined
    this.use(found, scope)
    // A list that has nothing in it makes a hole in the sentence, too.
    if (found.missing || (found.field.kind === "list" && !Scope.isGuarded(scope, found.key))) {
      this.report(
        scope,
        expression,
        "unguarded-field",
        `${expression.original} may be missing for a recipient`,
        `declare a fallback for ${found.key} in the front matter, or write {{#if ${expression.original}}}`
      )
    }
    return found.field
  }

  /** An expression whose value may be missing. */
  private loose(expression: Expression, scope: Scope.Scope): Scope.Value | undefined {
    if (expression.type === "PathExpression") return this.path(expression, scope)
    const field = expression.type === "SubExpression" ? this.call(expression, scope) : Kinds.ofValue(expression.value)
    return field === undefined ? undefined : { field, key: undefined, missing: false }
  }

  private path(path: Path, scope: Scope.Scope): Scope.Value | undefined {
    const found = Scope.resolve(path, scope, this.walk)
    if (!found.ok) {
      const far = path.data ? [] : FieldTree.pathsTo(this.walk.root, path.parts.at(-1) ?? "")
      const near = far[0] ?? Reading.nearest(found.name, found.known)
      const advice =
        near === undefined
          ? `known here: ${found.known.length === 0 ? "no fields" : found.known.join(", ")}`
          : `did you mean ${far[0] ?? [...found.before, near].join(".")}?`
      this.report(scope, path, "unknown-field", `there is no field ${path.original}`, advice)
      return undefined
    }
    return found.value
  }

  private use({ key }: Scope.Value, scope: Scope.Scope): void {
    if (key !== undefined) this.uses.set(key, this.uses.get(key) === true || !Scope.isAsked(scope, key))
  }

  private call(node: Invocation, scope: Scope.Scope): Field | undefined {
    const name = nameOf(node.path) ?? ""
    const signature = table.get(name)
    if (signature === undefined || signature.block === true) {
      const near = Reading.nearest(name, Kinds.inlineHelpers)
      const advice = near === undefined ? `known helpers: ${Kinds.inlineHelpers.join(", ")}` : `did you mean ${near}?`
      this.report(scope, node.path, "unknown-helper", `there is no helper ${name}`, advice)
      for (const param of node.params) this.loose(param, scope)
      return undefined
    }
    const fields = this.arguments(name, node, scope)
    this.hash(name, node, scope)
    return signature.gives === "first" ? fields[0] : { kind: signature.gives, optional: false }
  }

  private arguments(name: string, node: Invocation, scope: Scope.Scope): ReadonlyArray<Field | undefined> {
    const signature = table.get(name)
    if (signature === undefined) return []
    const [fewest, most] = signature.count
    const count = node.params.length
    if (count < fewest || count > most) {
      const wanted = fewest === most ? `${fewest}` : `${fewest} or more`
      this.report(
        scope,
        node.path,
        "wrong-arguments",
        `${name} takes ${wanted} arguments and has ${count}`,
        Kinds.usage(name)
      )
    }
    return node.params.map((param, index) => {
      const field = tolerates(signature, index, count) ? this.loose(param, scope)?.field : this.needed(param, scope)
      const takes = signature.takes[index] ?? signature.takes.at(-1) ?? "any"
      if (field !== undefined && !Kinds.accepts(takes, field)) {
        const message = `${name} takes ${Kinds.word(takes)}, and this is ${Kinds.word(field.kind)}`
        this.report(scope, param, "wrong-arguments", message, Kinds.usage(name))
      }
      return field
    })
  }

  private hash(name: string, node: Invocation, scope: Scope.Scope): void {
    const known = table.get(name)?.hash ?? {}
    for (const pair of node.hash?.pairs ?? []) {
      const takes = known[pair.key]
      const field = this.needed(pair.value, scope)
      const literal = pair.value.type === "StringLiteral" ? pair.value.value : undefined
      const message =
        takes === undefined
          ? `${name} has no argument ${pair.key}`
          : Array.isArray(takes) && !takes.includes(literal)
            ? `${pair.key} is one of ${takes.join(", ")}`
            : typeof takes === "string" && field !== undefined && !Kinds.accepts(takes, field)
              ? `${pair.key} is ${Kinds.word(takes)}`
              : undefined
      if (message !== undefined) this.report(scope, pair, "wrong-arguments", message, Kinds.usage(name))
    }
    if (name !== "plural") return
    const given = new Set(node.hash?.pairs.map((pair) => pair.key))
    const lacks = Kinds.pluralCategories(this.walk.locale).filter((category) => !given.has(category))
    if (lacks.length > 0) {
      const message = `plural lacks ${lacks.join(", ")}, which ${this.walk.locale} has`
      this.report(scope, node.path, "plural-category", message, Kinds.usage(name))
    }
  }

  private block(node: Block, scope: Scope.Scope): void {
    const name = nameOf(node.path) ?? ""
    const signature = table.get(name)
    if (signature?.block !== true) {
      const near = Reading.nearest(name, Kinds.blockHelpers)
      const advice = near === undefined ? "use #if, #with or #each" : `did you mean #${near}?`
      this.report(scope, node.path, "unknown-helper", `there is no block #${name}`, advice)
      this.program(node.program, scope)
      this.program(node.inverse, scope)
      return
    }
    if (name === "case" && scope.chosen === undefined) {
      this.report(scope, node.path, "unknown-helper", "#case stands outside of #switch", Kinds.usage("switch"))
    }
    this.arguments(name, node, scope)
    this.hash(name, node, scope)
    const [subject] = node.params
    const value = subject?.type === "PathExpression" ? Scope.resolve(subject, scope, this.walk) : undefined
    const inside = Scope.enter(name, node, value?.ok === true ? value.value : undefined, scope, this.walk)
    this.program(node.program, inside.program)
    this.program(node.inverse, inside.inverse)
  }

  private partial(node: PartialCall | PartialBlock, scope: Scope.Scope): void {
    const name = nameOf(node.name)
    const given = node.params.map((param) => this.loose(param, scope))
    const hash = this.partialHash(node.hash, scope)
    const block = node.type === "PartialBlockStatement" ? { program: node.program, scope } : undefined
    if (name === undefined) {
      this.report(
        scope,
        node,
        "unsupported",
        "the name of a partial is computed",
        "name the partial, inside {{#if}} where it depends"
      )
    } else if (name === "@partial-block") {
      if (scope.block === undefined) {
        this.report(scope, node.name, "unknown-partial", "nothing calls this with a body", "use it in layouts/ only")
      } else this.program(scope.block.program, Scope.inBlock(scope, scope.block))
    } else {
      const parsed = this.walk.partials.get(name)
      if (scope.partials.includes(name)) {
        const chain = [...scope.partials.slice(scope.partials.indexOf(name)), name].join(" → ")
        this.report(scope, node.name, "partial-recursion", `the partial calls itself: ${chain}`, "break the circle")
      } else if (parsed === undefined) {
        const near = Reading.nearest(
          name,
          [...this.walk.partials.keys()].filter((one) => !one.startsWith("layouts/"))
        )
        const advice = near === undefined ? `add partials/${name}.hbs` : `did you mean ${near}?`
        this.report(scope, node.name, "unknown-partial", `there is no partial ${name}`, advice)
        this.program(block?.program, scope)
      } else {
        this.called.add(name)
        this.program(
          parsed.program,
          Scope.inPartial(scope, { name, fragment: parsed.fragment, given: given[0], hash, block })
        )
      }
    }
  }

  private partialHash(hash: Hash | undefined, scope: Scope.Scope): ReadonlyMap<string, Scope.Value> {
    const values = new Map<string, Scope.Value>()
    for (const pair of hash?.pairs ?? []) {
      const value = this.loose(pair.value, scope)
      if (value !== undefined) values.set(pair.key, value)
    }
    return values
  }
}

/** Walks one part of a template. */
export const walk = (program: Program, fragment: Fragment, options: Walk): Walked => {
  const walker = new Walker(options)
  walker.program(program, Scope.start(fragment, options.root, options.fallbacks))
  return { findings: walker.findings, uses: walker.uses, partials: walker.called }
}
