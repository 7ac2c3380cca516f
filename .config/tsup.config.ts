import { existsSync, globSync } from "node:fs"
import { defineConfig, type Options } from "tsup"

const shared: Options = {
  format: ["esm"],
  target: "node22",
  splitting: true,
  dts: false,
  sourcemap: true,
  // `node:sqlite` exists under this name only.
  removeNodeProtocol: false
}

/**
 * JavaScript of one package, run in its folder. Entries are the modules that `exports` names, so that each has its
 * declarations at the same path; what they share goes to chunks, so that `.` and `./testing` meet the same classes.
 * Declarations come from `tsc --emitDeclarationOnly`: tsup's own `dts` needs the compiler API of TypeScript 6.
 */
const library: Options = {
  ...shared,
  entry: globSync(["src/index.ts", "src/testing/index.ts"]),
  outDir: "dist"
}

/** A command starts fast from few files: our packages and effect are bundled into it, commands load on demand. */
const command: Options = {
  ...shared,
  entry: ["src/main.ts"],
  outDir: "dist/bin",
  sourcemap: false,
  minifySyntax: true,
  noExternal: [/^@market-of-one\//, /^effect($|\/)/, /^@effect\//]
}

export default defineConfig(existsSync("src/main.ts") ? [library, command] : [library])
