/** Runs `abm` from source as its users do: a process of its own, with its own streams and exit code. */
import { afterAll } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** What a run left behind. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `abm` with parameters in a folder. */
export const abm = (
  parameters: ReadonlyArray<string>,
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {}
): Ended => {
  const main = join(import.meta.dirname, "../src/main.ts")
  const { FORCE_COLOR: _, ...inherited } = process.env
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ["--conditions=@market-of-one/source", main, ...parameters],
    {
      cwd: options.cwd,
      encoding: "utf8",
      env: { ...inherited, ...options.env },
      maxBuffer: 1 << 28
    }
  )
  return { code: status, stdout, stderr }
}

const folders: Array<string> = []
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true })
})

/** A fresh folder with files in it; it goes when the tests of the file are over. */
export const folder = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const made = mkdtempSync(join(tmpdir(), "abm-"))
  folders.push(made)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(made, name), content)
  return made
}
