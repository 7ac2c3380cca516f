import { defineConfig } from "vitest/config"
import { SkippedReporter } from "./SkippedReporter.ts"

/** Workspace imports are read from source: nothing has to be built before a test runs. */
const conditions = ["@market-of-one/source"]

/** Unit tests of core run on both sides of Greenwich, each with a summer time of its own: no day follows the machine. */
const zones = {
  "America/New_York": ["packages/core/test/**/*.test.ts"],
  // Long random lives need no second zone: what depends on days is below them.
  "Pacific/Apia": ["packages/core/test/{kernel,account,intake,analysis,market,program,message}/**/*.test.ts"]
}
const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 }
const setupFiles = [new URL("SteadyChance.ts", import.meta.url).pathname]

export default defineConfig({
  test: {
    // By itself vitest leaves a core unused, on two that is half of them.
    maxWorkers: "100%",
    reporters: ["default", new SkippedReporter()],
    projects: [
      ...Object.entries(zones).map(([zone, include]) => ({
        root: new URL("..", import.meta.url).pathname,
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: `core ${zone}`,
          env: { TZ: zone },
          include,
          setupFiles,
          ...timeouts
        }
      })),
      {
        root: new URL("..", import.meta.url).pathname,
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: "workspace",
          setupFiles,
          include: [".config/*.test.ts", "examples/**/*.test.ts", "packages/*/test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "packages/core/**"],
          ...timeouts
        }
      }
    ]
  }
})
