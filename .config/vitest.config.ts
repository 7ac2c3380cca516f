import { defineConfig } from "vitest/config"
import { SkippedReporter } from "./SkippedReporter.ts"

/** Workspace imports are read from source: nothing has to be built before a test runs. */
const conditions = ["@market-of-one/source"]

/** The tests of core run on both sides of Greenwich, each with a summer time of its own: no day follows the machine. */
const zones = ["America/New_York", "Pacific/Apia"]

export default defineConfig({
  test: {
    reporters: ["default", new SkippedReporter()],
    projects: [
      ...zones.map((zone) => ({
        root: new URL("..", import.meta.url).pathname,
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: `core ${zone}`,
          env: { TZ: zone },
          include: ["packages/core/test/**/*.test.ts"],
          testTimeout: 60_000
        }
      })),
      {
        root: new URL("..", import.meta.url).pathname,
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: "workspace",
          include: [".config/*.test.ts", "examples/**/*.test.ts", "packages/*/test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "packages/core/**"],
          testTimeout: 60_000
        }
      }
    ]
  }
})
