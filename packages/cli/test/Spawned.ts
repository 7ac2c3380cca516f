/** `abm` as a process of its own that a test may signal while it works. */
import { type ChildProcess, spawn } from "node:child_process"
import { join } from "node:path"

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A process at work. */
export interface Spawned {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

const main = join(import.meta.dirname, "../src/main.ts")

/** Starts `abm` from source, as node itself. Variables of the tests' own surroundings are not passed on. */
export const start = (
  parameters: ReadonlyArray<string>,
  env: Readonly<Record<string, string>> = {},
  input?: string
): Spawned => {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("ABM_") && name !== "FORCE_COLOR")
  const child = spawn(
    process.execPath,
    ["--conditions=@market-of-one/source", "--disable-warning=ExperimentalWarning", main, ...parameters],
    { env: { ...Object.fromEntries(inherited), ...env }, stdio: ["pipe", "pipe", "pipe"] }
  )
  child.stdin.on("error", () => undefined)
  child.stdin.end(input)
  let stdout = ""
  let stderr = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return { child, ended }
}

/** Runs `abm` to its end. */
export const run = (
  parameters: ReadonlyArray<string>,
  env?: Readonly<Record<string, string>>,
  input?: string
): Promise<Ended> => start(parameters, env, input).ended
