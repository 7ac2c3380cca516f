/** Facts by hand whose names are probably misspelt: said with what was probably meant, and kept as they are. */
import { DossierPart, factNames, type DossierFact } from "../account/DossierFact.ts"
import type * as Finding from "../kernel/Finding.ts"
import { nearest } from "../kernel/Nearest.ts"
import type { Sourced } from "./Identity.ts"
import * as Unresolved from "./Unresolved.ts"

const namesOf = (part: DossierPart): ReadonlyArray<string> => factNames[part]

/** What was probably meant by a name that its part does not ask for; undefined when it is a free fact. */
const meant = (part: DossierPart, name: string): string | undefined => {
  const near = nearest(name, namesOf(part))
  if (near !== undefined) return `"${near}"`
  const other = DossierPart.literals.find((one) => namesOf(one).includes(name))
  return other === undefined ? undefined : `"${name}" of the part "${other}"`
}

/** A warning for each fact that counts for nothing the dossier asks for, and nearly does. */
export const check = (facts: ReadonlyArray<Sourced<DossierFact>>): ReadonlyArray<Finding.Finding> =>
  facts.flatMap(({ provenance, record: { id, name, part } }) => {
    if (namesOf(part).includes(name)) return []
    const said = meant(part, name)
    if (said === undefined) return []
    return [
      {
        severity: "warning",
        rule: "import/fact-name",
        message: `fact ${id} has the name "${name}", which the part "${part}" does not ask for; it is kept as a free fact`,
        advice: `did you mean ${said}?`,
        place: Unresolved.placeOf(provenance, "name")
      }
    ]
  })
