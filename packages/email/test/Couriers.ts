/** Couriers against servers on loopback, with timeouts short enough for tests. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as SmtpPool from "../src/SmtpPool.ts"
import * as SmtpCourier from "../src/SmtpCourier.ts"
import * as ScriptedServer from "./ScriptedServer.ts"
import * as Sink from "./Sink.ts"

/** Long enough never to be reached on loopback, however busy the machine. */
export const timeouts: SmtpPool.Timeouts = {
  connectMillis: 10_000,
  greetingMillis: 10_000,
  silenceMillis: 10_000,
  deliveryMillis: 20_000,
  drainMillis: 10_000
}

/** Short enough to wait for, where a server keeps us waiting. */
export const impatient: SmtpPool.Timeouts = {
  ...timeouts,
  greetingMillis: 300,
  silenceMillis: 300,
  deliveryMillis: 700
}

/** A scripted server, stopped with the scope. */
export const scripted = (script: ScriptedServer.Script = {}) =>
  Effect.acquireRelease(
    Effect.promise(() => ScriptedServer.start(script)),
    (server) => Effect.promise(server.stop)
  )

/** A sink, stopped with the scope. */
export const sink = (options: Sink.SinkOptions = {}) =>
  Effect.acquireRelease(
    Effect.promise(() => Sink.start(options)),
    (running) => Effect.promise(running.stop)
  )

/** A courier to a port of this machine. */
export const courier = (
  port: number,
  options: Partial<SmtpCourier.Options> = {}
): ReturnType<typeof SmtpCourier.make> =>
  SmtpCourier.make({
    relay: { host: "127.0.0.1", port, secure: false },
    connections: 1,
    timeouts,
    ...options
  })

/** A login. */
export const login = (user: string, password: string) => ({
  user: Redacted.make(user),
  password: Redacted.make(password)
})
