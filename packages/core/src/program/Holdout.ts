/** Who is left alone so that the effect of a program can be measured: account groups drawn once, by a stable hash. */
import * as Hash from "../kernel/Hash.ts"

/**
 * Whether a group is in a program's holdout. The same group and program give the same answer at every share, so that a
 * larger share only adds groups. `share` is 0 (nobody) to 1 (everybody).
 */
export const isHoldout = (programId: string, groupId: string, share: number): boolean =>
  share > 0 && Hash.fraction(JSON.stringify(["holdout", programId, groupId])) < share
