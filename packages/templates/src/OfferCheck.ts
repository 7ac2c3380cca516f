/**
 * A service message serves a promise, case, contract or law, and passes guard rails for it: it brings no offer. What a
 * template calls an offer is one: a field, an attribute or the slot that it is written for.
 */
import type { Finding } from "@market-of-one/core"
import * as Syntax from "./Syntax.ts"
import type { TemplateFile } from "./TemplateFile.ts"

/** `offer`, `offers`, `offerText`, `offer_text`, `special-offer`. */
const named = /^(?:.*[-_])?offers?(?:[-_A-Z].*)?$/u

const isPath = (node: object): node is Syntax.Path => "type" in node && node.type === "PathExpression"

/** Every path in a tree, in the order of the source. */
const pathsOf = (node: unknown): ReadonlyArray<Syntax.Path> => {
  if (typeof node !== "object" || node === null) return []
  if (isPath(node)) return [node]
  return Object.values(node).flatMap(pathsOf)
}

/** Where a template of class `service`, with all that it draws in, speaks of an offer; empty for any other. */
export const check = (template: TemplateFile, drawn: ReadonlyArray<Syntax.Parsed>): ReadonlyArray<Finding.Finding> => {
  const { class: kind, slot } = template.frontMatter
  if (kind !== "service") return []
  const say = (what: string, place: Finding.Place): Finding.Finding => ({
    severity: "error",
    rule: "template/offer-in-service",
    message: `${what} is an offer, and the template says it is a service message`,
    advice: "take the offer out, or make the template and its touch promotional",
    place
  })
  return [
    ...(slot !== undefined && named.test(slot) ? [say(`the slot ${slot}`, template.placeOf(["slot"]))] : []),
    ...drawn.flatMap(({ fragment, program }) =>
      pathsOf(program)
        .filter(({ parts }) => parts.some((part) => named.test(part)))
        .map((path) => say(path.original, Syntax.placeOf(fragment, path.loc.start)))
    )
  ]
}
