/** The courier that a run uses: a relay by its URL, or the outbox folder. */
import { join, resolve } from "node:path"
import { Courier } from "@market-of-one/core"
import { CaptureCourier, SmtpCourier, SmtpRelay } from "@market-of-one/email"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Failure from "../Failure.ts"
import type { Config } from "../workspace/Config.ts"

/** Couriers by name. */
export type CourierName = "smtp" | "capture"

/** Where captured messages are written. */
export const outbox = (directory: string): string => join(resolve(directory), ".abm", "outbox")

/** Which courier: the one asked for; else a relay where one is configured, by the environment or the workspace. */
export const choose = (
  asked: CourierName | undefined,
  declared: Config["courier"],
  env: NodeJS.ProcessEnv
): CourierName => asked ?? (env["ABM_SMTP_URL"] !== undefined || declared !== "capture" ? "smtp" : "capture")

const relayOf = (declared: Config["courier"], env: NodeJS.ProcessEnv) => {
  const url = env["ABM_SMTP_URL"]
  if (url !== undefined)
    return Schema.decodeEffect(SmtpRelay.FromUrl)(Redacted.make(url)).pipe(
      Effect.mapError((error) => Failure.refused(error.message, "write smtp://user:password@host:port or smtps://…"))
    )
  if (typeof declared === "object") return Effect.succeed(declared)
  return Effect.fail(
    Failure.refused(
      "no relay is configured",
      "set ABM_SMTP_URL=smtp://user:password@host:port, or use --courier capture"
    )
  )
}

const smtp = Effect.fnUntraced(function* (
  declared: Config["courier"],
  mode: "live" | "rehearsal",
  env: NodeJS.ProcessEnv
) {
  const relay = yield* relayOf(declared, env)
  return yield* SmtpCourier.make({ relay, mode }).pipe(Effect.mapError((error) => Failure.refused(error.message)))
})

/** Where a courier works, and how. */
export interface Options {
  readonly name: CourierName
  readonly mode: "live" | "rehearsal"
  readonly directory: string
  readonly declared: Config["courier"]
  readonly env: NodeJS.ProcessEnv
}

/** The courier as a layer; `smtp` needs a relay in `ABM_SMTP_URL` or `abm.yaml`. */
export const layer = ({
  declared,
  directory,
  env,
  mode,
  name
}: Options): Layer.Layer<Courier.Courier, Failure.Failure> =>
  name === "capture"
    ? CaptureCourier.layer(outbox(directory))
    : Layer.effect(Courier.Courier, smtp(declared, mode, env))
