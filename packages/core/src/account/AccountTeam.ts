/**
 * An account team (координационная группа) is who on our side works with a client together: manager, marketer, expert,
 * sponsor, and followers who are told.
 */
import * as Schema from "effect/Schema"

/** What a member does for the client; a follower is told of everything and does nothing. */
export const TeamRole = Schema.Literals(["manager", "marketer", "expert", "sponsor", "follower"])
export type TeamRole = typeof TeamRole.Type

/** One member of the team of an account. */
export const TeamMember = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.String,
  /** The id of one of our managers. */
  personId: Schema.NonEmptyString,
  role: TeamRole
})
export type TeamMember = typeof TeamMember.Type

/** Who has a role for an account: those named for the account before those of the group, by id. */
export const withRole = (
  team: ReadonlyArray<TeamMember> | undefined,
  role: TeamRole,
  accountId: string | null
): ReadonlyArray<string> => {
  const all = (team ?? []).filter((one) => one.role === role)
  const own = all.filter((one) => one.accountId === accountId)
  return [
    ...new Set((own.length > 0 ? own : all).toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((one) => one.personId))
  ]
}
