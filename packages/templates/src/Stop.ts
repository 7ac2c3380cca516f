/** How a helper ends a rendering. It never leaves this package: the renderer turns it into `RenderFailed`. */
import type { Renderer } from "@market-of-one/core"

/** The end of one rendering: the reason, a sentence without any value of the recipient, and the field it is about. */
export class Stop extends Error {
  readonly reason: Renderer.RenderFailed["reason"]
  readonly field: string | undefined
  constructor(reason: Renderer.RenderFailed["reason"], message: string, field?: string) {
    super(message)
    this.reason = reason
    this.field = field
  }
}
