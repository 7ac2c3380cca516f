/** A source put into the text of abm.yaml: comments, order and everything else in the file stay as they are. */
import type { RecordKind, Source } from "@market-of-one/core"
import { isMap, isScalar, isSeq, parseDocument, type Node } from "yaml"

/** The new text, or why the source cannot stand there. */
export type Put =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly advice: string }

const fileOf = (node: unknown): unknown => {
  const file = isMap(node) ? node.get("file", true) : undefined
  return isScalar(file) ? file.value : undefined
}

/**
 * Puts the source under its kind. One of the same file is replaced; beside others it is added, later files updating
 * earlier ones.
 */
export const put = (text: string, kind: RecordKind.KindName, source: Source.Source): Put => {
  const document = parseDocument(text)
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents)))
    return { ok: false, message: "abm.yaml cannot be understood", advice: "mend it first: abm check" }
  const found: unknown = document.getIn(["sources", kind], true)
  const node: Node = document.createNode(source)
  if (isMap(found) && found.has("from"))
    return {
      ok: false,
      message: `${kind} come from ${String(found.get("from"))} by declaration`,
      advice: `take sources.${kind} out of abm.yaml first`
    }
  if (isSeq(found)) {
    const at = found.items.findIndex((item) => fileOf(item) === source.file)
    if (at < 0) found.add(node)
    else found.items[at] = node
  } else if (isMap(found) && fileOf(found) !== source.file) {
    document.setIn(["sources", kind], document.createNode([]))
    const list: unknown = document.getIn(["sources", kind], true)
    if (isSeq(list)) list.items.push(found, node)
  } else document.setIn(["sources", kind], node)
  return { ok: true, text: document.toString({ lineWidth: 0 }) }
}
