/** Going into a negotiation without knowing the client, the state of affairs, or what is on the table. */
import type { Manager } from "../account/Manager.ts"
import type { Product } from "../account/Product.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Mistake from "./Mistake.ts"
import * as PlannedMeetings from "./PlannedMeetings.ts"

const warn = (
  mistake: Mistake.MistakeId,
  meeting: Mistake.Meeting,
  because: Mistake.Because,
  input: Mistake.Input
): Mistake.Warning => ({
  mistake,
  groupId: input.records.groupId,
  accountId: meeting.accountId,
  who: meeting.by,
  from: PlannedMeetings.noticeOf(mistake, meeting.at, meeting.by, input),
  by: meeting.at,
  because,
  about: { kind: "interactions", id: meeting.id }
})

const knowledge = (meeting: Mistake.Meeting, input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const mistake = "poor knowledge of the client"
  const { dossier, limits = Mistake.limits, schemes } = input
  const scheme = schemes.find((one) => one.accountId === meeting.accountId)
  const isEmpty =
    scheme === undefined ||
    (scheme.economicBuyer === null && scheme.deciders.length + scheme.vetoers.length + scheme.advisers.length === 0)
  const missing = dossier.gaps.filter(({ blocks }) => blocks === "negotiation").map(({ name }) => name)
  const { completeness } = dossier
  return [
    ...(completeness < limits.completeness
      ? [warn(mistake, meeting, { _tag: "ThinDossier", meeting, completeness, missing }, input)]
      : []),
    ...(isEmpty ? [warn(mistake, meeting, { _tag: "NoScheme", meeting }, input)] : [])
  ]
}

const preparation = (meeting: Mistake.Meeting, input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const mistake = "unprepared negotiation"
  const { briefReads, newestFact: newest, now } = input
  const read = briefReads.filter(({ at }) => at <= now)
  const own = read.filter(({ by }) => by === meeting.by)
  if (own.length === 0) {
    const readBy = [...new Set(read.map(({ by }) => by))].toSorted((a, b) => (a < b ? -1 : 1))
    return [warn(mistake, meeting, { _tag: "BriefNotRead", meeting, readBy }, input)]
  }
  const producedAt = Calendar.instant(Math.max(...own.map((one) => one.producedAt)))
  if (newest === null || newest.at <= producedAt) return []
  const { at: newestAt, id, kind } = newest
  return [warn(mistake, meeting, { _tag: "BriefOutdated", meeting, producedAt, newestAt, newest: { kind, id } }, input)]
}

/** What is on the table: the product of the deal that the meeting is about, else of all open deals of the account. */
const onTable = (meeting: Mistake.Meeting, { products, records }: Mistake.Input): ReadonlyArray<Product> => {
  const opportunityId = records.interactions.find(({ id }) => id === meeting.id)?.opportunityId
  const deals = records.opportunities.filter((one) =>
    opportunityId === undefined
      ? one.accountId === meeting.accountId && one.outcome === "open"
      : one.id === opportunityId
  )
  const named = new Set(deals.map(({ product }) => product))
  return products.filter(({ id, name }) => named.has(id) || named.has(name)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** The day of a product's newest fact; null when it has none with a day. */
const newestOn = ({ facts, launchedAt }: Product): Calendar.Day | null =>
  [launchedAt, ...facts.map(({ since }) => since)]
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1) ?? null

const isTheirs = (manager: Manager, { id, name }: Product): boolean =>
  manager.skills.products.includes(id) || manager.skills.products.includes(name)

const product = (meeting: Mistake.Meeting, input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const mistake = "poor product knowledge"
  const manager = input.managers.get(meeting.by)
  if (manager === undefined) return []
  const experts = (input.team ?? [])
    .filter(({ role }) => role === "expert")
    .map(({ personId }) => input.managers.get(personId))
    .filter((one) => one !== undefined)
  const readAt = manager.productsReadAt ?? null
  const { zone } = PlannedMeetings.calendarOf(meeting.by, input)
  return onTable(meeting, input).flatMap((one) => {
    const newest = newestOn(one)
    const isRead = readAt === null ? one.facts.length === 0 : newest === null || newest <= Calendar.dayOf(readAt, zone)
    // Nobody has said which products are whose: that is no lack of one.
    const isKnown = manager.skills.products.length === 0 || [manager, ...experts].some((who) => isTheirs(who, one))
    return [
      ...(isRead
        ? []
        : [
            warn(
              mistake,
              meeting,
              { _tag: "ProductNotRead", meeting, product: one.name, readAt, newestOn: newest },
              input
            )
          ]),
      ...(isKnown ? [] : [warn(mistake, meeting, { _tag: "ProductNotTheirs", meeting, product: one.name }, input)])
    ]
  })
}

/** Warnings of going unprepared. */
export const of = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> =>
  PlannedMeetings.of(input, ["negotiation"]).flatMap((meeting) => [
    ...knowledge(meeting, input),
    ...preparation(meeting, input),
    ...product(meeting, input)
  ])
