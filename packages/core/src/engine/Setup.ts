/** Setup is what a host gives the engine beside its ports: definitions, policy, segments and the sender. */
import * as Context from "effect/Context"
import type { Segment } from "../market/AccountMarket.ts"
import type { Sender } from "../message/MessageBrief.ts"
import type { Definitions } from "../program/Definition.ts"
import type { Policy } from "../program/Policy.ts"
import type { SavePolicy } from "../retention/SavePolicy.ts"
import type { RetryPolicy } from "../delivery/Retry.ts"

/** Where people unsubscribe. `url` is the one-click endpoint (RFC 8058), once there is one. */
export interface Unsubscribe {
  readonly mailto: string
  readonly url?: string
}

/** The engine's setup. `segmentOf` answers what the analysis says of a group, by its id. */
export interface SetupShape {
  readonly definitions: Definitions
  readonly policy: Policy
  readonly retry: RetryPolicy
  readonly sender: Sender
  readonly unsubscribe: Unsubscribe
  /** The language of messages to contacts whose language is not known, BCP 47. */
  readonly locale: string
  /** The ids of the templates that there are; absent, every one is taken to be there. */
  readonly templates?: ReadonlySet<string>
  /** The rules of the save desk; the standard ones unless given. */
  readonly save?: SavePolicy
  readonly segmentOf: (groupId: string) => Segment | null
}

/** The setup as a service. */
export class Setup extends Context.Service<Setup, SetupShape>()("@market-of-one/core/Setup") {}
