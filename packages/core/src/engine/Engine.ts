/**
 * The engine for hosts that do not write Effect: plain values and functions in, promises out. It is a thin facade; what
 * decides and sends is the same runner that Effect programs compose themselves.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { GroupRecords } from "../account/Records.ts"
import { Courier, type HandOver } from "../delivery/Courier.ts"
import type { DeliveryOutcome } from "../delivery/DeliveryOutcome.ts"
import * as Retry from "../delivery/Retry.ts"
import * as RecordsInMemory from "../intake/RecordsInMemory.ts"
import type { Entry } from "../journal/Event.ts"
import * as MemoryStore from "../journal/MemoryStore.ts"
import { Store, type StoreError, type Told } from "../journal/Store.ts"
import { instantOf, type Day, type Instant } from "../kernel/Calendar.ts"
import type { Finding } from "../kernel/Finding.ts"
import type { Segment } from "../market/AccountMarket.ts"
import type { Totals } from "../measurement/ProgramReport.ts"
import type { MessageBrief, Sender } from "../message/MessageBrief.ts"
import { Renderer, RenderFailed, type RenderedMessage } from "../message/Renderer.ts"
import * as Definition from "../program/Definition.ts"
import * as Policy from "../program/Policy.ts"
import { Program } from "../program/Program.ts"
import * as Addressing from "./Addressing.ts"
import * as Plan from "./Plan.ts"
import * as Runner from "./Runner.ts"
import { Setup, type Unsubscribe } from "./Setup.ts"

/** What a host gives. */
export interface Options {
  /** Every account group with its records. */
  readonly groups: ReadonlyArray<GroupRecords>
  /** What the analysis says of groups, by group id; groups without one are unknown to rules about classes. */
  readonly segments?: ReadonlyMap<string, Segment>
  /** Program definitions, as in YAML or JSON. */
  readonly programs: ReadonlyArray<unknown>
  readonly policy?: Partial<typeof Policy.Policy.Encoded>
  readonly sender: Sender
  readonly unsubscribe: Unsubscribe
  /** Language for contacts of unknown language; `en` unless said. */
  readonly locale?: string
  /** Makes a message; a rejection is a failed message, and nothing is sent. */
  readonly render: (templateId: string, brief: MessageBrief) => RenderedMessage | Promise<RenderedMessage>
  readonly courier: {
    readonly mode: "live" | "rehearsal"
    readonly connections?: number
    /** Hands one message over. A rejection leaves the message unknown: it may have been sent. */
    readonly deliver: (handOver: HandOver) => DeliveryOutcome | Promise<DeliveryOutcome>
  }
  /** Where the journal is kept; in memory, of the courier's mode, unless said. */
  readonly store?: Layer.Layer<Store, StoreError>
}

/** From the start of a day until (excluded) the start of another, in the policy's zone. */
export interface Days {
  readonly from: string
  readonly until: string
}

/** The engine. `close` it when done. */
export interface Engine {
  /** Looks ahead on a virtual clock and a store of its own; nothing is sent. */
  readonly plan: (days: Days) => Promise<Plan.RunResult>
  /** Runs on a virtual clock against the engine's store and courier. */
  readonly rehearse: (days: Days) => Promise<Plan.RunResult>
  /** Runs on the real clock until nothing is due. */
  readonly runOnce: (runner: string) => Promise<Plan.RunResult>
  /** Tells what happened outside; ids make it idempotent. */
  readonly record: (
    inputs: ReadonlyArray<Told>
  ) => Promise<{ readonly accepted: number; readonly duplicates: ReadonlyArray<string> }>
  readonly totals: () => Promise<Totals>
  /** The journal of a group: what happened or did not, and why. */
  readonly journal: (groupId: string) => Promise<ReadonlyArray<Entry>>
  readonly close: () => Promise<void>
}

/** The programs or the policy cannot be used; `findings` say what is wrong and where. */
export class UnusableDefinition extends Error {
  override readonly name = "UnusableDefinition"
  readonly findings: ReadonlyArray<Finding>
  constructor(findings: ReadonlyArray<Finding>) {
    super(findings.map((finding) => finding.message).join("; "))
    this.findings = findings
  }
}

const decoded = <A, I>(schema: Schema.Codec<A, I>, value: unknown, what: string): A => {
  const result = Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(value)
  if (Result.isSuccess(result)) return result.success
  throw new UnusableDefinition([
    {
      severity: "error",
      rule: "engine/not-decoded",
      message: `${what}: ${result.failure.message}`,
      advice: "see the reference of programs"
    }
  ])
}

const compile = (programs: ReadonlyArray<unknown>, policy: Policy.Policy): Definition.Definitions => {
  const compiled = programs.map((program, index) =>
    Definition.compile(decoded(Program, program, `program ${index + 1}`), policy)
  )
  const errors = compiled.flatMap(({ findings }) => findings.filter((finding) => finding.severity === "error"))
  if (errors.length > 0) throw new UnusableDefinition(errors)
  return Definition.collect(compiled.flatMap(({ program }) => (program === null ? [] : [program])))
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const rendererOf = (render: Options["render"]) =>
  Renderer.of({
    render: (templateId, brief) =>
      Effect.tryPromise({
        try: async () => render(templateId, brief),
        catch: (error) =>
          new RenderFailed({ reason: "broken template", templateId, message: messageOf(error), retryable: false })
      })
  })

const courierOf = ({ connections = 1, deliver, mode }: Options["courier"]) =>
  Courier.of({
    mode,
    connections,
    deliver: (handOver) =>
      Effect.tryPromise(async () => deliver(handOver)).pipe(
        Effect.catch((error) =>
          Effect.succeed<DeliveryOutcome>({ _tag: "Indeterminate", cause: messageOf(error.cause) })
        )
      )
  })

/** An engine over what the host gives. Throws `UnusableDefinition` when programs or policy have errors. */
export const createEngine = (options: Options): Engine => {
  const policy = decoded(Policy.Policy, options.policy ?? {}, "policy")
  const ports = Layer.mergeAll(
    RecordsInMemory.layer(options.groups),
    Layer.succeed(Setup, {
      definitions: compile(options.programs, policy),
      policy,
      retry: Retry.standard,
      sender: options.sender,
      unsubscribe: options.unsubscribe,
      locale: options.locale ?? "en",
      segmentOf: (groupId) => options.segments?.get(groupId) ?? null
    }),
    Layer.succeed(Renderer, rendererOf(options.render)),
    Layer.succeed(Courier, courierOf(options.courier)),
    options.store ?? MemoryStore.layer({ mode: options.courier.mode })
  )
  const runtime = ManagedRuntime.make(ports)
  const at = (day: string): Instant => instantOf(day as Day, 0, policy.timeZone)
  const span = ({ from, until }: Days) => ({ from: at(from), until: at(until) })
  return {
    plan: (days) => runtime.runPromise(Plan.plan(span(days))),
    rehearse: (days) => runtime.runPromise(Effect.andThen(Runner.runVirtual(span(days)), Plan.result)),
    runOnce: (runner) => runtime.runPromise(Effect.andThen(Runner.runLive({ runner, once: true }), Plan.result)),
    record: (inputs) =>
      runtime.runPromise(
        Effect.flatMap(Addressing.complete(inputs), (told) => Store.use((store) => store.record(told)))
      ),
    totals: () => runtime.runPromise(Plan.totals),
    journal: (groupId) => runtime.runPromise(Store.use((store) => store.journal(groupId))),
    close: () => runtime.dispose()
  }
}
