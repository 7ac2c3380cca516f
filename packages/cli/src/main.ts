#!/usr/bin/env node
/** The entry of `abm`: it checks the Node version before anything that an older Node could not even parse is loaded. */
const needed = [22, 19] as const
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(`abm needs Node ${needed.join(".")} or newer; this is Node ${process.versions.node}.\n`)
  process.exitCode = 2
} else {
  const { enableCompileCache } = await import("node:module")
  enableCompileCache()
  const { main } = await import("./Cli.ts")
  main()
}
