/** The declared facts of rules: names, types and meanings. */
import { ContactRole } from "../account/Contact.ts"
import * as AccountFacts from "../analysis/AccountFacts.ts"
import { KeyAccountType } from "../analysis/KeyAccountType.ts"
import { Band } from "../analysis/LossRisk.ts"
import { Outcome } from "../analysis/ThreeP.ts"
import type { Field, Variable } from "../kernel/Expression.ts"

type Options = { readonly optional?: true; readonly values?: ReadonlyArray<string> }
type Describe = (description: string, options?: Options) => Field

const text: Describe = (description, options) => ({ type: "string", description, ...options })
const number: Describe = (description, options) => ({ type: "double", description, ...options })
const truth: Describe = (description, options) => ({ type: "bool", description, ...options })
const texts: Describe = (description, options) => ({ type: "list<string>", description, ...options })
const map: Describe = (description) => ({ type: "map", description })
const maybe = { optional: true } as const
const oneOf = (...values: ReadonlyArray<string>): Options => ({ optional: true, values })

/** Classes of retention that rules can name; a client that cannot be judged has none. */
export const retentionClasses = ["active", "at risk", "lost", "regained", "new"] as const

/** Causes of leaving that rules can name, in the order in which the retention wing tells them. */
export const leavingCauses: ReadonlyArray<string> = [
  "service got worse",
  "quality got worse",
  "deadlines and promises broken",
  "opinion ignored",
  "forgotten",
  "price or competitor",
  "its own business"
]

/** What the analysis of the portfolio says of the group; much of it is unknown without orders. */
const segment: Readonly<Record<string, Field>> = {
  abc: text("Class by share of sales: A, B or C.", oneOf("A", "B", "C")),
  xyz: text("Class by steadiness of demand: X, Y or Z; unknown for a client too new to judge.", oneOf("X", "Y", "Z")),
  cell: text("Both classes in one word, such as AX.", oneOf("AX", "AY", "AZ", "BX", "BY", "BZ", "CX", "CY", "CZ")),
  isKey: truth("Whether it is a key account.", maybe),
  keyScore: number("How well it meets the criteria of a key account, 0 to 1.", maybe),
  keyConfidence: number("Which share of those criteria could be judged, 0 to 1.", maybe),
  types: texts("Types of key account that it is.", {
    optional: true,
    values: KeyAccountType.literals
  }),
  tier: text("How individually it is served.", oneOf("one-to-one", "one-to-few", "one-to-many", "none")),
  sales: number("Sales in the window of the analysis, in whole units of the currency.", maybe),
  share: number("Its share of all sales, 0 to 1.", maybe),
  silenceDays: number("Days from its last purchase to the analysis's last day.", maybe),
  usualIntervalDays: number("Median days between its purchases, from at least three gaps.", maybe),
  isNew: truth("Whether it began less than 12 months before the end of the analysis, or is a prospect.", maybe),
  trend: number("Change of its sales against the same season a year before: -0.3 is 30 % less.", maybe),
  lossBand: text("How its silence stands to its usual interval.", oneOf(...Band.literals)),
  expectedValue: number("Margin expected of 12 months times the probability that it stays, in whole units.", maybe),
  valueAtRisk: number("Margin expected of 12 months times the probability of loss, in whole units.", maybe),
  qualification: text("Need, solvency and authority together.", oneOf(...Outcome.literals)),
  fit: number("Points of the declared rules of fit that hold.", maybe),
  targets: texts("Target lists that it is on, by their ids.", maybe),
  retention: text("Whether it stays, by its own rhythm and what it told.", oneOf(...retentionClasses)),
  health: number("How healthy the relation is, 0 to 100; unknown for a lost client.", maybe),
  causes: texts("Why it leaves, strongest first; unknown when it leaves and nothing shows why.", {
    optional: true,
    values: leavingCauses
  })
}

/** Counts of records as they are; none is zero. */
const counts: Readonly<Record<string, Field>> = {
  contacts: number("How many contacts it has."),
  openOpportunities: number("How many deals and tenders are open."),
  wonOpportunities: number("How many deals and tenders were won."),
  lostOpportunities: number("How many deals and tenders were lost."),
  openCases: number("How many cases of any kind are open."),
  openComplaints: number("How many complaints, disputes and legal claims are open."),
  openPromises: number("How many promises to it are neither kept nor settled."),
  hasDepartureNotice: truth("Whether it said that it leaves, or asked how to.")
}

/** The facts of an account. */
export const account: Variable = {
  description: "the account",
  fields: {
    id: text("Its id in the source."),
    name: text("Its name."),
    isRoot: truth("Whether it is the root of its group."),
    ...AccountFacts.profile,
    ...segment,
    ...counts,
    stage: text("Its journey stage, as the policy names them.", maybe),
    signals: texts("What was noticed about it and still holds, such as unanswered or contact-left."),
    attributes: AccountFacts.attributes
  }
}

/** The facts of a group. */
export const group: Variable = {
  description: "the account's group: the root account with all below it",
  fields: {
    id: text("The id of the root account."),
    name: text("Its name."),
    accounts: number("How many accounts it has."),
    managerId: text("The id of its manager.", maybe),
    ...segment,
    ...counts
  }
}

/** The facts of a contact. */
export const contact: Variable = {
  description: "the contact",
  fields: {
    id: text("The id in the source."),
    name: text("The name."),
    kind: text("A person, or a shared mailbox.", { values: ["person", "mailbox"] }),
    roles: texts("The parts that the person plays in buying.", { values: ContactRole.literals }),
    title: text("The title, in the words of the source.", maybe),
    department: text("The department, in the words of the source.", maybe),
    level: text("How high the person stands.", oneOf("board", "head", "specialist")),
    influence: number("How much the person's word weighs, 0 to 1.", maybe),
    disposition: text("How the person stands to us.", oneOf("supporter", "neutral", "sceptic", "opponent")),
    locale: text("The language of writing, BCP 47, such as en-GB.", maybe),
    language: text("The first part of the locale, lower case, such as en.", maybe),
    country: text("ISO 3166-1 alpha-2, upper case, such as DE.", maybe),
    timeZone: text("The time zone, such as Europe/Berlin.", maybe),
    hasAddress: truth("Whether a valid e-mail address is known."),
    hasLeft: truth("Whether the person has left the company."),
    attributes: map("What the source brings beyond these, by name: contact.attributes.newsletter.")
  }
}
