/** Renderer is the port that turns a brief into text: subject, HTML and plain parts. It knows templates, not people. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { MessageBrief } from "./MessageBrief.ts"

/** What a template gives for one brief. `templateHash` names the exact source it was made from. */
export interface RenderedMessage {
  readonly templateId: string
  readonly templateHash: string
  readonly locale: string
  readonly subject: string
  readonly preheader?: string
  readonly html: string
  readonly text: string
}

/** A template could not be rendered for this brief: it is missing, or a value it needs is. Nothing was sent. */
export class RenderFailed extends Schema.TaggedError<RenderFailed>()("RenderFailed", {
  reason: Schema.Literals(["unknown template", "missing value", "too large", "broken template"]),
  templateId: Schema.String,
  field: Schema.optionalKey(Schema.String),
  message: Schema.String,
  retryable: Schema.Boolean
}) {}

/** The port. */
export class Renderer extends Context.Service<
  Renderer,
  {
    readonly render: (templateId: string, brief: MessageBrief) => Effect.Effect<RenderedMessage, RenderFailed>
  }
>()("@market-of-one/core/Renderer") {}
