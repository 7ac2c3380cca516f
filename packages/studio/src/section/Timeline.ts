/** The journal of one account group as the page tells it: when, and what, in plain sentences. */
import type { Event } from "@market-of-one/core"
import type { VNode } from "preact"
import { html } from "../page/Html.ts"
import * as Sentences from "../sentence/Sentences.ts"
import type { View } from "../page/View.ts"

/** The mark of an event: what waits, and what came to an end; others are plain. */
const marks: Readonly<Partial<Record<Event.Event["_tag"], "warn" | "end">>> = {
  TouchHeld: "warn",
  MessageDeferred: "warn",
  HoldPlaced: "warn",
  TouchSkipped: "end",
  MessageWithdrawn: "end",
  Exited: "end",
  EnrolmentAborted: "end"
}

const markOf = (event: Event.Event): string =>
  event._tag === "MessageSettled" ? (event.state === "accepted" ? "good" : "bad") : (marks[event._tag] ?? "")

/** All entries but the ticks, which say only that the engine looked. */
export const render = (view: View, groupId: string): VNode => {
  const { language } = view
  const entries = (view.journals.get(groupId) ?? []).filter(({ event }) => event._tag !== "Ticked")
  if (entries.length === 0) return html`<p class="muted">${language.say("timeline none")}</p>`
  return html`<ol class="timeline">
    ${entries.map(
      (entry) =>
        html`<li class=${markOf(entry.event)}>
          <span class="when">${language.instant(entry.at)}</span>
          <span class="what">${Sentences.sentence(entry.event, view.context)}</span>
        </li>`
    )}
  </ol>`
}
