/** A fictional subscriber of a fictional operator that wants to leave, and the desk that answers it. */
import type { DepartureNotice } from "../../src/account/DepartureNotice.ts"
import type { Manager } from "../../src/account/Manager.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import type * as Discount from "../../src/retention/Discount.ts"
import type * as Ladder from "../../src/retention/Ladder.ts"
import * as SaveCase from "../../src/retention/SaveCase.ts"
import * as SaveDesk from "../../src/retention/SaveDesk.ts"
import type * as SaveOffer from "../../src/retention/SaveOffer.ts"
import { standard } from "../../src/retention/SavePolicy.ts"

export const zone = "Europe/Moscow" as Calendar.Zone
export const at = (text: string): Calendar.Instant => {
  const instant = Calendar.parseInstant(text)
  if (instant === undefined) throw new Error(`${text} is no instant`)
  return instant
}
/** A Tuesday, 15:00 in Moscow. */
export const noticed = at("2026-03-03T12:00:00Z")

export const notice = (fields: Partial<DepartureNotice> = {}): DepartureNotice => ({
  id: "n1",
  accountId: "c1",
  assetId: "line",
  at: noticed,
  kind: "port-out",
  ...fields
})

const manager = (id: string, managerId: string | undefined, approves: Manager["approves"]): Manager => ({
  id,
  name: id,
  skills: { languages: [], industries: [], products: [] },
  ...(managerId === undefined ? {} : { managerId }),
  ...(approves === undefined ? {} : { approves })
})
export const managers = [
  manager("anna", "boris", { discount: 30, cost: 1000 }),
  manager("boris", "vera", { discount: 40, cost: 10_000 }),
  manager("vera", undefined, { discount: 50, cost: 1_000_000 })
]

export const desk: SaveDesk.Desk = {
  manager: managers[0] ?? null,
  managers,
  calendar: { zone, holidays: new Set(["2026-03-09" as Calendar.Day]) },
  policy: standard
}

export const money = (minor: number) => ({ minor, currency: "RUB" })
const product = (id: string, minor: number, fields: object = {}) => ({
  id,
  name: id,
  series: "mobile",
  listPrice: money(minor),
  facts: [],
  ...fields
})

/** Every exit question answered, with nothing said of a competitor. */
export const answers = (when: Calendar.Instant = noticed): ReadonlyArray<SaveCase.Answer> =>
  SaveCase.questions.map((question) => ({ question, said: null, at: when, by: "anna" }))

/** 12 months at 1,000.00 a month; the cost leaves nothing, 30 %, or anything to give away above a floor of 10 %. */
export const figures: Readonly<Record<"unknown" | "thin" | "limited" | "ample", Discount.Figures>> = {
  unknown: { revenueMinor: 1_200_000, costMinor: null },
  thin: { revenueMinor: 1_200_000, costMinor: 1_000_000 },
  limited: { revenueMinor: 1_200_000, costMinor: 740_000 },
  ample: { revenueMinor: 1_200_000, costMinor: 100_000 }
}

export const rival = (standing: Ladder.Rival["standing"]): Ladder.Rival => ({
  competitorId: "rival",
  terms: "the same for 600.00",
  price: "600.00",
  until: "2026-04-01" as Calendar.Day,
  standing,
  evidence: standing === "evidenced" ? "their contract" : null
})

export const client: SaveDesk.Client = {
  groupId: "c1",
  zone,
  currency: "RUB",
  notices: [notice()],
  assets: [
    {
      id: "line",
      accountId: "c1",
      product: "mobile-1000",
      label: "+7 000 000-00-00",
      status: "active",
      price: money(100_000)
    }
  ],
  products: [product("mobile-1000", 100_000), product("mobile-800", 80_000), product("mobile-500", 50_000)],
  services: [
    {
      id: "s1",
      accountId: "c1",
      assetId: "line",
      service: "roaming",
      price: money(20_000),
      at: at("2025-01-01T00:00:00Z")
    },
    {
      id: "s2",
      accountId: "c1",
      assetId: "line",
      service: "music",
      price: money(5_000),
      at: at("2025-01-01T00:00:00Z")
    }
  ],
  spend: null,
  since: null,
  figures: figures.ample,
  rivals: [],
  contactedAt: [noticed],
  answers: answers(),
  offers: [],
  approvals: []
}

/** What the desk proposes at an instant. */
export const proposed = (
  now: Calendar.Instant,
  fields: Partial<SaveDesk.Client> = {},
  own: SaveDesk.Desk = desk
): SaveDesk.Proposal => {
  const proposal = SaveDesk.propose({ horizon: Horizon.make(now), client: { ...client, ...fields }, desk: own })
  if (proposal === null) throw new Error("there is no case")
  return proposal
}

/** The offer of a proposal as it is made, with the client's answer. */
export const made = (
  { case: { id }, offer }: SaveDesk.Proposal,
  madeAt: Calendar.Instant,
  outcome?: NonNullable<SaveOffer.OfferRecord["outcome"]>
): SaveOffer.OfferRecord => {
  if (offer === null) throw new Error("there is no offer")
  return {
    id: `${id}-${offer.rung}`,
    caseId: id,
    rung: offer.rung,
    percent: offer.percent,
    madeAt,
    endsOn: offer.endsOn,
    approvedBy: "anna",
    ...(outcome === undefined ? {} : { outcome, answeredAt: madeAt })
  }
}
