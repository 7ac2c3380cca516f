import type { Preset } from "./Preset.ts"

/** amoCRM. */
export const amocrm: Preset = { title: "amoCRM", kinds: {} }
