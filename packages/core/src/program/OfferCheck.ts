/** What is wrong with the offers of a program: terms that say nothing, gifts above the limit, names that are none. */
import * as Money from "../kernel/Money.ts"
import { nearest } from "../kernel/Nearest.ts"
import * as Finding from "./DefinitionFinding.ts"
import { costOf, type Offer, type OfferKind } from "./Offer.ts"
import type { Policy } from "./Policy.ts"
import type { Program, Touch } from "./Program.ts"

type Told = readonly [path: Finding.Path, rule: string, message: string, advice: string, severity?: "warning"]

/** The field that says how much, by kind; other terms are words alone. */
const amountOf: Readonly<Record<OfferKind, "percent" | "value" | null>> = {
  discount: "percent",
  gift: "value",
  "fee waiver": "value",
  "special terms": null
}

const checkTerms = (offer: Offer, path: Finding.Path): ReadonlyArray<Told> => {
  const wanted = amountOf[offer.kind]
  const a = `a ${offer.kind}`
  const extra = (["percent", "value"] as const).filter((field) => field !== wanted && offer[field] !== undefined)
  const isNothing = offer.value !== undefined && offer.value.minor <= 0
  return [
    ...(isNothing ? [[[...path, "value"], "offer-terms", "is worth nothing", "give an amount above 0"] as const] : []),
    ...(wanted === null || offer[wanted] !== undefined
      ? []
      : [[path, "offer-terms", `is ${a} without ${wanted}`, `add \`${wanted}\`: how much it is`] as const]),
    ...extra.map(
      (field) =>
        [
          [...path, field],
          "offer-terms",
          `is ${offer.kind === "special terms" ? "special terms" : a}, which has no ${field}`,
          `take \`${field}\` away, or make it another kind of offer`
        ] as const
    )
  ]
}

/**
 * A gift that is refused by the limits of the policy alone, somewhere or everywhere. No error: limits may be lowered while
 * accounts are inside a version, and each gift is checked again when its turn comes.
 */
const checkGift = ({ kind, value }: Offer, path: Finding.Path, { giftLimits }: Policy): ReadonlyArray<Told> => {
  if (kind !== "gift" || value === undefined) return []
  const all = Object.entries(giftLimits)
  const over = all.filter(([, limit]) => limit.currency !== value.currency || limit.minor < value.minor)
  const show = ({ currency, minor }: Money.Money): string => `${Money.show(minor, currency)} ${currency}`
  if (all.length === 0) {
    const message = "is a gift, and the policy has no limit of gifts, so that it is refused"
    const advice = "write `giftLimits` into the policy of abm.yaml, or take the gift away"
    return [[path, "gift-limit", message, advice, "warning"]]
  }
  if (over.length === 0) return []
  const limits = over.map(([country, limit]) => `${show(limit)} (${country === "*" ? "elsewhere" : country})`)
  const message = `is a gift of ${show(value)}, above the limit of a person and a year: ${limits.join(", ")}`
  return [[[...path, "value"], "gift-limit", message, "make a smaller gift, in the currency of the limit", "warning"]]
}

const checkEnd = (program: Program, { until, validDays }: Offer, path: Finding.Path): ReadonlyArray<Told> => {
  const { endsOn, startsOn } = program
  if (until === undefined && validDays === undefined && endsOn === undefined)
    return [[path, "offer-without-end", "never ends", "add `until` or `validDays`: the client is told the last day"]]
  return until !== undefined && startsOn !== undefined && until < startsOn
    ? [[[...path, "until"], "offer-over", `ends on ${until}, before the program starts on ${startsOn}`, "change a day"]]
    : []
}

const checkCost = ({ budget }: Program, offer: Offer, path: Finding.Path): ReadonlyArray<Told> => {
  const { costMinor, kind, value } = offer
  if (costMinor === undefined && (kind !== "gift" || costOf(offer) === 0)) return []
  const field = costMinor === undefined ? "value" : "costMinor"
  const cost = costOf(offer)
  if (budget === undefined) {
    const advice = "add `budget: { minor, currency }` to the program"
    return [[[...path, field], "cost-without-budget", "costs something, and the program has no budget", advice]]
  }
  if (field === "costMinor" || value === undefined || value.currency === budget.currency)
    return cost <= budget.minor
      ? []
      : [
          [
            [...path, field],
            "dearer-than-budget",
            `costs ${Money.show(cost, budget.currency)} ${budget.currency}, more than the program's whole budget: it never goes`,
            "raise the budget, or make a smaller offer",
            "warning"
          ]
        ]
  const message = `is a gift in ${value.currency}, and the program's budget is in ${budget.currency}`
  return [[[...path, field], "offer-currency", message, `add \`costMinor\`: what it costs in ${budget.currency}`]]
}

interface Naming {
  readonly id: string
  readonly path: Finding.Path
}

const namedIn = (program: Program): ReadonlyArray<Naming> => [
  ...program.plays.flatMap(({ touches }, play) =>
    touches.flatMap(({ offer }, touch): ReadonlyArray<Naming> =>
      offer === undefined ? [] : [{ id: offer, path: ["plays", play, "touches", touch, "offer"] }]
    )
  ),
  ...Object.entries(program.slots).flatMap(([slot, { variants }]) =>
    variants.flatMap(({ offer }, at): ReadonlyArray<Naming> =>
      offer === undefined ? [] : [{ id: offer, path: ["slots", slot, "variants", at, "offer"] }]
    )
  )
]

const checkNames = (program: Program, offers: ReadonlyArray<string>): ReadonlyArray<Told> =>
  namedIn(program)
    .filter(({ id }) => !offers.includes(id))
    .map(({ id, path }) => {
      const near = nearest(id, offers)
      const have = offers.length === 0 ? "add `offers` to the program" : `its offers are ${offers.join(", ")}`
      const advice = near === undefined ? have : `did you mean ${near}?`
      return [path, "unknown-offer", `there is no offer ${id}`, advice]
    })

/** A service message brings no offer, whichever of its contents is chosen; a task of ours sends none. */
const checkTouch = (program: Program, touch: Touch, path: Finding.Path): ReadonlyArray<Told> => {
  const variants = touch.slot === undefined ? [] : (program.slots[touch.slot]?.variants ?? [])
  const chosen = variants.find(({ offer }) => offer !== undefined)
  const own = touch.offer === undefined ? path : [...path, "offer"]
  if (touch.task !== undefined && touch.offer !== undefined) {
    const advice = "let a message bring it (`slot`); a task says in its text what is offered"
    return [[own, "offer-without-message", "is a task and names an offer", advice]]
  }
  if (touch.class !== "service" || (touch.offer === undefined && chosen === undefined)) return []
  const what = touch.offer ?? `${chosen?.offer ?? ""} (variant ${chosen?.id ?? ""})`
  const advice = "take the offer out, or make the touch promotional"
  return [[own, "offer-in-service", `a service message brings the offer ${what}`, advice]]
}

/** Checks the offers of a program against a policy; empty is good. Rules are checked where they are compiled. */
export const check = (program: Program, policy: Policy): ReadonlyArray<Finding.DefinitionFinding> => {
  const offers = Object.entries(program.offers ?? {})
  const used = new Set(namedIn(program).map(({ id }) => id))
  const told: ReadonlyArray<Told> = [
    ...offers.flatMap(([id, offer]): ReadonlyArray<Told> => {
      const path = ["offers", id]
      return [
        ...checkTerms(offer, path),
        ...checkGift(offer, path, policy),
        ...checkEnd(program, offer, path),
        ...checkCost(program, offer, path),
        ...(used.has(id)
          ? []
          : [[path, "unused-offer", "is not made by any touch", "use it or take it away", "warning"] as const])
      ]
    }),
    ...checkNames(
      program,
      offers.map(([id]) => id)
    ),
    ...program.plays.flatMap(({ touches }, play) =>
      touches.flatMap((touch, at) => checkTouch(program, touch, ["plays", play, "touches", at]))
    )
  ]
  return told.map(([path, rule, message, advice, severity]) =>
    Finding.at(program, path, severity ?? "error", { rule: `program/${rule}`, message, advice })
  )
}
