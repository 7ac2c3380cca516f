/**
 * A signed link that says something of one task: who, what, until when. The signature is a keyed hash over all of it, so
 * a link that was made up, altered or is over is refused; one that was used is known by the task itself, which closes
 * once. Source: docs/explanation/desk.md (links).
 */
import * as Base64Url from "effect/encoding/Base64Url"
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import type * as Task from "./Task.ts"

/** What a link may do with a task. */
export const Act = Schema.Literals(["accept", "done", "dismiss"])
/** What a link does with a task. */
export type Act = typeof Act.Type

/** What a link says. */
export const Claim = Schema.Struct({
  taskId: Schema.NonEmptyString,
  /** In whose journal the task is; it may have moved since. */
  groupId: Schema.NonEmptyString,
  /** Who acts by it: the id of a manager. */
  by: Schema.NonEmptyString,
  act: Act,
  /** From when on it is refused. */
  until: Instant
})
/** What a link says. */
export type Claim = typeof Claim.Type

/** Why a link is refused. */
export type Refusal = "forged" | "expired"

// The purpose is signed too: a keyed hash made for anything else under the same key is no signature of a link.
const signatureOf = (payload: string, key: string): string => Hash.keyed(key, `task link ${payload}`)

/** Hashed once more under the key before they are compared: how long that takes tells nothing of the signature. */
const isSame = (a: string, b: string, key: string): boolean => Hash.keyed(key, a) === Hash.keyed(key, b)

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Claim))

/** The token of a claim: letters, digits, `-`, `_` and a full stop. */
export const sign = ({ act, by, groupId, taskId, until }: Claim, key: string): string => {
  const payload = Base64Url.encode(JSON.stringify({ taskId, groupId, by, act, until }))
  return `${payload}.${signatureOf(payload, key)}`
}

/** Tokens of ours are far shorter. */
const mostCharacters = 2000

/** What a token says, or why it is refused. The signatures are compared in constant time. */
export const verify = (
  token: string,
  key: string,
  now: Instant
): { readonly ok: true; readonly claim: Claim } | { readonly ok: false; readonly refusal: Refusal } => {
  const [, payload, signature] = /^([A-Za-z0-9_-]+)\.([0-9a-f]{64})$/u.exec(token.slice(0, mostCharacters)) ?? []
  if (payload === undefined || signature === undefined) return { ok: false, refusal: "forged" }
  const isOurs = isSame(signature, signatureOf(payload, key), key)
  const text = isOurs ? Base64Url.decodeString(payload) : undefined
  const claim = text?._tag === "Success" ? decode(text.success) : undefined
  if (claim === undefined || claim._tag === "None") return { ok: false, refusal: "forged" }
  return claim.value.until <= now ? { ok: false, refusal: "expired" } : { ok: true, claim: claim.value }
}

/** What becomes of a claim about a task as it stands. */
export type Standing =
  | { readonly state: "open" }
  | { readonly state: "unknown" }
  /** Handed over since the link was made; null when nobody is named. */
  | { readonly state: "not theirs"; readonly ownerId: string | null }
  | { readonly state: "accepted"; readonly by: string; readonly at: Instant }
  | { readonly state: "closed"; readonly by: string; readonly at: Instant; readonly outcome: Task.TaskOutcome }

/** Whether a claim can still be acted on: a task closes once, is taken on once, and by whoever has it now. */
export const standingOf = ({ act, by }: Pick<Claim, "act" | "by">, task: Task.TaskState | undefined): Standing => {
  if (task === undefined) return { state: "unknown" }
  if (task.closed !== null) return { state: "closed", ...task.closed }
  if (task.ownerId !== by && task.escalated?.to !== by) return { state: "not theirs", ownerId: task.ownerId }
  if (act === "accept" && task.accepted !== null) return { state: "accepted", ...task.accepted }
  return { state: "open" }
}
