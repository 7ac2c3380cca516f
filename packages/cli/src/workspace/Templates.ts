/** Templates of a workspace: all files below `templates`, compiled, and every template that a program names. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs"
import { join, sep } from "node:path"
import { type Finding, Reading } from "@market-of-one/core"
import { TemplateSet } from "@market-of-one/templates"
import type { TemplateUse } from "./Programs.ts"

/** The files of the folder of templates, which need not exist. */
export const sources = (folder: string): ReadonlyArray<TemplateSet.Source> => {
  const place = join(folder, "templates")
  const names = existsSync(place) ? globSync("**/*", { cwd: place }) : []
  const files = names.filter((name) => statSync(join(place, name)).isFile()).toSorted()
  return files.map((name) => ({ path: name.replaceAll(sep, "/"), text: readFileSync(join(place, name), "utf8") }))
}

/** Compiles the folder of templates. */
export const read = (folder: string): TemplateSet.TemplateSet =>
  TemplateSet.compile(sources(folder), { folder: "templates" })

/** What is wrong between programs and templates: names that lead nowhere, promotion in a service template or the reverse. */
export const checkUses = (
  uses: ReadonlyArray<TemplateUse>,
  set: TemplateSet.TemplateSet
): ReadonlyArray<Finding.Finding> =>
  uses.flatMap(({ classes, place, programId, template }): ReadonlyArray<Finding.Finding> => {
    const found = set.templates.get(template)
    if (found === undefined) {
      const near = Reading.nearest(template, [...set.templates.keys()])
      const advice = near === undefined ? `add templates/${template}.hbs` : `did you mean "${near}"?`
      const message = `program ${programId} names template ${template}, which is not there`
      return [{ severity: "error", rule: "program/no-template", message, advice, place }]
    }
    const sent = classes.find((one) => one !== found.frontMatter.class)
    if (sent === undefined) return []
    const message = `program ${programId} sends template ${template} as ${sent}, and it says it is ${found.frontMatter.class}`
    const advice = "make the touch's class and the template's the same"
    return [{ severity: "error", rule: "program/template-class", message, advice, place }]
  })
