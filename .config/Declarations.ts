/**
 * Reads emitted declaration files: which names a module exports, and which of them have a doc comment. TypeScript 7 has
 * no compiler API for JavaScript, and a declaration file is regular: each export starts a line of its own.
 */
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** A public name as a user writes it (`Abc`, `Abc.classify`), and whether a doc comment stands above its declaration. */
export interface PublicName {
  readonly name: string
  readonly documented: boolean
}

const comment = String.raw`(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*\n)?`
const declaration = new RegExp(
  String.raw`^${comment}export (?:declare )?(?:abstract )?(?:const|let|function|class|type|interface|enum) (\w+)`,
  "gm"
)
const namespace = /^export \* as (\w+) from "(\.[^"]+)"/gm
const star = /^export \* from "(\.[^"]+)"/gm
const list = /^export (?:type )?\{([^}]*)\}(?: from "(\.[^"]+)")?/gm

const declarationFile = (from: string, specifier: string): string =>
  join(dirname(from), specifier.replace(/\.[jt]s$/, ".d.ts"))

/** One entry a name: a schema and its type share theirs, and one comment is enough for both. */
const merge = (names: ReadonlyArray<PublicName>): ReadonlyArray<PublicName> => {
  const documented = new Map<string, boolean>()
  for (const entry of names) documented.set(entry.name, (documented.get(entry.name) ?? false) || entry.documented)
  return [...documented].map(([name, has]) => ({ name, documented: has }))
}

/** The names that a declaration file exports, re-exports followed, each namespace opened one level. */
export const publicNames = (file: string): ReadonlyArray<PublicName> => {
  const text = readFileSync(file, "utf8")
  const names: Array<PublicName> = []
  for (const [, doc, name] of text.matchAll(declaration)) {
    names.push({ name: name ?? "", documented: /\w/.test(doc ?? "") })
  }
  for (const [, space, specifier] of text.matchAll(namespace)) {
    const target = declarationFile(file, specifier ?? "")
    names.push({ name: space ?? "", documented: existsSync(target) })
    for (const { name, documented } of publicNames(target)) names.push({ name: `${space}.${name}`, documented })
  }
  for (const [, specifier] of text.matchAll(star)) names.push(...publicNames(declarationFile(file, specifier ?? "")))
  for (const [, items, specifier] of text.matchAll(list)) {
    const origin = specifier === undefined ? names : publicNames(declarationFile(file, specifier))
    for (const item of (items ?? "").split(",").map((part) => part.trim().replace(/^type /, ""))) {
      const [from, to = from] = item.split(" as ")
      if (from === undefined || from === "" || to === undefined) continue
      names.push({ name: to, documented: origin.some((entry) => entry.name === from && entry.documented) })
    }
  }
  return merge(names)
}
