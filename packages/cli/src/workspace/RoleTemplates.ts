/** The role templates of a workspace: `roleTemplates` of `abm.yaml` for the products of its data. */
import { type RecordBook, RoleTemplate } from "@market-of-one/core"
import type { Config } from "./Config.ts"

/** The template of all offerings, those of some, and what is wrong with them. */
export const of = (workspace: {
  readonly config: Pick<Config, "roleTemplates">
  readonly records: RecordBook.RecordBook
}): RoleTemplate.Chosen =>
  RoleTemplate.choose(
    workspace.config.roleTemplates,
    workspace.records.records.products.map(({ record }) => record)
  )
