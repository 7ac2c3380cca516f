/**
 * An environment compiles the trees of one language for one context: HTML, where values are escaped, or plain text,
 * where they are not. It shares no helper, partial or setting with any other user of Handlebars in the process.
 */
import Handlebars from "handlebars"
import { bind } from "./Binding.ts"
import * as Helpers from "./Helpers.ts"
import { internal, table } from "./HelperTable.ts"
import type { Program } from "./Syntax.ts"

/** What bounds one rendering: characters of one part, and turns of all its loops together. */
export interface Limits {
  readonly mostCharacters: number
  readonly mostTurns: number
}

/** Far above any mail that is not clipped (102 kB), far below what a process would feel. */
export const standardLimits: Limits = { mostCharacters: 1_000_000, mostTurns: 10_000 }

/** A compiled tree: data and what `@locale`, `@subject` and `@preheader` are, to text. */
type Compiled = (data: unknown, at: Readonly<Record<string, unknown>>) => string

/** Compiles trees against a fixed set of partials. */
export interface Environment {
  readonly compile: (program: Program) => Compiled
}

const knownHelpers: Record<string, boolean> = {
  log: false,
  lookup: false,
  ...Object.fromEntries([...table.keys(), ...Object.values(internal)].map((name) => [name, true]))
}

/**
 * Runs a template as Handlebars runs a partial: with exactly these helpers, partials and rules, taken as they are. A
 * template that is run as a whole would copy and wrap every helper again for each message, which costs more than the
 * message. No inherited property is ever read, and none is logged.
 */
const closed = {
  partial: true,
  decorators: {},
  hooks: {},
  protoAccessControl: {
    properties: { whitelist: Object.create(null), defaultValue: false },
    methods: { whitelist: Object.create(null), defaultValue: false }
  }
}

/** An environment for a language. Partials are compiled here, once, with the same settings. */
export const make = (
  locale: string,
  context: "html" | "plain",
  partials: ReadonlyMap<string, Program>,
  limits: Limits = standardLimits
): Environment => {
  const engine = Handlebars.create()
  const settings = { knownHelpers, knownHelpersOnly: true, noEscape: context === "plain", preventIndent: true }
  const compiled = (program: Program) => engine.compile(bind(program), settings)
  const shared = {
    ...closed,
    helpers: Helpers.make(locale),
    partials: Object.fromEntries([...partials].map(([name, program]) => [name, compiled(program)]))
  }
  return {
    compile: (program) => {
      const template = compiled(program)
      return (data, at) =>
        template(data, { ...shared, data: { root: data, locale, ...at, spent: { turns: 0 }, ...limits } })
    }
  }
}
