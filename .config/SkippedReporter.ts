import type { Reporter, TestModule } from "vitest/node"

/** Names at the end of a run what was skipped in it, one line each: a green run must not hide what it did not look at. */
export class SkippedReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const skipped = modules.flatMap((module) =>
      [...module.children.allSuites()].filter((suite) => suite.options.mode === "skip").map((suite) => suite.fullName)
    )
    for (const name of new Set(skipped)) process.stdout.write(`skipped: ${name}\n`)
  }
}
