/**
 * Runs `abm` within the test's own process, with what it wrote and how it would have ended: many commands in the time
 * that one process takes to start. One at a time: the streams of the process are the command's meanwhile.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Cause from "effect/Cause"
import { run } from "../src/Cli.ts"
import type { Ended } from "./Abm.ts"

const codeOf = (cause: Cause.Cause<unknown>): number => {
  const error = Cause.squash(cause)
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "number"
    ? error.code
    : 1
}

/** Replaces a stream's writing until it is given back; answers what was written. */
const kept = (stream: NodeJS.WriteStream) => {
  const write = stream.write.bind(stream)
  let text = ""
  stream.write = (chunk: string | Uint8Array, ...rest: ReadonlyArray<unknown>): boolean => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8")
    const done = rest.find((one) => typeof one === "function")
    if (typeof done === "function") queueMicrotask(() => done())
    return true
  }
  return () => {
    stream.write = write
    return text
  }
}

/** Where a command runs: in a folder, with variables of its own. Those of the tests' surroundings stay as they are. */
interface Surroundings {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Sets the surroundings of the process; answers how they are taken back. */
const within = ({ cwd, env = {} }: Surroundings) => {
  const before = process.cwd()
  const former = Object.keys(env).map((name) => [name, process.env[name]] as const)
  if (cwd !== undefined) process.chdir(cwd)
  Object.assign(process.env, env)
  return () => {
    if (cwd !== undefined) process.chdir(before)
    for (const [name, value] of former)
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
}

/** Runs one command. */
export const abm = async (parameters: ReadonlyArray<string>, surroundings: Surroundings = {}): Promise<Ended> => {
  const back = within(surroundings)
  const out = kept(process.stdout)
  const err = kept(process.stderr)
  const exit = await Effect.runPromiseExit(run(parameters))
  const [stdout, stderr] = [out(), err()]
  back()
  return { code: Exit.isSuccess(exit) ? 0 : codeOf(exit.cause), stdout, stderr }
}
