/** Handlebars templates: compile, check, render. */
export * as FieldTree from "./FieldTree.ts"
export * as HandlebarsRenderer from "./HandlebarsRenderer.ts"
export * as TemplateFile from "./TemplateFile.ts"
export * as TemplateSet from "./TemplateSet.ts"
