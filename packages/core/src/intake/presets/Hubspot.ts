import type { Preset } from "./Preset.ts"

/** HubSpot. */
export const hubspot: Preset = { title: "HubSpot", kinds: {} }
