/**
 * `abm run` is killed (SIGKILL) at random points and started again until it is done. Whatever happens: no message goes
 * twice, none is lost, and only what was on its way at a kill is unknown, which a person then settles.
 */
import { assert, describe, it } from "@effect/vitest"
import { mkdirSync, rmSync, watch } from "node:fs"
import { join } from "node:path"
import * as LiveWorkspace from "./LiveWorkspace.ts"
import * as Sink from "./Sink.ts"
import * as Spawned from "./Spawned.ts"
import * as StoreRows from "./StoreRows.ts"

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)
const accounts = 8
const contactsEach = 5
const audience = accounts * contactsEach
/** How many messages a courier has on their way at once. */
const connections = 4

/** Whole numbers below a bound, by seed: mulberry32. */
const random = (seed: number) => {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const points = ["before an answer", "after an answer", "within the dialogue", "after the store was touched"] as const

interface World {
  readonly directory: string
  readonly sink: Sink.Sink
  readonly env: Readonly<Record<string, string>>
}

const runOnce = ({ directory, env }: World): Spawned.Spawned =>
  Spawned.start(["run", "-C", directory, "--once", "--courier", "smtp", "--json"], env)

/** Starts a run and kills it at a point; answers whether the kill came before its end. */
const killedRun = async (world: World, point: (typeof points)[number], below: (bound: number) => number) => {
  const { child, ended } = runOnce(world)
  const kill = () => void child.kill("SIGKILL")
  const receipt = 1 + below(audience)
  const byte = 1 + below(audience * 1_400)
  const millis = below(600)
  const watcher = watch(join(world.directory, ".abm"))
  const delay = below(12)
  switch (point) {
    case "before an answer":
      world.sink.watch({
        onReceipt: (count, answer) => {
          if (count === receipt) kill()
          answer()
        }
      })
      break
    case "after an answer":
      world.sink.watch({
        onReceipt: (count, answer) => {
          if (count === receipt) setTimeout(kill, delay)
          answer()
        }
      })
      break
    case "within the dialogue":
      world.sink.watch({ onBytes: (total) => (total >= byte ? kill() : undefined) })
      break
    case "after the store was touched":
      watcher.once("change", () => setTimeout(kill, millis))
      break
  }
  const { signal } = await ended
  watcher.close()
  world.sink.watch({})
  return signal === "SIGKILL"
}

type Totals = Readonly<Record<"audience" | "sent" | "waiting" | "skipped" | "refused" | "failed" | "unknown", number>>

interface Status {
  readonly totals: Totals
  readonly unknown: ReadonlyArray<{ readonly messageId: string }>
  readonly handing: ReadonlyArray<unknown>
}

const statusOf = async ({ directory }: World): Promise<Status> => {
  const { code, stderr, stdout } = await Spawned.run(["status", "-C", directory, "--json"])
  assert.strictEqual(code, 0, stderr)
  return JSON.parse(stdout) as Status
}

const closes = (totals: Totals): void => {
  assert.strictEqual(totals.audience, audience)
  assert.strictEqual(
    totals.sent + totals.waiting + totals.skipped + totals.refused + totals.failed + totals.unknown,
    audience
  )
}

const finish = async (world: World): Promise<Totals> => {
  const { code, stderr, stdout } = await runOnce(world).ended
  assert.strictEqual(code, 0, stderr)
  const { totals } = JSON.parse(stdout) as { readonly totals: Totals }
  closes(totals)
  return totals
}

const answers = ["delivered", "resend", "drop"] as const

/** Settles what is unknown as a person would, each in another way, and runs once more. */
const settle = async (world: World, unknown: ReadonlyArray<string>): Promise<void> => {
  const before = world.sink.ids()
  const resent: Array<string> = []
  let dropped = 0
  for (const [index, id] of unknown.entries()) {
    const as = answers[index % answers.length] ?? "drop"
    const { code, stderr } = await Spawned.run(["resolve", "-C", world.directory, id, as, "--by", "test"])
    assert.strictEqual(code, 0, stderr)
    if (as === "resend") resent.push(id)
    if (as === "drop") dropped += 1
  }
  const totals = await finish(world)
  assert.deepStrictEqual(world.sink.ids().slice(before.length).toSorted(), resent.toSorted())
  assert.deepInclude(totals, { unknown: 0, skipped: dropped, sent: audience - dropped, waiting: 0 })
}

describe("abm run, killed", { concurrent: true, timeout: 300_000 }, () => {
  for (const seed of seeds) {
    const below = random(seed)
    const first = points[seed % points.length] ?? "before an answer"
    const kills = 1 + (seed % 3 === 0 ? 1 : 0)
    it(`seed ${seed} (${first}, ${kills} at most) sends each message once or knows that it does not know`, async () => {
      const directory = LiveWorkspace.make({ accounts, contactsEach })
      mkdirSync(join(directory, ".abm"))
      const sink = await Sink.start(join(directory, "promised.txt"))
      const world: World = { directory, sink, env: { ABM_SMTP_URL: sink.url, ABM_GRACE_SECONDS: "0" } }
      try {
        let killed = 0
        for (let round = 0; round < kills; round += 1)
          if (await killedRun(world, points[(seed + round) % points.length] ?? first, below)) killed += 1
        await finish(world)

        const promised = sink.ids()
        const states = StoreRows.byState(directory)
        const accepted = states.get("accepted") ?? new Set()
        const unknown = states.get("unknown") ?? new Set()
        assert.strictEqual(new Set(promised).size, promised.length, "no id twice")
        assert.strictEqual(accepted.size + unknown.size, audience, "every touch went or is unknown")
        for (const id of promised) assert.isTrue(accepted.has(id) || unknown.has(id), `${id} is sent or unknown`)
        for (const id of accepted) assert.include(promised, id)
        assert.isAtMost(unknown.size, connections * killed)

        const status = await statusOf(world)
        closes(status.totals)
        assert.deepInclude(status.totals, { sent: accepted.size, unknown: unknown.size })
        assert.deepStrictEqual(status.handing, [])
        const listed = status.unknown.map((one) => one.messageId)
        assert.deepStrictEqual(listed.toSorted(), [...unknown].toSorted())
        if (unknown.size > 0) await settle(world, listed)
      } finally {
        await sink.stop()
        rmSync(directory, { recursive: true, force: true })
      }
    })
  }
})
