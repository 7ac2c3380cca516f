import type { Preset } from "./Preset.ts"

/** 1C. */
export const oneC: Preset = { title: "1C", kinds: {} }
