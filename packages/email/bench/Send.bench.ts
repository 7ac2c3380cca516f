/**
 * Sending: the courier against nodemailer's pool alone, same messages, same connections, same sink (a real SMTP server
 * in a thread of its own). Prints one line: messages a second of the peer, of ours, and the ratio (median of rounds).
 * Run: `node --conditions=@market-of-one/source packages/email/bench/Send.bench.ts [messages] [rounds]`.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import * as Scope from "effect/Scope"
import { createTransport } from "nodemailer"
import { isMainThread, parentPort, Worker } from "node:worker_threads"
import * as Headers from "../src/Headers.ts"
import * as SmtpCourier from "../src/SmtpCourier.ts"
import { date, message } from "../test/Messages.ts"
import * as Sink from "../test/Sink.ts"

const connections = 4
const [messages = 2000, rounds = 5] = process.argv.slice(2).map(Number)

const batch = (round: string) =>
  Array.from({ length: messages }, (_, index) =>
    message({ messageId: `${round}.${index}@mail.example.com`, html: `<p>${"Dear Anna. ".repeat(300)}</p>` })
  )

/** Messages a second when as many wait as a sender would keep waiting: enough for every connection, not all at once. */
const rate = async <A>(items: ReadonlyArray<A>, send: (item: A) => Promise<unknown>): Promise<number> => {
  const waiting = [...items]
  const start = performance.now()
  const work = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await send(item)
  }
  await Promise.all(Array.from({ length: 16 * connections }, work))
  return items.length / ((performance.now() - start) / 1000)
}

const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const measure = async (port: number): Promise<void> => {
  const relay = { host: "127.0.0.1", port, secure: false }
  const peer = createTransport({
    pool: true,
    ...relay,
    maxConnections: connections,
    maxMessages: 100_000,
    logger: false
  })
  const scope = await Effect.runPromise(Scope.make())
  const courier = await Effect.runPromise(
    Scope.provide(SmtpCourier.make({ relay, connections, messagesPerConnection: 100_000 }), scope)
  )
  const theirs = (round: number) =>
    rate(
      batch(`p${round}`).map((one) => Result.getOrThrow(Headers.compose(one, date))),
      (mail) => peer.sendMail(mail)
    )
  const ours = (round: number) =>
    rate(batch(`o${round}`), (one) => Effect.runPromise(courier.deliver({ message: one, date, attempt: 1 })))
  const pairs: Array<readonly [their: number, our: number]> = []
  for (let round = 0; round <= rounds; round += 1) {
    // Who goes first changes, so that neither always finds the machine warmer.
    const our = round % 2 === 0 ? await ours(round) : undefined
    const their = await theirs(round)
    pairs.push([their, our ?? (await ours(round))])
  }
  peer.close()
  await Effect.runPromise(Scope.close(scope, Exit.void))
  const measured = pairs.slice(1)
  const their = median(measured.map(([rate]) => rate))
  const our = median(measured.map(([, rate]) => rate))
  const ratio = median(measured.map(([their, our]) => our / their))
  console.log(
    `send: ${messages} messages, ${connections} connections: nodemailer ${their.toFixed(0)}/s, courier ${our.toFixed(0)}/s, ratio ${ratio.toFixed(2)}`
  )
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url))
  const port = await new Promise<number>((resolve) => worker.once("message", resolve))
  await measure(port)
  await worker.terminate()
} else {
  const sink = await Sink.start()
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  parentPort?.postMessage(sink.port)
}
