/** A fictional portfolio of single accounts with five contacts each, and a program of five touches over 90 days. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type { GroupContact, GroupRecords } from "../src/account/Records.ts"
import { Retry } from "../src/index.ts"
import * as RecordsInMemory from "../src/intake/RecordsInMemory.ts"
import { Day, dayMillis, instant, instantOf, Zone, type Instant } from "../src/kernel/Calendar.ts"
import type { Segment } from "../src/market/AccountMarket.ts"
import * as Definition from "../src/program/Definition.ts"
import * as Policy from "../src/program/Policy.ts"
import { Program } from "../src/program/Program.ts"
import { Renderer } from "../src/message/Renderer.ts"
import { Setup, type SetupShape } from "../src/engine/Setup.ts"

const zone = Schema.decodeSync(Zone)
const day = Schema.decodeSync(Day)
const zones = [zone("Europe/Berlin"), zone("America/New_York"), zone("Asia/Almaty"), zone("Asia/Tokyo")] as const
const at = <A>(all: readonly [A, ...ReadonlyArray<A>], index: number): A => all[index % all.length] ?? all[0]

/** The first instant of the run, a Monday. */
export const from: Instant = instantOf(day("2026-03-02"), 0, zone("UTC"))
/** The end of the run, excluded: 90 days later, over a change of the clocks. */
export const until: Instant = instant(from + 90 * dayMillis)

const contactOf = (groupId: string, group: number, index: number): GroupContact => ({
  id: `${groupId}-c${index}`,
  accountId: groupId,
  affiliations: [],
  kind: "person",
  name: `Contact ${index}`,
  email: `contact-${index}@${groupId}.example`,
  roles: [at(["champion", "user", "decision maker", "procurement", "technical evaluator"] as const, index)],
  locale: at(["en", "ru"], group + index),
  timeZone: at(zones, group),
  country: at(["DE", "US", "KZ", "JP"], group),
  consent: [{ topic: "news", purpose: "marketing", basis: "consent", status: "given", source: "form" }],
  attributes: {},
  addressHash: `${groupId}-h${index}`
})

/** The records of so many groups. */
export const portfolio = (accounts: number): ReadonlyArray<GroupRecords> =>
  Array.from({ length: accounts }, (_, group) => {
    const groupId = `g${group}`
    return {
      groupId,
      revision: "r1",
      name: `Account ${group}`,
      manager: null,
      accounts: [
        {
          id: groupId,
          name: `Account ${group}`,
          domains: [],
          industry: at(["machines", "food", "chemicals"], group),
          country: at(["DE", "US", "KZ", "JP"], group),
          attributes: {}
        }
      ],
      contacts: Array.from({ length: 5 }, (_member, index) => contactOf(groupId, group, index)),
      opportunities: [],
      cases: [],
      commitments: [],
      interactions: [],
      assets: [],
      departures: []
    }
  })

const touch = (index: number) => ({
  id: `t${index}`,
  to: 'contact.kind == "person" && contact.hasAddress',
  slot: "main",
  ...(index === 0 ? {} : { after: "2 weeks" })
})

const program = Schema.decodeUnknownSync(Program)({
  id: "grow",
  name: "Grow",
  objective: "expand",
  topic: "news",
  audience: 'account.abc == "A" || account.industry in ["machines", "food", "chemicals"]',
  plays: [{ id: "main", goal: "account.openOpportunities > 0", touches: [0, 1, 2, 3, 4].map(touch) }],
  slots: {
    main: {
      variants: [
        { id: "ru", when: 'contact.locale == "ru"', template: "main.ru", priority: 2 },
        { id: "user", when: '"user" in contact.roles', template: "main.user", priority: 1 }
      ],
      fallback: { template: "main.en" }
    }
  }
})

const compiled = Definition.compile(program)
if (compiled.program === null) throw new Error(JSON.stringify(compiled.findings))

/** The one program. */
export const definitions: Definition.Definitions = Definition.collect([compiled.program])

/** Standard caps and windows with a few holidays. */
export const policy: Policy.Policy = {
  ...Policy.standard,
  holidays: { DE: [day("2026-04-03"), day("2026-04-06"), day("2026-05-01")], "*": [] }
}

const segment = (abc: "A" | "B" | "C"): Segment => ({
  abc,
  xyz: "X",
  isKey: false,
  keyScore: null,
  keyConfidence: null,
  types: [],
  tier: null,
  measure: null,
  share: null,
  firstOrderOn: null,
  lastOrderOn: null,
  silenceDays: null,
  usualIntervalDays: null
})
const segments = [segment("A"), segment("B"), segment("C")] as const

/** What the analysis says of a group. */
export const segmentOf = (groupId: string): Segment => at(segments, groupId.length)

const postalAddress = "1 Example Street, Sample Town"

const setup: SetupShape = {
  definitions,
  policy,
  retry: Retry.standard,
  sender: { name: "Sender", email: "sender@vendor.example", postalAddress, company: "Vendor" },
  unsubscribe: { mailto: "unsubscribe@vendor.example" },
  locale: "en",
  segmentOf
}

const plain = Layer.succeed(Renderer, {
  render: (templateId, brief) =>
    Effect.succeed({
      templateId,
      templateHash: templateId,
      locale: brief.contact.locale,
      subject: `News for ${brief.contact.name}`,
      html: `<p>Hello ${brief.contact.name}</p><p>${postalAddress}</p>`,
      text: `Hello ${brief.contact.name}\n\n${postalAddress}`
    })
})

/** Everything that a run needs but store and courier. */
export const layerOf = (groups: ReadonlyArray<GroupRecords>) =>
  Layer.mergeAll(RecordsInMemory.layer(groups), Layer.succeed(Setup, setup), plain)
