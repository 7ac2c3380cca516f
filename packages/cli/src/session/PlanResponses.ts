/** What flags say of responses to a plan's messages: none, or drawn at rates by a seed. */
import { Responses } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"

/** What the flags say. */
export interface Given {
  readonly responses: "none" | "rates"
  readonly seed: number
  readonly rates: string | undefined
}

const kinds: Readonly<Record<string, Responses.Kind>> = {
  reply: "reply",
  "out-of-office": "outOfOffice",
  "soft-bounce": "softBounce",
  "hard-bounce": "hardBounce",
  unsubscribe: "unsubscribe"
}
const example = "write --rates reply=0.05,unsubscribe=0.01"

/** How responses are drawn; undefined when there are none. */
export const read = ({ rates, responses, seed }: Given): Effect.Effect<Responses.Draw | undefined, Failure.Failure> =>
  Effect.gen(function* () {
    if (responses === "none")
      return rates === undefined ? undefined : yield* Failure.usage("--rates goes with --responses rates")
    const found: Record<Responses.Kind, number> = { ...Responses.standard }
    for (const part of rates === undefined ? [] : rates.split(",")) {
      const [name = "", text = ""] = part.split("=").map((one) => one.trim())
      const kind = kinds[name]
      if (kind === undefined)
        return yield* Failure.usage(`--rates has no "${name}"`, `it has ${Object.keys(kinds).join(", ")}: ${example}`)
      const share = text === "" ? Number.NaN : Number(text)
      if (!(share >= 0 && share <= 1))
        return yield* Failure.usage(`--rates: "${text}" is no share from 0 to 1 of ${name}`, example)
      found[kind] = share
    }
    return { seed, rates: found }
  })
