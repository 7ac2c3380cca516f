/**
 * Peak memory of reading a CSV of orders, each step in a process of its own: reading into columns, reading where every
 * row has an id that must be its only one, ABC-XYZ after reading, `abm analyze --orders` as a whole.
 * Run: `node --conditions=@market-of-one/source packages/core/bench/CsvMemory.bench.ts [orders/accounts ...]`.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { window } from "./OrderData.ts"
import * as OrderFile from "./OrderFile.ts"
import * as Ours from "./Ours.ts"

const abm = join(import.meta.dirname, "../../cli/src/main.ts")
const self = import.meta.filename

/** What each process does, by its name. */
const steps: Readonly<Record<string, (path: string) => void>> = {
  nothing: () => {},
  "read into columns": (path) => {
    OrderFile.read(path)
  },
  "read by id": (path) => {
    OrderFile.read(path, "order")
  },
  "read and ABC-XYZ": (path) => {
    Ours.analyze(OrderFile.read(path).facts, window)
  }
}

const peakOf = (directory: string, program: string, parameters: ReadonlyArray<string>): number => {
  // The last thing a process says is how much it took.
  const hook = "process.on('exit', () => process.stderr.write(`\\n${process.resourceUsage().maxRSS}`))"
  const options = ["--conditions=@market-of-one/source", "--import", `data:text/javascript,${encodeURIComponent(hook)}`]
  const ended = spawnSync(process.execPath, [...options, program, ...parameters], {
    cwd: directory,
    encoding: "utf8",
    // A document of ten million orders is a gigabyte, which nobody needs to keep.
    stdio: ["ignore", "ignore", "pipe"]
  })
  if (ended.status !== 0) throw new Error(ended.stderr)
  return Number(ended.stderr.split("\n").at(-1)) / 1024
}

const print = (name: string, mebibytes: number): void => {
  console.log(`  ${name.padEnd(24)}${`${mebibytes.toFixed(0)} MiB`.padStart(10)}`)
}

const step = steps[process.argv[2] ?? ""]
if (step !== undefined) step(process.argv[3] ?? "")
else {
  const directory = mkdtempSync(join(tmpdir(), "orders-"))
  const path = join(directory, "orders.csv")
  const jobs = process.argv.slice(2)
  try {
    for (const job of jobs.length === 0 ? ["1000000/50000", "10000000/500000"] : jobs) {
      const [orders = 0, accounts = 0] = job.split("/").map(Number)
      OrderFile.write(path, orders, accounts)
      console.log(`peak memory, orders/accounts ${job}`)
      for (const name of Object.keys(steps)) print(name, peakOf(directory, self, [name, path]))
      const columns = "account=account,date=date,amount=amount"
      const analyze = (of: string, ...more: ReadonlyArray<string>): number =>
        peakOf(directory, abm, ["analyze", "--orders", path, "--columns", of, "--currency", "EUR", ...more])
      print("abm analyze --orders", analyze(columns))
      print("… --json", analyze(columns, "--json"))
      print("… with an id of each", analyze(`id=order,${columns}`))
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
