/**
 * Tax within amounts (НДС, VAT, sales tax). Money is compared and summed net, so a source whose amounts hold tax says at
 * which rate, and each of them is brought to net: gross × 100 ÷ (100 + rate), in whole numbers, rounded half to even.
 */
import * as Schema from "effect/Schema"
import * as Rates from "../kernel/Rates.ts"

/** A percentage as a number or as decimal text; above 0, at most 15 digits on each side of the point. */
export const Percent = Schema.Union([Schema.Finite, Schema.String])
  .check(
    Schema.makeFilter((rate) => Rates.parse(String(rate)) !== undefined, {
      message: 'expected a percentage above 0, such as 20 or "5.5"'
    })
  )
  .annotate({ description: "the rate in percent" })

/** What a source says of the tax within its amounts. Without a word they are net. */
export const Tax = Schema.Union([
  Schema.Literals(["excluded", "included"]),
  Schema.Struct({ amounts: Schema.Literals(["included", "excluded"]), rate: Schema.optionalKey(Percent) })
]).annotate({
  identifier: "Tax",
  description: "excluded (amounts are net), or { amounts: included, rate: 20 }: each amount is brought to net"
})
export type Tax = typeof Tax.Type

/** Tax is within the amounts, and nothing says how much. */
export const noRate = "no rate"

/** What to declare then. */
export const advice = "declare the rate in percent: tax: { amounts: included, rate: 20 }"

/** The rate of the tax within amounts; undefined where they are net. */
export const rateOf = (tax: Tax | undefined): Rates.Factor | undefined | typeof noRate => {
  const { amounts, rate } = typeof tax === "object" ? tax : { amounts: tax ?? "excluded", rate: undefined }
  return amounts === "excluded" ? undefined : (Rates.parse(String(rate)) ?? noRate)
}

/** The rate as people write it: `20 %`. */
export const show = ({ decimals, digits }: Rates.Factor): string => {
  const padded = String(digits).padStart(decimals + 1, "0")
  const whole = padded.slice(0, padded.length - decimals)
  return decimals === 0 ? `${whole} %` : `${whole}.${padded.slice(-decimals)} %`
}

/** The net amount of a gross one, both in minor units. */
export const net = (minor: number, { decimals, digits }: Rates.Factor): number => {
  const hundred = 100n * 10n ** BigInt(decimals)
  return Number(Rates.divide(BigInt(minor) * hundred, hundred + digits))
}
