import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as CaptureCourier from "../src/CaptureCourier.ts"
import { courier, sink } from "./Couriers.ts"
import { handOver } from "./Messages.ts"

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "outbox-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

describe("CaptureCourier", () => {
  it.live("writes byte for byte what a relay receives, and nothing else", () =>
    Effect.gen(function* () {
      const outbox = join(yield* folder, "made", "on", "demand")
      const capture = CaptureCourier.make(outbox)
      const server = yield* sink()
      const post = yield* courier(server.port)
      const given = handOver({
        subject: "Привет, Анна",
        text: "..\n.\nlong line ".repeat(200),
        html: `<p>${"ж".repeat(3000)}</p>`
      })
      assert.strictEqual((yield* capture.deliver(given))._tag, "Accepted")
      yield* post.deliver(given)
      assert.deepStrictEqual(readdirSync(outbox), ["m1.4f2a@mail.example.com.eml"])
      assert.strictEqual(
        readFileSync(join(outbox, "m1.4f2a@mail.example.com.eml"), "latin1"),
        server.received[0]?.raw.toString("latin1")
      )
      assert.strictEqual(capture.mode, "rehearsal")
    })
  )

  it.live("keeps one file for one message however often it is handed over", () =>
    Effect.gen(function* () {
      const outbox = yield* folder
      const capture = CaptureCourier.make(outbox)
      yield* Effect.forEach([1, 2, 3, 4], (attempt) => capture.deliver(handOver({}, attempt)), { concurrency: 4 })
      assert.lengthOf(readdirSync(outbox), 1)
    })
  )

  it.live("does not accept what it cannot write, and says so without the path", () =>
    Effect.gen(function* () {
      const file = join(yield* folder, "file")
      writeFileSync(file, "")
      const outcome = yield* CaptureCourier.make(join(file, "outbox")).deliver(handOver())
      assert.strictEqual(outcome._tag, "NotAccepted")
      assert.include(JSON.stringify(outcome), "ENOTDIR")
      assert.notInclude(JSON.stringify(outcome), file)
    })
  )

  it.live("refuses an address that is none, as a relay courier does", () =>
    Effect.gen(function* () {
      const outbox = yield* folder
      const outcome = yield* CaptureCourier.make(outbox).deliver(
        handOver({ to: { name: "A", address: "a b@example.org" } })
      )
      assert.deepInclude(outcome, { _tag: "Refused", scope: "recipient", retryable: false, hard: false })
      assert.deepStrictEqual(readdirSync(outbox), [])
    })
  )

  it("names files so that no id leaves the folder, hides, collides or grows too long", () => {
    const ids = [
      "../../etc/passwd@x",
      "..",
      ".hidden@x",
      "a/b@x",
      "a\\b@x",
      "a_b@x",
      "C:evil@x",
      "a\u0000b@x",
      "x".repeat(5000),
      ""
    ]
    const names = ids.map(CaptureCourier.fileName)
    for (const name of names) assert.match(name, /^[A-Za-z0-9_@=+][A-Za-z0-9@._+=-]{0,150}\.eml$/u)
    assert.strictEqual(new Set(names).size, ids.length)
    assert.strictEqual(CaptureCourier.fileName("m1.4f2a@mail.example.com"), "m1.4f2a@mail.example.com.eml")
  })
})
