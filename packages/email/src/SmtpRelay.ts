/**
 * The relay is the SMTP server that takes our mail, written as one URL: `smtp://user:password@host:port` (STARTTLS,
 * port 587 unless given) or `smtps://…` (TLS from the start, port 465). A URL that cannot be read fails with a sentence
 * that says which part is wrong and never shows the URL, since a password stands in it.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { isIP } from "node:net"
import { domainToASCII } from "node:url"

/** Who logs in at the relay. */
export const Login = Schema.Struct({ user: Schema.Redacted(Schema.String), password: Schema.Redacted(Schema.String) })
export type Login = typeof Login.Type

/** Where the relay is and how to log in. `secure` is TLS from the first byte, as `smtps://` says. */
export const SmtpRelay = Schema.Struct({
  host: Schema.NonEmptyString,
  port: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 65_535 })),
  secure: Schema.Boolean,
  login: Schema.optionalKey(Login)
})
export type SmtpRelay = typeof SmtpRelay.Type

const usualPort = (secure: boolean): number => (secure ? 465 : 587)

const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

const read = (text: string): Result.Result<SmtpRelay, string> => {
  if (!/^smtps?:\/\//iu.test(text.trim())) return Result.fail("it must start with smtp:// or smtps://")
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return Result.fail(
      "its host or port is wrong, or the password has a character that must be written as %XX (such as / # ? @ :)"
    )
  }
  const secure = url.protocol === "smtps:"
  const literal = /^\[(.*)\]$/u.exec(url.hostname)?.[1]
  // WHATWG leaves the host of a scheme it does not know as it was written, percent signs and all.
  const host = literal ?? domainToASCII(decoded(url.hostname) ?? "")
  if (host === "") return Result.fail("it names no host that can exist")
  if (url.port === "0") return Result.fail("its port must be between 1 and 65535")
  if (!["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "")
    return Result.fail("nothing may follow the host and port")
  const relay = { host, port: url.port === "" ? usualPort(secure) : Number(url.port), secure }
  if (url.username === "" && url.password === "") return Result.succeed(relay)
  const user = decoded(url.username)
  const password = decoded(url.password)
  if (user === undefined || password === undefined)
    return Result.fail("the user or password has a % that begins no %XX: write % itself as %25")
  if (user === "" || password === "") return Result.fail("it must give both a user and a password, or neither")
  return Result.succeed({ ...relay, login: { user: Redacted.make(user), password: Redacted.make(password) } })
}

const part = (secret: Redacted.Redacted): string => encodeURIComponent(Redacted.value(secret))

const write = (relay: SmtpRelay): string => {
  const { login } = relay
  const who = login === undefined ? "" : `${part(login.user)}:${part(login.password)}@`
  const host = isIP(relay.host) === 6 ? `[${relay.host}]` : relay.host
  return `${relay.secure ? "smtps" : "smtp"}://${who}${host}:${relay.port}`
}

const invalid = (what: string): SchemaIssue.Issue =>
  new SchemaIssue.InvalidValue({ message: `The relay's URL (ABM_SMTP_URL) cannot be used: ${what}` })

/** The relay of a redacted URL, and back. Issues name the part that is wrong and show nothing of the URL. */
export const FromUrl = Schema.Redacted(Schema.String).pipe(
  Schema.decodeTo(
    SmtpRelay,
    SchemaTransformation.transformEffect({
      decode: (url: Redacted.Redacted) => Effect.fromResult(Result.mapError(read(Redacted.value(url)), invalid)),
      encode: (relay: SmtpRelay) => Effect.succeed(Redacted.make(write(relay)))
    })
  )
)

/** Whether the relay is this machine: mail to it goes nowhere by itself, so rehearsals may use it. */
export const isOnLoopback = (relay: SmtpRelay): boolean =>
  isIP(relay.host) === 0
    ? /^(?:.+\.)?localhost\.?$/iu.test(relay.host)
    : relay.host.startsWith("127.") || relay.host === "::1" || /^::ffff:(?:127\.|7f)/iu.test(relay.host)
