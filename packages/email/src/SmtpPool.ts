/**
 * SmtpPool keeps the connections to a relay and follows each message on its way: nodemailer's pool under settings that
 * are safe for data from outside, and a watch on the stream of every message that tells whether its body was read.
 * Network time is real time: timeouts use the machine's timers, whatever clock the engine runs on.
 */
import {
  createTransport,
  type MailMessage,
  type SendMailOptions,
  type SMTPPoolOptions,
  type SMTPSentMessageInfo
} from "nodemailer"
import * as Redacted from "effect/Redacted"
import type { Readable } from "node:stream"
import * as SmtpAnswer from "./SmtpAnswer.ts"
import * as SmtpRelay from "./SmtpRelay.ts"
import * as SmtpReply from "./SmtpReply.ts"

/** How long things may take, in milliseconds. */
export interface Timeouts {
  /** Name look-up and connection together. */
  readonly connectMillis: number
  /** From the connection to the relay's greeting. */
  readonly greetingMillis: number
  /** Silence on an open connection. */
  readonly silenceMillis: number
  /** One hand-over as a whole, waiting for a connection included: bounds a relay that trickles. */
  readonly deliveryMillis: number
  /** How long an interrupted hand-over whose body has left still waits for its answer. */
  readonly drainMillis: number
}

/** The default timeouts: 30 s to connect and greet, 5 min of silence (RFC 5321 4.5.3.2), 10 min in all, 30 s to drain. */
export const standardTimeouts: Timeouts = {
  connectMillis: 30_000,
  greetingMillis: 30_000,
  silenceMillis: 300_000,
  deliveryMillis: 600_000,
  drainMillis: 30_000
}

/** What a pool is made of. `connections` is how many messages may be on their way at once. */
export interface PoolSettings {
  readonly relay: SmtpRelay.SmtpRelay
  readonly connections: number
  /** How many messages one connection carries before a new one takes its place. */
  readonly messagesPerConnection: number
  readonly timeouts: Timeouts
}

/** nodemailer's options for a pool. TLS is required except on loopback, where it is used when offered, unverified. */
export const transportOptions = (settings: PoolSettings): SMTPPoolOptions & { readonly pool: true } => {
  const { relay, timeouts } = settings
  const isLocal = SmtpRelay.isOnLoopback(relay)
  return {
    pool: true,
    host: relay.host,
    port: relay.port,
    secure: relay.secure,
    ...(isLocal ? { opportunisticTLS: true, tls: { rejectUnauthorized: false } } : { requireTLS: true }),
    ...(relay.login === undefined
      ? {}
      : {
          auth: { user: Redacted.value(relay.login.user), pass: Redacted.value(relay.login.password) },
          forceAuth: true
        }),
    maxConnections: settings.connections,
    maxMessages: settings.messagesPerConnection,
    maxRecipients: 1,
    // Repeating is the engine's business: it knows what was sent, how often, and when to stop.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    // Its debug lines hold credentials and addresses.
    logger: false,
    connectionTimeout: timeouts.connectMillis,
    dnsTimeout: timeouts.connectMillis,
    greetingTimeout: timeouts.greetingMillis,
    socketTimeout: timeouts.silenceMillis
  }
}

/** An answer with what only an accepted message has. */
export interface PoolAnswer extends SmtpAnswer.Answer {
  readonly serverMessageId?: string
  /** The recipients that the relay took, as it was asked for them. */
  readonly accepted?: ReadonlyArray<string>
}

/** One message on its way. */
export interface Flight {
  /** Always resolves, once: errors are answers too. */
  readonly answer: Promise<PoolAnswer>
  /** Ends it early: at once while nothing has left, else after a last wait for the answer. Resolves with the answer. */
  readonly land: () => Promise<PoolAnswer>
}

/** A pool of connections. `close` ends them, busy ones too. */
export interface SmtpPool {
  readonly send: (mail: SendMailOptions, attempt: number) => Flight
  readonly close: () => void
}

/** Opens a pool; connections are made when the first message needs them. */
export const open = (settings: PoolSettings): SmtpPool => {
  const transport = createTransport(transportOptions(settings))
  const bodies = new WeakMap<AbortSignal, Array<Readable>>()
  // A process function sees the very stream that the connection reads. A transform would not do: it is filled before
  // anyone reads, so it says "read" of a message whose MAIL was never answered.
  transport.use("stream", (mail: MailMessage<SMTPSentMessageInfo>, done) => {
    const read = mail.data.signal === undefined ? undefined : bodies.get(mail.data.signal)
    if (read !== undefined && mail.message)
      mail.message.processFunc((body: Readable) => {
        read.push(body)
        return body
      })
    done()
  })

  const send = (mail: SendMailOptions, attempt: number): Flight => {
    const { deliveryMillis, drainMillis } = settings.timeouts
    const stop = new AbortController()
    const read: Array<Readable> = []
    const isBodyRead = (): boolean => read.some((body) => body.readableDidRead)
    bodies.set(stop.signal, read)
    let stoppedBy: string | undefined
    const abort = (why: string): void => {
      stoppedBy ??= why
      stop.abort()
    }
    const deadline = setTimeout(() => abort("the whole hand-over took too long"), deliveryMillis)
    let drain: NodeJS.Timeout | undefined
    let isSettled = false
    const answer = transport.sendMail({ ...mail, signal: stop.signal }).then(
      (info): PoolAnswer => {
        const reply = SmtpReply.parse(info.response)
        return {
          stage: "message",
          bodyRead: true,
          attempt,
          accepted: info.accepted,
          ...(reply === undefined ? {} : { reply }),
          ...(info.serverMessageId === undefined ? {} : { serverMessageId: info.serverMessageId })
        }
      },
      (error: unknown): PoolAnswer =>
        SmtpAnswer.fromError(stoppedBy === undefined ? error : { code: stoppedBy }, isBodyRead(), attempt)
    )
    const settled = answer.finally(() => {
      isSettled = true
      clearTimeout(deadline)
      clearTimeout(drain)
    })
    const land = (): Promise<PoolAnswer> => {
      if (isSettled) return settled
      if (isBodyRead()) drain ??= setTimeout(() => abort("interrupted while waiting for the answer"), drainMillis)
      else abort("interrupted before the message went out")
      return settled
    }
    return { answer: settled, land }
  }

  return { send, close: () => transport.close({ force: true }) }
}
