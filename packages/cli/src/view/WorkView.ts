/** Open tasks and words waited for, as a terminal shows them. */
import { Calendar, type Task, type WorkState } from "@market-of-one/core"
import type * as Output from "../output/Output.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

const table = (
  screen: Output.Screen,
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): string => {
  const { dim } = Style.make(screen.hasColor)
  const lines = Table.lines(
    columns.map((heading) => ({ heading })),
    rows,
    screen.width,
    { heading: dim }
  )
  return lines.map((line) => `${line}\n`).join("")
}

const when = (at: Calendar.Instant | null): string => (at === null ? "" : Calendar.showInstant(at).slice(0, 16))

/** Tasks in the order given. */
export const tasks = (all: ReadonlyArray<Task.TaskState>, screen: Output.Screen): string =>
  all.length === 0
    ? "no task is open\n"
    : table(
        screen,
        ["due", "owner", "task", "account", "about", "what", "state"],
        all.map((one) => [
          when(one.dueAt),
          one.ownerId ?? "nobody yet",
          one.taskId,
          one.accountId ?? "",
          one.contactIds.join(", "),
          one.text,
          one.escalated === null ? (one.accepted === null ? "" : "taken on") : one.escalated.reason
        ])
      )

/** Words waited for, in the order given. */
export const words = (all: ReadonlyArray<WorkState.ApprovalState>, screen: Output.Screen): string =>
  all.length === 0
    ? "nothing waits for a word\n"
    : table(
        screen,
        ["since", "of", "id", "account", "for"],
        all.map((one) => [
          when(one.requestedAt),
          one.of ?? "nobody yet",
          one.approvalId,
          one.accountId,
          one.touchId ?? "an offer"
        ])
      )
