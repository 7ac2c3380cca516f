/** Who is left alone so that the effect of a program can be measured: account groups drawn once, by a stable hash. */
import * as Hash from "../kernel/Hash.ts"
import type { EnrolmentState } from "./Enrolment.ts"

/**
 * Whether a group is in a program's holdout. The same group and program give the same answer at every share, so that a
 * larger share only adds groups. `share` is 0 (nobody) to 1 (everybody).
 */
export const isHoldout = (programId: string, groupId: string, share: number): boolean =>
  share > 0 && Hash.fraction(JSON.stringify(["holdout", programId, groupId])) < share

type Entered = Pick<EnrolmentState, "accountId" | "enrolmentId" | "enteredAt" | "holdout" | "programId">

const earlier = (a: Entered, b: Entered): Entered =>
  b.enteredAt < a.enteredAt || (b.enteredAt === a.enteredAt && b.enrolmentId < a.enrolmentId) ? b : a

const earliest = (all: ReadonlyArray<Entered>): Entered | undefined =>
  all.length === 0 ? undefined : all.reduce(earlier)

/**
 * Whether an account that enters is held out. A side once taken is kept when the tree changes, else what was sent to a
 * client would be measured as nothing sent: the account's own first entry decides, else the first of its group, else the
 * hash. A program without a share holds nobody out. The order of `enrolments` is irrelevant.
 */
export const sideOf = (
  { id, holdout }: { readonly id: string; readonly holdout: number },
  { accountId, groupId }: { readonly accountId: string; readonly groupId: string },
  enrolments: ReadonlyArray<Entered>
): boolean => {
  if (holdout === 0) return false
  const before = enrolments.filter(({ programId }) => programId === id)
  const known = earliest(before.filter((one) => one.accountId === accountId)) ?? earliest(before)
  return known?.holdout ?? isHoldout(id, groupId, holdout)
}
