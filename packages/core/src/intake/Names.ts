/** Names that are not what they look like: letters of two alphabets in one word, signs that turn the direction of text. */
import type * as Finding from "../kernel/Finding.ts"
import type { Sourced } from "./Identity.ts"
import * as Unresolved from "./Unresolved.ts"

/** Marks that turn or hide text: what is shown is not what is there. */
const hidden = /[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/u

const isMixed = (word: string): boolean =>
  /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}|\p{Script=Greek}/u.test(word)

const warning = (rule: string, message: string, advice: string, place: Finding.Place): Finding.Finding => ({
  severity: "warning",
  rule,
  message,
  advice,
  place
})

/** A warning for each name that shows something else than it holds. Names stay as they are. */
export const check = (
  kind: "accounts" | "contacts",
  records: ReadonlyArray<Sourced<{ readonly id: string; readonly name: string }>>
): ReadonlyArray<Finding.Finding> =>
  records.flatMap(({ provenance, record }) => {
    const place = Unresolved.placeOf(provenance, "name")
    const found: Array<Finding.Finding> = []
    if (hidden.test(record.name)) {
      const message = `the name of ${record.id} of ${kind} holds a sign that hides text or turns its direction`
      found.push(warning("import/hidden-sign", message, "write the name anew", place))
    }
    const mixed = record.name.split(/[^\p{L}\p{M}]+/u).find(isMixed)
    if (mixed !== undefined) {
      const message = `the name of ${record.id} of ${kind} mixes letters of two alphabets in one word`
      found.push(
        warning("import/mixed-letters", message, "write the word in one alphabet: look-alikes match nobody", place)
      )
    }
    return found
  })
