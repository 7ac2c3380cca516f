/** The messages of a store, read from its table and not through the library. */
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

/** States by message id. */
export const states = (directory: string, name = "state.db"): ReadonlyMap<string, string> => {
  const database = new DatabaseSync(join(directory, ".abm", name), { readOnly: true })
  const rows = database.prepare("SELECT message_id AS id, state FROM message").all()
  database.close()
  return new Map(rows.map(({ id, state }) => [String(id), String(state)]))
}

/** Message ids of the live store by state. */
export const byState = (directory: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>()
  for (const [id, state] of states(directory)) found.set(state, (found.get(state) ?? new Set()).add(id))
  return found
}

/** Whether nobody is writing to the live store at this moment. */
export const isFree = (directory: string): boolean => {
  const database = new DatabaseSync(join(directory, ".abm", "state.db"), { timeout: 0 })
  try {
    database.exec("BEGIN IMMEDIATE; ROLLBACK")
    return true
  } catch {
    return false
  } finally {
    database.close()
  }
}
