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

/** A warning for each program of whose audience more than half have no known consent for its topic. */
export const check = (
  programs: ReadonlyArray<LoadedProgram>,
  markets: ReadonlyArray<Market>
): ReadonlyArray<Finding.Finding> =>
  programs.flatMap(({ compiled, file, program }): ReadonlyArray<Finding.Finding> => {
    const { addressed, unknown } = countOf(compiled, markets)
    if (unknown * 2 <= addressed) return []
    return [
      {
        severity: "warning",
        rule: "program/consent-unknown",
        message: `program ${program.id} would write to ${addressed} contacts, and of ${unknown} of them no consent is known for ${program.topic}: they get nothing`,
        advice: "map the consent columns of contacts in abm.yaml (sources.contacts: consent.status, consent.topic)",
        place: { file }
      }
    ]
  })
