/** Countries as files name them: ISO 3166 codes of two or three letters, or names in English, Russian or German. */
import countries from "i18n-iso-countries"
import german from "i18n-iso-countries/langs/de.json" with { type: "json" }
import english from "i18n-iso-countries/langs/en.json" with { type: "json" }
import russian from "i18n-iso-countries/langs/ru.json" with { type: "json" }
import * as Nearest from "../kernel/Nearest.ts"

const languages = [english, russian, german]

/** Letters only, without case and accents, so that `Côte d'Ivoire` and `cote d’ivoire` are one. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ё", "е")
    .normalize("NFD")
    .replace(/\p{M}|[^\p{L}\p{M}]/gu, "")

/** Names that people use and the standard does not, each of one country only. */
const colloquial: Readonly<Record<string, string>> = {
  England: "GB",
  Scotland: "GB",
  Wales: "GB",
  "The Netherlands": "NL",
  Holland: "NL",
  Moldova: "MD",
  Macedonia: "MK",
  Vietnam: "VN",
  Laos: "LA",
  "Viet Nam": "VN",
  РФ: "RU",
  США: "US",
  Англия: "GB",
  Голландия: "NL",
  ОАЭ: "AE",
  Белоруссия: "BY",
  Киргизия: "KG",
  Молдавия: "MD"
}

const codes: ReadonlyMap<string, string> = (() => {
  const found = new Map<string, string>()
  const ambiguous = new Set<string>()
  const enter = (name: string, code: string): void => {
    const key = plain(name)
    const known = found.get(key)
    if (known !== undefined && known !== code) ambiguous.add(key)
    else found.set(key, code)
  }
  for (const [name, code] of Object.entries(colloquial)) enter(name, code)
  for (const { countries: names } of languages) {
    for (const [code, spellings] of Object.entries(names)) {
      for (const name of typeof spellings === "string" ? [spellings] : spellings) enter(name, code)
    }
  }
  // "Congo" is two countries: a name of several is no name.
  for (const key of ambiguous) found.delete(key)
  return found
})()

const names: ReadonlyArray<string> = languages.flatMap(({ countries: all }) => Object.values(all).flat())

/** The code of two letters; undefined when the text names no country, or more than one. */
export const codeOf = (text: string): string | undefined => {
  const upper = text.trim().toUpperCase()
  if (/^[A-Z]{2}$/u.test(upper) && countries.isValid(upper)) return upper
  if (/^[A-Z]{3}$/u.test(upper)) {
    const code = countries.alpha3ToAlpha2(upper)
    if (code !== undefined) return code
  }
  return codes.get(plain(text))
}

/** The country's name that a misspelt one most likely means; undefined when none is near. */
export const nearest = (text: string): string | undefined => Nearest.nearest(text, names)
