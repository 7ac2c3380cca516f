import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { inspect } from "node:util"
import * as SmtpRelay from "../src/SmtpRelay.ts"

const decode = (url: string) =>
  Schema.decodeResult(SmtpRelay.FromUrl, { errors: "all", reportInput: true })(Redacted.make(url))

const read = (url: string) => {
  const relay = Result.getOrThrow(decode(url))
  return [
    relay.host,
    relay.port,
    relay.secure,
    relay.login === undefined ? null : Redacted.value(relay.login.user),
    relay.login === undefined ? null : Redacted.value(relay.login.password)
  ]
}

describe("SmtpRelay", () => {
  const good: ReadonlyArray<readonly [string, ReadonlyArray<unknown>]> = [
    ["smtp://relay.example.com", ["relay.example.com", 587, false, null, null]],
    ["smtps://relay.example.com", ["relay.example.com", 465, true, null, null]],
    ["smtp://robot:pa%3Ass%40%2F@relay.example.com:2525/", ["relay.example.com", 2525, false, "robot", "pa:ss@/"]],
    ["SMTP://robot%40example.com:x@RELAY.example.com:25", ["relay.example.com", 25, false, "robot@example.com", "x"]],
    ["smtp://[::1]:2525", ["::1", 2525, false, null, null]],
    ["smtp://почта.example:25", ["xn--80a1acny.example", 25, false, null, null]],
    ["  smtp://127.0.0.1:2525\n", ["127.0.0.1", 2525, false, null, null]]
  ]
  for (const [url, expected] of good)
    it(`reads ${url.trim()}`, () => {
      assert.deepStrictEqual(read(url), expected)
    })

  for (const [url] of good)
    it(`writes ${url.trim()} so that it reads the same`, () => {
      const relay = Result.getOrThrow(decode(url))
      const written = Result.getOrThrow(Schema.encodeResult(SmtpRelay.FromUrl)(relay))
      assert.deepStrictEqual(read(Redacted.value(written)), expected(url))
    })
  const expected = (url: string) => good.find(([other]) => other === url)?.[1]

  const bad: ReadonlyArray<readonly [string, string]> = [
    ["http://robot:s3cr3t@relay.example.com", "must start with smtp://"],
    ["relay.example.com:25", "must start with smtp://"],
    ["", "must start with smtp://"],
    ["smtp://robot:s3cr3t@relay.example.com:99999", "host or port is wrong"],
    ["smtp://robot:s3cr3t@relay.example.com:0", "between 1 and 65535"],
    ["smtp://robot:s3cr3t/x@relay.example.com", "host or port is wrong"],
    ["smtp://robot:s3cr3t%zz@relay.example.com", "begins no %XX"],
    ["smtp://robot@relay.example.com", "both a user and a password"],
    ["smtp://:s3cr3t@relay.example.com", "both a user and a password"],
    ["smtp://robot:s3cr3t@relay.example.com/path", "nothing may follow"],
    ["smtp://robot:s3cr3t@relay.example.com?pool=true", "nothing may follow"],
    ["smtp://", "names no host"]
  ]
  for (const [url, part] of bad)
    it(`says of ${url} that ${part}, and shows no secret`, () => {
      const result = decode(url)
      assert.isTrue(Result.isFailure(result))
      if (!Result.isFailure(result)) return
      assert.include(result.failure.message, part)
      for (const text of [
        result.failure.message,
        JSON.stringify(result.failure),
        inspect(result.failure, { depth: 9 })
      ]) {
        assert.notInclude(text, "s3cr3t")
        assert.notInclude(text, "robot")
      }
    })

  it("prints without user and password", () => {
    const relay = Result.getOrThrow(decode("smtp://robot:s3cr3t@relay.example.com"))
    for (const text of [JSON.stringify(relay), inspect(relay, { depth: 9 })]) assert.notMatch(text, /s3cr3t|robot/u)
  })

  const places: ReadonlyArray<readonly [string, boolean]> = [
    ["localhost", true],
    ["mail.localhost", true],
    ["127.0.0.1", true],
    ["127.8.9.1", true],
    ["::1", true],
    ["::ffff:127.0.0.1", true],
    ["127.0.0.1.example.com", false],
    ["localhost.example.com", false],
    ["10.0.0.1", false],
    ["relay.example.com", false],
    ["::", false]
  ]
  for (const [host, isLocal] of places)
    it(`${host} is ${isLocal ? "" : "not "}this machine`, () => {
      assert.strictEqual(SmtpRelay.isOnLoopback({ host, port: 25, secure: false }), isLocal)
    })
})
