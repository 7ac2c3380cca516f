/**
 * What the CRM says of an account by itself, as facts that rules may look at: no class, no sales, nothing that an
 * analysis has found. Rules of fit and rules that leave accounts out see these alone, so that no analysis depends on
 * its own result.
 */
import { AccountStatus, type Account } from "../account/Account.ts"
import * as Expression from "../kernel/Expression.ts"
import * as Money from "../kernel/Money.ts"

type Fields = Readonly<Record<string, unknown>>

const text = (description: string, values?: ReadonlyArray<string>): Expression.Field => ({
  type: "string",
  description,
  optional: true,
  ...(values === undefined ? {} : { values })
})
const number = (description: string): Expression.Field => ({ type: "double", description, optional: true })

const sources: ReadonlyArray<NonNullable<Account["source"]>> = [
  "press",
  "advertising",
  "media",
  "web",
  "database",
  "referral",
  "event",
  "other"
]

/** The declared fields but `attributes`, in the order of the reference. */
export const profile: Readonly<Record<string, Expression.Field>> = {
  industry: text("Its industry, in the words of the source."),
  region: text("Its region, in the words of the source."),
  country: text("ISO 3166-1 alpha-2, upper case, such as DE."),
  timeZone: text("Its time zone, such as Europe/Berlin."),
  employees: number("How many people work there."),
  annualRevenue: number("Its own sales in a year, in whole units of its currency."),
  budget: number("Its budget for what we sell, in whole units of its currency."),
  currency: text("ISO 4217, such as EUR."),
  status: text("Where the relation stands.", AccountStatus.literals),
  ownerId: text("The id of whoever owns the account on our side."),
  source: text("Where it came from.", sources),
  reference: { type: "bool", description: "Whether it is a reference or a leader of its branch.", optional: true }
}

/** What the source brings beyond the declared fields. */
export const attributes: Expression.Field = {
  type: "map",
  description: "What the source brings beyond these, by name: account.attributes.plan."
}

/** The rules of fit and of leaving out: they see `account` as the CRM describes it. */
export const rules: Expression.Environment = Expression.environment({
  account: {
    description: "the account",
    fields: {
      id: { type: "string", description: "Its id in the source." },
      name: { type: "string", description: "Its name." },
      ...profile,
      attributes
    }
  }
})

/** Whole currency units: a rule says 1000000, not minor units. */
export const units = (money: Money.Money | null | undefined): number | undefined =>
  money === null || money === undefined ? undefined : money.minor / 10 ** Money.decimals(money.currency)

/** The facts of an account by the declared names; undefined is unknown. */
export const fieldsOf = (account: Account): Fields => ({
  industry: account.industry,
  region: account.region,
  country: account.country,
  timeZone: account.timeZone,
  employees: account.employees,
  annualRevenue: units(account.annualRevenue),
  budget: units(account.budget),
  currency: account.currency,
  status: account.status,
  ownerId: account.ownerId,
  source: account.source,
  reference: account.reference
})

/** The facts that `rules` look at. */
export const of = (account: Account): Expression.Facts => ({
  account: { id: account.id, name: account.name, ...fieldsOf(account), attributes: account.attributes }
})
