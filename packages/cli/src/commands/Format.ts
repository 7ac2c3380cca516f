/** How a result is written where there are more ways than text and JSON: `--format`, and `--json` for one of them. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Failure from "../Failure.ts"

/** The format that the flags ask for, `text` unless said; two that differ are wrong usage. */
export const of = <F extends string>(
  json: boolean,
  format: Option.Option<F>
): Effect.Effect<F | "json" | "text", Failure.Failure> => {
  const named = Option.getOrUndefined(format)
  if (!json) return Effect.succeed(named ?? "text")
  return named === undefined || named === "json"
    ? Effect.succeed("json")
    : Effect.fail(Failure.usage(`--json and --format ${named} ask for two formats`, "leave one of them out"))
}
