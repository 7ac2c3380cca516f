/** What programs name outside themselves, against the workspace: accounts, topics, the currency, countries. */
import { Countries, type Finding, Nearest } from "@market-of-one/core"
import type { LoadedProgram } from "./Programs.ts"
import type { Workspace } from "./Workspace.ts"

/** What it needs of a workspace. */
export type Told = Pick<Workspace, "programs"> & {
  readonly config: Pick<Workspace["config"], "currency">
  readonly records: {
    readonly grouping: Pick<Workspace["records"]["grouping"], "groupOf">
    readonly merges: Pick<Workspace["records"]["merges"], "accounts">
    readonly records: Pick<Workspace["records"]["records"], "contacts">
  }
}

type Check = (loaded: LoadedProgram, told: Told) => ReadonlyArray<Finding.Finding>

/** Accounts that get something else by hand. A warning: an account may leave the data while others go on. */
const overrides: Check = ({ placeOf, program }, { records: { grouping, merges } }) =>
  Object.keys(program.overrides)
    .filter((id) => !grouping.groupOf.has(id))
    .map((id) => {
      const kept = merges.accounts.get(id)
      const near = Nearest.nearest(id, grouping.groupOf.keys())
      const advice = near === undefined ? "name an account id of the data, or take it away" : `did you mean ${near}?`
      return {
        severity: "warning",
        rule: "program/unknown-account",
        message: `program ${program.id}: what is done for account ${id} by hand is done for nobody: ${kept === undefined ? "there is no such account" : `it is merged into ${kept}`}`,
        advice: kept === undefined ? advice : `name ${kept}`,
        place: placeOf(["overrides", id])
      }
    })

/** A topic that is nearly one of those that consents speak of; that nobody gave consent is said by counting. */
const topic: Check = ({ placeOf, program }, { records }) => {
  const topics = new Set(records.records.contacts.flatMap(({ record }) => record.consent.map((one) => one.topic)))
  const near = topics.has(program.topic) || topics.has("*") ? undefined : Nearest.nearest(program.topic, topics)
  return near === undefined
    ? []
    : [
        {
          severity: "warning",
          rule: "program/unknown-topic",
          message: `program ${program.id}: no consent of the data speaks of the topic ${program.topic}`,
          advice: `did you mean "${near}"?`,
          place: placeOf(["topic"])
        }
      ]
}

const currency: Check = ({ placeOf, program: { budget, id } }, { config }) =>
  budget === undefined || budget.currency === config.currency
    ? []
    : [
        {
          severity: "warning",
          rule: "program/budget-currency",
          message: `program ${id}: its budget is in ${budget.currency}, and the workspace counts in ${config.currency}`,
          advice: `give the budget and every costMinor in ${config.currency}`,
          place: placeOf(["budget", "currency"])
        }
      ]

const country: Check = ({ placeOf, program }) => {
  if (program.country === undefined || /^[A-Z]{2}$/u.test(program.country)) return []
  const code = Countries.codeOf(program.country)
  return [
    {
      severity: "error",
      rule: "program/country",
      message: `program ${program.id}, country: expected a country code of two capital letters (ISO 3166-1), such as DE`,
      advice: code === undefined ? "without one the country of the workspace holds" : `write ${code}`,
      place: placeOf(["country"])
    }
  ]
}

const checks = [overrides, topic, currency, country]

/** The findings, program by program; empty is good. */
export const check = (told: Told): ReadonlyArray<Finding.Finding> =>
  told.programs.flatMap((loaded) => checks.flatMap((one) => one(loaded, told)))
