/** What a play of the library is: a program written out, with a few things left to whoever takes it. */
import type { WrittenProgram } from "../Define.ts"

/** What differs from workspace to workspace. */
export interface PlayOptions {
  /** The consent topic of its promotional messages. */
  readonly topic: string
  /** What the names of its templates begin with; the play's id and a slash unless said. */
  readonly templates?: string
  /** The first day on which accounts may enter, and the last on which it may send; open on both sides unless said. */
  readonly startsOn?: string
  readonly endsOn?: string
  /** Against other programs; the play's own unless said. */
  readonly priority?: number
}

/** One play. */
export interface LibraryPlay {
  /** Also the id of the program that it writes. */
  readonly id: string
  readonly name: string
  /** For whom it is and what it does, in one sentence. */
  readonly summary: string
  /** Its slots; each has the templates `slot.en` and `slot.ru`. */
  readonly slots: ReadonlyArray<string>
  /** The program, to be changed at will before it is defined. */
  readonly of: (options: PlayOptions) => WrittenProgram
}

const days = ({ endsOn, startsOn }: PlayOptions) => ({
  ...(startsOn === undefined ? {} : { startsOn }),
  ...(endsOn === undefined ? {} : { endsOn })
})

const slotOf = (prefix: string, name: string) => ({
  variants: [{ id: "ru", when: 'contact.language == "ru"', template: `${prefix}${name}.ru` }],
  fallback: { template: `${prefix}${name}.en` }
})

type Body<Slot extends string> = Pick<WrittenProgram<Slot>, "objective" | "audience" | "entry" | "plays"> & {
  readonly priority: number
}

/** A play from its body: ids, days and slots are filled in. */
export const make = <const Slot extends string>(
  about: Pick<LibraryPlay, "id" | "name" | "summary"> & { readonly slots: ReadonlyArray<Slot> },
  body: Body<NoInfer<Slot>>
): LibraryPlay => ({
  ...about,
  of: (options) => {
    const { audience, entry, objective, plays, priority } = body
    const prefix = options.templates ?? `${about.id}/`
    const program: WrittenProgram = {
      id: about.id,
      name: about.name,
      objective,
      topic: options.topic,
      audience,
      priority: options.priority ?? priority,
      ...days(options),
      ...(entry === undefined ? {} : { entry }),
      plays,
      slots: Object.fromEntries(about.slots.map((name) => [name, slotOf(prefix, name)]))
    }
    return program
  }
})
