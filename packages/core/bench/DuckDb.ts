/** ABC-XYZ in SQL, of the same definition: what DuckDB is asked in the benchmarks. */
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api"
import type * as Window from "../src/analysis/Window.ts"
import * as Answer from "./Answer.ts"

/** A connection to a database in memory. */
export const connect = async (): Promise<DuckDBConnection> => (await DuckDBInstance.create(":memory:")).connect()

/**
 * Makes the table `result` from a query with account (null for nobody), day (DATE) and minor (BIGINT), for a window of
 * whole months. Sums are exact;
 * the variation is compared as a double, which is quicker than the exact comparison and agrees on these data.
 */
export const analyze = (orders: string, { from, to }: Window.Window): string => `
  create or replace temp table result as
  with monthly as (
    select account,
      case when day >= date '${from}' and day < date '${to}'
        then date_diff('month', date '${from}', day) else -1 end as period,
      sum(minor)::bigint as total, count(*) as orders, max(minor) > 0 as positive,
      min(day) as first, max(day) as last
    from (${orders}) where account is not null group by account, period
  ), tallied as (
    select account,
      sum(total) filter (period >= 0)::bigint as measure,
      sum(orders) filter (period >= 0)::int as orders,
      min(first) filter (period >= 0) as first,
      max(last) filter (period >= 0) as last,
      count(*) filter (period >= 0 and positive)::int as active,
      date_diff('month', date '${from}', date '${to}') - greatest(0, date_diff('month', date '${from}', min(first)))::int as periods,
      sum(total::double * total) filter (period >= 0) as squares
    from monthly group by account having max(period) >= 0
  ), spread as (
    select *,
      case when measure > 0 and periods > 0
        then sqrt(greatest(0, periods * squares - measure::double * measure)) / measure end as variation,
      sum(greatest(measure, 0)) over ()::bigint as positive,
      coalesce(sum(greatest(measure, 0)) over (
        order by measure desc range between unbounded preceding and current row exclude group), 0)::bigint as before
    from tallied
  )
  select account, measure, orders, first, last, active, periods,
    case when measure > 0 then measure::double / positive else 0 end as share,
    case when measure > 0 then before::double / positive else 1 end as share_before,
    case when measure <= 0 then 'C' when before * 100 < 80 * positive then 'A'
      when before * 100 < 95 * positive then 'B' else 'C' end as abc,
    case when periods < 3 then 'Z' when active * 100 >= 75 * periods then 'X'
      when active * 100 >= 33 * periods then 'Y' else 'Z' end as by_frequency,
    case when periods < 3 or variation is null then 'Z' when variation <= 0.5 then 'X'
      when variation <= 1 then 'Y' else 'Z' end as by_variation,
    case when periods < 3 then 'too-short' when variation is null then 'no-mean' end as undetermined
  from spread order by measure desc, account`

/** What the table holds, to be compared. */
export const answerOf = async (
  connection: DuckDBConnection,
  idOf: (account: string) => string,
  extra?: string
): Promise<string> => {
  const answer = Answer.make()
  const read = await connection.stream(
    `select account::varchar, measure::double, share, share_before, abc, by_frequency, by_variation, undetermined,
      active, periods, orders, first::varchar, last::varchar from result`
  )
  for await (const rows of read.yieldRowsJs()) {
    for (const row of rows) {
      answer.add({
        id: idOf(String(row[0])),
        measure: Number(row[1]),
        share: Number(row[2]),
        shareBefore: Number(row[3]),
        abc: String(row[4]),
        byFrequency: String(row[5]),
        byVariation: String(row[6]),
        undetermined: row[7] === null ? null : String(row[7]),
        active: Number(row[8]),
        periods: Number(row[9]),
        orders: Number(row[10]),
        first: String(row[11]),
        last: String(row[12])
      })
    }
  }
  return answer.text(extra)
}
