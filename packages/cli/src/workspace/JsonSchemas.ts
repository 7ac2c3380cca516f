/** JSON Schemas of the files that people write, made from the schemas that decode them: editors complete and check by them. */
import { type Calendar, type Money, Program } from "@market-of-one/core"
import * as Schema from "effect/Schema"
import { Config } from "./Config.ts"
import * as TestCase from "./TestCase.ts"

/** Zone and currency make no difference to how a file is written. */
const reading = { zone: "UTC" as Calendar.Zone, currency: "EUR" as Money.Currency }

const documentOf = (title: string, schema: Schema.Top): string => {
  const { definitions, schema: body } = Schema.toJsonSchemaDocument(schema, { onExcessProperty: "error" })
  const document = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title,
    ...body,
    ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions })
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** The schemas as text, by file name. */
export const files = (): Readonly<Record<string, string>> => ({
  "abm.schema.json": documentOf("abm.yaml", Config),
  "program.schema.json": documentOf("A program of account-based marketing", Program.Program),
  "test.schema.json": documentOf("Test cases of a workspace", TestCase.schemaOf(reading))
})
