/**
 * The main job on the example workspace, with nothing but this machine: check, analyze, plan, run against a real SMTP
 * server on loopback that is started here and stopped again, and report. What it prints on stdout is the same each time.
 */
import { execFile, spawn } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { SMTPServer } from "smtp-server"

const root = join(import.meta.dirname, "..")
const workspace = join(import.meta.dirname, "industrial-supplier")
const shown = relative(root, workspace)
const [from, until] = ["2026-10-01", "2026-10-31"]
const inbox = join(workspace, ".abm", "inbox")
const main = join(root, "packages", "cli", "src", "main.ts")
const node = [...process.execArgv, main]

const say = (text = "") => process.stdout.write(`${text}\n`)
const heading = (text: string) => say(`\n\u2014\u2014 ${text} ${"\u2014".repeat(Math.max(4, 72 - text.length))}\n`)

/** Runs a command as a person would, its output passed on. */
const abm = (...args: ReadonlyArray<string>): Promise<void> =>
  new Promise((resolve, reject) => {
    say(`$ abm ${args.join(" ")}`)
    const child = spawn(process.execPath, [...node, ...args], {
      cwd: root,
      env,
      stdio: ["ignore", "inherit", "inherit"]
    })
    child.on("error", reject)
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`abm ${args[0]} ended with ${code}`))))
  })

/** Runs a command for its JSON. */
const ask = <T>(...args: ReadonlyArray<string>): Promise<T> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [...node, ...args], { cwd: root, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      error === null ? resolve(JSON.parse(stdout) as T) : reject(new Error(stderr))
    )
  })

/** An SMTP server that keeps each message as a file. */
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
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => received,
    stop: () => new Promise<void>((resolve) => server.close(resolve))
  }
}

interface Account {
  readonly id: string
  readonly share: number
  readonly abc: string
  readonly xyz: string
  readonly key: { readonly isKey: boolean }
}
type Reasons = Readonly<Record<string, number>>
interface Numbers {
  readonly audience: number
  readonly sent: number
  readonly reasons: Readonly<Record<string, Reasons>>
}

const server = await startServer()
const env = { ...process.env, ABM_SMTP_URL: server.url, NO_COLOR: "1", ABM_STORE: "" }
Reflect.deleteProperty(env, "ABM_STORE")
try {
  say("Market of One, on an example workspace. Every company, person and number in it is invented.")
  heading("Is the workspace sound?")
  await abm("check", "-C", shown)
  heading("Who are the key accounts?")
  await abm("analyze", "-C", shown, "--to", from)
  heading("Who would get what, when and why?")
  await abm("plan", "-C", shown, "--from", from, "--until", until)
  heading("Do it: a month on a virtual clock, through a real SMTP server")
  await abm("run", "-C", shown, "--at", from, "--until", until, "--courier", "smtp")
  heading("Why did one of them get nothing?")
  await abm("why", "-C", shown, "--rehearsal", "ACC-1010", "CON-1010-03")
  heading("The report")
  await abm("report", "-C", shown, "--at", from, "--rehearsal")

  const analysis = await ask<{ readonly accounts: ReadonlyArray<Account> }>(
    "analyze",
    "-C",
    shown,
    "--to",
    from,
    "--json"
  )
  const { totals } = await ask<{ readonly totals: Numbers }>("status", "-C", shown, "--rehearsal", "--json")
  const keys = analysis.accounts.filter((account) => account.key.isKey)
  const share = keys.reduce((sum, account) => sum + account.share, 0)
  const list = (reasons: Reasons = {}) =>
    Object.entries(reasons)
      .map(([reason, count]) => `${reason} ${count}`)
      .join(", ")
  heading("What happened")
  say(`accounts      ${analysis.accounts.length} groups bought in the window`)
  say(
    `key accounts  ${keys.length}, ${(share * 100).toFixed(1)} % of sales: ${keys.map((key) => `${key.id} (${key.abc}${key.xyz})`).join(", ")}`
  )
  say(
    `sent          ${totals.sent} of ${totals.audience} due touches; the SMTP server received ${server.received()} messages`
  )
  say(`not yet       ${list(totals.reasons["waiting"])}`)
  say(`not at all    ${list(totals.reasons["skipped"])}`)
  say(
    "open these    " +
      [
        join(shown, ".abm", "report", "index.html"),
        join(shown, ".abm", "inbox"),
        join(shown, ".abm", "rejects"),
        join(shown, "programs")
      ].join("\n              ")
  )
  if (server.received() !== totals.sent)
    throw new Error("the server received another number of messages than were sent")
} finally {
  await server.stop()
}
