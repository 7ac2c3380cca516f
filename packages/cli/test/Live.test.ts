/** Live runs that are stopped, starved or refused: what was on its way is known, what was not waits. */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { once } from "node:events"
import { rmSync } from "node:fs"
import { createServer, type Server } from "node:net"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as LiveWorkspace from "./LiveWorkspace.ts"
import * as Sink from "./Sink.ts"
import * as Spawned from "./Spawned.ts"
import * as StoreRows from "./StoreRows.ts"

const audience = 12
const made: Array<string> = []
const workspace = (): string => {
  const directory = LiveWorkspace.make({ accounts: 3, contactsEach: 4 })
  made.push(directory)
  return directory
}
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true })
})

const runIn = (directory: string, url: string, ...more: ReadonlyArray<string>): Spawned.Spawned =>
  Spawned.start(["run", "-C", directory, "--courier", "smtp", ...more], { ABM_SMTP_URL: url, ABM_GRACE_SECONDS: "0" })

interface Status {
  readonly totals: Readonly<Record<"audience" | "sent" | "waiting" | "unknown", number>>
  readonly handing: ReadonlyArray<unknown>
  readonly pauses: ReadonlyArray<{ readonly scope: string; readonly id: string; readonly reason: string }>
}
const statusOf = async (directory: string): Promise<Status> =>
  JSON.parse((await Spawned.run(["status", "-C", directory, "--json"])).stdout) as Status

/** A relay that speaks the lines given, one for each line that comes in. */
const scripted = async (greeting: string, answer: (line: string) => string): Promise<Server> => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined)
    socket.write(greeting)
    socket.on("data", (chunk) => {
      for (const line of chunk.toString("latin1").split("\r\n").filter(Boolean)) socket.write(answer(line))
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return server
}
const urlOf = (server: Server): string => {
  const address = server.address()
  return `smtp://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
}

/**
 * Stops a run where it holds no lock: it waits for answers that are kept back, so that a moment later at most it stands
 * between two transactions.
 */
const stopOutsideTransactions = async (child: Spawned.Spawned["child"], directory: string): Promise<void> => {
  for (;;) {
    child.kill("SIGSTOP")
    if (StoreRows.isFree(directory)) return
    child.kill("SIGCONT")
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe("abm run, live", { concurrent: true, timeout: 180_000 }, () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`finishes what is on its way at ${signal}, exits with 130 and leaves nothing unknown`, async () => {
      const directory = workspace()
      const sink = await Sink.start(join(directory, "promised.txt"))
      const { child, ended } = runIn(directory, sink.url)
      sink.watch({
        onReceipt: (count, answer) => {
          if (count === 5) child.kill(signal)
          setTimeout(answer, 300)
        }
      })
      const { code, stderr } = await ended
      assert.strictEqual(code, 130, stderr)
      assert.include(stderr, "stopped in good order")
      const states = StoreRows.byState(directory)
      assert.deepStrictEqual([...(states.get("accepted") ?? [])].toSorted(), sink.ids().toSorted())
      assert.isAtLeast(sink.ids().length, 5)
      assert.isFalse(states.has("unknown") || states.has("handing"))
      const { totals } = await statusOf(directory)
      assert.strictEqual(totals.sent + totals.waiting, audience)
      await sink.stop()
    })

  it("settles late what a run did that stood still for longer than its lease", async () => {
    const directory = workspace()
    const sink = await Sink.start(join(directory, "promised.txt"))
    const first = runIn(directory, sink.url, "--once")
    const answers = await new Promise<ReadonlyArray<() => void>>((resolve) => {
      const kept: Array<() => void> = []
      sink.watch({
        onReceipt: (count, answer) => {
          if (count < 3) return answer()
          kept.push(answer)
          if (count === 3) resolve(kept)
        }
      })
    })
    await stopOutsideTransactions(first.child, directory)
    for (const answer of answers) answer()
    sink.watch({})
    const second = await runIn(directory, sink.url, "--once").ended
    assert.strictEqual(second.code, 0, second.stderr)
    assert.isTrue(StoreRows.byState(directory).has("unknown"))
    first.child.kill("SIGCONT")
    const { code, stderr } = await first.ended
    assert.strictEqual(code, 0, stderr)
    assert.strictEqual(new Set(sink.ids()).size, audience)
    assert.lengthOf(sink.ids(), audience)
    assert.deepInclude((await statusOf(directory)).totals, { audience, sent: audience, unknown: 0 })
    await sink.stop()
  })

  it("shares the work between two runs on one store, and sends nothing twice", async () => {
    const directory = workspace()
    const sink = await Sink.start(join(directory, "promised.txt"))
    const runs = await Promise.all(
      [runIn(directory, sink.url, "--once"), runIn(directory, sink.url, "--once")].map((run) => run.ended)
    )
    for (const { code, stderr } of runs) assert.strictEqual(code, 0, stderr)
    assert.strictEqual(new Set(sink.ids()).size, audience)
    assert.lengthOf(sink.ids(), audience)
    await sink.stop()
  })

  it("exits with 3 when the relay cannot be reached, says what to do, and everything waits", async () => {
    const directory = workspace()
    const closed = await scripted("", () => "")
    const url = urlOf(closed).replace("smtp://", "smtp://anna:s3cret@")
    closed.close()
    await once(closed, "close")
    const { code, stderr, stdout } = await runIn(directory, url, "--once", "--json").ended
    assert.strictEqual(code, 3)
    assert.include(stderr, "the relay took nothing after several tries")
    assert.include(stderr, "ECONNREFUSED")
    assert.include(stderr, `${audience} of ${audience} messages wait and nothing is lost`)
    assert.notMatch(stderr + stdout, /s3cret|anna|@example\.com/u)
    const { totals } = JSON.parse(stdout) as Status
    assert.deepInclude(totals, { audience, waiting: audience, sent: 0, unknown: 0 })
    const sink = await Sink.start(join(directory, "promised.txt"))
    const again = await runIn(directory, sink.url, "--once").ended
    assert.strictEqual(again.code, 0, again.stderr)
    const after = await statusOf(directory)
    // Those that were tried wait for their next turn; the others were spared and have gone.
    assert.strictEqual(after.totals.sent + after.totals.waiting, audience)
    assert.isAtLeast(after.totals.sent, audience - 4)
    await sink.stop()
  })

  it("pauses when the relay refuses us, and goes on once a person resumes", async () => {
    const directory = workspace()
    const refusing = await scripted("220 relay ESMTP\r\n", (line) =>
      line.startsWith("EHLO") ? "250-relay\r\n250 AUTH PLAIN\r\n" : "535 5.7.8 wrong password\r\n"
    )
    const url = urlOf(refusing).replace("smtp://", "smtp://anna:s3cret@")
    const refused = await runIn(directory, url, "--once").ended
    assert.strictEqual(refused.code, 3, refused.stderr)
    assert.include(refused.stderr, "sending is paused for the relay: 535 5.7.8")
    assert.include(refused.stderr, "abm resume host")
    assert.notInclude(refused.stderr, "s3cret")
    const paused = await statusOf(directory)
    assert.deepInclude(paused.totals, { audience, waiting: audience, unknown: 0 })
    assert.strictEqual(paused.pauses[0]?.scope, "host")
    refusing.close()

    const sink = await Sink.start(join(directory, "promised.txt"))
    const still = await runIn(directory, sink.url, "--once").ended
    assert.strictEqual(still.code, 3, "a pause stays until a person ends it")
    assert.lengthOf(sink.ids(), 0)
    const resumed = await Spawned.run(["resume", "-C", directory, "host"])
    assert.strictEqual(resumed.code, 0, resumed.stderr)
    assert.strictEqual((await Spawned.run(["resume", "-C", directory, "host"])).code, 1)
    const done = await runIn(directory, sink.url, "--once").ended
    assert.strictEqual(done.code, 0, done.stderr)
    assert.lengthOf(sink.ids(), audience)
    await sink.stop()
  })

  it("sends nothing while the clock is behind the last decision, and says so", async () => {
    const directory = workspace()
    const sink = await Sink.start(join(directory, "promised.txt"))
    const closed = await scripted("", () => "")
    const url = urlOf(closed)
    closed.close()
    await once(closed, "close")
    assert.strictEqual((await runIn(directory, url, "--once").ended).code, 3)
    const store = new DatabaseSync(join(directory, ".abm", "state.db"))
    store.exec("UPDATE head SET decided_at = decided_at + 3600000")
    store.close()
    const { code, stderr } = await runIn(directory, sink.url, "--once").ended
    assert.strictEqual(code, 1)
    assert.match(stderr, /the clock of this machine is \d+ minutes behind the last decision/u)
    assert.lengthOf(sink.ids(), 0)
    await sink.stop()
  })
})
