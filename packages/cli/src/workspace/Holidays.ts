/** Holidays of a workspace: `holidays/*.csv` with country, day and name; the country `*` means everywhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Calendar, Csv, type Finding, Reading } from "@market-of-one/core"

/** Days by country, sorted, and what could not be read. */
export interface Holidays {
  readonly byCountry: Readonly<Record<string, ReadonlyArray<Calendar.Day>>>
  readonly findings: ReadonlyArray<Finding.Finding>
}

const bad = (message: string, place: Finding.Place): Finding.Finding => ({
  severity: "error",
  rule: "workspace/holiday",
  message,
  advice:
    "a row names a country of two letters (or *), a day as YYYY-MM-DD, and the holiday: DE,2026-12-25,Christmas Day",
  place
})

/** Reads one file of holidays. */
export const parse = (text: Uint8Array | string, file: string): Holidays => {
  const table = Csv.parse(text, { file })
  if (!("rows" in table)) return { byCountry: {}, findings: [table] }
  const located = Reading.locate(table.header, { country: "country", day: "day" }, file)
  if (located.findings.length > 0) return { byCountry: {}, findings: located.findings }
  const days = new Map<string, Set<Calendar.Day>>()
  const findings: Array<Finding.Finding> = []
  for (const row of table.rows) {
    const country = row.cells[located.places.country ?? -1]?.trim() ?? ""
    const day = row.cells[located.places.day ?? -1]?.trim() ?? ""
    if (!/^(?:[A-Z]{2}|\*)$/u.test(country))
      findings.push(bad(`"${country}" is not a country`, { file, line: row.line, field: "country" }))
    else if (!Calendar.isDay(day)) findings.push(bad(`"${day}" is not a day`, { file, line: row.line, field: "day" }))
    else days.set(country, (days.get(country) ?? new Set()).add(day as Calendar.Day))
  }
  return { byCountry: Object.fromEntries([...days].map(([country, own]) => [country, [...own].toSorted()])), findings }
}

/** Days of several sources together, by country, sorted, each once. */
export const joined = (all: ReadonlyArray<Holidays>): Holidays => {
  const byCountry: Record<string, ReadonlyArray<Calendar.Day>> = {}
  for (const one of all) {
    for (const [country, days] of Object.entries(one.byCountry)) {
      byCountry[country] = [...new Set([...(byCountry[country] ?? []), ...days])].toSorted()
    }
  }
  return { byCountry, findings: all.flatMap((one) => one.findings) }
}

/** Reads all files of the folder `holidays`, which need not exist. */
export const read = (folder: string): Holidays => {
  const place = join(folder, "holidays")
  if (!existsSync(place)) return { byCountry: {}, findings: [] }
  const names = readdirSync(place).filter((name) => name.endsWith(".csv"))
  return joined(names.toSorted().map((name) => parse(readFileSync(join(place, name)), `holidays/${name}`)))
}
