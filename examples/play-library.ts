/** How do I start from a play of the library? Takes one, changes it, defines and compiles it, and says what its steps do. */
import { Definition, defineProgram, PlayLibrary } from "@market-of-one/core"

// #region campaign
const renewal = defineProgram({
  ...PlayLibrary.renewal.of({ topic: "product-news", templates: "renewal/", startsOn: "2026-10-01" }),
  audience: '"renewals" in account.targets && account.isRoot && account.status == "customer"',
  holdout: 0.1
})
// #endregion campaign

const { findings, program } = Definition.compile(renewal)
console.log(`${renewal.name}: ${findings.length} findings, ${program === null ? "not ready" : "ready to run"}`)
for (const { approval, gate, id, slot, task, waitFor } of renewal.plays.flatMap((play) => play.touches)) {
  const before = [
    ...(gate === undefined ? [] : [`when ${gate.atLeast} of ${gate.roles.join(", ")} is engaged`]),
    ...(waitFor === undefined ? [] : [`after a ${waitFor.event} or ${waitFor.timeout}`]),
    ...(approval === undefined ? [] : [`on the word of the ${approval}`])
  ]
  console.log(
    [`${id}: ${task === undefined ? `a letter of slot ${slot ?? ""}` : `a task (${task.kind})`}`, ...before].join(", ")
  )
}
