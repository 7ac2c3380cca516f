/**
 * Tests on real data run where `ABM_REAL_DATA` names the folder that holds it (`orders`, `crm`, `bounces`), and are
 * skipped, by name, everywhere else.
 */
import { describe } from "@effect/vitest"

/** The folder with the real data, or undefined on a machine that has none. */
const realData: string | undefined = process.env["ABM_REAL_DATA"] || undefined

/** A `describe` over the real data; without it the block is skipped and the end of the run says so. */
export const describeRealData = (name: string, tests: (folder: string) => void): void => {
  const folder = realData
  if (folder === undefined) describe.skip(`${name} needs ABM_REAL_DATA`, () => {})
  else describe(name, () => tests(folder))
}
