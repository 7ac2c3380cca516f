/** Tasks in the language of the workspace, as far as the journal tells more of them than a text. */
import type { GroupState } from "@market-of-one/core"
import { Sentences } from "@market-of-one/studio"
import type * as Workspace from "../workspace/Workspace.ts"
import * as Names from "./Names.ts"

type Tasks = GroupState.GroupState["tasks"]

/** How a workspace speaks of what its journal holds. */
export const telling = (workspace: Workspace.Workspace): Sentences.Context => ({
  locale: workspace.config.locale,
  timeZone: workspace.policy.timeZone,
  names: Names.of(workspace, [])
})

/** A state whose tasks say what they ask for in that language. */
export const spoken = <S extends { readonly tasks: Tasks }>(state: S, context: Sentences.Context): S => ({
  ...state,
  tasks: Object.fromEntries(
    Object.entries(state.tasks).map(([id, task]) => [id, { ...task, text: Sentences.taskText(task, context) }])
  )
})
