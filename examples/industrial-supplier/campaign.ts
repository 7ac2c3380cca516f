/**
 * Thanks at the end of the year: a small gift to the champions of key accounts, one program a country, since the last
 * day on which a parcel arrives in time is each country's own. What a person may be given stands in `abm.yaml`. It takes
 * types alone from the library, so that a copy of the workspace runs with nothing installed beside it.
 */
import type { WrittenProgram } from "@market-of-one/core"

/** From when until when letters go, how many gifts there are, and what was settled with single accounts. */
const countries = {
  // A company that is no root gets the letter that looks back all the same.
  DE: { from: "2026-11-30", to: "2026-12-16", gifts: 4, settled: { "ACC-1004": { variants: { thanks: "years" } } } },
  // The rules of this house let nobody take a gift.
  AT: { from: "2026-11-23", to: "2026-12-09", gifts: 3, settled: { "ACC-1002": { exclude: true } } }
} as const

/** In cents; below what anybody may be given in any country. */
const gift = 2000

export const programs = Object.entries(countries).map(([country, { from, gifts, settled, to }]): WrittenProgram => ({
  id: `thanks-${country.toLowerCase()}`,
  name: `Thanks at the end of the year, ${country}`,
  objective: "retain",
  topic: "product-news",
  audience: `group.isKey && account.country == "${country}" && account.status == "customer"`,
  startsOn: from,
  endsOn: to,
  budget: { minor: gifts * gift, currency: "EUR" },
  offers: {
    calendar: {
      kind: "gift",
      title: "A calendar of our workshop",
      value: { minor: gift, currency: "EUR" }
    }
  },
  overrides: settled,
  plays: [
    {
      id: "thanks",
      touches: [
        {
          id: "letter",
          to: '"champion" in contact.roles',
          slot: "thanks",
          offer: "calendar",
          sender: "manager"
        }
      ]
    }
  ],
  slots: {
    thanks: {
      variants: [{ id: "years", when: "account.isRoot && account.reference == true", template: "thanks-years.en" }],
      fallback: { template: "thanks.en" }
    }
  }
}))
