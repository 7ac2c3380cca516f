/** The messages of a live store, read from its table and not through the library. */
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

/** Message ids by state. */
export const byState = (directory: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const database = new DatabaseSync(join(directory, ".abm", "state.db"))
  const states = new Map<string, Set<string>>()
  for (const { id, state } of database.prepare("SELECT message_id AS id, state FROM message").all())
    states.set(String(state), (states.get(String(state)) ?? new Set()).add(String(id)))
  database.close()
  return states
}
