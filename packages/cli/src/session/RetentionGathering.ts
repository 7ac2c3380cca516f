/** Everything of loss and return in a workspace: what the analysis, the records and the store say together. */
import { existsSync } from "node:fs"
import {
  type Asset,
  Calendar,
  Discount,
  GroupState,
  Horizon,
  type Money,
  Plan,
  type Records,
  Renewals,
  type Retention,
  Saving,
  WinBack
} from "@market-of-one/core"
import type { RetentionInput } from "@market-of-one/studio"
import * as Effect from "effect/Effect"
import * as Ports from "./Ports.ts"
import * as Retaining from "./Retaining.ts"
import type * as Session from "./Session.ts"
import * as StoreFile from "./StoreFile.ts"

/** The states of a store by group id. */
export type States = ReadonlyMap<string, GroupState.GroupState>

/** The states of the live store; none where nothing has run. */
export const states = Effect.fn("RetentionGathering.states")(function* (session: Session.Session, directory: string) {
  const file = StoreFile.live(directory, session.workspace.config.store, process.env)
  if (!existsSync(file.filename)) return new Map<string, GroupState.GroupState>()
  const all = yield* Plan.states.pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  return new Map(all.map(({ groupId, state }) => [groupId, state]))
})

/** How long after its window a case that nobody saved is still shown. */
const shownDays = 90

interface Setting {
  readonly session: Session.Session
  readonly states: States
  readonly now: Calendar.Instant
  readonly asOf: Calendar.Day
}

const casesOf = ({ now, session, states }: Setting): ReadonlyArray<RetentionInput.SaveLine> =>
  session.groups
    .flatMap((records): ReadonlyArray<RetentionInput.SaveLine> => {
      const market = { records, segment: session.segments.get(records.groupId) ?? null }
      const setting = {
        horizon: Horizon.make(now),
        market,
        policy: session.setup.policy,
        save: session.workspace.config.saveDesk
      }
      const proposal = Saving.proposal(setting, states.get(records.groupId) ?? GroupState.empty)
      if (proposal === null) return []
      const shownUntil = proposal.windowEndsAt + shownDays * Calendar.dayMillis
      return proposal.status !== "saved" && shownUntil < now ? [] : [{ groupId: records.groupId, proposal }]
    })
    .toSorted((a, b) => b.proposal.case.openedAt - a.proposal.case.openedAt || (a.groupId < b.groupId ? -1 : 1))

/** The column of accounts that says what was done about the cause of a loss. */
const answerColumn = "lossAnswer"

const answerOf = ({ accounts, manager }: Records.GroupRecords): WinBack.Lost["answer"] => {
  const what = accounts.map(({ attributes }) => attributes[answerColumn]).find((one) => typeof one === "string")
  return typeof what === "string" && what !== "" ? { what, by: manager?.id ?? answerColumn } : null
}

/** Letters of win-back programs that went to a lost client: one attempt for each time it was in one. */
const attemptsOf = (
  { enrolments }: GroupState.GroupState,
  lostOn: Calendar.Day,
  { session: { setup } }: Setting
): ReadonlyArray<WinBack.Attempt> =>
  Object.values(enrolments).flatMap(({ programId, touches, version }): ReadonlyArray<WinBack.Attempt> => {
    const program = setup.definitions.byVersion.get(version)?.program
    if (program?.objective !== "win back" && programId !== "win-back") return []
    const sent = Object.values(touches)
      .flatMap((byContact) => Object.values(byContact))
      .flatMap(({ at, status }) => (status === "sent" || status === "unknown" ? [at] : []))
    const [first] = sent.toSorted((a, b) => a - b)
    if (first === undefined) return []
    const on = Calendar.dayOf(first, setup.policy.timeZone)
    return on < lostOn ? [] : [{ on, outcome: null }]
  })

const acceptedOn = ({ offers }: GroupState.GroupState, zone: Calendar.Zone): Calendar.Day | null =>
  Object.values(offers)
    .flatMap(({ answer }) => (answer?.answer === "accepted" ? [Calendar.dayOf(answer.at, zone)] : []))
    .toSorted()
    .at(-1) ?? null

const winBackOf = (rows: ReadonlyArray<Retention.Row>, setting: Setting): ReadonlyArray<WinBack.Entry> => {
  const { asOf, session, states } = setting
  const { config } = session.workspace
  const groups = new Map(session.groups.map((group) => [group.groupId, group]))
  const zone = session.setup.policy.timeZone
  const lost = rows.map((row): WinBack.Lost => {
    const { abc, buying, causes, id, marginMinor } = row
    const records = groups.get(id)
    const state = states.get(id) ?? GroupState.empty
    const lostOn = row.lostOn ?? buying.lastOn ?? asOf
    const since = records?.accounts.flatMap((account) => account.since ?? []).toSorted()[0] ?? buying.firstOn
    const { basis } = session.portfolio
    return {
      id,
      lostOn,
      margin:
        marginMinor === null
          ? null
          : { minor: marginMinor, basis, because: `${basis} of the 12 months before the loss` },
      costMinor: 0,
      cause: causes?.primary ?? null,
      answer: records === undefined ? null : answerOf(records),
      attempts: attemptsOf(state, lostOn, setting),
      acceptedOn: acceptedOn(state, zone),
      gift: null,
      spend: abc,
      tenureYears: since === null ? null : Discount.fullYears(since, asOf),
      figures: null
    }
  })
  return WinBack.of(lost, { asOf, policy: config.winBack, savePolicy: config.saveDesk })
}

/** A price is of a month; what hangs on an asset is twelve of them. */
const yearValue =
  (currency: string) =>
  ({ price }: Asset.Asset): number | null =>
    price === undefined || price.currency !== currency ? null : 12 * price.minor

const renewalsOf = ({ asOf, session }: Setting): Renewals.Renewals => {
  const managers = new Map(
    session.groups.flatMap(({ accounts, manager }) => accounts.map(({ id }) => [id, manager?.id ?? null] as const))
  )
  return Renewals.of(
    session.workspace.records.records.assets.map(({ record }) => record),
    {
      asOf,
      managerOf: (accountId) => managers.get(accountId) ?? null,
      valueOf: yearValue(session.portfolio.currency)
    }
  )
}

interface Given {
  gifts: number
  value: Money.Money | null
}

const giftsOf = ({ asOf, session, states }: Setting): ReadonlyArray<RetentionInput.GiftLine> => {
  const { definitions, policy } = session.setup
  const year = asOf.slice(0, 4)
  return session.groups.flatMap(({ contacts, groupId }) => {
    const { enrolments = {}, tasks = {} } = states.get(groupId) ?? {}
    const counts = new Map<string, Given>()
    for (const { closed, contactIds, costMinor = 0, enrolmentId = "", kind } of Object.values(tasks)) {
      if (kind !== "gift" || closed?.outcome !== "done") continue
      if (Calendar.dayOf(closed.at, policy.timeZone).slice(0, 4) !== year) continue
      const program = definitions.byVersion.get(enrolments[enrolmentId]?.version ?? "")?.program
      const currency = program?.budget?.currency
      for (const id of contactIds) {
        const { gifts, value } = counts.get(id) ?? { gifts: 0, value: undefined }
        const isSame = currency !== undefined && value !== null && (value?.currency ?? currency) === currency
        const minor = (value?.minor ?? 0) + costMinor
        counts.set(id, { gifts: gifts + 1, value: isSame ? { minor, currency } : null })
      }
    }
    return [...counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([contactId, { gifts, value }]) => {
        const country = contacts.find(({ id }) => id === contactId)?.country
        const limit = policy.giftLimits[country ?? "*"] ?? policy.giftLimits["*"] ?? null
        return { groupId, contactId, gifts, given: value, limit }
      })
  })
}

/** Gathers all of it as of a day. */
export const gather = (
  session: Session.Session,
  known: States,
  chosen: ReturnType<typeof Retaining.chosen>,
  now: Calendar.Instant
): RetentionInput.RetentionPart => {
  const { workspace } = session
  const look = Retaining.lookAt(workspace, chosen.day, now)
  const all = session.groups.flatMap(({ departures, groupId }): ReadonlyArray<Retaining.Known> => {
    const state = known.get(groupId)
    return state === undefined ? [] : [{ groupId, state, notices: departures }]
  })
  const told = all.length === 0 ? {} : Retaining.toldBy(all, look, workspace.config.saveDesk)
  const retention = Retaining.of(workspace, look, { review: session.portfolio, told, findings: chosen.findings })
  const setting = { session, states: known, now: look.now, asOf: chosen.day }
  return {
    asOf: chosen,
    retention,
    cases: casesOf(setting),
    winBack: winBackOf(retention.lost, setting),
    renewals: renewalsOf(setting),
    gifts: giftsOf(setting),
    zone: look.zone
  }
}
