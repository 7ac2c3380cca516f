/** Kinds of values against what helpers take, and the words in which findings speak of both. */
import { Calendar } from "@market-of-one/core"
import { unknown, type Field } from "./FieldTree.ts"
import { table, type Takes } from "./HelperTable.ts"

type Kind = Field["kind"]

const singles = new Set<Kind>(["text", "number", "boolean", "day", "scalar"])

/** Whether a value of the kind can stand in a sentence as it is. */
export const isPrintable = (kind: Kind): boolean => singles.has(kind)

/** How a value that cannot stand in a sentence as it is gets there. */
export const howToPrint = (kind: Kind, name: string): string =>
  kind === "money"
    ? `write {{money ${name}}}`
    : kind === "list"
      ? `write {{list ${name}}}, or {{#each ${name}}}`
      : `name one of its fields: {{${name}.…}}`

/** Whether a helper takes a value of the field's kind; a `scalar` is only known when it is there. */
export const accepts = (takes: Takes | Kind, field: Field): boolean => {
  const { kind } = field
  if (takes === "any" || takes === kind || field === unknown) return true
  if (takes === "items") return kind === "list" || kind === "record" || kind === "object"
  if (kind === "scalar") return takes !== "list" && takes !== "money"
  if (takes === "text" || takes === "scalar") return singles.has(kind)
  return takes === "order" && (kind === "number" || kind === "day" || kind === "text")
}

const words: Readonly<Record<Kind | Takes, string>> = {
  text: "text",
  number: "a number",
  boolean: "true or false",
  day: "a day",
  money: "money",
  scalar: "a single value",
  list: "a list",
  record: "a set of attributes",
  object: "a group of fields",
  any: "anything",
  order: "a number or a day",
  items: "a list"
}

/** The kind in words. */
export const word = (kind: Kind | Takes): string => words[kind]

/** The field that a value which an author wrote stands for. */
export const ofValue = (value: string | number | boolean | undefined): Field => {
  if (typeof value === "number") return { kind: "number", optional: false }
  if (typeof value === "boolean") return { kind: "boolean", optional: false }
  return { kind: value !== undefined && Calendar.isDay(value) ? "day" : "text", optional: false }
}

/** Helpers that stand in `{{name …}}` and `(name …)`. */
export const inlineHelpers = [...table].filter(([, { block }]) => block !== true).map(([name]) => name)

/** Helpers that open a block. */
export const blockHelpers = [...table].filter(([, { block }]) => block === true).map(([name]) => name)

const examples: Readonly<Record<string, string>> = {
  default: '{{default contact.firstName "colleague"}}',
  plural: '{{plural account.silenceDays one="# day" other="# days"}}',
  truncate: "{{truncate account.name 40}}",
  switch: '{{#switch account.abc}}{{#case "A"}}…{{/case}}{{else}}…{{/switch}}',
  case: '{{#switch account.abc}}{{#case "A"}}…{{/case}}{{else}}…{{/switch}}'
}
const samples: Partial<Record<Takes, string>> = {
  day: "account.lastOrderOn",
  number: "account.silenceDays",
  money: "account.revenue",
  list: "contact.roles",
  items: "contact.roles"
}

/** How a helper is written, by example. */
export const usage = (name: string): string => {
  const signature = table.get(name)
  const made = Array.from(
    { length: signature?.count[0] ?? 1 },
    () => samples[signature?.takes[0] ?? "text"] ?? "account.name"
  ).join(" ")
  const bare = signature?.block === true ? `{{#${name} ${made}}}…{{/${name}}}` : `{{${name} ${made}}}`
  return `write it like ${examples[name] ?? bare}`
}

/** The plural categories of a language in the order of CLDR: two for English, four for Russian. */
export const pluralCategories = (locale: string): ReadonlyArray<string> => {
  const has = new Set<string>(new Intl.PluralRules(locale).resolvedOptions().pluralCategories)
  return ["zero", "one", "two", "few", "many", "other"].filter((category) => has.has(category))
}
