import { assert, describe, it } from "@effect/vitest"
import * as SmtpPool from "../src/SmtpPool.ts"
import { login } from "./Couriers.ts"

const options = (host: string) =>
  SmtpPool.transportOptions({
    relay: { host, port: 587, secure: false, login: login("robot", "hush") },
    connections: 3,
    messagesPerConnection: 1000,
    timeouts: SmtpPool.standardTimeouts
  })

describe("SmtpPool", () => {
  it("requires TLS of a relay that is not on loopback, and verifies it", () => {
    const made = options("relay.example.com")
    assert.isTrue(made.requireTLS)
    assert.isUndefined(made.tls)
    assert.isUndefined(made.opportunisticTLS)
  })

  it("does not require TLS on loopback", () => {
    assert.isUndefined(options("127.0.0.1").requireTLS)
  })

  it("reads neither files nor addresses, logs nothing, repeats nothing and takes one recipient", () => {
    assert.deepInclude(options("relay.example.com"), {
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
      maxRequeues: 0,
      maxRecipients: 1,
      maxConnections: 3,
      maxMessages: 1000
    })
  })
})
