/**
 * Public holidays by country from `date-holidays`, which a user installs beside the command line: its texts are under a
 * licence of their own (CC-BY 3.0), so that it does not come with us. Without it the folder `holidays` does the same.
 */
import { Calendar, type Finding } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Holidays } from "./Holidays.ts"
import type { YamlFile } from "./YamlFile.ts"

/** Days by country, or why there are none. */
export type Found = Pick<Holidays, "byCountry" | "findings">

const none: Found = { byCountry: {}, findings: [] }
/** Years that are looked up, counted from the present one: of records of the past, and of plans. */
const [firstYear, lastYear] = [-5, 2]

const optional = async () => (await import("date-holidays")).default
type Library = Awaited<ReturnType<typeof optional>>

/** The public holidays of one country in some years, each day once, sorted; days taken instead of a weekend included. */
export const daysOf = (
  Library: Library,
  country: string,
  years: ReadonlyArray<number>
): ReadonlyArray<Calendar.Day> => {
  const calendar = new Library(country, { types: ["public"] })
  const days = years.flatMap((year) =>
    calendar.getHolidays(year).flatMap(({ date, end, start }) => {
      const first = date.slice(0, "2026-01-01".length) as Calendar.Day
      const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / Calendar.dayMillis))
      return Array.from({ length: count }, (_, at) => Calendar.addDays(first, at))
    })
  )
  return [...new Set(days)].toSorted()
}

const missing = (place: Finding.Place): Finding.Finding => ({
  severity: "error",
  rule: "workspace/holidays-library",
  message: "holidays by country need the package date-holidays, which is not installed",
  advice: "`npm install date-holidays` beside abm, or write the days into holidays/*.csv and take `holidays` out",
  place
})

const unknown = (country: string, place: Finding.Place): Finding.Finding => ({
  severity: "error",
  rule: "workspace/holidays-country",
  message: `date-holidays knows no public holidays of ${country}`,
  advice: "write its days into holidays/*.csv and take the country out of `holidays`",
  place
})

/** The holidays of the countries that `abm.yaml` names; none where it names none. `load` gives the library. */
export const read = Effect.fn("PublicHolidays.read")(function* (
  countries: ReadonlyArray<string>,
  yaml: Pick<YamlFile, "placeOf">,
  load: () => Promise<Library> = optional
) {
  if (countries.length === 0) return none
  const loaded = yield* Effect.result(Effect.tryPromise(load))
  if (loaded._tag === "Failure") {
    const found: Found = { byCountry: {}, findings: [missing(yaml.placeOf(["holidays"]))] }
    return found
  }
  const year = Number(Calendar.showInstant(Calendar.instant(yield* Clock.currentTimeMillis)).slice(0, 4))
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, at) => year + firstYear + at)
  const all = countries.map((country) => [country, daysOf(loaded.success, country, years)] as const)
  const found: Found = {
    byCountry: Object.fromEntries(all),
    findings: all.flatMap(([country, days], at) =>
      days.length === 0 ? [unknown(country, yaml.placeOf(["holidays", "countries", at]))] : []
    )
  }
  return found
})
