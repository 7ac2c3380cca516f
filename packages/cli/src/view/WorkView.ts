/** Open tasks and words waited for, as a terminal shows them. */
import type { Calendar, WorkState } from "@market-of-one/core"
import type * as Output from "../output/Output.ts"
import * as OpenTasks from "../session/OpenTasks.ts"
import * as Local from "./Local.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

const table = (
  screen: Output.Screen,
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): string =>
  Table.whole(columns, rows, screen, Style.make(screen.hasColor).dim)
    .map((line) => `${line}\n`)
    .join("")

const when = (at: Calendar.Instant | null, zone: Calendar.Zone): string => (at === null ? "" : Local.time(at, zone))

/** Tasks in the order given, in times of the zone; `names` are those of accounts. */
export const tasks = (
  all: ReadonlyArray<OpenTasks.OpenTask>,
  { names, zone }: { readonly names: ReadonlyMap<string, string>; readonly zone: Calendar.Zone },
  screen: Output.Screen
): string =>
  all.length === 0
    ? "no task is open\n"
    : table(
        screen,
        ["due", "owner", "task", "client", "about", "told", "state", "what"],
        all.map((one) => [
          when(one.dueAt, zone),
          one.ownerId ?? "nobody yet",
          one.taskId,
          OpenTasks.clientOf(one, names),
          one.contactIds.join(", "),
          one.followers.join(", "),
          one.escalated === null ? (one.accepted === null ? "open" : "taken on") : one.escalated.reason,
          one.text
        ])
      )

/** A word waited for, with what it is about. */
export interface OpenWord extends WorkState.ApprovalState {
  /** Null for an offer of the save desk. */
  readonly programId: string | null
  readonly contactIds: ReadonlyArray<string>
  /** Why it is asked; empty where nothing tells. */
  readonly because: string
}

/** Words waited for, in the order given. */
export const words = (all: ReadonlyArray<OpenWord>, zone: Calendar.Zone, screen: Output.Screen): string =>
  all.length === 0
    ? "nothing waits for a word\n"
    : table(
        screen,
        ["since", "of", "id", "account", "to", "for", "because", "what"],
        all.map((one) => [
          when(one.requestedAt, zone),
          one.of ?? "nobody yet",
          one.approvalId,
          one.accountId,
          one.contactIds.join(", "),
          one.touchId === null ? "an offer" : `${one.programId ?? "no program"} / ${one.touchId}`,
          one.because,
          one.asks ?? ""
        ])
      )
