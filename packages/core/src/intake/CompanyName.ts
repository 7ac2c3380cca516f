/** Company names as compared: legal forms off, accents folded, signs gone. Letters that only look alike stay different. */
import * as LegalForms from "./LegalForms.ts"

const english = LegalForms.row(
  "en",
  `Co | Company | Corp | Corporation | LP | LC | PC | PLLC | CIC | Pty | Proprietary | Pte | Pvt | Joint Stock Company |
    Public Limited Company | Limited Partnership`,
  { anywhere: "Inc | Incorporated | LLC | LLP | Ltd | Limited | PLC | Limited Liability Company" }
)

/** With `OOO` and its like, as people without a Russian keyboard write them. */
const russian = LegalForms.row("ru", "и Ко | Ко | Лтд", {
  around: `АО | НАО | ИП | ТОО | ОДО | УП | ЧУП | ЧП | ГУП | МУП | ФГУП | АНО | НКО | КФХ | Акционерное общество |
    Индивидуальный предприниматель | OOO | OAO | ZAO | PAO | AO | NAO | IP`,
  anywhere: `ООО | ОАО | ЗАО | ПАО | Общество с ограниченной ответственностью | Публичное акционерное общество |
    Открытое акционерное общество | Закрытое акционерное общество | Непубличное акционерное общество`
})

/** Letters that Unicode does not take apart, in the spelling that keyboards without them use. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  þ: "th"
}

/** Cyrillic and Greek letters, and digits, with the Latin letter that they pass for. */
const alike: ReadonlyMap<string, string> = new Map(
  [
    "аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs ԁd һh ԛq ԝw ӏl",
    "αa βb εe ιi κk μm νv οo ρp τt υu χx",
    "0o 1l"
  ].flatMap((line) => line.split(" ").map((pair) => [pair.slice(0, 1), pair.slice(1)] as const))
)

const connectors = new Set(["and", "und", "et", "и"])

/** Words without case, accents and signs; `и` and `and` say nothing. */
const wordsOf = (name: string): ReadonlyArray<string> =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøđðłıþ]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/[.'’`"]/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !connectors.has(word))

const skeleton = (word: string): string => Array.from(word, (letter) => alike.get(letter) ?? letter).join("")

interface Forms {
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
  readonly anywhere: ReadonlySet<string>
  readonly mostWords: number
}

const formsOf = (fold: (word: string) => string): Forms => {
  const keys = (texts: ReadonlyArray<string>) => texts.map((text) => fold(wordsOf(text).join("")))
  const rows = [english, russian, ...LegalForms.table]
  const around = rows.flatMap((row) => [...(row.around ?? []), ...(row.anywhere ?? [])])
  const all = [...around, ...rows.flatMap((row) => row.after)]
  return {
    before: new Set([...keys(around), "the"]),
    after: new Set(keys(all)),
    anywhere: new Set(keys(rows.flatMap((row) => row.anywhere ?? []))),
    // `S. p. A.` and `G m b H` are as many words as letters.
    mostWords: 5
  }
}

const exactForms = formsOf((word) => word)
const skeletonForms = formsOf(skeleton)

/** How many words from `start` on, taken together, are a form; the most that fit. */
const formAt = (words: ReadonlyArray<string>, start: number, forms: ReadonlySet<string>, most: number): number => {
  for (let count = Math.min(most, words.length - start); count > 0; count -= 1) {
    if (forms.has(words.slice(start, start + count).join(""))) return count
  }
  return 0
}

const withoutForms = (words: ReadonlyArray<string>, forms: Forms): ReadonlyArray<string> => {
  let kept: Array<string> = []
  for (let at = 0; at < words.length;) {
    const count = formAt(words, at, forms.anywhere, forms.mostWords)
    if (count === 0) kept.push(words[at] ?? "")
    at += Math.max(count, 1)
  }
  const before = formAt(kept, 0, forms.before, forms.mostWords)
  if (before < kept.length) kept = kept.slice(before)
  for (let start = Math.max(kept.length - forms.mostWords, 1); start < kept.length;) {
    if (forms.after.has(kept.slice(start).join(""))) {
      kept = kept.slice(0, start)
      start = Math.max(kept.length - forms.mostWords, 1)
    } else start += 1
  }
  return kept.length > 0 ? kept : words
}

/** The name as compared with others; made of its legal forms alone when there is nothing else in it. */
export const normal = (name: string): string => withoutForms(wordsOf(name), exactForms).join(" ")

/**
 * The name with every letter replaced by the Latin one that it passes for: two names that differ here are different,
 * two that agree only here may have been typed on two keyboards. Good for proposals, never for a match.
 */
export const lookAlike = (name: string): string => withoutForms(wordsOf(name).map(skeleton), skeletonForms).join(" ")
