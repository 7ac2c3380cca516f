/** The work of `abm status`. */
import { Calendar } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Output from "../output/Output.ts"
import * as Deviations from "../session/Deviations.ts"
import * as KeptPlan from "../session/KeptPlan.ts"
import * as Ports from "../session/Ports.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as StoreStatus from "../session/StoreStatus.ts"
import * as WorkspaceStore from "../session/WorkspaceStore.ts"
import * as PlanDiffView from "../view/PlanDiffView.ts"
import * as StatusView from "../view/StatusView.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly rehearsal: boolean
  /** A plan that was kept, to compare with. */
  readonly against: string | undefined
  readonly json: boolean
}

/** Shows where everything stands. */
export const run = Effect.fn("status.run")(function* (given: Given) {
  const { against: plan, directory } = given
  const kept = plan === undefined ? undefined : yield* KeptPlan.read(directory, plan)
  const { file, workspace } = yield* WorkspaceStore.open(directory, given.rehearsal)
  const names = new Map(workspace.records.records.accounts.map(({ record }) => [record.id, record.name]))
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const both = Effect.gen(function* () {
    const status = yield* StoreStatus.read(workspace)
    if (kept === undefined) return { status, against: undefined }
    return { status, against: yield* Deviations.find(plan ?? "", kept, now) }
  })
  const { against, status } = yield* both.pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  if (given.json) return yield* Output.json({ ...status, ...(against === undefined ? {} : { against }) })
  const zone = workspace.policy.timeZone
  const screen = yield* Output.screen
  const deviations =
    against === undefined ? [] : PlanDiffView.lines(against, `Otherwise than ${against.plan}`, { ...screen, zone })
  yield* Output.stdout([...StatusView.make(status, { names, zone }, screen), ...deviations, ""].join("\n"))
})
