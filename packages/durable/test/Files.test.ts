/** What happens to files: reopened, copied by others, damaged, read-only, full, newer, shared, and killed in the middle. */
import { assert, describe, it } from "@effect/vitest"
import { Calendar, type Event, type Store } from "@market-of-one/core"
import { StoreFixture } from "@market-of-one/core/testing"
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as Dialect from "../src/Dialect.ts"
import * as Migrations from "../src/Migrations.ts"
import * as NodeSqlite from "../src/NodeSqlite.ts"
import * as SqliteStore from "../src/SqliteStore.ts"
import * as SqlStore from "../src/SqlStore.ts"
import * as TempFile from "./TempFile.ts"

type Port = Store.Store["Service"]

const at = Calendar.instant(Date.UTC(2026, 9, 1))
const live = (filename: string) => SqliteStore.make({ filename, mode: "live" })
const facts = (groupId: string, revision: string): Store.Told => ({
  groupId,
  at,
  input: { _tag: "FactsImported", revision }
})
const failure = (filename: string, mode: "live" | "rehearsal" = "live") =>
  Effect.flip(Effect.scoped(SqliteStore.make({ filename, mode })))
/** A store with some groups, closed again. */
const filled = Effect.gen(function* () {
  const filename = yield* TempFile.path
  yield* Effect.scoped(
    Effect.gen(function* () {
      const store = yield* live(filename)
      yield* store.record(Array.from({ length: 500 }, (_, index) => facts(`group ${index}`, "r1")))
      yield* store.suppress({ addressHash: "h1", reason: "by hand", at, source: "test" })
    })
  )
  return filename
})
const child = join(import.meta.dirname, "Writer.ts")
const source = ["--conditions=@market-of-one/source", "--disable-warning=ExperimentalWarning"]

describe("the file of a store", () => {
  it.effect("keeps everything when it is closed and opened again", () =>
    Effect.gen(function* () {
      const filename = yield* filled
      const store = yield* live(filename)
      assert.lengthOf(yield* store.heads, 500)
      assert.lengthOf((yield* store.load("group 7", ["h1"])).shared.suppressions, 1)
      assert.deepStrictEqual((yield* store.journal("group 7"))[0]?.event, facts("group 7", "r1").input)
    })
  )

  it.effect("of a later version is refused and left as it is", () =>
    Effect.gen(function* () {
      const filename = yield* filled
      const database = new DatabaseSync(filename)
      database.exec("UPDATE meta SET value = '99' WHERE key = 'schema'")
      database.close()
      const error = yield* failure(filename)
      assert.strictEqual(error.reason, "newer")
      assert.isFalse(error.retryable)
      assert.include(error.message, "made by a later version of abm")
      assert.include(error.message, "install that version or use another file")
      assert.include(error.message, filename)
      const again = new DatabaseSync(filename)
      assert.deepInclude(again.prepare("SELECT value FROM meta WHERE key = 'schema'").get(), { value: "99" })
      again.close()
    })
  )

  it.effect("is live or a rehearsal for life", () =>
    Effect.gen(function* () {
      const filename = yield* filled
      const error = yield* failure(filename, "rehearsal")
      assert.strictEqual(error.reason, "mode")
      assert.include(error.message, "live store for life")
      assert.strictEqual((yield* live(filename)).mode, "live")
    })
  )

  it.effect("that is no database is called corrupt and left as it is", () =>
    Effect.gen(function* () {
      const filename = yield* TempFile.path
      writeFileSync(filename, "account,date,amount\n".repeat(400))
      const error = yield* failure(filename)
      assert.strictEqual(error.reason, "corrupt")
      assert.include(readFileSync(filename, "utf8"), "account,date,amount")
    })
  )

  it.effect("that is another program's database is not written into", () =>
    Effect.gen(function* () {
      const filename = yield* TempFile.path
      const database = new DatabaseSync(filename)
      database.exec("CREATE TABLE orders (id TEXT)")
      database.close()
      const error = yield* failure(filename)
      assert.strictEqual(error.reason, "corrupt")
      assert.include(error.message, "not made by abm")
    })
  )

  it.effect("that is damaged or cut off fails as corrupt, when opened or when read, and never as a defect", () =>
    Effect.gen(function* () {
      for (const harm of ["cut", "overwritten"] as const) {
        const filename = yield* filled
        const size = readFileSync(filename).length
        if (harm === "cut") truncateSync(filename, Math.floor(size / 2 / 4096) * 4096)
        else {
          const bytes = readFileSync(filename)
          bytes.fill(0x5a, 4096, size)
          writeFileSync(filename, bytes)
        }
        const error = yield* Effect.flip(
          Effect.scoped(
            Effect.gen(function* () {
              const store = yield* live(filename)
              yield* store.heads
              for (let index = 0; index < 500; index++) yield* store.journal(`group ${index}`)
            })
          )
        )
        assert.strictEqual(error.reason, "corrupt", harm)
        assert.include(error.message, "restore it from a backup")
      }
    })
  )

  it.effect("in a folder that is not there cannot be opened", () =>
    Effect.gen(function* () {
      const filename = join(dirname(yield* TempFile.path), "missing", "store.db")
      const error = yield* failure(filename)
      assert.strictEqual(error.reason, "unavailable")
      assert.include(error.message, "folder")
    })
  )

  it.effect("on a full disk loses nothing that was committed, and goes on when there is room", () =>
    Effect.gen(function* () {
      const client = yield* NodeSqlite.make({ filename: yield* TempFile.path })
      const dialect = Dialect.sqlite(client, "store.db")
      yield* Migrations.migrate(dialect, "store.db", "live")
      const store = yield* SqlStore.make(dialect, { mode: "live" })
      yield* client.sql`PRAGMA max_page_count = 60`
      let written = 0
      const fill = Effect.gen(function* () {
        for (;;) {
          yield* store.record([facts(`group ${written}`, "r".repeat(2_000))])
          written += 1
        }
      })
      const error = yield* Effect.flip(fill)
      assert.strictEqual(error.reason, "full")
      assert.lengthOf(yield* store.heads, written)
      yield* client.sql`PRAGMA max_page_count = 100000`
      yield* store.record([facts("one more", "r1")])
      assert.lengthOf(yield* store.heads, written + 1)
    })
  )

  it.live("that may only be read says so", () =>
    Effect.gen(function* () {
      const filename = yield* filled
      chmodSync(filename, 0o444)
      chmodSync(dirname(filename), 0o555)
      // Root may write everything: the child gives that up.
      const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
      const output = yield* Effect.promise(async () => {
        const process = spawn(globalThis.process.execPath, [...source, child, filename, "once"], asNobody)
        const chunks: Array<string> = []
        process.stdout.on("data", (chunk) => chunks.push(String(chunk)))
        process.stderr.on("data", (chunk) => chunks.push(String(chunk)))
        await once(process, "close")
        return chunks.join("")
      })
      chmodSync(dirname(filename), 0o755)
      assert.match(output, /^read-only: store .*may not be written/u)
    })
  )

  it.live("is shared by two connections that wait for each other", () =>
    Effect.gen(function* () {
      const filename = yield* TempFile.path
      const [one, two] = [yield* live(filename), yield* live(filename)]
      const tell = (store: Store.Store["Service"], groupId: string) =>
        Effect.forEach(
          Array.from({ length: 50 }, (_, index) => index),
          (index) => store.record([facts(groupId, `r${index}`), facts("both", `r${index}`)]),
          { concurrency: 5 }
        )
      yield* Effect.all([tell(one, "one"), tell(two, "two")], { concurrency: "unbounded" })
      assert.lengthOf(yield* one.journal("both"), 100)
      assert.lengthOf(yield* two.journal("one"), 50)
      const { head } = yield* one.load("both", [])
      const tick = (store: Store.Store["Service"], now: number) =>
        store.commitTick({
          groupId: "both",
          seq: head.seq,
          now: Calendar.instant(now),
          factsRevision: "r",
          decisions: [],
          wakeAt: null,
          snapshot: { version: "1", seq: head.seq, state: now }
        })
      const late: Store.Told = facts("both", "late")
      assert.strictEqual(yield* tick(one, at), "committed")
      yield* two.record([late])
      assert.strictEqual(yield* tick(one, at + 1), "conflict")
    })
  )

  it.live("that another process holds for long is reported as busy, to be tried again", () =>
    Effect.gen(function* () {
      const filename = yield* filled
      const store = yield* SqliteStore.make({ filename, mode: "live", busyTimeoutMillis: 1 })
      const other = new DatabaseSync(filename)
      other.exec("BEGIN IMMEDIATE")
      const error = yield* Effect.flip(store.record([facts("group 1", "r2")]))
      assert.deepStrictEqual([error.reason, error.retryable], ["busy", true])
      other.exec("COMMIT")
      other.close()
      assert.strictEqual((yield* store.record([facts("group 1", "r2")])).accepted, 1)
    })
  )

  it.live("loses nothing that was committed when its writer is killed in the middle", () =>
    Effect.gen(function* () {
      const filename = yield* TempFile.path
      let told = 0
      for (let round = 0; round < 3; round++) {
        // The writer says each number once its record is committed; it is killed while it writes on.
        told = yield* Effect.promise(async () => {
          const writer = spawn(process.execPath, [...source, child, filename, "on", String(round)])
          let heard = ""
          const enough = 20 + 40 * round
          for await (const chunk of writer.stdout) {
            heard += String(chunk)
            if (heard.split("\n").length > enough) break
          }
          writer.kill("SIGKILL")
          return heard.split("\n").length - 1
        })
        const count = yield* Effect.scoped(
          Effect.gen(function* () {
            const store = yield* live(filename)
            const entries = yield* store.journal(`group ${round}`)
            assert.deepStrictEqual(
              entries.map((entry) => entry.seq),
              entries.map((_, index) => index + 1)
            )
            const { head } = yield* store.load(`group ${round}`, [])
            assert.strictEqual(head.seq, entries.length, "head and journal are written together")
            return entries.length
          })
        )
        assert.isAtLeast(count, told)
      }
      assert.isAbove(told, 0)
      assert.isTrue(existsSync(filename))
      rmSync(filename)
    })
  )

  it.effect("that was restored from a copy hands nothing over until a person confirms it", () =>
    Effect.gen(function* () {
      const filename = yield* TempFile.path
      const copy = `${filename}-copy`
      const open = <A>(body: (store: Port) => Effect.Effect<A, Store.StoreError>) =>
        Effect.scoped(Effect.flatMap(live(filename), body))
      const send = (messageId: string) =>
        open((store) =>
          Effect.gen(function* () {
            yield* store.heartbeat("runner", StoreFixture.minute(0))
            return yield* StoreFixture.handOne(store, messageId)
          })
        )
      yield* open((store) =>
        StoreFixture.withQueue(
          store,
          ["m1", "m2", "m3"].map((id) => StoreFixture.queued(id))
        )
      )
      assert.strictEqual(yield* send("m1"), "handed")
      cpSync(filename, copy)
      assert.strictEqual(yield* send("m2"), "handed")
      cpSync(copy, filename)
      const error = yield* Effect.flip(send("m2"))
      assert.strictEqual(error.reason, "restored")
      assert.include(error.message, `write the word confirm into ${filename}-epoch`)
      assert.strictEqual(yield* open((store) => Effect.map(store.messages(), (all) => all.length)), 3, "it can be read")
      rmSync(`${filename}-epoch`)
      assert.strictEqual((yield* Effect.flip(send("m2"))).reason, "restored", "also without the file beside it")
      writeFileSync(`${filename}-epoch`, "confirm\n")
      assert.strictEqual(yield* send("m2"), "handed")
      assert.strictEqual(yield* send("m3"), "handed")
    })
  )

  it.effect("that is new under an old name is not taken for a copy", () =>
    Effect.gen(function* () {
      const filename = yield* filled
      for (const suffix of ["", "-wal", "-shm"]) rmSync(`${filename}${suffix}`, { force: true })
      const store = yield* live(filename)
      yield* StoreFixture.withQueue(store, [StoreFixture.queued("m1")])
      assert.strictEqual(yield* StoreFixture.handOne(store, "m1"), "handed")
    })
  )

  const anna = { contactId: "anna", at: StoreFixture.minute(2) }
  const withdrawals = (store: Port) =>
    Effect.map(store.load("south", ["hash of told"]), ({ shared }) =>
      (shared.withdrawals ?? []).map(({ source, topic }) => [topic, source])
    )
  /** What was told of a mailbox before withdrawals were remembered by mailbox; two of the three name a contact alone. */
  const told = (store: Port) =>
    Effect.gen(function* () {
      const consent = { purpose: "Marketing", basis: "consent", source: "letter", at: StoreFixture.minute(3) } as const
      const inputs: ReadonlyArray<Event.Input> = [
        StoreFixture.activity("unsubscribed", "told", { topic: "news" }),
        { _tag: "ActivityRecorded", activity: { ...anna, kind: "complained" } },
        { _tag: "ConsentChanged", contactId: "anna", consent: { ...consent, topic: "events", status: "withdrawn" } },
        { _tag: "ConsentChanged", contactId: "anna", consent: { ...consent, topic: "x", status: "given" } },
        { _tag: "ActivityRecorded", activity: { ...anna, contactId: "ben", kind: "unsubscribed" } },
        StoreFixture.activity("replied", "told")
      ]
      yield* StoreFixture.withQueue(store, [StoreFixture.queued("told")], "old")
      yield* store.record(inputs.map((input) => StoreFixture.told("old", input, StoreFixture.minute(1))))
      return yield* withdrawals(store)
    })

  it.effect("of the first version is brought to this one", () =>
    Effect.gen(function* () {
      const filename = yield* filled
      const before = yield* Effect.scoped(Effect.flatMap(live(filename), told))
      const database = new DatabaseSync(filename)
      database.exec(
        "DROP TABLE spent; DROP TABLE withdrawal; ALTER TABLE head DROP COLUMN withdrawals; ALTER TABLE message DROP COLUMN offer_ends_on; DELETE FROM meta WHERE key IN ('epoch', 'handovers'); UPDATE meta SET value = '1' WHERE key = 'schema'"
      )
      database.close()
      const store = yield* live(filename)
      yield* StoreFixture.withQueue(store, [StoreFixture.queued("m1")])
      assert.strictEqual(yield* StoreFixture.handOne(store, "m1"), "handed")
      assert.lengthOf(yield* store.heads, 502)
      assert.deepStrictEqual(before, [["news", "unsubscribed"]])
      assert.deepStrictEqual(yield* withdrawals(store), [
        ["news", "unsubscribed"],
        ["*", "complained"],
        ["events", "letter"]
      ])
    })
  )
})
