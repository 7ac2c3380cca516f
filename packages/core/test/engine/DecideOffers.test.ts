/** Offers that touches bring: to whom, until when, on whose word, within which margin and budget, and what stays of them. */
import { assert, describe, it } from "@effect/vitest"
import type { GroupRecords } from "../../src/account/Records.ts"
import type { Manager } from "../../src/account/Manager.ts"
import type { Decision, Input } from "../../src/journal/Event.ts"
import type { Day } from "../../src/kernel/Calendar.ts"
import { account, at, contact, live, program, records, touching, wideOpen, zone } from "./Life.ts"

const mia: Manager = {
  id: "mia",
  name: "Mia",
  managerId: "boss",
  timeZone: zone("UTC"),
  skills: { languages: [], industries: [], products: [] }
}
const managed = (more: Partial<GroupRecords> = {}) => records({ manager: mia, ...more })
const people = { contacts: [contact("anna"), contact("ben")] }
const eur = (minor: number) => ({ minor, currency: "EUR" })
const margin = (cost: number) => ({ margin: { revenue: eur(1_000), cost: eur(cost) } })
const budget = eur(10_000)

const tenOff = { kind: "discount", title: "10 % off filters", percent: 10, validDays: 30 }
/** An offer without the fields that are undefined. */
const said = (offer: object) => Object.fromEntries(Object.entries(offer).filter(([, value]) => value !== undefined))
const offering = (more: object = {}, touches: ReadonlyArray<object> = [{ offer: "ten" }], rest: object = {}) =>
  program({ offers: { ten: said({ ...tenOff, ...more }) }, budget, ...rest }, touches)

const queued = (log: ReadonlyArray<Decision>) => log.filter((event) => event._tag === "MessageQueued")
const evidence = (log: ReadonlyArray<Decision>) => {
  const event = log.findLast(({ _tag }) => _tag === "TouchHeld" || _tag === "TouchSkipped")
  return event !== undefined && "evidence" in event ? event.evidence : undefined
}
const first = "2026-03-09T10:00"

describe("a touch with an offer", () => {
  it("says in the journal what is offered and until which day", () => {
    const life = live({ programs: [offering({ costMinor: 250 })] })
    life.tick(first)
    const [message] = queued(life.log)
    assert.strictEqual(message?.costMinor, 250)
    assert.deepInclude(message?.offer, {
      id: "ten",
      kind: "discount",
      title: "10 % off filters",
      percent: 10,
      endsOn: "2026-04-08" as Day,
      endsAt: at("2026-04-09T00:00")
    })
  })

  it("says nothing of offers where the program has none", () => {
    const life = live()
    life.tick(first)
    assert.notProperty(queued(life.log)[0], "offer")
  })

  it("ends with the earliest of its own day, its days and the program's end", () => {
    const endOf = (more: object, rest: object = {}) => {
      const life = live({ programs: [offering(more, undefined, rest)] })
      life.tick(first)
      return queued(life.log)[0]?.offer?.endsOn
    }
    assert.strictEqual(endOf({ until: "2026-03-31" }), "2026-03-31")
    assert.strictEqual(endOf({ until: "2026-05-31" }), "2026-04-08")
    assert.strictEqual(endOf({ validDays: undefined }, { endsOn: "2026-03-20" }), "2026-03-20")
  })

  it("takes the offer of the variant chosen before its own", () => {
    const russian = { id: "ru", when: 'contact.locale == "ru"', template: "main.ru", offer: "five" }
    const life = live({
      records: records({ contacts: [contact("anna", "arrow", { locale: "ru" }), contact("ben")] }),
      programs: [
        program(
          {
            offers: { ten: tenOff, five: { ...tenOff, percent: 5 } },
            slots: { main: { variants: [russian], fallback: { template: "main.en" } } }
          },
          [{ offer: "ten" }]
        )
      ]
    })
    life.tick(first)
    assert.deepStrictEqual(
      queued(life.log).map(({ contactId, offer }) => [contactId, offer?.id]),
      [
        ["anna", "five"],
        ["ben", "ten"]
      ]
    )
  })

  it("promises one last day to all whom it is made in an enrolment, also in a reminder", () => {
    const life = live({ programs: [offering({}, [{ offer: "ten" }, { offer: "ten", after: "1 week" }])] })
    life.run(first, "2026-03-20T00:00")
    const told = queued(life.log).map(({ offer }) => offer)
    assert.lengthOf(told, 2)
    assert.deepStrictEqual(told[0], told[1])
  })
})

describe("an account that may not have the offer", () => {
  it("does not get the touch, and the journal says which facts decided", () => {
    const life = live({ programs: [offering({ eligible: 'account.abc == "A"' })], segment: { abc: "B" } })
    assert.deepStrictEqual(touching(life.tick(first)), ["t1 anna skipped: not-eligible", "arrow left care: completed"])
    assert.deepStrictEqual(evidence(life.log), { "offer.id": "ten", "account.abc": "B" })
  })

  it("is one of which it is not known, too", () => {
    const life = live({ programs: [offering({ eligible: 'account.abc == "A"' })] })
    assert.include(life.tick(first), "t1 anna skipped: not-eligible")
    assert.deepStrictEqual(evidence(life.log), { "offer.id": "ten", "account.abc": null })
  })

  it("loses a message that waits when it stops to be eligible", () => {
    const life = live({ programs: [offering({ eligible: 'account.abc == "A"' })], segment: { abc: "A" } })
    assert.include(life.tick(first), "t1 anna queued")
    life.analyse("2026-03-09T11:00", { abc: "B" })
    assert.include(life.tick("2026-03-09T11:00"), "t1 anna withdrawn: not-eligible")
  })
})

describe("an offer past its end", () => {
  it("is not made", () => {
    const life = live({ programs: [offering({ until: "2026-03-08" })] })
    assert.include(life.tick(first), "t1 anna skipped: offer-ended")
  })

  it("takes a message with it that waited too long, at the end of that day", () => {
    const policy = { ...wideOpen, window: { from: "09:00", to: "18:00", weekdays: [1, 2, 3, 4, 5] } }
    const life = live({
      programs: [offering({ until: "2026-03-10" }, [{ offer: "ten", deadlineBusinessDays: 9 }])],
      policy
    })
    assert.include(life.tick(first), "t1 anna queued")
    life.tell("2026-03-09T11:00", {
      _tag: "HoldPlaced",
      hold: { id: "h1", kind: "sales", reason: "talks", by: "mia", placedAt: at("2026-03-09T11:00") }
    })
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["t1 anna deferred: sales-hold"])
    assert.strictEqual(life.wakes(), "2026-03-11T00:00")
    assert.include(life.tick("2026-03-11T00:00"), "t1 anna withdrawn: offer-ended")
  })
})

describe("the margin floor", () => {
  const floored = offering({ marginFloor: 0.3 })

  it("holds an offer that would pass it, with the margin before and after", () => {
    const life = live({ records: managed(), programs: [floored], segment: margin(650) })
    assert.deepStrictEqual(touching(life.tick(first)), ["t1 anna held: margin-floor"])
    assert.deepStrictEqual(evidence(life.log), {
      "offer.id": "ten",
      "account.marginPercent": 35,
      "offer.marginAfterPercent": 27.7,
      "offer.marginFloorPercent": 30
    })
  })

  it("lets it go once costs leave enough, and one that keeps it at once", () => {
    const life = live({ records: managed(), programs: [floored], segment: margin(650) })
    life.tick(first)
    life.analyse("2026-03-20T10:00", margin(600))
    assert.deepStrictEqual(touching(life.tick("2026-03-20T10:00")), ["t1 anna queued"])
  })

  it("asks the superior where nobody knows the margin, as the save desk does", () => {
    const life = live({ records: managed(people), programs: [floored] })
    assert.deepStrictEqual(touching(life.tick(first)), [
      "t1 anna held: awaiting-approval",
      "t1 asks boss",
      "t1 ben held: awaiting-approval"
    ])
    assert.deepStrictEqual(evidence(life.log), {
      "approval.of": "boss",
      "offer.id": "ten",
      "account.marginPercent": null
    })
    const [approvalId = ""] = Object.keys(life.state().approvals)
    life.tell("2026-03-09T12:00", { _tag: "ApprovalGiven", approvalId, by: "boss" })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T12:00")), ["t1 anna queued", "t1 ben queued"])
  })
})

describe("the word that an offer needs", () => {
  const given = (life: ReturnType<typeof live>, when: string) => {
    for (const { answer, approvalId, of } of Object.values(life.state().approvals))
      if (answer === null) life.tell(when, { _tag: "ApprovalGiven", approvalId, by: of ?? "nobody" })
  }

  it("is asked for as a touch's is", () => {
    const life = live({ records: managed(), programs: [offering({ approval: "manager" })] })
    assert.deepStrictEqual(touching(life.tick(first)), ["t1 anna held: awaiting-approval", "t1 asks mia"])
    given(life, "2026-03-09T11:00")
    assert.deepStrictEqual(touching(life.tick("2026-03-09T11:00")), ["t1 anna queued"])
  })

  it("is not the manager's where the offer needs the superior's", () => {
    const programs = [offering({ approval: "superior" }, [{ offer: "ten", approval: "manager" }])]
    const life = live({ records: managed(), programs })
    assert.include(life.tick(first), "t1 asks boss")
  })

  it("is the touch's own where that is as high", () => {
    const programs = [offering({ approval: "manager" }, [{ offer: "ten", approval: "superior" }])]
    const life = live({ records: managed(), programs })
    assert.include(life.tick(first), "t1 asks boss")
    given(life, "2026-03-09T11:00")
    assert.deepStrictEqual(touching(life.tick("2026-03-09T11:00")), ["t1 anna queued"])
  })

  it("is asked of the superior as well when the margin is no longer known", () => {
    const programs = [offering({ marginFloor: 0.3, approval: "manager" })]
    const life = live({ records: managed(), programs, segment: margin(100) })
    assert.include(life.tick(first), "t1 asks mia")
    life.analyse("2026-03-09T11:00", { margin: null })
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["t1 asks boss"])
    given(life, "2026-03-09T12:00")
    assert.deepStrictEqual(touching(life.tick("2026-03-09T12:00")), ["t1 anna queued"])
  })

  it("stays given when the margin becomes known", () => {
    const policy = { ...wideOpen, contactCap: { per24Hours: 1, per7Days: 9 } }
    const programs = [offering({ marginFloor: 0.3, approval: "manager" }, [{}, { offer: "ten", after: "1 hour" }])]
    const life = live({ records: managed(), programs, policy })
    life.tick(first)
    life.answer(first)
    assert.include(life.tick("2026-03-09T11:00"), "t2 asks boss")
    given(life, "2026-03-09T12:00")
    assert.include(touching(life.tick("2026-03-09T12:00")), "t2 anna held: contact-cap until 2026-03-10T10:00")
    life.analyse("2026-03-09T13:00", margin(100))
    assert.deepStrictEqual(touching(life.tick("2026-03-10T10:00")), ["t2 anna queued"])
  })
})

describe("what an offer costs", () => {
  it("counts with the touch's, and what would pass the budget is held", () => {
    const programs = [offering({ costMinor: 300 }, [{ offer: "ten", costMinor: 100 }], { budget: eur(700) })]
    const life = live({ records: managed(people), programs })
    assert.deepStrictEqual(touching(life.tick(first)), ["t1 anna queued", "t1 ben held: budget"])
    assert.deepStrictEqual(evidence(life.log), {
      "program.budgetMinor": 700,
      "program.spentMinor": 400,
      "touch.costMinor": 400
    })
  })
})

describe("a gift that a message offers", () => {
  const gift = { kind: "gift", title: "a clock", percent: undefined, value: eur(2_000) }
  const policy = { ...wideOpen, giftLimits: { "*": eur(3_500) } }

  it("is refused above what the person may still be given in the year", () => {
    const programs = [offering(gift, [{ offer: "ten" }, { offer: "ten", after: "1 week" }])]
    const life = live({ records: managed(people), programs, policy })
    assert.deepStrictEqual(touching(life.tick(first)), ["t1 anna queued", "t1 ben queued"])
    life.answer(first)
    assert.include(life.tick("2026-03-16T10:00"), "t2 anna skipped: gift-limit")
    assert.deepStrictEqual(
      queued(life.log).map(({ costMinor, offer }) => [costMinor, offer?.value?.minor]),
      [
        [2_000, 2_000],
        [2_000, 2_000]
      ]
    )
    assert.lengthOf(Object.keys(life.state().offers), 2)
  })

  it("counts against a gift that a task gives", () => {
    const task = { kind: "gift", text: "bring a clock" }
    const programs = [offering(gift, [{ offer: "ten" }, { slot: undefined, task, costMinor: 2_000, after: "1 day" }])]
    const life = live({ records: managed(), programs, policy })
    life.tick(first)
    life.answer(first)
    assert.include(life.tick("2026-03-10T10:00"), "t2 opened for nobody")
  })
})

describe("an offer that was made", () => {
  const twice = [offering({}, [{ offer: "ten" }, { offer: "ten", after: "1 week" }])]
  const only = (life: ReturnType<typeof live>) => Object.values(life.state().offers)

  it("is the account's from the hand-over on, and not before", () => {
    const life = live({ records: managed(people), programs: twice })
    life.tick(first)
    assert.isEmpty(only(life))
    life.answer(first)
    assert.deepStrictEqual(
      only(life).map(({ accountId, answer, noticeId, rung, terms }) => [accountId, answer, noticeId, rung, terms]),
      [["arrow", null, null, "discount", "10 % off filters"]]
    )
  })

  it("is none when the address refused the only message that told it", () => {
    const life = live({ records: managed(), programs: twice })
    life.tick(first)
    life.answer(first, "unknown")
    assert.lengthOf(only(life), 1)
    const [messageId = ""] = life.messageIds()
    life.tell("2026-03-09T11:00", { _tag: "MessageResolved", messageId, as: "drop", by: "mia" })
    assert.isEmpty(only(life))
  })

  it("is not made again once the client answered", () => {
    for (const answer of ["accepted", "declined"] as const) {
      const life = live({ records: managed(), programs: twice })
      life.tick(first)
      life.answer(first)
      const said: Input = { _tag: "OfferAnswered", offerId: only(life)[0]?.offerId ?? "", answer, by: "mia" }
      life.tell("2026-03-10T10:00", said)
      assert.include(life.tick("2026-03-16T10:00"), "t2 anna skipped: offer-answered")
      assert.strictEqual(evidence(life.log)?.["offer.answer"], answer)
    }
  })
})

describe("a client that the save desk offered as much", () => {
  const saved = (rung: string, discountPercent: number | null, accountId = "arrow"): Decision => ({
    _tag: "OfferMade",
    offerId: "offer-1",
    accountId,
    noticeId: "n1",
    rung,
    terms: "20 %",
    discountPercent,
    endsAt: at("2027-03-09T00:00"),
    remindAt: null,
    approvalOf: null,
    approvalId: null,
    evidence: {}
  })
  const linesAfter = (made: Decision, ...more: ReadonlyArray<Input>) => {
    const accounts = [account("arrow"), account("bolt")]
    const life = live({ records: managed({ accounts }), programs: [offering()] })
    life.tell(first, made as never)
    for (const input of more) life.tell(first, input)
    return { lines: life.tick(first), log: life.log }
  }

  it("is not offered less", () => {
    for (const rung of ["discount", "answer to the competitor"]) {
      const { lines, log } = linesAfter(saved(rung, 20))
      assert.include(lines, "t1 anna skipped: better-offer")
      assert.deepStrictEqual(evidence(log), {
        "offer.id": "ten",
        "better.id": "offer-1",
        "better.terms": "20 %",
        "better.percent": 20
      })
    }
  })

  it("may be offered more, something else, what it declined less of, and what another account holds", () => {
    const declined: Input = { _tag: "OfferAnswered", offerId: "offer-1", answer: "declined", by: "mia" }
    assert.include(linesAfter(saved("discount", 5)).lines, "t1 anna queued")
    assert.include(linesAfter(saved("waived services", null)).lines, "t1 anna queued")
    assert.include(linesAfter(saved("discount", 20), declined).lines, "t1 anna queued")
    assert.include(linesAfter(saved("discount", 20, "bolt")).lines, "t1 anna queued")
  })
})
