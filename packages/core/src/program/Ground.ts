/**
 * What makes a message one of service: a promise, a case or a contract of the account, which the records have to show
 * when it goes, or a law, which somebody names. Source: docs/explanation/guards.md (service messages).
 */
import type { Account } from "../account/Account.ts"
import type { GroupRecords } from "../account/Records.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import * as PromiseFact from "../market/PromiseFact.ts"
import * as RecordIndex from "../market/RecordIndex.ts"

/** The kinds that records can show, and the one that they cannot. */
export type Kind = "promise" | "case" | "contract" | "law"

/** A ground as a program says it. */
export interface Ground {
  readonly kind: Kind
  /** Which one, in words; null where the kind says enough. */
  readonly what: string | null
}

const shape = /^(promise|case|contract|law)(?:\s*:\s*(\S.*))?$/u

/** How a ground is written. */
export const advice = "write `promise`, `case` or `contract`, with `: which one` if wanted, or `law: ` and the law"

/** The ground that a text says; null for a text that is none. A law needs its name. */
export const parse = (text: string): Ground | null => {
  const [, kind, what] = shape.exec(text.trim()) ?? []
  if (kind === undefined || (kind === "law" && what === undefined)) return null
  return { kind: kind as Kind, what: what ?? null }
}

/** For whom, by which records and when a ground is looked for; the zone is that in which a contract's days end. */
export interface Asked {
  readonly account: Account
  readonly records: GroupRecords
  readonly horizon: Horizon
  readonly zone: Calendar.Zone
}

type Find = (asked: Asked, what: string | null) => Evidence | null

/** A promise to the account that was made and is neither kept nor settled, late ones too. */
const promise: Find = ({ account, horizon: { passed }, records }) => {
  const one = RecordIndex.of(records).commitments.find(
    (each) => each.accountId === account.id && passed(each.madeAt) && !PromiseFact.isMade(each, records, passed)
  )
  return one === undefined ? null : { "promise.id": one.id, "promise.madeBy": one.madeBy }
}

/** A case that is open, of the account itself, of its asset or of its contact. */
const openCase: Find = ({ account, horizon: { passed }, records }) => {
  const { cases, contact } = RecordIndex.of(records)
  const asset = (id: string | undefined) => records.assets.find((one) => one.id === id)
  const one = cases.find((each) => {
    const owner = each.accountId ?? asset(each.assetId)?.accountId ?? contact(each.contactId ?? "")?.accountId
    return owner === account.id && passed(each.openedAt) && !(each.closedAt !== undefined && passed(each.closedAt))
  })
  return one === undefined ? null : { "case.id": one.id, "case.kind": one.kind }
}

/** An asset of the account that has begun and not ended; without days the status alone says so. */
const contract: Find = ({ account, horizon: { passed }, records, zone }) => {
  const startOf = (day: Calendar.Day) => Calendar.instantOf(day, 0, zone)
  const [one] = records.assets
    .filter(
      ({ accountId, endsAt, startedAt, status }) =>
        accountId === account.id &&
        status !== "ended" &&
        (startedAt === undefined || passed(startOf(startedAt))) &&
        !(endsAt !== undefined && passed(startOf(Calendar.addDays(endsAt, 1))))
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return one === undefined ? null : { "asset.id": one.id, "asset.status": one.status }
}

const finds: Readonly<Record<Kind, Find>> = {
  promise,
  case: openCase,
  contract,
  law: (_asked, what) => ({ law: what })
}

/** A ground as it was written, with what shows it; null when nothing does now. */
export interface Shown {
  readonly is: string | null
  readonly evidence: Evidence | null
}

/** What shows the ground of a service message for an account. A text that is no ground is shown by nothing. */
export const show = (text: string | undefined, asked: Asked): Shown => {
  const ground = text === undefined ? null : parse(text)
  return { is: text ?? null, evidence: ground === null ? null : finds[ground.kind](asked, ground.what) }
}
