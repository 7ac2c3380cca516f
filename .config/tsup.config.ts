import { globSync } from "node:fs"
import { defineConfig } from "tsup"

/**
 * JavaScript of one package, run in its folder. Entries are the modules that `exports` and `bin` name, so that each has
 * its declarations at the same path; what they share goes to chunks, so that `.` and `./testing` meet the same classes.
 * Declarations come from `tsc --emitDeclarationOnly`: tsup's own `dts` needs the compiler API of TypeScript 6.
 */
export default defineConfig({
  entry: globSync(["src/index.ts", "src/main.ts", "src/testing/index.ts"]),
  format: ["esm"],
  target: "node22",
  splitting: true,
  dts: false,
  clean: true,
  sourcemap: true,
  outDir: "dist"
})
