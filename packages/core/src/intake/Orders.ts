/**
 * Orders out of a delimited file: each row read by the source's declarations, bad rows set aside with their reason, the
 * good ones going on. The file passes through chunk by chunk; only rows whose date or amount nobody can read yet wait.
 *
 * Two readers share the work and give the same: `PlainRows` takes from the bytes what is written as most rows are, and
 * the careful one here, over text, takes all other rows and says what is wrong with a row.
 */
import { isUtf8 } from "node:buffer"
import type * as Finding from "../kernel/Finding.ts"
import * as Money from "../kernel/Money.ts"
import * as Csv from "./Csv.ts"
import * as Dates from "./Dates.ts"
import * as NameCodes from "./NameCodes.ts"
import * as Notation from "./Notation.ts"
import * as OrderColumns from "./OrderColumns.ts"
import * as OrderCurrency from "./OrderCurrency.ts"
import * as PlainRows from "./PlainRows.ts"
import * as Reading from "./Reading.ts"
import type * as Rejects from "./Rejects.ts"
import * as Repeats from "./Repeats.ts"
import * as Spellings from "./Spellings.ts"

/**
 * The fields of an order that a column can give. `id` tells rows apart, `order` groups the lines of one order, `currency`
 * must be that of the source in every row.
 */
export type Field =
  | "id"
  | "account"
  | "order"
  | "date"
  | "amount"
  | "cost"
  | "currency"
  | "product"
  | "channel"
  | "region"

/** What a source declares. Only the columns of `date` and `amount` and the currency are needed. */
export interface Source extends Csv.Options, Notation.Declared {
  readonly columns: Reading.Columns<Field>
  readonly blank?: ReadonlyArray<string>
  /** The currency is that of the rows and of nobody's declaration: a row that names none is set aside. */
  readonly isCurrencyOfRows?: boolean
}

/** One order or order line. `day` counts from 1970-01-01; amounts are minor units; returns are negative. */
export type OrderRow = OrderColumns.OrderRow

/** Rows taken and rows set aside, in the order of the file. */
export interface Batch {
  readonly columns: OrderColumns.OrderColumns
  /** The same rows as objects, made when asked for. */
  readonly orders: ReadonlyArray<OrderRow>
  readonly rejected: ReadonlyArray<Rejects.Rejected>
}

/** The end of a file. */
export interface End extends Batch {
  /** Orders taken earlier that a later row of the same id contradicts, as their place among all taken, from 0. */
  readonly withdrawn: ReadonlyArray<number>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** Reads one file: push its chunks in order, then end. */
export interface Reader {
  readonly push: (chunk: Uint8Array | string) => Batch
  readonly end: () => End
  readonly header: () => Csv.Header | undefined
  /** Questions that must be answered before the file can be read; empty when there are none. */
  readonly questions: () => ReadonlyArray<Finding.Finding>
}

const lineFeed = 10

/** Rows that may wait for one that decides how dates or amounts are written. */
const mostPending = 200_000

interface Fault {
  readonly field: Field
  readonly rule: string
  readonly reason: string
}

const amountFaults: Readonly<Record<Money.Fault, string>> = {
  empty: "there is no amount",
  "not-a-number": "it is not an amount",
  scientific: "it is in scientific notation: the digits behind it are lost",
  "too-large": "it passes 2^53 minor units",
  foreign: "it names another currency than the source declares"
}

const isFault = (value: OrderRow | Fault): value is Fault => "rule" in value

const equalCells = (a: Csv.Row, b: Csv.Row): boolean =>
  a.cells.length === b.cells.length && a.cells.every((cell, at) => cell.trim() === b.cells[at]?.trim())

/** A reader of one file of orders; see the module's comment. */
export const reader = (source: Source): Reader => {
  const csv = Csv.reader(source)
  const blank = Reading.blanks(source.blank)
  const place: Finding.Place = source.file === undefined ? {} : { file: source.file }
  const notation = Notation.make(source)

  let questions: ReadonlyArray<Finding.Finding> = notation.questions(false)
  let places: Reading.Places<Field> | undefined
  let pending: Array<Csv.Row> = []
  const rows = OrderColumns.empty()
  const names = NameCodes.ofColumns(source.columns, blank)
  const hasCost = source.columns.cost !== undefined
  let plain: PlainRows.Read | undefined
  let rejected: Array<Rejects.Rejected> = []
  let taken = 0
  const repeats = Repeats.make(blank, () => csv.header()?.delimiter ?? ",")
  const withdrawn: Array<number> = []
  /** Rows without a date whose amount can be read: totals, if the sum agrees at the end. */
  const undated: Array<{ readonly row: Csv.Row; readonly minor: number }> = []
  let sumTaken = 0
  let sumReadable = 0

  const cell = (row: Csv.Row, field: Field): string | undefined => {
    const at = places?.[field]
    return at === undefined ? undefined : row.cells[at]
  }
  const reject = (row: Csv.Row, rule: string, reason: string, field?: Field): void => {
    const at = field === undefined ? undefined : places?.[field]
    const value = at === undefined ? undefined : (row.cells[at] ?? "")
    rejected.push({
      row,
      rule,
      reason,
      ...place,
      ...(at === undefined ? {} : { column: at + 1 }),
      ...(field === undefined ? {} : { field }),
      ...(value === undefined ? {} : { value })
    })
  }

  const amountsOf = (row: Csv.Row): ReadonlyArray<string> =>
    [cell(row, "amount"), cell(row, "cost")].filter(
      (value): value is string => value !== undefined && !blank.has(value.trim())
    )

  const readAmount = (row: Csv.Row, field: "amount" | "cost"): number | undefined | Fault => {
    const value = Reading.text(cell(row, field), blank)
    const minor = value === undefined ? "empty" : notation.minor(value)
    if (typeof minor === "number") return minor
    if (minor === "empty" && field === "cost") return undefined
    return {
      field,
      rule: minor === "scientific" ? "import/scientific" : "import/bad-amount",
      reason: amountFaults[minor]
    }
  }
  const readRow = (row: Csv.Row): OrderRow | Fault => {
    for (const field of ["id", "account", "order", "product"] as const) {
      const value = cell(row, field)
      if (value !== undefined && value.length > 3 && Reading.isScientific(value.trim())) {
        return { field, rule: "import/scientific", reason: Reading.scientificId }
      }
    }
    const text = cell(row, "date") ?? ""
    const day = blank.has(text.trim()) ? "empty" : notation.day(text)
    if (typeof day === "string") return { field: "date", rule: "import/bad-date", reason: Dates.explain[day] }
    const minor = readAmount(row, "amount")
    if (typeof minor === "object") return minor
    const cost = readAmount(row, "cost")
    if (typeof cost === "object") return cost
    return {
      line: row.line,
      account: Reading.text(cell(row, "account"), blank),
      order: Reading.text(cell(row, "order"), blank),
      day,
      minor: minor ?? 0,
      cost,
      product: Reading.text(cell(row, "product"), blank),
      channel: Reading.text(cell(row, "channel"), blank),
      region: Reading.text(cell(row, "region"), blank)
    }
  }

  /** Whether the row may be taken as far as its id goes; if not it has been set aside. */
  const isFirst = (row: Csv.Row): boolean => {
    const id = Reading.text(cell(row, "id"), blank)
    if (id === undefined) return true
    const number = repeats.numberOf(id)
    const before = repeats.first(number)
    if (before === undefined) {
      repeats.keep(number, taken, row)
      return true
    }
    if (!before.isContradicted && equalCells(before.row, row)) {
      reject(row, "import/repeated", `the row repeats line ${before.row.line}`, "id")
      return false
    }
    if (!before.isContradicted) {
      repeats.contradict(number)
      withdrawn.push(before.place)
      reject(before.row, "import/contradicted", `line ${row.line} has the same id and other values`, "id")
    }
    reject(row, "import/contradicted", `line ${before.row.line} has the same id and other values`, "id")
    return false
  }

  const add = (order: OrderRow): void => {
    OrderColumns.reserve(rows, 1)
    const at = rows.size
    rows.line[at] = order.line
    rows.day[at] = order.day
    rows.minor[at] = order.minor
    rows.cost[at] = order.cost ?? Number.NaN
    for (const { codes, field } of names) rows.codes[field][at] = codes.codeOf(order[field])
    rows.size = at + 1
  }

  const isInRows = source.columns.currency !== undefined && source.isCurrencyOfRows === true
  const currencies = OrderCurrency.make(source.currency, blank, isInRows)
  /** Whether the row's currency speaks against taking it. */
  const isForeign = (row: Csv.Row): boolean => {
    const text = Reading.text(cell(row, "currency"), blank)
    const currency = currencies.check(text)
    // Rows without a date are taken in no currency.
    if (currency === undefined || blank.has((cell(row, "date") ?? "").trim())) return false
    if (questions.length > 0) return true
    if (currency === Money.noCurrency) {
      const reason = text === undefined ? OrderCurrency.absent : OrderCurrency.bad
      reject(row, "import/bad-currency", reason, "currency")
    } else {
      const at = { ...place, line: row.line, field: "currency" }
      questions = [OrderCurrency.question(source.currency, currency, at)]
    }
    return true
  }

  const take = (row: Csv.Row): void => {
    if (row.fault !== undefined) return reject(row, `import/${row.fault}`, Csv.explain[row.fault])
    if (isForeign(row)) return
    const order = readRow(row)
    if (isFault(order)) {
      const minor = order.field === "amount" ? undefined : readAmount(row, "amount")
      if (order.field === "date" && typeof minor === "number" && Reading.text(cell(row, "date"), blank) === undefined) {
        undated.push({ row, minor })
        return
      }
      if (typeof minor === "number") sumReadable += minor
      // What fails here may be written another way: then the file holds two notations, and that is a question.
      notation.doubt(cell(row, "date"), amountsOf(row), row.line)
      return reject(row, order.rule, order.reason, order.field)
    }
    sumReadable += order.minor
    if (!isFirst(row)) return
    sumTaken += order.minor
    taken += 1
    add(order)
  }

  const consume = (rows: ReadonlyArray<Csv.Row>): void => {
    for (const row of rows) {
      if (row.fault === undefined) notation.see(cell(row, "date"), amountsOf(row), row.line)
      if (notation.isOpen()) {
        pending.push(row)
        if (pending.length >= mostPending) return
        continue
      }
      for (const waiting of pending) take(waiting)
      pending = []
      take(row)
    }
  }

  const read = (rows: ReadonlyArray<Csv.Row>): void => {
    const header = csv.header()
    if (places === undefined && header !== undefined && questions.length === 0) {
      const located = Reading.locate(header, source.columns, source.file)
      places = located.places
      questions = located.findings
    }
    if (questions.length === 0 && csv.problem() === undefined) consume(rows)
  }
  const ask = (last: boolean): void => {
    if (questions.length > 0) return
    const problem = csv.problem()
    questions = problem === undefined ? notation.questions(last || pending.length >= mostPending) : [problem]
  }
  /** How plain rows are read, as soon as that is settled; files that are not UTF-8 have none. */
  const plainReader = (): PlainRows.Read | undefined => {
    const header = csv.header()
    if (header === undefined || places === undefined) return undefined
    const { amount, cost, date, id } = places
    const delimiter = header.delimiter.charCodeAt(0)
    const isAscii = header.delimiter.length === 1 && delimiter < 128
    // Where digits may mean nothing every row is read with care.
    const isSubtle = [...blank].some((spelling) => /\d/u.test(spelling))
    if (date === undefined || amount === undefined || !isAscii || isSubtle || csv.encoding() !== "utf-8")
      return undefined
    return PlainRows.make({
      width: header.names.length,
      delimiter,
      date,
      amount,
      cost,
      names: names.flatMap(({ codes, field }) => {
        const at = places?.[field]
        return at === undefined ? [] : [{ place: at, field, codes: codes.spellings }]
      }),
      currency: places.currency === undefined ? undefined : { place: places.currency, codes: currencies.spellings },
      repeats: id === undefined ? undefined : { place: id, known: repeats },
      dayOf: (text) => {
        if (blank.has(text.trim())) return PlainRows.odd
        // A date with two readings may decide for the whole file.
        if (!notation.isDateKnown() && Dates.ordersOf(text).length > 0) return Spellings.unjudged
        const day = notation.day(text)
        return typeof day === "number" ? day : PlainRows.odd
      },
      minorOf: (text) => {
        const minor = notation.minor(text)
        return typeof minor === "number" ? minor : Number.NaN
      },
      decimal: () => notation.decimal()?.charCodeAt(0) ?? 0,
      digits: Money.decimals(source.currency),
      into: rows
    })
  }

  /** Reads plain rows up to `to`; returns where they end. */
  const readPlain = (bytes: Uint8Array, from: number, to: number): number => {
    if (to <= from || questions.length > 0 || !csv.isIdle() || notation.isOpen()) return from
    plain ??= plainReader()
    if (plain === undefined) return from
    const before = rows.size
    const end = plain(bytes, from, to, { line: csv.line(), place: taken })
    for (let at = before; at < rows.size; at += 1) {
      sumTaken += rows.minor[at] ?? 0
      sumReadable += rows.minor[at] ?? 0
    }
    csv.skip(rows.size - before)
    taken += rows.size - before
    return end
  }

  const readBytes = (bytes: Uint8Array): void => {
    const lines = bytes.lastIndexOf(lineFeed) + 1
    let isText: boolean | undefined
    let at = 0
    /** Bytes that go to the careful reader beyond one line: none where odd rows stand alone, more where they abound. */
    let more = 0
    while (at < bytes.length) {
      const from = at
      if (csv.header() !== undefined) isText ??= isUtf8(bytes.subarray(at, lines))
      if (isText === true) at = readPlain(bytes, at, lines)
      if (at === bytes.length) return
      if (at - from > 256) more = 0
      const line = isText === false ? -1 : bytes.indexOf(lineFeed, at + more)
      const end = line < 0 ? bytes.length : line + 1
      read(csv.push(bytes.subarray(at, end)))
      more = Math.min(2 * more + 256, 1 << 16)
      at = end
    }
  }

  const flush = (): Batch => {
    const named = Object.fromEntries(names.map(({ codes, field }) => [field, codes.names]))
    const columns = OrderColumns.taken(rows, questions.length > 0 ? 0 : rows.size, named, hasCost)
    const batch = { columns, rejected: questions.length > 0 ? [] : rejected }
    rejected = []
    let objects: ReadonlyArray<OrderRow> | undefined
    return {
      ...batch,
      get orders() {
        return (objects ??= OrderColumns.rowsOf(columns))
      }
    }
  }

  return {
    push: (chunk) => {
      if (typeof chunk === "string") read(csv.push(chunk))
      else readBytes(chunk)
      ask(false)
      return flush()
    },
    end: () => {
      read(csv.end())
      ask(true)
      for (const { minor, row } of undated) {
        if (minor === sumTaken || minor === sumReadable) {
          reject(row, "import/totals-row", "the row has no date and its amount is the sum of the column", "amount")
        } else reject(row, "import/bad-date", Dates.explain.empty, "date")
      }
      repeats.clear()
      rejected.sort((a, b) => a.row.line - b.row.line)
      return Object.assign(flush(), { withdrawn, findings: notation.findings() })
    },
    header: csv.header,
    questions: () => questions
  }
}
