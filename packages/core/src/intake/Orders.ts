/**
 * Orders out of a delimited file: each row read by the source's declarations, bad rows set aside with their reason, the
 * good ones going on. The file passes through chunk by chunk; only rows whose date or amount nobody can read yet wait.
 */
import type * as Finding from "../kernel/Finding.ts"
import type * as Money from "../kernel/Money.ts"
import * as Csv from "./Csv.ts"
import * as Dates from "./Dates.ts"
import * as Notation from "./Notation.ts"
import * as Reading from "./Reading.ts"
import type * as Rejects from "./Rejects.ts"

/** The fields of an order that a column can give. `id` tells rows apart, `order` groups the lines of one order. */
export type Field = "id" | "account" | "order" | "date" | "amount" | "cost" | "product" | "channel" | "region"

/** What a source declares. Only the columns of `date` and `amount` and the currency are needed. */
export interface Source extends Csv.Options, Notation.Declared {
  readonly columns: Reading.Columns<Field>
  readonly blank?: ReadonlyArray<string>
}

/** One order or order line. `day` counts from 1970-01-01; amounts are minor units; returns are negative. */
export interface OrderRow {
  readonly line: number
  readonly account: string | undefined
  readonly order: string | undefined
  readonly day: number
  readonly minor: number
  readonly cost: number | undefined
  readonly product: string | undefined
  readonly channel: string | undefined
  readonly region: string | undefined
}

/** Rows taken and rows set aside, in the order of the file. */
export interface Batch {
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

/** Rows that may wait for one that decides how dates or amounts are written. */
const mostPending = 200_000

interface Seen {
  readonly place: number
  readonly row: Csv.Row
  contradicted: boolean
}

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
  let orders: Array<OrderRow> = []
  let rejected: Array<Rejects.Rejected> = []
  let taken = 0
  const seen = new Map<string, Seen>()
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
    const before = id === undefined ? undefined : seen.get(id)
    if (id === undefined || before === undefined) {
      if (id !== undefined) seen.set(id, { place: taken, row, contradicted: false })
      return true
    }
    if (!before.contradicted && equalCells(before.row, row)) {
      reject(row, "import/repeated", `the row repeats line ${before.row.line}`, "id")
      return false
    }
    if (!before.contradicted) {
      before.contradicted = true
      withdrawn.push(before.place)
      reject(before.row, "import/contradicted", `line ${row.line} has the same id and other values`, "id")
    }
    reject(row, "import/contradicted", `line ${before.row.line} has the same id and other values`, "id")
    return false
  }

  const take = (row: Csv.Row): void => {
    if (row.fault !== undefined) return reject(row, `import/${row.fault}`, Csv.explain[row.fault])
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
    orders.push(order)
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

  const read = (rows: ReadonlyArray<Csv.Row>, last: boolean): void => {
    if (questions.length > 0) return
    const header = csv.header()
    const problem = csv.problem()
    if (places === undefined && header !== undefined) {
      const located = Reading.locate(header, source.columns, source.file)
      places = located.places
      questions = located.findings
    }
    if (questions.length === 0 && problem === undefined) consume(rows)
    const given = problem === undefined ? notation.questions(last || pending.length >= mostPending) : [problem]
    questions = [...questions, ...given]
  }
  const flush = (): Batch => {
    const batch = { orders, rejected }
    orders = []
    rejected = []
    return questions.length > 0 ? { orders: [], rejected: [] } : batch
  }

  return {
    push: (chunk) => {
      read(csv.push(chunk), false)
      return flush()
    },
    end: () => {
      read(csv.end(), true)
      for (const { minor, row } of undated) {
        if (minor === sumTaken || minor === sumReadable) {
          reject(row, "import/totals-row", "the row has no date and its amount is the sum of the column", "amount")
        } else reject(row, "import/bad-date", Dates.explain.empty, "date")
      }
      rejected.sort((a, b) => a.row.line - b.row.line)
      return { ...flush(), withdrawn, findings: notation.findings() }
    },
    header: csv.header,
    questions: () => questions
  }
}
