/**
 * Records is the port through which the engine reads what the CRM says: mutable facts, latest state, by account group.
 * The journal is kept elsewhere; nothing is in both.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Account } from "./Account.ts"
import type { TeamMember } from "./AccountTeam.ts"
import type { Activation } from "./Activation.ts"
import type { Asset } from "./Asset.ts"
import type { Case } from "./Case.ts"
import type { Commitment } from "./Commitment.ts"
import type { CompetitorPresence } from "./Competitor.ts"
import type { Contact } from "./Contact.ts"
import type { DepartureNotice } from "./DepartureNotice.ts"
import type { Interaction } from "./Interaction.ts"
import type { Manager } from "./Manager.ts"
import type { Currency } from "../kernel/Money.ts"
import type { Opportunity } from "./Opportunity.ts"
import type { Product } from "./Product.ts"
import type { Word } from "./RoleVerdict.ts"

/** A contact as matched to one account of the group, with the keyed hash of its address (null without a valid one). */
export interface GroupContact extends Contact {
  readonly accountId: string
  readonly addressHash: string | null
  /** Whose domain the address is at, when it is no client's: such a contact is never written to. */
  readonly exclusion?: "own" | "vendor" | "competitor"
  /** Ids of contacts that a person said are this one: what was told of them was told of this person. */
  readonly formerIds?: ReadonlyArray<string>
  /** What persons said of the roles; absent when nobody has. `roles` has been brought in line with it. */
  readonly roleWords?: ReadonlyArray<Word>
}

/** What the save desk needs to know of a client that wants to leave, beside the group's own records. */
export interface Leaving {
  /** The products that its assets and better-fitting plans may be. */
  readonly products: ReadonlyArray<Product>
  /** The group's manager and everyone above. */
  readonly managers: ReadonlyArray<Manager>
  /** Competitors met at the group. */
  readonly presences: ReadonlyArray<CompetitorPresence>
  readonly currency: Currency
  /** Of the 12 months before the newest notice, in minor units; a cost is null unless every order has one. */
  readonly revenueMinor: number
  readonly costMinor: number | null
}

/** Everything that the CRM says of one account group, at one revision of the data. Arrays are in no meaningful order. */
export interface GroupRecords {
  /** The id of the group's root account. */
  readonly groupId: string
  /** Changes when, and only when, the group's records change. */
  readonly revision: string
  readonly name: string
  readonly manager: Manager | null
  /**
   * The deputy and the superiors of the manager, as far as the source knows them, where one of them or the manager leaves.
   * Absent where all stay, or where the source cannot say: then they are taken to be here.
   */
  readonly standIns?: ReadonlyArray<Manager>
  readonly accounts: ReadonlyArray<Account>
  readonly contacts: ReadonlyArray<GroupContact>
  readonly opportunities: ReadonlyArray<Opportunity>
  readonly cases: ReadonlyArray<Case>
  readonly commitments: ReadonlyArray<Commitment>
  readonly interactions: ReadonlyArray<Interaction>
  readonly assets: ReadonlyArray<Asset>
  readonly departures: ReadonlyArray<DepartureNotice>
  /** Services switched on; absent where the source has none. */
  readonly activations?: ReadonlyArray<Activation>
  /** There for a group with a departure notice. */
  readonly leaving?: Leaving
  /** Who on our side works with the group beside its manager; absent where nobody is named. */
  readonly team?: ReadonlyArray<TeamMember>
  /** The accounts of the group that merged ones have become, by their former ids; absent where nothing was merged. */
  readonly formerAccountIds?: Readonly<Record<string, string>>
}

/** The source of records failed or does not know the group. */
export class RecordsError extends Schema.TaggedError<RecordsError>()("RecordsError", {
  reason: Schema.Literals(["unavailable", "unknown group"]),
  groupId: Schema.optionalKey(Schema.String),
  message: Schema.String,
  retryable: Schema.Boolean
}) {}

/** The port. */
export class Records extends Context.Service<
  Records,
  {
    /** Ids of all groups, sorted by code unit. */
    readonly groupIds: Effect.Effect<ReadonlyArray<string>, RecordsError>
    readonly group: (groupId: string) => Effect.Effect<GroupRecords, RecordsError>
  }
>()("@market-of-one/core/Records") {}
