/**
 * How one file writes dates and amounts: as its source declares, or as the first row says that has only one reading.
 * While cells with two readings stand undecided the notation is open and nothing may be read; a file whose rows decide
 * for two notations, or whose rows never decide, ends in a question.
 */
import type * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Money from "../kernel/Money.ts"
import * as Dates from "./Dates.ts"
import * as Reading from "./Reading.ts"

/** What a source declares about its notation. */
export interface Declared {
  readonly file?: string
  readonly currency: Money.Currency
  /** The decimal sign. Without it a row that has one reading decides; where none does the file asks. */
  readonly decimal?: "." | ","
  readonly thousands?: string
  /** How dates are written, such as `dd.MM.yyyy`. Without it ISO 8601, or the order that a row decides. */
  readonly dateFormat?: string
  /** The reporting zone, in which an instant becomes a day. */
  readonly zone?: Calendar.Zone
}

/** The notation of one file while it is read. */
export interface Notation {
  /** Takes note of the cells of a row: the date, the amounts. Once settled it costs nothing. */
  readonly see: (date: string | undefined, amounts: ReadonlyArray<string>, line: number) => void
  /** Looks again at cells that could not be read: they may show that the file is written in two ways. */
  readonly doubt: (date: string | undefined, amounts: ReadonlyArray<string>, line: number) => void
  /** Whether a cell with two readings waits for a row that decides. */
  readonly isOpen: () => boolean
  /** Whether the order of day and month is declared or decided; dates that read one way only need neither. */
  readonly isDateKnown: () => boolean
  /** The decimal sign, once it is declared or decided. */
  readonly decimal: () => "." | "," | undefined
  /** The day number of a date, or why it is none. */
  readonly day: (text: string) => number | Dates.Fault
  /** The minor units of an amount, or why it is none. */
  readonly minor: (text: string) => number | Money.Fault
  /** Errors that ask the owner of the file; `last` also asks what no row has decided. */
  readonly questions: (last: boolean) => ReadonlyArray<Finding.Finding>
  /** What rows have decided, as findings to read. */
  readonly findings: () => ReadonlyArray<Finding.Finding>
}

/** The notation of a file that is about to be read. */
export const make = (declared: Declared): Notation => {
  const { currency, zone } = declared
  const place: Finding.Place = declared.file === undefined ? {} : { file: declared.file }
  const dates = Reading.dateSettler()
  const decimals = Reading.decimalSettler(currency)
  const format = declared.dateFormat === undefined ? undefined : Dates.format(declared.dateFormat, zone)
  let dateKnown = declared.dateFormat !== undefined
  let decimalKnown = declared.decimal !== undefined
  // Before a row decides, either order reads the same: cells for which it matters wait.
  let readDay = format ?? Dates.ordered("dd/MM/yyyy", zone)
  let notation: Money.Notation = {
    decimal: declared.decimal ?? ".",
    ...(declared.thousands === undefined ? {} : { thousands: declared.thousands })
  }
  let open = false

  const settle = (): void => {
    const date = dates.result()
    const decimal = decimals.result()
    if (!dateKnown && date.state === "settled") {
      dateKnown = true
      readDay = Dates.ordered(date.choice, zone)
    }
    if (!decimalKnown && decimal.state === "settled") {
      decimalKnown = true
      notation = { ...notation, decimal: decimal.choice }
    }
    open = (!dateKnown && date.state === "open") || (!decimalKnown && decimal.state === "open")
  }
  const decided = (): ReadonlyArray<readonly [field: string, choice: string, by: Reading.Cell, option: string]> => {
    const date = dates.result()
    const decimal = decimals.result()
    const list: Array<readonly [string, string, Reading.Cell, string]> = []
    if (date.state === "settled") list.push(["date", date.choice, date.by, "dateFormat"])
    if (decimal.state === "settled" && decimal.choice === ",")
      list.push(["amount", "decimal comma", decimal.by, "decimal"])
    return list
  }

  return {
    see: (date, amounts, line) => {
      let changed = false
      if (!dateKnown && date !== undefined) changed = dates.see(date, line)
      if (!decimalKnown) for (const amount of amounts) changed = decimals.see(amount, line) || changed
      if (changed) settle()
    },
    doubt: (date, amounts, line) => {
      if (declared.dateFormat === undefined && date !== undefined) dates.see(date, line)
      if (declared.decimal === undefined) for (const amount of amounts) decimals.see(amount, line)
    },
    isOpen: () => open,
    isDateKnown: () => dateKnown,
    decimal: () => (decimalKnown ? notation.decimal : undefined),
    day: (text) => readDay(text),
    minor: (text) => Money.parseMinor(text, currency, notation),
    questions: (last) => {
      if (declared.dateFormat !== undefined && format === undefined) {
        const message = `dateFormat "${declared.dateFormat}" does not say where day, month and year stand`
        return [{ severity: "error", rule: "import/date-format", message, advice: "write it like dd.MM.yyyy", place }]
      }
      const asked = [
        Reading.question(dates.result(), "dateFormat", { ...place, field: "date" }),
        Reading.question(decimals.result(), "decimal", { ...place, field: "amount" })
      ]
      return asked.filter(
        (finding): finding is Finding.Finding => finding !== undefined && (last || finding.rule !== Reading.undecided)
      )
    },
    findings: () =>
      decided().map(([field, choice, by, option]) => ({
        severity: "info",
        rule: "import/settled-by-row",
        message: `${field} is read as ${choice} because "${by.value.trim()}" has no other reading`,
        advice: `declare \`${option}\` so that it does not hang on this row`,
        place: { ...place, line: by.line, field }
      }))
  }
}
