/** A fictional retention part: one client at risk, one lost, refusals of two windows, a renewal. */
import {
  AsOf,
  Calendar,
  Facts,
  Horizon,
  Renewals,
  Retention,
  RetentionRecords,
  SaveDesk,
  SavePolicy,
  WinBack,
  WinBackPolicy
} from "@market-of-one/core"
import type * as RetentionInput from "../src/page/RetentionInput.ts"

const zone = Calendar.Zone.make("Europe/Berlin")
const day = (text: string): Calendar.Day => Calendar.Day.make(text)
const today = day("2026-10-01")

const facts = (): Facts.Facts => {
  const built = Facts.builder("EUR")
  const buy = (account: string, on: string, minor: number, every: number, times: number) => {
    for (let at = 0; at < times; at += 1)
      built.add({ account, day: Calendar.dayNumber(day(on)) - at * every, minor, order: `${account}-${at}` })
  }
  buy("gull", "2026-08-01", 500_000, 23, 30)
  buy("heron", "2026-03-01", 300_000, 20, 30)
  buy("ibis", "2026-09-28", 400_000, 14, 50)
  return built.build()
}

const refusal = (
  id: string,
  closedAt: string,
  product: string
): RetentionRecords.ClientRecords["opportunities"][number] => ({
  id,
  accountId: "ibis",
  kind: "deal",
  outcome: "lost",
  closedAt: day(closedAt),
  product
})

const client = (id: string, more: Partial<RetentionRecords.ClientRecords> = {}): RetentionRecords.ClientRecords => ({
  ...RetentionRecords.ofOrdersAlone(id),
  accounts: [{ id, name: id, domains: [], attributes: {} }],
  manager: { id: "nora" },
  ...more
})

/** Heron asked how to leave on the day before. */
const saving = (): ReadonlyArray<RetentionInput.SaveLine> => {
  const at = Calendar.instantOf(day("2026-09-30"), 600, zone)
  const manager = { id: "nora", name: "Nora", skills: { languages: [], industries: [], products: [] } }
  const proposal = SaveDesk.propose({
    horizon: Horizon.make(Calendar.instantOf(today, 0, zone)),
    client: {
      groupId: "heron",
      zone,
      currency: "EUR",
      notices: [{ id: "N1", accountId: "heron", assetId: "line", at, kind: "asked how to leave", reason: "price" }],
      assets: [{ id: "line", accountId: "heron", label: "line", status: "active" }],
      products: [],
      services: [],
      spend: "B",
      since: day("2020-01-01"),
      figures: null,
      rivals: [],
      contactedAt: [],
      answers: [],
      offers: [],
      approvals: []
    },
    desk: { manager, managers: [manager], calendar: { zone, holidays: new Set() }, policy: SavePolicy.standard }
  })
  return proposal === null ? [] : [{ groupId: "heron", proposal }]
}

/** The part as of 1 October 2026. */
export const part = (): RetentionInput.RetentionPart => {
  const columns = facts()
  const look = AsOf.look(today, zone)
  const groupOf = (account: string): string => account
  const retention = Retention.make({
    facts: columns,
    clients: [
      client("gull"),
      client("heron"),
      client("ibis", {
        opportunities: [
          ...["a", "b", "c", "d"].map((id) => refusal(id, "2026-05-05", "pump")),
          refusal("e", "2025-05-05", "valve"),
          refusal("f", "2024-05-05", "valve")
        ]
      })
    ],
    groupOf,
    review: Retention.reviewAt(columns, look, { groupOf }),
    look
  })
  const winBack = WinBack.of(
    retention.lost.map(({ causes, id, lostOn, marginMinor }) => ({
      id,
      lostOn: lostOn ?? today,
      margin: marginMinor === null ? null : { minor: marginMinor, basis: "revenue" as const, because: "revenue" },
      costMinor: 0,
      cause: causes?.primary ?? null,
      answer: null,
      attempts: [],
      acceptedOn: null,
      gift: null,
      spend: null,
      tenureYears: null,
      figures: null
    })),
    { asOf: today, policy: WinBackPolicy.standard, savePolicy: SavePolicy.standard }
  )
  const renewals = Renewals.of(
    [{ id: "frame", accountId: "ibis", label: "Frame agreement", status: "active", endsAt: day("2026-12-31") }],
    { asOf: today, managerOf: () => "nora", valueOf: () => 120_000 }
  )
  return {
    asOf: { day: today, by: "asked", findings: [] },
    retention,
    cases: saving(),
    winBack,
    renewals,
    gifts: [],
    zone
  }
}
