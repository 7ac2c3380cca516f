/**
 * Runs contenders beside each other: each in a process of its own, so that its peak memory is its own, one run of each
 * in turn. Before anything is timed all of them must give the same answer.
 */
import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { setTimeout } from "node:timers/promises"

/** One way to do the job. `load` is not timed; `run` is; `answer` describes what the last run found. */
export interface Contender {
  readonly load: () => Promise<void> | void
  readonly run: () => Promise<void> | void
  readonly answer: () => Promise<string> | string
}

/** What is printed of a contender. */
export interface Result {
  readonly name: string
  readonly seconds: number
  /** Of all threads. */
  readonly cpuSeconds: number
  /** Of the whole process, data included. */
  readonly peakBytes: number
}

type Ask = "load" | "run" | "answer"
interface Reply {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly answer?: string
  readonly peakBytes: number
}

const flag = "--contender"

/** Plays one contender when this process was started to; otherwise says no. */
export const isContender = (contenders: Readonly<Record<string, (job: string) => Contender>>): boolean => {
  const at = process.argv.indexOf(flag)
  if (at < 0) return false
  const make = contenders[process.argv[at + 1] ?? ""]
  if (make === undefined) throw new Error("there is no such contender")
  const contender = make(process.argv[at + 2] ?? "")
  process.on("message", async (ask: Ask) => {
    globalThis.gc?.()
    // Memory is given back on other threads for a while.
    await setTimeout(100)
    const cpu = process.cpuUsage()
    const start = performance.now()
    const value = await contender[ask]()
    const seconds = (performance.now() - start) / 1000
    const { system, user } = process.cpuUsage(cpu)
    const peakBytes = process.resourceUsage().maxRSS * 1024
    const answer = typeof value === "string" ? { answer: value } : {}
    process.send?.({ seconds, cpuSeconds: (system + user) / 1e6, peakBytes, ...answer } satisfies Reply)
  })
  return true
}

const ask = async (child: ChildProcess, what: Ask): Promise<Reply> => {
  const ended = new AbortController()
  const failed = once(child, "exit", { signal: ended.signal }).then(() => {
    throw new Error("a contender ended before it answered")
  })
  child.send(what)
  const [reply] = (await Promise.race([once(child, "message"), failed])) as [Reply]
  failed.catch(() => {})
  ended.abort()
  return reply
}

/** The middle value. */
export const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/**
 * Loads, compares and times contenders of one job. The first two runs of each are for its answer and not timed, and
 * the peak is that of the first.
 */
export const race = async (
  file: string,
  names: ReadonlyArray<string>,
  job: string,
  rounds: number
): Promise<ReadonlyArray<Result>> => {
  const children = names.map((name) => ({
    name,
    child: fork(file, [flag, name, job]),
    runs: new Array<Reply>(),
    peakBytes: 0
  }))
  try {
    const answers: Array<string | undefined> = []
    for (const one of children) {
      await ask(one.child, "load")
      one.peakBytes = (await ask(one.child, "run")).peakBytes
      // A second look, so that short jobs are timed once what runs has been compiled.
      await ask(one.child, "run")
      answers.push((await ask(one.child, "answer")).answer)
    }
    names.forEach((name, at) => {
      if (answers[at] !== answers[0]) throw new Error(`${name} answers ${answers[at]}, ${names[0]} ${answers[0]}`)
    })
    for (let round = 0; round < rounds; round += 1) {
      for (const one of children) one.runs.push(await ask(one.child, "run"))
    }
    return children.map(({ name, peakBytes, runs }) => ({
      name,
      peakBytes,
      seconds: median(runs.map((run) => run.seconds)),
      cpuSeconds: median(runs.map((run) => run.cpuSeconds))
    }))
  } finally {
    for (const { child } of children) child.kill()
  }
}

/** Prints contenders with the ratio of the last one, which is ours, to each of them. */
export const print = (title: string, results: ReadonlyArray<Result>): void => {
  const ours = results.at(-1)
  if (ours === undefined) return
  const shown = (value: number, unit: string): string => `${value.toFixed(0)} ${unit}`.padStart(10)
  console.log(title)
  for (const { cpuSeconds, name, peakBytes, seconds } of results) {
    const figures = shown(seconds * 1000, "ms") + shown(cpuSeconds * 1000, "ms CPU") + shown(peakBytes / 2 ** 20, "MiB")
    const times = `ours is ${(seconds / ours.seconds).toFixed(2)} × as fast`
    const cpu = `takes ${(ours.cpuSeconds / cpuSeconds).toFixed(2)} of its CPU time`
    const memory = `and ${(ours.peakBytes / peakBytes).toFixed(2)} of its memory`
    console.log(`  ${name.padEnd(24)}${figures}   ${name === ours.name ? "" : `${times}, ${cpu} ${memory}`}`)
  }
}
