import type { Preset } from "./Preset.ts"

/** Bitrix24. */
export const bitrix24: Preset = { title: "Bitrix24", kinds: {} }
