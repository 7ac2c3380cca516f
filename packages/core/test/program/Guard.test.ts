import { assert, describe, expect, it } from "@effect/vitest"
import type { Asset } from "../../src/account/Asset.ts"
import type { Commitment } from "../../src/account/Commitment.ts"
import type { Consent } from "../../src/account/Consent.ts"
import { showInstant, type Instant } from "../../src/kernel/Calendar.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import * as Guard from "../../src/program/Guard.ts"
import * as Policy from "../../src/program/Policy.ts"
import { anna, arrow, complaint, facts, given, hold, hours, market, now, promise, rows, sent } from "./GuardSample.ts"

const held = (more: Partial<Guard.GuardFacts>) => Guard.check(facts(more)).map(({ rule }) => rule)
const first = (more: Partial<Guard.GuardFacts>) => {
  const [primary] = Guard.check(facts(more))
  return primary ?? assert.fail("nothing holds")
}
const ids = Guard.rules.map(({ id }) => id)

/** Both of two rows at once: what they say of cases, promises and messages is put together. */
const both = (a: Partial<Guard.GuardFacts>, b: Partial<Guard.GuardFacts>): Partial<Guard.GuardFacts> => ({
  ...a,
  ...b,
  ...(a.offer === undefined || b.offer === undefined ? {} : { offer: { ...a.offer, ...b.offer } }),
  ...(a.holds === undefined || b.holds === undefined ? {} : { holds: [...a.holds, ...b.holds] }),
  ...(a.counted === undefined || b.counted === undefined ? {} : { counted: [...a.counted, ...b.counted] }),
  ...(a.contact === undefined || b.contact === undefined ? {} : { contact: { ...a.contact, ...b.contact } }),
  ...(a.market === undefined || b.market === undefined
    ? {}
    : {
        market: market({
          cases: [...a.market.records.cases, ...b.market.records.cases],
          commitments: [...a.market.records.commitments, ...b.market.records.commitments]
        })
      })
})

describe("the guard table", () => {
  it("lets a touch go when nothing holds", () => {
    assert.deepStrictEqual(held({}), [])
    assert.deepStrictEqual(held({ class: "service" }), [])
  })

  it("has a sample for every row, and each row holds alone on its own", () => {
    assert.sameMembers(Object.keys(rows), ids)
    for (const [rule, more] of Object.entries(rows)) assert.deepStrictEqual(held(more), [rule])
  })

  it("gives each row's class, evidence and end", async () => {
    const lines = ids.map((id) => {
      const { class: klass, evidence, rule, until } = first(rows[id] ?? {})
      return `${rule.padEnd(17)} ${klass.padEnd(20)} ${until === null ? "no known end" : showInstant(until)}  ${JSON.stringify(evidence)}`
    })
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("Guard.rows.golden.txt")
  })

  it("names one primary reason for every pair of rows, and the other after it unless the first is for good", async () => {
    const lines = ids.flatMap((a, place) =>
      ids.slice(place + 1).map((b) => {
        const found = held(both(rows[a] ?? {}, rows[b] ?? {}))
        return `${a} + ${b}: ${found.join(", then ")}`
      })
    )
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("Guard.pairs.golden.txt")
  })

  it("puts what is for good before what waits for a person, and that before what waits for a time", () => {
    const order = ["for good", "until a person acts", "until a time"]
    const classes = Guard.rules.map((rule) => order.indexOf(rule.class))
    assert.deepStrictEqual(
      classes,
      classes.toSorted((a, b) => a - b)
    )
    assert.deepStrictEqual(
      ids.map((id) => Guard.classOf(id)),
      Guard.rules.map((rule) => rule.class)
    )
    assert.isUndefined(Guard.classOf("no such rule"))
  })

  it("lets a service message pass what concerns promotion only", () => {
    const passed = ids.filter((id) => held({ ...rows[id], class: "service" }).length === 0)
    assert.deepStrictEqual(passed, [
      "unsubscribed",
      "no-consent",
      "legal-claim",
      "sales-hold",
      "negotiation",
      "reply-waiting",
      "open-complaint",
      "broken-promise",
      "out-of-office",
      "account-cap",
      "contact-cap",
      "another-program",
      "stagger"
    ])
  })

  it("stops the deadline until a person acts and under what may last long, also beneath what lasts less", () => {
    assert.deepStrictEqual(
      Guard.rules.flatMap(({ class: klass, id }) => (Guard.stopsDeadline(id) && klass === "until a time" ? [id] : [])),
      ["out-of-office", "soft-bounce-rest", "another-program"]
    )
    assert.isTrue(
      Guard.rules.every(({ class: klass, id }) => klass !== "until a person acts" || Guard.stopsDeadline(id))
    )
    const stopped = (more: Partial<Guard.GuardFacts>) => {
      const all = facts(more)
      return Guard.stoppedBy(all, Guard.primary(all))
    }
    assert.isUndefined(stopped({}))
    assert.isUndefined(stopped(rows["contact-cap"] ?? {}))
    assert.strictEqual(stopped(rows["sales-hold"] ?? {}), "sales-hold")
    assert.strictEqual(stopped(both(rows["contact-cap"] ?? {}, rows["another-program"] ?? {})), "another-program")
  })

  it("watches the end of every hold that ends by time", () => {
    for (const [rule, more] of Object.entries(rows)) {
      const horizon = Horizon.make(now)
      const [primary] = Guard.check(facts({ ...more, horizon }))
      const { until = null } = primary ?? {}
      if (until !== null) assert.isTrue((horizon.next() ?? 0) <= until, rule)
    }
  })

  it("takes holiday, weekend and window for one hold while its end is the same", () => {
    const window: Guard.Held = { rule: "window", class: "until a time", evidence: {}, until: hours(2) }
    assert.isTrue(Guard.isSameHold("weekend", hours(2), window))
    assert.isFalse(Guard.isSameHold("weekend", hours(3), window))
    assert.isFalse(Guard.isSameHold("stagger", hours(2), window))
  })
})

describe("consent", () => {
  const says = (...consents: ReadonlyArray<Partial<Consent>>) =>
    held({ consents: consents.map((one) => ({ ...given, ...one })) })

  it("is needed: unknown is not consent", () => {
    assert.deepStrictEqual(says({ status: "unknown" }), ["no-consent"])
    assert.deepStrictEqual(says({ topic: "events" }), ["no-consent"])
    assert.deepStrictEqual(first({ consents: [] }).evidence, { "consent.topic": "news", "consent.status": null })
  })

  it("of every topic is one of this topic", () => {
    assert.deepStrictEqual(says({ topic: "*" }), [])
    assert.deepStrictEqual(says({}, { topic: "*", status: "withdrawn" }), ["unsubscribed"])
  })

  it("follows the latest dated statement, in any order", () => {
    const early = { status: "given", at: hours(-9) } as const
    const late = { status: "withdrawn", at: hours(-8) } as const
    assert.deepStrictEqual(says(early, late), ["unsubscribed"])
    assert.deepStrictEqual(says(late, early), ["unsubscribed"])
    assert.deepStrictEqual(says(late, { at: hours(-7) }), [])
    assert.deepStrictEqual(says({ at: hours(-7) }, late), [])
    assert.deepStrictEqual(says(late, {}), ["unsubscribed"], "an undated consent lifts nothing")
    assert.deepStrictEqual(says(late, { status: "unknown", at: hours(-1) }), ["unsubscribed"])
  })

  it("gives way to a withdrawal at the same time", () => {
    assert.deepStrictEqual(says({ at: now }, { at: now, status: "withdrawn" }), ["unsubscribed"])
    assert.deepStrictEqual(says({ status: "withdrawn" }, {}), ["unsubscribed"])
  })
})

describe("an open complaint", () => {
  const other = { ...arrow, id: "bolt" }
  const complained = (more: Parameters<typeof complaint>[0], isKey: boolean | null = null, account = arrow) =>
    held({ account, market: market({ cases: [complaint(more)] }, isKey) })

  it("holds its own account, and the whole group when it is severe or the client is key", () => {
    assert.deepStrictEqual(complained({}), ["open-complaint"])
    assert.deepStrictEqual(complained({ severity: "medium" }, false, other), [])
    assert.deepStrictEqual(complained({ severity: "high" }, false, other), ["open-complaint"])
    assert.deepStrictEqual(complained({}, true, other), ["open-complaint"])
    assert.deepStrictEqual(complained({}, null, other), [], "not known to be key")
  })

  it("of nobody in particular holds everybody", () => {
    const { accountId: _, ...nobody } = complaint()
    assert.deepStrictEqual(held({ account: other, market: market({ cases: [nobody] }) }), ["open-complaint"])
  })

  it("holds from its opening to its end, of which both are watched", () => {
    assert.deepStrictEqual(complained({ closedAt: hours(-1) }), [])
    assert.deepStrictEqual(complained({ openedAt: hours(1) }), [])
    assert.deepStrictEqual(complained({ closedAt: hours(1) }), ["open-complaint"])
    const next = (more: Parameters<typeof complaint>[0]) => {
      const horizon = Horizon.make(now)
      Guard.check(facts({ horizon, market: market({ cases: [complaint(more)] }) }))
      return horizon.next()
    }
    assert.strictEqual(next({ openedAt: hours(1) }), hours(1))
    assert.strictEqual(next({ closedAt: hours(2) }), hours(2))
  })

  it("may be a dispute, but no question, request or suggestion", () => {
    assert.deepStrictEqual(complained({ kind: "dispute" }), ["open-complaint"])
    for (const kind of ["question", "request", "suggestion"] as const) assert.deepStrictEqual(complained({ kind }), [])
  })

  it("is named by its least id, whatever the order of the records", () => {
    const cases = [complaint({ id: "c2" }), complaint({ id: "c1" }), complaint({ id: "c3" })]
    assert.strictEqual(first({ market: market({ cases }) }).evidence["case.id"], "c1")
  })

  it("of severities that the policy names holds the group", () => {
    const { policy } = facts()
    const wide = { ...policy, groupWideComplaints: ["medium", "high"] as const }
    const cases = [complaint({ severity: "medium" })]
    assert.deepStrictEqual(held({ account: other, policy: wide, market: market({ cases }) }), ["open-complaint"])
  })
})

describe("a legal claim", () => {
  it("holds the whole group, and so does a person's legal hold", () => {
    const cases = [complaint({ kind: "legal claim", accountId: "bolt" })]
    assert.deepStrictEqual(held({ market: market({ cases }) }), ["legal-claim"])
    assert.deepStrictEqual(held({ holds: [hold({ kind: "legal" })] }), ["legal-claim"])
    assert.deepStrictEqual(held({ market: market({ cases: [{ ...complaint(), ...cases[0], closedAt: now }] }) }), [])
  })
})

describe("a broken promise", () => {
  const made = (more: Parameters<typeof promise>[0]) => held({ market: market({ commitments: [promise(more)] }) })

  it("holds every account of the group", () => {
    assert.deepStrictEqual(made({}), ["broken-promise"])
    assert.deepStrictEqual(made({ accountId: "arrow" }), ["broken-promise"])
  })

  it("is one from its due time on", () => {
    assert.deepStrictEqual(made({ dueAt: now }), ["broken-promise"])
    assert.deepStrictEqual(made({ dueAt: hours(1) }), [])
  })

  it("is released when it is kept, also late, or settled with a word", () => {
    assert.deepStrictEqual(made({ keptAt: hours(-30) }), [])
    assert.deepStrictEqual(made({ keptAt: hours(-2) }), [], "late")
    assert.deepStrictEqual(made({ keptAt: hours(2) }), ["broken-promise"], "not yet")
    assert.deepStrictEqual(made({ settled: { by: "mia", at: hours(-1), note: "replaced" } }), [])
  })
})

describe("a planned negotiation", () => {
  const planned = (hoursAhead: number) =>
    market({
      interactions: [
        {
          id: "i1",
          accountId: "arrow",
          kind: "negotiation",
          status: "planned",
          plannedAt: hours(hoursAhead),
          by: "mia"
        }
      ]
    })
  const under = (hoursAhead: number, negotiationBusinessDays?: number) =>
    held({
      market: planned(hoursAhead),
      ...(negotiationBusinessDays === undefined ? {} : { policy: { ...Policy.standard, negotiationBusinessDays } })
    })

  it("holds from five business days before, or as many as the policy says, until its day is over", () => {
    // Now is a Wednesday: the Wednesday after is five business days ahead.
    assert.deepStrictEqual(under(7 * 24), ["negotiation"])
    assert.deepStrictEqual(under(8 * 24), [])
    assert.deepStrictEqual(under(8 * 24, 6), ["negotiation"])
    assert.deepStrictEqual(under(48, 1), [])
    assert.deepStrictEqual(under(3, 0), ["negotiation"])
    assert.deepStrictEqual(under(-24), [])
  })
})

describe("a promise with a fact", () => {
  const line: Asset = { id: "line", accountId: "bolt", label: "line", status: "active" }
  const made = (more: Partial<Commitment>, status: Asset["status"] = "active") =>
    market({ commitments: [promise(more)], assets: [{ ...line, status }] })
  const fact = "asset line is active"

  it("is kept while its fact is true, and by no tick while it is false, unless a person verified it", () => {
    assert.deepStrictEqual(held({ market: made({ fact }) }), [])
    assert.deepStrictEqual(held({ market: made({ fact, keptAt: hours(-30) }, "blocked") }), ["broken-promise"])
    assert.deepStrictEqual(held({ market: made({ fact, keptAt: hours(-30), verifiedBy: "ann" }, "blocked") }), [])
    assert.deepStrictEqual(held({ market: made({ fact: "credit note sent", keptAt: hours(-30) }) }), ["broken-promise"])
    assert.strictEqual(first({ market: made({ fact }, "blocked") }).evidence["promise.fact"], fact)
  })

  it("about a case is kept when the case is closed, which is watched", () => {
    const about = (closedAt: Instant) =>
      market({
        commitments: [promise({ fact: "case c1 is closed" })],
        cases: [complaint({ kind: "question", closedAt })]
      })
    const horizon = Horizon.make(now)
    assert.strictEqual(Guard.primary(facts({ horizon, market: about(hours(3)) }))?.rule, "broken-promise")
    assert.strictEqual(horizon.next(), hours(3))
    assert.deepStrictEqual(held({ market: about(hours(-3)) }), [])
  })
})

describe("a stage of negotiation", () => {
  const deal = (stage: string) =>
    market({ opportunities: [{ id: "o1", accountId: "arrow", kind: "deal", stage, outcome: "open" }] })
  const under = (stage: string, ...negotiationStages: ReadonlyArray<string>) =>
    held({ market: deal(stage), policy: { ...Policy.standard, negotiationStages } })

  it("is the one that the policy names, however either is written", () => {
    assert.deepStrictEqual(under("offer", "Offer"), ["negotiation"])
    assert.deepStrictEqual(under(" OFFER ", "offer"), ["negotiation"])
    assert.deepStrictEqual(under("Договор", " договор"), ["negotiation"])
    assert.deepStrictEqual(under("Offer sent", "Offer"), [])
    assert.deepStrictEqual(under("Offer"), [])
  })

  it("in the evidence is written as in the record", () => {
    const policy = { ...Policy.standard, negotiationStages: ["Offer"] }
    assert.strictEqual(first({ market: deal(" OFFER "), policy }).evidence["opportunity.stage"], " OFFER ")
  })
})

describe("a hold", () => {
  const holds = (...all: ReadonlyArray<Parameters<typeof hold>[0]>) => held({ holds: all.map((more) => hold(more)) })
  const ends = (...all: ReadonlyArray<Instant | undefined>) =>
    first({ holds: all.map((until, index) => hold({ id: `h${index}`, ...(until === undefined ? {} : { until }) })) })

  it("covers its account, or the whole group", () => {
    assert.deepStrictEqual(holds({}), ["sales-hold"])
    assert.deepStrictEqual(holds({ accountId: "arrow" }), ["sales-hold"])
    assert.deepStrictEqual(holds({ accountId: "bolt" }), [])
    assert.deepStrictEqual(holds({ kind: "negotiation" }), ["negotiation"])
  })

  it("begins when it is placed for, which is watched", () => {
    assert.deepStrictEqual(holds({ placedAt: now }), ["sales-hold"])
    for (const kind of ["sales", "negotiation", "legal"] as const) {
      const horizon = Horizon.make(now)
      const ahead = hold({ kind, placedAt: hours(1), until: hours(9) })
      assert.deepStrictEqual(Guard.check(facts({ horizon, holds: [ahead] })), [])
      assert.strictEqual(horizon.next(), hours(1))
    }
  })

  it("ends when its day comes", () => {
    assert.deepStrictEqual(holds({ until: hours(1) }), ["sales-hold"])
    assert.deepStrictEqual(holds({ until: now }), [])
  })

  it("of several ends with the last of them, and one without an end is the last", () => {
    assert.deepInclude(ends(hours(1), hours(3), hours(2)), { until: hours(3) })
    assert.deepInclude(ends(hours(1), undefined, hours(2)), { until: null })
    assert.strictEqual(ends(hours(1), hours(1)).evidence["hold.id"], "h0")
  })
})

describe("somebody who leaves", () => {
  it("is written to until the day comes, which is watched", () => {
    const horizon = Horizon.make(now)
    assert.deepStrictEqual(Guard.check(facts({ horizon, contact: { ...anna, leftAt: hours(30) } })), [])
    assert.strictEqual(horizon.next(), hours(30))
    assert.deepStrictEqual(held({ contact: { ...anna, leftAt: now } }), ["left-company"])
  })

  it("from the records is gone", () => {
    const gone = { ...facts(), contact: undefined }
    assert.deepStrictEqual(Guard.check(gone)[0]?.evidence, { contact: null })
  })
})

describe("an address", () => {
  it("that is missing, is none or has changed cannot be written to", () => {
    const { email: _, ...without } = anna
    const evidence = (more: Partial<Guard.GuardFacts>) => first(more).evidence["contact.email"]
    assert.isNull(evidence({ contact: { ...without, addressHash: null } }))
    assert.strictEqual(evidence({ contact: { ...anna, email: "anna", addressHash: null } }), "not valid")
    assert.strictEqual(evidence({ addressChanged: true }), "changed since the message was queued")
  })
})

describe("the window", () => {
  it("in the evidence is the touch's own, where it has one", () => {
    const window = { from: "22:00", to: "06:00", weekdays: [1] }
    assert.deepStrictEqual(first({ ...rows["window"], window }).evidence, { "touch.window": "22:00-06:00" })
  })
})

describe("a person", () => {
  it("is one person under every record with the same mailbox", () => {
    const counted = [sent("anna-2", 2)]
    assert.deepStrictEqual(held({ counted, contactIds: ["anna", "anna-2"] }), ["contact-cap"])
    assert.deepStrictEqual(held({ counted: [sent("anna-2", 0.1)] }), ["stagger"])
    assert.deepStrictEqual(held({ counted: [sent("anna-2", 0.1)], contactIds: ["anna", "anna-2"] }), ["contact-cap"])
  })
})
