import type { Preset } from "./Preset.ts"

/** Salesforce. */
export const salesforce: Preset = { title: "Salesforce", kinds: {} }
