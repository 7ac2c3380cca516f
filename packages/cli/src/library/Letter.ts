/** Letters of a new workspace: a subject, a line for the inbox and a few sentences, written out as a template. */

/** One letter in one language. Texts may hold fields of templates. */
export interface Letter {
  readonly subject: string
  readonly preheader: string
  /** One entry a paragraph. */
  readonly says: ReadonlyArray<string>
}

/** A letter in the languages of the sample. */
export interface Bilingual {
  readonly en: Letter
  readonly ru: Letter
}

/** What a play brings along beside its program. */
export interface Starter {
  /** By slot. */
  readonly letters: Readonly<Record<string, Bilingual>>
  /** Cases for `abm test`, over the sample's clients. */
  readonly cases: string
}

const greeting = { en: "Hello {{contact.name}},", ru: "Здравствуйте, {{contact.name}}!" } as const

/** The file of a letter: it uses the layout and the foot of the sample. */
export const template = ({ preheader, says, subject }: Letter, locale: "en" | "ru", topic: string): string => `---
subject: ${JSON.stringify(subject)}
preheader: ${JSON.stringify(preheader)}
locale: ${locale}
topic: ${topic}
layout: letter
---
<p>${greeting[locale]}</p>
${says.map((text) => `<p>${text}</p>`).join("\n")}
<p>{{default manager.name sender.name}}</p>
{{> foot.${locale}}}
`
