/** The rules of `abm.yaml` over accounts: fit, who is left out of tiers, target lists. Findings stand at their lines. */
import { AccountFacts, Expression, type Finding, Fit, TargetLists } from "@market-of-one/core"
import type { Config } from "./Config.ts"
import type { Path, YamlFile } from "./YamlFile.ts"

/** Rules ready to be asked. */
export interface AccountRules {
  readonly fit: ReadonlyArray<Fit.CompiledRule>
  readonly exclude: Expression.Compiled | null
  readonly targets: ReadonlyArray<TargetLists.CompiledList>
  readonly findings: ReadonlyArray<Finding.Finding>
}

interface Found extends Finding.Finding {
  readonly index: number
  readonly offset?: number
}

const placed = (yaml: YamlFile, key: string, { index, offset, ...finding }: Found): Finding.Finding => {
  const path: Path = [key, index]
  return {
    ...finding,
    place: offset === undefined ? yaml.placeOf(path) : yaml.placeInText([...path, "when"], offset)
  }
}

/** Compiles the rules of a workspace; `isAccount` tells whether an id is known. */
export const read = (config: Config, yaml: YamlFile, isAccount: (id: string) => boolean): AccountRules => {
  const fit = Fit.compile(config.fit)
  const targets = TargetLists.compile(config.targets, isAccount)
  const exclude =
    config.tiers.exclude === undefined ? null : Expression.compile(AccountFacts.rules, config.tiers.exclude)
  return {
    fit: fit.rules,
    exclude: exclude?.compiled ?? null,
    targets: targets.lists,
    findings: [
      ...fit.findings.map((finding) => placed(yaml, "fit", finding)),
      ...(exclude?.problems ?? []).map(({ advice, message, offset, rule, severity }): Finding.Finding => ({
        severity,
        rule,
        message,
        ...(advice === undefined ? {} : { advice }),
        place: yaml.placeInText(["tiers", "exclude"], offset)
      })),
      ...targets.findings.map((finding) => placed(yaml, "targets", finding))
    ]
  }
}
