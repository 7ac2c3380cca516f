/** The core's Renderer port over a set of Handlebars templates. */
import { Renderer } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { TemplateSet } from "./TemplateSet.ts"

/** A renderer that knows the templates of a set; any other id fails with `unknown template`. */
export const make = (set: TemplateSet): Renderer.Renderer["Service"] => ({
  render: (templateId, brief) => {
    const template = set.templates.get(templateId)
    if (template !== undefined) return template.render(brief)
    return Effect.fail(
      new Renderer.RenderFailed({
        reason: "unknown template",
        templateId,
        message: `there is no usable template ${templateId}; check the folder of templates`,
        retryable: false
      })
    )
  }
})

/** The port as a layer. */
export const layer = (set: TemplateSet): Layer.Layer<Renderer.Renderer> => Layer.succeed(Renderer.Renderer, make(set))
