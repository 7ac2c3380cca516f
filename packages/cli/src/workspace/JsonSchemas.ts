/** JSON Schemas of the files that people write, made from the schemas that decode them: editors complete and check by them. */
import { Program } from "@market-of-one/core"
import * as Schema from "effect/Schema"
import { Config } from "./Config.ts"

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
  "program.schema.json": documentOf("A program of account-based marketing", Program.Program)
})
