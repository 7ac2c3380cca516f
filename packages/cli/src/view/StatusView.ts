/** Where everything stands, on a terminal. */
import type { Calendar } from "@market-of-one/core"
import type { Screen } from "../output/Output.ts"
import * as InsideNow from "../session/InsideNow.ts"
import * as OpenTasks from "../session/OpenTasks.ts"
import type { StoreStatus } from "../session/StoreStatus.ts"
import * as Local from "./Local.ts"
import * as RunView from "./RunView.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

/** The view; `names` are those of accounts by id. Sections of which there is nothing are left out. */
export const make = (
  status: StoreStatus,
  { names, zone }: { readonly names: ReadonlyMap<string, string>; readonly zone: Calendar.Zone },
  screen: Screen
): ReadonlyArray<string> => {
  const local = (at: string | null): string | null => (at === null ? null : Local.shown(at, zone))
  const title = `${status.mode === "live" ? "Live store" : "Rehearsal"}: ${status.groups} groups; next at ${local(status.next) ?? "no set time"}`
  const style = Style.make(screen.hasColor)
  const table = (heading: string, columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string | null>>) =>
    rows.length === 0
      ? []
      : [
          "",
          style.bold(heading),
          ...Table.whole(
            columns,
            rows.map((row) => row.map((cell) => cell ?? "")),
            screen,
            style.dim
          )
        ]
  return [
    ...RunView.closing({ title, totals: status.totals }, screen),
    ...table(
      "Inside now",
      ["program", "play", "step", "accounts", "which"],
      status.inside.map((one) => [
        one.program,
        one.play,
        one.holdout ? "none: holdout" : (one.step ?? "not begun"),
        String(one.accounts.length),
        InsideNow.few(one.accounts)
      ])
    ),
    ...table(
      "Unknown: they may have been sent. Settle each with `abm resolve MESSAGE_ID delivered|resend|drop --by WHO`",
      ["message", "account", "contact", "handed over", "why"],
      status.unknown.map((one) => [one.messageId, one.account, one.contact, local(one.handedAt), one.reason])
    ),
    ...table(
      "Being handed over",
      ["message", "account", "contact", "since"],
      status.handing.map((one) => [one.messageId, one.account, one.contact, local(one.handedAt)])
    ),
    ...table(
      "Set aside",
      ["group", "until", "why"],
      status.setAside.map((one) => [one.group, local(one.until), one.reason])
    ),
    ...table(
      "Inside a version that cannot be used: nothing is decided for them",
      ["program", "version", "accounts", "why", "what to do"],
      status.stuck.map((one) => [one.program, one.version, one.accounts.join(", "), one.why, one.advice])
    ),
    ...table(
      "Tasks: `abm task done ID --by WHO`",
      ["due", "owner", "task", "client", "what"],
      status.tasks.map((one) => [
        local(one.dueAt),
        one.owner ?? "nobody yet",
        one.task,
        OpenTasks.clientOf({ groupId: one.groupId, accountId: one.account }, names),
        one.text
      ])
    ),
    ...table(
      "Waiting for a word: `abm approve ID --by WHO`",
      ["since", "of", "id", "account", "touch", "what"],
      status.approvals.map((one) => [
        local(one.since),
        one.of ?? "nobody yet",
        one.approval,
        one.account,
        one.touch,
        one.asks
      ])
    ),
    ...table(
      "Paused",
      ["scope", "id", "why"],
      status.pauses.map((one) => [one.scope, one.id, one.reason])
    )
  ]
}
