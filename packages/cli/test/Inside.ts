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

/** Runs one command. */
export const abm = async (parameters: ReadonlyArray<string>): Promise<Ended> => {
  const out = kept(process.stdout)
  const err = kept(process.stderr)
  const exit = await Effect.runPromiseExit(run(parameters))
  const [stdout, stderr] = [out(), err()]
  return { code: Exit.isSuccess(exit) ? 0 : codeOf(exit.cause), stdout, stderr }
}
