/**
 * Markup as tagged templates: htm reads the template, Preact makes the tree and escapes, and the text of the whole page
 * is cleaned once more when it is written, so that no section can forget to.
 */
import { html } from "htm/preact"
import type { ComponentChild, VNode } from "preact"
import { renderToString } from "preact-render-to-string"

export { html }

/** What may stand between tags. */
export type Markup = ComponentChild

/**
 * Characters that change how other text reads: controls other than tab and line feed, bidirectional marks, embeddings
 * and overrides, and byte order marks inside text.
 */
const unreadable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** Text that shows what it is: whatever could turn or hide its surroundings becomes a replacement character. */
const readable = (text: string): string => text.toWellFormed().replace(unreadable, "\ufffd")

/** Elements that start a line of their own; white space before them means nothing. */
const blocks =
  /<(?=(?:html|head|meta|title|style|body|header|nav|main|footer|section|article|h[1-6]|p|ul|ol|li|dl|dt|dd|div|details|summary|table|caption|thead|tbody|tfoot|tr|figure|figcaption|svg)[\s>])/gu

/** The page as text, one block a line, so that people can read it and tools can compare it. */
export const document = (tree: VNode): string =>
  `<!doctype html>${readable(renderToString(tree)).replace(blocks, "\n<")}\n`
