/** What a preset is: data about the exports of one program, nothing that runs. */
import type { KindName } from "../RecordKind.ts"
import type { Column, Source } from "../Source.ts"

/** The exports of one kind of records. */
export interface PresetKind {
  /** By field, the columns that may give it: the first that the header has, in any case and with any signs. */
  readonly columns: Readonly<Record<string, ReadonlyArray<Column>>>
  /** How the program writes its files, where it always does. */
  readonly reading?: Partial<Pick<Source, "split" | "dateFormat" | "decimal" | "blank">>
  /** Columns that say nothing about the record and do not become attributes. */
  readonly ignore?: ReadonlyArray<string>
  /** Columns that only this program writes for this kind: by them a file is recognised. */
  readonly signs: ReadonlyArray<string>
}

/** The exports of one program. */
export interface Preset {
  /** What people call the program. */
  readonly title: string
  readonly kinds: Readonly<Partial<Record<KindName, PresetKind>>>
}
