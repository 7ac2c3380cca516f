/**
 * Presets: the exports of programs that many companies use, with the columns and values that these programs write. A
 * source names one with `preset: hubspot`; its own `columns` win over the preset's.
 */
import { amocrm } from "./presets/Amocrm.ts"
import { bitrix24 } from "./presets/Bitrix24.ts"
import { hubspot } from "./presets/Hubspot.ts"
import { oneC } from "./presets/OneC.ts"
import type { Preset, PresetKind } from "./presets/Preset.ts"
import { salesforce } from "./presets/Salesforce.ts"
import type { KindName } from "./RecordKind.ts"
import type { PresetName, Source } from "./Source.ts"

/** All presets by the name that a source uses. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  hubspot,
  salesforce,
  bitrix24,
  amocrm,
  "1c": oneC
}

/** What a preset knows of one kind; undefined without a preset, or when the program exports no such records. */
export const kindOf = (preset: PresetName | undefined, kind: KindName): PresetKind | undefined =>
  preset === undefined ? undefined : presets[preset].kinds[kind]

/** The source with what its preset knows of how files are written; what the source declares itself wins. */
export const applied = (kind: KindName, source: Source): Source => {
  const reading = kindOf(source.preset, kind)?.reading
  return reading === undefined ? source : { ...reading, ...source }
}
