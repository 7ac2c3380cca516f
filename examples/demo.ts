/**
 * The main job on the example workspace, with nothing but this machine: check, analyze, plan, run against a real SMTP
 * server on loopback that is started here and stopped again, and report. What it prints on stdout is the same each time.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { Cli, Workspace } from "@market-of-one/cli"
import { BookFacts, Calendar, Plan, Portfolio, Rhythm, Segments } from "@market-of-one/core"
import { SqliteStore } from "@market-of-one/durable"
import * as Effect from "effect/Effect"
import { SMTPServer } from "smtp-server"

process.chdir(join(import.meta.dirname, ".."))
const workspace = relative(process.cwd(), join(import.meta.dirname, "industrial-supplier"))
const from = "2026-10-01" as Calendar.Day
const until = "2026-10-31"
const inbox = join(workspace, ".abm", "inbox")

const say = (text = "") => process.stdout.write(`${text}\n`)
const heading = (text: string) => say(`\n—— ${text} ${"—".repeat(Math.max(4, 72 - text.length))}\n`)

/** Runs a command as if it were typed. */
const abm = async (command: string, ...args: ReadonlyArray<string>): Promise<void> => {
  say(`$ abm ${[command, "-C", workspace, ...args].join(" ")}`)
  await Effect.runPromise(Cli.run([command, "-C", workspace, ...args]))
}

/** An SMTP server on loopback that keeps each message as a file. */
const startServer = async () => {
  rmSync(inbox, { recursive: true, force: true })
  mkdirSync(inbox, { recursive: true })
  let received = 0
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, done) => {
      const parts: Array<Buffer> = []
      stream.on("data", (part: Buffer) => parts.push(part))
      stream.on("end", () => {
        received += 1
        writeFileSync(join(inbox, `${String(received).padStart(3, "0")}.eml`), Buffer.concat(parts))
        done()
      })
    }
  })
  server.on("error", () => undefined)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const stop = () => new Promise<void>((resolve) => server.close(resolve))
  return { url: `smtp://127.0.0.1:${port}`, received: () => received, stop }
}

/** What the workspace and the rehearsal's store say, for the last lines. */
const summary = Effect.gen(function* () {
  const { records } = yield* Workspace.load(workspace, {})
  const groupOf = (account: string) => records.grouping.groupOf.get(account) ?? account
  const facts = BookFacts.keyFacts(records, from)
  const portfolio = Portfolio.analyze(BookFacts.ofOrders(records), { today: from, groupOf, facts })
  const segments = Segments.of(records, portfolio, from)
  const names = new Map(records.grouping.groups.map((group) => [group.id, group.name]))
  const late = [...segments].filter(([, segment]) => Rhythm.isLate(segment) === true)
  const totals = yield* Plan.totals
  return { portfolio, late, totals, nameOf: (id: string) => names.get(id) ?? id }
})

const server = await startServer()
process.env["ABM_SMTP_URL"] = server.url
Reflect.deleteProperty(process.env, "ABM_STORE")
try {
  say("Market of One, on an example workspace. Every company, person and number in it is invented.")
  heading("Is the workspace sound?")
  await abm("check")
  heading("Who are the key accounts?")
  await abm("analyze", "--to", from)
  heading("Who would get what, when and why?")
  await abm("plan", "--from", from, "--until", until)
  heading("Do it: a month on a virtual clock, through a real SMTP server")
  await abm("run", "--at", from, "--until", until, "--courier", "smtp")
  heading("Why did this person get nothing?")
  await abm("why", "--rehearsal", "ACC-1010", "CON-1010-03")
  heading("How do sales and marketing take turns at the expert's?")
  await abm("why", "--rehearsal", "ACC-1100", "CON-1100-04")
  heading("What is left for our people to do?")
  await abm("task", "list", "--rehearsal")
  heading("The report")
  await abm("report", "--at", from, "--rehearsal")

  const store = SqliteStore.layer({ filename: join(workspace, ".abm", "rehearsal.db"), mode: "rehearsal" })
  const { late, nameOf, portfolio, totals } = await Effect.runPromise(summary.pipe(Effect.provide(store)))
  const keys = portfolio.items.filter((item) => item.key.isKey)
  const share = keys.reduce((sum, item) => sum + item.share, 0)
  const list = (reasons: Readonly<Record<string, number>>) =>
    Object.entries(reasons)
      .map(([reason, count]) => `${reason} ${count}`)
      .join(", ")
  heading("What happened")
  say(`accounts      ${portfolio.items.length} groups bought in the window`)
  say(`key accounts  ${keys.length}, bringing ${(share * 100).toFixed(1)} % of sales:`)
  for (const { abc, id, xyz } of keys) say(`              ${nameOf(id)} (${abc}${xyz})`)
  say(`sent          ${totals.sent} of ${totals.audience} due touches; the SMTP server received ${server.received()}`)
  say(`not yet       ${list(totals.reasons.waiting)}`)
  say(`not at all    ${list(totals.reasons.skipped)}`)
  say("silent        longer than twice their usual interval:")
  for (const [id, { silenceDays, usualIntervalDays }] of late)
    say(`              ${nameOf(id)}: ${silenceDays} days, usually ${usualIntervalDays}`)
  say("open these    " + join(workspace, ".abm", "report", "index.html"))
  for (const what of [
    inbox,
    join(workspace, ".abm", "rejects"),
    join(workspace, "programs"),
    join(workspace, "README.md")
  ])
    say(`              ${what}`)
  if (server.received() !== totals.sent)
    throw new Error("the server received another number of messages than were sent")
} finally {
  await server.stop()
}
