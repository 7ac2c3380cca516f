/**
 * The contract of `Store` as data, without a test framework: run every case, each on a fresh store, and the store may
 * be used. It is the sending protocol, sentence by sentence.
 */
import { budgetCases } from "./BudgetCases.ts"
import { groupCases } from "./GroupCases.ts"
import { moveCases } from "./MoveCases.ts"
import { queueCases } from "./QueueCases.ts"
import { settleCases } from "./SettleCases.ts"
import type { StoreCase } from "./StoreFixture.ts"
import { withdrawalCases } from "./WithdrawalCases.ts"

export type { StoreCase } from "./StoreFixture.ts"

/** All cases. A case fails with an `AssertionError` as a defect. */
export const cases: ReadonlyArray<StoreCase> = [
  ...groupCases,
  ...queueCases,
  ...settleCases,
  ...moveCases,
  ...budgetCases,
  ...withdrawalCases
]
