/**
 * Paths of sources: globs, and folders named by the environment. A relative path stays inside the workspace, links
 * included; another place must be named in full, or by a variable.
 */
import { existsSync, globSync, realpathSync, statSync } from "node:fs"
import { isAbsolute, join, relative, resolve, sep } from "node:path"

/** Variables of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The files that a path names, sorted, or why it names none. */
export type Found =
  | { readonly ok: true; readonly files: ReadonlyArray<string> }
  | { readonly ok: false; readonly rule: string; readonly message: string; readonly advice: string }

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/gu

const fault = (rule: string, message: string, advice: string): Found => ({
  ok: false,
  rule: `workspace/${rule}`,
  message,
  advice
})

const isInside = (folder: string, file: string): boolean => {
  const path = relative(folder, file)
  return path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}

/** A file as findings show it: relative to the workspace where it lies inside, in full elsewhere. */
export const shown = (folder: string, file: string): string => {
  const root = resolve(folder)
  return isInside(root, file) ? relative(root, file).replaceAll(sep, "/") : file
}

/** Finds the files of a pattern such as `data/sales-*.csv` or `${CRM}/accounts.csv`. */
export const find = (pattern: string, folder: string, env: Environment): Found => {
  for (const [, name = ""] of pattern.matchAll(variable)) {
    if ((env[name] ?? "") === "") {
      const advice = `set it to the folder that holds the files: export ${name}=/path/to/them`
      return fault("unset-variable", `"${pattern}" needs the variable ${name}, which is not set`, advice)
    }
  }
  const expanded = pattern.replaceAll(variable, (_, name: string) => env[name] ?? "")
  const root = resolve(folder)
  const isFree = isAbsolute(expanded) || expanded !== pattern
  const outside = fault(
    "outside",
    `"${pattern}" leads out of the workspace`,
    "name a place outside in full, or by a variable such as ${CRM}/accounts.csv"
  )
  if (!isFree && !isInside(root, join(root, expanded))) return outside
  const literal = resolve(root, expanded)
  const found = existsSync(literal) ? [literal] : globSync(expanded, { cwd: root }).map((file) => resolve(root, file))
  const files = found.filter((file) => statSync(file).isFile()).toSorted()
  if (files.length === 0)
    return fault("no-file", `no file matches "${pattern}"`, "correct the path; it is relative to the workspace")
  if (!isFree && files.some((file) => !isInside(realpathSync(root), realpathSync(file)))) return outside
  return { ok: true, files }
}
