/** The workspace of `abm init` in a folder of its own, with some files changed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, assert } from "@effect/vitest"
import * as SampleContent from "../src/sample/SampleContent.ts"
import * as SampleData from "../src/sample/SampleData.ts"
import * as SampleTests from "../src/sample/SampleTests.ts"

/** All files of the sample, by path. */
export const files: Readonly<Record<string, string>> = {
  ...SampleContent.files(),
  ...SampleData.files(),
  ...SampleTests.files()
}

const made: Array<string> = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true })
})

/** A fresh folder with the sample; it goes when the tests of the file are over. */
export const folder = (changes: Readonly<Record<string, string>> = {}): string => {
  const root = mkdtempSync(join(tmpdir(), "sample-"))
  made.push(root)
  for (const [path, text] of Object.entries({ ...files, ...changes })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A file of the sample with a text in it replaced, which has to be there. */
export const replaced = (path: string, from: string, to: string): Readonly<Record<string, string>> => {
  const text = files[path] ?? ""
  assert.include(text, from)
  return { [path]: text.replace(from, to) }
}
