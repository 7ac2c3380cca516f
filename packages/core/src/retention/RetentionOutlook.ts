/**
 * What programs and the engine read of the retention wing: where each client stands, its health, its causes, and what is
 * to be done first, in sentences of one language.
 */
import type { Staying } from "../market/AccountMarket.ts"
import type { Locale } from "../market/AnomalyText.ts"
import type { Retention, Row } from "./Retention.ts"
import * as RetentionText from "./RetentionText.ts"

const causesOf = (row: Row | undefined): Staying["causes"] => {
  if (row?.causes === null || row === undefined) return []
  return row.causes.isToAsk ? null : row.causes.found.map(({ cause }) => cause)
}

const actOf = (row: Row | undefined, locale: Locale): Staying["act"] => {
  const act = row?.act ?? null
  const reason = row?.reasons.find(({ rule }) => rule === act?.rule)
  if (act === null || reason === undefined) return null
  return {
    rule: act.rule,
    says: RetentionText.say(reason, locale),
    what: RetentionText.advise(act.rule, locale),
    by: act.by
  }
}

/** What to say of every client, by its id. */
export const of = (retention: Retention, locale: Locale): ReadonlyMap<string, Staying> => {
  const { atRisk, classes, health, lost, regained } = retention
  const rows = new Map([...atRisk, ...lost, ...regained].map((row) => [row.id, row]))
  const scores = new Map(health.map(({ id, score }) => [id, score]))
  return new Map(
    classes.map(({ class: found, id }) => {
      const row = rows.get(id)
      return [
        id,
        {
          class: found === "unknown" ? null : found,
          lostOn: row?.lostOn ?? null,
          health: scores.get(id) ?? null,
          causes: causesOf(row),
          act: actOf(row, locale)
        }
      ]
    })
  )
}
