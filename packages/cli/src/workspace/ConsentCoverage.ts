/**
 * How far consent is known among those whom programs would write to. A consent that is unknown is none, so a source
 * without consent columns silences a whole program: better said by a check than found out later.
 */
import { type AccountMarket, Consent, Definition, Expression, type Finding, RuleFacts } from "@market-of-one/core"
import type { LoadedProgram } from "./Programs.ts"

type Market = AccountMarket.AccountMarket

/** Contacts whom promotional touches of the program address now, once each, and those of whom no consent is known. */
const countOf = ({ audience, plays, program }: Definition.CompiledProgram, markets: ReadonlyArray<Market>) => {
  let addressed = 0
  let unknown = 0
  for (const market of markets) {
    for (const account of market.records.accounts) {
      const facts = RuleFacts.ofAccount(market, account)
      if (Expression.test(audience, facts) !== "yes") continue
      const play = plays.find(({ when }) => when === null || Expression.test(when, facts) === "yes")
      const touches =
        play?.touches.filter((one) => Definition.isSending(one) && one.touch.class === "promotional") ?? []
      for (const contact of market.records.contacts) {
        if (contact.accountId !== account.id || contact.addressHash === null) continue
        const seen = RuleFacts.ofContact(facts, contact)
        if (!touches.some(({ to }) => to !== null && Expression.test(to, seen) === "yes")) continue
        addressed += 1
        if (Consent.statusFor(contact.consent, program.topic) === undefined) unknown += 1
      }
    }
  }
  return { addressed, unknown }
}

/** A warning for each purpose under which consent is given and nothing is sent. */
const idlePurposes = (markets: ReadonlyArray<Market>): ReadonlyArray<Finding.Finding> => {
  const contacts = new Map<string, Set<string>>()
  for (const { records } of markets)
    for (const { consent, id } of records.contacts)
      for (const one of consent)
        if (one.status === "given" && !Consent.isAboutMarketing(one))
          contacts.set(one.purpose, (contacts.get(one.purpose) ?? new Set()).add(id))
  return [...contacts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([purpose, ids]) => ({
      severity: "warning",
      rule: "contacts/consent-purpose",
      message: `consent of ${ids.size} contact${ids.size === 1 ? "" : "s"} is given for the purpose "${purpose}": it lets no promotion go, programs write for marketing`,
      advice: `where it means marketing, say so in abm.yaml (sources.contacts: values: { consent.purpose: { "${purpose}": marketing } })`
    }))
}

/** A warning for each program of whose audience more than half have no known consent for its topic. */
const unknown = (programs: ReadonlyArray<LoadedProgram>, markets: ReadonlyArray<Market>) =>
  programs.flatMap(({ compiled, file, program }): ReadonlyArray<Finding.Finding> => {
    const { addressed, unknown: silent } = countOf(compiled, markets)
    if (silent * 2 <= addressed) return []
    return [
      {
        severity: "warning",
        rule: "program/consent-unknown",
        message: `program ${program.id} would write to ${addressed} contacts, and of ${silent} of them no consent is known for ${program.topic}: they get nothing`,
        advice: "map the consent columns of contacts in abm.yaml (sources.contacts: consent.status, consent.topic)",
        place: { file }
      }
    ]
  })

/** Warnings about consent that is not known, or is given for something else. */
export const check = (
  programs: ReadonlyArray<LoadedProgram>,
  markets: ReadonlyArray<Market>
): ReadonlyArray<Finding.Finding> => [...unknown(programs, markets), ...idlePurposes(markets)]
