/**
 * The kinds of records that come in, each with its schema and the fields that columns can give. A host's file needs only
 * the fields it has; what a schema requires and no column brings makes the row a rejected one, with that reason.
 */
import type * as Schema from "effect/Schema"
import { Account, AccountStatus } from "../account/Account.ts"
import { AccountPlan } from "../account/AccountPlan.ts"
import { TeamMember, TeamRole } from "../account/AccountTeam.ts"
import { Activation } from "../account/Activation.ts"
import { Asset } from "../account/Asset.ts"
import { Case, CaseKind } from "../account/Case.ts"
import { Commitment } from "../account/Commitment.ts"
import { Competitor, CompetitorPresence } from "../account/Competitor.ts"
import { ConsentBasis, ConsentStatus } from "../account/Consent.ts"
import { Contact, ContactRole } from "../account/Contact.ts"
import { DepartureNotice } from "../account/DepartureNotice.ts"
import { DossierFact, DossierPart } from "../account/DossierFact.ts"
import { Interaction } from "../account/Interaction.ts"
import { Manager } from "../account/Manager.ts"
import { MergeKind, MergeVerdict, MergeWord } from "../account/MergeVerdict.ts"
import { Opportunity, OpportunityResult } from "../account/Opportunity.ts"
import { Invoice, Order } from "../account/Order.ts"
import { Product } from "../account/Product.ts"
import { RoleStanding, RoleVerdict } from "../account/RoleVerdict.ts"
import * as Completion from "./Completion.ts"
import { choice, field, fields, list, make, type RecordKind } from "./KindMaking.ts"

export type { Draft } from "./Completion.ts"
export type { RecordKind } from "./KindMaking.ts"

/** All kinds, by the name that `sources` and `data/<kind>.csv` use. */
export const kinds = {
  accounts: make(
    "account",
    Account,
    [
      ...fields("id", "id taxId"),
      field("parentId", "id", "parent"),
      ...fields("text", "name legalName industry region"),
      list("domains", "domain", "domain", "website"),
      field("country", "country"),
      field("timeZone", "zone"),
      field("employees", "whole"),
      ...fields("money", "annualRevenue budget"),
      field("currency", "currency"),
      choice("status", AccountStatus.literals),
      field("ownerId", "id", "owner", "managerId"),
      field("since", "day"),
      choice("source", ["press", "advertising", "media", "web", "database", "referral", "event", "other"]),
      field("referredBy", "text"),
      field("reference", "truth"),
      field("keyByHand.is", "truth", "keyByHand"),
      ...fields("text", "keyByHand.by keyByHand.reason"),
      field("keyByHand.at", "instant"),
      field("keyByHand.until", "deadline")
    ],
    { hasAttributes: true, defaults: { domains: [], attributes: {} } }
  ),
  contacts: make(
    "contact",
    Contact,
    [
      field("id", "id"),
      field("accountId", "id", "account"),
      field("affiliations.accountId", "id", "affiliation"),
      field("affiliations.title", "text"),
      ...fields("day", "affiliations.from affiliations.to"),
      choice("kind", ["person", "mailbox"]),
      ...fields("text", "name email"),
      field("phone", "phone"),
      ...fields("text", "title department locale"),
      choice("level", ["board", "head", "specialist"]),
      { ...choice("roles", ContactRole.literals, "role"), list: true },
      field("influence", "number"),
      choice("disposition", ["supporter", "neutral", "sceptic", "opponent"]),
      field("reportsTo", "id"),
      field("timeZone", "zone"),
      field("country", "country"),
      field("leftAt", "instant"),
      list("consent.topic", "text"),
      ...fields("text", "consent.purpose consent.source"),
      choice("consent.basis", ConsentBasis.literals),
      choice("consent.status", ConsentStatus.literals, "consent"),
      field("consent.at", "instant")
    ],
    {
      hasAttributes: true,
      repeats: "consent",
      defaults: { kind: "person", affiliations: [], roles: [], consent: [], attributes: {} },
      complete: Completion.contact
    }
  ),
  managers: make(
    "manager",
    Manager,
    [
      field("id", "id"),
      ...fields("text", "name email"),
      field("managerId", "id", "superiorId", "superior", "manager"),
      field("deputyId", "id", "deputy"),
      field("timeZone", "zone"),
      field("country", "country"),
      ...fields("whole", "capacity.oneToOne capacity.oneToFew capacity.oneToMany"),
      list("skills.languages", "text", "languages"),
      list("skills.industries", "text", "industries"),
      list("skills.products", "text", "products"),
      ...fields("number", "approves.discount approves.cost"),
      ...fields("instant", "productsReadAt leftAt")
    ],
    { defaults: { skills: { languages: [], industries: [], products: [] } } }
  ),
  products: make(
    "product",
    Product,
    [
      field("id", "id"),
      ...fields("text", "name series"),
      field("listPrice", "money"),
      field("launchedAt", "day"),
      field("replaces", "id"),
      choice("facts.kind", ["unique selling point", "limit", "requirement", "question and answer"], "factKind"),
      field("facts.text", "text", "factText"),
      field("facts.proof", "text", "factProof"),
      { ...choice("facts.roles", ContactRole.literals, "factRoles"), list: true },
      list("facts.industries", "text", "factIndustries"),
      field("facts.against", "id", "factAgainst"),
      field("facts.since", "day", "factSince"),
      field("facts.validUntil", "day", "factValidUntil")
    ],
    { repeats: "facts", defaults: { facts: [] } }
  ),
  assets: make(
    "asset",
    Asset,
    [
      field("id", "id"),
      field("accountId", "id", "account"),
      field("holderId", "id", "holder"),
      field("number", "id"),
      ...fields("text", "product label blockReason"),
      choice("status", ["active", "suspended", "blocked", "ended"]),
      field("blockedAt", "instant"),
      ...fields("money", "balance minimumBalance price"),
      ...fields("day", "startedAt endsAt renewsAt")
    ],
    { complete: Completion.asset }
  ),
  orders: make(
    "order",
    Order,
    [
      field("id", "id", "lineId", "orderLineId"),
      field("accountId", "id", "account", "customer", "customerId"),
      field("assetId", "id", "asset"),
      field("orderId", "id", "orderNumber", "order"),
      field("date", "day"),
      ...fields("money", "amount cost"),
      ...fields("text", "product channel region")
    ],
    { identity: ["accountId", "date", "amount", "product"], ratedOn: ["date"] }
  ),
  invoices: make(
    "invoice",
    Invoice,
    [
      field("id", "id", "invoiceNumber"),
      field("accountId", "id", "account", "customer", "customerId"),
      ...fields("day", "issuedAt dueAt paidAt"),
      field("amount", "money")
    ],
    { ratedOn: ["issuedAt"] }
  ),
  opportunities: make(
    "opportunity",
    Opportunity,
    [
      field("id", "id"),
      field("accountId", "id", "account"),
      ...fields("text", "product stage lossReason competitor"),
      choice("kind", ["deal", "tender"]),
      field("amount", "money"),
      ...fields("day", "openedAt expectedAt closedAt"),
      choice("outcome", OpportunityResult.literals),
      field("ownerId", "id", "owner", "managerId")
    ],
    { defaults: { kind: "deal" }, ratedOn: ["closedAt", "openedAt"], complete: Completion.opportunity }
  ),
  cases: make(
    "case",
    Case,
    [
      field("id", "id"),
      field("accountId", "id", "account"),
      field("assetId", "id", "asset"),
      field("contactId", "id", "contact"),
      choice("kind", CaseKind.literals),
      ...fields("text", "product topic direction"),
      choice("severity", ["low", "medium", "high"]),
      field("ownerId", "id", "owner", "managerId"),
      ...fields("instant", "openedAt firstResponseAt closedAt"),
      list("reopenedAt", "instant"),
      field("transfers", "whole")
    ],
    { defaults: { reopenedAt: [] } }
  ),
  promises: make("promise", Commitment, [
    field("id", "id"),
    field("accountId", "id", "account"),
    field("to", "id"),
    ...fields("text", "text madeBy fact verifiedBy settled.by settled.note"),
    ...fields("instant", "madeAt keptAt settled.at"),
    field("dueAt", "deadline")
  ]),
  interactions: make("interaction", Interaction, [
    field("id", "id"),
    field("accountId", "id", "account"),
    field("contactId", "id", "contact"),
    field("opportunityId", "id", "opportunity"),
    choice("kind", ["call", "meeting", "e-mail", "visit", "event", "negotiation"]),
    choice("direction", ["inbound", "outbound"]),
    ...fields("instant", "plannedAt startedAt at"),
    choice("status", ["planned", "held", "cancelled", "missed"]),
    ...fields("text", "by summary")
  ]),
  competitors: make(
    "competitor",
    Competitor,
    [field("id", "id"), field("name", "text"), list("domains", "domain", "domain", "website")],
    { defaults: { domains: [] } }
  ),
  competitorPresence: make(
    "presence",
    CompetitorPresence,
    [
      field("id", "id"),
      field("competitorId", "id", "competitor"),
      field("accountId", "id", "account"),
      field("product", "text"),
      field("shareOfWallet", "number"),
      ...fields("text", "offer.terms offer.price offer.evidence"),
      ...fields("day", "offer.until since")
    ],
    { identity: ["competitorId", "accountId", "product"] }
  ),
  activations: make("activation", Activation, [
    field("id", "id"),
    field("accountId", "id", "account"),
    field("assetId", "id", "asset"),
    field("service", "text"),
    field("price", "money"),
    field("at", "instant"),
    field("consentId", "id", "consent")
  ]),
  departures: make("departure", DepartureNotice, [
    field("id", "id"),
    field("accountId", "id", "account"),
    field("assetId", "id", "asset"),
    field("at", "instant"),
    choice("kind", ["port-out", "cancellation", "asked how to leave"]),
    ...fields("text", "reason competitor competitorOffer")
  ]),
  plans: make(
    "plan",
    AccountPlan,
    [
      field("id", "id"),
      field("accountId", "id", "account"),
      ...fields("text", "period status"),
      field("target", "money"),
      field("goals.text", "text", "goalText"),
      field("goals.measure", "text", "goalMeasure"),
      field("goals.due", "day", "goalDue"),
      field("goals.ownerId", "id", "goalOwnerId", "goalOwner")
    ],
    { repeats: "goals", defaults: { goals: [], status: "active" } }
  ),
  team: make(
    "member",
    TeamMember,
    [
      field("id", "id"),
      field("accountId", "id", "account"),
      field("personId", "id", "person", "managerId", "manager"),
      choice("role", TeamRole.literals)
    ],
    { identity: ["accountId", "personId", "role"] }
  ),
  facts: make(
    "fact",
    DossierFact,
    [
      field("id", "id"),
      field("accountId", "id", "account"),
      choice("part", DossierPart.literals),
      field("name", "text", "fact"),
      ...fields("text", "value source by"),
      field("at", "day", "date", "on"),
      field("confidence", "number"),
      field("until", "day", "validUntil")
    ],
    {
      identity: ["accountId", "part", "name", "source", "by", "at", "value"],
      defaults: { confidence: 1 },
      complete: Completion.fact
    }
  ),
  merges: make(
    "merge",
    MergeVerdict,
    [
      field("id", "id"),
      field("at", "instant"),
      field("by", "text"),
      choice("kind", MergeKind.literals),
      ...fields("id", "keep drop"),
      choice("verdict", MergeWord.literals),
      field("note", "text")
    ],
    { identity: ["at", "by", "kind", "keep", "drop", "verdict", "note"] }
  ),
  roles: make(
    "role",
    RoleVerdict,
    [
      field("id", "id"),
      field("contactId", "id", "contact"),
      choice("role", ContactRole.literals),
      choice("verdict", RoleStanding.literals),
      field("by", "text"),
      field("at", "instant"),
      field("reason", "text")
    ],
    { identity: ["contactId", "role", "verdict", "by", "at", "reason"] }
  )
} as const

/** The name of a kind. */
export type KindName = keyof typeof kinds

/** The names of all kinds, in the order in which they refer to each other. */
export const names = Object.keys(kinds) as ReadonlyArray<KindName>

const missingOf = (name: KindName): ReadonlySet<string> => {
  const kind: RecordKind = kinds[name]
  const draft = { ...kind.defaults, ...(kind.identity === undefined ? {} : { id: "-" }) }
  const whole = kind.complete === undefined ? draft : kind.complete({ id: "-", ...draft }, "")
  const given = new Set(Object.entries(whole).flatMap(([key, value]) => (value === undefined ? [] : [key])))
  const { id, ...rest } = (kind.schema as Schema.Struct<Schema.Struct.Fields>).fields
  const all = kind.identity === undefined ? { id, ...rest } : rest
  const needed = Object.entries(all).flatMap(([key, field]) =>
    field === undefined || field.ast.context?.isOptional === true ? [] : [key]
  )
  return new Set(needed.filter((key) => key === "id" || !given.has(key)))
}

const required = new Map<KindName, ReadonlySet<string>>()

/** The fields that every record of the kind needs and that only columns can give, by their outermost names. */
export const requiredOf = (name: KindName): ReadonlySet<string> => {
  let known = required.get(name)
  if (known === undefined) required.set(name, (known = missingOf(name)))
  return known
}

/** The record that a kind makes. */
export type RecordOf<K extends KindName> = (typeof kinds)[K]["schema"]["Type"]
