/** The texts of a dossier in the page's language: the core puts records into English sentences, Russian ones are here. */
import type { Dossier } from "@market-of-one/core"
import { told } from "../words/BriefWords.ts"
import type { Locale } from "../words/Glossary.ts"

type Russian = (...parts: ReadonlyArray<string>) => string

const word = (text = ""): string => told(text, "ru").toLowerCase()

const words = (text = ""): string => text.split(", ").map(word).join(", ")

/** By name of the fact: what the core says, and the Russian for it. The first that fits counts. */
const phrases: Readonly<Record<string, ReadonlyArray<readonly [said: RegExp, russian: Russian]>>> = {
  history: [[/^client since (.+)$/u, (day = "") => `клиент с ${day}`]],
  organisation: [
    [/^owns (.+)$/u, (names = "") => `владеет: ${names}`],
    [/^(.+) reports to (.+)$/u, (who = "", whom = "") => `${who} подчиняется: ${whom}`]
  ],
  positions: [
    [/^empty: (.*) \((.+) left\)$/u, (title = "", name = "") => `свободна: ${title} (больше не работает: ${name})`]
  ],
  prospects: [
    [/^budget (.+)$/u, (money = "") => `бюджет ${money}`],
    [/^open deal (.+)$/u, (id = "") => `открыта сделка ${id}`],
    [/^open tender (.+)$/u, (id = "") => `открыт тендер ${id}`]
  ],
  supplied: [
    [
      /^orders without a product: (.+), (\S+) to (\S+)$/u,
      (money = "", from = "", to = "") => `заказы без товара: ${money}, с ${from} по ${to}`
    ],
    [
      /^(.+): (.+), (\S+) to (\S+)$/u,
      (what = "", money = "", from = "", to = "") => `${what}: ${money}, с ${from} по ${to}`
    ]
  ],
  tenders: [
    [/^(deal|tender) won, (.+)$/u, (kind = "", what = "") => `${word(kind)}: выигрыш, ${what}`],
    [/^(deal|tender) lost, (.+)$/u, (kind = "", what = "") => `${word(kind)}: проигрыш, ${what}`],
    [
      /^(deal|tender) lost to (.+?), (.+)$/u,
      (kind = "", whom = "", what = "") => `${word(kind)}: проигрыш в пользу ${whom}, ${what}`
    ]
  ],
  "present dealings": [
    [
      /^opportunity (\S+): (deal|tender)(.*)$/u,
      (id = "", kind = "", rest = "") => `возможность ${id}: ${word(kind)}${rest}`
    ],
    [/^contract (\S+): (.+)$/u, (id = "", what = "") => `договор ${id}: ${what}`],
    [/^case (\S+): ([^:]+): (.+)$/u, (id = "", kind = "", topic = "") => `обращение ${id}, ${word(kind)}: ${topic}`]
  ],
  "planned dealings": [[/^no day: (.+)$/u, (what = "") => `без даты: ${what}`]],
  criteria: [[/^lost for (.+)$/u, (why = "") => `проигрыш, причина: ${why}`]],
  "weak points": [
    [
      /^open (complaint|dispute|legal claim) (\S+): (.+)$/u,
      (kind = "", id = "", topic = "") => `${word(kind)} ${id}: ${topic}`
    ],
    [/^promise (\S+) broken: (.+)$/u, (id = "", what = "") => `нарушено обещание ${id}: ${what}`],
    [/^departure notice (\S+): (.+)$/u, (id = "", why = "") => `заявление об уходе ${id}: ${why}`]
  ],
  offers: [[/^(.+), until (\S+)$/u, (terms = "", day = "") => `${terms}, до ${day}`]],
  "economic buyer": [[/^(.+) \(([^()]+)\)$/u, (name = "", roles = "") => `${name} (${words(roles)})`]],
  "who decides": [[/^(.+) \(([^()]+)\)$/u, (name = "", roles = "") => `${name} (${words(roles)})`]],
  "who advises": [[/^(.+) \(([^()]+)\)$/u, (name = "", roles = "") => `${name} (${words(roles)})`]],
  "who can veto": [[/^(.+) \(([^()]+)\)$/u, (name = "", roles = "") => `${name} (${words(roles)})`]]
}

const translated = (name: string, text: string, locale: Locale): string => {
  if (locale === "en" || !Object.hasOwn(phrases, name)) return text
  for (const [said, russian] of phrases[name] ?? []) {
    const found = said.exec(text)
    if (found !== null) return russian(...found.slice(1))
  }
  return text
}

/** The text of a fact, with people by their names; as the core says it where it is data alone. */
export const of = (
  { name, text }: Pick<Dossier.Fact, "name" | "text">,
  locale: Locale,
  contacts: Readonly<Record<string, string>> = {}
): string => {
  const nameOf = (id: string): string => (Object.hasOwn(contacts, id) ? (contacts[id] ?? id) : id)
  const [, who, whom] = name === "organisation" ? (/^(.+) reports to (.+)$/u.exec(text) ?? []) : []
  const told = who === undefined || whom === undefined ? text : `${nameOf(who)} reports to ${nameOf(whom)}`
  return translated(name, told, locale)
}
