import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as ContactMap from "../../src/market/ContactMap.ts"
import * as ContactPaths from "../../src/market/ContactPaths.ts"
import * as DecisionScheme from "../../src/market/DecisionScheme.ts"
import * as GroupBook from "../../src/market/GroupBook.ts"
import * as RoleTemplate from "../../src/market/RoleTemplate.ts"
import { bookOf, day, example, exampleDay, groupOf, turned, zone } from "./Books.ts"

const asOf = day("2026-10-01")
const header = "contact_id,account_id,kind,name,title,level,roles,influence,disposition,reports_to,left_at,role_status"
const people = [
  "C-1,A-1,person,Ann,Chief Financial Officer,board,economic buyer,0.9,neutral,,,",
  "C-2,A-1,person,Ben,Plant Director,head,decision maker,0.8,supporter,C-1,,",
  "C-3,A-1,person,Cem,Head of Maintenance,head,champion,0.7,supporter,C-2,,",
  "C-4,A-1,person,Dan,Category Buyer MRO,head,,0.5,,C-1,,",
  "C-5,A-1,mailbox,Office,,,,,,,,"
]
const talks = (...lines: ReadonlyArray<string>) =>
  ["interactions", ["interaction_id,account_id,contact_id,kind,direction,at,status,by", ...lines]] as const
const mapOf = (
  contacts: ReadonlyArray<string>,
  interactions: ReadonlyArray<string> = [],
  options: Partial<ContactMap.Options> = {}
) =>
  ContactMap.of(
    groupOf(
      bookOf([
        ["accounts", ["account_id,name", "A-1,Acme"]],
        ["contacts", [header, ...contacts]],
        talks(...interactions)
      ]),
      "A-1"
    ),
    { asOf, ...options }
  )
const member = (map: ContactMap.ContactMap, id: string) => map.members.find((one) => one.id === id)

const standing = (map: ContactMap.ContactMap, id: string, role: string) =>
  member(map, id)?.roles.find((held) => held.role === role)?.standing

describe("warmth", () => {
  // Domain page, section 3: Σ 0.5^(age ÷ 60 days) × weight (meeting, visit 1; call 0.6; reply 0.5; e-mail 0.2), capped.
  const table: ReadonlyArray<readonly [string, ReadonlyArray<readonly [number, number]>, number]> = [
    ["nothing is cold", [], 0],
    ["a meeting today is 1", [[0, 1]], 1],
    ["a meeting of 60 days ago is a half", [[60, 1]], 0.5],
    ["a call of 120 days ago is 0.15", [[120, 0.6]], 0.15],
    [
      "a meeting of 60 and a call of 60 days ago are 0.8",
      [
        [60, 1],
        [60, 0.6]
      ],
      0.8
    ],
    [
      "many are capped at 1",
      [
        [0, 1],
        [1, 1],
        [2, 1]
      ],
      1
    ]
  ]
  for (const [name, touches, expected] of table) {
    it(name, () => {
      const given = touches.map(([ageDays, weight]) => ({ ageDays, weight }))
      assert.closeTo(ContactMap.warmthOf(given), expected, 1e-12)
      assert.strictEqual(ContactMap.warmthOf(given.toReversed()), ContactMap.warmthOf(given))
    })
  }

  it("counts what was held before the day, and nothing that was planned, missed or came later", () => {
    const map = mapOf(people, [
      "I-1,A-1,C-3,meeting,outbound,2026-08-01T22:00:00Z,held,M-1",
      "I-2,A-1,C-3,call,outbound,2026-09-29T08:00:00Z,missed,M-1",
      "I-3,A-1,C-3,meeting,outbound,2026-10-02T08:00:00Z,held,M-1",
      "I-4,A-1,C-2,e-mail,inbound,2026-09-30T22:00:00Z,held,M-2"
    ])
    assert.closeTo(member(map, "C-3")?.warmth ?? 0, 0.5, 1e-12)
    assert.strictEqual(member(map, "C-2")?.warmth, 0.5)
    assert.deepStrictEqual(member(map, "C-2")?.knownBy, [{ by: "M-2", warmth: 0.5 }])
  })
})

describe("roles", () => {
  const at = Calendar.instant(Date.parse("2026-09-01T00:00:00Z"))

  it("recorded roles are confirmed, titles recommend", () => {
    const map = mapOf(people)
    assert.strictEqual(standing(map, "C-2", "decision maker"), "confirmed")
    assert.strictEqual(standing(map, "C-4", "procurement"), "recommended")
  })

  it("a row can say that its roles are only recommended, or dismissed", () => {
    const map = mapOf([
      "C-1,A-1,person,Ann,,board,economic buyer,,,,,recommended",
      "C-2,A-1,person,Ben,,head,champion,,,,,dismissed"
    ])
    assert.strictEqual(standing(map, "C-1", "economic buyer"), "recommended")
    assert.strictEqual(standing(map, "C-2", "champion"), "dismissed")
    assert.strictEqual(map.coverage.ratio, 0)
  })

  it("a person's word wins, the later one over the earlier", () => {
    const word = { contactId: "C-4", role: "procurement", by: "M-1" } as const
    const yes = { ...word, verdict: "confirmed", at } as const
    const no = { ...word, verdict: "dismissed", at: Calendar.instant(at + 1) } as const
    assert.strictEqual(standing(mapOf(people, [], { words: [yes] }), "C-4", "procurement"), "confirmed")
    for (const words of [
      [yes, no],
      [no, yes]
    ]) {
      assert.strictEqual(standing(mapOf(people, [], { words }), "C-4", "procurement"), "dismissed")
    }
  })

  const said = (...lines: ReadonlyArray<string>) =>
    bookOf([
      ["accounts", ["account_id,name", "A-1,Acme"]],
      ["contacts", [header, ...people]],
      ["roles", ["contactId,role,verdict,by,at,reason", ...lines]]
    ])
  const mapSaid = (...lines: ReadonlyArray<string>) => ContactMap.of(groupOf(said(...lines), "A-1"), { asOf })
  const dismissal = "C-4,procurement,dismissed,ann,2026-11-01T08:00:00Z,buys stationery only"
  const confirmation = "C-4,procurement,confirmed,ben,2026-10-01T08:00:00Z,"

  it("what data/roles.csv says counts, in any order of lines; a dismissed role is not recommended again", () => {
    for (const lines of [
      [confirmation, dismissal],
      [dismissal, confirmation],
      [dismissal, confirmation, dismissal]
    ]) {
      const map = mapSaid(...lines)
      const held = member(map, "C-4")?.roles
      const because = "dismissed by ann: buys stationery only"
      assert.deepStrictEqual(held, [{ role: "procurement", standing: "dismissed", because }])
      assert.include(map.coverage.uncovered, "procurement")
    }
  })

  it("coverage follows the words: confirmed fills a role, dismissed empties it, recommended takes a word back", () => {
    assert.strictEqual(mapSaid().coverage.ratio, 0.5)
    assert.closeTo(mapSaid(confirmation).coverage.ratio ?? 0, 4 / 6, 1e-12)
    assert.closeTo(mapSaid("C-3,champion,dismissed,ann,2026-10-01T08:00:00Z,").coverage.ratio ?? 0, 2 / 6, 1e-12)
    const back = mapSaid(confirmation, "C-4,procurement,recommended,ann,2026-10-02T08:00:00Z,")
    assert.strictEqual(back.coverage.ratio, 0.5)
    assert.strictEqual(standing(back, "C-4", "procurement"), "recommended")
  })

  it("a second economic buyer by a person's word is a finding that names both", () => {
    const map = mapSaid("C-2,economic buyer,confirmed,ann,2026-10-01T08:00:00Z,")
    assert.deepStrictEqual(
      map.findings.map(({ rule }) => rule),
      ["market/economic-buyers"]
    )
    assert.include(map.findings[0]?.message ?? "", "C-1, C-2")
  })

  it("a contact that is not there and a word that is no role are said, with what was probably meant", () => {
    const { findings } = said("C-44,user,confirmed,ann,2026-10-01,", "C-4,chmpion,confirmed,ann,2026-10-01,")
    const told = findings.map(({ advice, message }) => `${message}; ${advice ?? ""}`).join("\n")
    assert.match(told, /contactId C-44 of roles is not among the contacts .*; did you mean C-4\?/u)
    assert.include(told, 'did you mean "champion"?')
  })

  it("rules see a confirmed role and no dismissed one; consent is as it was", () => {
    const book = said(confirmation, "C-3,champion,dismissed,ann,2026-10-01T08:00:00Z,")
    const contacts = (records: typeof book) => RecordsInMemory.groupRecords(records, "key")[0]?.contacts ?? []
    const rolesOf = (id: string) => contacts(book).find((one) => one.id === id)?.roles
    assert.deepStrictEqual([rolesOf("C-4"), rolesOf("C-3"), rolesOf("C-2")], [["procurement"], [], ["decision maker"]])
    assert.deepStrictEqual(
      contacts(book).map(({ consent }) => consent),
      contacts(said()).map(({ consent }) => consent)
    )
  })

  it("Russian titles recommend too", () => {
    const map = mapOf([
      "C-1,A-1,person,Иван,Генеральный директор,board,,,,,,",
      "C-2,A-1,person,Пётр,Главный инженер,head,,,,,,"
    ])
    assert.strictEqual(standing(map, "C-1", "decision maker"), "recommended")
    assert.strictEqual(standing(map, "C-2", "technical evaluator"), "recommended")
  })
})

describe("role templates of a workspace", () => {
  const products = [
    { id: "PRD-1", name: "Pump", series: "water", facts: [] },
    { id: "PRD-2", name: "Valve", series: "water", facts: [] }
  ]
  const chosen = RoleTemplate.choose(
    { standard: { champion: 2 }, water: { user: 3 }, "PRD-1": { legal: 1 }, wateer: { user: 1 } },
    products
  )

  it("are found by id and name; a product's own outweighs that of its series, and an unknown offering is said", () => {
    assert.deepStrictEqual(chosen.template, { id: "standard", required: [{ role: "champion", threshold: 2 }] })
    const found = ["PRD-1", "Pump", "PRD-2", "Valve", "Tube"].map((product) => chosen.templates.get(product)?.id)
    assert.deepStrictEqual(found, ["PRD-1", "PRD-1", "water", "water", undefined])
    assert.deepStrictEqual(
      chosen.findings.map(({ advice, message }) => [message, advice]),
      [["the role template wateer is for no product and no series of the data", "did you mean water?"]]
    )
    assert.deepStrictEqual(RoleTemplate.choose({}, products).template, RoleTemplate.standard)
  })

  it("cover what the open opportunities are about, each once", () => {
    const deals = ["O-1,A-1,Pump,open", "O-2,A-1,PRD-1,open", "O-3,A-1,Valve,won"]
    const book = bookOf([
      ["accounts", ["account_id,name", "A-1,Acme"]],
      ["contacts", [header, ...people]],
      ["opportunities", ["id,account_id,product,outcome", ...deals]]
    ])
    const { template, templates } = chosen
    const map = ContactMap.of(groupOf(book, "A-1"), { asOf, template, templates })
    assert.strictEqual(map.coverage.ratio, 0.5)
    assert.deepStrictEqual(
      map.offerings.map((one) => [one.template.id, one.coverage.uncovered]),
      [["PRD-1", ["legal"]]]
    )
  })

  it("have whole thresholds of at least 1, and room for one economic buyer", () => {
    const decode = Schema.decodeUnknownResult(RoleTemplate.Templates)
    assert.isTrue(Result.isSuccess(decode({ standard: { "economic buyer": 1, user: 4 } })))
    for (const bad of [{ user: 0 }, { user: 1.5 }, { "economic buyer": 2 }, {}])
      assert.isTrue(Result.isFailure(decode({ standard: bad })))
  })
})

describe("a contact map", () => {
  it("a shared mailbox is no member", () => {
    const map = mapOf(people)
    assert.deepStrictEqual(
      map.members.map((one) => one.id),
      ["C-1", "C-2", "C-3", "C-4"]
    )
    assert.deepStrictEqual(map.mailboxes, ["C-5"])
  })

  it("coverage is the mean of confirmed ÷ threshold over the required roles", () => {
    // Economic buyer, decision maker and champion are there; technical evaluator, user and procurement are not.
    assert.strictEqual(mapOf(people).coverage.ratio, 0.5)
    const template = { id: "two", required: [{ role: "champion", threshold: 2 }] } as const
    assert.strictEqual(mapOf(people, [], { template }).coverage.ratio, 0.5)
    assert.deepStrictEqual(RoleTemplate.check(template), [])
  })

  it("a template that cannot be met is a finding", () => {
    const bad: RoleTemplate.RoleTemplate = {
      id: "bad",
      required: [
        { role: "champion", threshold: 0 },
        { role: "champion", threshold: 1 },
        { role: "economic buyer", threshold: 2 }
      ]
    }
    assert.strictEqual(RoleTemplate.check(bad).length, 3)
    assert.strictEqual(RoleTemplate.check({ id: "none", required: [] }).length, 1)
    assert.isNull(RoleTemplate.coverage({ id: "none", required: [] }, new Map()).ratio)
  })

  it("reporting lines in a circle are one finding, named from the least id", () => {
    const map = mapOf([
      "C-1,A-1,person,Ann,,,,,,C-3,,",
      "C-2,A-1,person,Ben,,,,,,C-1,,",
      "C-3,A-1,person,Cem,,,,,,C-2,,",
      "C-4,A-1,person,Dan,,,,,,C-2,,"
    ])
    assert.deepStrictEqual(
      map.findings.map((one) => one.message),
      ["the reporting lines of these contacts lead in a circle: C-1 → C-3 → C-2 → C-1"]
    )
    assert.strictEqual(ContactPaths.warmest(map, "C-4")?.warmth, 0)
  })

  it("two economic buyers of one account are a finding, and the scheme names none", () => {
    const contacts = [...people, "C-6,A-1,person,Eve,,board,economic buyer,,,,,"]
    const book = groupOf(
      bookOf([
        ["accounts", ["account_id,name", "A-1,Acme"]],
        ["contacts", [header, ...contacts]]
      ]),
      "A-1"
    )
    const map = ContactMap.of(book, { asOf })
    const scheme = DecisionScheme.of(book, map, "A-1")
    assert.isNull(scheme.economicBuyer)
    assert.include(scheme.findings[0]?.message, "A-1 has 2 economic buyers: C-1, C-6")
  })

  it("fewer than two warm contacts are a single thread", () => {
    const one = "I-1,A-1,C-3,meeting,outbound,2026-09-30T08:00:00Z,held,M-1"
    const two = "I-2,A-1,C-1,call,outbound,2026-09-01T08:00:00Z,held,M-1"
    assert.isTrue(mapOf(people, [one]).isSingleThreaded)
    assert.isFalse(mapOf(people, [one, two]).isSingleThreaded)
  })

  it("the warmest path to the decision maker goes through the champion, half as warm at each step", () => {
    const map = mapOf(people, ["I-1,A-1,C-3,meeting,outbound,2026-09-30T22:00:00Z,held,M-1"])
    assert.deepStrictEqual(ContactPaths.toDecisionMaker(map), {
      to: "C-2",
      through: ["C-3", "C-2"],
      by: "M-1",
      warmth: 0.5
    })
  })

  it("the next contact comes with reasons that add up", () => {
    const map = mapOf(people, ["I-1,A-1,C-3,meeting,outbound,2026-09-30T22:00:00Z,held,M-1"])
    const [best, ...others] = ContactPaths.next(map)
    assert.strictEqual(best?.contactId, "C-4")
    assert.deepInclude(best?.reasons[0], { reason: "would fill a role that nobody holds", roles: ["procurement"] })
    for (const one of [best, ...others]) {
      assert.strictEqual(
        one?.points,
        one?.reasons.reduce((sum, reason) => sum + reason.points, 0)
      )
    }
  })

  it("a contact who left is no member but a signal, critical when it was the champion", () => {
    const map = mapOf(["C-3,A-1,person,Cem,,head,champion,0.7,supporter,,2026-06-30T22:00:00Z,"])
    assert.deepStrictEqual(map.members, [])
    assert.deepInclude(map.departed[0], { contactId: "C-3", on: day("2026-07-01"), isCritical: true })
  })

  it("an earlier import's disposition stays visible", () => {
    const book = bookOf([
      ["accounts", ["account_id,name", "A-1,Acme"]],
      ["contacts", [header, "C-1,A-1,person,Ann,,,,,supporter,,,"]],
      ["contacts", [header, "C-1,A-1,person,Ann,,,,,sceptic,,,"]]
    ])
    const map = ContactMap.of(groupOf(book, "A-1"), { asOf })
    assert.deepStrictEqual(
      member(map, "C-1")?.attitudes.map((one) => [one.disposition, one.source.file]),
      [
        ["sceptic", "contacts-2.csv"],
        ["supporter", "contacts-1.csv"]
      ]
    )
  })
})

describe("a decision", () => {
  const scheme = {
    economicBuyer: { power: "approve", contactId: "E", roles: ["economic buyer"] },
    deciders: [{ power: "approve", contactId: "D", roles: ["decision maker"] }],
    vetoers: [{ power: "veto", contactId: "L", roles: ["legal"] }]
  } as const
  const table: ReadonlyArray<
    readonly [Record<string, DecisionScheme.Word>, ReturnType<typeof DecisionScheme.outcome>]
  > = [
    [{}, "open"],
    [{ L: "approves" }, "open"],
    [{ D: "approves", L: "approves" }, "open"],
    [{ E: "approves", D: "approves" }, "approved"],
    [{ E: "approves", D: "approves", L: "objects" }, "refused"],
    [{ E: "approves", D: "objects" }, "refused"]
  ]
  for (const [words, expected] of table) {
    it(`${JSON.stringify(words)} is ${expected}: a veto that is not raised approves nothing`, () => {
      assert.strictEqual(DecisionScheme.outcome(scheme, new Map(Object.entries(words))), expected)
    })
  }

  it("nothing is approved where the economic buyer is not known", () => {
    const words = new Map([["D", "approves"]] as const)
    assert.strictEqual(DecisionScheme.outcome({ ...scheme, economicBuyer: null }, words), "open")
  })
})

describe("contact maps of the example", () => {
  const book = example()

  it("the order of the records is irrelevant, and warmth and coverage stay within 0 and 1", () => {
    for (const [id, one] of GroupBook.all(turned(book))) {
      const map = ContactMap.of(one, { asOf: exampleDay })
      assert.deepStrictEqual(map, ContactMap.of(groupOf(book, id), { asOf: exampleDay }))
      for (const { warmth } of map.members) assert.isTrue(warmth >= 0 && warmth <= 1)
      assert.isTrue((map.coverage.ratio ?? 0) >= 0 && (map.coverage.ratio ?? 0) <= 1)
    }
  })

  it("ACC-1020 lost its champion, and no one else of its committee", () => {
    const map = ContactMap.of(groupOf(book, "ACC-1020"), { asOf: exampleDay })
    assert.deepStrictEqual(
      map.departed.map((one) => [one.contactId, one.on, one.isCritical]),
      [["CON-1020-03", Calendar.dayOf(Calendar.instant(Date.parse("2026-06-30T22:00:00Z")), zone), true]]
    )
    assert.include(map.coverage.uncovered, "champion")
  })

  it("ACC-1001: mailboxes and people kept apart, full coverage, one economic buyer", () => {
    const one = groupOf(book, "ACC-1001")
    const map = ContactMap.of(one, { asOf: exampleDay })
    assert.include(map.mailboxes, "CON-1001-11")
    assert.strictEqual(map.coverage.ratio, 1)
    assert.strictEqual(DecisionScheme.of(one, map, "ACC-1001").economicBuyer?.contactId, "CON-1001-01")
    assert.isFalse(map.isSingleThreaded)
  })
})
